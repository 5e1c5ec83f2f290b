// How long a page waits before it opens its socket again, so that a hundred pages do not come back as one.

/** Close codes of the server (docs/protocol.md). */
export const REFUSED = new Set([4001, 4003]);
export const RESTARTING = 4009;

const FIRST = 500;
const MOST = 10_000;
const AFTER_RESTART = [200, 5000];

/**
 * The wait in ms: after a restart anywhere from 200 ms to 5 s, else capped and exponential with jitter.
 *
 * @param {number} code the close code; 0 where the socket did not open, or did not answer
 * @param {number} attempt how many times in a row it has been lost before
 * @param {number} chance from 0 to 1
 */
export function backoff(code, attempt, chance = Math.random()) {
  if (code === RESTARTING) return AFTER_RESTART[0] + chance * (AFTER_RESTART[1] - AFTER_RESTART[0]);
  const most = REFUSED.has(code) ? MOST : Math.min(MOST, FIRST * 2 ** attempt);
  return most * (0.5 + chance / 2);
}
