// A value that can be typed over. While it is being edited it has a dashed amber edge, and from the first key that is
// typed it follows nothing; Enter sends it, Esc and leaving it put it back. Nothing that is typed goes anywhere before
// Enter. Untouched it has the arrows (where it has `arrows`) and Enter for whoever listens.
import { html } from "lit";
import { live as bound } from "lit/directives/live.js";
import { BoardElement } from "../board-element.js";

/** Which way an arrow goes: right and up are more. @type {{[key: string]: {x: number, y: number}}} */
const ARROWS = { ArrowUp: { x: 0, y: 1 }, ArrowDown: { x: 0, y: -1 }, ArrowLeft: { x: -1, y: 0 }, ArrowRight: { x: 1, y: 0 } };

/**
 * Events: `commit` (detail: the typed text), `draft` (detail: the text so far, null where there is none), `untouched`
 * (Enter before anything was typed), `nudge` (detail: {x, y} of the arrow, before anything was typed).
 */
export class DeskField extends BoardElement {
  static properties = { value: {}, label: {}, mode: {}, placeholder: {}, arrows: { type: Boolean }, draft: { state: true }, editing: { state: true } };

  constructor() {
    super();
    this.value = "";
    this.label = "";
    this.mode = "text";
    this.placeholder = "";
    this.arrows = false;
    /** What has been typed; null: nothing yet. @type {string | null} */
    this.draft = null;
    this.editing = false;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const field = /** @type {HTMLInputElement} */ (event.target);
    if (event.key === "Enter") {
      const text = this.draft?.trim();
      this.#type(null);
      this.dispatchEvent(text === undefined ? new CustomEvent("untouched") : new CustomEvent("commit", { detail: text }));
      field.blur();
    } else if (event.key === "Escape") {
      this.#type(null);
      field.blur();
    } else if (this.arrows && this.draft === null && event.key in ARROWS && !event.ctrlKey && !event.altKey && !event.metaKey) {
      if (!event.repeat) this.dispatchEvent(new CustomEvent("nudge", { detail: ARROWS[event.key] }));
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {string | null} draft */
  #type(draft) {
    this.draft = draft;
    this.dispatchEvent(new CustomEvent("draft", { detail: draft }));
  }

  /** What is shown stays selected as it changes under the cursor, so that the first key that is typed takes its place. */
  updated() {
    if (this.editing && this.draft === null) this.querySelector("input")?.select();
  }

  render() {
    return html`<input
      class=${this.editing ? "editing" : ""}
      aria-label=${this.label}
      inputmode=${this.mode === "number" ? "numeric" : "text"}
      autocomplete="off"
      maxlength="60"
      placeholder=${this.placeholder}
      .value=${bound(this.draft ?? this.value)}
      @focus=${() => (this.editing = true)}
      @input=${(/** @type {InputEvent} */ { target }) => this.#type(/** @type {HTMLInputElement} */ (target).value)}
      @blur=${() => {
        this.editing = false;
        this.#type(null);
      }}
      @keydown=${this.#key}
    />`;
  }
}
customElements.define("desk-field", DeskField);
