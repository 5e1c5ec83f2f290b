// Who is on the floor, and what players are called on air. A five is put together here and counts once it is confirmed.
import { html, nothing } from "lit";
import { HELD } from "../../js/keys.js";
import { gettext } from "../../js/text.js";
import { byJersey, code, surname } from "../words.js";
import "./field.js";
import { Region, sourceWord } from "./region.js";

/** @typedef {import("../../js/document.js").Side} Side */
/** @typedef {import("../../js/document.js").Player} Player */

const FIVE = 5;

export class DeskFloor extends Region {
  static properties = { ...Region.properties, drafts: { state: true }, holding: { state: true }, named: { state: true } };

  constructor() {
    super();
    /** The fives that are being put together. @type {{[side: string]: string[]}} */
    this.drafts = {};
    /** @type {Side | ""} */
    this.holding = "";
    this.named = "";
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  render() {
    const { desk, game } = this;
    if (!game) return nothing;
    const source = desk.source("lineup");
    this.dataset.source = source;
    return html`<header>
        <h2>${gettext("Floor")}</h2>
        ${source === "AUTO" ? html`<span class="muted">${sourceWord("AUTO")}</span>` : html`<button type="button" @click=${() => desk.commands.set("release", { group: "lineup" })}>${sourceWord("AUTO")}</button><span class="by-hand">M ${sourceWord("MANUAL")}</span>`}
      </header>
      ${desk.sides.map((side) => this.#side(side))} ${this.#names()}`;
  }

  /** @param {Side} side */
  #players(side) {
    return Object.entries(this.desk.aired.players ?? {})
      .filter(([, player]) => player.team === side)
      .sort(byJersey);
  }

  /** @param {Side} side */
  #side(side) {
    const { desk } = this;
    const name = code(/** @type {any} */ (this.game)[side]);
    const aired = desk.aired.lineups?.[side]?.players ?? [];
    const five = this.drafts[side] ?? aired;
    const draft = this.drafts[side] !== undefined;
    const players = this.#players(side);
    const free = players.filter(([id]) => !five.includes(id));
    const of = (/** @type {string} */ id) => desk.aired.players?.[id];
    return html`<div class="floor-row ${draft ? "editing" : ""}">
      <span class="team">${name}</span>
      ${five.map((id) => html`<button type="button" class="chip" title=${gettext("Take off the floor")} aria-label=${gettext("Take %(player)s off the floor", { player: `${of(id)?.jersey ?? "?"} ${of(id)?.name ?? ""}`.trim() })} @click=${() => this.#draft(side, five.filter((other) => other !== id))}>${of(id)?.jersey ?? "?"}</button>`)}
      ${
        five.length < FIVE
          ? html`<select aria-label=${gettext("Put on the floor for %(team)s", { team: name })} @change=${(/** @type {Event} */ event) => this.#add(side, five, /** @type {HTMLSelectElement} */ (event.target))}>
              <option value="">+ ${FIVE - five.length}</option>
              ${free.map(([id, player]) => html`<option value=${id}>${player.jersey ?? ""} ${surname(player)}</option>`)}
            </select>`
          : nothing
      }
      ${
        draft
          ? html`<button type="button" class="confirm ${this.holding === side ? "holding" : ""}" style="--held: ${HELD}ms" ?disabled=${five.length !== FIVE} @pointerdown=${() => this.#hold(side)} @pointerup=${this.#release} @pointerleave=${this.#release} @keydown=${(/** @type {KeyboardEvent} */ event) => this.#key(event, side)} @keyup=${this.#release}>${gettext("Confirm (hold)")}</button>
              <button type="button" class="quiet" aria-label=${gettext("Drop the change of %(team)s", { team: name })} @click=${() => this.#draft(side, undefined)}>×</button>`
          : nothing
      }
    </div>`;
  }

  #names() {
    const { desk } = this;
    const players = desk.sides.flatMap((side) => this.#players(side));
    const chosen = players.find(([id]) => id === this.named) ?? players[0];
    if (!chosen) return nothing;
    const [id, player] = /** @type {[string, Player & {on_air_name?: string}]} */ (chosen);
    return html`<div class="names-row">
      <select aria-label=${gettext("Player whose name on air is set")} @change=${(/** @type {Event} */ event) => (this.named = /** @type {HTMLSelectElement} */ (event.target).value)}>
        ${players.map(([key, one]) => html`<option value=${key} ?selected=${key === id}>${one.jersey ?? ""} ${surname(one)}</option>`)}
      </select>
      <desk-field .label=${gettext("Name on air")} .placeholder=${player.name ?? ""} .value=${player.on_air_name ?? ""} @commit=${(/** @type {CustomEvent<string>} */ { detail }) => desk.commands.set("names", { players: { [id]: detail || null } })}></desk-field>
    </div>`;
  }

  /** @param {Side} side @param {string[] | undefined} five undefined: as it is aired */
  #draft(side, five) {
    const { [side]: _, ...others } = this.drafts;
    this.drafts = five ? { ...others, [side]: five } : others;
  }

  /** @param {Side} side @param {string[]} five @param {HTMLSelectElement} field */
  #add(side, five, field) {
    if (field.value) this.#draft(side, [...five, field.value]);
    field.value = "";
    field.blur();
  }

  /** @param {KeyboardEvent} event @param {Side} side */
  #key(event, side) {
    if (event.repeat || (event.key !== " " && event.key !== "Enter")) return;
    event.preventDefault();
    this.#hold(side);
  }

  /** @param {Side} side */
  #hold(side) {
    clearTimeout(this.timer);
    this.holding = side;
    this.timer = setTimeout(async () => {
      this.holding = "";
      const five = this.drafts[side];
      const isSet = await this.desk.commands.set("lineup", { team: side, players: five });
      if (isSet && this.drafts[side] === five) this.#draft(side, undefined);
    }, HELD);
  }

  #release() {
    clearTimeout(this.timer);
    this.holding = "";
  }
}
customElements.define("desk-floor", DeskFloor);
