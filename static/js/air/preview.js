// What would be on air if what stands by were taken: the picture of a desk's preview. By the rules of zones.js, as
// broadcast/overlays/program.py takes.

import { isUnderFull, swaps, takesTurns } from "./zones.js";

/** @typedef {import("./zones.js").Cue} Cue */
/** @typedef {import("./zones.js").Program & {held?: {bug?: Cue}}} Program */

/** @param {Program} program @returns {{graphics: {[zone: string]: Cue}}} */
export function previewed({ graphics = {}, standby = {}, held = {} }) {
  let { bug } = held;
  /** @type {{[zone: string]: Cue}} */
  let shown = { ...graphics };
  for (const [zone, cue] of Object.entries(standby)) {
    if (isUnderFull(zone) && zone === "bug" && shown.full) {
      bug = cue;
      continue;
    }
    if (zone === "full") bug = shown.bug ?? bug;
    shown = Object.fromEntries(Object.entries(shown).filter(([other]) => !makesWay(zone, other)));
    shown[zone] = cue;
    if (bug && !shown.full) shown.bug ??= bug;
  }
  return { graphics: shown };
}

/** Whether what stands in one zone goes out as another is taken. @param {string} taken @param {string} other */
const makesWay = (taken, other) => swaps(taken, other) || (taken !== "bug" && takesTurns(taken, other));
