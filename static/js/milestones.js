// What happens in a game that may be worth a graphic. Judged on the aired view, from one state to the next, so that
// nothing is proposed before viewers could have seen it. Pure; nothing here plays anything.

import { ruleSet } from "./clock.js";

/** @typedef {import("./document.js").GameDocument} GameDocument */
/** @typedef {import("./document.js").Player} Player */
/** @typedef {import("./document.js").Side} Side */
/**
 * @typedef {object} Milestone
 * @property {string} id of the same thing the same, so that it is proposed once
 * @property {"points" | "fouls" | "double" | "run" | "end"} kind
 * @property {number} [count] points, fouls, points of the run; of a double how many numbers are two-figured
 * @property {boolean} [out] the foul is the player's last
 * @property {Side} [team]
 * @property {string} [player]
 * @property {string} [period]
 */

const EVERY_POINTS = 10;
const FROM_FOUL = 3;
const RUN_FROM = 8;
const TWO_FIGURES = 10;
const DOUBLES = ["PTS", "REB", "AST", "STL", "BLK"];
/** More at once is a catch-up or a correction, and no moment of the game. */
const MOST_AT_ONCE = 4;

/**
 * Say what has been reached between two views of one game.
 * @param {GameDocument | undefined} before undefined: nothing was known, so nothing has been reached
 * @param {GameDocument} after
 * @returns {Milestone[]} the weightiest first
 */
export function milestones(before, after) {
  if (!before?.game || !after.game || before.game.event_id !== after.game.event_id) return [];
  const found = [...ended(before, after), ...run(before, after)];
  const limit = ruleSet(after).fouls_out;
  for (const [id, player] of Object.entries(after.players ?? {})) {
    const earlier = before.players?.[id];
    if (earlier) found.push(...ofPlayer(id, earlier, player, limit));
  }
  return found;
}

/** @param {string} player @param {Player} before @param {Player} after @param {number} limit @returns {Milestone[]} */
function ofPlayer(player, before, after, limit) {
  /** @type {Milestone[]} */
  const found = [];
  const { team } = after;
  const [was, is] = [before.line, after.line];
  const points = Math.floor((is.PTS ?? 0) / EVERY_POINTS) * EVERY_POINTS;
  if (rises(was.PTS, is.PTS) && points > (was.PTS ?? 0)) found.push({ id: `points:${player}:${points}`, kind: "points", count: points, team, player });
  const doubles = twoFigured(is);
  if (doubles >= 2 && doubles > twoFigured(was) && DOUBLES.every((stat) => is[stat] === was[stat] || rises(was[stat], is[stat])))
    found.push({ id: `double:${player}:${doubles}`, kind: "double", count: doubles, team, player });
  const fouls = is.FL ?? 0;
  if (rises(was.FL, is.FL) && fouls >= FROM_FOUL && fouls <= limit) found.push({ id: `fouls:${player}:${fouls}`, kind: "fouls", count: fouls, out: fouls === limit, team, player });
  return found;
}

/** @param {number | undefined} was @param {number | undefined} is */
const rises = (was = 0, is = 0) => is > was && is - was <= MOST_AT_ONCE;

/** @param {{[stat: string]: number}} line */
const twoFigured = (line) => DOUBLES.filter((stat) => (line[stat] ?? 0) >= TWO_FIGURES).length;

/** A run that has come to 8, or goes on from there. @param {GameDocument} before @param {GameDocument} after @returns {Milestone[]} */
function run({ story: earlier }, { story, score }) {
  const now = story?.run;
  if (!now || now.points < RUN_FROM) return [];
  const was = earlier?.run?.team === now.team ? earlier.run.points : 0;
  if (!rises(was, now.points)) return [];
  // Where it began names it: as it grows it stays one proposal.
  const began = (score?.[now.team] ?? 0) - now.points;
  return [{ id: `run:${now.team}:${began}`, kind: "run", count: now.points, team: now.team }];
}

/** @param {GameDocument} before @param {GameDocument} after @returns {Milestone[]} */
function ended({ clock: was, score: earlier }, { clock, score }) {
  const over = clock?.phase === "break" || clock?.phase === "ended";
  if (!over || was?.phase !== "period" || !was.period || (score?.home ?? 0) < (earlier?.home ?? 0)) return [];
  return [{ id: `end:${was.period}`, kind: "end", period: was.period }];
}
