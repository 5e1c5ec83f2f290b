// What comes on a live stream, the newest on top: counts and rates by source, filters, pause, and the frame as it came.
// Fires `stop` and `again`.
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { BAD, Frames, MOST_KEPT } from "../js/frames.js";
import { parseExact } from "../js/json-tree.js";
import { gettext, grouped, ngettext } from "../js/text.js";
import { BoardElement } from "./board-element.js";
import "./json-view.js";

/** @typedef {import("../js/frames.js").Kept} Kept */
/** @typedef {"closed" | "opening" | "open" | "waiting"} State */

const PAINT_EVERY = 200;
const ENDS = /** @type {{[reason: string]: string}} */ ({
  replaced: gettext("You opened another stream; this one has ended."),
  unread: gettext("Ended: nothing of it was read for half a minute."),
  failed: gettext("Ended by a fault of Courtside’s own; it is in the server’s log."),
  hidden: gettext("Ended: nobody looked at this page for some minutes."),
  stopped: gettext("Closed."),
  gone: gettext("The connection to Courtside broke off."),
});

export class LiveFrames extends BoardElement {
  static properties = { state: {}, ended: {}, link: { attribute: false }, chosen: { state: true } };

  constructor() {
    super();
    /** @type {State} */
    this.state = "closed";
    /** Why it has ended, or nothing. */
    this.ended = "";
    /** @type {import("./json-view.js").Link} */
    this.link = () => "";
    /** @type {Kept | null} */
    this.chosen = null;
    /** What the chosen frame holds, where it is JSON. @type {any} */
    this.value = undefined;
    this.frames = new Frames();
    this.painting = 0;
    this.ticking = 0;
  }

  connectedCallback() {
    super.connectedCallback();
    this.ticking = window.setInterval(() => this.state !== "closed" && this.requestUpdate(), 1000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.ticking);
  }

  /** Take in what came. It is painted a few times a second at most. @param {import("../js/frames.js").Line[]} lines */
  take(lines) {
    const now = Date.now();
    for (const line of lines) {
      if (line.kind === "opened") this.state = "open";
      if (line.kind === "lost") this.state = "waiting";
      this.frames.take(line, now);
    }
    this.painting ||= window.setTimeout(() => {
      this.painting = 0;
      this.requestUpdate();
    }, PAINT_EVERY);
  }

  begin() {
    this.frames = new Frames();
    this.chosen = null;
    this.ended = "";
    this.state = "opening";
  }

  render() {
    const { frames } = this;
    if (this.state === "closed" && !this.ended) return nothing;
    const words = { closed: ENDS[this.ended] ?? this.ended, opening: gettext("Opening…"), open: gettext("The stream is open"), waiting: gettext("Lost; it is tried again") }[this.state];
    const sources = frames.sources(Date.now());
    return html`<div class="live-tools">
        <span class="pill ${this.state === "open" ? "live" : this.state === "closed" ? "" : "stale"}" role="status"><span class="dot"></span>${words}</span>
        <span class="total">${ngettext("%(total)s message", "%(total)s messages", frames.total, { total: grouped(frames.total) })}${frames.seq === null ? nothing : html`, seq ${frames.seq}`}</span>
        <span class="gap"></span>
        <button type="button" aria-pressed=${frames.paused} @click=${this.pause}>${frames.paused ? ngettext("Go on (%(count)s new)", "Go on (%(count)s new)", frames.waiting) : gettext("Pause")}</button>
        <button type="button" @click=${this.clear}>${gettext("Clear")}</button>
        ${this.state === "closed" ? html`<button type="button" @click=${() => this.dispatchEvent(new CustomEvent("again"))}>${frames.seq === null ? gettext("Open again") : gettext("Open again from %(seq)s", { seq: frames.seq })}</button>` : html`<button type="button" @click=${() => this.dispatchEvent(new CustomEvent("stop"))}>${gettext("Close")}</button>`}
      </div>
      ${sources.length
        ? html`<fieldset class="sources"><legend class="visually-hidden">${gettext("Sources that are shown")}</legend>${sources.map(({ source, count, rate }) => html`<label class=${source === BAD ? "bad" : ""}><input type="checkbox" .checked=${!frames.hidden.has(source)} @change=${() => this.toggle(source)} /> ${source === BAD ? gettext("not understood") : source} <b>${grouped(count)}</b> <span>${rate.toFixed(1)}/s</span></label>`)}</fieldset>`
        : nothing}
      <div class="live-split">
        <div class="frames scroll" role="listbox" tabindex="0" aria-label=${gettext("Frames, the newest first")} aria-activedescendant=${this.chosen ? `frame-${this.chosen.number}` : nothing} @keydown=${this.key} @click=${this.point}>
          ${repeat(frames.shown, (line) => line.number, (line) => this.line(line))}
          ${frames.total || this.state !== "open" ? nothing : html`<p class="none" role="option" aria-selected="false" aria-disabled="true">${gettext("Nothing has come yet.")}</p>`}
        </div>
        ${this.raw()}
      </div>
      <p class="note">${frames.dropped ? gettext("The newest %(kept)s are kept; %(dropped)s older ones were dropped.", { kept: MOST_KEPT, dropped: grouped(frames.dropped) }) : gettext("The newest %(kept)s are kept.", { kept: MOST_KEPT })}</p>`;
  }

  /** @param {Kept} line */
  line(line) {
    const time = new Date(line.at ?? line.came).toISOString().slice(11, 23);
    const chosen = line.number === this.chosen?.number;
    if (line.kind !== "frame" && line.kind !== "bad")
      return html`<p class="notice" role="option" aria-selected="false" aria-disabled="true"><time>${time}</time> ${this.notice(line)}</p>`;
    const messages = line.messages ?? [];
    const rejected = messages.reduce((sum, message) => sum + message.rejected.length, 0);
    const keys = messages.flatMap(({ keys }) => keys);
    const seq = messages.map(({ seq }) => seq).filter((each) => each !== null);
    return html`<div id="frame-${line.number}" class="frame ${line.kind} ${chosen ? "chosen" : ""}" role="option" aria-selected=${chosen} data-number=${line.number}>
      <time>${time}</time><span class="seq">${seq.length ? (seq.length > 1 ? `${seq[0]}–${seq.at(-1)}` : seq[0]) : ""}</span><b>${line.sources.map((source) => (source === BAD ? gettext("not understood") : source)).join(", ")}</b>
      <span class="what">${line.kind === "bad" ? line.reason : keys.length > 3 ? gettext("%(keys)s and %(more)s more", { keys: keys.slice(0, 3).join(" "), more: keys.length - 3 }) : keys.join(" ")}</span>
      ${messages.some(({ removed }) => removed) ? html`<span class="mark">${gettext("taken back")}</span>` : nothing}${rejected ? html`<span class="mark">${ngettext("%(count)s rejected", "%(count)s rejected", rejected)}</span>` : nothing}
    </div>`;
  }

  /** @param {Kept} line */
  notice(line) {
    if (line.kind === "opened") return line.last_seq == null ? gettext("Opened, from the start") : gettext("Opened, from seq %(seq)s", { seq: line.last_seq });
    if (line.kind === "lost") return gettext("Lost: %(reason)s. Next attempt in %(seconds)s s", { reason: line.reason ?? "", seconds: ((line.retry_ms ?? 0) / 1000).toFixed(1) });
    return ENDS[line.reason ?? ""] ?? gettext("The lease ended; opened again");
  }

  raw() {
    const line = this.chosen;
    if (!line) return html`<p class="none raw">${gettext("Choose a frame to see it as it came.")}</p>`;
    const text = line.text ?? "";
    const cut = (line.size ?? 0) > text.length;
    const { value } = this;
    const rejected = (line.messages ?? []).flatMap((message) => message.rejected);
    return html`<div class="raw">
      ${line.kind === "bad" ? html`<p class="message error">${gettext("Not understood: %(reason)s", { reason: line.reason ?? "" })}</p>` : nothing}
      ${rejected.map((one) => html`<p class="message warning">${one.field ? gettext("%(field)s left out: %(reason)s", { field: one.field, reason: one.reason }) : gettext("Left out: %(reason)s", { reason: one.reason })}</p>`)}
      ${value === undefined ? html`<pre class="painted scroll" tabindex="0" aria-label=${gettext("The frame")}>${text}</pre>` : html`<json-view label=${gettext("The frame")} .value=${value} .text=${text} .link=${this.link}></json-view>`}
      ${cut ? html`<p class="note">${gettext("The first %(shown)s of %(total)s characters.", { shown: grouped(text.length), total: grouped(line.size ?? 0) })}</p>` : nothing}
    </div>`;
  }

  /** @param {MouseEvent} event */
  point(event) {
    const frame = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-number]"));
    if (frame) this.choose(Number(frame.dataset.number));
  }

  /** @param {number} number */
  choose(number) {
    this.chosen = this.frames.shown.find((line) => line.number === number) ?? null;
    // Parsed once, not at each painting, which would fold the tree again.
    this.value = undefined;
    const { text = "", size = 0 } = this.chosen ?? {};
    if (size > text.length) return;
    try {
      this.value = parseExact(text);
    } catch {
      // It is shown as the text that it is.
    }
  }

  /** @param {KeyboardEvent} event */
  async key(event) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    const lines = this.frames.shown.filter(({ kind }) => kind === "frame" || kind === "bad");
    const at = lines.findIndex(({ number }) => number === this.chosen?.number);
    const next = lines[Math.max(0, Math.min(lines.length - 1, at + (event.key === "ArrowDown" ? 1 : -1)))];
    if (!next) return;
    this.choose(next.number);
    await this.updateComplete;
    this.querySelector(".frame.chosen")?.scrollIntoView({ block: "nearest" });
  }

  pause() {
    this.frames.pause(!this.frames.paused);
    this.requestUpdate();
  }

  clear() {
    this.frames.clear();
    if (this.frames.paused) this.frames.pause(true);
    this.chosen = null;
    this.requestUpdate();
  }

  /** @param {string} source */
  toggle(source) {
    const { hidden } = this.frames;
    if (!hidden.delete(source)) hidden.add(source);
    this.requestUpdate();
  }
}
customElements.define("live-frames", LiveFrames);
