// A value that can be typed over. While it is being edited it has a dashed amber edge and follows nothing; Enter sends
// it, Esc and leaving it put it back. Nothing that is typed goes anywhere before Enter.
import { html } from "lit";
import { live as bound } from "lit/directives/live.js";
import { BoardElement } from "../board-element.js";

export class DeskField extends BoardElement {
  static properties = { value: {}, label: {}, mode: {}, placeholder: {}, draft: { state: true } };

  constructor() {
    super();
    this.value = "";
    this.label = "";
    this.mode = "text";
    this.placeholder = "";
    /** @type {string | null} */
    this.draft = null;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const field = /** @type {HTMLInputElement} */ (event.target);
    if (event.key === "Enter") {
      event.preventDefault();
      const text = field.value.trim();
      this.draft = null;
      this.dispatchEvent(new CustomEvent("commit", { detail: text }));
      field.blur();
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.draft = null;
      field.blur();
    } else return;
    event.stopPropagation();
  }

  render() {
    return html`<input
      class=${this.draft === null ? "" : "editing"}
      aria-label=${this.label}
      inputmode=${this.mode === "number" ? "numeric" : "text"}
      autocomplete="off"
      maxlength="60"
      placeholder=${this.placeholder}
      .value=${bound(this.draft ?? this.value)}
      @focus=${(/** @type {FocusEvent} */ { target }) => {
        this.draft = this.value;
        /** @type {HTMLInputElement} */ (target).select();
      }}
      @input=${(/** @type {InputEvent} */ { target }) => (this.draft = /** @type {HTMLInputElement} */ (target).value)}
      @blur=${() => (this.draft = null)}
      @keydown=${this.#key}
    />`;
  }
}
customElements.define("desk-field", DeskField);
