// Fouls, timeouts, bonus and the possession arrow: by hand where nothing is fed, or where it is wrong.
import { html, nothing } from "lit";
import { ruleSet } from "../../js/clock.js";
import { gettext } from "../../js/text.js";
import { code } from "../words.js";
import "./field.js";
import { movedText, Region, sourceWord } from "./region.js";

/** @typedef {import("../../js/document.js").Side} Side */
/** @typedef {"fouls" | "timeouts"} Count */

const MOST = 99;

export class DeskFouls extends Region {
  render() {
    const { desk, game } = this;
    if (!game) return nothing;
    const source = desk.source("fouls");
    const moved = desk.moved.of("fouls");
    this.dataset.source = source;
    this.toggleAttribute("data-moved", moved > 0);
    return html`<header>
        <h2>${gettext("Fouls")}</h2>
        ${moved ? html`<span class="moved" title=${movedText(moved)} aria-label=${movedText(moved)}>${gettext("feed moved ×%(count)s", { count: moved })}</span>` : nothing}
        <div class="segments sources" role="group" aria-label=${gettext("Where fouls come from")}>
          <button type="button" aria-pressed=${`${source === "AUTO"}`} @click=${() => desk.commands.set("release", { group: "fouls" })}>${sourceWord("AUTO")}</button>
          <button type="button" aria-pressed=${`${source === "MANUAL"}`} @click=${this.#hold}>${source === "MANUAL" ? "M " : ""}${sourceWord("MANUAL")}</button>
        </div>
      </header>
      <div class="fouls-rows">${desk.sides.map((side) => this.#side(side))}</div>`;
  }

  /** @param {Side} side */
  #side(side) {
    const { desk } = this;
    const name = code(/** @type {any} */ (this.game)[side]);
    const { bonus } = desk.aired.team_stats?.[side] ?? {};
    const arrow = desk.aired.possession?.team === side;
    const next = { none: "BONUS", BONUS: "BONUS+", "BONUS+": "NONE" }[bonus ?? "none"];
    return html`<div class="fouls-row">
      <span class="team">${name}</span>
      ${this.#count(side, "fouls", gettext("Fouls"), gettext("Fouls of %(team)s", { team: name }))}
      ${this.#count(side, "timeouts", gettext("T.O."), gettext("Timeouts left of %(team)s", { team: name }))}
      <button type="button" class="bonus" aria-pressed=${`${bonus !== undefined && bonus !== null}`} aria-label=${gettext("Bonus of %(team)s", { team: name })} @click=${() => desk.commands.set("fouls", { [side]: { bonus: next } })}>${bonus ?? gettext("BONUS")}</button>
      ${
        ruleSet(desk.aired).possession_arrow
          ? html`<button type="button" class="arrow" aria-pressed=${`${arrow}`} aria-label=${gettext("Possession arrow to %(team)s", { team: name })} @click=${() => desk.commands.set("fouls", { arrow: arrow ? null : side })}><svg viewBox="0 0 12 24" aria-hidden="true"><path d=${side === desk.sides[0] ? "M12 0v24L0 12z" : "M0 0v24l12-12z"} /></svg></button>`
          : nothing
      }
    </div>`;
  }

  /** @param {Side} side @param {Count} which @param {string} title @param {string} label */
  #count(side, which, title, label) {
    const { desk } = this;
    const value = desk.aired.team_stats?.[side]?.[which];
    const fed = desk.feed.team_stats?.[side]?.[which];
    const told = desk.source("fouls") === "AUTO" ? "" : gettext("feed %(value)s", { value: fed ?? "?" });
    return html`<div class="counter"><span class="of">${title}</span>
      <button type="button" aria-label=${`${label} −1`} @click=${() => desk.commands.set("fouls", { [side]: { [which]: { by: -1 } } })}>−</button>
      <desk-field mode="number" .label=${label} .value=${value === undefined ? "" : String(value)} @commit=${(/** @type {CustomEvent<string>} */ event) => this.#type(side, which, event.detail)}></desk-field>
      <button type="button" aria-label=${`${label} +1`} @click=${() => desk.commands.set("fouls", { [side]: { [which]: { by: 1 } } })}>+</button>
      <span class="fed">${told}</span></div>`;
  }

  /** @param {Side} side @param {Count} which @param {string} text */
  #type(side, which, text) {
    if (!/^\d{1,2}$/.test(text)) return this.desk.say(false, gettext("This is a number from 0 to %(most)s.", { most: MOST }));
    void this.desk.commands.set("fouls", { [side]: { [which]: Number(text) } });
  }

  /** Hold what is aired, as far as it is known. */
  #hold() {
    const { team_stats } = this.desk.aired;
    const of = (/** @type {Side} */ side) => {
      const { fouls, timeouts, bonus } = team_stats?.[side] ?? {};
      return { fouls: fouls ?? 0, ...(timeouts === undefined ? {} : { timeouts }), ...(bonus ? { bonus } : {}) };
    };
    void this.desk.commands.set("fouls", { home: of("home"), away: of("away") });
  }
}
customElements.define("desk-fouls", DeskFouls);
