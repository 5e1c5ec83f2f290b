// STUB of the public interface; the implementation follows.

/**
 * What a callback learns besides the state.
 * @typedef {object} Change
 * @property {boolean} live True for a live patch. False for a snapshot or a catch-up: nothing animates on it.
 * @property {number} at Server time of the revision, epoch ms.
 * @property {number} rev
 * @property {boolean} stale True while the link is lost: the state is the last good one.
 */

export class Live extends EventTarget {
  /** True while the socket is open and answers. */
  connected = false;
  /** Server time (epoch ms) of the last frame heard, or 0. */
  lastHeard = 0;

  /**
   * Watch a document. The callback gets the whole state held at each change of the chosen topics, and again
   * when the link is lost or back. The last good state is never taken away.
   *
   * @param {string} doc such as "game:1234"
   * @param {{topics?: string[], initial?: {epoch: string, rev: number, at: number, state: any}}} options
   *   `topics` absent = all. `initial`: the state that the page was served with.
   * @param {(state: any, change: Change) => void} callback
   * @returns {() => void} stops watching
   */
  watch(doc, options, callback) {
    void [doc, options, callback];
    return () => {};
  }

  /** Server time in epoch ms, by the pongs; never the machine's own clock once one has been heard. */
  now() {
    return Date.now();
  }
}

/** The page's one connection. It opens at the first `watch`. */
export const live = new Live();
