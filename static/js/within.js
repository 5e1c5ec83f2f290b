// How long an answer is waited for. AbortSignal.timeout() is younger than the oldest browsers of static/build.mjs.

/** A signal that gives up what has not come by then. @param {number} ms */
export function within(ms) {
  const given = new AbortController();
  setTimeout(() => given.abort(), ms);
  return given.signal;
}
