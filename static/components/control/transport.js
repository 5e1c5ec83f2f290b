// The transport: cue, take, out, bug, clear, panic, the delay, and which output is worked on.
import { html, nothing } from "lit";
import { gettext } from "../../js/text.js";
import { HELD } from "../../js/keys.js";
import { keycap, Region } from "./region.js";
import { last } from "./zones.js";

export class DeskTransport extends Region {
  static properties = { ...Region.properties, holding: { state: true }, delayTyped: { state: true } };

  constructor() {
    super();
    this.holding = false;
    /** The delay that is being typed, ms; null: none. @type {number | null} */
    this.delayTyped = null;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  render() {
    const { desk } = this;
    const { program } = desk.output;
    const standing = Object.keys(program.standby ?? {}).length > 0;
    const on = program.graphics ?? {};
    const others = Object.keys(on).some((zone) => zone !== "bug");
    const empty = !Object.keys(on).length;
    return html`<div class="transport" role="group" aria-label=${gettext("Transport")}>
      <button type="button" class="cue" @click=${() => desk.dispatchEvent(new Event("choose"))}>${gettext("CUE")}${keycap("Enter")}</button>
      <button type="button" class="take ${standing ? "ready" : ""}" ?disabled=${!standing} aria-keyshortcuts="Space" @click=${() => desk.commands.take()}>${gettext("TAKE")}${keycap("Space")}</button>
      <button type="button" class="out" ?disabled=${!others} aria-keyshortcuts="Backspace" @click=${() => desk.commands.act("out", zoneOf(last(program)))}><span class="word">${gettext("Out")}</span>${keycap("⌫")}</button>
      <button type="button" class="bug" aria-pressed=${`${"bug" in on}`} aria-keyshortcuts="B" @click=${() => desk.commands.act("bug")}>${gettext("BUG")}${keycap("B")}</button>
      <button type="button" class="clear" ?disabled=${!others} aria-keyshortcuts="Shift+Escape" @click=${() => desk.commands.act("clear")}>${gettext("CLEAR")}${keycap("⇧Esc")}</button>
      <button type="button" class="panic ${this.holding ? "holding" : ""}" style="--held: ${HELD}ms" title=${gettext("Hold: everything off, the bug too; again: the bug back")} @pointerdown=${this.#press} @pointerup=${this.#release} @pointerleave=${this.#release} @keydown=${this.#key} @keyup=${this.#release}>
        ${empty ? gettext("BACK") : gettext("PANIC")}${keycap("` " + gettext("hold"))}
      </button>
      <div class="delay" role="group" aria-label=${gettext("Delay")}>
        <button type="button" aria-label=${gettext("Less delay")} aria-keyshortcuts="[" title=${desk.commands.delayTold(-100)} @click=${() => desk.commands.setDelay({ by: -100 })}>−${keycap("[")}</button>
        <desk-field .label=${gettext("Delay in seconds")} .value=${(desk.delay / 1000).toFixed(1)} @commit=${this.#delay} @draft=${this.#drafted}></desk-field><span>s</span>
        <button type="button" aria-label=${gettext("More delay")} aria-keyshortcuts="]" title=${desk.commands.delayTold(100)} @click=${() => desk.commands.setDelay({ by: 100 })}>+${keycap("]")}</button>
        <button type="button" class="align" title=${gettext("Find the delay by tapping at made shots")} aria-keyshortcuts="D" @click=${() => desk.dispatchEvent(new Event("align"))}>${gettext("Align")}${keycap("D")}</button>
        ${this.delayTyped === null || this.delayTyped === desk.delay ? nothing : html`<p class="delay-told" role="status">${desk.commands.delayTold(this.delayTyped - desk.delay)}</p>`}
      </div>
      <label class="which"><span class="visually-hidden">${gettext("Output")}</span>
        <select @change=${this.#output}>
          ${[...desk.outputs.values()].map(({ pk, name }) => html`<option value=${pk} ?selected=${pk === desk.pk}>${name}</option>`)}
        </select>${keycap("O")}</label>
    </div>`;
  }

  /** @param {CustomEvent<string>} event */
  #delay({ detail }) {
    const ms = delayOf(detail);
    if (ms === null) return this.desk.say(false, gettext("A delay is a number of seconds, as 1.5."));
    void this.desk.commands.setDelay({ ms });
  }

  /** @param {CustomEvent<string | null>} event */
  #drafted({ detail }) {
    this.delayTyped = detail === null ? null : delayOf(detail);
  }

  /** @param {Event} event */
  #output({ target }) {
    const field = /** @type {HTMLSelectElement} */ (target);
    this.desk.choose(Number(field.value));
    field.blur();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.repeat || (event.key !== " " && event.key !== "Enter")) return;
    event.preventDefault();
    this.#press();
  }

  #press() {
    this.hold(true);
  }

  #release() {
    this.hold(false);
  }

  /** Begin to hold, or let go. Held for long enough it counts. @param {boolean} down */
  hold(down) {
    clearTimeout(this.timer);
    this.holding = down;
    if (!down) return;
    this.timer = setTimeout(() => {
      this.holding = false;
      void this.desk.commands.act("panic");
    }, HELD);
  }
}
customElements.define("desk-transport", DeskTransport);

/** @param {string | null} zone */
const zoneOf = (zone) => (zone ? { zone } : {});

/** A delay that is typed in seconds, ms; null: it is none. @param {string} text */
function delayOf(text) {
  const seconds = Number(text.trim().replace(",", "."));
  return text.trim() && Number.isFinite(seconds) && seconds >= 0 ? Math.round(seconds * 1000) : null;
}
