// The base of the panels of a game. A panel names the topics that it is drawn from and has a property for each, and
// for `game` and `grounds`; the page hands it the document with `take`, and its choices from the address with `read`.
// A topic that kept its identity has kept its value, and a panel of which no property has changed does not render.
import { BoardElement } from "./board-element.js";

/** @typedef {import("../js/document.js").GameDocument} GameDocument */
/** @typedef {{grounds: import("./words.js").Grounds, offline: boolean, live?: boolean}} Surroundings `offline`: the page's own link is lost; `live`: this is news, not what was so before */

export class GamePanel extends BoardElement {
  /** @type {import("lit").PropertyDeclarations} */
  static properties = { game: { attribute: false }, grounds: { attribute: false } };

  /** The topics besides `game`. @type {string[]} */
  static topics = [];

  constructor() {
    super();
    /** @type {GameDocument["game"]} */
    this.game = undefined;
    /** @type {import("./words.js").Grounds | undefined} */
    this.grounds = undefined;
  }

  get ready() {
    return this.game !== undefined && this.grounds !== undefined;
  }

  /** @param {GameDocument} state @param {Surroundings} surroundings */
  take(state, { grounds }) {
    this.game = state.game;
    this.grounds = grounds;
    const { topics } = /** @type {typeof GamePanel} */ (this.constructor);
    for (const topic of topics) /** @type {any} */ (this)[topic] = /** @type {any} */ (state)[topic];
  }

  /** Follow the time: ten times a second, with server time. @param {GameDocument} state @param {number} now epoch ms @param {import("../js/clock.js").Reading} reading of the clocks */
  tick(state, now, reading) {
    void state, now, reading;
  }

  /** Take up the choices of the address; one that means nothing is none. @param {URLSearchParams} choices */
  read(choices) {
    void choices;
  }

  /** Put choices into the address, and take them up; an empty string takes one out, a list stands there several times. @param {{[name: string]: string | string[]}} choices */
  choose(choices) {
    this.dispatchEvent(new CustomEvent("choose", { detail: choices, bubbles: true }));
  }
}
