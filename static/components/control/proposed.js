// The milestones that stand proposed, each for ten seconds and, but for a run that goes on, once. Pure.

/** @typedef {import("../../js/milestones.js").Milestone} Milestone */
/** @typedef {Milestone & {at: number}} Proposal `at`: when it was proposed, epoch ms */

/** How long a proposal stands, ms. */
export const STANDS = 10_000;
const MOST = 4;

export class Proposed {
  /** The ids of all that have been proposed. @type {Set<string>} */
  #known = new Set();
  /** What stands, the oldest first. @type {Proposal[]} */
  all = [];

  /** @param {Milestone[]} found @param {number} now epoch ms */
  add(found, now) {
    for (const one of found) {
      const kept = this.all.find(({ id }) => id === one.id);
      // A run that goes on is the same proposal with more points.
      if (kept) Object.assign(kept, one, { at: now });
      else if (one.kind === "run" || !this.#known.has(one.id)) this.all = [...this.all, { ...one, at: now }].slice(-MOST);
      this.#known.add(one.id);
    }
  }

  /** Let go of what has stood long enough. @param {number} now epoch ms @returns {boolean} whether there was any */
  lapse(now) {
    const before = this.all.length;
    this.all = this.all.filter(({ at }) => now - at < STANDS);
    return before !== this.all.length;
  }

  /** Let go of one that has been accepted or dismissed. @param {Proposal} proposal */
  settle(proposal) {
    this.all = this.all.filter((other) => other !== proposal);
  }
}
