// The cues that the desk makes, and what they are called. Pure; which graphics there are is in their manifests.
import { gettext } from "../../js/text.js";
import { byJersey, byPosition, code, fullName, surname } from "../words.js";
import { own } from "../../js/own.js";

/** @typedef {import("../../js/document.js").GameDocument} GameDocument */
/** @typedef {import("../../js/document.js").Player} Player */
/** @typedef {import("../../js/document.js").Side} Side */
/** @typedef {import("../../js/air/zones.js").Cue} Cue */
/** @typedef {"line" | "shots" | "name"} Kind */

/** The name of a zone on the desk. @param {string} zone */
export const zoneName = (zone) => own({ bug: gettext("BUG"), lower: gettext("LOWER"), left: gettext("LEFT"), right: gettext("RIGHT"), full: gettext("FULL"), slate: gettext("SLATE") }, zone) ?? zone.toUpperCase();

/** @type {() => {[graphic: string]: string}} */
const names = () => ({
  "score-bug-a": gettext("Score bug"),
  "score-bug-b": gettext("Score bug B"),
  "lower-player": gettext("Player"),
  "lower-name": gettext("Name"),
  "line-score": gettext("Line score"),
  "on-the-floor": gettext("On the floor"),
  "starting-five": gettext("Starting five"),
  comparison: gettext("Comparison"),
  leaders: gettext("Leaders"),
  "shot-chart": gettext("Shots"),
  "half-time": gettext("Half-time"),
  final: gettext("Final"),
  title: gettext("Title"),
  slate: gettext("Slate"),
});

/** @param {string} graphic */
export const graphicName = (graphic) => own(names(), graphic) ?? graphic;

/** "#23 KOVALENKO", or without a number the name. @param {Partial<Player>} player */
export const called = (player) => `${player.jersey ? `#${player.jersey} ` : ""}${surname(player).toUpperCase()}`;

/** What a cue is called: the graphic and whom it is of. @param {Cue} cue @param {GameDocument} aired */
export function cueName(cue, aired) {
  const { player, team, name, line1, both } = cue.data ?? {};
  const one = own(aired.players, String(player ?? ""));
  const of = one ? called(one) : typeof name === "string" ? name : (team === "home" || team === "away") && aired.game && !both ? code(aired.game[/** @type {Side} */ (team)]) : typeof line1 === "string" ? line1 : "";
  return of ? `${graphicName(cue.graphic)} ${of}` : graphicName(cue.graphic);
}

/** @param {GameDocument} aired @param {Side} team @param {string} jersey @returns {[string, Player] | undefined} the one who wears it; undefined where nobody does, or several do */
export function playerByJersey({ players = {} }, team, jersey) {
  const found = Object.entries(players).filter(([, player]) => player.team === team && player.jersey === jersey);
  return found.length === 1 ? found[0] : undefined;
}

/** A team's players: on the floor by position, and the others by number. @param {GameDocument} aired @param {Side} team @returns {{floor: [string, Player][], bench: [string, Player][]}} */
export function squad({ players = {}, lineups }, team) {
  const five = new Set(lineups?.[team]?.players ?? []);
  const all = Object.entries(players).filter(([, player]) => player.team === team);
  const active = all.filter(([id, player]) => player.active !== false || five.has(id));
  if (five.size) return { floor: active.filter(([id]) => five.has(id)).sort(byPosition), bench: active.filter(([id]) => !five.has(id)).sort(byJersey) };
  const starters = active.filter(([, player]) => player.starter);
  const floor = (starters.length ? starters : [...active].sort(byJersey).slice(0, 5)).sort(byPosition);
  return { floor, bench: active.filter((one) => !floor.includes(one)).sort(byJersey) };
}

/** The cue of a player. @param {Kind} kind @param {string} id @param {Player & {on_air_name?: string}} player @param {GameDocument} aired @returns {Cue} */
export function playerCue(kind, id, player, { game }) {
  if (kind === "line") return { graphic: "lower-player", data: { player: id } };
  if (kind === "shots") return { graphic: "shot-chart", data: { player: id } };
  const title = [player.jersey ? `#${player.jersey}` : "", player.position ?? "", game?.[player.team].name ?? ""].filter(Boolean).join(" · ");
  return { graphic: "lower-name", data: { name: player.on_air_name || fullName(player), title, team: player.team } };
}

/** The cue of a milestone. What is typed in it is in the output's language. @param {import("../../js/milestones.js").Milestone} milestone @param {GameDocument} aired @param {string} language @returns {Cue} */
export function milestoneCue({ kind, player, team, count = 0 }, { game }, language) {
  if (kind === "end") return { graphic: "line-score", data: {} };
  if (kind !== "run" || !team) return { graphic: "lower-player", data: { player } };
  return { graphic: "lower-name", data: { name: language === "es" ? `PARCIAL ${count}-0` : `${count}-0 RUN`, title: game?.[team].name ?? "", team } };
}
