// All that is known of the feed: state, reason, sequence, what is barred, mismatched, rejected.
import { html, nothing } from "lit";
import { GamePanel } from "./game-panel.js";
import { pillOf } from "./feed-state.js";
import { age } from "./words.js";

/** @type {{[state: string]: string}} */
const MEANING = {
  scheduled: "The game has not begun. The stream is followed from before tip-off.",
  "catching-up": "Reading what has happened so far. Numbers may still be behind.",
  live: "The stream is open and answers.",
  polling: "The stream cannot be had. Numbers come from requests, a few seconds late.",
  stale: "The stream is open, but what is known is older than it should be.",
  lost: "The feed does not answer. What is shown is the last that was known.",
  ended: "The game is over and the feed is closed.",
};
const OFFLINE = "This page has lost the server and tries again by itself. What is shown is the last that was known.";

export class FeedReport extends GamePanel {
  static topics = ["feed"];
  static properties = { feed: { attribute: false }, offline: { attribute: false }, now: { attribute: false } };

  constructor() {
    super();
    /** @type {import("../js/document.js").Feed | undefined} */
    this.feed = undefined;
    this.offline = false;
    /** Server time to the second. */
    this.now = 0;
  }

  get ready() {
    return this.feed !== undefined && this.now > 0;
  }

  /** @param {import("../js/document.js").GameDocument} state @param {import("./game-panel.js").Surroundings} surroundings */
  take(state, surroundings) {
    super.take(state, surroundings);
    this.offline = surroundings.offline;
  }

  /** @param {import("../js/document.js").GameDocument} state @param {number} now */
  tick(state, now) {
    this.now = Math.floor(now / 1000) * 1000;
  }

  render() {
    const feed = /** @type {import("../js/document.js").Feed} */ (this.feed);
    const { state, text } = pillOf(feed, this.offline);
    const rejected = Object.entries(feed.rejected ?? {}).sort(([a], [b]) => Number(b) - Number(a));
    const fact = (/** @type {string} */ name, /** @type {unknown} */ value) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
    return html`<h2 class="visually-hidden">Feed</h2>
      <div class="facts">
        <p class="state"><span class="pill ${state}"><span class="dot"></span>${text}</span> ${this.offline ? OFFLINE : MEANING[feed.state]}</p>
        <dl>
          ${feed.reason ? fact("Reason", feed.reason) : nothing}
          ${feed.last_message_at === undefined ? nothing : fact("Last message", html`<span data-age>${age(this.now - feed.last_message_at)}</span> ago`)}
          ${feed.seq === undefined ? nothing : fact("Sequence", feed.seq)} ${fact("Rejected", feed.rejected_count ?? rejected.length)}
        </dl>
      </div>
      <div class="lists">
        ${this.list("Barred", ["Resource", "Answer"], pairs(feed.barred), "Nothing is barred.")}
        ${this.list("Mismatches", ["Where", "What"], pairs(feed.mismatches), "Plays and totals agree.")}
        ${this.list("Rejected", ["No", "Source", "Reason"], rejected.map(([count, row]) => [count, row.source, row.reason]), "Nothing was rejected.")}
      </div>`;
  }

  /** @param {string} title @param {string[]} heads @param {string[][]} rows the last cell but one is the row's head @param {string} none */
  list(title, heads, rows, none) {
    const cell = (/** @type {string} */ text, /** @type {number} */ index) => (index === heads.length - 2 ? html`<th scope="row">${text}</th>` : html`<td>${text}</td>`);
    return html`<section>
      <h3>${title}</h3>
      ${rows.length
        ? html`<table>
            <thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
            <tbody>${rows.map((row) => html`<tr>${row.map(cell)}</tr>`)}</tbody>
          </table>`
        : html`<p class="none">${none}</p>`}
    </section>`;
  }
}

/** @param {{[key: string]: string} | undefined} map */
const pairs = (map = {}) => Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1));

customElements.define("feed-report", FeedReport);
