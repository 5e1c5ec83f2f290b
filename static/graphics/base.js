// The life cycle that all of Courtside's OGraf graphics share (EBU OGraf v1): load, play, update, stop, dispose,
// in any order and at any time. A graphic on its own fills in what it draws.

import { targetStep } from "../js/onair.js";
import { monotonic } from "../js/servertime.js";
import { canDraw } from "./kit/elements.js";

/** @typedef {{statusCode: number, statusMessage?: string, currentStep?: number}} Result */
/** @typedef {{goto?: number, delta?: number, skipAnimation?: boolean}} PlayAction */
/** @typedef {{[key: string]: any}} Data */

/** The longest that a load, or a change on air, is held up by faces and pictures. */
const WAIT = 3000;
const IN = { duration: 320, easing: "cubic-bezier(0.16, 1, 0.3, 1)" };
const TEXT_IN = { duration: 200, delay: 120, easing: "cubic-bezier(0.16, 1, 0.3, 1)" };
const OUT = { duration: 200, easing: "cubic-bezier(0.7, 0, 0.84, 0)" };
const TEXT_OUT = { duration: 80, easing: "linear" };

export class Graphic extends HTMLElement {
  static stepCount = 1;
  /** The faces that texts are drawn in; `load` waits for them. */
  static fonts = ['600 48px "Barlow Condensed"', '700 48px "Barlow Condensed"'];

  /** Everything known so far, by `load` and the updates since. @type {Data} */
  data = {};
  /** @type {number | undefined} */
  #step;
  /** @type {"new" | "ready" | "disposed"} */
  #stage = "new";
  /** @type {Animation[]} */
  #moving = [];
  /** The letters whose glyphs are loaded. @type {Set<string>} */
  #letters = new Set();
  /** Pictures by address: whether they can be drawn, once that is known. @type {Map<string, boolean>} */
  #pictures = new Map();
  /** Ends of the waits that are under way. @type {Set<() => void>} */
  #waits = new Set();
  /** When `data.now` was given. */
  #receivedAt = 0;

  /** What subclasses draw into. */
  root = this.attachShadow({ mode: "open" });

  /** Whether the graphic is on air. */
  get on() {
    return this.#step !== undefined;
  }

  /** Server time now, less the output's delay (epoch ms). */
  get now() {
    return (this.data.now ?? 0) + monotonic() - this.#receivedAt;
  }

  /** Make the elements, once. */
  build() {}

  /** The texts that will be drawn, so that their glyphs are loaded before. @returns {string} */
  texts() {
    return "";
  }

  /** The addresses of the pictures that will be drawn. @returns {(string | undefined)[]} */
  pictures() {
    return [];
  }

  /** Load what else `draw` needs; must not reject. @returns {Promise<void>} */
  async prepare() {}

  /** Why this cannot be shown truthfully as things are, in plain words; "" where it can. @returns {string} */
  refusal() {
    return "";
  }

  /** Bring the elements in line with `this.data`. @param {boolean} moves whether a change may be animated */
  draw(moves) {
    void moves;
  }

  /** The address of a picture if it is loaded and can be drawn. @param {string | undefined} address @returns {string | undefined} */
  drawable(address) {
    return address && this.#pictures.get(address) ? address : undefined;
  }

  /** The element that wipes open and closed, and the texts that fade. @returns {{ground: HTMLElement[], texts: HTMLElement[]}} */
  parts() {
    return { ground: [], texts: [] };
  }

  /** The graphic comes on air or goes off it. @param {boolean} on */
  turned(on) {
    void on;
  }

  /** @param {{data?: Data}} params @returns {Promise<Result>} */
  async load({ data = {} } = {}) {
    if (this.#stage !== "new") return refused("load() after load() or dispose()");
    this.#take(data);
    this.build();
    this.hidden = true;
    await Promise.all([this.prepare(), this.#assets()]);
    if (/** @type {string} */ (this.#stage) === "disposed") return refused("disposed while loading");
    this.draw(false);
    this.#stage = "ready";
    return { statusCode: 200 };
  }

  /** @param {object} _params @returns {Promise<Result>} */
  async dispose(_params = {}) {
    this.#stage = "disposed";
    this.#still();
    if (this.on) this.#turn(undefined);
    this.root.replaceChildren();
    this.#pictures.clear();
    for (const done of this.#waits) done();
    this.data = {};
    return { statusCode: 200 };
  }

  /** @param {PlayAction} params @returns {Promise<Result>} */
  async playAction(params = {}) {
    if (this.#stage !== "ready") return refused(`playAction() on a graphic that is ${this.#stage}`);
    const { stepCount } = /** @type {typeof Graphic} */ (this.constructor);
    const wasOn = this.on;
    const target = targetStep(this.#step, stepCount, params);
    const why = target !== undefined && !wasOn ? this.refusal() : "";
    if (why) return { statusCode: 422, statusMessage: why };
    this.#turn(target);
    if (target === undefined) await this.#leave(params.skipAnimation === true, wasOn);
    else if (!wasOn) await this.#enter(params.skipAnimation === true);
    return { statusCode: 200, currentStep: target };
  }

  /** @param {{skipAnimation?: boolean}} params @returns {Promise<Result>} */
  async stopAction({ skipAnimation } = {}) {
    if (this.#stage !== "ready") return refused(`stopAction() on a graphic that is ${this.#stage}`);
    const wasOn = this.on;
    this.#turn(undefined);
    await this.#leave(skipAnimation === true, wasOn);
    return { statusCode: 200 };
  }

  /** @param {{data?: Data, skipAnimation?: boolean}} params `data` may be partial; a null takes a key away @returns {Promise<Result>} */
  async updateAction({ data = {}, skipAnimation } = {}) {
    if (this.#stage !== "ready") return refused(`updateAction() on a graphic that is ${this.#stage}`);
    this.#take(data);
    const assets = this.#assets();
    // On air nothing is drawn in a face or without a picture that is still coming; off air nobody sees it.
    if (!assets || !this.on) this.draw(this.on && !skipAnimation);
    if (assets) {
      await assets;
      if (/** @type {string} */ (this.#stage) === "disposed") return refused("disposed while updating");
      this.draw(false);
    }
    return { statusCode: 200 };
  }

  /** @param {{id: string, payload?: any, skipAnimation?: boolean}} params @returns {Promise<Result>} */
  async customAction({ id }) {
    return { statusCode: 404, statusMessage: `There is no action "${id}".` };
  }

  /** @param {Data} data may be partial; a null takes a key away */
  #take(data) {
    for (const key of Object.keys(data)) {
      if (data[key] === null) delete this.data[key];
      else this.data[key] = data[key];
    }
    if (data.now !== undefined) this.#receivedAt = monotonic();
  }

  /** @param {number | undefined} step */
  #turn(step) {
    const wasOn = this.on;
    this.#step = step;
    if (this.on !== wasOn) this.turned(this.on);
  }

  /** @param {boolean} skip */
  async #enter(skip) {
    const { ground, texts } = this.parts();
    this.#still();
    if (skip) ground.concat(texts).forEach(clear);
    else if (this.hidden) {
      for (const part of ground) part.style.clipPath = "inset(0 50%)";
      for (const text of texts) Object.assign(text.style, { opacity: "0", transform: "translateY(12px)" });
    }
    this.hidden = false;
    if (skip) return;
    await this.#move([
      ...ground.map((part) => part.animate([{ clipPath: "inset(0 0%)" }], { ...IN, fill: "forwards" })),
      ...texts.map((text) => text.animate([{ opacity: 1, transform: "none" }], { ...TEXT_IN, fill: "forwards" })),
    ]);
    if (this.on) ground.concat(texts).forEach(clear);
  }

  /** @param {boolean} skip @param {boolean} wasOn */
  async #leave(skip, wasOn) {
    if (!wasOn && !skip) return;
    const { ground, texts } = this.parts();
    this.#still();
    if (!skip && !this.hidden)
      await this.#move([
        ...texts.map((text) => text.animate([{ opacity: 0 }], { ...TEXT_OUT, fill: "forwards" })),
        ...ground.map((part) => part.animate([{ clipPath: "inset(0 50%)" }], { ...OUT, fill: "forwards" })),
      ]);
    if (this.on) return;
    this.hidden = true;
    ground.concat(texts).forEach(clear);
  }

  /** Run these to their end, or until another action takes over. @param {Animation[]} animations */
  async #move(animations) {
    this.#moving = animations;
    await Promise.all(animations.map((animation) => animation.finished.catch(stopped)));
    if (this.#moving === animations) this.#moving = [];
    for (const animation of animations) animation.cancel();
  }

  /** Take the parts as they are in mid-movement, so that the next movement starts from there. */
  #still() {
    for (const animation of this.#moving) {
      const target = /** @type {KeyframeEffect | null} */ (animation.effect)?.target;
      // Styles can be committed to what is rendered only.
      if (target && target.getClientRects().length > 0) animation.commitStyles();
      animation.cancel();
    }
    this.#moving = [];
  }

  /** Load the glyphs and the pictures that are not loaded yet. @returns {Promise<void> | null} null: there are none */
  #assets() {
    const { fonts } = /** @type {typeof Graphic} */ (this.constructor);
    const letters = [...new Set(this.texts())].filter((letter) => !this.#letters.has(letter));
    const wanted = this.pictures().map((address) => address ?? "").filter(Boolean);
    const addresses = [...new Set(wanted)].filter((address) => !this.#pictures.has(address));
    if (letters.length === 0 && addresses.length === 0) return null;
    /** @type {Promise<unknown>[]} */
    const loads = addresses.map(async (address) => this.#found(address, await canDraw(address)));
    if (letters.length > 0) {
      const faces = fonts.map((font) => document.fonts.load(font, letters.join("")));
      loads.push(Promise.allSettled(faces));
    }
    return this.#atMost(Promise.all(loads), WAIT).then(() => {
      // What has not come by now is not waited for again at each update.
      for (const letter of letters) this.#letters.add(letter);
      for (const address of addresses) if (!this.#pictures.has(address)) this.#pictures.set(address, false);
    });
  }

  /** A picture has come, or cannot be drawn. One that comes too late is drawn only while nobody sees it arrive. @param {string} address @param {boolean} can */
  #found(address, can) {
    const late = this.#pictures.has(address);
    if (this.#stage === "disposed" || (late && this.on)) return;
    this.#pictures.set(address, can);
    if (late) this.draw(false);
  }

  /** Wait for something, but no longer than that, nor after the end. @param {Promise<unknown>} promise @param {number} ms @returns {Promise<void>} */
  #atMost(promise, ms) {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#waits.delete(done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.#waits.add(done);
      promise.then(done, done);
    });
  }
}

/** @param {HTMLElement} part */
const clear = (part) => Object.assign(part.style, { clipPath: "", opacity: "", transform: "" });

/** A cancelled animation rejects its promise with an AbortError. @param {Error} error */
const stopped = (error) => {
  if (error.name !== "AbortError") throw error;
};

/** @param {string} statusMessage @returns {Result} */
const refused = (statusMessage) => ({ statusCode: 409, statusMessage });
