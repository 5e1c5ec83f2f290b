// The aired view: what the feed says, with what people have set by hand laid over it. The Python twin is
// broadcast/basketball/aired.py; tests/vectors/aired.json holds both to one behavior.

import { isObject, merge } from "./merge.js";

/** @typedef {import("./document.js").GameDocument} GameDocument */
/** @typedef {import("./document.js").ManualDocument} ManualDocument */

/**
 * Return the feed's view with the manual groups applied. A group's `source` says how: AUTO changes nothing;
 * MANUAL and EXTERNAL take the topics of `drop` away and lay their merge patch over the view, where a bonus of NONE takes
 * the feed's away; CORRECT adds each number of its patch to the feed's number (an unknown one counts as 0, the sum never falls under 0), so that it follows the
 * feed. The view is read as of now minus the delay. What is set by hand counts now: the times of such a clock are put
 * back by the delay.
 *
 * @param {GameDocument} feed the game document, as of now minus the output's delay
 * @param {ManualDocument} [manual] the manual document, as of now
 * @param {number} [delayMs] of the output
 * @returns {GameDocument}
 */
export function airedView(feed, manual, delayMs = 0) {
  /** @type {any} */
  let view = feed;
  const groups = manual?.groups ?? {};
  for (const name of Object.keys(groups).sort()) {
    const { source, patch, drop = [] } = groups[name];
    if (patch === undefined || source === "AUTO") continue;
    if (drop.length) view = Object.fromEntries(Object.entries(view).filter(([topic]) => !drop.includes(topic)));
    view = merge(view, source === "CORRECT" ? corrected(feed, patch) : withoutBonus(putBack(patch, delayMs)));
  }
  return view;
}

/** Take the bonus of a team away that is NONE by hand: documents hold no null. @param {any} patch @returns {any} */
function withoutBonus(patch) {
  if (!isObject(patch.team_stats)) return patch;
  const teams = Object.entries(patch.team_stats).map(([side, team]) => [side, team.bonus === "NONE" ? { ...team, bonus: null } : team]);
  return { ...patch, team_stats: Object.fromEntries(teams) };
}

/** @param {any} patch @param {number} delayMs @returns {any} */
function putBack(patch, delayMs) {
  if (!delayMs || !isObject(patch.clock)) return patch;
  const clock = { ...patch.clock };
  for (const name of ["as_of", "zero_at"]) if (typeof clock[name] === "number") clock[name] -= delayMs;
  return { ...patch, clock };
}

/** @param {any} view @param {any} differences @returns {any} a merge patch with the sums */
function corrected(view, differences) {
  if (isObject(differences)) {
    /** @type {{[key: string]: any}} */
    const patch = {};
    for (const key of Object.keys(differences)) patch[key] = corrected(isObject(view) ? view[key] : undefined, differences[key]);
    return patch;
  }
  if (typeof differences !== "number") return differences;
  return Math.max(0, (typeof view === "number" ? view : 0) + differences);
}
