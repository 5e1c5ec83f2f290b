// Score bug A, "Bar": the two teams with a block each, and the clock between them. An OGraf graphic.

import { ClockFace, ruleSet } from "../../js/clock.js";
import { teamColors } from "../../js/colors.js";
import { abbreviationOf, scoreMoves } from "../../js/onair.js";
import { monotonic } from "../../js/servertime.js";
import { Graphic } from "../base.js";
import { STYLE } from "./style.js";

/** @typedef {import("../../js/document.js").Side} Side */
/** @typedef {import("../../js/document.js").Team} Team */
/** @typedef {"first" | "second"} Place */

const MESSAGE_STANDS = 6000;
const MESSAGE_LENGTH = 28;
const LABEL_WIDTH = 192;
const RISE = { duration: 200, easing: "ease-out" };
const FLASH = { duration: 600, easing: "ease-out" };
const NAME_SIZES = [48, 48, 48, 48, 48, 38, 32];

const TEAM = `
  <div class="team">
    <div class="logo text"><img alt=""></div>
    <div class="name text"></div>
    <div class="pips text"></div>
    <div class="flash"></div>
    <div class="score text"><span></span></div>
  </div>`;
const FRAME = `
  <style>${STYLE}</style>
  <div class="bug">
    <div class="tabs">
      <div class="tab bonus of-first"></div><div class="tab bonus of-second"></div>
      <div class="tab message of-first"></div><div class="tab message of-second"></div>
      <div class="tab message of-centre"></div>
    </div>
    <div class="ground">
      ${TEAM}
      <div class="centre">
        <div class="clock text">
          <svg class="arrow" viewBox="0 0 12 24" aria-hidden="true"><path d="M12 0v24L0 12z"/></svg>
          <div class="time"></div>
          <div class="row"><span class="period"></span><span class="chip"></span></div>
        </div>
        <div class="label text"></div>
      </div>
      ${TEAM}
    </div>
  </div>`;

export class ScoreBugA extends Graphic {
  #face = new ClockFace();
  #faceOptions = "";
  #frame = 0;
  #receivedAt = 0;
  #shotFed = false;
  /** @type {{[side: string]: boolean}} */
  #logos = { home: false, away: false };
  #logosOf = "";
  /** @type {Map<Element, ReturnType<typeof setTimeout>>} */
  #messages = new Map();

  build() {
    const frame = document.createElement("template");
    frame.innerHTML = FRAME;
    this.root.append(frame.content);
    this.#all(".team").forEach((team, at) => team.classList.add(at === 0 ? "first" : "second"));
  }

  texts() {
    const { home = {}, away = {} } = this.data.game ?? {};
    return `${abbreviationOf(home)}${abbreviationOf(away)}0123456789:.BONUS+FINAL/2OTHENDRPG`;
  }

  /** Fetch both logos. Both or neither are drawn, so that the two blocks are alike. */
  async prepare() {
    const { home = {}, away = {} } = this.data.game ?? {};
    this.#logosOf = `${home.logo} ${away.logo}`;
    const found = await Promise.all([home, away].map((team) => canDraw(team.logo)));
    if (this.#logosOf === `${home.logo} ${away.logo}`) this.#logos = { home: found[0], away: found[1] };
  }

  parts() {
    return { ground: this.#all(".ground, .tabs"), texts: this.#all(".text") };
  }

  /** @param {boolean} on */
  turned(on) {
    cancelAnimationFrame(this.#frame);
    if (!on) return;
    const tick = () => {
      this.#drawClock();
      this.#frame = requestAnimationFrame(tick);
    };
    tick();
  }

  /** @param {{data?: any, skipAnimation?: boolean}} params */
  async updateAction(params = {}) {
    // `live` is said of one update, not kept: a later one without it is a cut.
    const moves = params.data?.live === true && params.skipAnimation !== true;
    const result = await super.updateAction({ ...params, skipAnimation: !moves });
    if (result.statusCode === 200 && params.data?.game) await this.#reloadLogos();
    return result;
  }

  /** @param {{id: string, payload?: any}} params */
  async customAction({ id, payload = {} }) {
    if (id !== "message") return super.customAction({ id });
    const place = payload.place === "home" || payload.place === "away" ? this.#placeOf(payload.place) : "centre";
    this.#message(place, [...String(payload.text ?? "")].slice(0, MESSAGE_LENGTH).join(""));
    return { statusCode: 200 };
  }

  async dispose() {
    cancelAnimationFrame(this.#frame);
    for (const timer of this.#messages.values()) clearTimeout(timer);
    return super.dispose();
  }

  /** @param {boolean} moves */
  draw(moves) {
    const { game, score = {}, team_stats = {}, language = "en", clock_policy = "hide", clock } = this.data;
    if (!game) return;
    this.#receivedAt = monotonic();
    this.#shotFed ||= clock?.shot_ms !== undefined;
    const options = `${language} ${clock_policy}`;
    if (options !== this.#faceOptions) this.#face = new ClockFace({ language, policy: clock_policy });
    this.#faceOptions = options;

    const colors = teamColors(game.home, game.away);
    const bug = this.#one(".bug");
    const logos = this.#logos.home && this.#logos.away;
    const rules = ruleSet(this.data);
    bug.lang = language;
    bug.classList.toggle("plain", !logos);
    bug.classList.toggle("hundreds", Math.max(score.home ?? 0, score.away ?? 0) >= 100);
    for (const side of /** @type {const} */ (["home", "away"])) {
      const place = this.#placeOf(side);
      const block = this.#one(`.${place}`);
      const { ground, ink, edge } = colors[side];
      block.style.setProperty("--team", ground);
      block.style.setProperty("--team-ink", ink);
      this.#one(".centre").style.setProperty(`--${place}-edge`, edge ?? "transparent");
      this.#drawName(block, game[side]);
      if (logos) within(block, "img").setAttribute("src", game[side].logo);
      else within(block, "img").removeAttribute("src");
      this.#drawPips(block, team_stats[side]?.timeouts, rules.timeouts, logos ? 148 : 128);
      this.#drawScore(block, score[side] ?? 0, moves);
      const { bonus } = team_stats[side] ?? {};
      turnTab(this.#one(`.bonus.of-${place}`), bonus ?? "", moves);
    }
    const arrow = rules.possession_arrow ? this.data.possession?.team : undefined;
    for (const side of /** @type {const} */ (["home", "away"]))
      this.#one(".arrow").classList.toggle(`to-${this.#placeOf(side)}`, arrow === side);
    this.#one(".chip").classList.toggle("absent", rules.shot_clock_ms === null || !this.#shotFed);
    this.#drawClock();
  }

  #drawClock() {
    const { game, now = 0, silent_ms = 0 } = this.data;
    if (!game) return;
    const passed = monotonic() - this.#receivedAt;
    const silentMs = silent_ms > 0 ? silent_ms + passed : 0;
    const reading = this.#face.read(this.data, now + passed, { silentMs });
    const centre = this.#one(".centre");
    const labelled = reading.label !== "";
    const hides = reading.lost && labelled;
    if (centre.classList.contains("labelled") !== labelled) {
      // Only a lost link fades; every other change of state is a cut.
      centre.classList.toggle("fades", hides || centre.dataset.lost === "1");
      centre.classList.toggle("labelled", labelled);
    }
    centre.dataset.lost = hides ? "1" : "";
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
    label.classList.toggle("long", widthOnStage(range, label) > LABEL_WIDTH);
  }

  /** @param {HTMLElement} block @param {Team} team */
  #drawName(block, team) {
    const name = within(block, ".name");
    const letters = abbreviationOf(team);
    setText(name, letters);
    name.style.fontSize = `${NAME_SIZES[Math.min(6, [...letters].length)]}px`;
  }

  /** @param {HTMLElement} block @param {number | undefined} left @param {number} all @param {number} width */
  #drawPips(block, left, all, width) {
    const pips = within(block, ".pips");
    block.classList.toggle("no-pips", left === undefined);
    const count = left === undefined ? 0 : Math.max(all, left);
    pips.style.setProperty("--pip", `${count > 5 ? Math.floor((width - 4 * (count - 1)) / count) : 20}px`);
    while (pips.children.length > count) pips.lastChild?.remove();
    while (pips.children.length < count) pips.append(document.createElement("i"));
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

  /** @param {string} place @param {string} text */
  #message(place, text) {
    const tab = this.#one(`.message.of-${place}`);
    // On the narrow bar a message reaches over the centre: one at a time.
    if (this.#one(".bug").classList.contains("plain"))
      for (const other of this.#all(".message")) if (other !== tab) turnTab(other, "", false);
    clearTimeout(this.#messages.get(tab));
    turnTab(tab, text, true);
    this.#messages.set(
      tab,
      setTimeout(() => turnTab(tab, "", true), MESSAGE_STANDS),
    );
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

  /** @param {string} selector @returns {HTMLElement[]} */
  #all(selector) {
    return [...this.root.querySelectorAll(selector)].map((element) => /** @type {HTMLElement} */ (element));
  }
}

/** @param {ParentNode} parent @param {string} selector @returns {HTMLElement} */
const within = (parent, selector) => /** @type {HTMLElement} */ (parent.querySelector(selector));

/** @param {Element} element @param {string} text @returns {boolean} whether it changed */
function setText(element, text) {
  if (element.textContent === text) return false;
  element.textContent = text;
  return true;
}

/** Show a tab, or with an empty text take it back. @param {Element} tab @param {string} text @param {boolean} moves */
function turnTab(tab, text, moves) {
  if (text !== "") setText(tab, text);
  const shown = text !== "";
  if (tab.classList.contains("shown") === shown) return;
  tab.classList.toggle("still", !moves);
  tab.classList.toggle("shown", shown);
}

/** The width of a text in stage px, whatever the stage is scaled to. @param {Range} range @param {HTMLElement} box */
function widthOnStage(range, box) {
  const scale = box.getBoundingClientRect().width / box.offsetWidth || 1;
  return range.getBoundingClientRect().width / scale;
}

/** @param {string | undefined} address @returns {Promise<boolean>} */
async function canDraw(address) {
  if (!address) return false;
  const image = new Image();
  image.src = address;
  return image.decode().then(
    () => true,
    () => false,
  );
}

export default ScoreBugA;
