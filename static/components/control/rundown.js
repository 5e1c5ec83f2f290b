// The rundown: which one, its rows with what each is doing, and the tools to change it. A row is cued by its key or a
// press, and taken by Take; while it is edited, a press opens it.
import { html, nothing } from "lit";
import { gettext } from "../../js/text.js";
import { cueName, zoneName } from "./cues.js";
import "./field.js";
import { keycap, Region } from "./region.js";
import { cueId, doubled, following, lengthOf, loops, moved, rowOf } from "./rows.js";

/** @typedef {import("./rows.js").Row} Row */

/** Small drawings on the tools of a row. */
const DRAWN = {
  move: "M3 4.5h10M3 8h10M3 11.5h10",
  edit: "M2.5 13.5l.8-3.3 7.4-7.4 2.5 2.5-7.4 7.4z",
  double: "M2.5 5.5h7v8h-7zM5.5 5.5v-3h8v8h-4",
  remove: "M3.5 3.5l9 9M12.5 3.5l-9 9",
  loop: "M4 6.2A4.6 4.6 0 0 1 12.6 8M12 9.8A4.6 4.6 0 0 1 3.4 8M12.8 4.6v3.6H9.2M3.2 11.4V7.8h3.6",
};

/** @param {keyof typeof DRAWN} which */
const drawn = (which) => html`<svg class="drawn" viewBox="0 0 16 16" aria-hidden="true"><path d=${DRAWN[which]} /></svg>`;

export class DeskRundown extends Region {
  static properties = { ...Region.properties, editing: { state: true }, dragged: { state: true }, over: { state: true } };

  constructor() {
    super();
    this.editing = false;
    /** The row that is dragged, and the one that it is over; -1: none. */
    this.dragged = -1;
    this.over = -1;
    this.shownRow = -1;
  }

  get rows() {
    return this.desk.rundowns.rows;
  }

  /** Put a row into the preview, or take it. @param {number} at from 0 @param {boolean} take */
  play(at, take) {
    const row = this.rows[at];
    if (!row) return this.desk.say(false, gettext("There is no row %(row)s.", { row: at + 1 }));
    this.desk.row = at;
    if (take) return this.desk.commands.act("take-row", { row: row.id });
    return this.desk.commands.cueRow(row.id, this.#zoneOf(row));
  }

  /** @param {Row} row */
  #zoneOf(row) {
    return row.zone || (this.desk.rundowns.graphics.get(row.graphic)?.zones[0] ?? "");
  }

  /** Cue or take the row that has this key of its own, if one has. @param {string} key @param {boolean} take */
  playKey(key, take) {
    const at = this.rows.findIndex((row) => row.key?.toLowerCase() === key);
    return at < 0 ? undefined : this.play(at, take);
  }

  updated() {
    // A row that is chosen by key is brought into view, one that is pointed at is there.
    if (this.desk.row === this.shownRow) return;
    this.shownRow = this.desk.row;
    this.querySelector(".selected")?.scrollIntoView({ block: "nearest" });
  }

  render() {
    const { desk, rows, editing } = this;
    const { rundowns } = desk;
    return html`<header>
        <h2>${gettext("Rundown")}</h2>
        ${rundowns.all.length ? html`<select aria-label=${gettext("Rundown")} @change=${this.#choose}>${rundowns.all.map(({ id, name }) => html`<option value=${id} ?selected=${id === rundowns.chosen}>${name}</option>`)}</select>` : nothing}
        <button type="button" class="edit" aria-pressed=${`${editing}`} @click=${() => (this.editing = !editing)}>${editing ? gettext("Done") : gettext("Edit")}</button>
      </header>
      ${editing ? this.#tools() : nothing}
      ${rows.length ? html`<ol class="rows ${editing ? "edited" : ""}">${rows.map((row, at) => this.#row(row, at))}</ol>` : html`<p class="hint">${this.#hint()}</p>`}`;
  }

  #hint() {
    const { rundowns } = this.desk;
    if (!rundowns.loaded) return "";
    if (!rundowns.all.length) return this.editing ? gettext("No rundown yet: type a name and press Enter.") : gettext("No rundown yet. Edit makes one; until then cue from Quick.");
    return this.editing ? gettext("Add a row, or put something into the preview and add that.") : gettext("This rundown has no rows yet.");
  }

  #tools() {
    const { desk } = this;
    const { rundowns } = desk;
    const { current } = rundowns;
    const standing = Object.values(desk.output.program.standby ?? {});
    return html`<div class="tools" role="group" aria-label=${gettext("Change the rundown")}>
      ${
        current
          ? html`<desk-field class="name" .label=${gettext("Name of the rundown")} .value=${current.name} @commit=${(/** @type {CustomEvent<string>} */ { detail }) => detail && rundowns.rename(detail)}></desk-field>`
          : nothing
      }
      <desk-field class="name" .label=${gettext("Name of a new rundown")} .placeholder=${gettext("New rundown…")} @commit=${(/** @type {CustomEvent<string>} */ { detail }) => detail && rundowns.make(detail)}></desk-field>
      ${
        current
          ? html`<button type="button" class="delete" @click=${() => rundowns.remove()}>${gettext("Delete")}</button>
              <span class="break"></span>
              <button type="button" @click=${() => this.#open(this.rows.length)}>${gettext("Add a row")}</button>
              <button type="button" ?disabled=${!standing.length} @click=${() => this.#add(standing)}>${gettext("Add the preview")}</button>`
          : nothing
      }
      <button type="button" class="undo" ?disabled=${!rundowns.undoable} @click=${() => rundowns.undo()}>${gettext("Undo")}</button>
    </div>`;
  }

  /** @param {Row} row @param {number} at */
  #row(row, at) {
    const { desk, editing } = this;
    const state = this.#state(row);
    const key = at < 10 ? String((at + 1) % 10) : (row.key ?? "").toUpperCase();
    const length = lengthOf(row);
    const name = `${cueName({ graphic: row.graphic, data: row.data }, desk.aired)}${templateOf(row.data)}`;
    return html`<li class="${at === desk.row ? "selected" : ""} ${state.name} ${at === this.over ? "over" : ""}" data-state=${state.name} aria-current=${at === desk.row ? "true" : nothing}
        @dragover=${(/** @type {DragEvent} */ event) => this.#dragOver(event, at)} @drop=${(/** @type {DragEvent} */ event) => this.#drop(event, at)}>
      ${
        editing
          ? html`<button type="button" class="handle" draggable="true" title=${gettext("Drag, or move with the arrow keys")} aria-label=${gettext("Move row %(row)s: arrow keys", { row: at + 1 })} @keydown=${(/** @type {KeyboardEvent} */ event) => this.#moveKey(event, row)} @dragstart=${(/** @type {DragEvent} */ event) => this.#drag(event, at)} @dragend=${this.#dragEnd}>${drawn("move")}</button>`
          : nothing
      }
      <button type="button" class="cue-row" aria-keyshortcuts=${key || nothing} @click=${() => (editing ? this.#open(at) : this.play(at, false))}>
        ${key ? keycap(key) : html`<span></span>`}<span class="what"><b>${name}</b> <span class="muted">${row.note ?? ""}</span></span>
        ${row.group ? html`<span class="group">${row.group}</span>` : nothing}${row.key && at < 10 ? keycap(row.key.toUpperCase()) : nothing}<span class="target">${zoneName(this.#zoneOf(row))}</span><span class="length figures">${length ? `${length / 1000} s` : ""}${loops(row) ? drawn("loop") : nothing}</span>
      </button>
      ${editing ? this.#change(row, at) : state.onAir ? html`<span class="state">${state.told}</span>` : html`<button type="button" class="take-row" aria-label=${gettext("Take row %(row)s: %(name)s", { row: at + 1, name })} @click=${() => this.play(at, true)}>${state.told || gettext("Take")}</button>`}
    </li>`;
  }

  /** What a row is doing: on air as far as a page has painted it, next, or next of its loop. @param {Row} row @returns {{name: string, told: string, onAir: boolean}} */
  #state(row) {
    const { desk } = this;
    const { graphics = {}, standby = {} } = desk.output.program;
    const id = cueId(row);
    const zone = Object.keys(graphics).find((one) => graphics[one].id === id);
    if (zone !== undefined) {
      const { pages, missing } = desk.painted;
      if (!pages || missing.includes(zone)) return { name: "is-waiting", told: gettext("TAKEN"), onAir: true };
      return { name: "is-on", told: gettext("ON AIR"), onAir: true };
    }
    if (Object.values(standby).some((cue) => cue.id === id)) return { name: "is-next", told: gettext("NEXT"), onAir: false };
    const looping = this.rows.find((other) => loops(other) && Object.values(graphics).some((cue) => cue.id === cueId(other)));
    if (looping && looping.group === row.group && following(this.rows, looping) === row) return { name: "loop-next", told: gettext("LOOP"), onAir: false };
    return { name: "idle", told: "", onAir: false };
  }

  /** @param {Row} row @param {number} at */
  #change(row, at) {
    const number = { row: at + 1 };
    return html`<span class="change">
      <button type="button" title=${gettext("Edit")} aria-label=${gettext("Edit row %(row)s", number)} @click=${() => this.#open(at)}>${drawn("edit")}</button>
      <button type="button" title=${gettext("Duplicate")} aria-label=${gettext("Duplicate row %(row)s", number)} @click=${() => this.#write(row, (rows, place) => [doubled(rows, place), gettext("Row %(row)s is there twice.", { row: place + 1 })])}>${drawn("double")}</button>
      <button type="button" title=${gettext("Delete")} aria-label=${gettext("Delete row %(row)s", number)} @click=${() => this.#write(row, (rows, place) => [rows.filter((_, other) => other !== place), gettext("Row %(row)s is deleted. Undo brings it back.", { row: place + 1 })])}>${drawn("remove")}</button>
    </span>`;
  }

  /** @param {Event} event */
  #choose({ target }) {
    const field = /** @type {HTMLSelectElement} */ (target);
    this.desk.rundowns.choose(Number(field.value));
    field.blur();
  }

  /** Open the form of a row, or of a new one at the end. @param {number} at */
  #open(at) {
    this.desk.row = Math.min(at, Math.max(0, this.rows.length - 1));
    this.desk.editedRow = at;
    this.desk.changed();
  }

  /** @param {import("../../js/air/zones.js").Cue[]} cues */
  #add(cues) {
    const rows = cues.map((cue) => rowOf(cue, this.desk.aired));
    return this.desk.rundowns.write((before) => [[...before, ...rows], gettext("What stands in the preview is a row now.")]);
  }

  /** Change the rows by one of them, wherever it is when what was done before is written. @param {Row} row @param {(rows: Row[], place: number) => [Row[], string] | null} change */
  #write({ id }, change) {
    return this.desk.rundowns.write((rows) => {
      const place = rows.findIndex((other) => other.id === id);
      return place < 0 ? null : change(rows, place);
    });
  }

  /** @param {Row} row @param {(from: number) => number} toOf */
  #move(row, toOf) {
    return this.#write(row, (rows, from) => {
      const to = toOf(from);
      if (to < 0 || to >= rows.length || from === to) return null;
      this.desk.row = to;
      return [moved(rows, from, to), gettext("Row %(from)s is row %(to)s now.", { from: from + 1, to: to + 1 })];
    });
  }

  /** @param {KeyboardEvent} event @param {Row} row */
  async #moveKey(event, row) {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (by === undefined || event.repeat) return;
    event.preventDefault();
    if (!(await this.#move(row, (from) => from + by))) return;
    await this.updateComplete;
    // The handle of the row that was moved, which is drawn elsewhere now.
    /** @type {HTMLElement | undefined} */ (this.querySelectorAll(".handle")[this.desk.row])?.focus();
  }

  /** @param {DragEvent} event @param {number} at */
  #drag(event, at) {
    this.dragged = at;
    const row = /** @type {HTMLElement} */ (event.target).closest("li");
    if (!event.dataTransfer || !row) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", String(at));
    event.dataTransfer.setDragImage(row, 8, 8);
  }

  /** @param {DragEvent} event @param {number} at */
  #dragOver(event, at) {
    if (this.dragged < 0) return;
    event.preventDefault();
    this.over = at;
  }

  /** @param {DragEvent} event @param {number} at */
  #drop(event, at) {
    if (this.dragged < 0) return;
    event.preventDefault();
    void this.#move(this.rows[this.dragged], () => at);
    this.#dragEnd();
  }

  #dragEnd() {
    this.dragged = this.over = -1;
  }
}
customElements.define("desk-rundown", DeskRundown);

/** Whom a row means, where that is found out as it is cued: "#23", "leader PTS". @param {{[name: string]: any}} [data] */
const templateOf = ({ player } = {}) => (typeof player === "string" && /^(#|leader )/.test(player) ? ` ${player}` : "");
