// The timeouts of a team as pips: those left among those that it can have at most now.
// The twin of broadcast/dashboard/show/timeouts.py; tests/vectors/timeouts.json holds both to one behavior.
import { parsePeriod, presets } from "./clock.js";

/** @typedef {{period?: number, have?: number, more?: number}} Step */

/** A pip for each timeout, those left first; none where the rule set, the period or the rest is unknown. @param {string} rules @param {string | undefined} period @param {number | undefined} left @returns {boolean[]} */
export function pips(rules, period, left) {
  const most = mostTimeouts(rules, period);
  if (left === undefined || most === undefined) return [];
  return Array.from({ length: Math.max(most, left) }, (_, place) => place < left);
}

/** How many timeouts a team begins this part of the game with. @param {string} rules @param {string | undefined} period @returns {number | undefined} */
function mostTimeouts(rules, period) {
  const at = parsePeriod(period);
  const preset = /** @type {{timeouts: number, timeout_steps?: Step[] | null} | undefined} */ (/** @type {unknown} */ (presets[rules]));
  if (!preset || !at) return undefined;
  const steps = preset.timeout_steps ?? [];
  const last = steps.at(-1);
  if (at.kind === "overtime") return last?.have ?? preset.timeouts + (last?.more ?? 0);
  return steps.filter(({ have, period: from = 99 }) => have !== undefined && from <= at.number).at(-1)?.have ?? preset.timeouts;
}
