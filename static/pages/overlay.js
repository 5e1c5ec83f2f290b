// The overlay page. It shows what is on the program of one output, and nothing else, ever: no message, no blank
// frame, no navigation. What it has shown last stays until something better is known, or its address is taken back.

import { AiredGame } from "../js/air/aired-game.js";
import { colorOf, optionsOf } from "../js/air/options.js";
import { previewed } from "../js/air/preview.js";
import { Renewal } from "../js/air/renewal.js";
import { Reports } from "../js/air/reports.js";
import { Theme } from "../js/air/theme.js";
import { live } from "../js/live.js";
import { Renderer } from "../js/renderer.js";
import { within } from "../js/within.js";

/** @typedef {import("../js/document.js").OutputDocument} OutputDocument */
/** @typedef {import("../js/document.js").GameDocument} GameDocument */
/** @typedef {import("../js/documents.js").Held} Held */
/** @typedef {{token: string, output: string, build: string, now: number, topics?: string[], documents: {[name: string]: Held}}} Start `topics`: those of the game document that `documents` has */

/** The topics that a page is served with where it is not said. */
const SERVED = ["clock", "feed", "game", "possession", "score", "team_stats"];
const ASK_AGAIN = 10_000;
/** How long the page is waited for when it is asked for anew, ms. */
const PATIENCE = 30_000;
const TELL_TIME = 1000;

/** How often a page that frames this one learns that it lives (templates/overlays/local.html). */
const SAY_ALIVE = 5000;

const stage = /** @type {HTMLElement} */ (document.getElementById("stage"));
const options = optionsOf(location.search);
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
  const page = await fetch(location.href, { cache: "no-store", signal: within(PATIENCE) })
    .then((answer) => (answer.ok ? answer.text() : ""))
    .catch(() => ""); // also where it breaks off in the middle
  return page ? startOf(new DOMParser().parseFromString(page, "text/html")) : null;
}

class Overlay {
  /** @type {OutputDocument} */
  #output = {};
  /** The topics that the graphics were given. @type {string[]} */
  #given = [];
  #gameKnown = false;
  #rehearsal = false;
  #dark = false;
  #unwatch = () => {};

  /** @param {Start} start @param {Element | null} guides what is drawn over everything */
  constructor(start, guides) {
    this.start = start;
    this.guides = guides;
    const folder = new URL(document.body.dataset.graphics ?? "", location.href);
    this.reports = new Reports(live, start);
    const told = {
      shown: (/** @type {string} */ cue, /** @type {number} */ step) => this.reports.shown(cue, step),
      acted: (/** @type {string} */ cue, /** @type {number} */ at) => this.reports.acted(cue, at),
      refused: (/** @type {string} */ cue, /** @type {string} */ message) => this.reports.refused(cue, message),
      needs: (/** @type {string[]} */ topics) => this.game.need(topics),
    };
    this.renderer = new Renderer(stage, folder, told, () => live.now());
    const served = { documents: { ...start.documents }, topics: start.topics ?? SERVED };
    this.game = new AiredGame(live, served, (view, moves, topics) => this.#air(view, moves, topics));
    this.theme = new Theme(stage, options.theme);
    this.renewal = new Renewal(
      start.now,
      () => live.now(),
      async () => (await fetchStart()) !== null,
    );
  }

  run() {
    const { token, build, now, output, documents } = this.start;
    live.configure({ token, build, now, hello: () => this.reports.hello() });
    live.addEventListener("reload", (event) => this.renewal.offer(/** @type {CustomEvent} */ (event).detail));
    live.addEventListener("refused", () => this.#darken());
    live.addEventListener("forbidden", (event) => /** @type {CustomEvent} */ (event).detail === output && this.#darken());
    this.#watch(documents[output]);
    setInterval(() => this.renderer.update(this.#time()), TELL_TIME);
    this.reports.start();
    this.renewal.start();
  }

  /** @param {Held} [initial] */
  #watch(initial) {
    this.#unwatch = live.watch(this.start.output, { topics: ["output", "program"], initial }, (state, change) => {
      this.#dark = false;
      this.#output = state;
      this.#draw(change.live);
    });
  }

  /** The address opens nothing any more: show nothing, and go on asking in case it does again. */
  #darken() {
    if (this.#dark) return;
    this.#dark = true;
    this.#unwatch();
    this.game.point(undefined);
    this.#output = {};
    this.#gameKnown = this.#rehearsal = false;
    this.reports.forget();
    this.renderer.empty();
    this.theme.apply({}, "");
    stage.replaceChildren();
    document.body.style.background = "";
    this.#watch();
  }

  /** @param {GameDocument} view @param {boolean} moves @param {string[]} topics */
  #air(view, moves, topics) {
    /** @type {{[key: string]: any}} */
    const data = this.#time();
    for (const topic of this.#given) data[topic] = null;
    for (const topic of topics) data[topic] = view[/** @type {keyof GameDocument} */ (topic)] ?? null;
    this.#given = topics;
    this.renderer.update(data, moves);
    this.renderer.cover(topics);
    this.#rehearsal = view.game?.rehearsal === true;
    this.#gameKnown = true;
    this.#mark();
  }

  /** @param {boolean} moves */
  #draw(moves) {
    const settings = this.#output.output;
    const preview = options.view === "preview";
    const program = preview ? previewed(this.#output.program ?? {}) : (this.#output.program ?? {});
    const { team_order, swap, language, clock_policy, trim_ms, sponsor } = settings ?? {};
    this.theme.apply(settings?.theme, settings?.css);
    document.body.style.background = this.#ground();
    const eventId = settings?.event_id;
    if (eventId === undefined) this.#gameKnown = false;
    // What is shown of another game stays until something is known of this one; new graphics wait for it.
    if (eventId !== this.game.eventId) this.renderer.cover(eventId === undefined ? null : []);
    this.game.delay(settings?.delay_ms ?? 0);
    this.game.point(eventId);
    this.renderer.update({ team_order, swap, language, clock_policy, trim_ms, sponsor, ...this.#time() });
    this.renderer.show(program, preview || !moves);
    this.#mark();
    if (this.guides) stage.append(this.guides);
    this.renewal.learn(Object.keys(program.graphics ?? {}).length === 0, settings?.reload_at);
  }

  /** What is behind the graphics: nothing, unless a mixer keys a color or takes the matte. */
  #ground() {
    if (options.view === "matte") return "#000";
    if (options.key !== null) return options.key === "none" ? "" : options.key;
    return colorOf(this.#output.output?.key_color) ?? "";
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
}

/** The card by which a mixer is lined up, in place of the program. @param {Start} start @param {Element | null} guides */
async function lineUp(start, guides) {
  const { LineUp } = await import("../js/air/line-up.js");
  const reports = new Reports(live, start);
  const card = new LineUp(live, reports);
  live.configure({ token: start.token, build: start.build, now: start.now, hello: () => reports.hello() });
  live.watch(start.output, { topics: ["output"], initial: start.documents[start.output] }, (state) => {
    stage.append(card.element, ...(guides ? [guides] : []));
    card.learn(state.output ?? {});
  });
  live.addEventListener("refused", () => stage.replaceChildren());
  reports.start();
  card.start();
}

/** @param {Start} start */
async function run(start) {
  if (parent !== window) {
    const alive = () => parent.postMessage("courtside:alive", "*");
    alive();
    setInterval(alive, SAY_ALIVE);
  }
  document.documentElement.dataset.view = options.view;
  const guides = options.guides ? (await import("../js/air/guides.js")).guides() : null;
  if (options.view === "lineup") await lineUp(start, guides);
  else new Overlay(start, guides).run();
}

addEventListener("resize", fit);
fit();
void begin().then(run);
