// A clock as a person types it. Pure.

/**
 * Read "7:12", "7:12.4", "59.9", "0.3" or "45" (seconds).
 * @param {string} text
 * @returns {number | null} ms; null where it is no time under an hour
 */
export function msOf(text) {
  const match = /^(?:(\d{1,2}):)?(\d{1,2})(?:[.,](\d))?$/.exec(text.trim());
  if (!match) return null;
  const [, minutes = "0", seconds, tenth = "0"] = match;
  if (match[1] !== undefined && (seconds.length !== 2 || Number(seconds) > 59)) return null;
  return Number(minutes) * 60_000 + Number(seconds) * 1000 + Number(tenth) * 100;
}

/** A difference of two clocks: "+0.8 s". @param {number} ms */
export const difference = (ms) => `${ms < 0 ? "−" : "+"}${(Math.abs(ms) / 1000).toFixed(1)} s`;

/** The time of day with seconds. @param {number} at epoch ms */
export const timeOfDay = (at) => new Date(at).toLocaleTimeString("en-GB");
