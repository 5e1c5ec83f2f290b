// The plays, newest on top, as the address chooses them. While a person points at the list or has scrolled down it
// stays where it is, and a button says how many are new. A play is cut out of the video, and what is shown is
// exported, by the server.
import { html, nothing } from "lit";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import { Choices } from "../js/choices.js";
import { findVideo, makeClip } from "../js/clips.js";
import { gameTime } from "../js/clock.js";
import { LONGEST, readHandles } from "../js/handles.js";
import { isDeleted, isFiltering, kindOf, readFilter, taking, textOf } from "../js/plays.js";
import { gettext, ngettext } from "../js/text.js";
import { GamePanel } from "./game-panel.js";
import { byJersey, inOrder, periodName, short, SIDES, surname } from "./words.js";

/** @typedef {import("../js/document.js").GameDocument} GameDocument */
/** @typedef {import("../js/document.js").Play} Play */
/** @typedef {[key: string, play: Play]} Entry */
/** @typedef {{value: string, text: string}} Choice */
/** @typedef {{kinds: Set<string>, periods: Choice[]}} Found what the plays of the game have */
/** @typedef {{busy: boolean, url: string, error: string, copied?: boolean}} Clip */

/** Rows drawn at first, and added each time that more are asked for. */
const NEWEST = 30;
/** How near to the last row more are drawn, px. */
const NEAR = 600;
const TYPING = 250;
const RATES = ["23.976", "24", "25", "29.97", "30", "50", "59.94", "60"];
const DROPPING = new Set(["29.97", "59.94"]);
const DEFAULT_RATE = "29.97";
const REEL = "GAME";
const FILTERS = ["plays_kind", "plays_who", "plays_period", "plays_find", "plays_scoring", "plays_corrected"];

/** @type {{[kind: string]: string}} in the order in which they are offered */
const KIND_NAMES = {
  scoring: gettext("Scoring plays"),
  shots: gettext("Shots"),
  free_throws: gettext("Free throws"),
  rebounds: gettext("Rebounds"),
  assists: gettext("Assists"),
  turnovers: gettext("Turnovers"),
  defense: gettext("Steals and blocks"),
  fouls: gettext("Fouls"),
  substitutions: gettext("Substitutions"),
  timeouts: gettext("Timeouts"),
  other: gettext("Other plays"),
};

export class PlayList extends GamePanel {
  static topics = ["plays"];
  static properties = {
    plays: { attribute: false },
    teams: { attribute: false },
    choices: { attribute: false },
    unseen: { state: true },
    added: { state: true },
    video: { state: true },
    clips: { state: true },
  };

  constructor() {
    super();
    /** @type {GameDocument["plays"]} */
    this.plays = undefined;
    /** Who can be chosen, of each team. @type {{side: import("../js/document.js").Side, players: Choice[]}[]} */
    this.teams = [];
    this.choices = new Choices();
    this.filter = readFilter(this.choices);
    this.handles = readHandles(this.choices);
    /** Plays that came above what a person reads. */
    this.unseen = 0;
    /** What there is of video; asked for once, when clips are first wanted. @type {import("../js/clips.js").VideoAnswer | "asking" | undefined} */
    this.video = undefined;
    /** The clips asked for here, by the key of the play. @type {Map<string, Clip>} */
    this.clips = new Map();
    /** @type {string | undefined} */
    this.newest = undefined;
    this.pointed = false;
    this.scrolled = false;
    /** Rows drawn because a person has scrolled down to them. */
    this.added = 0;
    /** The plays that are looked at, newest first. @type {Entry[]} */
    this.taken = [];
    /** @type {Found} */
    this.found = { kinds: new Set(), periods: [] };
    /** @type {GameDocument["players"]} */
    this.known = undefined;
    this.typing = 0;
  }

  /** @param {GameDocument} state @param {import("./game-panel.js").Surroundings} surroundings */
  take(state, surroundings) {
    const changed = state.plays !== this.plays || state.players !== this.known;
    super.take(state, surroundings);
    if (!changed) return;
    this.known = state.players;
    this.name();
  }

  /** Find out who can be chosen; numbers of a stat line that change are no reason to draw the list again. */
  name() {
    const named = new Set(Object.values(this.plays ?? {}).map((play) => play.player));
    const players = Object.entries(this.known ?? {}).sort(byJersey);
    const teams = SIDES.map((side) => ({
      side,
      players: players
        .filter(([key, player]) => player.team === side && (named.has(key) || key === this.filter.who))
        .map(([key, player]) => ({ value: key, text: `${player.jersey ?? ""} ${surname(player) || key}`.trim() })),
    }));
    if (JSON.stringify(teams) !== JSON.stringify(this.teams)) this.teams = teams;
  }

  /** @param {URLSearchParams} choices */
  read(choices) {
    this.choices = choices;
    const filter = readFilter(choices);
    if (JSON.stringify(filter) !== JSON.stringify(this.filter)) {
      this.filter = filter;
      this.newest = undefined;
      this.scrolled = false;
      this.added = 0;
      this.list?.scrollTo({ top: 0 });
    }
    this.handles = readHandles(choices);
    if (choices.get("plays_clips") === "1") this.look();
  }

  /** Ask once which video there is. */
  async look() {
    if (this.video) return;
    this.video = "asking";
    this.video = await findVideo(this.event);
  }

  get event() {
    return this.closest("main")?.dataset.event ?? "";
  }

  get list() {
    return this.querySelector(".scroll");
  }

  /** @param {import("lit").PropertyValues} changed */
  willUpdate(changed) {
    if (!changed.has("plays") && !changed.has("choices")) return;
    const everything = inOrder(this.plays ?? {}).reverse();
    const takes = taking(this.filter);
    this.taken = isFiltering(this.filter) ? everything.filter(([, play]) => takes(play)) : everything;
    this.found = whatIsIn(everything);
    const list = this.list;
    const reading = list !== null && this.newest !== undefined && (this.pointed || this.scrolled);
    if (reading) {
      this.unseen = Math.max(0, this.taken.findIndex(([key]) => key === this.newest));
      this.height = list.scrollHeight;
    } else {
      this.unseen = 0;
      this.newest = this.taken[0]?.[0];
    }
  }

  updated() {
    const list = this.list;
    if (list && this.height !== undefined) list.scrollTop += list.scrollHeight - this.height;
    this.height = undefined;
  }

  /** @param {Event} event */
  moved(event) {
    const { scrollTop, scrollHeight, clientHeight } = /** @type {HTMLElement} */ (event.currentTarget);
    this.scrolled = scrollTop > 0;
    const shown = this.most + this.added;
    if (this.scrolled && scrollTop + clientHeight > scrollHeight - NEAR && shown < this.taken.length) this.added += NEWEST;
    this.seen();
  }

  seen() {
    if (this.pointed || this.scrolled) return;
    this.added = 0;
    this.unseen = 0;
    this.newest = this.taken[0]?.[0];
  }

  /** @param {boolean} pointed */
  point(pointed) {
    this.pointed = pointed;
    if (!pointed) this.seen();
  }

  newer() {
    this.pointed = false;
    this.scrolled = false;
    this.list?.scrollTo({ top: 0 });
    this.seen();
  }

  /** How many plays are asked for. */
  get most() {
    const asked = this.choices.get("plays") ?? "";
    if (asked === "all") return Infinity;
    return /^\d{1,4}$/.test(asked) ? Math.max(NEWEST, Number(asked)) : NEWEST;
  }

  get clipping() {
    return this.choices.get("plays_clips") === "1";
  }

  render() {
    const any = Object.keys(this.plays ?? {}).length > 0;
    const { taken } = this;
    // What came above what a person reads takes nothing away below it.
    const most = this.most + this.added + this.unseen;
    const shown = taken.slice(0, most);
    const offered = this.clipping && !(typeof this.video === "object" && !this.video.offered);
    return html`<div class="head">
        <h2 id="plays-title">${gettext("Plays")} ${this.unseen ? html`<button type="button" class="new" @click=${this.newer}>${ngettext("%(count)s new", "%(count)s new", this.unseen)}</button>` : nothing}<span class="old-age"></span></h2>
        ${any ? this.tools() : nothing}
      </div>
      ${any ? this.choosing() : nothing}
      ${shown.length
        ? html`<div class="scroll" tabindex="0" role="group" aria-labelledby="plays-title" @scroll=${this.moved} @mouseenter=${() => this.point(true)} @mouseleave=${() => this.point(false)}>
            <ol reversed>${repeat(shown, ([key]) => key, ([key, play]) => guard([play, this.grounds, offered, this.clips.get(key)], () => this.row(key, play, offered)))}</ol>
            ${taken.length > shown.length ? this.more(most, taken.length) : nothing}
          </div>`
        : html`<p class="none">${any ? gettext("No play is like that.") : gettext("No plays yet.")}</p>`}`;
  }

  tools() {
    const { find, scoring, corrected } = this.filter;
    const words = gettext("Words of a play, or its time");
    const [rate, reel, edl] = ["plays_rate", "plays_reel", "plays_edl"].map((name) => this.choices.get(name) ?? "");
    const path = `/games/${encodeURIComponent(this.event)}/plays`;
    return html`<details class="tool" name="plays-tool" @keydown=${this.shut}>
        <summary class=${find || scoring || corrected ? "used" : ""}>${gettext("Search")}</summary>
        <div class="sheet">
          <input form="plays-choices" type="search" name="plays_find" .value=${find} maxlength="80" aria-label=${words} placeholder=${words} @input=${this.type} />
          <label><input form="plays-choices" type="checkbox" name="plays_scoring" value="1" .checked=${scoring} @change=${this.check} /> ${gettext("Scoring plays only")}</label>
          <label><input form="plays-choices" type="checkbox" name="plays_corrected" value="1" .checked=${corrected} @change=${this.check} /> ${gettext("Corrected and deleted plays only")}</label>
        </div>
      </details>
      <a class="tool ${this.clipping ? "used" : ""}" href=${this.link({ plays_clips: this.clipping ? "" : "1" })} @click=${this.toggleClips}>${gettext("Clips")}</a>
      <details class="tool" name="plays-tool" @keydown=${this.shut}>
        <summary>${gettext("Export")}</summary>
        <form class="sheet" method="get" action="${path}.edl" @change=${this.set}>
          <p>${gettext("The plays shown, against the time of day, for the edit suite.")}</p>
          ${FILTERS.flatMap((name) => this.choices.getAll(name).map((value) => html`<input type="hidden" name=${name} .value=${value} />`))}
          <label><span>${gettext("Frames a second")}</span> <select name="plays_rate">${RATES.map((one) => html`<option value=${one} .selected=${one === (RATES.includes(rate) ? rate : DEFAULT_RATE)}>${DROPPING.has(one) ? gettext("%(rate)s drop-frame", { rate: one }) : one}</option>`)}</select></label>
          ${this.numbers(true)}
          <label><span>${gettext("Reel")}</span> <input name="plays_reel" maxlength="8" .value=${reel.trim() || REEL} /></label>
          <label><span>${gettext("The EDL has")}</span> <select name="plays_edl"><option value="">${gettext("cuts")}</option><option value="markers" .selected=${edl === "markers"}>${gettext("markers")}</option></select></label>
          <p><button type="submit">${gettext("EDL")}</button> <button type="submit" formaction="${path}.csv">${gettext("CSV")}</button></p>
        </form>
      </details>`;
  }

  /** The seconds before and after a play. @param {boolean} spaced whether the words stand in a column of their own */
  numbers(spaced) {
    const field = (/** @type {string} */ name, /** @type {string} */ text, /** @type {number} */ value) =>
      html`<label>${spaced ? html`<span>${text}</span>` : text} <input type="number" name=${name} min="0" max=${LONGEST} .value=${`${value}`} /></label> `;
    return [field("plays_lead", gettext("Seconds before"), this.handles.lead), field("plays_tail", gettext("Seconds after"), this.handles.tail)];
  }

  choosing() {
    const game = /** @type {NonNullable<GameDocument["game"]>} */ (this.game);
    const { kind, who, period } = this.filter;
    const option = (/** @type {Choice} */ { value, text }, /** @type {string} */ chosen) => html`<option value=${value} .selected=${value === chosen}>${text}</option>`;
    const kinds = Object.keys(KIND_NAMES).filter((name) => this.found.kinds.has(name) || name === kind);
    return html`<form id="plays-choices" class="choices" method="get" aria-label=${gettext("Which plays are shown")} @submit=${(/** @type {Event} */ event) => event.preventDefault()} @change=${this.set}>
      <select name="plays_kind" aria-label=${gettext("Kind of play")}>
        <option value="">${gettext("All plays")}</option>
        ${kinds.map((value) => option({ value, text: KIND_NAMES[value] }, kind))}
      </select>
      <select name="plays_who" aria-label=${gettext("Whose plays")}>
        <option value="">${gettext("Everyone")}</option>
        ${this.teams.map(
          ({ side, players }) => html`<optgroup label=${short(game[side])}>
            ${option({ value: side, text: short(game[side]) }, who)}${players.map((one) => option(one, who))}
          </optgroup>`,
        )}
      </select>
      <select name="plays_period" aria-label=${gettext("When")}>
        <option value="">${gettext("Any time")}</option>
        ${this.found.periods.map((one) => option(one, period))}
      </select>
      ${this.clipping ? html`<div class="handles">${this.numbers(false)}<p role="status">${this.videoText()}</p></div>` : nothing}
      ${isFiltering(this.filter)
        ? html`<p class="found">${ngettext("%(count)s play", "%(count)s plays", this.taken.length)} <a href=${this.link(cleared)} @click=${this.clear}>${gettext("Show all")}</a></p>`
        : nothing}
    </form>`;
  }

  videoText() {
    const { video } = this;
    if (!video) return "";
    if (video === "asking") return gettext("Asking the service for its video…");
    if (video.error) return video.error;
    if (!video.offered) return gettext("The service has no video of this game.");
    return video.streams.length ? gettext("Video: %(names)s", { names: video.streams.join(", ") }) : "";
  }

  /** @param {number} most @param {number} count */
  more(most, count) {
    const next = { plays: `${most + NEWEST}` };
    const go = (/** @type {{plays: string}} */ choices) => (/** @type {Event} */ event) => {
      event.preventDefault();
      this.choose(choices);
    };
    return html`<p class="more">
      <a href=${this.link(next)} @click=${go(next)}>${ngettext("%(count)s more", "%(count)s more", Math.min(NEWEST, count - most))}</a>
      <a href=${this.link({ plays: "all" })} @click=${go({ plays: "all" })}>${gettext("All %(count)s plays", { count })}</a>
    </p>`;
  }

  /** @param {string} key @param {Play} play @param {boolean} offered whether a clip of it may be had */
  row(key, play, offered) {
    const score = play.away !== undefined && play.home !== undefined ? `${play.away}–${play.home}` : "";
    const deleted = isDeleted(play);
    const classes = [play.team ?? "", score && "scores", deleted && "deleted"].filter(Boolean).join(" ");
    const text = textOf(play);
    const was = play.corrected && play.was ? html` <span class="was"><span class="visually-hidden">${gettext("Before:")}</span> <del>${play.was}</del></span>` : nothing;
    const clip = this.clips.get(key);
    return html`<li data-key=${key} class=${classes} style=${play.team ? `--ground: ${this.grounds?.[play.team]}` : nothing}>
      <span class="when"><b>${play.clock_ms === undefined ? "" : gameTime(play.clock_ms)}</b> ${periodName(play.period)}</span>
      <span class="text">${deleted
        ? html`<del>${text}</del> <span class="corrected">${gettext("deleted")}</span>`
        : html`${text} ${play.corrected ? html`<span class="corrected">${gettext("corrected")}</span>${was}` : nothing}`}${clip ? this.clipState(key, clip) : nothing}</span>
      <span class="score">${score}</span>
      ${offered ? html`<button type="button" class="clip" value=${key} ?disabled=${clip?.busy} aria-label=${gettext("Clip of %(text)s", { text })} @click=${this.cut}>${gettext("Clip")}</button>` : nothing}
    </li>`;
  }

  /** @param {string} play @param {Clip} clip */
  clipState(play, { busy, url, error, copied }) {
    if (busy) return html`<span class="clip-state" role="status">${gettext("Making the clip…")}</span>`;
    if (error) return html`<span class="clip-state refused" role="alert">${error}</span>`;
    return html`<span class="clip-state" role="status">${gettext("The clip is ready.")} <a href=${url} target="_blank" rel="noopener noreferrer">${gettext("Open")}</a> <button type="button" class="quiet" @click=${() => this.copy(play, url)}>${copied ? gettext("Copied") : gettext("Copy the link")}</button></span>`;
  }

  /** The address with other choices. @param {{[name: string]: string}} choices */
  link(choices) {
    const query = new URLSearchParams(this.choices);
    for (const [name, value] of Object.entries(choices)) {
      query.delete(name);
      if (value) query.set(name, value);
    }
    return `?${query}`;
  }

  /** Put a changed field into the address. @param {Event} event */
  set(event) {
    const { name, value, type } = /** @type {HTMLInputElement} */ (event.target);
    if (name && type !== "checkbox" && type !== "search") this.choose({ [name]: value });
  }

  /** @param {Event} event */
  check(event) {
    const { name, checked } = /** @type {HTMLInputElement} */ (event.target);
    this.choose({ [name]: checked ? "1" : "" });
  }

  /** Search a moment after the last key. @param {Event} event */
  type(event) {
    const { value } = /** @type {HTMLInputElement} */ (event.target);
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.choose({ plays_find: value }), TYPING);
  }

  /** @param {Event} event */
  clear(event) {
    event.preventDefault();
    clearTimeout(this.typing);
    const field = /** @type {HTMLInputElement | null} */ (this.querySelector("[name=plays_find]"));
    if (field) field.value = ""; // what was typed a moment ago is no choice yet
    this.choose(cleared);
  }

  /** Shut an open sheet by Escape. @param {KeyboardEvent} event */
  shut(event) {
    const sheet = /** @type {HTMLDetailsElement} */ (event.currentTarget);
    if (event.key !== "Escape" || !sheet.open) return;
    sheet.open = false;
    sheet.querySelector("summary")?.focus();
  }

  /** @param {Event} event */
  toggleClips(event) {
    event.preventDefault();
    if (typeof this.video === "object" && this.video.error) this.video = undefined;
    this.choose({ plays_clips: this.clipping ? "" : "1" });
  }

  /** Cut a clip of a play. @param {Event} event */
  async cut(event) {
    const play = /** @type {HTMLButtonElement} */ (event.currentTarget).value;
    this.tell(play, { busy: true, url: "", error: "" });
    this.tell(play, { busy: false, ...(await makeClip(this.event, play, this.handles)) });
  }

  /** @param {string} play @param {Clip} clip */
  tell(play, clip) {
    this.clips = new Map(this.clips).set(play, clip);
  }

  /** @param {string} play @param {string} url */
  async copy(play, url) {
    await navigator.clipboard.writeText(url);
    this.tell(play, { busy: false, url, error: "", copied: true });
  }
}

const cleared = Object.fromEntries(FILTERS.map((name) => [name, ""]));

/** @param {Entry[]} plays newest first @returns {Found} */
function whatIsIn(plays) {
  const kinds = new Set();
  /** @type {Map<string, string>} */
  const periods = new Map();
  for (let place = plays.length - 1; place >= 0; place -= 1) {
    const play = plays[place][1];
    kinds.add(kindOf(play.kind));
    if (play.points) kinds.add("scoring");
    if (play.period !== undefined) periods.set(play.period, periodName(play.period));
  }
  return { kinds, periods: [...periods].map(([value, text]) => ({ value, text })) };
}
customElements.define("play-list", PlayList);
