// An OGraf renderer: keeps what stands on a stage in line with what is on the program. The server decides what that is;
// here it is loaded in time, taken and moved (docs/on-air.md). A fault never takes away what stands.

import { Entry } from "./air/entry.js";
import { ask, Catalog, isDone, standingActions, topicsOf } from "./air/catalog.js";
import { bugOf, isUnderFull, sameCue, sameJson, swaps, takesTurns } from "./air/zones.js";

/** @typedef {import("./air/zones.js").Cue} Cue */
/** @typedef {import("./air/zones.js").Program} Program */
/** @typedef {{[key: string]: any}} Data */

/**
 * What the renderer tells of itself.
 * @typedef {object} Reports
 * @property {(cue: string, step: number) => void} shown a step of a cue has been painted; step 0: it has gone out
 * @property {(cue: string, at: number) => void} [acted] an action of a cue has been painted; it is known by its time
 * @property {(cue: string, message: string) => void} [refused] a graphic could not be loaded, or did not want to be played; empty: it could at last
 * @property {(topics: string[]) => void} [needs] the topics of all cues on program and standby, when they have changed
 */

const TRY_AGAIN = 2000;
const LOAD_WITHIN = 15_000;
const LEAVE_WITHIN = 3000;

export class Renderer {
  /** In the order in which they were wished for. @type {Set<Entry>} */
  #entries = new Set();
  /** What is to be on air. @type {Map<string, Entry>} */
  #program = new Map();
  /** What is to be ready. @type {Map<string, Entry>} */
  #standby = new Map();
  /** @type {Data} */
  #known = {};
  /** The topics that are known, as far as the document has them. */
  #covered = new Set();
  #noGame = true;
  #needs = "[]";
  /** What was shown last came at once: it is not animated. */
  #cut = true;

  /**
   * @param {HTMLElement} stage
   * @param {URL} graphics the folder that holds a folder for each graphic
   * @param {Reports} reports
   * @param {() => number} [now] the server's time, epoch ms
   */
  constructor(stage, graphics, reports, now = Date.now) {
    this.stage = stage;
    this.now = now;
    this.catalog = new Catalog(graphics);
    this.reports = reports;
  }

  /**
   * Bring the stage to the program. A newer one overtakes what an older one is still loading.
   * @param {Program} program
   * @param {boolean} atOnce without animation: the page was (re)loaded, or what is shown was caught up
   */
  show({ graphics = {}, standby = {} }, atOnce) {
    this.#cut = atOnce;
    const before = new Map(this.#program);
    this.#program.clear();
    for (const zone of Object.keys(graphics)) {
      const entry = this.#entryOf(zone, graphics[zone], before.get(zone)) ?? this.#add(zone, graphics[zone], atOnce);
      if (before.get(zone) !== entry) entry.atOnce = atOnce;
      this.#change(entry, graphics[zone], !atOnce);
      this.#program.set(zone, entry);
    }
    this.#standby.clear();
    for (const zone of Object.keys(standby)) {
      const entry = this.#entryOf(zone, standby[zone]) ?? this.#add(zone, standby[zone], false);
      if (this.#program.get(zone) === entry) continue;
      this.#change(entry, standby[zone], false);
      this.#standby.set(zone, entry);
    }
    for (const entry of this.#entries) if (!entry.seen && !this.#isWanted(entry)) this.#drop(entry);
    this.#settle();
    this.#tellNeeds();
  }

  /**
   * Hand data to the graphics: topics of the aired game document, settings of the output, `now` and `silent_ms`.
   * @param {Data} data null takes a key away
   * @param {boolean} [live] a live patch: values may move
   */
  update(data, live = false) {
    let tick = true;
    for (const key of Object.keys(data)) {
      if (key !== "now" && key !== "silent_ms") tick = false;
      if (data[key] === null || data[key] === undefined) delete this.#known[key];
      else this.#known[key] = data[key];
    }
    for (const entry of this.#entries) entry.give(this.#known, { live, tick });
  }

  /**
   * Say which topics are known by now; graphics that need others wait, and what stands stays.
   * @param {Iterable<string> | null} topics null: there is no game, what needs one goes out
   */
  cover(topics) {
    this.#covered = new Set(topics ?? []);
    this.#noGame = topics === null;
    for (const entry of this.#entries) if (entry.state === "waiting" && this.#isCovered(entry)) void this.#prepare(entry);
    this.#settle();
  }

  /** Take everything away at once, and forget what was known of the game. */
  empty() {
    for (const entry of this.#entries) this.#drop(entry);
    this.#program.clear();
    this.#standby.clear();
    this.#known = {};
    this.#covered.clear();
    this.#tellNeeds();
  }

  /**
   * The entry that goes on with a cue: the one that is ready for it before the one that stands and takes its data.
   * @param {string} zone
   * @param {Cue} cue
   * @param {Entry} [standing] what was on the program in this zone
   */
  #entryOf(zone, cue, standing) {
    const here = [...this.#entries].filter((entry) => entry.zone === zone && entry.cue.graphic === cue.graphic);
    const same = here.filter(({ cue: held }) => (cue.id !== undefined && held.id === cue.id) || sameJson(held.data ?? {}, cue.data ?? {}));
    return same.find((entry) => entry === standing) ?? same.at(-1) ?? here.find((entry) => entry === standing && sameCue(entry.cue, cue));
  }

  /** @param {string} zone @param {Cue} cue @param {boolean} atOnce */
  #add(zone, cue, atOnce) {
    const entry = new Entry(zone, cue, atOnce);
    this.#entries.add(entry);
    this.stage.append(entry.frame);
    void this.#load(entry);
    return entry;
  }

  /** @param {Entry} entry @param {Cue} cue @param {boolean} live */
  #change(entry, cue, live) {
    if (!sameJson(entry.cue, cue)) entry.resting = entry.resting && entry.state === "failed";
    entry.cue = cue;
    entry.give(this.#known, { live });
  }

  /** @param {Entry} entry */
  #drop(entry) {
    this.#entries.delete(entry);
    this.#recover(entry);
    entry.drop();
  }

  /** @param {Entry} entry */
  #isWanted = (entry) => this.#program.get(entry.zone) === entry || this.#standby.get(entry.zone) === entry;

  /** Whether what it needs is known. The slate covers the picture with or without a game. @param {Entry} entry */
  #isCovered = (entry) => entry.topics !== null && (entry.zone === "slate" || entry.topics.every((topic) => this.#covered.has(topic)));

  /** Fetch what an entry needs. @param {Entry} entry */
  async #load(entry) {
    entry.state = "loading";
    const { graphic } = entry.cue;
    const { run } = entry;
    try {
      const manifest = await soon(this.catalog.manifest(graphic), LOAD_WITHIN);
      if (entry.run !== run) return;
      entry.topics = topicsOf(manifest);
      entry.standing = standingActions(manifest);
      this.#tellNeeds();
      const element = await soon(this.catalog.make(graphic), LOAD_WITHIN);
      if (entry.run !== run) return;
      entry.element = element;
    } catch (error) {
      if (entry.run === run) this.#rest(entry, String(error));
      return;
    }
    entry.state = "waiting";
    if (this.#isCovered(entry)) await this.#prepare(entry);
  }

  /** @param {Entry} entry */
  async #prepare(entry) {
    const { run, element } = entry;
    if (!element) return;
    entry.state = "preparing";
    const result = await entry.load(element, this.#known, LOAD_WITHIN);
    if (entry.run !== run) return;
    if (!isDone(result)) return this.#rest(entry, result.statusMessage ?? String(result.statusCode));
    entry.state = "ready";
    // What came in while it was loading.
    entry.give(this.#known, { live: false });
    this.#settle();
  }

  /**
   * It could not be loaded, or did not want to be played: what stands stays, and it is tried again.
   * @param {Entry} entry
   * @param {string} message
   * @param {boolean} [again] false: not before its cue has changed
   */
  #rest(entry, message, again = true) {
    // Nothing on air may say so; the console may.
    console.warn(`graphic ${entry.cue.graphic}: ${message}`);
    entry.resting = true;
    if (!entry.seen && entry.state !== "ready") {
      entry.clear();
      entry.state = "failed";
    }
    entry.fault = message;
    this.reports.refused?.(entry.name, message);
    const { run } = entry;
    if (again)
      setTimeout(() => {
        if (entry.run !== run) return;
        entry.resting = false;
        if (entry.state === "failed") void this.#load(entry);
        else this.#settle();
      }, TRY_AGAIN);
    this.#settle();
  }

  /** What was reported of it is over. @param {Entry} entry */
  #recover(entry) {
    if (entry.fault) this.reports.refused?.(entry.name, "");
    entry.fault = "";
  }

  /** Take each entry one move further towards the program. Each move that ends settles again. */
  #settle() {
    const full = this.#program.get("full");
    const refusal = full && this.#canPlay(full) ? full.refusal : "";
    if (full && refusal) return this.#rest(full, refusal);
    const fullIn = full !== undefined && (full.seen || this.#canPlay(full));
    const fullComes = full !== undefined && !fullIn && !full.resting;
    this.#tellBug(fullIn);
    for (const entry of [...this.#entries]) {
      const wanted = this.#program.get(entry.zone) === entry && !(this.#noGame && !this.#isCovered(entry));
      const under = full !== entry && isUnderFull(entry.zone);
      if (entry.state === "on" || entry.state === "asked") {
        if (wanted && !(under && fullIn)) {
          if (entry.state === "on" && entry.step !== stepOf(entry) && !entry.resting) void this.#play(entry);
          else if (entry.state === "on") this.#act(entry);
        } else if (wanted || !this.#isHeld(entry, fullIn)) void this.#leave(entry);
      } else if (wanted && (entry.state === "leaving" || this.#canPlay(entry))) {
        if (under && (fullIn || fullComes)) continue;
        if (![...this.#entries].some((other) => other.seen && takesTurns(other.zone, entry.zone))) void this.#play(entry);
      } else if (!entry.seen && !this.#isWanted(entry)) this.#drop(entry);
    }
  }

  /** @param {Entry} entry */
  #canPlay = (entry) => entry.state === "ready" && !entry.resting && this.#isCovered(entry);

  /** Whether an entry that is not on the program stands until what takes its place is there. @param {Entry} entry @param {boolean} fullIn */
  #isHeld(entry, fullIn) {
    if (fullIn && isUnderFull(entry.zone)) return false;
    for (const taker of this.#program.values()) {
      if (taker.state === "on") continue;
      if (swaps(taker.zone, entry.zone) || (taker.zone === "full" && isUnderFull(entry.zone))) return true;
    }
    return false;
  }

  /** @param {Entry} entry */
  async #play(entry) {
    const { element } = entry;
    if (!element) return;
    const step = stepOf(entry);
    const before = { state: entry.state, step: entry.step };
    const run = ++entry.run;
    if (entry.state !== "on") entry.state = "asked";
    entry.step = step;
    entry.show();
    const playing = ask(element, "playAction", { goto: step - 1, skipAnimation: entry.atOnce || this.#cut });
    // A graphic that refuses says so at once; one that plays answers when it has come in.
    const early = await Promise.race([playing, afterAnswers()]);
    if (entry.run !== run) return;
    if (early && !isDone(early)) {
      entry.step = before.step;
      if (before.state !== "on") {
        entry.state = "ready";
        entry.hide();
      }
      // For a full frame others have gone out: not again every two seconds for nothing.
      return this.#rest(entry, early.statusMessage ?? String(early.statusCode), entry.zone !== "full");
    }
    this.#recover(entry);
    entry.state = "on";
    entry.atOnce = false;
    void painted().then(() => entry.run === run && this.reports.shown(entry.name, step));
    this.#settle();
  }

  /** Have what is on air do what it was told to since it came, and what is not over by now. @param {Entry} entry */
  #act(entry) {
    for (const action of entry.cue.actions ?? []) {
      if (action.at <= entry.acted) continue;
      entry.acted = action.at;
      const left = action.ends - this.now();
      if (left > 0) void this.#perform(entry, action, left);
    }
  }

  /** @param {Entry} entry @param {import("./air/zones.js").Action} action @param {number} left ms until it is over */
  async #perform(entry, { id, payload = {}, at }, left) {
    const { element } = entry;
    if (!element) return;
    const told = entry.standing.has(id) ? { ...payload, stands_ms: Math.ceil(left) } : payload;
    const result = await ask(element, "customAction", { id, payload: told, skipAnimation: this.#cut }, LOAD_WITHIN);
    if (entry.element !== element) return;
    if (isDone(result)) {
      void painted().then(() => entry.element === element && this.reports.acted?.(entry.name, at));
      return;
    }
    // It stands as it did, so it is neither loaded nor played anew; what is over by itself is not reported for longer.
    const message = result.statusMessage ?? String(result.statusCode);
    console.warn(`graphic ${entry.cue.graphic}: ${message}`);
    entry.fault = message;
    this.reports.refused?.(entry.name, message);
    setTimeout(() => entry.fault === message && this.#recover(entry), Math.max(left, TRY_AGAIN));
  }

  /** @param {Entry} entry */
  async #leave(entry) {
    const { element, name } = entry;
    if (!element) return;
    const run = ++entry.run;
    entry.state = "leaving";
    entry.step = 0;
    await ask(element, "stopAction", { skipAnimation: this.#cut }, LEAVE_WITHIN);
    if (entry.run !== run) return;
    entry.hide();
    entry.state = "ready";
    void painted().then(() => entry.step === 0 && !this.#isShown(name) && this.reports.shown(name, 0));
    this.#settle();
  }

  /** Whether another of this name is seen by now: without ids what comes has the name of what goes. @param {string} name */
  #isShown = (name) => [...this.#entries].some((entry) => entry.seen && entry.name === name);

  /** Tell the graphics which score bug is in, for they stand on it or beside it. @param {boolean} fullIn */
  #tellBug(fullIn) {
    const wanted = this.#program.get("bug");
    const held = [...this.#entries].find((entry) => entry.zone === "bug" && entry.state === "on" && this.#isHeld(entry, fullIn));
    const bug = fullIn ? "" : bugOf((wanted && wanted.state !== "failed" ? wanted : held)?.cue);
    // The tabs of a bar reach into the zone of the lower thirds: one that stands there has it for itself.
    const lower = this.#program.has("lower");
    if (this.#known.bug !== bug || this.#known.lower !== lower) this.update({ bug, lower }, !this.#cut);
  }

  #tellNeeds() {
    const topics = new Set([...this.#entries].filter(this.#isWanted).flatMap((entry) => entry.topics ?? []));
    const needs = JSON.stringify([...topics].sort());
    if (needs === this.#needs) return;
    this.#needs = needs;
    this.reports.needs?.(JSON.parse(needs));
  }
}

/** @param {Entry} entry */
const stepOf = (entry) => entry.cue.step ?? 1;

/** The next frame but one: what is drawn now has been painted by then. */
const painted = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));

/** When every promise that can be resolved by now has been. @returns {Promise<undefined>} */
const afterAnswers = () =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve(undefined);
    };
    port2.postMessage(null);
  });

/** @template T @param {Promise<T>} promise @param {number} within ms @returns {Promise<T>} rejects when it takes longer */
function soon(promise, within) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const late = new Promise((_, reject) => (timer = setTimeout(() => reject(new Error("it takes too long to load")), within)));
  return /** @type {Promise<T>} */ (Promise.race([promise, late])).finally(() => clearTimeout(timer));
}
