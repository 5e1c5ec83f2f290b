// Slate: "starting soon", "back soon", over the whole picture, with a countdown where one is set. An OGraf graphic.

import { teamColors } from "../../js/colors.js";
import { Graphic } from "../base.js";
import { every, frame, setPicture, setText, within } from "../kit/elements.js";
import { setFitted, typed } from "../kit/names.js";
import { MARKUP, STYLE } from "./style.js";

const ROOM = 1728;
/** A countdown that is found later by up to this stands still until truth reaches it, rather than count up. */
const HOLD_WITHIN = 1500;

export class Slate extends Graphic {
  #frame = 0;
  /** What the countdown said last. @type {{until?: number, left: number}} */
  #said = { left: Infinity };

  build() {
    frame(this.root, STYLE, MARKUP);
  }

  texts() {
    return `${this.data.line1 ?? ""}${this.data.line2 ?? ""}0123456789:…`;
  }

  pictures() {
    return [this.data.sponsor];
  }

  refusal() {
    const { line1, line2, until } = this.data;
    return String(line1 ?? "").trim() || String(line2 ?? "").trim() || Number.isFinite(until) ? "" : "No text is typed and no countdown is set.";
  }

  parts() {
    return { ground: every(this.root, ".ground"), texts: every(this.root, ".text") };
  }

  /** @param {boolean} on */
  turned(on) {
    cancelAnimationFrame(this.#frame);
    if (!on) return;
    const tick = () => {
      this.#drawCountdown();
      this.#frame = requestAnimationFrame(tick);
    };
    tick();
  }

  draw() {
    const { game, line1, line2, language = "en", sponsor } = this.data;
    const place = within(this.root, ".place");
    place.lang = language;
    const colors = game ? teamColors(game.home, game.away) : null;
    const homeFirst = (this.data.team_order === "HOME_FIRST") !== (this.data.swap === true);
    const [first, second] = homeFirst ? [colors?.home, colors?.away] : [colors?.away, colors?.home];
    place.classList.toggle("teams", colors !== null);
    place.style.setProperty("--first", first?.ground ?? "transparent");
    place.style.setProperty("--second", second?.ground ?? "transparent");
    within(place, ".line1").classList.toggle("absent", !String(line1 ?? "").trim());
    within(place, ".line2").classList.toggle("absent", !String(line2 ?? "").trim());
    setFitted(within(place, ".line1"), typed(line1), { room: ROOM, size: 84 });
    setFitted(within(place, ".line2"), typed(line2), { room: ROOM, size: 44 });
    setPicture(within(place, ".sponsor"), this.drawable(sponsor));
    this.#drawCountdown();
  }

  #drawCountdown() {
    const { until } = this.data;
    let left = Number.isFinite(until) && this.data.now !== undefined ? until - this.now : 0;
    if (until === this.#said.until && left > this.#said.left && left - this.#said.left < HOLD_WITHIN) left = this.#said.left;
    this.#said = { until, left };
    const countdown = within(this.root, ".countdown");
    setText(countdown, left > 0 ? written(left) : "");
    countdown.classList.toggle("absent", !Number.isFinite(until));
  }
}

/** Whole seconds, rounded up: the countdown is over as "0:01" goes. @param {number} ms */
function written(ms) {
  const seconds = Math.ceil(ms / 1000);
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (/** @type {number} */ value) => String(value).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

export default Slate;
