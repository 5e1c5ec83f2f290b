// The half court with the shots of both teams: a disc is made, a cross is missed.
import { html, nothing, svg } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { gameTime } from "../js/clock.js";
import { GamePanel } from "./game-panel.js";
import { courtOf, holds, lines, viewBox } from "./court.js";
import { byJersey, code, fullName, inOrder, periodName, short, SIDES } from "./words.js";

/** @typedef {import("../js/document.js").GameDocument} GameDocument */
/** @typedef {import("../js/document.js").Shot} Shot */
/** @typedef {{team: string, player: string, period: string}} Filter an empty string chooses all */

const CROWDED = 80;

export class ShotChart extends GamePanel {
  static topics = ["shots", "players", "score"];
  static properties = {
    shots: { attribute: false },
    players: { attribute: false },
    score: { attribute: false },
    filter: { attribute: false },
  };

  constructor() {
    super();
    /** @type {GameDocument["shots"]} */
    this.shots = undefined;
    /** @type {GameDocument["players"]} */
    this.players = undefined;
    /** @type {GameDocument["score"]} */
    this.score = undefined;
    /** @type {Filter} */
    this.filter = { team: "", player: "", period: "" };
  }

  render() {
    const game = /** @type {NonNullable<GameDocument["game"]>} */ (this.game);
    const court = courtOf(game);
    const { team, player, period } = this.filter;
    const shots = Object.entries(this.shots ?? {})
      .filter(([, shot]) => (!team || shot.team === team) && (!player || shot.player === player) && (!period || shot.period === period))
      .sort(([keyA, a], [keyB, b]) => a.at - b.at || (keyA < keyB ? -1 : 1));
    const placed = shots.filter(([, { x, y }]) => x !== undefined && y !== undefined && holds(court, x, y));
    const marks = placed.sort(([, a], [, b]) => Number(a.made) - Number(b.made));
    const radius = marks.length <= CROWDED ? 230 : 190;
    return html`<h2 id="shots-title" class="visually-hidden">Shot chart</h2>
      ${this.filters()}
      <svg class="court" viewBox=${viewBox(court)} role="img" aria-labelledby="shots-title shots-totals" style="--away: ${this.grounds?.away}; --home: ${this.grounds?.home}">
        <g class="lines">${lines(court).map(([name, path]) => svg`<path class=${name} d=${path} />`)}</g>
        <g class="marks">${repeat(marks, ([key]) => key, ([, shot]) => this.mark(shot, radius))}</g>
      </svg>
      ${this.totals(shots, shots.length - placed.length)}`;
  }

  /** @param {URLSearchParams} choices */
  read(choices) {
    const get = (/** @type {string} */ name) => choices.get(name) ?? "";
    const team = get("team");
    this.filter = { team: team === "home" || team === "away" ? team : "", player: get("player"), period: get("period") };
  }

  /** @param {Shot} shot @param {number} radius */
  mark(shot, radius) {
    const { x = 0, y = 0 } = shot;
    const title = svg`<title>${this.title_(shot)}</title>`;
    return shot.made
      ? svg`<circle class="made ${shot.team}" cx=${x} cy=${-y} r=${radius}>${title}</circle>`
      : svg`<path class="missed ${shot.team}" d="M-165-165L165 165M165-165L-165 165" transform="translate(${x} ${-y})">${title}</path>`;
  }

  /** @param {Shot} shot */
  title_(shot) {
    const game = /** @type {NonNullable<GameDocument["game"]>} */ (this.game);
    const when = [periodName(shot.period), shot.clock_ms === undefined ? "" : gameTime(shot.clock_ms)].filter(Boolean).join(" ");
    const distance = shot.distance === undefined ? "" : `${(shot.distance / 1000).toFixed(1)} m`;
    const who = fullName(this.players?.[shot.player ?? ""] ?? {}) || short(game[shot.team]);
    return [who, `${shot.three ? "three" : "two"} ${shot.made ? "made" : "missed"}`, distance, when].filter(Boolean).join(", ");
  }

  filters() {
    const game = /** @type {NonNullable<GameDocument["game"]>} */ (this.game);
    const { team, player, period } = this.filter;
    const shots = Object.values(this.shots ?? {});
    const shooters = new Set(shots.filter((shot) => !team || shot.team === team).flatMap((shot) => shot.player ?? []));
    if (player) shooters.add(player);
    const players = [...shooters]
      .map((key) => /** @type {[string, Partial<import("../js/document.js").Player>]} */ ([key, this.players?.[key] ?? {}]))
      .sort((a, b) => (a[1].team ?? "").localeCompare(b[1].team ?? "") || byJersey(a, b));
    const names = inOrder(this.score?.periods ?? {}).map(([name]) => name);
    for (const shot of shots) if (shot.period && !names.includes(shot.period)) names.push(shot.period);
    const option = (/** @type {string} */ value, /** @type {string} */ text, /** @type {string} */ chosen) => html`<option value=${value} ?selected=${value === chosen}>${text}</option>`;
    return html`<form class="filters" aria-label="Which shots are shown" @change=${this.filterBy} @submit=${(/** @type {Event} */ event) => event.preventDefault()}>
      <label><span class="visually-hidden">Team</span><select name="team" .value=${team}>${option("", "Both teams", team)}${SIDES.map((side) => option(side, short(game[side]), team))}</select></label>
      <label><span class="visually-hidden">Player</span><select name="player" .value=${player}>${option("", "All players", player)}${players.map(([key, one]) => option(key, [one.jersey, fullName(one) || key].filter(Boolean).join(" "), player))}</select></label>
      <label><span class="visually-hidden">Period</span><select name="period" .value=${period}>${option("", "All periods", period)}${names.map((name) => option(name, periodName(name), period))}</select></label>
      <span class="old-age"></span>
    </form>`;
  }

  /** @param {Event} event */
  filterBy(event) {
    const form = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget));
    const filter = { team: `${form.get("team")}`, player: `${form.get("player")}`, period: `${form.get("period")}` };
    const other = this.players?.[filter.player]?.team;
    if (filter.team && other && other !== filter.team) filter.player = "";
    this.choose(filter);
  }

  /** @param {[string, Shot][]} shots @param {number} unplaced */
  totals(shots, unplaced) {
    const game = /** @type {NonNullable<GameDocument["game"]>} */ (this.game);
    return html`<div class="totals" id="shots-totals">
      ${SIDES.map((side) => {
        const own = shots.filter(([, shot]) => shot.team === side).map(([, shot]) => shot);
        const threes = own.filter((shot) => shot.three);
        const made = (/** @type {Shot[]} */ some) => some.filter((shot) => shot.made).length;
        if (!own.length) return nothing;
        return html`<span class="total ${side}" style="--ground: ${this.grounds?.[side]}">${code(game[side])} <b>${made(own)}-${own.length}</b> ${threes.length ? html`<span class="threes">3PT <b>${made(threes)}-${threes.length}</b></span>` : nothing}</span> `;
      })}
      ${shots.length ? nothing : html`<span class="none">No shots yet.</span>`} ${unplaced ? html`<span class="unplaced">${unplaced} not drawn</span>` : nothing}
      <span class="legend" aria-hidden="true"><svg viewBox="-9 -9 18 18"><circle r="6" /></svg>made <svg viewBox="-9 -9 18 18"><path d="M-5-5L5 5M5-5L-5 5" /></svg>missed</span>
    </div>`;
  }
}
customElements.define("shot-chart", ShotChart);
