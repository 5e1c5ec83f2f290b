// The scoreboard: both teams, the score, the clock.
import { html, nothing } from "lit";
import { clockNotes } from "../js/clock.js";
import { gettext } from "../js/text.js";
import { pips } from "../js/timeouts.js";
import { ClockPanel } from "./clock-panel.js";
import { brief, lines, logo, longest, number, short, SIDES } from "./words.js";
import { momentText } from "./zone.js";

/** @typedef {import("../js/document.js").GameDocument} GameDocument */

export class ScoreBoard extends ClockPanel {
  static topics = ["score", "clock", "team_stats", "possession"];
  static properties = {
    score: { attribute: false },
    clock: { attribute: false },
    team_stats: { attribute: false },
    possession: { attribute: false },
  };

  constructor() {
    super();
    /** @type {GameDocument["score"]} */
    this.score = undefined;
    /** @type {GameDocument["clock"]} */
    this.clock = undefined;
    /** @type {GameDocument["team_stats"]} */
    this.team_stats = undefined;
    /** @type {GameDocument["possession"]} */
    this.possession = undefined;
  }

  render() {
    return html`${this.team("away")}${this.center()}${this.team("home")}`;
  }

  /** @param {import("../js/document.js").Side} side */
  team(side) {
    const game = /** @type {NonNullable<GameDocument["game"]>} */ (this.game);
    const team = game[side];
    const { fouls, timeouts, bonus } = this.team_stats?.[side] ?? {};
    const left = pips(game.rules, this.clock?.period, timeouts);
    const art = SIDES.every((one) => logo(game[one])) ? logo(team) : "";
    const arrow = side === "away" ? "M12 0v24L0 12z" : "M0 0v24L12 12z";
    const letters = Math.max(...SIDES.map((one) => longest(lines(game[one]))));
    return html`<div class="team ${side}" style="--ground: ${this.grounds?.[side]}; --letters: ${letters}">
      ${art ? html`<img class="logo" src=${art} alt="" />` : nothing}
      <div class="who">
        <div class="name"><span class="full">${lines(team).map((line) => html`<span>${line}</span> `)}</span><span class="short">${brief(team)}</span></div>
        <div class="facts">
          ${fouls === undefined ? nothing : html`<span>${gettext("Fouls")} <b>${fouls}</b></span>`}
          ${timeouts === undefined ? nothing : html`<span class="timeouts"><span class="word">${gettext("Timeouts")}</span> <b>${timeouts}</b>${left.length ? html`<span class="pips" aria-hidden="true">${left.map((one) => html`<i class=${one ? "left" : nothing}></i>`)}</span>` : nothing}</span>`}
          ${bonus ? html`<span class="bonus">${bonus}</span>` : nothing}
        </div>
      </div>
      <div class="arrow">${this.possession?.team === side ? html`<svg viewBox="0 0 12 24" role="img" aria-label=${gettext("%(team)s have the ball", { team: short(team) })}><path d=${arrow} /></svg>` : nothing}</div>
      <div class="points">${number(this.score?.[side])}</div>
    </div>`;
  }

  center() {
    const game = /** @type {NonNullable<GameDocument["game"]>} */ (this.game);
    const { time, period, label, shot, alarm } = /** @type {import("../js/clock.js").Reading} */ (this.reading);
    return html`<div class="center">
      ${label
        ? html`<div class="label">${label}</div>`
        : html`${time ? html`<div class="time">${time}</div>` : nothing}
            <div class="row">
              <span class="period">${period}</span>
              ${shot ? html`<span class="shot ${alarm ? "alarm" : ""}"><span class="visually-hidden">${gettext("Shot clock")}</span> ${shot}</span>` : nothing}
            </div>`}
      ${game.status === "scheduled" && game.tipoff_at !== undefined ? html`<div class="tipoff">${momentText(game.tipoff_at)}</div>` : nothing}
      ${this.notes().map((note) => html`<div class="note">${note}</div>`)}<span class="old-age"></span>
    </div>`;
  }

  notes() {
    const { countdown, jumped, text } = clockNotes({ clock: this.clock });
    return [
      countdown && gettext("Countdown %(time)s", { time: countdown }),
      jumped && gettext("Clock jumped %(before)s → %(after)s", { before: jumped.from, after: jumped.to }),
      text && gettext("Feed's clock: %(text)s", { text }),
    ].filter(Boolean);
  }
}
customElements.define("score-board", ScoreBoard);
