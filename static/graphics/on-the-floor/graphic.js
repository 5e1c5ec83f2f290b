// On the floor: the five of one team, or of both, with what they have done. An OGraf graphic.

import { byPosition } from "../../components/words.js";
import { ruleSet } from "../../js/clock.js";
import { every, made, setCount, setText, within } from "../kit/elements.js";
import { namesOf, setFitted } from "../kit/names.js";
import { inWords, Panel, wear } from "../kit/panel.js";
import { itemsOf } from "../kit/stats.js";
import { capitals, words } from "../kit/words.js";
import { STYLE } from "./style.js";

/** @typedef {import("../../js/document.js").Side} Side */

const ITEMS = ["PTS", "REB", "FL"];
const FLASH = { duration: 600, easing: "ease-out" };
/** With the confirming key more than five may be shown, as many as the zone holds. */
const MOST = 6;
const HEAD_ROOM = 560;
const NAME_ROOM = 464;
const WIDE_ROOM = 544;
/** With score bug B at the top the left zone starts lower. */
const TOP = 150;
const TOP_UNDER_BOX = 246;

const ROW = `<div class="slab jersey mid centred text"></div><div class="name mid text"></div><div class="line text"></div><div class="flash"></div>`;
const TEAM = `<div class="panel"><div class="team ground"><div class="head mid text"></div><div class="rows"></div></div></div>`;

export class OnTheFloor extends Panel {
  /** The players of each side in the rows in which they stand. @type {{[side: string]: string[]}} */
  #rows = {};

  /** @returns {[string, string]} */
  markup() {
    return [STYLE, TEAM + TEAM];
  }

  parts() {
    return { ground: this.all(".ground"), texts: this.all(".text") };
  }

  /** The teams that are shown. @returns {Side[]} */
  get shown() {
    const { both, team } = this.data;
    return both ? this.sides : [team === "home" || team === "away" ? team : this.sides[0]];
  }

  refusal() {
    const missing = super.refusal();
    if (missing || this.data.anyway === true) return missing;
    for (const side of this.shown) {
      const { length } = this.five(side);
      if (length !== 5) return `${this.data.game[side].name}: ${inWords(length).toLowerCase()} of five ${length === 1 ? "is" : "are"} known.`;
    }
    return "";
  }

  /** Who is on the floor, of those that are known, guards first, then by number. @param {Side} side */
  five(side) {
    const named = this.data.lineups?.[side]?.players;
    const on = this.roster(side).filter(([id, player]) => (named ? named.includes(id) : player.on_floor));
    return on.sort(byPosition).map(([id]) => id);
  }

  /** @param {boolean} moves */
  paint(moves) {
    const { bug, zone } = this.data;
    const shown = this.shown;
    this.all(".panel").forEach((panel, at) => {
      const side = shown[at];
      panel.classList.toggle("absent", !side);
      if (!side) return;
      panel.lang = this.language;
      panel.style.setProperty("--top", `${bug === "b-top" ? TOP_UNDER_BOX : TOP}px`);
      panel.classList.toggle("of-second", at === 1 || (shown.length === 1 && zone === "right"));
      wear(panel, this.colors[side]);
      this.#paintTeam(panel, side, moves);
    });
  }

  /** @param {HTMLElement} panel @param {Side} side @param {boolean} moves */
  #paintTeam(panel, side, moves) {
    const { short_name, name, abbreviation = "" } = this.data.game[side];
    const { onTheFloor } = words(this.language);
    const heads = [short_name || name, abbreviation || short_name || name].map((team) => ({ text: `${capitals(team, this.language)} ${onTheFloor}`, least: 0.8 }));
    setFitted(within(panel, ".head"), heads, { room: HEAD_ROOM, size: 44 });

    const before = this.on ? (this.#rows[side] ?? []) : [];
    const ids = placed(before, this.five(side), moves).slice(0, MOST);
    this.#rows[side] = ids;
    const rows = within(panel, ".rows");
    setCount(rows, ids.length, () => made("row night", ROW));
    every(rows, ".row").forEach((row, at) => {
      this.#paintRow(row, side, ids[at]);
      if (moves && before.length > 0 && before[at] !== ids[at]) within(row, ".flash").animate([{ opacity: 0.8 }, { opacity: 0 }], FLASH);
    });
  }

  /** @param {HTMLElement} row @param {Side} side @param {string} id */
  #paintRow(row, side, id) {
    const player = this.data.players[id];
    const { jersey = "", line } = player;
    const items = itemsOf(this.data, { player: id, items: ITEMS, language: this.language });
    row.classList.toggle("no-number", jersey === "");
    row.classList.toggle("no-line", items.length === 0);
    setText(within(row, ".slab"), jersey);
    const teammates = this.roster(side).map(([, mate]) => mate);
    setFitted(within(row, ".name"), namesOf(player, { teammates, language: this.language }), { room: jersey ? NAME_ROOM : WIDE_ROOM, size: 44 });
    const box = within(row, ".line");
    setCount(box, items.length, () => made("item", "<b></b><span></span>"));
    every(box, ".item").forEach((item, at) => {
      const { key, value, label } = items[at];
      setText(within(item, "b"), value);
      setText(within(item, "span"), label);
      item.classList.toggle("trouble", key === "FL" && (line.FL ?? 0) >= ruleSet(this.data).fouls_out - 1);
    });
  }
}

/**
 * The rows of a five that stands: who stays keeps the row, and in a substitution who comes takes that of one who left.
 * What was caught up, or is another team's, stands in its own order.
 * @param {string[]} before
 * @param {string[]} now in order
 * @param {boolean} live
 */
function placed(before, now, live) {
  const coming = now.filter((id) => !before.includes(id));
  if (before.length !== now.length || (coming.length > 0 && !live)) return now;
  return before.map((id) => (now.includes(id) ? id : /** @type {string} */ (coming.shift())));
}

export default OnTheFloor;
