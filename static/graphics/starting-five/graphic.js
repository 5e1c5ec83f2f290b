// Starting five: a card for each player, one step after another, and the coach as the last. An OGraf graphic.

import { byPosition } from "../../components/words.js";
import { targetStep } from "../../js/onair.js";
import { setPicture, setText, within } from "../kit/elements.js";
import { namesOf, setFitted, setFittedAlike, teamNamesOf, typed } from "../kit/names.js";
import { inWords, Panel, wear } from "../kit/panel.js";
import { capitals, words } from "../kit/words.js";
import { STYLE } from "./style.js";

/** @typedef {import("../../js/document.js").Side} Side */
/** @typedef {import("../kit/panel.js").Named} Named */

const PLAYERS = 5;
const NAME_ROOM = 252;
const OPEN = { duration: 320, easing: "cubic-bezier(0.16, 1, 0.3, 1)" };
const RISE = { duration: 200, delay: 120, easing: "cubic-bezier(0.16, 1, 0.3, 1)" };

const CARD = `
  <div class="card"><div class="top"><img class="photo text" alt=""><div class="big jersey mid centred text"></div></div>
    <div class="number jersey mid text"></div><div class="name mid text"></div><div class="about mid text"></div></div>`;
const MARKUP = `
  <div class="panel">
    <div class="head"><div class="of mid text"></div><div class="what mid text"></div></div>
    ${CARD.repeat(PLAYERS)}
    <div class="coach"><div class="role mid text"></div><div class="who mid text"></div></div>
  </div>`;

export class StartingFive extends Panel {
  static stepCount = PLAYERS + 1;
  /** @type {number | undefined} */
  #step;
  /** @type {Animation[]} */
  #opening = [];

  /** @returns {[string, string]} */
  markup() {
    return [STYLE, MARKUP];
  }

  parts() {
    const ground = [this.one(".head"), ...this.all(".card.shown, .coach.shown")];
    return { ground, texts: ground.flatMap((part) => [...part.querySelectorAll(".text")].map((text) => /** @type {HTMLElement} */ (text))) };
  }

  texts() {
    return super.texts() + capitals(this.coach, this.language);
  }

  pictures() {
    return this.data.game ? this.five.map(([, { picture }]) => picture) : [];
  }

  /** @returns {Side} */
  get side() {
    return this.data.team === "home" || this.data.team === "away" ? this.data.team : this.sides[0];
  }

  get coach() {
    return String(this.data.coach || this.data.game?.[this.side]?.coach || "");
  }

  /** Those chosen, in that order, else the roster's starters: guards first, then by number. @returns {[string, Named][]} */
  get five() {
    const roster = this.roster(this.side);
    const { chosen } = this.data;
    if (Array.isArray(chosen) && chosen.length > 0) return chosen.flatMap((id) => roster.filter(([one]) => one === id));
    return roster.filter(([, { starter }]) => starter).sort(byPosition);
  }

  refusal() {
    const missing = super.refusal();
    if (missing || this.data.anyway === true) return missing;
    const { length } = this.five;
    return length === PLAYERS ? "" : `${this.data.game[this.side].name}: ${inWords(length).toLowerCase()} of five ${length === 1 ? "is" : "are"} known.`;
  }

  /** @param {boolean} moves */
  paint(moves) {
    void moves;
    const { language, side } = this;
    const { game } = this.data;
    const panel = this.one(".panel");
    wear(panel, this.colors[side]);
    const five = this.five.slice(0, PLAYERS);
    // All or none: a card without a photo beside four that have one looks like a fault.
    const photos = five.length > 0 && five.every(([, { picture }]) => this.drawable(picture));
    panel.classList.toggle("plain", !photos);
    const { name, short_name, abbreviation } = game[side];
    setFitted(within(panel, ".of"), teamNamesOf({ name, short_name, abbreviation }, language), { room: 900, size: 44 });
    setText(within(panel, ".what"), words(language).startingFive);
    const teammates = this.roster(side).map(([, mate]) => mate);
    this.all(".card").forEach((card, at) => {
      card.style.setProperty("--at", String(at));
      const [, player] = five[at] ?? [];
      card.classList.toggle("absent", !player);
      if (!player) return;
      setPicture(within(card, ".photo"), photos ? player.picture : undefined);
      setText(within(card, ".big"), photos ? "" : (player.jersey ?? ""));
      setText(within(card, ".number"), player.jersey ?? "");
      setFitted(within(card, ".about"), typed(about(player, language)), { room: NAME_ROOM, size: 28 });
    });
    const cards = this.all(".card").slice(0, five.length);
    setFittedAlike(cards.map((card, at) => [within(card, ".name"), namesOf(five[at][1], { teammates, language })]), { room: NAME_ROOM, size: 44 });
    const coach = this.one(".coach");
    coach.classList.toggle("absent", this.coach === "");
    const role = within(coach, ".role");
    setText(role, words(language).coach);
    const left = 40 + role.offsetWidth + 20;
    within(coach, ".who").style.left = `${left}px`;
    setFitted(within(coach, ".who"), typed(capitals(this.coach, language)), { room: 900, size: 44 });
    // While it goes, what stands stays as it is.
    if (this.on) this.#show();
  }

  /** Show what belongs to the step. @returns {HTMLElement[]} what was not shown before */
  #show() {
    const step = this.#step ?? -1;
    return [...this.all(".card"), this.one(".coach")].filter((part, at) => {
      const shown = at <= step;
      const fresh = shown && !part.classList.contains("shown");
      part.classList.toggle("shown", shown);
      return fresh && !part.classList.contains("absent");
    });
  }

  /** @param {import("../base.js").PlayAction} params */
  async playAction(params = {}) {
    if (!this.root.hasChildNodes()) return super.playAction(params);
    const [wasOn, before] = [this.on, this.#step];
    const target = targetStep(before, StartingFive.stepCount, params);
    // On the way out what stands goes; what comes is there before the way in is begun.
    if (target !== undefined) this.#step = target;
    const fresh = target === undefined ? [] : this.#show();
    if (params.skipAnimation || target === undefined) this.#still();
    const playing = super.playAction(params);
    if (!this.on) this.#step = undefined;
    else if (wasOn && !params.skipAnimation) await this.#open(fresh);
    return playing;
  }

  /** @param {{skipAnimation?: boolean}} params */
  async stopAction(params = {}) {
    this.#step = undefined;
    this.#still();
    return super.stopAction(params);
  }

  async dispose() {
    this.#still();
    return super.dispose();
  }

  /** @param {HTMLElement[]} parts */
  async #open(parts) {
    const animations = parts.flatMap((part) => [
      part.animate([{ clipPath: "inset(0 50%)" }, { clipPath: "inset(0)" }], OPEN),
      ...[...part.querySelectorAll(".text")].map((text) => text.animate([{ opacity: 0, transform: "translateY(12px)" }, { opacity: 1, transform: "none" }], { ...RISE, fill: "backwards" })),
    ]);
    this.#opening.push(...animations);
    await Promise.all(animations.map((animation) => animation.finished.catch(() => {})));
    this.#opening = this.#opening.filter((animation) => !animations.includes(animation));
  }

  #still() {
    for (const animation of this.#opening) animation.cancel();
    this.#opening = [];
  }
}

/** Position and height, as far as they are known. @param {Named & {height?: string}} player @param {string} language */
function about({ position = "", height = "" }, language) {
  const { positions } = words(language);
  const parts = position.toUpperCase().split(/[-/ ]+/).filter(Boolean);
  return [parts.map((part) => positions[part] ?? part).join("-"), height].filter(Boolean).join(" · ");
}

export default StartingFive;
