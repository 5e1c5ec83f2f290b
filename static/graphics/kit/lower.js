// What stands in the lower zone: 912 wide, its lower edge above score bug A, or where the bug would stand.

import { Graphic } from "../base.js";
import { frame, within } from "./elements.js";

/** The lower edge in stage px: above score bug A, and without it. */
const EDGE = { above: 922, foot: 1026 };

export class Lower extends Graphic {
  static style = "";
  static markup = "";
  /** px */
  static height = 128;

  build() {
    const { style, markup, height } = /** @type {typeof Lower} */ (this.constructor);
    frame(this.root, placeStyle(height) + style, `<div class="place still">${markup}</div>`);
  }

  parts() {
    const ground = [...this.root.querySelectorAll(".ground")];
    const texts = [...this.root.querySelectorAll(".text")];
    return { ground: /** @type {HTMLElement[]} */ (ground), texts: /** @type {HTMLElement[]} */ (texts) };
  }

  /** Follow the bug: the graphic slides to its other edge, or is there at once. @param {boolean} moves */
  draw(moves) {
    const { bug, language = "en" } = this.data;
    const place = within(this.root, ".place");
    place.classList.toggle("still", !moves);
    place.classList.toggle("low", bug !== "a");
    place.lang = language;
  }
}

/** @param {number} height px */
const placeStyle = (height) => `
.place { position: absolute; left: 504px; top: ${EDGE.above - height}px; width: 912px; height: ${height}px; transition: transform 240ms cubic-bezier(0.16, 1, 0.3, 1); }
.place.low { transform: translateY(${EDGE.foot - EDGE.above}px); }
.place.still { transition: none; }
`;
