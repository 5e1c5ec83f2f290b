// The clock: as the feed has it, or by hand. A feed that is lost while the clock runs makes the card large and loud, with
// one thing to do: take the clock.
import { html, nothing } from "lit";
import { clockNotes, gameTime, parsePeriod, periodLabel, ruleSet } from "../../js/clock.js";
import { live } from "../../js/live.js";
import { gettext } from "../../js/text.js";
import { Alarm } from "./alarm.js";
import "./field.js";
import { keycap, movedNote, Region, sourceWord } from "./region.js";
import { difference, msOf } from "./times.js";

const NUDGES = [-1000, -100, 100, 1000];
const SILENT = 10_000;
const LABELS = /** @type {const} */ (["pregame", "period", "break", "ended"]);

export class DeskClock extends Region {
  static ticks = true;
  #alarm = new Alarm();

  /** Whether the clock follows a feed of which nothing comes any more. */
  get lost() {
    const { desk } = this;
    if (desk.source("clock") !== "AUTO" || desk.feed.game?.status !== "live") return false;
    return desk.feedReading.warning || desk.feedReading.lost || live.silentMs > SILENT;
  }

  render() {
    const { desk, game } = this;
    if (!game) return nothing;
    const { clock = {} } = desk.aired;
    const source = desk.source("clock");
    const byHand = source !== "AUTO";
    const { lost } = this;
    const moved = desk.moved.of("clock");
    this.#alarm.sound(lost);
    this.dataset.source = source;
    this.toggleAttribute("data-lost", lost);
    this.toggleAttribute("data-moved", moved > 0);
    const running = clock.running === true;
    const rules = ruleSet(desk.aired);
    const notes = clockNotes(desk.feed);
    const { reading } = desk;
    return html`<header>
        <h2>${gettext("Clock")}${keycap("K")}</h2>
        <div class="segments sources" role="group" aria-label=${gettext("Where the clock comes from")}>
          <button type="button" aria-pressed=${`${source === "AUTO"}`} @click=${() => desk.commands.set("release", { group: "clock" })}>${sourceWord("AUTO")}</button>
          <button type="button" aria-pressed=${`${source === "MANUAL"}`} @click=${this.take}>${source === "MANUAL" ? "M " : ""}${sourceWord("MANUAL")}</button>
          ${source === "EXTERNAL" ? html`<button type="button" aria-pressed="true" disabled>${sourceWord("EXTERNAL")}</button>` : nothing}
        </div>
      </header>
      ${lost ? this.#lost() : nothing}
      <div class="face">
        <desk-field class="huge time" .label=${gettext("Time of the clock")} .value=${reading.time || (clock.ms === undefined ? "" : gameTime(clock.ms))} arrows @commit=${this.#type} @nudge=${this.#nudge} @untouched=${() => source === "AUTO" && this.take()}></desk-field>
        <div class="which"><b>${reading.label || reading.period}</b>${reading.shot ? html`<span class="shot ${reading.alarm ? "alarm" : ""}">${reading.shot}</span>` : nothing}</div>
        <button type="button" class="start ${running ? "runs" : ""}" aria-keyshortcuts="S" @click=${() => this.toggle()}>${running ? gettext("STOP") : gettext("START")}${keycap("S")}</button>
      </div>
      <p class="beside">${this.#beside(byHand, notes)} ${movedNote(moved)}</p>
      ${notes.jumped && !byHand ? html`<p class="jumped" role="status">${gettext("clock jumped %(from)s → %(to)s", notes.jumped)} <button type="button" @click=${() => desk.commands.set("clock", { do: "accept" })}>${gettext("Accept")}</button></p>` : nothing}
      <div class="row nudges" role="group" aria-label=${gettext("Set the clock by")}>
        ${NUDGES.map((by) => html`<button type="button" @click=${() => desk.commands.set("clock", { do: "nudge", by })}>${by > 0 ? "+" : "−"}${Math.abs(by) / 1000}</button>`)}
        <select aria-label=${gettext("Period")} @change=${this.#period}>${this.#periods().map((name) => html`<option value=${name} ?selected=${name === clock.period}>${periodLabel(name)}</option>`)}</select>
      </div>
      <div class="row shots" role="group" aria-label=${gettext("Shot clock")}>
        ${rules.shot_clock_ms === null ? nothing : html`<span class="of">${gettext("Shot")}</span>
            <button type="button" aria-keyshortcuts="R" @click=${() => this.shot(false)}>${rules.shot_clock_ms / 1000}${keycap("R")}</button>
            <button type="button" aria-keyshortcuts="T" @click=${() => this.shot(true)}>${(rules.shot_clock_reset_ms ?? rules.shot_clock_ms) / 1000}${keycap("T")}</button>
            <button type="button" @click=${() => desk.commands.set("clock", { do: "shot", shot_ms: null })}>${gettext("off")}</button>`}
        <select aria-label=${gettext("Label instead of the time")} @change=${this.#label}>
          ${LABELS.map((phase) => html`<option value=${phase} ?selected=${phase === (clock.phase ?? "period")}>${{ pregame: gettext("Pregame"), period: gettext("Period"), break: gettext("Break"), ended: gettext("Final") }[phase]}</option>`)}
        </select>
      </div>`;
  }

  /** @param {boolean} byHand @param {{countdown: string, text: string}} notes */
  #beside(byHand, notes) {
    const { feed, feedReading, now, delay } = this.desk;
    const told = feedReading.time || feedReading.label;
    if (notes.text) return gettext("feed says “%(text)s”, which is no clock", { text: notes.text });
    if (notes.countdown) return gettext("countdown on the feed's clock: %(time)s", { time: notes.countdown });
    if (!feed.clock) return gettext("no clock in this feed");
    if (!byHand) return told ? gettext("feed %(time)s", { time: `${feedReading.period} ${told}` }) : "";
    const of = (/** @type {any} */ clock, /** @type {number} */ at) => (clock?.ms === undefined ? undefined : clock.ms - (clock.running && clock.as_of ? Math.max(0, at - clock.as_of) : 0));
    const air = of(this.desk.aired.clock, now - delay);
    const fed = of(feed.clock, now);
    return air === undefined || fed === undefined ? gettext("feed %(time)s", { time: told || "?" }) : gettext("feed %(time)s · air %(difference)s", { time: told || "?", difference: difference(Math.round((air - fed) / 100) * 100) });
  }

  #lost() {
    return html`<div class="lost" role="alert">
      <b>${gettext("The feed's clock is lost")}</b>
      <button type="button" class="take-clock" @click=${this.take}>${gettext("TAKE THE CLOCK")}${keycap("K ⏎")}</button>
      ${this.#alarm.quiet ? nothing : html`<button type="button" class="quieten" @click=${() => this.#alarm.acknowledge()}>${gettext("Silence")}</button>`}
    </div>`;
  }

  take = () => {
    this.#alarm.acknowledge();
    return this.desk.commands.set("clock", { do: "take" });
  };

  /** Up and down are seconds, left and right tenths. @param {CustomEvent<{x: number, y: number}>} event */
  #nudge({ detail: { x, y } }) {
    void this.desk.commands.set("clock", { do: "nudge", by: y * 1000 + x * 100 });
  }

  /** Start or stop. @param {boolean} [byHand] not where the clock follows the feed */
  toggle(byHand) {
    return this.desk.commands.setClock(({ running }) => ({ do: running === true ? "stop" : "start" }), byHand);
  }

  /** @param {boolean} short @param {boolean} [byHand] not where the clock follows the feed */
  shot(short, byHand) {
    return this.desk.commands.setClock(() => this.#shotOf(short), byHand);
  }

  /** @param {boolean} short */
  #shotOf(short) {
    const { shot_clock_ms: full, shot_clock_reset_ms: reset } = ruleSet(this.desk.aired);
    const ms = short ? (reset ?? full) : full;
    if (ms !== null) return { do: "shot", shot_ms: ms };
    this.desk.say(false, gettext("These rules have no shot clock."));
    return null;
  }

  /** @param {CustomEvent<string>} event */
  #type({ detail }) {
    const ms = msOf(detail);
    if (ms === null) return this.desk.say(false, gettext("A time is as 7:12, 7:12.4 or 59.9."));
    void this.desk.commands.set("clock", { do: "set", ms });
  }

  #periods() {
    const { periods } = ruleSet(this.desk.aired);
    const names = periods === 2 ? ["H1", "H2"] : ["Q1", "Q2", "Q3", "Q4"];
    const now = this.desk.aired.clock?.period;
    const overtimes = Math.max(2, parsePeriod(now)?.kind === "overtime" ? (parsePeriod(now)?.number ?? 0) + 1 : 0);
    return [...names, ...Array.from({ length: overtimes }, (_, at) => `OT${at + 1}`)];
  }

  /** @param {Event} event */
  #period({ target }) {
    const field = /** @type {HTMLSelectElement} */ (target);
    void this.desk.commands.set("clock", { do: "set", period: field.value });
    field.blur();
  }

  /** @param {Event} event */
  #label({ target }) {
    const field = /** @type {HTMLSelectElement} */ (target);
    void this.desk.commands.set("clock", { do: "label", phase: field.value });
    field.blur();
  }
}
customElements.define("desk-clock", DeskClock);
