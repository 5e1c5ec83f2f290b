// What the panels at the side and the full frames share: which team stands first, in which colors; when a panel
// refuses to be taken; what is drawn again of an update, and pictures and glyphs that come with it.

import { contrast, teamColors } from "../../js/colors.js";
import { Graphic } from "../base.js";
import { every, FACE, frame, INK, NIGHT, RADIUS, within } from "./elements.js";

/** @typedef {import("../../js/document.js").Side} Side */
/** @typedef {import("../../js/document.js").Player} Player */
/** @typedef {Player & {on_air_name?: string}} Named */
/** @typedef {import("../../js/document.js").Team & {coach?: string, secondary?: string}} Team */

/** What comes with every second and changes nothing that a panel shows. */
const TIDE = new Set(["now", "silent_ms", "live"]);
/** Letters that texts of a panel may need beside the names. */
const LETTERS = "ABCDEFGHIJKLMNÑOPQRSTUVWXYZÁÉÍÓÚ.ª·0123456789-−+/%:…";

/**
 * `.mid` stands in the middle of its box, set a twentieth of its size higher: the face's capitals and figures stand so
 * much under the middle of a line. `.night` is a panel's ground, a little transparent under what lies on it. `.jersey`
 * are figures that stand alone and do not run: they need not all be as wide as each other.
 */
export const PANEL_STYLE = `
.mid { display: flex; align-items: center; line-height: 1; padding-bottom: 0.1em; }
.end { justify-content: flex-end; }
.centred { justify-content: center; }
.end .fitted { transform-origin: 100% 50%; }
.centred .fitted { transform-origin: 50% 50%; }
.night { isolation: isolate; }
.night::before { content: ""; position: absolute; inset: 0; background: ${NIGHT}; opacity: 0.94; z-index: -1; }
.panel { white-space: nowrap; position: absolute; border-radius: ${RADIUS}; overflow: hidden; font-family: ${FACE}; color: ${INK}; }
.jersey { font-variant-numeric: normal; }
.absent { display: none; }
`;

export class Panel extends Graphic {
  /** @type {{[key: string]: any}} */
  #painted = {};
  #texts = "";
  #drawn = "";

  /** Style and markup of the graphic, its own and never data. @returns {[string, string]} */
  markup() {
    return ["", ""];
  }

  /** Why the graphic cannot be shown truthfully now, in plain words, or "". @returns {string} */
  refusal() {
    return this.data.game ? "" : "No game is known yet.";
  }

  /** Bring the elements in line with `this.data`, of which it is known that it can be shown. @param {boolean} moves */
  paint(moves) {
    void moves;
  }

  build() {
    const [style, markup] = this.markup();
    frame(this.root, PANEL_STYLE + style, markup);
  }

  texts() {
    const { game = {}, players = {} } = this.data;
    const names = [game.home, game.away, ...Object.values(players)].map(({ name, short_name, first_name, last_name, on_air_name } = {}) => [name, short_name, first_name, last_name, on_air_name].join(""));
    return `${names.join("").toLocaleUpperCase(this.language)}${LETTERS}`;
  }

  /** @param {boolean} moves */
  draw(moves) {
    const drawn = this.pictures().map((address) => this.drawable(address)).join(" ");
    const changed = drawn !== this.#drawn || [...Object.keys(this.data), ...Object.keys(this.#painted)].some((key) => !TIDE.has(key) && this.data[key] !== this.#painted[key]);
    // What stood was true; where the new is not known it stays.
    if (!changed || this.refusal() !== "") return;
    this.#painted = { ...this.data };
    this.#drawn = drawn;
    within(this.root, ".panel").lang = this.language;
    this.paint(moves);
  }

  /** @param {{data?: any}} params */
  async load(params = {}) {
    const result = await super.load(params);
    this.#texts = this.texts();
    return result;
  }

  /** @param {{data?: any, skipAnimation?: boolean}} params */
  async updateAction(params = {}) {
    // `live` is said of one update, not kept: a later one without it is a cut.
    const moves = params.data?.live === true && params.skipAnimation !== true;
    const result = await super.updateAction({ ...params, skipAnimation: !moves });
    if (result.statusCode === 200 && (params.data?.game || params.data?.players)) this.#fitAgain();
    return result;
  }

  /** Measure the names again where their letters may have been drawn in another face until now. */
  #fitAgain() {
    const texts = this.texts();
    if (texts === this.#texts) return;
    this.#texts = texts;
    for (const element of every(this.root, "[data-fitted]")) delete element.dataset.fitted;
    this.#painted = {};
    this.draw(false);
  }

  get language() {
    return this.data.language ?? "en";
  }

  /** Both sides in the order of the output's setting. @returns {[Side, Side]} */
  get sides() {
    const homeFirst = (this.data.team_order === "HOME_FIRST") !== (this.data.swap === true);
    return homeFirst ? ["home", "away"] : ["away", "home"];
  }

  get colors() {
    return teamColors(this.data.game.home, this.data.game.away);
  }

  /** @param {Side} side @returns {[string, Named][]} */
  roster(side) {
    const all = /** @type {[string, Named][]} */ (Object.entries(this.data.players ?? {}));
    return all.filter(([, { team }]) => team === side);
  }

  /** @param {string} selector */
  one(selector) {
    return within(this.root, selector);
  }

  /** @param {string} selector */
  all(selector) {
    return every(this.root, selector);
  }
}

/** Color an element, and what is in it, as a team. @param {HTMLElement} element @param {{ground: string, ink: string, edge?: string | null}} colors */
export function wear(element, { ground, ink, edge = null }) {
  element.style.setProperty("--team", ground);
  element.style.setProperty("--team-ink", ink);
  element.style.setProperty("--edge", edge ?? "transparent");
}

/** Mix two colors, #RRGGBB. @param {string} color @param {string} ground @param {number} share of the color, 0 to 1 @returns {string} */
export function mixed(color, ground, share) {
  const channel = (/** @type {number} */ at) => Math.round(parseInt(color.slice(at, at + 2), 16) * share + parseInt(ground.slice(at, at + 2), 16) * (1 - share));
  return `#${[1, 3, 5].map((at) => channel(at).toString(16).padStart(2, "0")).join("")}`.toUpperCase();
}

/** A team's color as it can be seen on a dark ground: lighter by as much as it takes. @param {string} color @param {string} ground @param {number} least contrast */
export function seenOn(color, ground, least) {
  for (let share = 1; share > 0; share -= 0.1) {
    const lighter = mixed(color, "#F4F6F8", share);
    if (contrast(lighter, ground) >= least) return lighter;
  }
  return "#F4F6F8";
}

/** A count in words, for a refusal. @param {number} count */
export const inWords = (count) => ["None", "One", "Two", "Three", "Four", "Five", "Six", "Seven"][count] ?? String(count);
