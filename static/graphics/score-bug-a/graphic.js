// Score bug A, "Bar": the two teams with a block each, and the clock between them. An OGraf graphic.

import { ScoreBug } from "../kit/bug.js";
import { setCount, setStyle, within } from "../kit/elements.js";
import { MARKUP } from "./markup.js";
import { STYLE } from "./style.js";

const PIP = 20;
const DOT = 10;
const GAP = 4;
/** Between the timeouts and the fouls, px. */
const APART = 10;

export class ScoreBugA extends ScoreBug {
  static style = STYLE;
  static markup = MARKUP;

  get tabsReachLower() {
    return true;
  }

  /** Up to five pips are 20 wide; more share the width of the name's column, or what the dots leave of it. @param {HTMLElement} pips @param {number} count */
  layPips(pips, count) {
    const room = count > 0 ? Math.floor((pips.offsetWidth - GAP * (count - 1)) / count) : PIP;
    pips.style.setProperty("--pip", `${Math.min(PIP, room)}px`);
  }

  /** A dot for each foul up to the one that brings the bonus; those that are to come are pale. @param {HTMLElement} block @param {number | undefined} fouls @param {number} bonusFrom */
  layFouls(block, fouls, bonusFrom) {
    const count = this.data.fouls === true && fouls !== undefined ? bonusFrom : 0;
    const dots = within(block, ".dots");
    block.classList.toggle("with-dots", count > 0);
    setStyle(block, "--dots", count > 0 ? `${count * (DOT + GAP) - GAP + APART}px` : "0px");
    setCount(dots, count, () => document.createElement("i"));
    [...dots.children].forEach((dot, at) => dot.classList.toggle("coming", at >= (fouls ?? 0)));
  }
}

export default ScoreBugA;
