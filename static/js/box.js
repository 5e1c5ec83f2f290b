// The lines that a box score is made of: of the whole game, of a period, of several; and what is worked out of a line.
// The twin of broadcast/dashboard/show/box_lines.py; tests/vectors/box.json holds both to one behavior.
import { parsePeriod } from "./clock.js";
import { own } from "./own.js";

/** @typedef {import("./document.js").GameDocument} GameDocument */
/** @typedef {import("./document.js").Line} Line */
/** @typedef {import("./document.js").Player} Player */
/** @typedef {{players: {[id: string]: Player}, teams: {home?: Line, away?: Line}}} Lines */

/** @type {{[half: string]: string[]}} */
const HALVES = { "first-half": ["Q1", "Q2"], "second-half": ["Q3", "Q4"] };

/** Periods in order, those that are not understood last. @param {string} a @param {string} b */
export const byPeriod = (a, b) => placeOf(a) - placeOf(b) || (a < b ? -1 : 1);

/** @param {string} name */
function placeOf(name) {
  const period = parsePeriod(name);
  return period ? (period.kind === "overtime" ? 100 : 0) + period.number : 200;
}

/**
 * The parts of a game that there are lines of, by the name that an address has for each, with its periods: the
 * periods in order, then the halves of a game of quarters, then all overtimes where there are several.
 * @param {GameDocument["period_stats"]} counted
 * @returns {Map<string, string[]>}
 */
export function periodsOf(counted = {}) {
  const names = Object.keys(counted).sort(byPeriod);
  const overtimes = names.filter((name) => parsePeriod(name)?.kind === "overtime");
  const parts = new Map(names.map((name) => [name, [name]]));
  for (const [half, quarters] of Object.entries(HALVES)) if (quarters.some((name) => name in counted)) parts.set(half, quarters);
  if (overtimes.length > 1) parts.set("overtimes", overtimes);
  return parts;
}

/** The lines of some periods, or of the whole game. @param {GameDocument} state @param {string[] | undefined} periods @returns {Lines} */
export function linesOf({ players = {}, team_stats, period_stats = {} }, periods) {
  if (!periods) return { players, teams: { home: team_stats?.home?.line, away: team_stats?.away?.line } };
  const counted = periods.map((name) => own(period_stats, name) ?? {});
  const of = (/** @type {string} */ who) => counted.map((lines) => own(lines, who)).filter((line) => line !== undefined);
  const team = (/** @type {string} */ side) => (of(side).length ? summed(of(side)) : undefined);
  return {
    players: Object.fromEntries(
      Object.entries(players).map(([key, player]) => {
        const { seconds, plus_minus } = summed(periods.map((name) => /** @type {any} */ (own(player.periods, name)) ?? {}));
        return [key, { ...player, line: summed(of(key)), seconds, plus_minus }];
      }),
    ),
    teams: { home: team("home"), away: team("away") },
  };
}

/** The sums of the numbers that lines have under each name. @param {Line[]} lines */
function summed(lines) {
  /** @type {Map<string, number>} */
  const total = new Map();
  for (const line of lines) for (const [name, value] of Object.entries(line)) total.set(name, (total.get(name) ?? 0) + value);
  return /** @type {Line} */ (Object.fromEntries(total));
}

/** What each rate is made of, in whole numbers. @type {{[key: string]: (line: Line) => [number, number]}} */
const PARTS = {
  "FG%": ({ FG = 0, FGA = 0 }) => [FG, FGA],
  "3P%": ({ FG3 = 0, FGA3 = 0 }) => [FG3, FGA3],
  "FT%": ({ FT = 0, FTA = 0 }) => [FT, FTA],
  "eFG%": ({ FG = 0, FG3 = 0, FGA = 0 }) => [2 * FG + FG3, 2 * FGA],
  "TS%": ({ PTS = 0, FGA = 0, FTA = 0 }) => [25 * PTS, 50 * FGA + 22 * FTA],
  "AST/TO": ({ AST = 0, TO = 0 }) => [AST, 100 * TO],
};

/** What a rate is made of, or null where there is nothing to divide by. @param {Line} line @param {string} key */
export function fraction(line, key) {
  const parts = PARTS[key](line);
  return parts[1] >= 1 ? parts : null;
}

/** A hundred times a fraction to one place, halves up: `45.5`. @param {[number, number]} fraction */
export function tenths([made, tried]) {
  const value = Math.floor((2000 * Math.trunc(made) + Math.trunc(tried)) / (2 * Math.trunc(tried)));
  return `${Math.floor(value / 10)}.${value % 10}`;
}

/** @param {Player} player */
const hasNumbers = ({ seconds, line }) => Boolean(seconds) || Object.values(line).some(Boolean);

/** Whether a player is known not to have played: the game is over, presence was counted, and not for him. @param {GameDocument} state @param {Player} player */
export const didNotPlay = ({ game, players = {} }, player) =>
  game?.status === "ended" && !hasNumbers(player) && Object.values(players).some(({ team, seconds }) => team === player.team && seconds);

/** Whether the roster has a player as no longer active, who has no numbers either. @param {Player} player */
export const isLeftOut = (player) => player.active === false && !hasNumbers(player);
