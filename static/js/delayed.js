// A game document as it was a while ago: what the desk shows as aired. A desk's socket has the game of now, and the
// output's delay is taken off here (an overlay's is taken off by the server).

/** @typedef {import("./document.js").GameDocument} GameDocument */
/** @typedef {{at: number, state: GameDocument, live: boolean}} Moment `at`: server time of the revision, epoch ms; `live`: it followed from the one before */

/** The longest delay that an output has, ms, and room for a late frame. */
const KEPT = 125_000;

export class Delayed {
  /** In order of time. States share what they have in common. @type {Moment[]} */
  #moments = [];

  /** @param {Moment} moment a revision; one with the time of the last takes its place */
  add(moment) {
    while (this.#moments.length && /** @type {Moment} */ (this.#moments.at(-1)).at >= moment.at) this.#moments.pop();
    this.#moments.push(moment);
    let old = 0;
    while (old + 1 < this.#moments.length && this.#moments[old + 1].at < moment.at - KEPT) old++;
    this.#moments.splice(0, old);
  }

  /** The newest revision. */
  get last() {
    return this.#moments.at(-1);
  }

  /**
   * The revision that was the newest at a time. Before the first that is known, the first: more was not handed over.
   * @param {number} time epoch ms
   * @returns {Moment | undefined}
   */
  at(time) {
    for (let at = this.#moments.length - 1; at > 0; at--) if (this.#moments[at].at <= time) return this.#moments[at];
    return this.#moments[0];
  }
}
