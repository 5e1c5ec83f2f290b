// A followed game on the board.
import { html, nothing } from "lit";
import { gameTime } from "../js/clock.js";
import { textOf } from "../js/plays.js";
import { gettext } from "../js/text.js";
import { BoardElement } from "./board-element.js";
import { ageOf, pillOf } from "./feed-state.js";
import { number, periodName, short, SIDES } from "./words.js";
import { momentText } from "./zone.js";

/** @typedef {import("../js/document.js").GameDocument} GameDocument */

export class GameTile extends BoardElement {
  static properties = {
    state: { attribute: false },
    reading: { attribute: false },
    grounds: { attribute: false },
    offline: { attribute: false },
    now: { attribute: false },
  };

  constructor() {
    super();
    /** @type {GameDocument | undefined} */
    this.state = undefined;
    /** @type {import("../js/clock.js").Reading | undefined} */
    this.reading = undefined;
    /** @type {import("./words.js").Grounds | undefined} */
    this.grounds = undefined;
    this.offline = false;
    /** Server time to the second. */
    this.now = 0;
  }

  get ready() {
    return this.state?.game !== undefined && this.reading !== undefined && this.grounds !== undefined;
  }

  render() {
    const { game, score = {}, possession, feed = { state: "scheduled" } } = /** @type {GameDocument & {game: import("../js/document.js").Game}} */ (this.state);
    const { time, period, label } = /** @type {import("../js/clock.js").Reading} */ (this.reading);
    const coming = game.status === "scheduled" && game.tipoff_at !== undefined;
    const pill = pillOf(feed, this.offline);
    const since = ageOf(feed, this.now);
    const clock = label ? html`<b>${label}</b>` : html`${time ? html`<b>${time}</b> ` : nothing}${period}`;
    const leader = score.home === undefined || score.away === undefined || score.home === score.away ? "" : score.home > score.away ? "home" : "away";
    return html`<a class="tile panel" href="/games/${encodeURIComponent(game.event_id)}/" ?data-old=${pill.state === "lost"}>
      <span class="tile-head">
        <span class="tile-clock">${coming ? html`<time>${momentText(game.tipoff_at ?? 0)}</time>` : clock}</span>
        ${game.rehearsal ? html`<span class="rehearsal">${gettext("Rehearsal")}</span>` : nothing}
        <span class="pill ${pill.state}"><span class="dot"></span>${pill.text} ${since ? html`<span data-age>${since}</span>` : nothing}</span>
      </span>
      ${SIDES.map(
        (side) => html`<span class="tile-team ${side} ${leader === side ? "leads" : ""}" style="--ground: ${this.grounds?.[side]}">
          <span class="name">${short(game[side])}</span>
          ${game.status === "live" && possession?.team === side ? html`<svg class="ball" viewBox="0 0 10 10" role="img" aria-label=${gettext("has the ball")}><path d="M9 1v8L1 5z" /></svg>` : nothing}
          <span class="points">${number(score[side])}</span>
        </span> `,
      )}
      <span class="tile-foot">${this.foot()}</span>
    </a>`;
  }

  /** The newest play of a game under way, else the place. */
  foot() {
    const { game, latest } = /** @type {GameDocument} */ (this.state);
    if (!latest || game?.status !== "live") return game?.venue ?? nothing;
    const when = [latest.clock_ms === undefined ? "" : gameTime(latest.clock_ms), periodName(latest.period)].filter(Boolean).join(" ");
    const text = textOf(latest);
    return html`<b>${when}</b> <span class=${latest.team ? "whose" : nothing} style=${latest.team ? `--ground: ${this.grounds?.[latest.team]}` : nothing}>${text}</span>`;
  }
}
customElements.define("game-tile", GameTile);
