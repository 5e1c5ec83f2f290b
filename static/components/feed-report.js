// All that is known of the feed, what it means for the page, and where each panel's numbers are from.
import { html, nothing } from "lit";
import { own } from "../js/own.js";
import { gettext } from "../js/text.js";
import { GamePanel } from "./game-panel.js";
import { pillOf } from "./feed-state.js";
import { age, SIDES } from "./words.js";

/** @typedef {import("../js/document.js").GameDocument} GameDocument */

/** @type {{[state: string]: string}} */
const MEANING = {
  scheduled: gettext("The game has not begun. The stream is followed from before tip-off."),
  "catching-up": gettext("Reading what has happened so far. Numbers may still be behind."),
  live: gettext("The stream is open and answers."),
  polling: gettext("The stream cannot be had. Numbers come from requests, a few seconds late."),
  stale: gettext("The stream is open, but what is known is older than it should be."),
  lost: gettext("The feed does not answer. What is shown is the last that was known."),
  ended: gettext("The game is over and the feed is closed."),
};
const OFFLINE = gettext("This page has lost the server and tries again by itself. What is shown is the last that was known.");
/** @type {{[resource: string]: string}} */
const LACKING = {
  stats: gettext("Box score and comparison have only what the stream brings."),
  details: gettext("Plays, game flow, rotation and units have only what the stream brings."),
  shots: gettext("The shot chart and the points in the paint have only what the stream brings."),
  possessions: gettext("Nothing is told per 100 possessions."),
  lineups: gettext("Who is on the floor is worked out from the plays."),
  roster: gettext("Players may lack their names and numbers."),
  event: gettext("The sessions of the game are not known."),
};
/** @type {{[source: string]: string}} */
const FLOOR = {
  lineups: gettext("The feed’s lineups"),
  plays: gettext("The substitutions among the plays"),
  possessions: gettext("The fives of the possessions"),
  starters: gettext("The starters: no change is known"),
};
const SOURCES = [
  [gettext("Score"), gettext("The feed’s totals")],
  [gettext("Fouls, bonus, timeouts"), gettext("Counted from the plays, by the rules")],
  [gettext("Shot chart"), gettext("The feed’s shots; areas by their places")],
  [gettext("Box score"), gettext("The feed’s stats; time and plus-minus counted from the plays")],
  [gettext("Comparison"), gettext("The feed’s stats; points and single periods counted from the plays")],
  [gettext("Game flow, rotation, units"), gettext("Counted from the plays")],
];

export class FeedReport extends GamePanel {
  static topics = ["feed", "lineups"];
  static properties = { feed: { attribute: false }, lineups: { attribute: false }, offline: { attribute: false }, now: { attribute: false } };

  constructor() {
    super();
    /** @type {GameDocument["feed"]} */
    this.feed = undefined;
    /** @type {GameDocument["lineups"]} */
    this.lineups = undefined;
    this.offline = false;
    /** Server time to the second. */
    this.now = 0;
  }

  get ready() {
    return super.ready && this.feed !== undefined && this.now > 0;
  }

  /** @param {GameDocument} state @param {import("./game-panel.js").Surroundings} surroundings */
  take(state, surroundings) {
    super.take(state, surroundings);
    this.offline = surroundings.offline;
  }

  /** @param {GameDocument} state @param {number} now */
  tick(state, now) {
    this.now = Math.floor(now / 1000) * 1000;
  }

  render() {
    const feed = /** @type {import("../js/document.js").Feed} */ (this.feed);
    const { event_id } = /** @type {NonNullable<GameDocument["game"]>} */ (this.game);
    const { state, text } = pillOf(feed, this.offline);
    const rejected = Object.entries(feed.rejected ?? {}).sort(([a], [b]) => Number(b) - Number(a));
    const barred = pairs(feed.barred).map(([name, why]) => [name, why, own(LACKING, name) ?? ""]);
    return html`<h2 class="visually-hidden">${gettext("Feed")}</h2>
      <div class="facts">
        <p class="state"><span class="pill ${state}"><span class="dot"></span>${text}</span> ${this.offline ? OFFLINE : MEANING[feed.state]}</p>
        <dl>${this.facts(feed, rejected.length).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
        <p class="actions"><a class="button" href="/games/${encodeURIComponent(event_id)}/recording" download>${gettext("Save as a recording")}</a> <a class="button" href="/rehearsal/?source=game:${encodeURIComponent(event_id)}">${gettext("Rehearse it")}</a></p>
      </div>
      <div class="lists">
        ${list(gettext("Barred"), [gettext("Resource"), gettext("Answer"), gettext("What it means")], barred, gettext("Nothing is barred."))}
        ${list(gettext("Mismatches"), [gettext("Where"), gettext("What")], pairs(feed.mismatches), gettext("Plays and totals agree."))}
        ${list(gettext("Rejected"), [gettext("Source"), gettext("Time"), gettext("Reason")], rejected.map(([, { at, source, reason }]) => [source, timeText(at), reason]), gettext("Nothing was rejected."))}
        ${list(gettext("Where numbers are from"), [gettext("Panel"), gettext("Source")], this.sources(), "")}
      </div>`;
  }

  /** What is known of the stream, in words. @param {import("../js/document.js").Feed} feed @param {number} rejected @returns {[name: string, value: string][]} */
  facts({ reason, last_message_at, rate, seq, rejected_count }, rejected) {
    /** @type {[string, string][]} */
    const found = [];
    if (reason) found.push([gettext("Reason"), reason]);
    if (last_message_at !== undefined) found.push([gettext("Last message"), gettext("%(age)s ago", { age: age(this.now - last_message_at) })]);
    if (rate !== undefined) found.push([gettext("Messages per second"), rate.toFixed(1)]);
    if (seq !== undefined) found.push([gettext("Sequence"), `${seq}`]);
    return [...found, [gettext("Rejected"), `${rejected_count ?? rejected}`]];
  }

  /** Where each panel's numbers are from. Who is on the floor is known in several ways. */
  sources() {
    const known = SIDES.map((side) => this.lineups?.[side]?.source);
    const floor = Object.keys(FLOOR)
      .filter((name) => known.includes(name))
      .map((name) => [gettext("On the floor"), FLOOR[name]]);
    return [...SOURCES.slice(0, 2), ...floor, ...SOURCES.slice(2)];
  }
}

/** A list of what is wrong, or that nothing is. @param {string} title @param {string[]} heads @param {string[][]} rows @param {string} none */
const list = (title, heads, rows, none) =>
  html`<section>
    <h3>${title}</h3>
    ${rows.length
      ? html`<table>
          <thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
          <tbody>${rows.map(([first, ...others]) => html`<tr><th scope="row">${first}</th>${others.map((text) => html`<td>${text}</td>`)}</tr>`)}</tbody>
        </table>`
      : none
        ? html`<p class="none">${none}</p>`
        : nothing}
  </section>`;

/** A time of day in the viewer's zone, to the second. @param {number} ms */
function timeText(ms) {
  const at = new Date(ms);
  return [at.getHours(), at.getMinutes(), at.getSeconds()].map((value) => `${value}`.padStart(2, "0")).join(":");
}

/** @param {{[key: string]: string} | undefined} map */
const pairs = (map = {}) => Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1));

customElements.define("feed-report", FeedReport);
