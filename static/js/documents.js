// The live documents that a page holds, and the rules by which frames change them (docs/protocol.md). No
// socket here: frames come in by `receive` and go out by the function given. What is held is never taken away.

import { report } from "./alone.js";
import { merge } from "./merge.js";

/**
 * What a callback learns besides the state.
 * @typedef {object} Change
 * @property {boolean} live True for a live patch. False for a snapshot, a catch-up, or a change of the link: nothing animates on it.
 * @property {number} at Server time of the revision, epoch ms.
 * @property {number} rev
 * @property {boolean} stale True while the link is lost: the state is the last good one.
 * @property {any} [patch] The merge patch that made this state, where one did.
 */
/** @typedef {(state: any, change: Change) => void} Callback */
/** @typedef {{epoch: string, rev: number, at: number, state: any}} Held */
/** @typedef {{topics: Set<string> | null, callback: Callback}} Watcher */
/** @typedef {{watchers: Set<Watcher>, topics: Set<string> | null, held: Held | null, awaiting: boolean}} Watched `awaiting`: a snapshot was asked for, patches of before do not count */

export class Documents {
  /** @type {Map<string, Watched>} */
  #watched = new Map();
  /** @type {Map<string, number>} */
  #unacknowledged = new Map();
  #stale = false;

  /**
   * @param {(frame: {[key: string]: any}) => void} send drops the frame while there is no connection
   * @param {(error: unknown) => void} [fault] takes what a callback throws; default: the console
   */
  constructor(send, fault = report) {
    this.send = send;
    this.fault = fault;
  }

  /**
   * @param {string} doc
   * @param {{topics?: string[], initial?: Held}} options
   * @param {Callback} callback
   * @returns {() => void}
   */
  watch(doc, { topics, initial }, callback) {
    const watcher = { topics: topics ? new Set(topics) : null, callback };
    let watched = this.#watched.get(doc);
    if (watched) {
      const wider = union(watched.topics, watcher.topics);
      const grows = size(wider) > size(watched.topics);
      watched.watchers.add(watcher);
      if (grows) {
        watched.topics = wider;
        this.#ask(doc, watched, false);
      } else if (watched.held) this.#tell(watched, watcher, { live: false });
    } else {
      watched = { watchers: new Set([watcher]), topics: watcher.topics, held: initial ?? null, awaiting: false };
      this.#watched.set(doc, watched);
      this.#ask(doc, watched, true);
      if (initial) this.#tell(watched, watcher, { live: false });
    }
    return () => this.#unwatch(doc, watcher);
  }

  /** The state held, or undefined. @param {string} doc */
  state(doc) {
    return this.#watched.get(doc)?.held?.state;
  }

  /** Ask for every document again, from where it is held: a connection was opened. */
  resume() {
    this.#unacknowledged.clear();
    for (const [doc, watched] of this.#watched) this.#ask(doc, watched, true);
  }

  /** Ask for a document that the server refused or did not know. @param {string} doc */
  retry(doc) {
    const watched = this.#watched.get(doc);
    if (watched) this.#ask(doc, watched, true);
  }

  /** Say that the link is lost, or back. @param {boolean} stale */
  setStale(stale) {
    if (stale === this.#stale) return;
    this.#stale = stale;
    for (const watched of this.#watched.values()) if (watched.held) this.#tellAll(watched, { live: false });
  }

  /** The acknowledgements due, which are then no longer due. @returns {{op: "ack", doc: string, rev: number}[]} */
  takeAcks() {
    const acks = [...this.#unacknowledged].map(([doc, rev]) => ({ op: /** @type {const} */ ("ack"), doc, rev }));
    this.#unacknowledged.clear();
    return acks;
  }

  /** Apply a snapshot, patch or beat; other frames are none of this module's. @param {any} frame */
  receive(frame) {
    const watched = this.#watched.get(frame.doc);
    if (!watched) return;
    if (frame.op === "snapshot") this.#snapshot(frame, watched);
    else if (frame.op === "patch") this.#patch(frame, watched);
    else if (frame.op === "beat" && watched.held && !watched.awaiting && frame.epoch !== watched.held.epoch) this.#ask(frame.doc, watched, false);
  }

  /** @param {any} frame @param {Watched} watched */
  #snapshot({ doc, epoch, rev, at, state }, watched) {
    watched.held = { epoch, rev, at, state };
    watched.awaiting = false;
    this.#unacknowledged.set(doc, rev);
    this.#tellAll(watched, { live: false });
  }

  /** @param {any} frame @param {Watched} watched */
  #patch({ doc, epoch, base, rev, at, live, patch }, watched) {
    const { held } = watched;
    this.#unacknowledged.set(doc, rev);
    if (watched.awaiting) return;
    if (!held || held.epoch !== epoch || base > held.rev) return this.#ask(doc, watched, false);
    if (rev <= held.rev) return;
    watched.held = { epoch, rev, at, state: merge(held.state, patch) };
    this.#tellAll(watched, { live: live === true, patch });
  }

  /** @param {string} doc @param {Watched} watched @param {boolean} resume from the revision held */
  #ask(doc, watched, resume) {
    const { held, topics } = watched;
    const from = resume && held && !watched.awaiting ? { epoch: held.epoch, rev: held.rev } : {};
    watched.awaiting = !("epoch" in from);
    this.send({ op: "watch", doc, ...(topics ? { topics: [...topics].sort() } : {}), ...from });
  }

  /** @param {string} doc @param {Watcher} watcher */
  #unwatch(doc, watcher) {
    const watched = this.#watched.get(doc);
    if (!watched || !watched.watchers.delete(watcher) || watched.watchers.size > 0) return;
    this.#watched.delete(doc);
    this.#unacknowledged.delete(doc);
    this.send({ op: "unwatch", doc });
  }

  /** @param {Watched} watched @param {{live: boolean, patch?: any}} change */
  #tellAll(watched, change) {
    for (const watcher of [...watched.watchers])
      if (change.patch === undefined || touches(change.patch, watcher.topics)) this.#tell(watched, watcher, change);
  }

  /** @param {Watched} watched @param {Watcher} watcher @param {{live: boolean, patch?: any}} change */
  #tell(watched, watcher, change) {
    const { state, at, rev } = /** @type {Held} */ (watched.held);
    try {
      watcher.callback(state, { at, rev, stale: this.#stale, ...change });
    } catch (error) {
      // One panel's fault must not keep the others from the news.
      this.fault(error);
    }
  }
}

/** @param {Set<string> | null} one @param {Set<string> | null} other null is all topics */
const union = (one, other) => (one && other ? new Set([...one, ...other]) : null);

/** @param {Set<string> | null} topics */
const size = (topics) => (topics ? topics.size : Infinity);

/** @param {{[topic: string]: any}} patch @param {Set<string> | null} topics */
const touches = (patch, topics) => topics === null || Object.keys(patch).some((topic) => topics.has(topic));
