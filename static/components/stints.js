// The rows of the rotation chart: who has played, and where the bars of the stints stand.
// The twin of `rows` in broadcast/dashboard/show/rotation.py, over tests/vectors/rotation.json.
import { own } from "../js/own.js";
import { gettext, ngettext } from "../js/text.js";
import { WIDE } from "./time-axis.js";
import { byJersey, signed } from "./words.js";

/** @typedef {import("../js/document.js").GameDocument} GameDocument */
/** @typedef {import("../js/document.js").Side} Side */
/** @typedef {import("../js/document.js").Stint} Stint */
/** @typedef {import("./time-axis.js").Axis} Axis */
/** @typedef {{left: number, width: number, now: boolean, minus: boolean, stint: Stint}} Bar in places along the axis */

/** The width of the shortest stint: one that has just begun is seen. */
const NARROWEST = 20;

/** @type {WeakMap<object, Stint[]>} */
const sorted = new WeakMap();

/** A player's stints in order. @param {{[number: string]: Stint}} stints */
function inOrder(stints) {
  let found = sorted.get(stints);
  if (!found) {
    found = Object.entries(stints)
      .sort(([a], [b]) => Number(a) - Number(b))
      .map(([, stint]) => stint);
    sorted.set(stints, found);
  }
  return found;
}

/**
 * A team's players who have played: starters first, then as they came in.
 * @param {Pick<GameDocument, "players" | "stints">} state @param {Side} side @param {Axis} axis
 * @returns {{id: string, bars: Bar[]}[]}
 */
export function rowsOf({ players = {}, stints = {} }, side, axis) {
  const played = Object.entries(players).filter(([id, { team }]) => team === side && Object.keys(own(stints, id) ?? {}).length);
  const first = (/** @type {string} */ id) => inOrder(stints[id])[0].from_ms;
  played.sort((a, b) => Number(!a[1].starter) - Number(!b[1].starter) || first(a[0]) - first(b[0]) || byJersey(a, b));
  return played.map(([id]) => ({ id, bars: inOrder(stints[id]).map((stint) => barOf(stint, axis)) }));
}

/** @param {Stint} stint @param {Axis} axis @returns {Bar} */
function barOf(stint, axis) {
  const left = Math.min(axis.place(stint.from_ms), WIDE - NARROWEST);
  const end = axis.place(stint.to_ms ?? Math.max(axis.now, stint.from_ms));
  return { left, width: Math.max(end - left, NARROWEST), now: stint.to_ms === undefined, minus: stint.plus_minus < 0, stint };
}

/** A stint in words: from when to when, plus-minus, the player's points where they are known. @param {Stint} stint @param {Axis} axis */
export function told({ from_ms, to_ms, plus_minus, points }, axis) {
  const begin = axis.moment(from_ms);
  const when = to_ms === undefined ? gettext("%(begin)s to now", { begin }) : gettext("%(begin)s to %(end)s", { begin, end: axis.moment(to_ms, true) });
  return [when, signed(plus_minus), ...(points === undefined ? [] : [ngettext("%(count)s point", "%(count)s points", points)])].join(", ");
}
