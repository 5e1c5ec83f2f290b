// The rundown: its rows where there is one, and what is in each zone.
import { html, nothing } from "lit";
import { gettext } from "../../js/text.js";
import { cueName, zoneName } from "./cues.js";
import { keycap, Region } from "./region.js";
import { ZONES } from "./zones.js";

/** @typedef {{id: number, group?: string, key?: string, graphic: string, data?: {[name: string]: any}, zone?: string, auto_out_ms?: number | null, loop?: boolean, note?: string}} Row */
/** @typedef {{id: number, name: string, rows: Row[]}} Rundown */

export class DeskRundown extends Region {
  static properties = { ...Region.properties, rundowns: { state: true }, chosen: { state: true } };

  constructor() {
    super();
    /** @type {Rundown[]} */
    this.rundowns = [];
    this.chosen = 0;
  }

  firstUpdated() {
    super.firstUpdated();
    void this.#load();
  }

  /** @type {Row[]} */
  get rows() {
    return this.rundowns.find(({ id }) => id === this.chosen)?.rows ?? [];
  }

  async #load() {
    const listed = await got("/api/rundowns");
    if (!Array.isArray(listed) || !listed.length) return;
    this.rundowns = listed;
    if (!listed.some(({ id }) => id === this.chosen)) this.#choose(listed[0].id);
  }

  /** @param {number} id */
  #choose(id) {
    this.chosen = id;
    this.desk.row = 0;
  }

  /** Put a row into the preview, or take it. @param {number} at from 0 @param {boolean} take */
  play(at, take) {
    const row = this.rows[at];
    if (!row) return this.desk.say(false, gettext("There is no row %(row)s.", { row: at + 1 }));
    this.desk.row = at;
    return this.desk.act(take ? "take-row" : "cue-row", { row: row.id });
  }

  render() {
    const { desk, rows } = this;
    return html`<header>
        <h2>${gettext("Rundown")}</h2>
        ${
          this.rundowns.length
            ? html`<select aria-label=${gettext("Rundown")} @change=${(/** @type {Event} */ { target }) => {
                this.#choose(Number(/** @type {HTMLSelectElement} */ (target).value));
                /** @type {HTMLSelectElement} */ (target).blur();
              }}>${this.rundowns.map(({ id, name }) => html`<option value=${id} ?selected=${id === this.chosen}>${name}</option>`)}</select>`
            : nothing
        }
      </header>
      ${rows.length ? html`<ol class="rows">${rows.map((row, at) => this.#row(row, at))}</ol>` : nothing}
      <ul class="zones" aria-label=${gettext("What is in each zone")}>${ZONES.map((zone) => this.#zone(zone))}</ul>
      ${rows.length ? nothing : html`<p class="hint">${this.rundowns.length ? gettext("This rundown has no rows yet.") : gettext("No rundown yet. POST /api/rundowns makes one; until then cue from Quick, and take out here.")}</p>`}`;
  }

  /** @param {Row} row @param {number} at */
  #row(row, at) {
    const { desk } = this;
    const key = at < 10 ? String((at + 1) % 10) : "";
    const length = row.auto_out_ms ? `${row.auto_out_ms / 1000} s` : "";
    return html`<li class=${at === desk.row ? "selected" : ""} aria-current=${at === desk.row ? "true" : nothing}>
      <button type="button" class="cue-row" aria-keyshortcuts=${key || nothing} @click=${() => this.play(at, false)}>
        ${keycap(key)}<span class="what"><b>${cueName({ graphic: row.graphic, data: row.data }, desk.aired)}</b>${templateOf(row.data)} <span class="muted">${row.note ?? ""}</span></span><span class="target">${row.zone ? zoneName(row.zone) : ""}</span><span class="figures">${length}</span>
      </button>
      <button type="button" class="take-row" @click=${() => this.play(at, true)}>${gettext("Take")}</button>
    </li>`;
  }

  /** @param {string} zone */
  #zone(zone) {
    const { desk } = this;
    const { graphics = {}, standby = {} } = desk.output.program;
    const on = graphics[zone];
    const next = standby[zone];
    return html`<li class="zone ${on ? "is-on" : ""} ${next ? "is-next" : ""}">
      <span class="name">${zoneName(zone)}</span>
      <span class="what">${on ? html`<b>${cueName(on, desk.aired)}</b>` : nothing}${next ? html` <span class="next">${gettext("next: %(cue)s", { cue: cueName(next, desk.aired) })}</span>` : nothing}</span>
      ${on && zone === "full" && on.graphic === "starting-five" ? html`<button type="button" aria-label=${gettext("Next step")} @click=${() => desk.act("step", { zone, delta: 1 })}>+1</button>` : nothing}
      ${on ? html`<button type="button" aria-label=${gettext("Take out what is in %(zone)s", { zone: zoneName(zone) })} @click=${() => desk.act("out", { zone })}>${gettext("Out")}</button>` : nothing}
    </li>`;
  }
}
customElements.define("desk-rundown", DeskRundown);

/** Whom a row means, where that is found out as it is cued: "#23", "leader PTS". @param {{[name: string]: any}} [data] */
const templateOf = ({ player } = {}) => (typeof player === "string" && /^(#|leader )/.test(player) ? ` ${player}` : "");

/** @param {string} address @returns {Promise<any>} null where there is none */
const got = (address) =>
  fetch(address, { headers: { accept: "application/json" } }).then(
    (answer) => (answer.ok ? answer.json() : null),
    () => null,
  );
