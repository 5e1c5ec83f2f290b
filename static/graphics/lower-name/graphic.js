// Lower third of one or two people, a place, or a free text: what a person has typed. An OGraf graphic.

import { teamColors } from "../../js/colors.js";
import { every, within } from "../kit/elements.js";
import { Lower } from "../kit/lower.js";
import { setFitted, typed } from "../kit/names.js";
import { capitals } from "../kit/words.js";
import { MARKUP, STYLE } from "./style.js";

/** The room of a text beside the bar, px: in the whole width, and in a half. */
const ROOM = { one: 912 - 40 - 24, two: 448 - 40 - 24 };

export class LowerName extends Lower {
  static style = STYLE;
  static markup = MARKUP;
  static height = 112;

  /** @returns {{name: string, title: string}[]} */
  get #people() {
    const { name, title, name2, title2, language } = this.data;
    const given = [
      [name, title],
      [name2, title2],
    ].map(([one, other]) => ({ name: capitals(String(one ?? "").trim(), language), title: String(other ?? "").trim() }));
    return given.filter((person) => person.name !== "");
  }

  texts() {
    return `${this.#people.flatMap(({ name, title }) => [name, title]).join("")}…`;
  }

  refusal() {
    return this.#people.length === 0 ? "No name is typed." : "";
  }

  /** @param {boolean} moves */
  draw(moves) {
    super.draw(moves);
    const { game, team } = this.data;
    const people = this.#people;
    const place = within(this.root, ".place");
    const colors = game && (team === "home" || team === "away") ? teamColors(game.home, game.away)[/** @type {"home" | "away"} */ (team)] : null;
    if (colors) place.style.setProperty("--bar", colors.ground);
    else place.style.removeProperty("--bar");
    place.style.setProperty("--edge", colors?.edge ?? "transparent");
    place.classList.toggle("two", people.length === 2);
    every(place, ".person").forEach((box, at) => {
      const { name = "", title = "" } = people[at] ?? {};
      const room = people.length === 2 ? ROOM.two : ROOM.one;
      box.classList.toggle("absent", name === "");
      box.classList.toggle("alone", title === "");
      setFitted(within(box, ".name"), typed(name), { room, size: 52 });
      setFitted(within(box, ".title"), typed(title), { room, size: 32 });
    });
  }
}

export default LowerName;
