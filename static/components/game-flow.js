// The flow of the game: the margin over game time, lead changes, ties, the biggest leads and the runs.
import { html } from "lit";
import { textOf } from "../js/plays.js";
import { gettext } from "../js/text.js";
import { layout, marginOf, momentsOf, timedRuns } from "./flow-layout.js";
import { GamePanel } from "./game-panel.js";
import { axisOf, share } from "./time-axis.js";
import { code, short, SIDES } from "./words.js";

/** @typedef {import("../js/document.js").GameDocument} GameDocument */
/** @typedef {import("../js/document.js").Side} Side */
/** @typedef {import("./flow-layout.js").Moment} Moment */
/** @typedef {import("./time-axis.js").Axis} Axis */

/** An unanswered run: `12–0`. @param {number} points */
export const runText = (points) => `${points}–0`;

/** Where the text of a lead stands beside its mark: within the chart, and clear of the brackets of runs. @param {number} x @param {number} y */
const place = (x, y) => `${x < 400 ? "start" : x > 9600 ? "end" : "middle"}${Math.min(y, 1000 - y) < 150 ? " inside" : ""}`;

export class GameFlow extends GamePanel {
  static topics = ["plays", "story"];
  static properties = { plays: { attribute: false }, story: { attribute: false }, axis: { attribute: false }, pointed: { attribute: false } };

  constructor() {
    super();
    /** @type {GameDocument["plays"]} */
    this.plays = undefined;
    /** @type {GameDocument["story"]} */
    this.story = undefined;
    /** @type {Axis | undefined} */
    this.axis = undefined;
    /** The moment that is pointed at, by its number; else the newest. @type {number | undefined} */
    this.pointed = undefined;
  }

  /** @param {GameDocument} state @param {import("./game-panel.js").Surroundings} surroundings */
  take(state, surroundings) {
    super.take(state, surroundings);
    this.axis = axisOf(state, this.axis);
  }

  /** @param {import("lit").PropertyValues} changed */
  willUpdate(changed) {
    if (["plays", "story", "axis", "game"].some((name) => changed.has(name))) this.#draw();
  }

  /** Work out all that does not depend on where somebody points. */
  #draw() {
    const axis = /** @type {Axis} */ (this.axis);
    this.moments = momentsOf(this.plays);
    const { moments } = this;
    const names = this.names;
    const chart = layout(moments, this.story, axis);
    const zero = share(chart.zero * 10);
    const periods = axis.periods();
    const changes = told(moments, axis, names);
    const runs = timedRuns(this.story).map((run) =>
      gettext("%(team)s %(run)s, %(begin)s to %(end)s", { team: names[run.team], run: runText(run.points), begin: axis.moment(run.from_ms, true), end: axis.moment(run.to_ms, true) }),
    );
    const list = (/** @type {string[]} */ lines) => (lines.length ? html`<ol>${lines.map((line) => html`<li>${line}</li>`)}</ol>` : html`<p>${gettext("None so far.")}</p>`);
    this.storyPart = html`<div class="story">
      <dl>${this.facts().map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
      <details><summary>${gettext("As a list")}</summary>
        <h3>${gettext("Lead changes and ties")}</h3>${list(changes)}
        <h3>${gettext("Runs of 8 points or more")}</h3>${list(runs)}
      </details>
    </div>`;
    this.scalePart = html`<div class="scale" aria-hidden="true">${chart.lines.map((line) => html`<span style="top: ${share(line.y * 10)}">${line.lead}</span>`)}<span style="top: ${zero}">0</span></div>`;
    this.runsPart = chart.runs.map((run) => html`<div class="run ${run.team} ${run.room}" style="left: ${share(run.left)}; width: ${share(run.width)}"><span>${runText(run.points)}</span></div>`);
    this.fieldPart = html`${periods.map((period) => html`<div class="period" style="left: ${period.left}; width: ${period.width}"></div>`)}
        ${chart.lines.map((line) => html`<div class="line" style="top: ${share(line.y * 10)}"></div>`)}
        <svg viewBox="0 0 10000 1000" preserveAspectRatio="none" aria-hidden="true"><path class="home" d=${chart.home} /><path class="away" d=${chart.away} /><path class="margin" d=${chart.line} /></svg>
        <div class="zero" style="top: ${zero}"></div>
        ${chart.marks.map((mark) => html`<i class="mark ${mark.kind}" style="left: ${share(mark.x)}; top: ${zero}"></i>`)}
        ${chart.leads.map((lead) => html`<span class="lead ${lead.team} ${place(lead.x, lead.y)}" style="left: ${share(lead.x)}; top: ${share(lead.y * 10)}">${lead.points}</span>`)}
        <span class="team home" aria-hidden="true">${names.home}</span><span class="team away" aria-hidden="true">${names.away}</span>`;
    this.periodsPart = html`<div class="periods" aria-hidden="true">${periods.map((period) => html`<span style="left: ${period.left}; width: ${period.width}">${period.label}</span>`)}</div>`;
  }

  get names() {
    const { home, away } = /** @type {NonNullable<GameDocument["game"]>} */ (this.game);
    return { home: short(home), away: short(away) };
  }

  /** @type {Moment[]} */
  moments = [];

  render() {
    const axis = /** @type {Axis} */ (this.axis);
    const { moments } = this;
    if (!moments.length) return html`<h2 id="flow-title" class="visually-hidden">${gettext("Game flow")}</h2><p class="none">${this.why()}</p>`;
    const last = moments.length - 1;
    const at = Math.min(this.pointed ?? last, last);
    const moment = moments[at];
    const { home, away } = this.names;
    const when = axis.moment(moment.ms, true);
    const score = gettext("%(away)s %(away_score)s, %(home)s %(home_score)s", { away, away_score: moment.away, home, home_score: moment.home });
    const text = textOf(moment.play);
    return html`<h2 id="flow-title" class="visually-hidden">${gettext("Game flow")}</h2>
      ${this.storyPart}
      <div class="chart" style="--away: ${this.grounds?.away}; --home: ${this.grounds?.home}">
        <p class="moment"><b>${when}</b> <span class="score">${score}</span> <span class="text">${text}</span><span class="old-age"></span></p>
        ${this.scalePart}
        <div class="plot ${this.pointed === undefined ? "" : "pointing"}" tabindex="0" role="slider" aria-label=${gettext("Moment of the game")} aria-valuemin="0" aria-valuemax=${last} aria-valuenow=${at} aria-valuetext="${when} ${score} ${text}" @pointermove=${this.point} @pointerdown=${this.point} @pointerleave=${this.leave} @blur=${this.leave} @keydown=${this.step}>
          ${this.runsPart}
          <div class="field">${this.fieldPart}<div class="pointer" style="left: ${share(axis.place(moment.ms))}"></div></div>
        </div>
        ${this.periodsPart}
      </div>`;
  }

  why() {
    return Object.values(this.plays ?? {}).some((play) => play.home !== undefined)
      ? gettext("The plays have no game clock, so that the margin cannot be drawn over time.")
      : gettext("Nobody has scored yet.");
  }

  /** What the story of the game comes to, as far as it is known. @returns {[name: string, value: string][]} */
  facts() {
    const { lead_changes, times_tied, biggest_lead = {}, run } = this.story ?? {};
    const game = /** @type {NonNullable<GameDocument["game"]>} */ (this.game);
    /** @type {[string, string][]} */
    const found = [];
    if (lead_changes !== undefined) found.push([gettext("Lead changes"), `${lead_changes}`]);
    if (times_tied !== undefined) found.push([gettext("Times tied"), `${times_tied}`]);
    const leads = SIDES.filter((side) => biggest_lead[side] !== undefined).map((side) => `${code(game[side])} ${biggest_lead[side]}`);
    if (leads.length) found.push([gettext("Biggest lead"), leads.join(", ")]);
    if (run) found.push([gettext("Run now"), `${code(game[run.team])} ${runText(run.points)}`]);
    return found;
  }

  /** @param {PointerEvent} event */
  point(event) {
    const { left, width } = /** @type {HTMLElement} */ (event.currentTarget).getBoundingClientRect();
    const axis = /** @type {Axis} */ (this.axis);
    const ms = ((event.clientX - left) / width) * axis.total;
    const after = this.moments.findIndex((moment) => moment.ms > ms);
    this.pointed = Math.max(0, (after < 0 ? this.moments.length : after) - 1);
  }

  leave() {
    this.pointed = undefined;
  }

  /** @param {KeyboardEvent} event */
  step(event) {
    const last = this.moments.length - 1;
    const at = Math.min(this.pointed ?? last, last);
    const to = { ArrowLeft: at - 1, ArrowDown: at - 1, ArrowRight: at + 1, ArrowUp: at + 1, PageDown: at - 10, PageUp: at + 10, Home: 0, End: last }[event.key];
    if (event.key === "Escape") this.pointed = undefined;
    if (to === undefined) return;
    event.preventDefault();
    this.pointed = Math.max(0, Math.min(last, to));
  }
}

/** The lead changes and ties in words. @param {Moment[]} moments @param {Axis} axis @param {{home: string, away: string}} names */
function told(moments, axis, names) {
  const lines = [];
  let leader = 0;
  for (const moment of moments) {
    const sign = Math.sign(marginOf(moment));
    const when = axis.moment(moment.ms, true);
    if (sign === 0) lines.push(gettext("%(when)s: tied at %(points)s", { when, points: moment.home }));
    else if (sign !== leader) {
      const score = `${Math.max(moment.home, moment.away)}–${Math.min(moment.home, moment.away)}`;
      if (leader) lines.push(gettext("%(when)s: %(team)s take the lead, %(score)s", { when, team: names[sign > 0 ? "home" : "away"], score }));
      leader = sign;
    }
  }
  return lines;
}

customElements.define("game-flow", GameFlow);
