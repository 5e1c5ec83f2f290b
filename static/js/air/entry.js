// One cue on the stage: its element, how far it has come, and what it has been given. Which cues there are and when
// they come and go is the renderer's (static/js/renderer.js).

import { ask } from "./catalog.js";
import { layerOf, sameJson } from "./zones.js";

/** @typedef {import("./catalog.js").OGraf} OGraf */
/** @typedef {import("./catalog.js").Result} Result */
/** @typedef {import("./zones.js").Cue} Cue */
/** @typedef {{[key: string]: any}} Data */

/**
 * `loading`: its manifest or module is being fetched. `waiting`: for the topics it needs. `preparing`: in its `load`.
 * `ready`: not seen. `asked`: told to play, and may still refuse. `on`, `leaving`. `failed`: could not be loaded now.
 * `gone`: disposed of.
 * @typedef {"loading" | "waiting" | "preparing" | "ready" | "asked" | "on" | "leaving" | "failed" | "gone"} State
 */

/** What every graphic is given beside its topics and parameters. */
const SETTINGS = ["team_order", "swap", "language", "clock_policy", "trim_ms", "bug", "lower", "sponsor"];

export class Entry {
  /** @type {State} */
  state = "loading";
  /** @type {OGraf | null} */
  element = null;
  /** The topics it needs; null while its manifest is not known. @type {string[] | null} */
  topics = null;
  /** The step that it was told to show, from 1; 0 while it is not seen. */
  step = 0;
  /** Counts what it was told, so that an answer that comes late is known to be old. */
  run = 0;
  /** Its actions that stand for a while. @type {Set<string>} */
  standing = new Set();
  /** The time of the last action that its element was told. */
  acted = 0;
  /** It has failed or refused, and is not tried for the moment. */
  resting = false;
  /** What was reported of it, until it has come. */
  fault = "";
  /** What the element knows. @type {Data} */
  #given = {};

  /** What holds the element: over the whole stage, and hidden until it is to be seen. */
  frame = document.createElement("div");

  /**
   * @param {string} zone
   * @param {Cue} cue
   * @param {boolean} atOnce it comes in without animation
   */
  constructor(zone, cue, atOnce) {
    this.zone = zone;
    this.cue = cue;
    this.atOnce = atOnce;
    this.frame.className = "air";
    Object.assign(this.frame.dataset, { zone, graphic: cue.graphic });
    this.frame.style.zIndex = String(layerOf(zone));
    this.hide();
  }

  /** What it is called in reports. */
  get name() {
    return this.cue.id ?? this.zone;
  }

  /** Whether anything of it may be seen. */
  get seen() {
    return this.state === "asked" || this.state === "on" || this.state === "leaving";
  }

  /** Why it would refuse to play, as far as it can be asked beforehand: Courtside's own graphics can. */
  get refusal() {
    const element = /** @type {{refusal?: () => string} | null} */ (/** @type {unknown} */ (this.element));
    return typeof element?.refusal === "function" ? String(element.refusal()) : "";
  }

  show() {
    this.frame.style.visibility = "";
  }

  hide() {
    this.frame.style.visibility = "hidden";
  }

  /** Put an element on the stage and have it load. @param {OGraf} element @param {Data} known @param {number} within ms @returns {Promise<Result>} */
  load(element, known, within) {
    this.element = element;
    this.frame.replaceChildren(element);
    this.#given = this.#pick(known);
    const data = { ...this.#given, ...timeOf(known), live: false };
    const renderCharacteristics = { resolution: { width: 1920, height: 1080 } };
    return ask(element, "load", { data, renderType: "realtime", renderCharacteristics }, within);
  }

  /**
   * Tell it what it does not know yet; what it knew and is no longer so is taken away by null.
   * @param {Data} known everything that the renderer knows
   * @param {{live: boolean, tick?: boolean}} how `tick`: also when only time has passed
   */
  give(known, { live, tick = false }) {
    if (!this.element || !(this.state === "ready" || this.seen)) return;
    const next = this.#pick(known);
    /** @type {Data} */
    const news = {};
    for (const key of Object.keys(next)) if (!this.#knows(key, next[key])) news[key] = next[key];
    for (const key of Object.keys(this.#given)) if (!(key in next)) news[key] = null;
    if (!tick && Object.keys(news).length === 0) return;
    this.#given = next;
    void ask(this.element, "updateAction", { data: { ...news, ...timeOf(known), live } });
  }

  /** Leave the stage for good. */
  drop() {
    this.state = "gone";
    this.clear();
    this.frame.remove();
  }

  /** Let go of the element. */
  clear() {
    const { element } = this;
    this.run += 1;
    this.step = 0;
    this.acted = 0;
    this.hide();
    this.element = null;
    this.#given = {};
    if (element) void ask(element, "dispose", {});
    this.frame.replaceChildren();
  }

  /** @param {Data} known */
  #pick(known) {
    /** @type {Data} */
    const data = { zone: this.zone };
    for (const key of [...SETTINGS, ...(this.topics ?? [])]) if (known[key] !== undefined) data[key] = known[key];
    return Object.assign(data, this.cue.data);
  }

  /** @param {string} key @param {any} value */
  #knows(key, value) {
    const held = this.#given[key];
    // A topic that kept its value has kept its identity. Comparing parameters is cheap.
    return held === value || (!this.topics?.includes(key) && held !== undefined && sameJson(held, value));
  }
}

/** @param {Data} known */
const timeOf = ({ now, silent_ms }) => ({ now, silent_ms });
