// The score by period. Periods still to come are blank, not zero.
import { html, nothing } from "lit";
import { own } from "../js/own.js";
import { gettext } from "../js/text.js";
import { GamePanel } from "./game-panel.js";
import { code, inOrder, number, periodName, short, SIDES } from "./words.js";

/** @typedef {import("../js/document.js").GameDocument} GameDocument */

/** Periods from which on it is written smaller. */
const MANY = 6;

export class LineScore extends GamePanel {
  static topics = ["score"];
  static properties = { score: { attribute: false }, period: { attribute: false } };

  constructor() {
    super();
    /** @type {GameDocument["score"]} */
    this.score = undefined;
    /** The period that the clock is in: of the clock no more is shown. @type {string | undefined} */
    this.period = undefined;
  }

  /** @param {GameDocument} state @param {import("./game-panel.js").Surroundings} surroundings */
  take(state, surroundings) {
    super.take(state, surroundings);
    this.period = state.clock?.period;
  }

  render() {
    const game = /** @type {NonNullable<GameDocument["game"]>} */ (this.game);
    const periods = this.score?.periods ?? {};
    const played = inOrder(periods).map(([name]) => name);
    const regular = game.format === "HALF" ? ["H1", "H2"] : ["Q1", "Q2", "Q3", "Q4"];
    const names = played.every((name) => regular.includes(name)) ? regular : played;
    const current = game.status === "live" ? this.period : undefined;
    const mark = (/** @type {string} */ name) => (name === current ? "current" : "");
    return html`<table class=${names.length > MANY ? "many" : nothing}>
      <caption class="visually-hidden">${gettext("Score by period")}</caption>
      <thead>
        <tr>
          <th scope="col"><span class="visually-hidden">${gettext("Team")}</span><span class="old-age"></span></th>
          ${names.map((name) => html`<th scope="col" class=${mark(name)} aria-current=${name === current ? "true" : nothing}>${periodName(name)}</th>`)}
          <th scope="col" class="total"><abbr title=${gettext("Total")}>${gettext("T")}</abbr></th>
        </tr>
      </thead>
      <tbody>
        ${SIDES.map(
          (side) => html`<tr style="--ground: ${this.grounds?.[side]}">
            <th scope="row"><abbr title=${short(game[side])}>${code(game[side])}</abbr></th>
            ${names.map((name) => html`<td class=${mark(name)}>${number(own(periods, name)?.[side])}</td>`)}
            <td class="total">${number(this.score?.[side])}</td>
          </tr>`,
        )}
      </tbody>
    </table>`;
  }
}
customElements.define("line-score", LineScore);
