// Tap to align: how far the picture is behind the data. It lies over the floor's card, so that the rest of the desk can
// be worked meanwhile; made shots take a few minutes to come.
import { html, nothing } from "lit";
import { aligned, UNSURE, WANTED } from "../../js/align.js";
import { gettext } from "../../js/text.js";
import { keycap, Region } from "./region.js";

/** A second press within this is a bouncing key, ms. */
const BOUNCE = 400;
/** What is tapped belongs together for so long, ms. */
const TOGETHER = 15 * 60_000;
const LONGEST_DELAY = 120_000;
/** A clock that is further off than this is not to be mended by a guess, ms. */
const LONGEST_TRIM = 1500;

export class DeskAlign extends Region {
  static properties = { ...Region.properties, open: { state: true }, taps: { state: true } };

  constructor() {
    super();
    this.open = false;
    /** When was tapped, server time. @type {number[]} */
    this.taps = [];
  }

  updated() {
    this.toggleAttribute("data-open", this.open);
  }

  /** Open it; where it is open, a tap. */
  press() {
    if (this.open) return this.#tap();
    this.open = true;
    this.taps = [];
    this.desk.say(true, gettext("Tap D each time the ball drops, in the picture that viewers see."));
  }

  #tap() {
    const { now } = this.desk;
    if (now - (this.taps.at(-1) ?? 0) < BOUNCE) return;
    this.taps = [...this.taps.filter((tap) => now - tap < TOGETHER), now].slice(-2 * WANTED);
  }

  render() {
    if (!this.open) return nothing;
    const { taps, desk } = this;
    const found = aligned(taps, desk.madeAt);
    const agree = found?.matched ?? 0;
    return html`<section class="card" aria-labelledby="align-title" @keydown=${this.#key}>
      <header><h2 id="align-title">${gettext("Align the delay")}${keycap("D")}</h2>
        <button type="button" ?disabled=${!taps.length} @click=${() => (this.taps = [])}>${gettext("Anew")}</button>
        <button type="button" class="shut" @click=${this.#shut}>${gettext("Close")}</button></header>
      <div class="align-rows">
        <button type="button" class="tap" aria-keyshortcuts="D" @click=${() => this.#tap()}>${gettext("TAP")}<span class="dots" aria-hidden="true">${Array.from({ length: WANTED }, (_, at) => html`<i class=${at < agree ? "agrees" : at < taps.length ? "tapped" : ""}></i>`)}</span></button>
        <div role="status">${found && agree >= WANTED ? this.#proposed(found) : html`<p class="hint">${this.#counted(taps.length, agree)}</p>`}</div>
      </div>
    </section>`;
  }

  /** @param {number} tapped @param {number} agree */
  #counted(tapped, agree) {
    if (!tapped) return gettext("Tap as the ball drops: five made shots from the field, no free throws.");
    return gettext("%(tapped)s tapped, %(agree)s of %(wanted)s found in the feed.", { tapped, agree, wanted: WANTED });
  }

  /** @param {import("../../js/align.js").Aligned} found */
  #proposed({ offset, spread }) {
    const { desk } = this;
    const seconds = (Math.abs(offset) / 1000).toFixed(1);
    const ms = Math.min(LONGEST_DELAY, Math.max(0, offset));
    const unsure = spread > UNSURE ? html`<p class="unsure">${gettext("The taps lie %(seconds)s s apart: better tap anew.", { seconds: (spread / 1000).toFixed(1) })}</p>` : nothing;
    const told = offset < 0 ? gettext("Data is %(seconds)s s behind the picture: delay the video by that.", { seconds }) : gettext("The picture is %(seconds)s s behind the data.", { seconds });
    const accept = ms === desk.delay ? (offset < 0 ? nothing : html`<p>${gettext("The delay is that already.")}</p>`) : html`<button type="button" class="accept" @click=${() => this.#accept(ms)}>${gettext("Set the delay to %(seconds)s s", { seconds: (ms / 1000).toFixed(1) })}</button>`;
    const trim = offset < 0 && offset >= -LONGEST_TRIM ? this.#trimming(-offset) : nothing;
    return html`<p>${told}</p>${unsure}${trim}${accept}${ms === desk.delay ? nothing : html`<p class="hint">${desk.commands.delayTold(ms - desk.delay)}</p>`}`;
  }

  /** What can be done on air for data that is a little late: it is of the clock alone. @param {number} ms */
  #trimming(ms) {
    const { desk } = this;
    if (ms === desk.trim && desk.delay === 0) return html`<p>${gettext("The clock is trimmed by that already.")}</p>`;
    const values = { seconds: (ms / 1000).toFixed(1) };
    return html`<button type="button" class="trim" title=${gettext("While it runs the clock is shown so much further on, without tenths.")} @click=${() => this.#trim(ms)}>${desk.delay ? gettext("No delay, and trim the clock by %(seconds)s s", values) : gettext("Trim the clock by %(seconds)s s", values)}</button>`;
  }

  /** @param {number} ms */
  async #trim(ms) {
    if (this.desk.delay && !(await this.desk.commands.setDelay({ ms: 0 }))) return;
    if (await this.desk.commands.setTrim(ms)) this.#shut();
  }

  /** Set the delay; where the picture is the later one, a trim would put the clock too far on. @param {number} ms */
  async #accept(ms) {
    if (ms > 0 && this.desk.trim && !(await this.desk.commands.setTrim(0))) return;
    if (await this.desk.commands.setDelay({ ms })) this.#shut();
  }

  #shut() {
    this.open = false;
    if (document.activeElement instanceof HTMLElement && this.contains(document.activeElement)) document.activeElement.blur();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key !== "Escape") return;
    event.preventDefault();
    this.#shut();
  }
}
customElements.define("desk-align", DeskAlign);
