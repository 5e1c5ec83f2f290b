// Score bug B, "Box": the two teams under each other and the clock at their foot, in the upper or the lower left
// corner. An OGraf graphic.

import { ScoreBug } from "../kit/bug.js";
import { within } from "../kit/elements.js";
import { MARKUP } from "./markup.js";
import { STYLE } from "./style.js";

/** As many pips stand in one column; more are two. */
const COLUMN = 4;

export class ScoreBugB extends ScoreBug {
  static style = STYLE;
  static markup = MARKUP;
  static labelWidth = 276;
  static nameSizes = [44, 44, 44, 44, 44, 38, 32];

  /** @param {boolean} moves */
  draw(moves) {
    within(this.root, ".bug").classList.toggle("foot", this.data.place === "foot");
    super.draw(moves);
  }

  /** @param {HTMLElement} pips @param {number} count */
  layPips(pips, count) {
    pips.style.setProperty("--rows", String(count > COLUMN ? Math.ceil(count / 2) : Math.max(1, count)));
  }

  /** All messages have one place. */
  messageTab() {
    return within(this.root, ".message");
  }
}

export default ScoreBugB;
