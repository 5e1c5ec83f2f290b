// Lower third of a player: number, name, and the line of the game or of a part of it. An OGraf graphic.

import { teamColors } from "../../js/colors.js";
import { own } from "../../js/own.js";
import { made, setPicture, setText, NO_COLOR, widthOnStage, within, wordOf } from "../kit/elements.js";
import { Lower } from "../kit/lower.js";
import { namesOf, setFitted, typed } from "../kit/names.js";
import { itemsOf, scopeWord } from "../kit/stats.js";
import { words } from "../kit/words.js";
import { MARKUP, STYLE } from "./style.js";

/** @typedef {import("../../js/document.js").Player} Player */
/** @typedef {{key: string, label: string, value: string}} Item */

const WIDTH = 912;
const SLAB = { wide: 128, narrow: 16 };
const PAD = 24;
const HEAD = 144;
const MOST = 6;
/** With fewer items than these there is no line. */
const FEWEST = 2;

export class LowerPlayer extends Lower {
  static style = STYLE;
  static markup = MARKUP;

  /** @returns {Player | undefined} */
  get #player() {
    return own(this.data.players, String(this.data.player ?? ""));
  }

  texts() {
    const player = this.#player;
    if (!player) return "";
    const line = this.#line(player);
    const name = namesOf(player, this.data).map(({ text }) => text);
    return [...name, player.jersey, ...line.items.flatMap(({ label, value }) => [label, value]), line.word, "0123456789-…"].join("");
  }

  pictures() {
    return [this.#player?.picture];
  }

  refusal() {
    if (!this.data.player) return "No player is chosen.";
    const player = this.#player;
    if (!player) return "This player is on neither roster.";
    return namesOf(player)[0].text === "" ? "The name of this player is not known." : "";
  }

  /** @param {boolean} moves */
  draw(moves) {
    super.draw(moves);
    const player = this.#player;
    if (!player) return;
    const { game, players, language } = this.data;
    const place = within(this.root, ".place");
    const { ground, ink, edge } = game ? teamColors(game.home, game.away)[player.team] : { ground: NO_COLOR, ink: null, edge: null };
    place.style.setProperty("--team", ground);
    if (ink) place.style.setProperty("--team-ink", ink);
    place.style.setProperty("--edge", edge ?? "transparent");

    const jersey = (player.jersey ?? "").trim();
    const head = this.drawable(player.picture);
    const left = (jersey ? SLAB.wide : SLAB.narrow) + (head ? HEAD : 0) + PAD;
    const room = WIDTH - left - PAD;
    place.classList.toggle("no-number", jersey === "");
    place.style.setProperty("--left", `${left}px`);
    setFitted(within(place, ".number"), typed(jersey), { room: SLAB.wide - 16, size: 84 });
    setPicture(within(place, ".head"), head);

    const teammates = Object.values(players).filter((/** @type {Player} */ one) => one.team === player.team);
    setFitted(within(place, ".name"), namesOf(player, { teammates, language }), { room, size: 56 });
    const { items, word } = this.#line(player);
    place.classList.toggle("alone", items.length === 0 && word === "");
    this.#drawLine(items, word, room);
  }

  /** The items of the line and its last word; without enough items, the position alone. @param {Player} player @returns {{items: Item[], word: string}} */
  #line(player) {
    const { player: id, scope = "game", items: chosen, language } = this.data;
    const items = itemsOf(this.data, { player: id, scope, items: chosen, language }).slice(0, MOST);
    if (items.length >= FEWEST) return { items, word: scopeWord(scope, this.data, language) };
    return { items: [], word: wordOf(words(language).positions, (player.position ?? "").trim().toUpperCase()) };
  }

  /** Write the line; items that have no room are left out from the end. @param {Item[]} items @param {string} word @param {number} room px */
  #drawLine(items, word, room) {
    const line = within(this.root, ".line");
    const key = JSON.stringify([items, word, room]);
    if (line.dataset.written === key) return;
    line.dataset.written = key;
    const shown = items.map(({ value, label }) => {
      const item = made("item", '<span class="value"></span><span class="label"></span>', "span");
      setText(within(item, ".value"), value);
      setText(within(item, ".label"), label);
      return item;
    });
    const last = made(items.length > 0 ? "scope" : "position", "", "span");
    last.textContent = word;
    line.replaceChildren(...shown, ...(word ? [last] : []));
    while (shown.length > FEWEST && widthOnStage(line, within(this.root, ".place")) > room) shown.pop()?.remove();
  }
}

export default LowerPlayer;
