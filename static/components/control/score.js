// The score by hand: a correction follows the feed with a difference, a manual value holds until it is released.
import { html, nothing } from "lit";
import { gettext } from "../../js/text.js";
import { code } from "../words.js";
import "./field.js";
import { keycap, movedNote, Region, sourceWord } from "./region.js";

/** @typedef {import("../../js/document.js").Side} Side */

const STEPS = [-1, 1, 2, 3];

export class DeskScore extends Region {
  render() {
    const { desk, game } = this;
    if (!game) return nothing;
    const source = desk.source("score");
    const moved = desk.moved.of("score");
    this.dataset.source = source;
    this.toggleAttribute("data-moved", moved > 0);
    return html`<header>
        <h2>${gettext("SCORE")}${keycap("M")}</h2>
        <div class="segments sources" role="group" aria-label=${gettext("Where the score comes from")}>
          <button type="button" aria-pressed=${`${source === "AUTO"}`} @click=${() => desk.commands.set("release", { group: "score" })}>${sourceWord("AUTO")}</button>
          <button type="button" aria-pressed=${`${source === "CORRECT"}`} ?disabled=${source !== "CORRECT"} title=${gettext("− and + correct the feed. The difference stays until the feed has caught up.")}>${sourceWord("CORRECT")}${this.#differences(source)}</button>
          <button type="button" aria-pressed=${`${source === "MANUAL"}`} @click=${this.#hold}>${source === "MANUAL" ? "M " : ""}${sourceWord("MANUAL")}</button>
        </div>
      </header>
      <div class="two">${desk.sides.map((side) => this.#side(side))}</div>
      ${movedNote(moved)}`;
  }

  /** @param {Side} side */
  #side(side) {
    const { desk } = this;
    const name = code(/** @type {any} */ (this.game)[side]);
    const value = desk.aired.score?.[side];
    const feed = desk.feed.score?.[side];
    return html`<div class="of-team">
      <div class="value"><span class="team">${name}</span><desk-field class="huge" mode="number" .label=${gettext("Score of %(team)s", { team: name })} .value=${value === undefined ? "" : String(value)} arrows @nudge=${(/** @type {CustomEvent<{x: number, y: number}>} */ event) => this.#nudge(side, event.detail)} @commit=${(/** @type {CustomEvent<string>} */ event) => this.#type(side, event.detail)}></desk-field></div>
      <div class="steps">${STEPS.map((by) => html`<button type="button" aria-label=${`${name} ${by > 0 ? "+" : "−"}${Math.abs(by)}`} @click=${() => this.step(side, by)}>${by > 0 ? "+" : "−"}${Math.abs(by)}</button>`)}</div>
      <p class="beside">${gettext("feed %(feed)s · air %(air)s", { feed: feed ?? "?", air: value ?? "?" })}</p>
    </div>`;
  }

  /** Move a team's aired score: a feed's by a difference, one that is held as it stands. @param {Side} side @param {number} by */
  step(side, by) {
    return this.desk.commands.set("correct", { [side]: by });
  }

  /** Up and down move the score by one; left and right go to the other team. @param {Side} side @param {{x: number, y: number}} arrow */
  #nudge(side, { y }) {
    if (y) return this.step(side, y);
    const fields = [...this.querySelectorAll("input")];
    fields[this.desk.sides.indexOf(side) === 0 ? 1 : 0]?.focus();
  }

  /** @param {Side} side @param {string} text */
  #type(side, text) {
    if (!/^\d{1,3}$/.test(text)) return this.desk.say(false, gettext("A score is a number from 0 to 999."));
    void this.desk.commands.set("score", { [side]: Number(text) });
  }

  #hold() {
    const { home = 0, away = 0 } = this.desk.aired.score ?? {};
    void this.desk.commands.set("score", { home, away });
  }

  /** @param {string} source */
  #differences(source) {
    if (source !== "CORRECT") return "";
    const patch = this.desk.manual.groups?.score?.patch?.score ?? {};
    const told = this.desk.sides.filter((side) => patch[side]).map((side) => `${patch[side] > 0 ? "+" : "−"}${Math.abs(patch[side])}`);
    return ` ${told.join(" / ")}`;
  }
}
customElements.define("desk-score", DeskScore);
