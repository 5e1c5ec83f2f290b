// Final: the game that is over, on a full frame. An OGraf graphic.

import { readClock } from "../../js/clock.js";
import { Summary } from "../kit/summary.js";

export class Final extends Summary {
  refusal() {
    const missing = super.refusal();
    if (missing) return missing;
    const { game, clock, score = {} } = this.data;
    if (game.status !== "ended" && clock?.phase !== "ended") return "The game is not over.";
    return score.home === undefined || score.away === undefined ? "The final score is not known." : "";
  }

  heading() {
    // FINAL/2OT: only the label of the clock says how the game ended.
    return { title: readClock(this.data, this.now, { language: this.language }).label, scope: "" };
  }
}

export default Final;
