// The score in one line, for the top bar of a page that shows one panel alone.
import { html, nothing } from "lit";
import { GamePanel } from "./game-panel.js";
import { number, short, SIDES } from "./words.js";

/** @typedef {import("../js/document.js").GameDocument} GameDocument */

export class ScoreStrip extends GamePanel {
  static topics = ["score"];
  static properties = { score: { attribute: false }, reading: { attribute: false } };

  constructor() {
    super();
    /** @type {GameDocument["score"]} */
    this.score = undefined;
    /** @type {import("../js/clock.js").Reading | undefined} */
    this.reading = undefined;
  }

  get ready() {
    return super.ready && this.reading !== undefined;
  }

  /** @param {GameDocument} state @param {number} now @param {import("../js/clock.js").Reading} reading */
  tick(state, now, reading) {
    if (JSON.stringify(reading) !== JSON.stringify(this.reading)) this.reading = reading;
  }

  render() {
    const game = /** @type {NonNullable<GameDocument["game"]>} */ (this.game);
    const { time, period, label } = /** @type {import("../js/clock.js").Reading} */ (this.reading);
    return html`${SIDES.map((side) => html`<span class="side" style="--ground: ${this.grounds?.[side]}"><span class="name">${short(game[side])}</span> <b>${number(this.score?.[side])}</b></span> `)}<span class="clock">${label || html`${time ? html`<b>${time}</b> ` : nothing}${period}`}</span>`;
  }
}
customElements.define("score-strip", ScoreStrip);
