// Two teams' numbers side by side: what is written, which is the better, how a bar is split between them.
// The twin of `Numbers` in broadcast/dashboard/show/comparison.py, over tests/vectors/comparison.json.
import { scaled, share, WIDE } from "./time-axis.js";
import { number, pair, percent, SIDES } from "./words.js";

/** @typedef {import("../js/document.js").GameDocument} GameDocument */
/** @typedef {import("../js/document.js").Side} Side */
/** @typedef {import("../js/document.js").Line} Line */
/** @typedef {{key: string, kind?: "line" | "pair" | "factor" | "score" | "lead" | "team", less?: boolean}} Row `less`: fewer are better */
/** @typedef {{text: string, rate: string}} Part */
/** @typedef {{better: Side | "", split: string, away: Part, home: Part}} Compared `split` is the visitors' part of the bar */
/** @typedef {Pick<GameDocument, "score" | "story" | "team_stats" | "period_stats">} Known */

/** @type {{[made: string]: string}} */
const TRIED = { FG: "FGA", FG3: "FGA3", FT: "FTA" };

/** @param {Known} state @param {string} period "" is the whole game @param {Side} side @returns {import("../js/document.js").TeamStats} */
const statsOf = ({ team_stats, period_stats }, period, side) => (period ? { line: period_stats?.[period]?.[side] ?? {} } : (team_stats?.[side] ?? {}));

/**
 * One row, or nothing where neither number is known.
 * @param {Row} row @param {Known} state @param {string} period @returns {Compared | null}
 */
export function rowOf(row, state, period) {
  const [away, home] = SIDES.map((side) => partOf(row, state, period, side));
  if (!away.text && !home.text) return null;
  const [one, other] = SIDES.map((side) => valueOf(row, state, period, side));
  /** @type {Compared} */
  const found = { better: "", split: "", away, home };
  if (one && other) {
    // Two fractions on one denominator, so that nothing is rounded before the bar is split.
    const [a, b] = [one[0] * other[1], other[0] * one[1]];
    if (a + b) found.split = share(scaled(a, WIDE, a + b));
    if (a !== b) found.better = a > b !== Boolean(row.less) ? "away" : "home";
  }
  return found;
}

/** What is written, and the percentage beside it. @param {Row} row @param {Known} state @param {string} period @param {Side} side @returns {Part} */
function partOf(row, state, period, side) {
  if (row.kind === "pair") {
    const { line = {} } = statsOf(state, period, side);
    const rate = percent(line, row.key, TRIED[row.key]);
    return { text: pair(line, row.key, TRIED[row.key]), rate: rate ? `${rate}%` : "" };
  }
  const value = valueOf(row, state, period, side);
  if (!value) return { text: "", rate: "" };
  return { text: row.kind === "factor" ? `${Math.floor(value[0] / 10)}.${value[0] % 10}` : number(value[0] / 1000), rate: "" };
}

/** A number as a fraction (that of other numbers than pairs in thousandths, of 1). @param {Row} row @param {Known} state @param {string} period @param {Side} side @returns {[number, number] | null} */
function valueOf({ key, kind = "line" }, state, period, side) {
  const stats = statsOf(state, period, side);
  const { line = {} } = stats;
  if (kind === "pair") {
    const tried = Math.trunc(line[TRIED[key]] ?? 0);
    return tried ? [Math.trunc(line[key] ?? 0), tried] : null;
  }
  const other = side === "home" ? "away" : "home";
  const value = {
    line: () => line[key],
    team: () => /** @type {any} */ (stats)[key],
    score: () => (period ? line.PTS : state.score?.[side]),
    lead: () => (period ? undefined : state.story?.biggest_lead?.[side]),
    factor: () => (period ? factorsOf(line, statsOf(state, period, other).line ?? {}) : /** @type {any} */ (stats.factors ?? {}))[key],
  }[kind]();
  return value === undefined ? null : [Math.floor(value * 1000 + 0.5), 1];
}

/** The four factors of a line as fractions, as the document has those of the whole game. @param {Line} line @param {Line} opponents @returns {{[factor: string]: number}} */
export function factorsOf(line, opponents) {
  const of = (/** @type {string} */ name, /** @type {Line} */ from = line) => Math.trunc(from[name] ?? 0);
  const [made, threes, tried, free, freeTried, lost] = [of("FG"), of("FG3"), of("FGA"), of("FT"), of("FTA"), of("TO")];
  const [own, theirs] = [of("OFFENSIVE_REB"), of("DEFENSIVE_REB", opponents)];
  /** @type {{[factor: string]: [number, number]}} */
  const parts = {
    efg: [2 * made + threes, 2 * tried],
    turnover: [100 * lost, 100 * tried + 44 * freeTried + 100 * lost],
    offensive_rebound: [own, own + theirs],
    free_throw: [free, tried],
  };
  return Object.fromEntries(Object.entries(parts).flatMap(([name, [part, whole]]) => (whole ? [[name, scaled(part, 1000, whole) / 1000]] : [])));
}
