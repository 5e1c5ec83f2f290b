// The score by period. Periods still to come are blank, not zero.
import { html } from "lit";
import { GamePanel } from "./game-panel.js";
import { code, inOrder, number, periodName, short, SIDES } from "./words.js";

/** @typedef {import("../js/document.js").GameDocument} GameDocument */

export class LineScore extends GamePanel {
  static topics = ["score", "clock"];
  static properties = { score: { attribute: false }, clock: { attribute: false } };

  constructor() {
    super();
    /** @type {GameDocument["score"]} */
    this.score = undefined;
    /** @type {GameDocument["clock"]} */
    this.clock = undefined;
  }

  render() {
    const game = /** @type {NonNullable<GameDocument["game"]>} */ (this.game);
    const periods = this.score?.periods ?? {};
    const played = inOrder(periods).map(([name]) => name);
    const regular = game.format === "HALF" ? ["H1", "H2"] : ["Q1", "Q2", "Q3", "Q4"];
    const names = played.every((name) => regular.includes(name)) ? regular : played;
    const current = game.status === "live" ? this.clock?.period : undefined;
    const mark = (/** @type {string} */ name) => (name === current ? "current" : "");
    return html`<table>
      <caption class="visually-hidden">Score by period</caption>
      <thead>
        <tr>
          <th scope="col"><span class="visually-hidden">Team</span></th>
          ${names.map((name) => html`<th scope="col" class=${mark(name)} aria-current=${name === current ? "true" : "false"}>${periodName(name)}</th>`)}
          <th scope="col" class="total">T</th>
        </tr>
      </thead>
      <tbody>
        ${SIDES.map(
          (side) => html`<tr style="--ground: ${this.grounds?.[side]}">
            <th scope="row"><abbr title=${short(game[side])}>${code(game[side])}</abbr></th>
            ${names.map((name) => html`<td class=${mark(name)}>${number(periods[name]?.[side])}</td>`)}
            <td class="total">${number(this.score?.[side])}</td>
          </tr>`,
        )}
      </tbody>
    </table>`;
  }
}
customElements.define("line-score", LineScore);
