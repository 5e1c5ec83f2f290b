// The zones of the picture and who makes way for whom (docs/on-air.md). One graphic stands in a zone; zones that
// overlap exclude each other. What is on the program is decided on the server, not here.

/** @typedef {"bug" | "lower" | "left" | "right" | "full" | "slate"} Zone */
/** @typedef {{id: string, payload?: {[name: string]: any}, at: number, ends: number}} Action what a graphic was told to do while it stands, at which time, and when it is over (epoch ms) */
/** @typedef {{graphic: string, step?: number, id?: string, at?: number, data?: {[parameter: string]: any}, actions?: Action[]}} Cue `step` counts from 1, `at` is the time of the take (epoch ms) */
/** @typedef {{graphics?: {[zone: string]: Cue}, standby?: {[zone: string]: Cue}}} Program */

/** From the one that lies lowest. A zone of another name lies over `right`, and makes way for nobody. */
const LAYERS = ["lower", "left", "right", "other", "bug", "full", "slate"];

/** What goes out before a full frame comes in, and comes in after it has gone. */
const UNDER_FULL = new Set(["bug", "lower", "left", "right"]);

/** Where in the stack a zone lies, from 1. @param {string} zone */
export const layerOf = (zone) => 1 + LAYERS.indexOf(LAYERS.includes(zone) ? zone : "other");

/** Whether one of the two goes out first and only then the other comes in. @param {string} one @param {string} other */
export const takesTurns = (one, other) => (one === "full" && UNDER_FULL.has(other)) || (other === "full" && UNDER_FULL.has(one));

/** Whether one goes out in the same move as the other comes in. @param {string} one @param {string} other */
export function swaps(one, other) {
  if (one === other) return true;
  const sides = (/** @type {string} */ zone) => zone === "left" || zone === "right";
  return (one === "lower" && sides(other)) || (other === "lower" && sides(one));
}

/** Whether a zone gives way while a full frame stands. @param {string} zone */
export const isUnderFull = (zone) => UNDER_FULL.has(zone);

/**
 * Which score bug this cue is, as graphics that stand on or beside it must know.
 * @param {Cue | undefined} cue
 * @returns {"a" | "b-top" | "b-foot" | ""} empty: none that takes room from others
 */
export function bugOf(cue) {
  if (cue?.graphic === "score-bug-a") return "a";
  if (cue?.graphic === "score-bug-b") return cue.data?.place === "foot" ? "b-foot" : "b-top";
  return "";
}

/** @param {any} one @param {any} other */
export const sameJson = (one, other) => one === other || JSON.stringify(one) === JSON.stringify(other);

/**
 * Whether a cue goes on with what another began: the same id, or the same graphic with the same data. Of two without
 * an id the graphic alone decides, so that new data update what stands.
 * @param {Cue} one
 * @param {Cue} other
 */
export function sameCue(one, other) {
  if (one.graphic !== other.graphic) return false;
  return one.id === other.id || sameJson(one.data ?? {}, other.data ?? {});
}
