// Small rules of what goes on air, apart from how it is drawn.

/**
 * The step that an OGraf play action leads to, or undefined for the end (nothing on air).
 * @param {number | undefined} current undefined: not on air
 * @param {number} stepCount -1: unknown, there is no end to reach
 * @param {{goto?: number, delta?: number}} action
 * @returns {number | undefined}
 */
export function targetStep(current, stepCount, { goto, delta }) {
  const target = goto ?? (current ?? -1) + (delta ?? 1);
  return target < 0 || (stepCount >= 0 && target >= stepCount) ? undefined : target;
}

/**
 * What stands for a team's name in a bug: its abbreviation of 2 to 6 letters, else three letters of its short name.
 * @param {{abbreviation?: string, short_name?: string, name?: string}} team
 */
export function abbreviationOf({ abbreviation = "", short_name = "", name = "" }) {
  const given = abbreviation.trim();
  const length = [...given].length;
  const letters = length >= 2 && length <= 6 ? given : [...(short_name || name).trim()].slice(0, 3).join("");
  return letters.toUpperCase();
}

/**
 * Whether a score that changes moves: up by 1 to 4. Anything else is a correction or a catch-up, and a cut.
 * @param {number} before
 * @param {number} after
 */
export const scoreMoves = (before, after) => after > before && after - before <= 4;

/**
 * Whether a score can be shown. Before the first totals it is 0 to 0, and true; a game under way of which the feed
 * has said nothing yet has a score that nobody here knows.
 * @param {import("./document.js").GameDocument} state topics game, score, feed
 */
export const scoreKnown = ({ game, score, feed }) =>
  score?.home !== undefined || score?.away !== undefined || game?.status === "scheduled" || feed?.state === "live" || feed?.state === "polling";
