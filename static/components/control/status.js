// The top of the desk: the score and the clock as aired, the feed, the outputs with who shows them, the lamp of the keys.
import { html, nothing } from "lit";
import { gettext, ngettext } from "../../js/text.js";
import { pillOf } from "../feed-state.js";
import { code } from "../words.js";
import { Region } from "./region.js";
import { timeOfDay } from "./times.js";

/** @typedef {import("./desk.js").Output} Output */

const ENOUGH_FRAMES = 0.9;

export class DeskStatus extends Region {
  static ticks = true;

  render() {
    const { desk } = this;
    const { aired, reading } = desk;
    const feed = pillOf(desk.feed.feed ?? { state: "scheduled" }, desk.offline);
    const { game, score } = aired;
    if (!game) return nothing;
    return html`<p class="aired figures" aria-label=${gettext("As aired")}>
        ${desk.sides.map((side, at) => html`${at ? html`<span class="to">–</span>` : nothing}<span class="team">${code(game[side])}</span> <b>${score?.[side] ?? ""}</b>`)}
        <span class="clock" id="aired-clock">${reading.label || html`${reading.period} ${reading.time}`}</span>${reading.shot ? html`<span class="shot">${reading.shot}</span>` : nothing}
      </p>
      ${this.#trim()}
      <span class="pill ${feed.state}"><span class="dot"></span>${feed.text}</span>
      <ul class="output-pills">${[...desk.outputs.values()].map((output) => html`<li>${this.#output(output)}</li>`)}</ul>
      ${this.#others()}
      <time class="figures">${timeOfDay(desk.now)}</time>
      <button type="button" class="lamp ${desk.keys}" aria-pressed=${`${desk.keysWanted}`} @click=${this.#switch} title=${gettext("Whether keys do things on this desk")}>
        <span class="dot"></span>${{ on: gettext("KEYS ON"), focus: gettext("FOCUS"), off: gettext("KEYS OFF") }[desk.keys]}
      </button>
      <button type="button" class="quiet help" aria-label=${gettext("The map of the keys")} @click=${this.#map}><kbd>?</kbd></button>`;
  }

  /** A trim of the clock that is in use, in amber: one press takes it back. */
  #trim() {
    const { desk } = this;
    if (!desk.trim) return nothing;
    const values = { seconds: (desk.trim / 1000).toFixed(1) };
    return html`<button type="button" class="trimmed" title=${gettext("While it runs the clock is shown %(seconds)s s further on than the feed's. Press to take the trim back.", values)} @click=${() => desk.commands.setTrim(0)}>${gettext("TRIM %(seconds)s s", values)} <span class="visually-hidden">${gettext("Take the trim back")}</span><span aria-hidden="true">✕</span></button>`;
  }

  #others() {
    const names = [...new Set(this.desk.here.others)];
    if (!names.length) return nothing;
    const told = gettext("Also at this desk: %(names)s", { names: names.join(", ") });
    return html`<span class="others" role="status" title=${told}><svg viewBox="0 0 16 16" aria-hidden="true"><circle cx="8" cy="5" r="3.2" /><path d="M2 15c0-4 2.6-5.8 6-5.8s6 1.8 6 5.8z" /></svg><span class="visually-hidden">${told}</span><span class="names" aria-hidden="true">${names.join(", ")}</span></span>`;
  }

  #switch() {
    this.desk.keysWanted = !this.desk.keysWanted;
    this.desk.dispatchEvent(new Event("keys"));
  }

  #map() {
    this.desk.mapShown = true;
    this.desk.changed();
  }

  /** @param {Output} output */
  #output(output) {
    const pages = this.desk.pages(output);
    const { width = 1920, height = 1080, frame_rate = 60, delay_ms = 0, trim_ms = 0 } = output.settings ?? {};
    const slow = pages.find(({ fps }) => fps !== undefined && fps < ENOUGH_FRAMES * frame_rate);
    const small = pages.find(({ size }) => size && (size[0] !== width || size[1] !== height));
    const fps = pages.map((page) => page.fps).filter((rate) => rate !== undefined);
    const away = output.settings && output.settings.event_id !== this.desk.eventId;
    const state = away ? "away" : !pages.length ? "none" : slow || small ? "look" : "ok";
    const size = small?.size ?? pages.find((page) => page.size)?.size;
    const told = away
      ? gettext("points elsewhere")
      : !pages.length
        ? gettext("no page")
        : [
            ngettext("%(count)s page", "%(count)s pages", pages.length),
            ...(fps.length ? [`${Math.round(Math.min(...fps))} fps`] : []),
          ].join(" · ");
    const builds = [...new Set(pages.map(({ build }) => build).filter(Boolean))].join(", ");
    const advice = small?.size ? gettext("This source is %(is)s: set %(set)s.", { is: `${small.size[0]}×${small.size[1]}`, set: `${width}×${height}` }) : slow ? gettext("The source is set to fewer frames a second than the show.") : "";
    return html`<a class="output-pill ${state}" href="/outputs/${output.pk}/" target="_blank" title=${[advice || told, builds].filter(Boolean).join(" · ")} aria-current=${output.pk === this.desk.pk ? "true" : nothing}>
      <span class="dot"></span><b>${output.name}</b> <span>${told}</span>${size ? html`<span class=${small ? "" : "size"}>${size[0]}×${size[1]}</span>` : nothing}${delay_ms ? html` <span>+${(delay_ms / 1000).toFixed(1)} s</span>` : nothing}${trim_ms && output.pk !== this.desk.pk ? html` <span class="of-trim">${gettext("TRIM %(seconds)s s", { seconds: (trim_ms / 1000).toFixed(1) })}</span>` : nothing}
    </a>`;
  }
}
customElements.define("desk-status", DeskStatus);
