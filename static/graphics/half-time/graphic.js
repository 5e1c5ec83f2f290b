// Half-time: the first half, on a full frame; also when it is shown later in the game. An OGraf graphic.

import { parsePeriod } from "../../js/clock.js";
import { isCounted, periodsOf, scopeWord } from "../kit/stats.js";
import { Summary } from "../kit/summary.js";
import { words } from "../kit/words.js";

/** @typedef {import("../kit/panel.js").Side} Side */

export class HalfTime extends Summary {
  /** Whether the game stands between its halves: then the whole game's fed numbers are the half's. */
  get atHalf() {
    const { clock = {}, score = {} } = this.data;
    const [first, second] = ["half1", "half2"].map((half) => periodsOf(half, this.data) ?? []);
    const played = second.some((name) => (score.periods?.[name]?.home ?? 0) + (score.periods?.[name]?.away ?? 0) > 0);
    // A feed may announce the third quarter while the break goes on.
    return clock.phase === "break" && !played && [first[first.length - 1], second[0]].includes(clock.period);
  }

  /** Whether the second half has begun. */
  get past() {
    const { clock = {}, game } = this.data;
    const period = parsePeriod(clock.period);
    return game.status === "ended" || (period !== null && (period.kind === "overtime" || period.number > (period.kind === "half" ? 1 : 2)));
  }

  get scope() {
    return this.atHalf ? "game" : "half1";
  }

  refusal() {
    const missing = super.refusal();
    if (missing) return missing;
    if (!this.atHalf && !this.past) return "The first half is not over.";
    if (this.scoreOf("home") === undefined || this.scoreOf("away") === undefined) return "The score of the first half is not known.";
    return this.atHalf || isCounted("half1", this.data) ? "" : "The numbers of the first half are not known.";
  }

  /** The first half's, from the periods; at half-time the game's. @param {Side} side */
  scoreOf(side) {
    const { score = {} } = this.data;
    if (this.atHalf) return score[side];
    const parts = (periodsOf("half1", this.data) ?? []).map((name) => score.periods?.[name]?.[side]);
    return parts.some((part) => part === undefined) ? undefined : parts.reduce((sum, part) => sum + part, 0);
  }

  /** @param {string} name */
  includes(name) {
    return (periodsOf("half1", this.data) ?? []).includes(name);
  }

  heading() {
    return { title: words(this.language).half, scope: scopeWord("half1", this.data, this.language) };
  }
}

export default HalfTime;
