// The form of a row: which graphic, where, of whom, how long, in which group. It lies over Quick and leaves the rest of
// the desk as it is: what is on air can be worked while it is open. Nothing in it goes anywhere before Save.
import { html, nothing } from "lit";
import { live as bound } from "lit/directives/live.js";
import { FREE_KEYS } from "../../js/keys.js";
import { gettext } from "../../js/text.js";
import { graphicName, zoneName } from "./cues.js";
import { fieldsOf, meant, shown, wrong } from "./parameters.js";
import { Region } from "./region.js";
import { written } from "./rows.js";

/** @typedef {import("./parameters.js").Field} Field */
/** @typedef {import("./parameters.js").Graphic} Graphic */
/** @typedef {import("./rows.js").Row} Row */

const SHORTEST = 0.5;
const LONGEST = 600;

export class DeskRowForm extends Region {
  static properties = { ...Region.properties, draft: { state: true }, refused: { state: true } };

  constructor() {
    super();
    /** What is being edited; null: the form is shut. @type {Row | null} */
    this.draft = null;
    this.refused = "";
    /** The row that is being edited, -1: none. */
    this.at = -1;
    this.saving = false;
  }

  /** @param {import("lit").PropertyValues} changed */
  willUpdate(changed) {
    super.willUpdate(changed);
    const { editedRow, rundowns } = this.desk;
    if (editedRow === this.at) return;
    this.at = editedRow;
    this.refused = "";
    this.draft = editedRow < 0 ? null : { ...(rundowns.rows[editedRow] ?? { graphic: "lower-player", data: {} }) };
  }

  updated() {
    const opened = this.draft !== null && !this.hasAttribute("data-open");
    this.toggleAttribute("data-open", this.draft !== null);
    if (opened) this.querySelector("select")?.focus();
  }

  render() {
    const { draft, desk } = this;
    if (!draft) return nothing;
    const { rundowns } = desk;
    const graphic = rundowns.graphics.get(draft.graphic);
    const isNew = draft.id === undefined;
    return html`<form class="card" aria-labelledby="row-form-title" @submit=${this.#save} @keydown=${this.#key}>
      <header><h2 id="row-form-title">${isNew ? gettext("New row") : gettext("Row %(row)s", { row: this.at + 1 })}</h2>
        <button type="button" ?disabled=${!graphic} @click=${this.#preview}>${gettext("Into the preview")}</button>
        <button type="button" @click=${this.#shut}>${gettext("Cancel")}</button>
        <button type="submit" class="save">${gettext("Save")}</button></header>
      ${this.refused ? html`<p class="refused" role="alert">${this.refused}</p>` : nothing}
      <div class="form-fields">
        <label>${gettext("Graphic")}<select name="graphic" @change=${this.#graphic}>${[...rundowns.graphics.keys()].map((id) => html`<option value=${id} ?selected=${id === draft.graphic}>${graphicName(id)}</option>`)}</select></label>
        <label>${gettext("Zone")}<select name="zone" @change=${this.#plain}><option value="" ?selected=${!draft.zone}>${gettext("its own: %(zone)s", { zone: zoneName(graphic?.zones[0] ?? "") })}</option>${(graphic?.zones ?? []).map((zone) => html`<option value=${zone} ?selected=${zone === draft.zone}>${zoneName(zone)}</option>`)}</select></label>
        ${graphic ? fieldsOf(graphic).map((field) => this.#field(field)) : nothing}
      </div>
      <div class="form-fields of-row">
        <label class="wide">${gettext("Note")}<input name="note" maxlength="120" autocomplete="off" .value=${bound(draft.note ?? "")} @input=${this.#plain} /></label>
        <label>${gettext("Key of its own")}<select name="key" @change=${this.#plain}><option value="">${gettext("no key")}</option>${FREE_KEYS.map((key) => html`<option value=${key} ?selected=${key === draft.key}>${key.toUpperCase()}</option>`)}</select></label>
        <label>${gettext("Out after, s")}<input name="length" type="number" min=${SHORTEST} max=${LONGEST} step="0.1" placeholder="–" .value=${bound(draft.auto_out_ms ? String(draft.auto_out_ms / 1000) : "")} @input=${this.#length} /></label>
        <label>${gettext("Group")}<input name="group" maxlength="40" autocomplete="off" list="row-groups" .value=${bound(draft.group ?? "")} @input=${this.#plain} /></label>
        <label class="check"><input name="loop" type="checkbox" ?disabled=${!draft.group} .checked=${bound(draft.loop === true)} @change=${(/** @type {Event} */ { target }) => this.#set({ loop: /** @type {HTMLInputElement} */ (target).checked })} />${gettext("The group loops")}</label>
      </div>
      <datalist id="row-groups">${[...new Set(rundowns.rows.map(({ group }) => group).filter(Boolean))].map((group) => html`<option value=${group ?? ""}></option>`)}</datalist>
      <p class="hint">${gettext("#23 is who wears it, “leader PTS” who leads: found when the row is cued, so that it serves for any game.")}</p>
    </form>`;
  }

  /** @param {Field} field */
  #field(field) {
    const { name, kind, title, options, known, needed, most } = field;
    const value = this.draft?.data?.[name];
    const text = shown(field, value);
    const typed = (/** @type {Event} */ { target }) => this.#parameter(field, /** @type {HTMLInputElement} */ (target).value);
    if (kind === "yes")
      return html`<label class="check"><input type="checkbox" .checked=${bound(value === true)} @change=${(/** @type {Event} */ { target }) => this.#parameter(field, `${/** @type {HTMLInputElement} */ (target).checked}`)} />${title}</label>`;
    if (kind === "choice")
      return html`<label>${title}<select data-name=${name} ?required=${needed} @change=${typed}><option value="" ?selected=${!text}>–</option>${options.map(([option, word]) => html`<option value=${option} ?selected=${option === text}>${word}</option>`)}</select></label>`;
    const list = [...known, ...(name === "player" || name === "chosen" ? this.#numbers() : [])];
    return html`<label class=${kind === "text" && most > 20 ? "wide" : ""}>${title}<input data-name=${name} type=${{ text: "text", list: "text", time: "datetime-local", number: "number" }[kind]} autocomplete="off" maxlength=${kind === "text" ? most : nothing} ?required=${needed} list=${list.length ? `known-${name}` : nothing} title=${kind === "list" && known.length ? known.join(", ") : nothing} .value=${bound(kind === "list" ? (this.lists[name] ?? text) : text)} @input=${typed} />
      ${list.length ? html`<datalist id="known-${name}">${list.map((one) => html`<option value=${one}></option>`)}</datalist>` : nothing}</label>`;
  }

  /** Lists as they are being typed: a comma at the end is no entry yet. @type {{[name: string]: string}} */
  lists = {};

  /** The numbers of the team that is meant, or of both. */
  #numbers() {
    const team = this.draft?.data?.team;
    const players = Object.values(this.desk.aired.players ?? {}).filter((player) => player.jersey && (!team || player.team === team));
    return [...new Set(players.map(({ jersey }) => `#${jersey}`))].sort();
  }

  /** @param {Partial<Row>} change */
  #set(change) {
    if (this.draft) this.draft = { ...this.draft, ...change };
  }

  /** @param {Event} event */
  #plain({ target }) {
    const { name, value } = /** @type {HTMLInputElement} */ (target);
    this.#set({ [name]: value });
  }

  /** @param {Event} event */
  #graphic({ target }) {
    this.lists = {};
    // What the other graphic does not know goes with it.
    const graphic = this.desk.rundowns.graphics.get(/** @type {HTMLSelectElement} */ (target).value);
    if (!graphic) return;
    const known = new Set(fieldsOf(graphic).map(({ name }) => name));
    const data = Object.fromEntries(Object.entries(this.draft?.data ?? {}).filter(([name]) => known.has(name)));
    this.#set({ graphic: graphic.id, zone: "", data });
  }

  /** @param {Event} event */
  #length({ target }) {
    const seconds = Number(/** @type {HTMLInputElement} */ (target).value);
    this.#set({ auto_out_ms: seconds ? Math.round(seconds * 1000) : null });
  }

  /** @param {Field} field @param {string} text */
  #parameter(field, text) {
    if (field.kind === "list") this.lists[field.name] = text;
    const { [field.name]: _, ...others } = this.draft?.data ?? {};
    const value = meant(field, text);
    this.#set({ data: value === undefined ? others : { ...others, [field.name]: value } });
  }

  /** What is wrong with the row; empty: nothing. @param {Row} row */
  #wrong(row) {
    const graphic = this.desk.rundowns.graphics.get(row.graphic);
    return graphic ? (fieldsOf(graphic).map((field) => wrong(field, row.data?.[field.name])).find(Boolean) ?? "") : "";
  }

  /** @param {Event} event */
  async #save(event) {
    event.preventDefault();
    const { draft, at: edited } = this;
    if (!draft || this.saving) return;
    this.refused = this.#wrong(draft);
    if (this.refused) return;
    const { rundowns } = this.desk;
    const row = { ...draft, loop: Boolean(draft.loop && draft.group) };
    const isNew = draft.id === undefined;
    this.saving = true;
    const saved = await rundowns.write((rows) => {
      // The place may have moved under the form: it is the row of this id.
      const place = isNew ? rows.length : rows.findIndex(({ id }) => id === draft.id);
      const at = place < 0 ? rows.length : place;
      return [written(rows, at, row), gettext("Row %(row)s is saved.", { row: at + 1 })];
    });
    this.saving = false;
    if (this.at !== edited) return; // the form is of another row by now, or shut
    if (saved) this.#shut();
    else this.refused = this.desk.said?.text ?? "";
  }

  #preview() {
    const { draft } = this;
    if (!draft) return;
    this.refused = this.#wrong(draft);
    if (!this.refused) void this.desk.commands.cue({ graphic: draft.graphic, data: draft.data ?? {} }, draft.zone || undefined);
  }

  #shut() {
    this.lists = {};
    this.desk.editedRow = -1;
    if (document.activeElement instanceof HTMLElement && this.contains(document.activeElement)) document.activeElement.blur();
    this.desk.changed();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    this.#shut();
  }
}
customElements.define("desk-row-form", DeskRowForm);
