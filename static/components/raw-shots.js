// Shots as an answer has them, on the half court: a disc is made, a cross is missed, a ring is not said.
import { html, nothing, svg } from "lit";
import { gettext, grouped, ngettext } from "../js/text.js";
import { BoardElement } from "./board-element.js";
import { courtOf, holds, lines, viewBox } from "./court.js";

/** @typedef {import("../js/answer.js").RawShot} RawShot */

const CROWDED = 80;
/** A game has some two hundred; a season's worth would hold the browser up for seconds. */
const MOST_MARKS = 2000;

export class RawShots extends BoardElement {
  static properties = { shots: { attribute: false }, rules: {}, ruleSets: { attribute: false }, team: { state: true } };

  constructor() {
    super();
    /** @type {RawShot[]} */
    this.shots = [];
    this.rules = "NBA";
    /** @type {[string, string][]} */
    this.ruleSets = [];
    this.team = "";
  }

  /** @param {import("lit").PropertyValues} changed */
  willUpdate(changed) {
    if (changed.has("shots")) this.team = "";
  }

  render() {
    const court = courtOf(/** @type {any} */ ({ rules: this.rules }));
    const teams = [...new Set(this.shots.map(({ team }) => team))];
    const shots = this.shots.filter(({ team }) => !this.team || team === this.team);
    const held = shots.filter(({ x, y }) => holds(court, x, y));
    const placed = held.slice(0, MOST_MARKS).sort((a, b) => Number(a.made ?? false) - Number(b.made ?? false));
    const radius = placed.length <= CROWDED ? 210 : 160;
    const choose = (/** @type {"team" | "rules"} */ name) => (/** @type {Event} */ event) => (this[name] = /** @type {HTMLSelectElement} */ (event.target).value);
    return html`<div class="table-tools">
        ${teams.length > 1 ? html`<label>${gettext("Team")} <select .value=${this.team} @change=${choose("team")}><option value="">${gettext("all")}</option>${teams.filter(Boolean).map((team) => html`<option value=${team} ?selected=${team === this.team}>${team}</option>`)}</select></label>` : nothing}
        <label>${gettext("Court")} <select @change=${choose("rules")}>${this.ruleSets.map(([value, text]) => html`<option value=${value} ?selected=${value === this.rules}>${text}</option>`)}</select></label>
      </div>
      <svg class="raw-court" viewBox=${viewBox(court)} role="img" aria-label=${ngettext("%(count)s shot on the half court", "%(count)s shots on the half court", placed.length)}>
        <g class="lines">${lines(court).map(([name, path]) => svg`<path class=${name} d=${path} />`)}</g>
        <g class="marks">${placed.map((shot) => this.mark(shot, teams.indexOf(shot.team), radius))}</g>
      </svg>
      <ul class="legend">${teams.map((team, index) => html`<li class="team-${index % 3}"><svg viewBox="-9 -9 18 18" aria-hidden="true"><circle r="6" /></svg>${team ? gettext("Team %(team)s", { team }) : gettext("No team")} <b>${this.count(team)}</b></li>`)}
        ${held.length < shots.length ? html`<li class="none">${gettext("%(count)s outside this half court, not drawn", { count: grouped(shots.length - held.length) })}</li>` : nothing}
        ${placed.length < held.length ? html`<li class="none">${gettext("the first %(drawn)s of %(total)s are drawn", { drawn: grouped(placed.length), total: grouped(held.length) })}</li>` : nothing}</ul>`;
  }

  /** @param {string} team */
  count(team) {
    const own = this.shots.filter((shot) => shot.team === team);
    return `${own.filter(({ made }) => made).length}-${own.length}`;
  }

  /** @param {RawShot} shot @param {number} team @param {number} radius */
  mark(shot, team, radius) {
    const result = shot.made === undefined ? gettext("result not said") : shot.made ? gettext("made") : gettext("missed");
    const distance = `${(Math.hypot(shot.x, shot.y) / 1000).toFixed(1)} m`;
    const title = svg`<title>${[shot.player && gettext("player %(player)s", { player: shot.player }), shot.three ? gettext("three") : gettext("two"), result, distance, shot.period].filter(Boolean).join(", ")}</title>`;
    if (shot.made === false) {
      const arm = radius * 0.75;
      return svg`<path class="missed team-${team % 3}" d="M${-arm} ${-arm}L${arm} ${arm}M${arm} ${-arm}L${-arm} ${arm}" transform="translate(${shot.x} ${-shot.y})">${title}</path>`;
    }
    return svg`<circle class="${shot.made ? "made" : "unsaid"} team-${team % 3}" cx=${shot.x} cy=${-shot.y} r=${radius}>${title}</circle>`;
  }
}
customElements.define("raw-shots", RawShots);
