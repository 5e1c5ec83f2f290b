// STUB of the public interface; the implementation follows.

/** @typedef {import("./document.js").GameDocument} GameDocument */

/**
 * What a clock shows. Where `label` is not empty it stands alone (HALF, FINAL/2OT, or the period of a clock
 * that is unknown or hidden) and `time` and `shot` are empty.
 *
 * @typedef {object} Reading
 * @property {string} time "11:59", "59.9", "0:42", "0.0", or ""
 * @property {string} period "1ST", "OT", "2OT", or ""
 * @property {string} label "PREGAME", "END 1ST", "HALF", "FINAL/OT", the period alone, or ""
 * @property {string} shot "14", "4.2", or ""
 * @property {boolean} alarm the shot clock is at 5.0 or under
 */

/** The rule-set presets by name (broadcast/basketball/rules.json). @type {{[name: string]: any}} */
export const presets = {};

/** "11:59", "59.9" or, without tenths, "0:42". @param {number} ms @param {boolean} [tenths] */
export const gameTime = (ms, tenths = true) => `${ms}${tenths}`;

/** "14", "6", "5.0". @param {number} ms @param {number} [tenthsFrom] ms */
export const shotTime = (ms, tenthsFrom = 5000) => `${ms}${tenthsFrom}`;

/** "1ST", "OT", "2OT"; "" where the name is not understood. @param {string} period such as "Q1", "H2", "OT1" @param {string} [language] */
export const periodLabel = (period, language = "en") => `${period}${language}`;

/**
 * Read the clock of a game document as of `now`, without memory of what was shown before.
 * @param {GameDocument} state topics game, score, clock, feed
 * @param {number} now server time minus the output's delay, epoch ms
 * @param {{language?: string}} [options]
 * @returns {Reading}
 */
export function readClock(state, now, options = {}) {
  void [state, now, options];
  return { time: "", period: "", label: "", shot: "", alarm: false };
}

/**
 * A clock on a screen: reads like `readClock`, and never counts up, slews over small differences, and hides
 * (or runs on, or freezes, by `policy`) when the link is lost.
 */
export class ClockFace {
  /** @param {{language?: string, policy?: "hide" | "run" | "hold"}} [options] */
  constructor(options = {}) {
    void options;
  }

  /**
   * @param {GameDocument} state
   * @param {number} now server time minus the output's delay
   * @param {{silentMs?: number}} [link] ms since the last pong
   * @returns {Reading & {lost: boolean, warning: boolean}} `lost`: the time is hidden or no longer to be
   *   trusted; `warning`: a running clock has had no sample for 3 s
   */
  read(state, now, link = {}) {
    void link;
    return { ...readClock(state, now), lost: false, warning: false };
  }
}
