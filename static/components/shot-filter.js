// Which shots the shot chart shows: the filter that an address asks for, and what each part of it takes.
// The twin of broadcast/dashboard/show/shot_filter.py; tests/vectors/shots-filter.json holds the two to one behavior.
import { parsePeriod, presets } from "../js/clock.js";
import { played } from "./time-axis.js";

/** @typedef {import("../js/document.js").GameDocument} GameDocument */
/** @typedef {import("../js/document.js").Shot} Shot */
/** @typedef {import("../js/clock.js").RuleSet} RuleSet */
/** @typedef {"team" | "player" | "unit" | "period" | "last" | "kind" | "result" | "attribute" | "score"} Part */
/**
 * Which shots are shown. What is empty chooses all; of several values one has to fit.
 * @typedef {object} Filter
 * @property {string} team
 * @property {string[]} player
 * @property {string} unit
 * @property {string[]} period
 * @property {string} last minutes of game time
 * @property {string} kind
 * @property {string} result
 * @property {string[]} attribute
 * @property {string} score
 */

/** What stands for several periods of a game at once. */
export const GROUPS = ["first-half", "second-half", "overtime"];

/** Attributes that say the same kind of thing; all others say what kind of shot it was. */
const FACETS = [["CAS", "OTD"], ["GUARDED", "UNGUARDED"], ["CLEAN"]];

export const STANDINGS = ["ahead", "behind", "tied"];

/** The filter that an address asks for. What it does not know of a choice of few is taken as none. @param {URLSearchParams} choices @returns {Filter} */
export function readFilter(choices) {
  const oneOf = (/** @type {string} */ name, /** @type {string[]} */ allowed) => {
    const chosen = choices.get(name) ?? "";
    return allowed.includes(chosen) ? chosen : "";
  };
  const several = (/** @type {string} */ name) => [...new Set(choices.getAll(name).filter(Boolean))];
  return {
    team: oneOf("team", ["away", "home"]),
    player: several("player"),
    unit: choices.get("unit") ?? "",
    period: several("period"),
    last: choices.getAll("last").reverse().find((one) => /^[1-9][0-9]?$/.test(one)) ?? "",
    kind: oneOf("kind", ["two", "three"]),
    result: oneOf("result", ["made", "missed"]),
    attribute: several("attribute"),
    score: oneOf("score", STANDINGS),
  };
}

/** The parts of the filter that choose something. @param {Filter} filter */
export const partsOf = (filter) => PARTS.filter((part) => filter[part].length > 0);

/** Whether a shot is one of those chosen. @param {Filter} filter @param {Shot} shot @param {number} since game time from which the last minutes count @param {RuleSet} rules @param {Part[]} [parts] */
export const takes = (filter, shot, since, rules, parts = partsOf(filter)) => parts.every((part) => TAKES[part](filter, shot, since, rules));

/** @param {Shot} shot @param {RuleSet} rules */
const playedMs = ({ period, clock_ms: clock }, rules) => (period === undefined || clock === undefined ? null : played(rules, period, clock));

/** The game time that has been played: by the clock of a period, else by the newest play or shot. @param {Pick<GameDocument, "clock" | "plays" | "shots">} state @param {RuleSet} rules */
export function latest({ clock = {}, plays = {}, shots = {} }, rules) {
  const shown = clock.phase === "ended" ? 0 : clock.phase === "period" && !clock.jumped ? clock.ms : undefined;
  const now = shown === undefined ? null : played(rules, clock.period ?? "", shown);
  if (now !== null) return now;
  let newest = 0;
  for (const play of Object.values(plays)) newest = Math.max(newest, play.played_ms ?? 0);
  for (const shot of Object.values(shots)) newest = Math.max(newest, playedMs(shot, rules) ?? 0);
  return newest;
}

/**
 * The game time of the oldest shot within the last minutes: it changes only when a shot falls out of them or comes
 * in, while the clock goes on. -Infinity where no minutes are chosen.
 * @param {Filter} filter @param {Pick<GameDocument, "clock" | "plays" | "shots">} state @param {RuleSet} rules
 */
export function sinceOf(filter, state, rules) {
  if (!filter.last) return -Infinity;
  const from = latest(state, rules) - Number(filter.last) * 60_000;
  let oldest = Infinity;
  for (const shot of Object.values(state.shots ?? {})) {
    const at = playedMs(shot, rules);
    if (at !== null && at >= from && at < oldest) oldest = at;
  }
  return oldest;
}

/** The rule set that a game's times are counted by. @param {import("../js/document.js").Game} game @returns {RuleSet} */
export const rulesOf = (game) => presets[game.rules];

/** Which half a period is in, or that it is an overtime; "" where its name is not understood. @param {string} period */
export function groupOf(period) {
  const parsed = parsePeriod(period);
  if (!parsed) return "";
  if (parsed.kind === "overtime") return "overtime";
  return parsed.number <= (parsed.kind === "half" ? 1 : 2) ? "first-half" : "second-half";
}

/** The number of the facet that an attribute belongs to. @param {string} attribute */
function facetOf(attribute) {
  const found = FACETS.findIndex((facet) => facet.includes(attribute));
  return found < 0 ? FACETS.length : found;
}

/** How the shooter's team stood before a shot, where both scores are known. @param {Shot} shot */
export function standing(shot) {
  const [own, other] = shot.team === "home" ? [shot.home, shot.away] : [shot.away, shot.home];
  if (own === undefined || other === undefined) return "";
  return own > other ? "ahead" : own < other ? "behind" : "tied";
}

/** Of the attributes chosen of one facet the shot has one: caught or off the dribble, and guarded. @param {Filter} filter @param {Shot} shot */
function hasAttributes({ attribute: chosen }, { attributes: own = [] }) {
  return chosen.every((one) => chosen.some((other) => facetOf(other) === facetOf(one) && own.includes(other)));
}

/** What each part takes, by its name, which is its name in the address too. @type {{[part in Part]: (filter: Filter, shot: Shot, since: number, rules: RuleSet) => boolean}} */
const TAKES = {
  team: ({ team }, shot) => shot.team === team,
  player: ({ player }, shot) => shot.player !== undefined && player.includes(shot.player),
  unit: ({ unit }, { units = {} }) => units.home === unit || units.away === unit,
  period: ({ period }, shot) => !!shot.period && (period.includes(shot.period) || period.includes(groupOf(shot.period))),
  last: (filter, shot, since, rules) => (playedMs(shot, rules) ?? -Infinity) >= since,
  kind: ({ kind }, shot) => shot.three === (kind === "three"),
  result: ({ result }, shot) => shot.made === (result === "made"),
  attribute: hasAttributes,
  score: ({ score }, shot) => standing(shot) === score,
};
export const PARTS = /** @type {Part[]} */ (Object.keys(TAKES));
