// The overlay page. It shows what is on the program of one output, and nothing else, ever: no message, no blank
// frame, no navigation. What it has shown last stays until something better is known.

import { live } from "../js/live.js";
import { Renderer } from "../js/renderer.js";

/** @typedef {import("../js/document.js").OutputDocument} OutputDocument */
/** @typedef {import("../js/document.js").GameDocument} GameDocument */
/** @typedef {import("../js/documents.js").Held} Held */
/** @typedef {{token: string, output: string, build: string, now: number, documents: {[name: string]: Held}}} Start */

const GAME_TOPICS = /** @type {const} */ (["game", "score", "clock", "team_stats", "possession", "feed"]);
const ASK_AGAIN = 10_000;
const TELL_TIME = 1000;
const MEASURE = 2000;

const stage = /** @type {HTMLElement} */ (document.getElementById("stage"));
const mark = document.createElement("p");
mark.id = "mark";

/** Fit the stage into the window, whatever its size and shape. */
function fit() {
  const scale = Math.min(innerWidth / 1920, innerHeight / 1080);
  const x = Math.round((innerWidth - 1920 * scale) / 2);
  const y = Math.round((innerHeight - 1080 * scale) / 2);
  stage.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
}

/** @param {Document} page @returns {Start | null} */
const startOf = (page) => JSON.parse(page.getElementById("start")?.textContent ?? "null");

/** The state that this page was served with; where its token opened nothing, ask until it does. @returns {Promise<Start>} */
async function begin() {
  for (;;) {
    const served = startOf(document) ?? (await fetchStart());
    if (served) return served;
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN));
  }
}

/** @returns {Promise<Start | null>} */
async function fetchStart() {
  const page = await fetch(location.href, { cache: "no-store" }).then(
    (answer) => (answer.ok ? answer.text() : ""),
    () => "",
  );
  return page ? startOf(new DOMParser().parseFromString(page, "text/html")) : null;
}

class Overlay {
  /** @type {OutputDocument} */
  #output = {};
  /** @type {string | undefined} */
  #eventId;
  #gameKnown = false;
  #rehearsal = false;
  #fps = 0;
  #unwatch = () => {};

  /** @param {Start} start */
  constructor(start) {
    this.start = start;
    const folder = new URL(document.body.dataset.graphics ?? "", location.href);
    const output = start.output;
    this.renderer = new Renderer(stage, folder, (cue, step) => live.shown({ output, cue, step }));
  }

  run() {
    const { token, build, now, output, documents } = this.start;
    live.configure({ token, build, now, hello: () => this.#tellOfSelf() });
    live.watch(output, { topics: ["output", "program"], initial: documents[output] }, (state, change) => {
      this.#output = state;
      this.#point(state.output?.event_id);
      this.#draw(change.live);
    });
    setInterval(() => this.renderer.update(this.#time()), TELL_TIME);
    this.#measure();
  }

  /** @param {string | undefined} eventId */
  #point(eventId) {
    if (eventId === this.#eventId) return;
    this.#eventId = eventId;
    this.#unwatch();
    this.#unwatch = () => {};
    this.#gameKnown = this.#gameKnown && eventId !== undefined;
    if (eventId === undefined) return;
    const doc = `game:${eventId}`;
    const options = { topics: [...GAME_TOPICS], initial: this.start.documents[doc] };
    this.#unwatch = live.watch(doc, options, (/** @type {GameDocument} */ state, change) => {
      if (!state.game || (!this.#gameKnown && isCatchingUp(state))) return;
      /** @type {{[key: string]: any}} */
      const data = { ...this.#time(), live: change.live };
      for (const topic of GAME_TOPICS) data[topic] = state[topic] ?? null;
      this.renderer.update(data);
      this.#rehearsal = state.game.rehearsal === true;
      this.#mark();
      const first = !this.#gameKnown;
      this.#gameKnown = true;
      if (first) this.#draw(false);
    });
  }

  /** @param {boolean} moves */
  #draw(moves) {
    const { team_order, swap, language, clock_policy } = this.#output.output ?? {};
    this.renderer.update({ team_order, swap, language, clock_policy, ...this.#time(), live: false });
    // Without a game there is nothing true to show.
    this.renderer.show(this.#gameKnown ? (this.#output.program?.graphics ?? {}) : {}, !moves);
    this.#mark();
  }

  /** Say that it is a rehearsal, where the output is asked to. */
  #mark() {
    const { mark_rehearsal, language } = this.#output.output ?? {};
    mark.textContent = language === "es" ? "ENSAYO" : "REHEARSAL";
    if (this.#rehearsal && this.#gameKnown && mark_rehearsal) stage.append(mark);
    else mark.remove();
  }

  #time() {
    return { now: live.now() - (this.#output.output?.delay_ms ?? 0), silent_ms: live.silentMs };
  }

  #tellOfSelf() {
    return {
      size: [innerWidth, innerHeight],
      ...(this.#fps ? { fps: this.#fps } : {}),
      agent: navigator.userAgent,
      fonts: document.fonts.check('600 48px "Barlow Condensed"'),
    };
  }

  #measure() {
    let frames = 0;
    const from = performance.now();
    const count = () => {
      frames += 1;
      const passed = performance.now() - from;
      if (passed < MEASURE) requestAnimationFrame(count);
      else this.#fps = Math.round((frames / passed) * 1000);
    };
    requestAnimationFrame(count);
  }
}

/**
 * Whether the score is not known yet because what has been played is still being read. A bug that stood now would
 * say 0-0 in the third quarter; before tip-off nothing is to be read, and 0-0 is true.
 * @param {GameDocument} state
 */
const isCatchingUp = ({ feed, score }) => feed?.state === "catching-up" && score?.home === undefined;

addEventListener("resize", fit);
fit();
void begin().then((start) => new Overlay(start).run());
