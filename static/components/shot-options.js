// The options of the shot chart's filters: only what there is something to choose from.
// The twin of broadcast/dashboard/show/shot_options.py.
import { own } from "../js/own.js";
import { byPeriod } from "../js/box.js";
import { gettext, ngettext } from "../js/text.js";
import { GROUPS, groupOf, partsOf, STANDINGS } from "./shot-filter.js";
import { attributeName, byAttribute, numbered, periodName, unitName } from "./shot-words.js";
import { byJersey, minutes, short, SIDES } from "./words.js";

/** @typedef {import("../js/document.js").Shot} Shot */
/** @typedef {import("./shot-filter.js").Filter} Filter */
/** @typedef {import("./shot-words.js").Known} Known */
/** @typedef {{value: string, text: string, chosen: boolean}} Option */
/** @typedef {{[key: string]: Shot}} Shots */

/** Minutes that have a button of their own. */
export const LAST = ["2", "5", "10"];

/**
 * The options of each filter, and what the closed menus say.
 * @param {Shots} shots @param {string[]} periodNames in their order @param {Known} known @param {Filter} filter @param {string} view
 */
export function menus(shots, periodNames, known, filter, view) {
  const { game } = known;
  const all = Object.values(shots);
  const player = shooters(all, known, filter);
  const period = periods(all, periodNames, filter);
  const { kind, result } = filter;
  return {
    player,
    period,
    attribute: attributes(all, filter),
    team: [option("", gettext("Both teams"), filter.team), ...SIDES.map((side) => option(side, short(game[side]), filter.team))],
    unit: units(all, known, filter),
    kind: [option("", gettext("Twos and threes"), kind), option("two", gettext("Twos"), kind), option("three", gettext("Threes"), kind)],
    result: [option("", gettext("Made and missed"), result), option("made", gettext("Made"), result), option("missed", gettext("Missed"), result)],
    score: standings(all, filter),
    view: [option("marks", gettext("Marks"), view), option("areas", gettext("Areas"), view), option("zones", gettext("Zones"), view), option("hex", gettext("Hexagons"), view)],
    last: LAST.map((value) => option(value, value, filter.last)),
    minutes: filter.last,
    players: several(filter.player, gettext("Players"), player.flatMap(({ options }) => options), ngettext("%(count)s player", "%(count)s players", filter.player.length)),
    periods: several(filter.period, gettext("Periods"), period, ngettext("%(count)s period", "%(count)s periods", filter.period.length)),
    more: more(filter),
  };
}

/** @param {string} value @param {string} text @param {string | string[]} chosen of several values where several can be chosen @returns {Option} */
const option = (value, text, chosen) => ({ value, text, chosen: Array.isArray(chosen) ? chosen.includes(value) : value === chosen });

/** What a closed menu of several says: all, the one, or how many. @param {string[]} values @param {string} all @param {Option[]} options @param {string} count */
function several(values, all, options, count) {
  if (!values.length) return all;
  return values.length > 1 ? count : (options.find(({ value }) => value === values[0])?.text ?? values[0]);
}

/** @param {Filter} filter */
function more(filter) {
  const used = partsOf(filter).filter((part) => ["unit", "last", "kind", "result", "attribute", "score"].includes(part)).length;
  return used ? gettext("More (%(count)s)", { count: used }) : gettext("More");
}

/** By team who has shot, by number, and who is chosen. @param {Shot[]} shots @param {Known} known @param {Filter} filter */
function shooters(shots, { game, players }, filter) {
  const of = { away: new Set(), home: new Set() };
  for (const { team, player } of shots) if (player !== undefined) of[team].add(player);
  for (const player of filter.player) {
    const team = own(players, player)?.team;
    if (team) of[team].add(player);
  }
  return SIDES.filter((side) => of[side].size).map((side) => ({
    side,
    team: short(game[side]),
    options: [...of[side]]
      .map((key) => /** @type {[string, Partial<import("../js/document.js").Player>]} */ ([key, own(players, key) ?? {}]))
      .sort(byJersey)
      .map(([key, player]) => option(key, numbered(player) || key, filter.player)),
  }));
}

/** The periods in their order, and the halves and overtimes as wholes where they are made of several. @param {Shot[]} shots @param {string[]} inOrder @param {Filter} filter */
function periods(shots, inOrder, filter) {
  const more = new Set(shots.flatMap(({ period }) => (period && !inOrder.includes(period) ? [period] : [])));
  const names = [...inOrder, ...[...more].sort(byPeriod)];
  const grouped = names.map(groupOf);
  const wholes = GROUPS.filter((group) => grouped.filter((one) => one === group).length > 1);
  return [...names, ...wholes].map((name) => option(name, periodName(name), filter.period));
}

/** The fives by team, those that stood together longest first; nothing where the shots have none. @param {Shot[]} shots @param {Known} known @param {Filter} filter */
function units(shots, { units: known, players }, filter) {
  const seen = new Set(shots.flatMap(({ units: of = {} }) => Object.values(of)));
  const listed = Object.entries(known)
    .filter(([key]) => seen.has(key) || key === filter.unit)
    .sort(([keyA, a], [keyB, b]) => SIDES.indexOf(a.team) - SIDES.indexOf(b.team) || b.seconds - a.seconds || (keyA < keyB ? -1 : 1));
  if (!listed.length) return [];
  return [option("", gettext("Any five"), filter.unit), ...listed.map(([key, unit]) => option(key, `${minutes(unit.seconds)} ${unitName(unit, players)}`, filter.unit))];
}

/** The attributes that occur, as they are documented, and those chosen. @param {Shot[]} shots @param {Filter} filter */
function attributes(shots, filter) {
  const names = new Set([...shots.flatMap(({ attributes: own = [] }) => own), ...filter.attribute]);
  return [...names].sort(byAttribute).map((name) => option(name, attributeName(name), filter.attribute));
}

/** Ahead, behind and tied; nothing where no shot knows the score before it. @param {Shot[]} shots @param {Filter} filter */
function standings(shots, { score }) {
  if (!score && !shots.some(({ home, away }) => home !== undefined && away !== undefined)) return [];
  const words = { ahead: gettext("While ahead"), behind: gettext("While behind"), tied: gettext("While tied") };
  return [option("", gettext("Any score"), score), ...STANDINGS.map((one) => option(one, words[/** @type {keyof typeof words} */ (one)], score))];
}
