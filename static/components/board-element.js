// The base of every panel. Panels render into the page itself, so that one style sheet dresses what the server
// painted and what the browser paints; the server's words stay until the panel has its first data.
import { LitElement } from "lit";

export class BoardElement extends LitElement {
  createRenderRoot() {
    return this;
  }

  /** Whether the panel has what it needs to say anything. Until then the server's first paint stands. */
  get ready() {
    return true;
  }

  shouldUpdate() {
    return this.ready;
  }

  /** @param {import("lit").PropertyValues} changed */
  update(changed) {
    if (!this.hasUpdated) this.replaceChildren();
    super.update(changed);
  }
}
