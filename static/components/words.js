// Small words shared by the panels: names, numbers, ages. Unknown is the empty string, never a zero.
// The twin of broadcast/dashboard/show/words.py.
import { tenths } from "../js/box.js";
import { periodLabel } from "../js/clock.js";
import { ownGround, teamColors } from "../js/colors.js";
import { abbreviationOf } from "../js/onair.js";
import { language } from "../js/text.js";

/** @typedef {import("../js/document.js").Side} Side */
/** @typedef {import("../js/document.js").Team} Team */
/** @typedef {import("../js/document.js").Line} Line */
/** @typedef {import("../js/document.js").Player} Player */
/** @typedef {{home: string, away: string}} Grounds the color of each team's bar and marks */

/** Visitors first, as everywhere on the desk. @type {Side[]} */
export const SIDES = ["away", "home"];

const NO_COLOR = "#3A4350";

/** The letters that a phone's scoreboard has room for. */
const BRIEF = 12;

/** The color of each team's bar and marks. The twin of broadcast/basketball/colors.py. @param {{home: Team, away: Team}} game @returns {Grounds} */
export function groundsOf({ home, away }) {
  const own = { home: ownGround(home), away: ownGround(away) };
  // A team without a color is gray, and no reason for the other to give way.
  if (own.home === null || own.away === null) return { home: own.home ?? NO_COLOR, away: own.away ?? NO_COLOR };
  const colors = teamColors(home, away);
  return { home: colors.home.ground, away: colors.away.ground };
}

/** @param {Team} team */
export const short = (team) => team.short_name || team.name;

/** A team's abbreviation as it is on air: of 2 to 6 letters, else the first three of its short name. */
export const code = abbreviationOf;

/** The short name of a team where a phone has room for it, else its code. @param {Team} team */
export const brief = (team) => ([...short(team)].length <= BRIEF ? short(team) : code(team));

/** A team's name in two lines: its short name is the second, where the name ends with it. Else it is broken at the space, the last of them, that leaves the longer line shortest. One word is one line. @param {Team} team */
export function lines(team) {
  const { name } = team;
  const last = short(team);
  if (name.endsWith(` ${last}`)) return [name.slice(0, -last.length).trim(), last];
  const words = name.split(/\s+/u).filter(Boolean);
  const broken = words.slice(1).map((_, at) => [words.slice(0, at + 1).join(" "), words.slice(at + 1).join(" ")]);
  return broken.reduceRight((best, one) => (longest(one) < longest(best) ? one : best), broken.at(-1) ?? [name]);
}

/** The letters of the longest line. @param {string[]} lines */
export const longest = (lines) => Math.max(...lines.map((line) => [...line].length));

/** The address of a team's logo if a browser may load it, else nothing. @param {Team} team */
export const logo = ({ logo: address = "" }) => (address.startsWith("https://") || address.startsWith("/") ? address : "");

/** @param {Partial<Player>} player */
export const surname = (player) => player.last_name || player.name || "";

/** @param {Partial<Player>} player */
export const fullName = (player) => player.name || surname(player);

/** `+7`, `0`, `−3`. @param {number | undefined} value */
export const signed = (value) => (value === undefined ? "" : value > 0 ? `+${value}` : value < 0 ? `−${-value}` : "0");

/** The feed sends floats of whole numbers. @param {number | undefined} value */
export const number = (value) => (value === undefined ? "" : Number.isInteger(value) ? `${value}` : value.toFixed(1));

/** `5-11`. Attempts without makes are none made: the Event API sends a pair together. @param {Line} line @param {string} made @param {string} tried */
export const pair = (line, made, tried) => (tried in line ? `${number(line[made] ?? 0)}-${number(line[tried])}` : number(line[made]));

/** `45.5`, or nothing before the first attempt. @param {Line} line @param {string} made @param {string} tried */
export function percent(line, made, tried) {
  const attempts = Math.trunc(line[tried] ?? 0);
  return attempts > 0 ? tenths([line[made] ?? 0, attempts]) : "";
}

/** Playing time. @param {number | undefined} seconds */
export const minutes = (seconds) => (seconds === undefined ? "" : `${Math.floor(seconds / 60)}:${`${seconds % 60}`.padStart(2, "0")}`);

/** `14 s`, `3 min`, `2 h`, `4 d`. @param {number} ms */
export function age(ms) {
  const seconds = Math.floor(Math.max(0, ms) / 1000);
  if (seconds < 100) return `${seconds} s`;
  if (seconds < 6000) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}

/** The name of a period in the reader's language, or the feed's own where it is not understood. @param {string | undefined} period */
export const periodName = (period) => (period === undefined ? "" : periodLabel(period, language) || period);

/** @param {string} a @param {string} b */
const byCode = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** By number, `00` before `0`, then by id; without a number last. @param {[string, Partial<Player>]} a @param {[string, Partial<Player>]} b */
export function byJersey([keyA, a], [keyB, b]) {
  const [jerseyA, jerseyB] = [a.jersey ?? "", b.jersey ?? ""];
  const rank = (/** @type {string} */ jersey) => (/^\d+$/.test(jersey) ? Number(jersey) : 1_000_000);
  const length = (/** @type {string} */ jersey) => (/^\d+$/.test(jersey) ? jersey.length : 0);
  return rank(jerseyA) - rank(jerseyB) || length(jerseyB) - length(jerseyA) || byCode(keyA, keyB);
}

/** Guards first, then forwards, then centers, then by number. @param {[string, Player]} a @param {[string, Player]} b */
export function byPosition(a, b) {
  const rank = (/** @type {Player} */ player) => {
    const first = (player.position ?? "").slice(0, 1).toUpperCase();
    return first && "GFC".includes(first) ? "GFC".indexOf(first) : 3;
  };
  return rank(a[1]) - rank(b[1]) || byJersey(a, b);
}

/** The entries of a map keyed by id that has an order. @template {{order: number}} T @param {{[key: string]: T}} map @returns {[string, T][]} */
export const inOrder = (map) => Object.entries(map).sort(([keyA, a], [keyB, b]) => a.order - b.order || byCode(keyA, keyB));
