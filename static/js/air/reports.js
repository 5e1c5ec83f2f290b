// What the page tells the server of itself (docs/protocol.md): in its hello, every ten seconds, and when something has
// been painted.

import { FrameRate } from "./measure.js";

/** @typedef {import("../live.js").Live} Live */

const EVERY = 10_000;
const LOOK = 1000;
/** A rate that changes by less is the same. */
const FPS_STEP = 3;

export class Reports {
  #rate = new FrameRate();
  /** What has been shown last of each cue: said again on a new connection. `action`: the last of its actions that was painted. @type {Map<string, {step: number, at: number, action?: number}>} */
  #shown = new Map();
  /** @type {{[cue: string]: string}} */
  #refused = {};
  #said = "";
  #saidFps = 0;
  #saidAt = -Infinity;

  /** @param {Live} live @param {{output: string, build: string}} start */
  constructor(live, { output, build }) {
    this.live = live;
    this.output = output;
    this.build = build;
  }

  start() {
    this.#rate.start();
    this.live.addEventListener("link", () => {
      if (!this.live.connected) return;
      for (const [cue, shown] of this.#shown) this.#send(cue, shown);
      this.#look(true);
    });
    setInterval(() => this.#look(false), LOOK);
  }

  /** Frames a second; 0 while unknown. */
  get fps() {
    return this.#rate.fps;
  }

  /** For the first frame of a connection. */
  hello() {
    const { fps, ...state } = this.#state();
    return { ...state, ...(fps ? { fps } : {}), agent: navigator.userAgent };
  }

  /** A step of a cue has been painted; step 0: it has gone out. @param {string} cue @param {number} step */
  shown(cue, step) {
    const shown = { ...(step === 0 ? {} : this.#shown.get(cue)), step, at: Math.round(this.live.now()) };
    if (step === 0) this.#shown.delete(cue);
    else this.#shown.set(cue, shown);
    this.#send(cue, shown);
  }

  /** An action of a cue has been painted. @param {string} cue @param {number} action its time, by which it is known */
  acted(cue, action) {
    const shown = { step: this.#shown.get(cue)?.step ?? 1, action, at: Math.round(this.live.now()) };
    this.#shown.set(cue, shown);
    this.#send(cue, shown);
  }

  /** A graphic did not come; with an empty message it has. @param {string} cue @param {string} message */
  refused(cue, message) {
    if (message) this.#refused = { ...this.#refused, [cue]: message.slice(0, 200) };
    else {
      const { [cue]: _, ...others } = this.#refused;
      this.#refused = others;
    }
    this.#look(false);
  }

  /** Nothing is shown any more, and there is nothing to say of it. */
  forget() {
    this.#shown.clear();
    this.#refused = {};
  }

  /** @param {string} cue @param {{step: number, at: number, action?: number}} shown */
  #send(cue, shown) {
    this.live.tell({ op: "shown", output: this.output, cue, ...shown });
  }

  /** Tell the state, where it has changed or ten seconds have passed. @param {boolean} due */
  #look(due) {
    if (!this.live.connected) return;
    const { fps, ...state } = { ...this.#state(), refused: this.#refused };
    const said = JSON.stringify(state);
    const now = performance.now();
    if (!due && said === this.#said && Math.abs(fps - this.#saidFps) < FPS_STEP && now - this.#saidAt < EVERY) return;
    this.#said = said;
    this.#saidFps = fps;
    this.#saidAt = now;
    const offset = { offset_ms: Math.round(this.live.now() - Date.now()) };
    this.live.tell({ op: "status", ...state, ...(fps ? { fps } : {}), ...offset, build: this.build });
  }

  #state() {
    const size = [innerWidth, innerHeight];
    return { size, fps: this.#rate.fps, fonts: document.fonts.check('600 48px "Barlow Condensed"') };
  }
}
