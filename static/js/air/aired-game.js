// The game that an output points at, as it is aired: the feed less the output's delay, which the server takes off, with
// what people have set by hand laid over it, which is never delayed.

import { airedView } from "../aired.js";

/** @typedef {import("../document.js").GameDocument} GameDocument */
/** @typedef {import("../documents.js").Held} Held */
/** @typedef {import("../live.js").Live} Live */

/** What the page itself reads. */
const OWN = ["feed", "game", "score"];
/** A graphic that went out is often followed by one like it. */
const NARROW_AFTER = 30_000;

export class AiredGame {
  /** @type {string | undefined} */
  #eventId;
  /** @type {GameDocument | undefined} */
  #feed;
  /** @type {import("../document.js").ManualDocument | undefined} */
  #manual;
  /** The topics that are watched. @type {string[]} */
  #watched = [];
  /** Those of them that are known. @type {string[]} */
  #covered = [];
  #unwatch = () => {};
  #unwatchManual = () => {};
  /** @type {string[]} */
  #needed = OWN;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #narrowing;
  #known = false;
  #delayMs = 0;

  /**
   * @param {Live} live
   * @param {{documents: {[doc: string]: Held}, topics: string[]}} start what the page was served with, and which topics of a game that covers
   * @param {(view: GameDocument, moves: boolean, topics: string[]) => void} aired called at each change, with the topics that are known
   */
  constructor(live, start, aired) {
    this.live = live;
    this.start = start;
    this.aired = aired;
  }

  get eventId() {
    return this.#eventId;
  }

  /** Learn the output's delay, by which the times of what is set by hand are put back. @param {number} ms */
  delay(ms) {
    if (ms === this.#delayMs) return;
    this.#delayMs = ms;
    this.#tell(false);
  }

  /** Go over to another game, or to none. @param {string | undefined} eventId */
  point(eventId) {
    if (eventId === this.#eventId) return;
    this.#unwatch();
    this.#unwatchManual();
    this.#unwatch = this.#unwatchManual = () => {};
    this.#eventId = eventId;
    this.#feed = this.#manual = undefined;
    this.#watched = this.#covered = [];
    this.#known = false;
    if (eventId === undefined) return;
    const manual = `manual:${eventId}`;
    this.#unwatchManual = this.live.watch(manual, { initial: this.#served(manual) }, (state) => {
      this.#manual = state;
      this.#tell(false);
    });
    const held = this.#served(`game:${eventId}`);
    this.#watch(held ? union(this.start.topics, OWN) : this.#needed, held);
    if (held) this.#ask();
  }

  /** Say which topics the graphics need. @param {string[]} topics */
  need(topics) {
    this.#needed = union(topics, OWN);
    this.#ask();
  }

  #ask() {
    clearTimeout(this.#narrowing);
    if (this.#eventId === undefined) return;
    const all = union(this.#needed, this.#watched);
    if (all.length > this.#watched.length) this.#watch(all);
    if (all.length > this.#needed.length) this.#narrowing = setTimeout(() => this.#watch(this.#needed), NARROW_AFTER);
  }

  /** @param {string[]} topics @param {Held} [initial] */
  #watch(topics, initial) {
    // The old watch ends after the new one has begun, so that nothing that is held is let go; unless it must be.
    const before = this.#unwatch;
    const fewer = this.#watched.some((topic) => !topics.includes(topic));
    if (fewer) before();
    this.#watched = topics;
    /** @type {GameDocument | undefined} */
    let first = initial ? undefined : this.live.state(`game:${this.#eventId}`);
    this.#unwatch = this.live.watch(`game:${this.#eventId}`, { topics, initial }, (state, change) => {
      // Until the answer has come this is what was known of fewer topics: it goes on, but does not cover the new ones.
      if (state === first) return;
      first = undefined;
      this.#feed = state;
      this.#covered = topics;
      this.#tell(change.live);
    });
    if (!fewer) return before();
    this.#covered = this.#covered.filter((topic) => topics.includes(topic));
    this.#tell(false);
  }

  /** @param {boolean} moves */
  #tell(moves) {
    if (!this.#feed) return;
    const view = airedView(this.#feed, this.#manual, this.#delayMs);
    if (!view.game || (!this.#known && isCatchingUp(view))) return;
    this.#known = true;
    this.aired(view, moves, this.#covered);
  }

  /** What the page was served with of a document, once. @param {string} doc */
  #served(doc) {
    const held = this.start.documents[doc];
    delete this.start.documents[doc];
    return held;
  }
}

/**
 * Whether the score is not known yet because what has been played is still being read. A bug that stood now would
 * say 0-0 in the third quarter; before tip-off nothing is to be read, and 0-0 is true.
 * @param {GameDocument} state
 */
const isCatchingUp = ({ feed, score }) => feed?.state === "catching-up" && score?.home === undefined;

/** @param {string[]} one @param {string[]} other */
const union = (one, other) => [...new Set([...one, ...other])].sort();
