// The map of the keys.
import { html, nothing } from "lit";
import { gettext } from "../../js/text.js";
import { Region } from "./region.js";

/** @type {[string, string][]} */
const KEYS = [
  ["Space", gettext("take")],
  ["Enter", gettext("cue the selected row or the typed player")],
  ["⌫", gettext("out: the last one in")],
  ["Esc", gettext("empty the preview, drop typing")],
  ["⇧ Esc", gettext("all graphics off, the bug stays")],
  ["` " + gettext("held"), gettext("everything off, the bug too; again: the bug back")],
  ["1 … 9, 0", gettext("cue rows 1 to 10; with Shift: take at once")],
  ["G I J P …", gettext("cue the row with this key of its own; with Shift: take")],
  ["↑ ↓ PgUp PgDn", gettext("select a row")],
  ["O", gettext("next output")],
  ["B", gettext("bug in, out")],
  ["L F C E", gettext("cue line score, floor, comparison, leaders")],
  ["H, A + 23 + Enter", gettext("cue a home, away player by number; S: shots, N: name")],
  ["M K", gettext("score card, clock card: arrows move, digits and Enter set")],
  ["K ⏎", gettext("take the clock")],
  ["S R T", gettext("clock by hand: start and stop, shot clock full, short")],
  ["[ ]", gettext("delay − + 0.1 s, with Shift 1 s")],
  ["D", gettext("align the delay; again: tap")],
  ["Y N", gettext("accept, dismiss the first proposal")],
  ["Ctrl Z", gettext("undo the last value set by hand")],
  ["?", gettext("this map")],
];

export class DeskMap extends Region {
  updated() {
    const dialog = this.querySelector("dialog");
    if (this.desk.mapShown && dialog && !dialog.open) dialog.showModal();
  }

  render() {
    if (!this.desk.mapShown) return nothing;
    return html`<dialog class="key-map" aria-labelledby="key-map-title" @close=${this.#closed}>
      <h2 id="key-map-title">${gettext("Keys")}</h2>
      <dl>${KEYS.map(([keys, does]) => html`<div><dt><kbd>${keys}</kbd></dt><dd>${does}</dd></div>`)}</dl>
      <p>${gettext("Keys do nothing while a field is edited. Where Tab has moved to a button, Space and Enter are the button's, and the lamp says FOCUS; a click gives them back.")}</p>
      <form method="dialog"><button type="submit">${gettext("Close")}<kbd aria-hidden="true">Esc</kbd></button></form>
    </dialog>`;
  }

  #closed() {
    this.desk.mapShown = false;
    this.desk.changed();
  }
}
customElements.define("desk-map", DeskMap);
