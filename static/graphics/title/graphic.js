// Title: who plays whom, full frame, before the game. An OGraf graphic.

import { teamColors } from "../../js/colors.js";
import { Graphic } from "../base.js";
import { every, frame, setPicture, within } from "../kit/elements.js";
import { setFitted, setFittedAlike, typed } from "../kit/names.js";
import { capitals, words } from "../kit/words.js";
import { MARKUP, STYLE } from "./style.js";

/** @typedef {import("../../js/document.js").Side} Side */
/** @typedef {import("../../js/document.js").Team} Team */

/** @type {Side[]} */
const SIDES = ["away", "home"];
const NAME_ROOM = 560;
const LINE_ROOM = { head: 1400, foot: 1130, middle: 208 };

export class Title extends Graphic {
  build() {
    frame(this.root, STYLE, MARKUP);
  }

  texts() {
    const { game, line1, line2, title, language } = this.data;
    const names = game ? [game.home, game.away].flatMap((team) => namesOf(team, language)) : [];
    return [...names, line1, line2 ?? game?.venue, title, words(language).versus, "…"].join("");
  }

  pictures() {
    const { game, sponsor } = this.data;
    return [game?.home.logo, game?.away.logo, sponsor];
  }

  refusal() {
    const { game } = this.data;
    if (!game) return "No game is known.";
    return game.home.name && game.away.name ? "" : "The name of a team is not known.";
  }

  parts() {
    return { ground: every(this.root, ".ground"), texts: every(this.root, ".text") };
  }

  draw() {
    const { game, line1, line2, title, language = "en", sponsor } = this.data;
    if (!game) return;
    const place = within(this.root, ".place");
    place.lang = language;
    const colors = teamColors(game.home, game.away);
    const logos = this.drawable(game.home.logo) && this.drawable(game.away.logo);
    place.classList.toggle("plain", !logos);
    for (const side of SIDES) {
      const block = within(place, `.${this.#placeOf(side)}`);
      block.style.setProperty("--team", colors[side].ground);
      block.style.setProperty("--team-ink", colors[side].ink);
      block.style.setProperty("--edge", colors[side].edge ?? "transparent");
      setPicture(within(block, ".logo"), logos ? game[side].logo : undefined);
      block.classList.toggle("one-line", namesOf(game[side], language)[0] === "");
    }
    this.#drawNames(".first-name", 0, 44);
    this.#drawNames(".name", 1, 72);
    setFitted(within(place, ".head"), typed(line1), { room: LINE_ROOM.head, size: 32 });
    setFitted(within(place, ".foot"), typed(line2 ?? game.venue), { room: LINE_ROOM.foot, size: 32 });
    setFitted(within(place, ".middle"), typed(title || words(language).versus), { room: LINE_ROOM.middle, size: 112 });
    setPicture(within(place, ".sponsor"), this.drawable(sponsor));
  }

  /** Write one of the two lines of both names. @param {string} selector @param {0 | 1} line @param {number} size px */
  #drawNames(selector, line, size) {
    /** @type {[HTMLElement, import("../kit/names.js").Form[]][]} */
    const names = SIDES.map((side) => [
      within(this.root, `.${this.#placeOf(side)} ${selector}`),
      typed(namesOf(this.data.game[side], this.data.language)[line]),
    ]);
    setFittedAlike(names, { room: NAME_ROOM, size });
  }

  /** Visitors first or home first, as in the bug. @param {Side} side */
  #placeOf(side) {
    const homeFirst = (this.data.team_order === "HOME_FIRST") !== (this.data.swap === true);
    return (side === "home") === homeFirst ? "first" : "second";
  }
}

/** A team's name in two lines: its short name is the second where the name ends with it; else there is one. @param {Team} team @param {string} [language] */
function namesOf({ name = "", short_name = "" }, language) {
  const [full, short] = [name, short_name].map((text) => capitals(text.trim(), language));
  return short && full.endsWith(` ${short}`) ? [full.slice(0, -short.length).trim(), short] : ["", full];
}

export default Title;
