// What is wanted most, one press away: players of the floor and of the bench, teams, and the graphics of the game. What a
// press on a player cues is the type of the row above. Nothing here goes on air: it goes into the preview.
import { html, nothing } from "lit";
import { gettext } from "../../js/text.js";
import { code, groundsOf, surname } from "../words.js";
import { teamColors } from "../../js/colors.js";
import { playerCue, squad } from "./cues.js";
import { keycap, Region } from "./region.js";

/** @typedef {import("../../js/document.js").Player} Player */
/** @typedef {import("../../js/document.js").Side} Side */
/** @typedef {import("../../js/air/zones.js").Cue} Cue */
/** @typedef {import("./cues.js").Kind} Kind */

/** @type {{graphic: string, text: string, key?: string, data?: object}[]} */
const GAME = [
  { graphic: "line-score", text: gettext("Line score"), key: "L" },
  { graphic: "on-the-floor", text: gettext("Both fives"), key: "F", data: { both: true } },
  { graphic: "leaders", text: gettext("Leaders"), key: "E" },
  { graphic: "half-time", text: gettext("Half-time") },
  { graphic: "final", text: gettext("Final") },
  { graphic: "title", text: gettext("Title") },
  { graphic: "slate", text: gettext("Slate") },
];

/** What the keys and buttons of the game's own graphics cue. @param {string} graphic @returns {Cue} */
export const gameCue = (graphic) => ({ graphic, data: { ...GAME.find((one) => one.graphic === graphic)?.data } });

export class DeskQuick extends Region {
  static properties = { ...Region.properties, kind: { state: true } };

  constructor() {
    super();
    /** @type {Kind} */
    this.kind = "line";
  }

  render() {
    const { desk, game } = this;
    if (!game) return nothing;
    const colors = teamColors(game.home, game.away);
    const grounds = groundsOf(game);
    return html`<header class="types">
        <h2>${gettext("Quick")}</h2>
        <div class="segments" role="group" aria-label=${gettext("What a player's button cues")}>
          ${this.#type("line", gettext("LINE"))}${this.#type("shots", gettext("SHOTS"), "S")}${this.#type("name", gettext("NAME"), "N")}
        </div>
        <button type="button" class="compare" aria-keyshortcuts="C" @click=${() => desk.commands.cue({ graphic: "comparison", data: {} })}>${gettext("COMPARE")}${keycap("C")}</button>
      </header>
      ${desk.sides.map((side) => this.#team(side, grounds[side], colors[side].ink))}
      <div class="of-game" role="group" aria-label=${gettext("The game")}>
        ${GAME.map(({ graphic, text, key }) => html`<button type="button" aria-keyshortcuts=${key ?? nothing} class=${this.#state(gameCue(graphic))} @click=${() => desk.commands.cue(gameCue(graphic))}>${text}${keycap(key)}</button>`)}
      </div>`;
  }

  /** @param {Kind} kind @param {string} text @param {string} [key] */
  #type(kind, text, key) {
    return html`<button type="button" aria-pressed=${`${kind === this.kind}`} @click=${() => (this.kind = kind)}>${text}${keycap(key)}</button>`;
  }

  /** @param {Side} side @param {string} ground @param {string} ink */
  #team(side, ground, ink) {
    const { desk } = this;
    const game = /** @type {import("../../js/document.js").Game} */ (this.game);
    const { floor, bench } = squad(desk.aired, side);
    const team = (/** @type {string} */ graphic, /** @type {string} */ text, /** @type {object} */ data = {}) => {
      const cue = { graphic, data: { team: side, ...data } };
      return html`<button type="button" class=${this.#state(cue)} @click=${() => desk.commands.cue(cue)}>${text}</button>`;
    };
    return html`<section class="quick-team" style="--ground: ${ground}; --on-ground: ${ink}" aria-label=${game[side].name}>
      <header><h3>${code(game[side])}</h3><span class="side">${side === "home" ? gettext("home") : gettext("away")} ${keycap(side === "home" ? "H" : "A")}</span>
        ${team("on-the-floor", gettext("Floor"))}${team("starting-five", gettext("Five"))}${team("shot-chart", gettext("Team shots"))}</header>
      <div class="squad">
        <div class="five">${floor.map((one) => this.#player(one, true))}</div>
        <div class="bench">${bench.map((one) => this.#player(one, false))}</div>
        ${floor.length + bench.length ? nothing : html`<p class="muted">${gettext("The roster is not known yet.")}</p>`}
      </div>
    </section>`;
  }

  /** @param {[string, Player]} one @param {boolean} large */
  #player([id, player], large) {
    const { desk } = this;
    const cue = playerCue(this.kind, id, player, desk.aired);
    const spoken = `${player.jersey ?? ""} ${player.name ?? surname(player)}`.trim();
    return html`<button type="button" class="player ${large ? "large" : ""} ${this.#state(cue)}" title=${spoken} @click=${() => desk.commands.cue(cue)}>
      <b>${player.jersey ?? ""}</b> <span>${surname(player)}</span>
    </button>`;
  }

  /** Whether a cue stands by or is on air. @param {Cue} cue */
  #state({ graphic, data = {} }) {
    const { standby = {}, graphics = {} } = this.desk.output.program;
    const same = (/** @type {Cue} */ one) => one.graphic === graphic && JSON.stringify(one.data ?? {}) === JSON.stringify(data);
    if (Object.values(graphics).some(same)) return "is-on-air";
    return Object.values(standby).some(same) ? "stands-by" : "";
  }
}
customElements.define("desk-quick", DeskQuick);
