// What the fives that have played together come to: points, ratings per 100 possessions, who was on and who was off.
// The twin of broadcast/dashboard/show/five_man.py, over tests/vectors/units.json. Ratings are whole tenths, so that
// what is written adds up; they are there only where possessions are fed.
import { scaled } from "./time-axis.js";

/** @typedef {import("../js/document.js").Unit} Unit */
/** @typedef {"seconds" | "points_for" | "points_against" | "plus_minus" | "offense" | "defense" | "net"} Name */
/** @typedef {{[name in Name]: number | null}} Numbers `offense`, `defense` and `net` are tenths of points per 100 possessions */
/** @typedef {{team: string, players: string[], without: string[], minutes: number, sort: Name}} Chosen the players all played, and none of `without` */

/** @type {Name[]} */
export const SORTS = ["seconds", "points_for", "points_against", "plus_minus", "offense", "defense", "net"];
export const LEAST_FIRST = ["points_against", "defense"];

/** Whether a five is one of those chosen. @param {Unit} unit @param {Chosen} chosen */
const takes = ({ team, players, seconds }, chosen) =>
  (chosen.team === "" || chosen.team === team) && chosen.players.every((one) => players.includes(one)) && !chosen.without.some((one) => players.includes(one)) && seconds >= chosen.minutes * 60;

/** The keys of the fives that are chosen with their numbers, the best first, those without one last. @param {{[key: string]: Unit}} units @param {Chosen} chosen @returns {[string, Numbers][]} */
export function fives(units, chosen) {
  const found = Object.entries(units).flatMap(([key, unit]) => (takes(unit, chosen) ? [/** @type {[string, Numbers]} */ ([key, numbersOf([unit])])] : []));
  const sign = LEAST_FIRST.includes(chosen.sort) ? 1 : -1;
  const best = (/** @type {number | null} */ value) => (value === null ? Infinity : sign * value);
  return found.sort(([keyA, a], [keyB, b]) => {
    const [one, other] = [best(a[chosen.sort]), best(b[chosen.sort])];
    if (one !== other) return one < other ? -1 : 1;
    return (b.seconds ?? 0) - (a.seconds ?? 0) || (keyA < keyB ? -1 : 1);
  });
}

/** What fives come to together. @param {Unit[]} units @returns {Numbers} */
export function numbersOf(units) {
  const total = (/** @type {"seconds" | "points_for" | "points_against" | "possessions" | "possessions_against"} */ name) => units.reduce((sum, unit) => sum + (unit[name] ?? 0), 0);
  const [points_for, points_against] = [total("points_for"), total("points_against")];
  const offense = rating(points_for, total("possessions"));
  const defense = rating(points_against, total("possessions_against"));
  return { seconds: total("seconds"), points_for, points_against, plus_minus: points_for - points_against, offense, defense, net: offense === null || defense === null ? null : offense - defense };
}

/** What a team's fives come to with a player, and without. @param {{[key: string]: Unit}} units @param {string} player @param {string} team */
export function onAndOff(units, player, team) {
  const own = Object.values(units).filter((unit) => unit.team === team);
  return { on: numbersOf(own.filter((unit) => unit.players.includes(player))), off: numbersOf(own.filter((unit) => !unit.players.includes(player))) };
}

/** @param {number} points @param {number} possessions */
const rating = (points, possessions) => (possessions ? scaled(points, 1000, possessions) : null);
