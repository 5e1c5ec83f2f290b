// The pill that says how the feed is, with the age of what is known.
import { html, nothing } from "lit";
import { gettext } from "../js/text.js";
import { GamePanel } from "./game-panel.js";
import { age } from "./words.js";

/** @type {{[state: string]: string}} */
export const STATES = {
  scheduled: gettext("Scheduled"),
  "catching-up": gettext("Catching up"),
  live: gettext("Live"),
  polling: gettext("Polling"),
  stale: gettext("Stale"),
  lost: gettext("Feed lost"),
  ended: gettext("Ended"),
};

/** The words and the color class of the pill. @param {import("../js/document.js").Feed} feed @param {boolean} offline the page's own link is lost */
export const pillOf = (feed, offline) => (offline ? { state: "lost", text: gettext("Link lost") } : { state: feed.state, text: STATES[feed.state] });

/** @param {import("../js/document.js").Feed} feed @param {number} now @returns {string} nothing before the game and after it, when no message is due */
export const ageOf = ({ state, last_message_at: last }, now) => (last === undefined || state === "scheduled" || state === "ended" ? "" : age(now - last));

export class FeedState extends GamePanel {
  static topics = ["feed"];
  static properties = { feed: { attribute: false }, offline: { attribute: false }, age: { attribute: false } };

  constructor() {
    super();
    /** @type {import("../js/document.js").Feed | undefined} */
    this.feed = undefined;
    this.offline = false;
    this.age = "";
  }

  get ready() {
    return this.feed !== undefined;
  }

  /** @param {import("../js/document.js").GameDocument} state @param {import("./game-panel.js").Surroundings} surroundings */
  take(state, surroundings) {
    super.take(state, surroundings);
    this.offline = surroundings.offline;
  }

  /** @param {import("../js/document.js").GameDocument} state @param {number} now */
  tick({ feed }, now) {
    if (feed) this.age = ageOf(feed, now);
  }

  render() {
    const { state, text } = pillOf(/** @type {import("../js/document.js").Feed} */ (this.feed), this.offline);
    return html`<span class="pill ${state}"><span class="dot"></span>${text} ${this.age ? html`<span data-age>${this.age}</span>` : nothing}</span>`;
  }
}
customElements.define("feed-state", FeedState);
