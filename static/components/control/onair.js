// What is on air, as far as it is known: what a page has painted, and what was taken last. Pure.

/** @typedef {import("../../js/air/zones.js").Cue} Cue */
/** @typedef {import("../../js/air/zones.js").Program} Program */
/** @typedef {{[cue: string]: {step: number, at: number}}} Shown */

/** The clocks of a page and of the server agree to this, ms. */
const ABOUT = 500;

/**
 * Whether a page has painted a cue as it is on the program. Without an id it is reported by its zone, and then only a
 * report from after the take is of this one.
 * @param {string} zone
 * @param {Cue} cue
 * @param {Shown} [shown]
 */
export function isConfirmed(zone, cue, shown = {}) {
  const report = shown[cue.id ?? zone];
  if (!report || report.step !== (cue.step ?? 1)) return false;
  return cue.id !== undefined || cue.at === undefined || report.at >= cue.at - ABOUT;
}

/**
 * What was taken last, newest first.
 * @param {{zone: string, cue: Cue, at: number}[]} before
 * @param {Program} program
 * @param {number} most
 */
export function takesOf(before, { graphics = {} }, most) {
  const known = new Set(before.map(({ zone, at }) => `${zone} ${at}`));
  const fresh = Object.entries(graphics).flatMap(([zone, cue]) => (cue.at === undefined || known.has(`${zone} ${cue.at}`) ? [] : [{ zone, cue, at: cue.at }]));
  return fresh.length ? [...fresh, ...before].sort((one, other) => other.at - one.at).slice(0, most) : before;
}
