// Comparison: up to eight numbers of both teams, of the game or a part of it. An OGraf graphic.

import { paintRows, ROW, ROWS_STYLE } from "../kit/compared-rows.js";
import { FullFrame, HEAD } from "../kit/full.js";
import { comparisonRows, scopeWord } from "../kit/stats.js";
import { words } from "../kit/words.js";

const PAD = 28;
const FEWEST = 2;

export class Comparison extends FullFrame {
  /** @returns {[string, string]} */
  body() {
    return [`${ROWS_STYLE}.compared { padding-top: ${PAD}px; }`, `<div class="compared"></div>`];
  }

  get rows() {
    return comparisonRows(this.data, this.data.scope, this.data.rows, this.language);
  }

  refusal() {
    const missing = super.refusal();
    if (missing) return missing;
    const { length } = this.rows;
    if (length >= FEWEST) return "";
    return length === 1 ? "Only one number is known of both teams." : "No number is known of both teams.";
  }

  heading() {
    const { comparison, game } = words(this.language);
    return { title: comparison, scope: scopeWord(this.data.scope, this.data, this.language) || game };
  }

  /** @param {boolean} moves */
  paint(moves) {
    super.paint(moves);
    const { rows } = this;
    paintRows(this.one(".compared"), rows, this.sides, this.colors);
    this.stand(HEAD + 2 * PAD + rows.length * ROW);
  }
}

export default Comparison;
