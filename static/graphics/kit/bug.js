// What the score bugs share: everything but where it stands. A bug of its own gives style and markup with these
// elements: .bug, two .team (each .logo img, .name, .pips, .flash, .score span), .centre (.clock with .time,
// .period and .chip, and .label), .arrow, .bonus.of-first and .of-second, .message, .sponsor img.

import { ClockFace, ruleSet } from "../../js/clock.js";
import { teamColors } from "../../js/colors.js";
import { abbreviationOf, scoreKnown, scoreMoves } from "../../js/onair.js";
import { Graphic } from "../base.js";
import { canDraw, every, frame, setCount, setPicture, setStyle, setText, widthOnStage, within } from "./elements.js";
import { setFitted } from "./names.js";

/** @typedef {import("../../js/document.js").Side} Side */
/** @typedef {import("../../js/document.js").Team} Team */
/** @typedef {"first" | "second"} Place */

const MESSAGE_STANDS = 6000;
const MESSAGE_LENGTH = 28;
/** The sizes of a message, and the air on both sides of it, px. */
const MESSAGE_SIZES = [26, 24];
const MESSAGE_AIR = 16;
const RISE = { duration: 200, easing: "ease-out" };
const FLASH = { duration: 600, easing: "ease-out" };
/** The letters that a bug draws of itself. */
const FIGURES = "0123456789:.BONUS+FINAL/2OTHENDRPGCQVIS";
/** @type {Side[]} */
const SIDES = ["home", "away"];

export class ScoreBug extends Graphic {
  static style = "";
  static markup = "";
  /** The widest label in its large size, px. */
  static labelWidth = 192;
  /** The size of an abbreviation by its number of letters, px. */
  static nameSizes = [48, 48, 48, 48, 48, 38, 32];

  #face = new ClockFace();
  #faceOptions = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #looking;
  /** What all but the clock was last drawn from: a clock is fed many times a second, the rest seldom. @type {unknown[]} */
  #drawnFrom = [];
  #shotFed = false;
  /** @type {{home?: number, away?: number}} */
  #shown = {};
  /** The texts of messages, so that their letters are loaded. */
  #said = "";
  /** @type {{[side: string]: boolean}} */
  #logos = { home: false, away: false };
  #logosOf = "";
  /** How many messages it was told, and the number of the last in each place. */
  #told = 0;
  /** @type {Map<string, number>} */
  #toldIn = new Map();
  /** The messages that stand, or would but for a lower third. @type {Map<HTMLElement, ReturnType<typeof setTimeout>>} */
  #messages = new Map();

  build() {
    const { style, markup } = /** @type {typeof ScoreBug} */ (this.constructor);
    frame(this.root, style, markup);
    every(this.root, ".team").forEach((team, at) => team.classList.add(at === 0 ? "first" : "second"));
  }

  texts() {
    const { home = {}, away = {} } = this.data.game ?? {};
    return `${abbreviationOf(home)}${abbreviationOf(away)}${this.#said}${FIGURES}`;
  }

  pictures() {
    return [this.data.sponsor];
  }

  refusal() {
    if (!this.data.game) return "No game is known.";
    return scoreKnown(this.data) ? "" : "The score is not known yet.";
  }

  /** Fetch both logos. Both or neither are drawn, so that the two blocks are alike. */
  async prepare() {
    const { home = {}, away = {} } = this.data.game ?? {};
    this.#logosOf = `${home.logo} ${away.logo}`;
    const found = await Promise.all([home, away].map((team) => canDraw(team.logo)));
    if (this.#logosOf === `${home.logo} ${away.logo}`) this.#logos = { home: found[0], away: found[1] };
  }

  parts() {
    return { ground: every(this.root, ".ground, .tabs"), texts: every(this.root, ".text") };
  }

  /** @param {boolean} on */
  turned(on) {
    clearTimeout(this.#looking);
    if (on) this.#drawClock();
  }

  /** @param {{data?: any, skipAnimation?: boolean}} params */
  async updateAction(params = {}) {
    // `live` is said of one update, not kept: a later one without it is a cut.
    const moves = params.data?.live === true && params.skipAnimation !== true;
    const result = await super.updateAction({ ...params, skipAnimation: !moves });
    if (result.statusCode === 200 && params.data?.game) await this.#reloadLogos();
    return result;
  }

  /** @param {{id: string, payload?: any, skipAnimation?: boolean}} params `stands_ms`: how much of its time a message has left */
  async customAction({ id, payload, skipAnimation }) {
    if (id !== "message") return super.customAction({ id });
    const { place: side, text: said = "", stands_ms = MESSAGE_STANDS } = payload ?? {};
    const place = side === "home" || side === "away" ? this.#placeOf(side) : "centre";
    const text = [...String(said)].slice(0, MESSAGE_LENGTH).join("");
    this.#said = text;
    const turn = ++this.#told;
    this.#toldIn.set(place, turn);
    const ready = await super.updateAction({ skipAnimation: true });
    // One whose letters came late is not shown over a newer one.
    const newest = this.crowded() ? this.#told : this.#toldIn.get(place);
    if (ready.statusCode === 200 && newest === turn) this.#message(place, text, Math.min(Number(stands_ms) || MESSAGE_STANDS, MESSAGE_STANDS), skipAnimation !== true);
    return ready;
  }

  async dispose() {
    clearTimeout(this.#looking);
    for (const timer of this.#messages.values()) clearTimeout(timer);
    return super.dispose();
  }

  /** @param {boolean} moves */
  draw(moves) {
    const { game, score = {}, team_stats = {}, language = "en", clock_policy = "hide", clock } = this.data;
    if (!game) return;
    this.#shotFed ||= clock?.shot_ms !== undefined;
    const options = `${language} ${clock_policy}`;
    if (options !== this.#faceOptions) this.#face = new ClockFace({ language, policy: clock_policy });
    this.#faceOptions = options;

    const logos = this.#logos.home && this.#logos.away;
    const { team_order, swap, sponsor: address, possession, place: corner } = this.data;
    const covered = this.#covered;
    const from = [covered, game, this.data.score, this.data.team_stats, possession, language, team_order, swap, address, corner, this.data.fouls, logos, this.drawable(address), this.#shotFed];
    if (this.#drawnFrom.length === from.length && from.every((one, at) => one === this.#drawnFrom[at])) return this.#drawClock();
    this.#drawnFrom = from;

    const colors = teamColors(game.home, game.away);
    const bug = this.#one(".bug");
    const rules = ruleSet(this.data);
    if (bug.lang !== language) bug.lang = language;
    bug.classList.toggle("plain", !logos);
    for (const side of SIDES) {
      const place = this.#placeOf(side);
      const block = this.#one(`.${place}`);
      const { ground, ink, edge } = colors[side];
      setStyle(block, "--team", ground);
      setStyle(block, "--team-ink", ink);
      setStyle(bug, `--${place}-edge`, edge ?? "transparent");
      setStyle(bug, `--${place}-ink`, ink);
      this.#drawName(block, game[side]);
      setPicture(within(block, "img"), logos ? game[side].logo : undefined);
      this.layFouls(block, team_stats[side]?.fouls, rules.bonus_from);
      this.#drawPips(block, team_stats[side]?.timeouts, rules.timeouts);
      // A score that is known once and then taken away stands: 0 would be a lie.
      this.#shown[side] = score[side] ?? this.#shown[side];
      this.#drawScore(block, this.#shown[side] ?? 0, moves);
      turnText(this.#one(`.bonus.of-${place}`), covered ? "" : (team_stats[side]?.bonus ?? ""), moves);
    }
    bug.classList.toggle("hundreds", Math.max(this.#shown.home ?? 0, this.#shown.away ?? 0) >= 100);
    const sponsor = this.drawable(this.data.sponsor);
    setPicture(this.#one(".sponsor img"), sponsor);
    turnTab(this.#one(".sponsor"), sponsor !== undefined && !covered, moves);
    for (const tab of this.#messages.keys()) turnTab(tab, !covered, moves);
    const arrow = rules.possession_arrow ? this.data.possession?.team : undefined;
    for (const side of SIDES)
      this.#one(".arrow").classList.toggle(`to-${this.#placeOf(side)}`, arrow === side);
    this.#one(".chip").classList.toggle("absent", rules.shot_clock_ms === null || !this.#shotFed);
    this.#drawClock();
  }

  #drawClock() {
    const { game, now: given = 0, silent_ms = 0, trim_ms } = this.data;
    if (!game) return;
    const now = this.now;
    const silentMs = silent_ms > 0 ? silent_ms + now - given : 0;
    const reading = this.#face.read(this.data, now, { silentMs, trimMs: trim_ms ?? 0 });
    // Not in each frame: frames that are asked for are laid out and painted also where nothing has changed.
    clearTimeout(this.#looking);
    if (this.on) this.#looking = setTimeout(() => this.#drawClock(), this.#face.stands);
    const centre = this.#one(".centre");
    const labelled = reading.label !== "";
    const hides = reading.lost && labelled;
    if (centre.classList.contains("labelled") !== labelled) {
      // Only a lost link fades; every other change of state is a cut.
      centre.classList.toggle("fades", hides || centre.dataset.lost === "1");
      centre.classList.toggle("labelled", labelled);
    }
    const lost = hides ? "1" : "";
    if (centre.dataset.lost !== lost) centre.dataset.lost = lost;
    if (labelled) {
      if (setText(this.#one(".label"), reading.label)) this.#fitLabel();
      return;
    }
    const chip = this.#one(".chip");
    setText(this.#one(".time"), reading.time);
    setText(this.#one(".period"), reading.period);
    if (reading.shot !== "") setText(chip, reading.shot);
    chip.classList.toggle("shown", reading.shot !== "");
    chip.classList.toggle("alarm", reading.alarm);
  }

  #fitLabel() {
    const label = this.#one(".label");
    label.classList.remove("long");
    const range = document.createRange();
    range.selectNodeContents(label);
    label.classList.toggle("long", widthOnStage(range, label) > /** @type {typeof ScoreBug} */ (this.constructor).labelWidth);
  }

  /** @param {HTMLElement} block @param {Team} team */
  #drawName(block, team) {
    const name = within(block, ".name");
    const letters = abbreviationOf(team);
    setText(name, letters);
    const { nameSizes } = /** @type {typeof ScoreBug} */ (this.constructor);
    setStyle(name, "font-size", `${nameSizes[Math.min(6, [...letters].length)]}px`);
  }

  /** Draw the timeouts left. @param {HTMLElement} block @param {number | undefined} left @param {number} all */
  #drawPips(block, left, all) {
    const pips = within(block, ".pips");
    block.classList.toggle("no-pips", left === undefined);
    const count = left === undefined ? 0 : Math.max(all, left);
    this.layPips(pips, count);
    setCount(pips, count, () => document.createElement("i"));
    [...pips.children].forEach((pip, at) => pip.classList.toggle("used", at >= (left ?? 0)));
  }

  /** @param {HTMLElement} block @param {number} value @param {boolean} moves */
  #drawScore(block, value, moves) {
    const digits = within(block, ".score span");
    const before = Number(digits.textContent || value);
    if (!setText(digits, String(value)) || !moves || !scoreMoves(before, value)) return;
    digits.animate([{ transform: "translateY(24px)", opacity: 0 }, { transform: "none", opacity: 1 }], RISE);
    within(block, ".flash").animate([{ opacity: 0.25 }, { opacity: 0 }], FLASH);
  }

  /** Say how that many pips are laid out. @param {HTMLElement} pips @param {number} count */
  layPips(pips, count) {
    void pips, count;
  }

  /** Draw the team fouls, where the bug shows them. @param {HTMLElement} block @param {number | undefined} fouls @param {number} bonusFrom the foul that brings the bonus */
  layFouls(block, fouls, bonusFrom) {
    void block, fouls, bonusFrom;
  }

  /** Whether the tabs stand where lower thirds do: they step aside for one. */
  get tabsReachLower() {
    return false;
  }

  /** The tab of a message. @param {string} place first, second or centre @returns {HTMLElement} */
  messageTab(place) {
    return this.#one(`.message.of-${place}`);
  }

  /** Whether two messages at once have no room side by side. @returns {boolean} */
  crowded() {
    return this.#one(".bug").classList.contains("plain");
  }

  /** Whether a lower third has the place of the tabs. */
  get #covered() {
    return this.tabsReachLower && this.data.lower === true;
  }

  /** @param {string} place @param {string} text @param {number} standsMs @param {boolean} moves */
  #message(place, text, standsMs, moves) {
    const tab = this.messageTab(place);
    // Where messages would lie over each other there is one at a time.
    if (this.crowded()) for (const other of [...this.#messages.keys()]) if (other !== tab) this.#unsay(other, false);
    if (text === "") return this.#unsay(tab, true);
    clearTimeout(this.#messages.get(tab));
    const room = tab.clientWidth - MESSAGE_AIR;
    for (const size of MESSAGE_SIZES) if (setFitted(tab, [{ text, least: 1 }], { room, size }).text === text) break;
    turnTab(tab, !this.#covered, moves);
    this.#messages.set(
      tab,
      setTimeout(() => this.#unsay(tab, true), standsMs),
    );
  }

  /** Take a message back. @param {HTMLElement} tab @param {boolean} moves */
  #unsay(tab, moves) {
    clearTimeout(this.#messages.get(tab));
    this.#messages.delete(tab);
    turnTab(tab, false, moves);
  }

  async #reloadLogos() {
    const { home = {}, away = {} } = this.data.game ?? {};
    if (this.#logosOf === `${home.logo} ${away.logo}`) return;
    await this.prepare();
    this.draw(false);
  }

  /** Visitors first or home first, by the output's setting. @param {Side} side @returns {Place} */
  #placeOf(side) {
    const homeFirst = (this.data.team_order === "HOME_FIRST") !== (this.data.swap === true);
    return (side === "home") === homeFirst ? "first" : "second";
  }

  /** @param {string} selector @returns {HTMLElement} */
  #one(selector) {
    return within(this.root, selector);
  }
}

/** Show a tab, or take it back. @param {Element} tab @param {boolean} shown @param {boolean} moves */
function turnTab(tab, shown, moves) {
  if (tab.classList.contains("shown") === shown) return;
  tab.classList.toggle("still", !moves);
  tab.classList.toggle("shown", shown);
}

/** Show a text on a tab, or with an empty one take the tab back as it is. @param {Element} tab @param {string} text @param {boolean} moves */
function turnText(tab, text, moves) {
  if (text !== "") setText(tab, text);
  turnTab(tab, text !== "", moves);
}
