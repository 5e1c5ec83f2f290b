// Line score: each team's points by period, and the total. An OGraf graphic.

import { periodLabel } from "../../js/clock.js";
import { teamColors } from "../../js/colors.js";
import { columnsOf, doesNotAddUp } from "../../js/line-score.js";
import { abbreviationOf } from "../../js/onair.js";
import { every, made, setCount, setText, within } from "../kit/elements.js";
import { Lower } from "../kit/lower.js";
import { setFittedAlike, teamNamesOf } from "../kit/names.js";
import { words } from "../kit/words.js";
import { MARKUP, STYLE } from "./style.js";

/** @typedef {import("../../js/document.js").Side} Side */

const NAME_ROOM = 272;
const NAME_SIZE = 44;
/** @type {Side[]} */
const SIDES = ["away", "home"];
/** From as many periods on the numbers are smaller. */
const MANY = 7;

export class LineScore extends Lower {
  static style = STYLE;
  static markup = MARKUP;
  static height = 200;

  texts() {
    const { game, language } = this.data;
    if (!game) return "";
    const names = [game.home, game.away].flatMap((team) => teamNamesOf(team, language).map(({ text }) => text));
    const heads = columnsOf(this.data).map(({ period }) => periodLabel(period, language));
    return `${names.join("")}${heads.join("")}${words(language).total}0123456789…`;
  }

  refusal() {
    const { game, score, anyway } = this.data;
    if (!game) return "No game is known.";
    if (score?.home === undefined && score?.away === undefined) return "The score is not known yet.";
    const wrong = anyway === true ? [] : doesNotAddUp(this.data);
    const said = wrong.map(({ side, total, sum }) => `${abbreviationOf(game[side])} has ${total}, its periods have ${sum}`);
    return said.length > 0 ? `The periods do not add up to the total: ${said.join("; ")}.` : "";
  }

  /** @param {boolean} moves */
  draw(moves) {
    super.draw(moves);
    const { game, score = {}, language } = this.data;
    if (!game) return;
    const place = within(this.root, ".place");
    const columns = columnsOf(this.data);
    const colors = teamColors(game.home, game.away);
    place.classList.toggle("many", columns.length >= MANY);
    place.style.setProperty("--columns", String(columns.length));
    setText(within(place, ".head .total"), words(language).total);
    this.#cells(within(place, ".head .periods"), columns.map(({ period, current }) => [periodLabel(period, language), current]));
    this.#drawNames();
    for (const side of SIDES) {
      const row = within(place, `.row.${this.#placeOf(side)}`);
      row.style.setProperty("--team", colors[side].ground);
      row.style.setProperty("--edge", colors[side].edge ?? "transparent");
      this.#cells(within(row, ".periods"), columns.map((column) => [written(column[side]), column.current]));
      setText(within(row, ".total"), written(score[side]));
    }
  }

  #drawNames() {
    const { game, language } = this.data;
    /** @type {[HTMLElement, import("../kit/names.js").Form[]][]} */
    const names = SIDES.map((side) => [
      within(this.root, `.row.${this.#placeOf(side)} .name`),
      teamNamesOf({ ...game[side], abbreviation: abbreviationOf(game[side]) }, language),
    ]);
    setFittedAlike(names, { room: NAME_ROOM, size: NAME_SIZE });
  }

  /** @param {HTMLElement} box @param {[string, boolean][]} texts each with whether it is of the period in play */
  #cells(box, texts) {
    setCount(box, texts.length, () => made("cell", "", "span"));
    every(box, ".cell").forEach((cell, at) => {
      setText(cell, texts[at][0]);
      cell.classList.toggle("current", texts[at][1]);
    });
  }

  /** Visitors first or home first, as in the bug. @param {Side} side */
  #placeOf(side) {
    const homeFirst = (this.data.team_order === "HOME_FIRST") !== (this.data.swap === true);
    return (side === "home") === homeFirst ? "first" : "second";
  }
}

/** @param {number | undefined} points */
const written = (points) => (points === undefined ? "" : String(points));

export default LineScore;
