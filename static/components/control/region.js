// The base of every region of the desk, and what they share: buttons with their key, the source of a group.
import { html, nothing } from "lit";
import { gettext, ngettext } from "../../js/text.js";
import { BoardElement } from "../board-element.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("../../js/document.js").Side} Side */

export class Region extends BoardElement {
  /** Whether the region shows what changes with time alone. */
  static ticks = false;
  static properties = { desk: { attribute: false } };

  constructor() {
    super();
    /** @type {Desk} */
    this.desk = /** @type {any} */ (undefined);
  }

  get ready() {
    return this.desk !== undefined;
  }

  firstUpdated() {
    this.desk.addEventListener("change", () => this.requestUpdate());
    if (/** @type {typeof Region} */ (this.constructor).ticks) this.desk.addEventListener("tick", () => this.requestUpdate());
  }

  /** The game as it is aired. */
  get game() {
    return this.desk.aired.game;
  }
}

/** A key on a button. It is drawn, and said by the button's own `aria-keyshortcuts`. @param {string} [key] */
export const keycap = (key) => (key ? html`<kbd aria-hidden="true">${key}</kbd>` : nothing);

/** The word for how a group is set. @param {string} source */
export const sourceWord = (source) => ({ AUTO: gettext("AUTO"), CORRECT: gettext("CORRECT"), MANUAL: gettext("MANUAL"), EXTERNAL: gettext("EXTERNAL") })[source] ?? source;

/** How often the feed has moved under what is held by hand. @param {number} count */
export const movedText = (count) => ngettext("feed has moved %(count)s time", "feed has moved %(count)s times", count);

/** @param {number} count */
export const movedNote = (count) => (count ? html`<span class="moved">${movedText(count)}</span>` : nothing);
