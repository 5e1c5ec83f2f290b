// Score bug A, "Bar": the two teams with a block each, and the clock between them. An OGraf graphic.

import { ScoreBug } from "../kit/bug.js";
import { MARKUP } from "./markup.js";
import { STYLE } from "./style.js";

export class ScoreBugA extends ScoreBug {
  static style = STYLE;
  static markup = MARKUP;

  get tabsReachLower() {
    return true;
  }

  /** Up to five pips are 20 wide; more share the width of the name's column. @param {HTMLElement} pips @param {number} count */
  layPips(pips, count) {
    const width = pips.offsetWidth;
    pips.style.setProperty("--pip", `${count > 5 ? Math.floor((width - 4 * (count - 1)) / count) : 20}px`);
  }
}

export default ScoreBugA;
