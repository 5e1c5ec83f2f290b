// What is said of one shot, and of the filter that chose it. The twin of broadcast/dashboard/show/shot_words.py.
import { gameTime } from "../js/clock.js";
import { own } from "../js/own.js";
import { gettext, ngettext } from "../js/text.js";
import * as words from "./words.js";

/** @typedef {import("../js/document.js").Game} Game */
/** @typedef {import("../js/document.js").Shot} Shot */
/** @typedef {import("../js/document.js").Unit} Unit */
/** @typedef {import("./shot-filter.js").Filter} Filter */
/** @typedef {{[id: string]: Partial<import("../js/document.js").Player>}} Players */
/** @typedef {{game: Game, players: Players, units: {[key: string]: Unit}}} Known what names come from */

/** The documented attributes, in the order in which they are said; others keep the feed's word. @type {{[attribute: string]: () => string}} */
const ATTRIBUTES = {
  CAS: () => gettext("Catch and shoot"),
  OTD: () => gettext("Off the dribble"),
  GUARDED: () => gettext("Guarded"),
  UNGUARDED: () => gettext("Unguarded"),
  CLEAN: () => gettext("Clean (no rim)"),
  DUNK: () => gettext("Dunk"),
  LAYUP: () => gettext("Layup"),
  JUMPSHOT: () => gettext("Jump shot"),
  FADEAWAY: () => gettext("Fadeaway"),
};
const KNOWN = Object.keys(ATTRIBUTES);

/** @param {import("../js/document.js").Area} area */
export const areaName = (area) =>
  ({
    rim: gettext("At the rim"),
    paint: gettext("Rest of the paint"),
    "mid-range": gettext("Mid-range"),
    "left corner": gettext("Left corner"),
    "right corner": gettext("Right corner"),
    "left arc": gettext("Left of the arc"),
    "right arc": gettext("Right of the arc"),
  })[area];

/** @param {string} attribute */
export const attributeName = (attribute) => (KNOWN.includes(attribute) ? ATTRIBUTES[attribute]() : attribute);

/** As they are documented, then by the feed's word. @param {string} a @param {string} b */
export function byAttribute(a, b) {
  const rank = (/** @type {string} */ one) => (KNOWN.includes(one) ? KNOWN.indexOf(one) : KNOWN.length);
  return rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0);
}

/** The name of a period, of several at once, or the feed's own where it is not understood. @param {string} period */
export function periodName(period) {
  if (period === "first-half") return gettext("1st half");
  if (period === "second-half") return gettext("2nd half");
  return period === "overtime" ? gettext("Overtime") : words.periodName(period);
}

/** `7.4 m`, or `24 ft 3 in` where the rule book measures in feet. @param {Shot} shot @param {boolean} metric */
export function distance({ distance: mm }, metric) {
  if (mm === undefined) return "";
  if (metric) {
    const tenths = Math.floor((mm + 50) / 100);
    return gettext("%(meters)s m", { meters: `${Math.floor(tenths / 10)}.${tenths % 10}` });
  }
  const inches = Math.floor((10 * mm + 127) / 254);
  return gettext("%(feet)s ft %(inches)s in", { feet: Math.floor(inches / 12), inches: inches % 12 });
}

/** A player's number and name. @param {Partial<import("../js/document.js").Player> | undefined} player */
export function numbered(player = {}) {
  const name = words.fullName(player);
  return name && [player.jersey, name].filter(Boolean).join(" ");
}

/** What became of a shot. @param {Shot} shot */
function what({ three, made }) {
  if (three) return made ? gettext("Three made") : gettext("Three missed");
  return made ? gettext("Two made") : gettext("Two missed");
}

/** The period and the clock of a shot. @param {Shot} shot */
const when = ({ period, clock_ms: clock }) => [period === undefined ? "" : periodName(period), clock === undefined ? "" : gameTime(clock)].filter(Boolean).join(" ");

/** The score before a shot, where it is known. @param {Shot} shot @param {Game} game */
function scoreThen(shot, game) {
  if (shot.home === undefined || shot.away === undefined) return "";
  return gettext("%(away)s %(away_score)s, %(home)s %(home_score)s before", {
    away: words.code(game.away),
    away_score: shot.away,
    home: words.code(game.home),
    home_score: shot.home,
  });
}

/** What is said of a shot, in this order: who, what, how far, when, the score, and what else is known. @param {Shot} shot @param {Players} players @param {Game} game @param {boolean} metric @returns {string[]} */
export function facts(shot, players, game, metric) {
  const helper = numbered(own(players, shot.assisted_by ?? ""));
  return [
    numbered(own(players, shot.player ?? "")) || words.short(game[shot.team]),
    what(shot),
    distance(shot, metric),
    when(shot),
    scoreThen(shot, game),
    helper ? gettext("Assisted by %(name)s", { name: helper }) : "",
    ...[...(shot.attributes ?? [])].sort(byAttribute).map(attributeName),
    shot.corrected ? gettext("Corrected") : "",
  ].filter(Boolean);
}

/** A share as per cent, rounded half up: `45.5`, or `46` without places. Nothing of nothing. @param {number} parts @param {number} of @param {number} [places] */
export function percent(parts, of, places = 1) {
  if (!of) return "";
  const scale = 10 ** places;
  const rounded = Math.floor((200 * scale * parts + of) / (2 * of));
  return places ? `${Math.floor(rounded / scale)}.${rounded % scale}` : `${rounded}`;
}

/** Points per shot to two places, rounded half up. @param {number} points @param {number} shots */
export function hundredths(points, shots) {
  if (!shots) return "";
  const rounded = Math.floor((200 * points + shots) / (2 * shots));
  return `${Math.floor(rounded / 100)}.${`${rounded % 100}`.padStart(2, "0")}`;
}

/** The names of a five. @param {Unit} unit @param {Players} players */
export const unitName = (unit, players) =>
  unit.players
    .map((player) => words.surname(own(players, player) ?? {}))
    .filter(Boolean)
    .join(", ");

/** What one part of a filter chooses. @param {import("./shot-filter.js").Part} part @param {Filter} filter @param {Known} known @returns {string} */
export function partInWords(part, filter, { game, players, units }) {
  if (part === "team") return words.short(game[/** @type {import("../js/document.js").Side} */ (filter.team)]);
  if (part === "player") return filter.player.map((one) => numbered(own(players, one)) || one).join(", ");
  if (part === "unit") {
    const unit = own(units, filter.unit);
    return unit ? unitName(unit, players) : gettext("Five not known");
  }
  if (part === "period") return filter.period.map(periodName).join(", ");
  if (part === "last") return ngettext("Last minute", "Last %(count)s minutes", Number(filter.last));
  if (part === "attribute") return [...filter.attribute].sort(byAttribute).map(attributeName).join(", ");
  const choice = {
    two: gettext("Twos"),
    three: gettext("Threes"),
    made: gettext("Made"),
    missed: gettext("Missed"),
    ahead: gettext("While ahead"),
    behind: gettext("While behind"),
    tied: gettext("While tied"),
  };
  return choice[/** @type {keyof typeof choice} */ (filter[part])];
}
