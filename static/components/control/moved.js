// How often the feed has moved under what people hold by hand. Pure.

/** @typedef {import("../../js/document.js").GameDocument} GameDocument */
/** @typedef {import("../../js/document.js").ManualDocument} ManualDocument */
/** @typedef {import("../../js/document.js").Side} Side */

const GROUPS = ["score", "clock", "fouls"];

export class Moved {
  /** What the feed said of a group when it was last looked at, by group. @type {Map<string, {since: number, said: string, count: number}>} */
  #held = new Map();

  /** How often the feed has moved since a group was set by hand. @param {string} group */
  of(group) {
    return this.#held.get(group)?.count ?? 0;
  }

  /** Look at what the feed says now. A correction lies over the feed and moves with it. @param {ManualDocument} manual @param {GameDocument} feed */
  look(manual, feed) {
    for (const group of GROUPS) {
      const entry = manual.groups?.[group];
      if (!entry || entry.source === "CORRECT") {
        this.#held.delete(group);
        continue;
      }
      const said = JSON.stringify(valuesOf(feed, group));
      const held = this.#held.get(group);
      if (!held || held.since !== entry.at) this.#held.set(group, { since: entry.at ?? 0, said, count: 0 });
      else if (held.said !== said) this.#held.set(group, { ...held, said, count: held.count + 1 });
    }
  }
}

/** What the feed says that a group holds. Of a running clock, that it runs. @param {GameDocument} feed @param {string} group @returns {any} */
function valuesOf({ score, clock, team_stats, possession }, group) {
  if (group === "score") return [score?.home, score?.away];
  if (group === "clock") return [clock?.running, clock?.period, clock?.phase];
  const of = (/** @type {Side} */ side) => [team_stats?.[side]?.fouls, team_stats?.[side]?.timeouts, team_stats?.[side]?.bonus];
  return [of("home"), of("away"), possession?.team];
}
