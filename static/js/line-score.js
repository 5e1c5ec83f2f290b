// The columns of a line score: which periods there are, what each team has scored in each, and whether that is all.

import { parsePeriod } from "./clock.js";

/** @typedef {import("./document.js").GameDocument} GameDocument */
/** @typedef {import("./document.js").Side} Side */
/** @typedef {{period: string, current: boolean, home?: number, away?: number}} Column no number: not played, or not known */

/** @type {Side[]} */
const SIDES = ["home", "away"];

/**
 * The periods of the game: the regular ones, and the overtimes played. A period that has not begun has no numbers.
 * The one in play that the feed has no row of yet has what the others leave of the total.
 * @param {GameDocument} state topics game, score, clock
 * @returns {Column[]}
 */
export function columnsOf({ game, score = {}, clock = {} }) {
  const kind = game?.format === "HALF" ? "H" : "Q";
  const regular = kind === "H" ? 2 : 4;
  const { periods = {} } = score;
  const ended = game?.status === "ended" || clock.phase === "ended";
  const inPlay = clock.phase === "period" && !ended ? placeOf(clock.period, regular) : 0;
  const rows = new Map(Object.entries(periods).map(([name, points]) => [placeOf(name, regular), points]));
  const scored = [...rows].filter(([, { home = 0, away = 0 }]) => home + away > 0).map(([place]) => place);
  // Rows of periods to come are sent ahead, with nothing in them.
  const begun = Math.max(inPlay, ...scored, 0);
  /** @type {Column[]} */
  const columns = [];
  for (let place = 1; place <= Math.max(regular, begun); place++) {
    const { home, away } = (place <= begun && rows.get(place)) || {};
    const column = { period: place <= regular ? `${kind}${place}` : `OT${place - regular}`, current: place === inPlay };
    columns.push({ ...column, ...(home !== undefined && { home }), ...(away !== undefined && { away }) });
  }
  return columns.map((column) => (column.current ? { ...column, ...restOf(columns, column, score) } : column));
}

/** What the periods before leave of the total, for the period in play. @param {Column[]} columns @param {Column} current @param {{home?: number, away?: number}} score */
function restOf(columns, current, score) {
  /** @type {{home?: number, away?: number}} */
  const rest = {};
  for (const side of SIDES) {
    const total = score[side];
    const before = columns.slice(0, columns.indexOf(current)).map((column) => column[side]);
    if (current[side] !== undefined || total === undefined || before.includes(undefined)) continue;
    const left = total - before.reduce((/** @type {number} */ sum, points) => sum + (points ?? 0), 0);
    if (left >= 0) rest[side] = left;
  }
  return rest;
}

/** Which period of the game a name is, from 1; 0 where it is not understood. @param {string | undefined} name @param {number} regular */
function placeOf(name, regular) {
  const period = parsePeriod(name);
  if (!period) return 0;
  return period.kind === "overtime" ? regular + period.number : period.number;
}

/**
 * What of a line score does not add up: for each team of which it does not, the total and the sum of its periods.
 * @param {GameDocument} state
 * @returns {{side: Side, total: number, sum: number}[]}
 */
export function doesNotAddUp(state) {
  const columns = columnsOf(state);
  return SIDES.flatMap((side) => {
    const total = state.score?.[side] ?? 0;
    const sum = columns.reduce((all, column) => all + (column[side] ?? 0), 0);
    return sum === total ? [] : [{ side, total, sum }];
  });
}
