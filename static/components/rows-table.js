// Lists of objects as a table: sorted by a column, a page of rows at a time, in a box of its own.
import { html, nothing } from "lit";
import { cellText, momentOf, sorted } from "../js/answer.js";
import { gettext, grouped } from "../js/text.js";
import { BoardElement } from "./board-element.js";

/** @typedef {import("../js/answer.js").List} List */

const ROWS = 200;
const MOST_IN_CELL = 80;

export class RowsTable extends BoardElement {
  static properties = {
    lists: { attribute: false },
    link: { attribute: false },
    list: { state: true },
    column: { state: true },
    falling: { state: true },
    from: { state: true },
  };

  constructor() {
    super();
    /** @type {List[]} */
    this.lists = [];
    /** @type {import("./json-view.js").Link} */
    this.link = () => "";
    this.list = 0;
    this.column = "";
    this.falling = false;
    this.from = 0;
    /** @type {{[key: string]: any}[]} */
    this.rows = [];
  }

  get ready() {
    return this.lists.length > 0;
  }

  /** @param {import("lit").PropertyValues} changed */
  willUpdate(changed) {
    if (changed.has("lists")) this.show(0);
    if (changed.has("lists") || changed.has("list") || changed.has("column") || changed.has("falling")) {
      const { rows } = this.lists[this.list];
      this.rows = this.column ? sorted(rows, this.column, this.falling) : rows;
    }
  }

  /** @param {number} list */
  show(list) {
    this.list = list;
    this.column = "";
    this.falling = false;
    this.from = 0;
  }

  render() {
    const { lists, rows, from } = this;
    const { name, columns, path } = lists[this.list];
    const to = Math.min(from + ROWS, rows.length);
    const shown = gettext("%(first)s–%(last)s of %(total)s", { first: grouped(from + 1), last: grouped(to), total: grouped(rows.length) });
    return html`<div class="table-tools">
        <label>${gettext("List")} <select @change=${(/** @type {Event} */ event) => this.show(Number(/** @type {HTMLSelectElement} */ (event.target).value))}>${lists.map((list, index) => html`<option value=${index} ?selected=${index === this.list}>${list.path} (${grouped(list.rows.length)})</option>`)}</select></label>
        ${rows.length > ROWS
          ? html`<span class="pages"><button type="button" ?disabled=${!from} @click=${() => (this.from -= ROWS)}>${gettext("Previous")}</button><span role="status">${shown}</span><button type="button" ?disabled=${to === rows.length} @click=${() => (this.from += ROWS)}>${gettext("Next")}</button></span>`
          : nothing}
      </div>
      <div class="table-box scroll" tabindex="0" role="region" aria-label=${gettext("Rows of %(list)s", { list: path })}><table>
        <thead><tr>${columns.map((column) => this.head(column))}</tr></thead>
        <tbody>${rows.slice(from, to).map((row) => html`<tr>${columns.map((column) => this.cell(column, name, row[column]))}</tr>`)}</tbody>
      </table></div>`;
  }

  /** @param {string} column */
  head(column) {
    const chosen = column === this.column;
    return html`<th scope="col" aria-sort=${chosen ? (this.falling ? "descending" : "ascending") : nothing}><button type="button" @click=${() => this.sort(column)}>${column}${chosen ? html`<svg viewBox="0 0 12 12" aria-hidden="true"><path d=${this.falling ? "M2 4l4 4 4-4" : "M2 8l4-4 4 4"} /></svg>` : nothing}</button></th>`;
  }

  /** @param {string} column @param {string} name @param {any} value */
  cell(column, name, value) {
    const text = cellText(value);
    const shown = text.length > MOST_IN_CELL ? `${text.slice(0, MOST_IN_CELL)}…` : text;
    const href = this.link(column, name, value);
    const title = momentOf(column, value) || (shown === text ? "" : text.slice(0, 2000));
    return html`<td class=${typeof value === "number" ? "number" : ""} title=${title || nothing}>${href ? html`<a href=${href}>${shown}</a>` : shown}</td>`;
  }

  /** Sort by a column: rising, falling, then as it came. @param {string} column */
  sort(column) {
    if (this.column !== column) [this.column, this.falling] = [column, false];
    else if (!this.falling) this.falling = true;
    else this.column = "";
    this.from = 0;
  }
}
customElements.define("rows-table", RowsTable);
