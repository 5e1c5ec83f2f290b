// Which plays are looked at: by kind, by whom, in which period, with which words, corrected or not.
// The twin of broadcast/dashboard/show/play_filter.py; tests/vectors/plays.json holds both to one behavior.
import groups from "../../broadcast/dashboard/show/play_kinds.json" with { type: "json" };
import { gameTime } from "./clock.js";

/** @typedef {import("./document.js").Play} Play */
/** @typedef {{kind: string, who: string, period: string, find: string, scoring: boolean, corrected: boolean}} PlayFilter `who` is a side or a player's id; "" is none */

/** The groups of plays in the order in which a play's own is looked for. @type {string[]} */
export const KINDS = groups.map(({ name }) => name);

/** @type {Map<string, string>} */
const known = new Map();

/** The group of a classification in lower case. @param {string} classification */
export function kindOf(classification) {
  let kind = known.get(classification);
  if (kind === undefined) {
    kind = groups.find(({ words }) => words?.some((word) => classification.includes(word)))?.name ?? "other";
    known.set(classification, kind);
  }
  return kind;
}

/** What a play says: the feed's own text, else its classification in words. @param {Pick<Play, "text" | "kind">} play */
export const textOf = (play) => play.text || play.kind.replaceAll("_", " ");

/** Whether the feed has taken the play back. @param {Play} play */
export const isDeleted = (play) => play.kind.startsWith("deleted_");

/** Read the choices of an address. @param {URLSearchParams} choices @returns {PlayFilter} */
export function readFilter(choices) {
  const kind = choices.get("plays_kind") ?? "";
  return {
    kind: KINDS.includes(kind) ? kind : "",
    who: choices.get("plays_who") ?? "",
    period: choices.get("plays_period") ?? "",
    find: (choices.get("plays_find") ?? "").trim(),
    scoring: choices.get("plays_scoring") === "1",
    corrected: choices.get("plays_corrected") === "1",
  };
}

/** Whether anything is left out. @param {PlayFilter} filter */
export const isFiltering = (filter) => Object.values(filter).some(Boolean);

/** The test of whether a play is one of those looked at. @param {PlayFilter} filter @returns {(play: Play) => boolean} */
export function taking({ kind, who, period, find, scoring, corrected }) {
  const sought = find.toLowerCase().split(/\s+/).filter(Boolean);
  return (play) => {
    if ((scoring || kind === "scoring") && !play.points) return false;
    if (kind && kind !== "scoring" && kindOf(play.kind) !== kind) return false;
    if (who && who !== play.team && who !== play.player) return false;
    if (period && period !== play.period) return false;
    if (corrected && !play.corrected && !isDeleted(play)) return false;
    if (!sought.length) return true;
    const words = `${play.clock_ms === undefined ? "" : gameTime(play.clock_ms)} ${textOf(play)} ${play.was ?? ""}`.toLowerCase();
    return sought.every((word) => words.includes(word));
  };
}
