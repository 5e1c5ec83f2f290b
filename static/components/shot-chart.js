// The shot chart: filters that live in the address, the shots that they leave in one of four views, what they add up
// to, and of each shot what is known, pointed at or gone to by the arrow keys.
//
// What is worked out is kept as long as what it was worked out of keeps its identity: a page changes 25 times a second,
// and of all that a new shot, a name or a filter concern this panel.
import { html, nothing } from "lit";
import { guard } from "lit/directives/guard.js";
import { own } from "../js/own.js";
import { gettext } from "../js/text.js";
import { GamePanel } from "./game-panel.js";
import * as data from "./shot-data.js";
import { partsOf, PARTS, readFilter, rulesOf, sinceOf } from "./shot-filter.js";
import { choicesOf, form } from "./shot-form.js";
import { menus } from "./shot-options.js";
import * as picture from "./shot-picture.js";
import { fileName, handOver, pngOf, svgOf } from "./shot-saving.js";
import { partInWords } from "./shot-words.js";
import { inOrder } from "./words.js";

/** @typedef {import("../js/document.js").GameDocument} GameDocument */
/** @typedef {import("../js/document.js").Game} Game */
/** @typedef {import("./shot-data.js").View} View */
/** @typedef {import("./shot-picture.js").Target} Target */
/** @typedef {{[key: string]: import("../js/document.js").Shot}} Shots */

/** How long a ring runs round a new shot, and how long one that was deleted fades (LOOK 10), ms. */
const RING = 800;
const FADE = 200;
/** How near to a mark is on it, px. */
const REACH = 22;

/** @type {Shots} */
const NO_SHOTS = {};
/** @type {{[key: string]: import("../js/document.js").Unit}} */
const NO_UNITS = {};
const still = globalThis.matchMedia?.("(prefers-reduced-motion: reduce)");

/**
 * Remember what a function last returned, as long as what it is given keeps its identity.
 * @template {any[]} Inputs @template Result @param {(...inputs: Inputs) => Result} work @returns {(...inputs: Inputs) => Result}
 */
function remembered(work) {
  /** @type {Inputs | undefined} */
  let last;
  /** @type {Result} */
  let result;
  return (...inputs) => {
    if (!last || inputs.some((input, at) => input !== /** @type {Inputs} */ (last)[at])) result = work(...inputs);
    last = inputs;
    return result;
  };
}

export class ShotChart extends GamePanel {
  static topics = ["shots", "units"];
  static properties = {
    shots: { attribute: false },
    units: { attribute: false },
    players: { attribute: false },
    periods: { attribute: false },
    filter: { attribute: false },
    since: { attribute: false },
    view: { attribute: false },
    pointed: { state: true },
    failed: { state: true },
    fresh: { state: true },
    gone: { state: true },
  };

  /** Names are looked at, and play goes on: only what shots are called by is kept of the players. */
  #digest = remembered((/** @type {GameDocument["players"]} */ players = {}) =>
    JSON.stringify(Object.fromEntries(Object.entries(players).map(([id, { team, name, last_name, jersey }]) => [id, { team, name, last_name, jersey }]))),
  );
  #names = remembered((/** @type {string} */ digest, /** @type {Game} */ _game) => /** @type {import("./shot-words.js").Players} */ (JSON.parse(digest)));
  #order = remembered((/** @type {GameDocument["score"]} */ score) => JSON.stringify(inOrder(score?.periods ?? {}).map(([name]) => name)));
  #periods = remembered((/** @type {string} */ names) => /** @type {string[]} */ (JSON.parse(names)));
  #choose = remembered(data.choose);
  #marks = remembered(data.marks);
  #areas = remembered(data.areasShown);
  #hexagons = remembered(data.hexagonsShown);
  #tables = remembered(data.tables);
  #totals = remembered(data.totals);
  #known = remembered((/** @type {Game} */ game, /** @type {import("./shot-words.js").Players} */ players, /** @type {typeof NO_UNITS} */ units) => ({ game, players, units }));
  /** A shot changes what can be chosen seldom: the form is painted when it does. */
  #same = remembered((/** @type {string} */ options) => /** @type {ReturnType<typeof menus>} */ (JSON.parse(options)));
  #menus = remembered((/** @type {Parameters<typeof menus>} */ ...from) => this.#same(JSON.stringify(menus(...from))));
  /** The choices of the address. */
  #choices = new URLSearchParams();
  /** @type {GameDocument} */
  #state = {};
  /** The mark that the Tab key comes to. */
  #current = "";
  #alone = document.body.classList.contains("alone");

  constructor() {
    super();
    /** @type {GameDocument["shots"]} */
    this.shots = undefined;
    /** @type {GameDocument["units"]} */
    this.units = undefined;
    /** @type {import("./shot-words.js").Players} */
    this.players = {};
    /** @type {string[]} */
    this.periods = [];
    this.filter = readFilter(this.#choices);
    this.since = -Infinity;
    /** @type {View} */
    this.view = "marks";
    /** What is pointed at. */
    this.pointed = "";
    /** Whether a picture could not be made. */
    this.failed = false;
    /** Shots that have just come. @type {Set<string>} */
    this.fresh = new Set();
    /** Shots that have just been deleted. @type {import("./shot-data.js").Mark[]} */
    this.gone = [];
    document.addEventListener("click", (event) => this.#closeMenus(/** @type {Node} */ (event.target)));
  }

  /** @param {GameDocument} state @param {import("./game-panel.js").Surroundings & {live?: boolean}} surroundings `live`: the state is that of a live patch */
  take(state, surroundings) {
    if (surroundings.live && state.shots !== this.shots && this.hasUpdated) this.#follow(state.shots ?? NO_SHOTS);
    super.take(state, surroundings);
    this.#state = state;
    if (state.game) this.players = this.#names(this.#digest(state.players), state.game);
    this.periods = this.#periods(this.#order(state.score));
    this.#count();
  }

  /** @param {URLSearchParams} choices */
  read(choices) {
    this.#choices = choices;
    const filter = readFilter(choices);
    if (JSON.stringify(filter) !== JSON.stringify(this.filter)) this.filter = filter;
    this.view = data.VIEWS.find((view) => view === choices.get("view")) ?? "marks";
    this.#count();
  }

  /** Find out from when the last minutes count. */
  #count() {
    if (this.#state.game) this.since = sinceOf(this.filter, this.#state, rulesOf(this.#state.game));
  }

  /** Note which shots have come and which have gone. @param {Shots} shots */
  #follow(shots) {
    if (still?.matches) return;
    const before = this.shots ?? NO_SHOTS;
    const came = Object.keys(shots).filter((key) => !(key in before));
    const went = this.#drawnMarks().filter(({ key }) => !(key in shots));
    if (came.length) {
      this.fresh = new Set([...this.fresh, ...came]);
      setTimeout(() => (this.fresh = new Set([...this.fresh].filter((key) => !came.includes(key)))), RING);
    }
    if (went.length) {
      this.gone = [...this.gone, ...went];
      setTimeout(() => (this.gone = this.gone.filter((mark) => !went.includes(mark))), FADE);
    }
  }

  #drawnMarks() {
    const { chosen, drawn } = this.#chosen();
    return drawn === "marks" ? this.#marks(chosen, this.players, /** @type {Game} */ (this.game)) : [];
  }

  #chosen() {
    const chosen = this.#choose(this.shots ?? NO_SHOTS, this.filter, this.since, /** @type {Game} */ (this.game));
    return { chosen, drawn: data.drawnView(this.view, chosen) };
  }

  render() {
    const game = /** @type {Game} */ (this.game);
    const grounds = /** @type {import("./words.js").Grounds} */ (this.grounds);
    const { filter, view, since } = this;
    const { chosen, drawn } = this.#chosen();
    const known = this.#known(game, this.players, this.units ?? NO_UNITS);
    const options = this.#menus(this.shots ?? NO_SHOTS, this.periods, known, filter, view);
    const own = filter.team ? grounds[/** @type {import("../js/document.js").Side} */ (filter.team)] : "";
    const [empty, note, left] = [data.nothing(chosen, filter, since, known), data.note(view, chosen), data.leftOut(drawn, chosen)];
    return html`<h2 id="shots-title" class="visually-hidden">${gettext("Shot chart")}</h2>
      ${guard([options], () => form(options, this.#alone, this.on))}
      <div class="stage ${drawn}-shown" @pointermove=${this.point} @pointerdown=${this.point} @pointerleave=${this.leave} @keydown=${this.go} @focusin=${this.reach} @focusout=${this.leave}>
        ${guard([drawn, own], () => picture.legend(drawn, own))}
        ${guard([drawn, own, grounds, chosen, this.players, game], () => this.#picture(drawn, own))}
        ${drawn === "marks" && (this.fresh.size || this.gone.length) ? this.#passing() : nothing}
        <div class="side">${this.#save()}<div>${left ? html`<p class="unplaced">${left}</p>` : nothing}<p class="counted"><span>${data.counted(chosen)}</span>${partsOf(filter).length ? html` <a class="clear" href="?${this.#cleared()}" @click=${this.clear}>${gettext("Clear filters")}</a>` : nothing}</p></div></div>
        ${empty ? html`<p class="nothing">${empty}</p>` : nothing}${note ? html`<p class="note">${note}</p>` : nothing}${this.failed ? html`<p class="note" role="alert">${gettext("The picture could not be made.")}</p>` : nothing}
        ${this.#card()}
      </div>
      <div class="totals" id="shots-totals">
        ${guard([chosen, grounds, game], () => picture.totals(this.#totals(chosen, game), grounds))}
      </div>`;
  }

  /** @param {View} drawn @param {string} own */
  #picture(drawn, own) {
    const game = /** @type {Game} */ (this.game);
    const grounds = /** @type {import("./words.js").Grounds} */ (this.grounds);
    const { chosen } = this.#chosen();
    if (drawn === "zones") return picture.zones(this.#tables(chosen));
    if (drawn === "areas") return picture.court(game, grounds, own, { areas: this.#areas(chosen, game) });
    if (drawn === "hex") return picture.court(game, grounds, own, { hexagons: this.#hexagons(chosen) });
    return picture.court(game, grounds, own, { marks: this.#drawnMarks() });
  }

  #passing() {
    const marks = this.#drawnMarks();
    const fresh = marks.filter(({ key }) => this.fresh.has(key));
    return picture.passing(/** @type {Game} */ (this.game), /** @type {import("./words.js").Grounds} */ (this.grounds), fresh, this.gone, data.radiusOf(marks));
  }

  #save() {
    const address = (/** @type {string} */ form) => `/games/${encodeURIComponent(this.game?.event_id ?? "")}/shots.${form}?${this.#choices}`;
    return html`<details class="pick save"><summary><span>${gettext("Save")}</span></summary><div class="shot-menu" @click=${() => this.#closeMenus(null)}><button type="button" @click=${this.savePng}>${gettext("Picture (PNG)")}</button><a href=${address("svg")} download @click=${this.saveSvg}>${gettext("Picture (SVG)")}</a><a href=${address("csv")} download>${gettext("Table (CSV)")}</a></div></details>`;
  }

  /** What is shown, as a picture has it. @returns {import("./shot-drawing.js").Chart} */
  #shown() {
    const { filter, since } = this;
    const game = /** @type {Game} */ (this.game);
    const grounds = /** @type {import("./words.js").Grounds} */ (this.grounds);
    const { chosen, drawn } = this.#chosen();
    const known = this.#known(game, this.players, this.units ?? NO_UNITS);
    const marks = drawn === "marks" ? this.#drawnMarks() : undefined;
    return {
      game,
      drawn,
      grounds,
      ...data.courtOfGame(game),
      ground: filter.team ? grounds[/** @type {import("../js/document.js").Side} */ (filter.team)] : "",
      inWords: partsOf(filter).map((part) => partInWords(part, filter, known)),
      counted: data.counted(chosen),
      leftOut: data.leftOut(drawn, chosen),
      nothing: data.nothing(chosen, filter, since, known),
      totals: this.#totals(chosen, game),
      ...(marks ? { marks, radius: data.radiusOf(marks) } : {}),
      ...(drawn === "areas" ? { areas: this.#areas(chosen, game) } : {}),
      ...(drawn === "hex" ? { hexagons: this.#hexagons(chosen) } : {}),
      ...(drawn === "zones" ? { tables: this.#tables(chosen) } : {}),
    };
  }

  /** @param {Event} event */
  saveSvg(event) {
    event.preventDefault();
    return this.#handOver("svg", async (chart) => new Blob([await svgOf(chart)], { type: "image/svg+xml" }));
  }

  savePng() {
    return this.#handOver("png", pngOf);
  }

  /** @param {string} ending @param {(chart: import("./shot-drawing.js").Chart) => Promise<Blob>} make */
  async #handOver(ending, make) {
    const chart = this.#shown();
    const file = await make(chart).catch(() => null);
    this.failed = file === null;
    if (file) handOver(file, fileName(chart.game, ending));
  }

  /** The address without the filters. */
  #cleared() {
    const choices = new URLSearchParams(this.#choices);
    for (const part of PARTS) choices.delete(part);
    return choices.toString();
  }

  /** What can be pointed at, in the order of the arrow keys: shots by time, hexagons from the top left. @returns {Target[]} */
  #targets() {
    const { chosen, drawn } = this.#chosen();
    if (drawn === "hex") return this.#hexagons(chosen).map(({ x, y, title }) => ({ key: `${x}:${y}`, x, y, lines: [title] }));
    const marks = new Map(this.#drawnMarks().map((mark) => [mark.key, mark]));
    if (drawn !== "marks") return [];
    return chosen.placed.map(([key]) => {
      const { x, y, facts } = /** @type {import("./shot-data.js").Mark} */ (marks.get(key));
      return { key, x, y, lines: facts };
    });
  }

  #card() {
    const target = this.pointed ? this.#targets().find(({ key }) => key === this.pointed) : undefined;
    return target ? picture.card(target) : nothing;
  }

  updated() {
    const elements = /** @type {NodeListOf<SVGElement>} */ (this.querySelectorAll(".court [data-key][tabindex]"));
    const current = this.#element(this.#current) ?? elements[elements.length - 1];
    if (current && current.getAttribute("tabindex") !== "0") {
      for (const element of this.querySelectorAll('.court [tabindex="0"]')) element.setAttribute("tabindex", "-1");
      current.setAttribute("tabindex", "0");
    }
    this.#place();
  }

  /** @param {string} key */
  #element(key) {
    return key ? /** @type {SVGElement | null} */ (this.querySelector(`.court [data-key="${CSS.escape(key)}"]`)) : null;
  }

  /** Put the card beside what is pointed at, within the stage. */
  #place() {
    const shown = /** @type {HTMLElement | null} */ (this.querySelector(".shot-card"));
    const mark = this.#element(this.pointed);
    for (const old of this.querySelectorAll(".court .pointed")) if (old !== mark) old.classList.remove("pointed");
    if (!shown || !mark) return;
    mark.classList.add("pointed");
    const stage = /** @type {HTMLElement} */ (this.querySelector(".stage")).getBoundingClientRect();
    const at = mark.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = shown;
    const [middle, gap] = [at.left + at.width / 2 - stage.left, 8];
    const left = Math.max(0, Math.min(middle - width / 2, stage.width - width));
    const above = at.top - stage.top - gap - height;
    const top = above >= 0 ? above : Math.min(at.bottom - stage.top + gap, stage.height - height);
    shown.style.transform = `translate(${Math.round(left)}px, ${Math.round(Math.max(0, top))}px)`;
  }

  /** @param {PointerEvent} event */
  point(event) {
    const court = /** @type {SVGSVGElement | null} */ (this.querySelector("svg.court"));
    const matrix = court?.getScreenCTM();
    if (!matrix || (event.pointerType !== "mouse" && event.type === "pointermove")) return;
    const drawn = this.#targets();
    const reach = REACH / matrix.a;
    const [x, y] = [(event.clientX - matrix.e) / matrix.a, (event.clientY - matrix.f) / matrix.d];
    let nearest = "";
    let least = reach;
    for (const target of drawn) {
      const off = Math.hypot(target.x - x, target.y - y);
      if (off < least) [nearest, least] = [target.key, off];
    }
    this.pointed = nearest;
  }

  /** @param {Event} event */
  leave(event) {
    // A finger that is lifted leaves too: what it has pointed at stays.
    if (event instanceof PointerEvent && event.pointerType !== "mouse") return;
    this.pointed = "";
  }

  /** @param {FocusEvent} event */
  reach(event) {
    const key = /** @type {SVGElement} */ (event.target).dataset.key;
    if (key === undefined) return;
    this.#current = key;
    this.pointed = key;
  }

  /** @param {KeyboardEvent} event */
  go(event) {
    if (event.key === "Escape") this.pointed = "";
    const targets = this.#targets();
    const from = targets.findIndex(({ key }) => key === /** @type {SVGElement} */ (event.target).dataset?.key);
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -from, End: targets.length - 1 - from }[event.key];
    if (from < 0 || step === undefined) return;
    event.preventDefault();
    const next = targets[Math.max(0, Math.min(from + step, targets.length - 1))].key;
    this.#element(this.#current)?.setAttribute("tabindex", "-1");
    this.#current = next;
    const element = this.#element(next);
    element?.setAttribute("tabindex", "0");
    element?.focus({ preventScroll: true });
    this.pointed = next;
  }

  /** What the form calls. */
  on = {
    change: (/** @type {Event} */ event) => {
      const filters = /** @type {HTMLFormElement} */ (event.currentTarget);
      if (filters.checkValidity()) this.#filterBy(choicesOf(filters));
      else filters.reportValidity();
    },
    submit: (/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      const button = /** @type {HTMLButtonElement | null} */ (event.submitter);
      const last = button?.name === "last" && button.value !== this.filter.last ? button.value : "";
      this.#filterBy({ ...choicesOf(/** @type {HTMLFormElement} */ (event.currentTarget)), ...(button?.name === "last" ? { last } : {}) });
    },
  };

  /** Put choices into the address. Players of a team that is no longer chosen are chosen no longer. @param {{[name: string]: string | string[]}} choices */
  #filterBy(choices) {
    const players = [choices.player].flat().filter((player) => !choices.team || (own(this.players, player)?.team ?? choices.team) === choices.team);
    this.choose({ ...choices, player: players });
  }

  /** @param {Event} event */
  clear(event) {
    event.preventDefault();
    this.choose(Object.fromEntries(PARTS.map((part) => [part, ""])));
  }

  /** Close the menus that a click or Escape leaves. @param {Node | null} inside what was clicked */
  #closeMenus(inside) {
    for (const menu of /** @type {NodeListOf<HTMLDetailsElement>} */ (this.querySelectorAll("details.pick[open]")))
      if (!menu.contains(inside) && (!this.#alone || menu.classList.contains("save"))) menu.open = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.addEventListener("keydown", (event) => {
      const menu = /** @type {HTMLElement} */ (event.target).closest("details.pick[open]");
      if (event.key !== "Escape" || !menu) return;
      this.#closeMenus(null);
      menu.querySelector("summary")?.focus();
    });
  }
}
customElements.define("shot-chart", ShotChart);
