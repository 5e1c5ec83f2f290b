// The zones of a program on the desk. Pure.

/** @typedef {import("../../js/air/zones.js").Program} Program */

/** From the most seen down. */
export const ZONES = ["slate", "full", "lower", "left", "right", "bug"];

/** The zone that was taken last of all but the bug; null: none. @param {Program} program */
export function last({ graphics = {} }) {
  const others = Object.entries(graphics).filter(([zone]) => zone !== "bug");
  return others.sort(([, one], [, other]) => (other.at ?? 0) - (one.at ?? 0))[0]?.[0] ?? null;
}
