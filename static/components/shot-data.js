// What the shot chart shows, as plain data: the shots that a filter leaves, one view of them, and what they add up to.
// The twin of broadcast/dashboard/show/shots.py. The panel paints it, and shot-drawing.js makes a picture of it.
import data from "../../broadcast/basketball/court.json" with { type: "json" };
import { gettext, ngettext } from "../js/text.js";
import { courtOf, holds, lines, shapes, viewBox } from "./court.js";
import { partsOf, rulesOf, takes } from "./shot-filter.js";
import { areas, FEWEST_FOR_HEXAGONS, hexagon, hexagons, labelPlaces, points, tally, zones } from "./shot-views.js";
import { areaName, facts, hundredths, partInWords, percent } from "./shot-words.js";
import { code, SIDES } from "./words.js";

/** @typedef {import("../js/document.js").Game} Game */
/** @typedef {import("../js/document.js").Shot} Shot */
/** @typedef {import("../js/document.js").Side} Side */
/** @typedef {import("./shot-filter.js").Filter} Filter */
/** @typedef {import("./shot-views.js").Tally} Tally */
/** @typedef {import("./shot-words.js").Known} Known */
/** @typedef {[string, Shot]} Keyed */
/** @typedef {"marks" | "areas" | "zones" | "hex"} View */
/** @typedef {{key: string, x: number, y: number, made: boolean, side: Side, facts: string[], title: string}} Mark */
/** @typedef {import("./shot-views.js").AreaCount & {path: string, title: string, percent: string, x: number, y: number, anchor: string}} AreaShown */
/** @typedef {import("./shot-views.js").Hexagon & {title: string}} HexagonShown */
/** @typedef {{title: string, rows: {zone: number, made: number, tried: number, percent: string, efg: string}[]}} ZoneTable */
/** @typedef {{side: Side, code: string, made: number, tried: number, threes_made: number, threes: number, efg: string, points_per_shot: string}} Total */
/** @typedef {{shots: Keyed[], placed: Keyed[], every: Shot[]}} Chosen the shots that the filter leaves, those of them on the half court, and those of the game; by time */

/** @type {View[]} */
export const VIEWS = ["marks", "areas", "zones", "hex"];
const CROWDED = 80;

/** @param {{[key: string]: Shot}} shots @param {Filter} filter @param {number} since @param {Game} game @returns {Chosen} */
export function choose(shots, filter, since, game) {
  const rules = rulesOf(game);
  const court = courtOf(game);
  const parts = partsOf(filter);
  const every = Object.entries(shots).sort(([keyA, a], [keyB, b]) => a.at - b.at || (keyA < keyB ? -1 : 1));
  const chosen = every.filter(([, shot]) => takes(filter, shot, since, rules, parts));
  const placed = chosen.filter(([, { x, y }]) => x !== undefined && y !== undefined && holds(court, x, y));
  return { shots: chosen, placed, every: every.map(([, shot]) => shot) };
}

/** The view that is drawn: of few shots no hexagons. @param {View} view @param {Chosen} chosen @returns {View} */
export const drawnView = (view, { shots, placed }) => (view === "hex" && shots.length > 0 && placed.length < FEWEST_FOR_HEXAGONS ? "marks" : view);

/** The court of a game. @param {Game} game */
export const courtOfGame = (game) => ({ viewBox: viewBox(courtOf(game)), lines: lines(courtOf(game)) });

/** What is said of each shot is worked out once, as long as the names stay. @type {WeakMap<object, WeakMap<Shot, string[]>>} */
const said = new WeakMap();

/** The marks, misses first, so that makes lie on them. @param {Chosen} chosen @param {Known["players"]} players keeps its identity while names stay @param {Game} game @returns {Mark[]} */
export function marks({ placed }, players, game) {
  const metric = courtOf(game) === data.courts.FIBA;
  let known = said.get(players);
  if (!known) said.set(players, (known = new WeakMap()));
  const all = placed.map(([key, shot]) => {
    let own = known.get(shot);
    if (!own) known.set(shot, (own = facts(shot, players, game, metric)));
    return { key, x: shot.x ?? 0, y: -(shot.y ?? 0) + 0, made: shot.made, side: shot.team, facts: own, title: own.join(", ") };
  });
  return [...all.filter(({ made }) => !made), ...all.filter(({ made }) => made)];
}

/** @param {Mark[]} shown */
export const radiusOf = (shown) => (shown.length <= CROWDED ? 230 : 190);

/** @param {Chosen} chosen @param {Game} game @returns {AreaShown[]} */
export function areasShown({ placed, every }, game) {
  const court = courtOf(game);
  const paths = Object.fromEntries(shapes(court));
  const places = labelPlaces(court, data.rim_area_radius);
  return areas(placed.map(([, shot]) => shot), every).map((one) => {
    const [x, y, anchor] = places[one.area];
    return { ...one, path: paths[one.area], title: areaTitle(one), percent: percent(one.made, one.tried, 0), x, y, anchor };
  });
}

/** @param {Chosen} chosen @returns {HexagonShown[]} */
export const hexagonsShown = ({ placed, every }) => hexagons(placed.map(([, shot]) => shot), every).map((one) => ({ ...one, title: hexagonTitle(one) }));

/** @param {Chosen} chosen @returns {ZoneTable[]} */
export function tables({ shots }) {
  const own = shots.map(([, shot]) => shot);
  const rows = (/** @type {"zone" | "advanced_zone"} */ name) => zones(own, name).map(([zone, one]) => zoneRow(zone, one));
  return [
    { title: gettext("Zones"), rows: rows("zone") },
    { title: gettext("Advanced zones"), rows: rows("advanced_zone") },
  ];
}

/** @param {number} zone @param {Tally} one */
const zoneRow = (zone, one) => ({ zone, made: one.made, tried: one.tried, percent: percent(one.made, one.tried), efg: percent(points(one), 2 * one.tried) });

/** What the shots of each team add up to. @param {Chosen} chosen @param {Game} game @returns {Total[]} */
export const totals = ({ shots }, game) =>
  SIDES.map((side) => {
    const own = tally(shots.filter(([, shot]) => shot.team === side).map(([, shot]) => shot));
    return { side, code: code(game[side]), ...own, efg: percent(points(own), 2 * own.tried), points_per_shot: hundredths(points(own), own.tried) };
  });

/** How many of all shots are shown. @param {Chosen} chosen */
export function counted({ shots: { length: shown }, every: { length: count } }) {
  if (!count) return "";
  if (shown === count) return ngettext("%(count)s shot", "%(count)s shots", count);
  return ngettext("%(shown)s of %(count)s shot", "%(shown)s of %(count)s shots", count, { shown });
}

/** Why no shot is shown: which part of the filter leaves nothing of what the others would show. @param {Chosen} chosen @param {Filter} filter @param {number} since @param {Known} known */
export function nothing({ shots, every }, filter, since, known) {
  if (shots.length) return "";
  if (!every.length) return gettext("No shots yet.");
  const rules = rulesOf(known.game);
  const parts = partsOf(filter);
  const words = (/** @type {import("./shot-filter.js").Part[]} */ some) => some.map((part) => partInWords(part, filter, known)).join(" · ");
  const guilty = parts.filter((part) => every.some((shot) => takes(filter, shot, since, rules, parts.filter((other) => other !== part))));
  if (guilty.length === 1) return gettext("No shot is left by “%(filter)s”.", { filter: words(guilty) });
  if (guilty.length) return gettext("No shot fits all of these at once: %(filters)s.", { filters: words(guilty) });
  return gettext("No shot fits these filters: %(filters)s.", { filters: words(parts) });
}

/** Say how many of the shots shown have no place in a view. @param {View} view @param {Chosen} chosen */
export function leftOut(view, { shots, placed }) {
  if (view === "zones") {
    const count = shots.filter(([, { zone, advanced_zone: advanced }]) => zone === undefined && advanced === undefined).length;
    return count ? ngettext("%(count)s without a zone", "%(count)s without a zone", count) : "";
  }
  const count = view === "areas" ? shots.filter(([, { area }]) => area === undefined).length : shots.length - placed.length;
  return count ? ngettext("%(count)s not drawn", "%(count)s not drawn", count) : "";
}

/** The hexagons of the legend, the smallest first. */
export const SIZES = [-250, 650, 1600, 2600].map((x, at) => hexagon(x, 0, at + 1));

/** Why hexagons are not drawn. @param {View} view @param {Chosen} chosen */
export const note = (view, chosen) =>
  drawnView(view, chosen) === view ? "" : gettext("Hexagons need %(fewest)s shots; here are %(count)s.", { fewest: FEWEST_FOR_HEXAGONS, count: chosen.placed.length });

/** @param {import("./shot-views.js").AreaCount} one */
function areaTitle(one) {
  const area = areaName(one.area);
  if (!one.tried) return gettext("%(area)s: no shots", { area });
  return gettext("%(area)s: %(made)s of %(tried)s, %(percent)s", { area, made: one.made, tried: one.tried, percent: `${percent(one.made, one.tried, 0)}%` });
}

/** @param {import("./shot-views.js").Hexagon} one */
const hexagonTitle = (one) => gettext("%(made)s of %(tried)s, %(points)s points per shot", { made: one.made, tried: one.tried, points: hundredths(one.points, one.tried) });
