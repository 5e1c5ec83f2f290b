// The score in one line, for the top bar of a page that shows one panel alone.
import { html, nothing } from "lit";
import { ClockPanel } from "./clock-panel.js";
import { number, short, SIDES } from "./words.js";

/** @typedef {import("../js/document.js").GameDocument} GameDocument */

export class ScoreStrip extends ClockPanel {
  static topics = ["score"];
  static properties = { score: { attribute: false } };

  constructor() {
    super();
    /** @type {GameDocument["score"]} */
    this.score = undefined;
  }

  render() {
    const game = /** @type {NonNullable<GameDocument["game"]>} */ (this.game);
    const { time, period, label } = /** @type {import("../js/clock.js").Reading} */ (this.reading);
    return html`${SIDES.map((side) => html`<span class="side" style="--ground: ${this.grounds?.[side]}"><span class="name">${short(game[side])}</span> <b>${number(this.score?.[side])}</b></span> `)}<span class="clock">${label || html`${time ? html`<b>${time}</b> ` : nothing}${period}`}</span>`;
  }
}
customElements.define("score-strip", ScoreStrip);
