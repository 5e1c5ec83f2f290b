// The plays, newest on top. While a person points at the list or has scrolled down it stays where it is, and
// a button says how many are new.
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { gameTime } from "../js/clock.js";
import { GamePanel } from "./game-panel.js";
import { inOrder, periodName } from "./words.js";

/** @typedef {import("../js/document.js").GameDocument} GameDocument */
/** @typedef {import("../js/document.js").Play} Play */

const NEWEST = 100;

export class PlayList extends GamePanel {
  static topics = ["plays"];
  static properties = {
    plays: { attribute: false },
    everything: { attribute: false },
    unseen: { state: true },
  };

  constructor() {
    super();
    /** @type {GameDocument["plays"]} */
    this.plays = undefined;
    this.everything = false;
    /** Plays that came above what a person reads. */
    this.unseen = 0;
    /** @type {string | undefined} */
    this.newest = undefined;
    this.pointed = false;
  }

  /** @param {URLSearchParams} choices */
  read(choices) {
    this.everything = choices.get("plays") === "all";
  }

  get list() {
    return this.querySelector(".scroll");
  }

  /** @param {import("lit").PropertyValues} changed */
  willUpdate(changed) {
    if (!changed.has("plays")) return;
    const plays = inOrder(this.plays ?? {});
    const list = this.list;
    const reading = list !== null && this.newest !== undefined && (this.pointed || list.scrollTop > 0);
    if (reading) {
      const from = plays.findIndex(([key]) => key === this.newest);
      this.unseen = from < 0 ? 0 : plays.length - 1 - from;
      this.height = list.scrollHeight;
    } else {
      this.unseen = 0;
      this.newest = plays.at(-1)?.[0];
    }
  }

  updated() {
    const list = this.list;
    if (list && this.height !== undefined) list.scrollTop += list.scrollHeight - this.height;
    this.height = undefined;
  }

  catchUp() {
    this.list?.scrollTo({ top: 0 });
    this.seen();
  }

  seen() {
    if (this.pointed || (this.list?.scrollTop ?? 0) > 0) return;
    this.unseen = 0;
    this.newest = inOrder(this.plays ?? {}).at(-1)?.[0];
  }

  /** @param {boolean} pointed */
  point(pointed) {
    this.pointed = pointed;
    if (!pointed) this.seen();
  }

  render() {
    const plays = inOrder(this.plays ?? {}).reverse();
    const shown = this.everything ? plays : plays.slice(0, NEWEST);
    return html`<h2 id="plays-title">Plays ${this.unseen ? html`<button type="button" class="new" @click=${this.newer}>${this.unseen} new</button>` : nothing}<span class="old-age"></span></h2>
      ${shown.length
        ? html`<div class="scroll" tabindex="0" role="group" aria-labelledby="plays-title" @scroll=${this.seen} @mouseenter=${() => this.point(true)} @mouseleave=${() => this.point(false)}>
            <ol reversed>${repeat(shown, ([key]) => key, ([key, play]) => this.row(key, play))}</ol>
            ${plays.length > shown.length ? html`<p class="more"><a href="?plays=all" @click=${this.all}>All ${plays.length} plays</a></p>` : nothing}
          </div>`
        : html`<p class="none">No plays yet.</p>`}`;
  }

  newer() {
    this.pointed = false;
    this.catchUp();
  }

  /** @param {Event} event */
  all(event) {
    event.preventDefault();
    this.choose({ plays: "all" });
  }

  /** @param {string} key @param {Play} play */
  row(key, play) {
    const score = play.away !== undefined && play.home !== undefined ? `${play.away}–${play.home}` : "";
    const classes = [play.team ?? "", score && "scores", play.kind.startsWith("deleted_") && "deleted"].filter(Boolean).join(" ");
    return html`<li data-key=${key} class=${classes} style=${play.team ? `--ground: ${this.grounds?.[play.team]}` : nothing}>
      <span class="when"><b>${play.clock_ms === undefined ? "" : gameTime(play.clock_ms)}</b> ${periodName(play.period)}</span>
      <span class="text">${play.text || play.kind.replaceAll("_", " ")} ${play.corrected ? html`<span class="corrected" title=${play.was ? `Was: ${play.was}` : nothing}>corrected</span>` : nothing}</span>
      <span class="score">${score}</span>
    </li>`;
  }
}
customElements.define("play-list", PlayList);
