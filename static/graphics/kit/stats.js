// The numbers that graphics show: stat items of a player or a team, of the game or a part of it, two teams compared,
// and leaders. Pure: a game document in, texts out. The whole game's are the fed stat rows; a period's and a half's are
// `period_stats` (docs/numbers.md). None is counted from shots, and what is not known is left out.

import { rowOf } from "../../components/compared.js";
import { byJersey, minutes, number, pair, percent, signed } from "../../components/words.js";
import { linesOf } from "../../js/box.js";
import { periodLabel } from "../../js/clock.js";
import { own } from "../../js/own.js";
import { labelOf } from "./stat-words.js";
import { words } from "./words.js";

/** @typedef {import("../../js/document.js").GameDocument} GameDocument */
/** @typedef {import("../../js/document.js").Line} Line */
/** @typedef {import("../../js/document.js").Player} Player */
/** @typedef {import("../../js/document.js").Side} Side */
/** @typedef {import("../../components/compared.js").Compared} Compared */
/** @typedef {{key: string, label: string, value: string}} Item */
/** @typedef {{player?: string, team?: Side, scope?: string, items?: string[], language?: string}} Wanted `player` goes before `team` */
/** @typedef {Partial<Player> & {line: Line}} Scoped a line, with `seconds` and `plus_minus` where there are any */
/** @typedef {{value: number, text: string, players: string[]}} Lead those who share the greatest value, by jersey */
/** @typedef {{key: string, label: string, away: string, home: string, small: {away: string, home: string}, better: Side | "", split: string}} Row `small` stands beside the value; `split` is the visitors' part of the bar, "" without one */

export const DEFAULT_ITEMS = ["PTS", "REB", "AST", "FG", "FG3", "FL"];
export const DEFAULT_ROWS = ["FG", "FG3", "FT", "REB", "AST", "TO", "paint", "bench"];
export const MOST_ROWS = 8;

/** Other names under which items may be asked for. @type {{[name: string]: string}} */
const SAME = { "3PT": "FG3", OREB: "OFFENSIVE_REB", DREB: "DEFENSIVE_REB", "+/-": "PLUS_MINUS", PF: "FL" };
/** @type {{[made: string]: string}} */
const TRIED = { FG: "FGA", FG3: "FGA3", FT: "FTA" };
/** @type {{[rate: string]: string}} */
const RATES = { "FG%": "FG", "3P%": "FG3", "FT%": "FT" };
/** What is compared otherwise than by a number of the line. @type {{[key: string]: {kind?: "pair" | "factor" | "score" | "lead" | "team", less?: boolean}}} */
const COMPARED = {
  FG: { kind: "pair" },
  FG3: { kind: "pair" },
  FT: { kind: "pair" },
  PTS: { kind: "score" },
  TO: { less: true },
  FL: { less: true },
  lead: { kind: "lead" },
  paint: { kind: "team" },
  second_chance: { kind: "team" },
  off_turnovers: { kind: "team" },
  fast_break: { kind: "team" },
  bench: { kind: "team" },
  efg: { kind: "factor" },
  turnover: { kind: "factor", less: true },
  offensive_rebound: { kind: "factor" },
  free_throw: { kind: "factor" },
};
const HALVES = /** @type {const} */ ({ half1: ["H1", "Q1", "Q2"], half2: ["H2", "Q3", "Q4"] });

/** Whether a scope is the whole game. @param {string | undefined} scope */
export const isGame = (scope) => !scope || scope === "game";

/**
 * The periods of a scope in order, for `linesOf`; undefined for the whole game.
 * @param {string | undefined} scope "game", a period's name, "half1" or "half2"
 * @param {GameDocument} data
 * @returns {string[] | undefined}
 */
export function periodsOf(scope, data) {
  if (isGame(scope)) return undefined;
  const half = own(HALVES, /** @type {string} */ (scope));
  if (!half) return [/** @type {string} */ (scope)];
  return data.game?.format === "HALF" ? half.slice(0, 1) : half.slice(1);
}

/**
 * Whether a scope's numbers are known: of the game always, as far as they are fed; of periods where each that has been
 * played is counted. Half of a half would be a number that is too low.
 * @param {string | undefined} scope
 * @param {GameDocument} data
 */
export function isCounted(scope, data) {
  const periods = periodsOf(scope, data);
  if (!periods) return true;
  const { period_stats: counted = {}, score = {} } = data;
  const scored = (/** @type {string} */ name) => {
    const { home = 0, away = 0 } = own(score.periods, name) ?? {};
    return home + away > 0;
  };
  return periods.some((name) => name in counted) && periods.every((name) => name in counted || !scored(name));
}

/** @param {GameDocument} data @param {string | undefined} scope */
function scopedLines(data, scope) {
  if (!isCounted(scope, data)) return null;
  return linesOf(data, periodsOf(scope, data)?.filter((name) => name in (data.period_stats ?? {})));
}

/** The line of a player or a team in a scope, or null where nothing is known. @param {GameDocument} data @param {Wanted} wanted @returns {Scoped | null} */
export function lineOf(data, { player, team, scope }) {
  const lines = scopedLines(data, scope);
  if (!lines) return null;
  const found = player ? own(lines.players, player) : team && lines.teams[team] ? { line: /** @type {Line} */ (lines.teams[team]) } : undefined;
  return found?.line ? found : null;
}

/**
 * The stats of a player or a team as they are written, in the order asked for, each with its label. Those that are
 * not fed are left out.
 * @param {GameDocument} data topics players, team_stats, period_stats, and of a half game and score
 * @param {Wanted} wanted
 * @returns {Item[]}
 */
export function itemsOf(data, wanted) {
  const scoped = lineOf(data, wanted);
  if (!scoped) return [];
  const items = wanted.items?.length ? wanted.items : DEFAULT_ITEMS;
  return [...new Set(items.map((name) => SAME[name] ?? name))].flatMap((key) => {
    const value = valueOf(scoped, key);
    return value ? [{ key, label: labelOf(key, wanted.language), value }] : [];
  });
}

/** @param {Scoped} scoped @param {string} key @returns {string} "" where it is not fed */
function valueOf({ line, seconds, plus_minus }, key) {
  if (key in TRIED) return pair(line, key, TRIED[key]);
  if (key in RATES) {
    const rate = percent(line, RATES[key], TRIED[RATES[key]]);
    return rate && `${rate}%`;
  }
  if (key === "MIN") return minutes(seconds);
  if (key === "PLUS_MINUS") return signed(plus_minus);
  return number(own(line, key));
}

/**
 * What is said of the scope: "1ST HALF", "3RD", "OT"; "" for the whole game, and for a period that is not understood.
 * @param {string | undefined} scope
 * @param {GameDocument} data
 * @param {string} [language]
 */
export function scopeWord(scope, data, language = "en") {
  if (isGame(scope)) return "";
  const { half1, half2 } = words(language);
  if (scope === "half1" || scope === "H1") return half1;
  if (scope === "half2" || scope === "H2") return half2;
  return periodLabel(scope, language);
}

/**
 * Both teams' numbers side by side, at most eight; a row is left out where not both are known, so that no bar stands
 * against nothing.
 * @param {GameDocument} data topics score, story, team_stats, period_stats
 * @param {string | undefined} scope
 * @param {string[] | undefined} rows
 * @param {string} [language]
 * @returns {Row[]}
 */
export function comparisonRows(data, scope, rows, language = "en") {
  const known = comparable(data, scope);
  if (!known) return [];
  const wanted = [...new Set((rows?.length ? rows : DEFAULT_ROWS).map((name) => SAME[name] ?? name))];
  const found = wanted.flatMap((key) => {
    const compared = rowOf({ key, ...own(COMPARED, key) }, known.state, known.period);
    return compared && compared.away.text && compared.home.text ? [{ key, label: labelOf(key, language, true), ...written(compared) }] : [];
  });
  return found.slice(0, MOST_ROWS);
}

/** A rate is what is compared, so it is the value, and what it is made of stands beside it. @param {Compared} compared */
function written({ away, home, better, split }) {
  const rated = away.rate !== "" && home.rate !== "";
  if (!rated) return { away: away.text, home: home.text, small: { away: "", home: "" }, better, split };
  const rate = (/** @type {string} */ text) => (text === "100.0%" ? "100%" : text);
  return { away: rate(away.rate), home: rate(home.rate), small: { away: away.text, home: home.text }, better, split };
}

/** What is compared in a scope: several periods stand as one. @param {GameDocument} data @param {string | undefined} scope */
function comparable(data, scope) {
  if (isGame(scope)) return { state: data, period: "" };
  const teams = scopedLines(data, scope)?.teams;
  if (!teams) return null;
  const { away = {}, home = {} } = teams;
  return { state: { period_stats: { scope: { away, home } } }, period: "scope" };
}

/**
 * Who leads a team in a stat, or null where nobody has any of it.
 * @param {GameDocument} data
 * @param {Side} side
 * @param {string} key a number of the line, such as PTS
 * @param {string} [scope]
 * @returns {Lead | null}
 */
export function leadersOf(data, side, key, scope) {
  const stat = SAME[key] ?? key;
  const ours = Object.entries(scopedLines(data, scope)?.players ?? {}).filter(([, player]) => player.team === side);
  const value = Math.max(0, ...ours.map(([, { line }]) => own(line, stat) ?? 0));
  if (value <= 0) return null;
  const players = ours.filter(([, { line }]) => own(line, stat) === value).sort(byJersey);
  return { value, text: number(value), players: players.map(([id]) => id) };
}
