// Shot chart: where a player, a team or both have shot from, as marks or as areas. An OGraf graphic.

import { contrast, oklabDistance } from "../../js/colors.js";
import { areas } from "../../components/shot-views.js";
import { courtMarkup, placeOf, wordPlaces } from "../kit/court.js";
import { every, made, setCount, setText, within } from "../kit/elements.js";
import { namesOf, setFitted, teamNamesOf } from "../kit/names.js";
import { mixed, Panel, seenOn, wear } from "../kit/panel.js";
import { TONES } from "../kit/stat-words.js";
import { itemsOf, periodsOf, scopeWord } from "../kit/stats.js";
import { words } from "../kit/words.js";
import { STYLE } from "./style.js";

/** @typedef {import("../../js/document.js").Shot} Shot */
/** @typedef {import("../../js/document.js").Side} Side */
/** @typedef {{key: string, shot: Shot, x: number, y: number}} Mark */

const SVG = "http://www.w3.org/2000/svg";
const FLOOR = "#171B22";
const INKS = ["#F4F6F8", "#0E1116"];
const SEEN = 3;
/** Closer than this two colors of makes are taken for one, as in js/colors.js. */
const CLASH = 0.16;
/** The share of the team's ground in an area's fill. */
const FILL = { few: 0, under: 0.15, within: 0.45, over: 0.85 };
const FEW = "#2A303A";
const ITEMS = ["PTS", "FG", "FG3"];
const AREA_ITEMS = ["FG", "FG3"];
const COURT_IN = 320;
const ONE_AFTER_ANOTHER = 12;
const ALL_WITHIN = 480;
const MARK_IN = { duration: 160, easing: "ease-out" };
const SCALE_IN = { duration: 200, easing: "cubic-bezier(0.16, 1, 0.3, 1)" };
const RING = { duration: 600, easing: "ease-out" };
const FADE = { duration: 200, easing: "linear" };
const CROSS = 8 / 11;

const TEAM = `<div class="number jersey mid text"></div><div class="name mid text"></div><svg class="key text" viewBox="-20 -20 40 40" aria-hidden="true"><rect x="-20" y="-20" width="40" height="40" rx="6"/><circle r="11"/></svg>`;
const MARKUP = `
  <div class="panel night ground">
    <div class="head"><div class="team first-team">${TEAM}<div class="what mid text"></div></div><div class="team second-team">${TEAM}</div></div>
    <svg class="court text" viewBox="0 0 720 640" aria-hidden="true"></svg>
    <div class="foot text"><div class="items"></div><div class="legend"></div></div>
  </div>`;

export class ShotChart extends Panel {
  /** @type {Animation[]} */
  #moving = [];
  /** The court and the choice that are drawn: of another all marks are others. */
  #courtOf = "";
  #choice = "";
  #radius = 0;

  /** @returns {[string, string]} */
  markup() {
    return [STYLE, MARKUP];
  }

  parts() {
    return { ground: this.all(".ground"), texts: this.all(".text") };
  }

  get player() {
    const { player } = this.data;
    return player === undefined ? undefined : this.roster("home").concat(this.roster("away")).find(([id]) => id === player)?.[1];
  }

  /** The side that is shown, or null for both. @returns {Side | null} */
  get side() {
    const { player, team } = this.data;
    if (player !== undefined) return this.player?.team ?? null;
    return team === "home" || team === "away" ? team : null;
  }

  refusal() {
    const missing = super.refusal();
    if (missing) return missing;
    const { player, view } = this.data;
    if (player !== undefined && !this.player) return "The player is not known.";
    if (view === "areas" && !this.side) return "Areas are of one team or one player: choose one.";
    const count = view === "areas" ? this.shots.filter(({ shot }) => shot.area).length : this.shots.length;
    return count > 0 ? "" : "No shot with a place is known of these.";
  }

  /** The shots that are drawn, in order of time. @returns {Mark[]} */
  get shots() {
    const { game, shots = {}, player, scope } = this.data;
    const { side } = this;
    const periods = periodsOf(scope, this.data);
    const all = /** @type {[string, Shot][]} */ (Object.entries(shots));
    return all
      .filter(([, shot]) => (!side || shot.team === side) && (player === undefined || shot.player === player) && (!periods || periods.includes(shot.period ?? "")))
      .sort(([keyA, a], [keyB, b]) => a.at - b.at || (keyA < keyB ? -1 : 1))
      .flatMap(([key, shot]) => {
        const place = placeOf(shot, game);
        return place ? [{ key, shot, ...place }] : [];
      });
  }

  /** The color of each team's makes: its ground, or its ink where that is hardly seen on the floor. @returns {{[side in Side]: string}} */
  get makes() {
    const { colors } = this;
    const of = (/** @type {Side} */ side) => {
      const { ground, ink } = colors[side];
      if (contrast(ground, FLOOR) >= SEEN) return ground;
      return contrast(ink, FLOOR) >= SEEN ? ink : seenOn(ground, FLOOR, SEEN);
    };
    const [home, away] = [of("home"), of("away")];
    // Two dark grounds with white ink would both be white: then the visitors' own color, made light enough.
    return { home, away: oklabDistance(home, away) < CLASH ? seenOn(colors.away.ground, FLOOR, SEEN) : away };
  }

  /** @param {boolean} moves */
  paint(moves) {
    const { game, view, player, team, scope } = this.data;
    const asAreas = view === "areas";
    const svg = /** @type {SVGElement} */ (/** @type {unknown} */ (this.one(".court")));
    const court = `${game.rules} ${game.format}`;
    if (court !== this.#courtOf) svg.innerHTML = courtMarkup(game);
    const choice = [court, player, team, scope, view].join(" ");
    const same = choice === this.#choice;
    [this.#courtOf, this.#choice] = [court, choice];
    svg.classList.toggle("as-areas", asAreas);
    svg.classList.toggle("marks", !asAreas);
    this.#paintHead();
    this.#paintFoot(asAreas);
    const shots = asAreas ? [] : this.shots;
    this.#radius = shots.length > 80 ? 7 : shots.length > 40 ? 9 : 11;
    this.#paintMarks(shots, moves && same);
    this.#paintAreas(asAreas);
  }

  #paintHead() {
    const { side, player } = this;
    const { game, scope } = this.data;
    this.one(".panel").classList.toggle("two-teams", !side);
    const { shots, game: whole } = words(this.language);
    const what = this.one(".what");
    setText(what, side ? `${shots} · ${scopeWord(scope, this.data, this.language) || whole}` : "");
    const shown = side ? [side] : this.sides;
    shown.forEach((one, at) => {
      const block = this.one(at === 0 ? ".first-team" : ".second-team");
      wear(block, this.colors[one]);
      const number = player?.jersey ?? "";
      within(block, ".key circle").style.fill = this.makes[one];
      setText(within(block, ".number"), number);
      const left = number ? 24 + Math.ceil(within(block, ".number").offsetWidth) + 16 : 24;
      const name = within(block, ".name");
      name.style.left = `${left}px`;
      const room = side ? 720 - left - 24 - what.offsetWidth - 20 : 268;
      name.style.width = `${room}px`;
      const teammates = this.roster(one).map(([, mate]) => mate);
      const { name: full, short_name, abbreviation } = game[one];
      const forms = player ? namesOf(player, { teammates, language: this.language }) : teamNamesOf({ name: short_name || full, abbreviation }, this.language);
      setFitted(name, forms, { room, size: 52 });
    });
  }

  /** @param {boolean} asAreas */
  #paintFoot(asAreas) {
    const { side } = this;
    const { player, scope } = this.data;
    const { language } = this;
    const { shots, game, made: wordMade, missed } = words(language);
    const items = this.one(".items");
    const fed = side ? itemsOf(this.data, { player, team: side, scope, items: asAreas ? AREA_ITEMS : ITEMS, language }) : [];
    const texts = side ? fed.map(({ value, label }) => [value, label]) : [[`${shots} · ${scopeWord(scope, this.data, language) || game}`, ""]];
    setCount(items, texts.length, () => made("item", "<b></b><small></small>", "span"));
    every(items, ".item").forEach((item, at) => {
      setText(within(item, "b"), texts[at][0]);
      setText(within(item, "small"), texts[at][1]);
    });
    const disc = (/** @type {string} */ color) => `<svg viewBox="-13 -13 26 26"><circle r="11" fill="${color}"/></svg>`;
    const makes = side ? disc(this.makes[side]) : this.sides.map((one) => disc(this.makes[one])).join("");
    const cross = `<svg viewBox="-13 -13 26 26"><path class="miss" d="M-8-8L8 8M-8 8L8-8"/></svg>`;
    const swatch = (/** @type {string} */ color) => `<svg viewBox="-13 -13 26 26"><rect x="-11" y="-11" width="22" height="22" style="fill: ${color}"/></svg>`;
    const { under, within: about, over } = TONES[language] ?? TONES.en;
    const { ground } = this.colors[side ?? "home"];
    const tones = /** @type {const} */ ([["under", under], ["within", about], ["over", over]]);
    const legend = asAreas ? tones.map(([tone, word]) => `<span>${swatch(mixed(ground, FLOOR, FILL[tone]))}${word}</span>`) : [`<span>${makes}${wordMade}</span>`, `<span>${cross}${missed}</span>`];
    const box = this.one(".legend");
    if (box.dataset.of !== legend.join("")) box.innerHTML = legend.join("");
    box.dataset.of = legend.join("");
  }

  /** @param {Mark[]} shots @param {boolean} moves whether they are the same choice, changed by a live patch */
  #paintMarks(shots, moves) {
    const known = new Map(every(this.root, "[data-shot]").map((mark) => [String(mark.dataset.shot), mark]));
    const boxes = [this.one(".misses"), this.one(".makes")];
    /** The mark after which the next one stands, in each box. @type {(Element | null)[]} */
    const before = [null, null];
    const { makes } = this;
    for (const { key, shot, x, y } of shots) {
      let mark = known.get(key);
      const fresh = !mark || mark.dataset.going === "1";
      if (mark && fresh) mark.remove();
      if (!mark || fresh) mark = /** @type {HTMLElement} */ (/** @type {unknown} */ (document.createElementNS(SVG, "g")));
      known.delete(key);
      mark.dataset.shot = key;
      mark.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
      const drawn = `<g class="mark">${this.#shape(shot, makes)}</g>`;
      if (mark.dataset.of !== drawn) mark.innerHTML = drawn;
      mark.dataset.of = drawn;
      const at = Number(shot.made);
      const place = before[at] ? before[at].nextSibling : boxes[at].firstChild;
      // What stands where it belongs is not touched: to move a mark is to lay the court out again.
      if (place !== mark) boxes[at].insertBefore(mark, place);
      before[at] = mark;
      if (fresh && moves) this.#arrive(mark, x, y);
    }
    for (const mark of known.values()) this.#leave(mark, moves);
  }

  /** @param {Shot} shot @param {{[side in Side]: string}} makes */
  #shape({ made: isMade, team }, makes) {
    const arm = Math.round(this.#radius * CROSS * 2) / 2;
    if (isMade) return `<circle class="make" r="${this.#radius + 1.5}" fill="${makes[team]}"/>`;
    return `<path class="miss" d="M${-arm}${-arm}L${arm} ${arm}M${-arm} ${arm}L${arm}${-arm}"/>`;
  }

  /** A shot that was just taken: the mark grows, and one ring fades around it. @param {HTMLElement} mark @param {number} x @param {number} y */
  #arrive(mark, x, y) {
    this.#run(within(mark, ".mark"), [{ transform: "scale(0)" }, { transform: "none" }], SCALE_IN);
    const ring = document.createElementNS(SVG, "g");
    ring.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
    ring.innerHTML = `<circle class="ring" r="28"/>`;
    this.one(".rings").append(ring);
    const frames = [{ transform: "scale(0.3)", opacity: 1 }, { transform: "none", opacity: 0 }];
    this.#run(within(ring, ".ring"), frames, RING, () => ring.remove());
  }

  /** A shot that was taken back. @param {HTMLElement} mark @param {boolean} moves */
  #leave(mark, moves) {
    if (!moves) return void mark.remove();
    if (mark.dataset.going === "1") return;
    mark.dataset.going = "1";
    this.#run(mark, [{ opacity: 1 }, { opacity: 0 }], FADE, () => mark.dataset.going === "1" && mark.remove());
  }

  /** @param {Element} element @param {Keyframe[]} frames @param {KeyframeAnimationOptions} options @param {() => void} [after] also where it is cut short */
  #run(element, frames, options, after = () => {}) {
    const animation = element.animate(frames, options);
    this.#moving.push(animation);
    animation.onfinish = animation.oncancel = () => {
      this.#moving = this.#moving.filter((one) => one !== animation);
      after();
    };
  }

  #still() {
    for (const animation of this.#moving) {
      const { oncancel } = animation;
      animation.cancel();
      // The event comes a frame later: what follows from it is to be done in this one.
      animation.oncancel = animation.onfinish = null;
      oncancel?.call(animation, /** @type {any} */ (null));
    }
    this.#moving = [];
  }

  /** @param {boolean} asAreas */
  #paintAreas(asAreas) {
    const labels = this.one(".labels");
    if (!asAreas) return void labels.replaceChildren();
    const { game, shots = {} } = this.data;
    const { ground } = this.colors[this.side ?? "home"];
    const places = wordPlaces(game);
    const counted = areas(this.shots.map(({ shot }) => shot), Object.values(shots));
    const texts = counted.map(({ area, made: makes, tried, tone }) => {
      const fill = tone === "few" ? FEW : mixed(ground, FLOOR, FILL[tone]);
      this.one(`[data-area="${area}"]`).style.fill = fill;
      const ink = contrast(INKS[0], fill) >= contrast(INKS[1], fill) ? INKS[0] : INKS[1];
      const { x, y, anchor } = places[area];
      // A corner is narrower than its words: they stand clear of the line that they cross.
      const style = `fill: ${ink}; text-anchor: ${anchor}; stroke: ${area.includes("corner") ? fill : "none"}`;
      const rate = tried ? Math.floor((200 * makes + tried) / (2 * tried)) : 0;
      return tried ? `<text class="tally" x="${x}" y="${y}" style="${style}">${makes}/${tried}</text><text class="rate" x="${x}" y="${y + 30}" style="${style}">${rate}%</text>` : "";
    });
    labels.innerHTML = texts.join("");
  }

  /** @param {import("../base.js").PlayAction} params */
  async playAction(params = {}) {
    const wasOn = this.on;
    const playing = super.playAction(params);
    if (params.skipAnimation) this.#still();
    else if (!wasOn && this.on) this.#enter();
    return playing;
  }

  /** @param {{skipAnimation?: boolean}} params */
  async stopAction(params = {}) {
    if (params.skipAnimation) this.#still();
    return super.stopAction(params);
  }

  async dispose() {
    this.#still();
    return super.dispose();
  }

  /** The marks one after another, in order of time, once the court stands. */
  #enter() {
    this.#still();
    const order = this.shots.map(({ key }) => key);
    const step = Math.min(ONE_AFTER_ANOTHER, ALL_WITHIN / Math.max(1, order.length));
    for (const mark of every(this.root, "[data-shot]")) {
      const delay = COURT_IN + step * order.indexOf(String(mark.dataset.shot));
      this.#run(within(mark, ".mark"), [{ opacity: 0 }, { opacity: 1 }], { ...MARK_IN, delay, fill: "backwards" });
    }
  }
}

export default ShotChart;
