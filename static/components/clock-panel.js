// The base of the panels that show the clock: they render when what it reads has changed, not ten times a second.
import { GamePanel } from "./game-panel.js";

/** @typedef {import("../js/clock.js").Reading} Reading */

export class ClockPanel extends GamePanel {
  /** @type {import("lit").PropertyDeclarations} */
  static properties = { reading: { attribute: false } };

  constructor() {
    super();
    /** @type {Reading | undefined} */
    this.reading = undefined;
  }

  get ready() {
    return super.ready && this.reading !== undefined;
  }

  /** @param {import("../js/document.js").GameDocument} state @param {number} now @param {Reading} reading */
  tick(state, now, reading) {
    if (JSON.stringify(reading) !== JSON.stringify(this.reading)) this.reading = reading;
  }
}
