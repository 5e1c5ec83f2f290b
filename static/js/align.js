// How far the picture is behind the data, from taps: a person taps when the ball drops, and each tap is held against the
// made shots of the feed. Pure.

/** How many made shots are tapped. */
export const WANTED = 5;
/** With fewer taps that agree nothing is said. */
export const ENOUGH = 3;
/** A tap is of a shot if it is this near to where the others put it, ms. */
const NEAR = 1000;
/** How far apart taps that agree may lie before a person should tap anew, ms. */
export const UNSURE = 800;
/** The picture may be so much earlier than the data, or later, ms. */
const EARLIEST = -10_000;
const LATEST = 120_000;
const STEP = 100;

/** @typedef {{offset: number, matched: number, spread: number}} Aligned `offset`: how much later the picture is than the data, ms, to a tenth of a second; negative: the data is later. `matched`: how many taps agree. `spread`: how far apart they lie, ms */

/**
 * Hold taps against shots. The offset is the median of those taps that agree; taps that agree with no shot are passed
 * over, as of a shot that did not count.
 * @param {number[]} taps epoch ms, server time
 * @param {number[]} shots when each made shot came with the feed, epoch ms
 * @returns {Aligned | null} null: too few agree, or they agree as well with another offset
 */
export function aligned(taps, shots) {
  const offsets = taps.flatMap((tap) => shots.map((shot) => tap - shot)).filter((offset) => offset >= EARLIEST && offset <= LATEST);
  const found = offsets.map((offset) => agreeing(taps, shots, offset));
  const [best] = [...found].sort((one, other) => other.length - one.length || spreadOf(one) - spreadOf(other));
  if (!best || best.length < ENOUGH) return null;
  const offset = median(best);
  // The same rhythm somewhere else in the game would say something else.
  if (found.some((other) => other.length === best.length && Math.abs(median(other) - offset) > NEAR)) return null;
  return { offset: Math.round(offset / STEP) * STEP, matched: best.length, spread: spreadOf(best) };
}

/** What each tap says that is near to an offset; every shot is of one tap. @param {number[]} taps @param {number[]} shots @param {number} offset */
function agreeing(taps, shots, offset) {
  const free = new Set(shots);
  const found = [];
  for (const tap of taps) {
    const [nearest] = [...free].sort((one, other) => Math.abs(tap - one - offset) - Math.abs(tap - other - offset));
    if (nearest === undefined || Math.abs(tap - nearest - offset) > NEAR) continue;
    free.delete(nearest);
    found.push(tap - nearest);
  }
  return found;
}

/** @param {number[]} values at least one */
function median(values) {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** @param {number[]} values */
const spreadOf = (values) => Math.max(...values) - Math.min(...values);

/**
 * The made shots that one state of a game has and the one before had not: those that came with it.
 * @param {{[key: string]: {made?: boolean}} | undefined} before
 * @param {{[key: string]: {made?: boolean}} | undefined} after
 */
export const madeSince = (before = {}, after = {}) => Object.keys(after).filter((key) => after[key].made && !before[key]?.made);
