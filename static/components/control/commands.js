// The commands of the desk (docs/control-api.md): to the outputs, and to the game, each one after another in the order of
// the presses. What an answer has said is known here before the documents have it.

import { gettext } from "../../js/text.js";
import { Turns } from "./turns.js";

/** @typedef {import("../../js/document.js").Clock} Clock */
/** @typedef {import("../../js/document.js").ManualDocument} ManualDocument */
/** @typedef {import("../../js/air/zones.js").Cue} Cue */
/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./desk.js").Output} Output */

/** The commands that take all off air. */
const URGENT = ["panic", "clear"];
/** The commands after which a cue stands by. */
const STANDS_BY = ["standby", "cue-row", "player"];

export class Commands {
  #desk;
  /** Those to the outputs. */
  #turns = new Turns();
  /** Those to the game, which clearing the air does not put away: a score that was set is to stay set. */
  #gameTurns = new Turns();
  /** The clock by hand as the last answer had it, until it has come with the document. @type {Clock | null} */
  #clock = null;
  /** The zone in which an answer said that a cue stands by, by output: it may be here before the program. @type {Map<number, string>} */
  #cued = new Map();

  /** @param {Desk} desk */
  constructor(desk) {
    this.#desk = desk;
  }

  /** Let go of what an answer said of the clock where the document has come as far. @param {ManualDocument} manual */
  follow(manual) {
    const held = clockOf(manual);
    if (!held || timeOf(held) >= timeOf(this.#clock)) this.#clock = null;
  }

  /** A command to the output. What takes all off air waits for none that has not been sent yet. @param {string} word @param {object} [body] */
  act(word, body = {}) {
    // The output of the press: another may be worked on when it is this command's turn.
    const { output } = this.#desk;
    const does = () => this.#toOutput(output, word, body);
    return URGENT.includes(word) ? this.#turns.atOnce(does) : this.#turns.inTurn(does);
  }

  /** A command to the game. @param {string} word @param {object} [body] */
  set(word, body = {}) {
    const { pk } = this.#desk;
    return this.#gameTurns.inTurn(() => this.#toGame(pk, word, body));
  }

  /**
   * A command to the clock that depends on how the clock is when what was commanded before has been done.
   * @param {(clock: Clock) => object | null} found null: nothing is to be done
   * @param {boolean} [byHand] not where the clock follows the feed
   */
  setClock(found, byHand = false) {
    const desk = this.#desk;
    const { pk } = desk;
    return this.#gameTurns.inTurn(() => {
      if (byHand && !this.#clock && desk.source("clock") === "AUTO") return desk.say(false, gettext("The clock follows the feed. K and Enter take it."));
      const body = found(this.#clock ?? desk.aired.clock ?? {});
      return body && this.#toGame(pk, "clock", body);
    });
  }

  /** Change the delay, and say what that does on air. @param {{ms: number} | {by: number}} change */
  async setDelay(change) {
    const told = await this.act("delay", change);
    if (told) this.#desk.say(true, [told.said, this.delayTold(told.ms - told.before)].join(" ").trim());
    return told;
  }

  /** What a change of the delay does on air, in words. @param {number} by ms */
  delayTold(by) {
    const seconds = (Math.abs(by) / 1000).toFixed(1);
    if (by < 0) return gettext("It jumps forward by %(seconds)s s.", { seconds });
    if (by === 0) return "";
    const { running } = this.#desk.aired.clock ?? {};
    return running ? gettext("It holds for %(seconds)s s: do it on a standing clock.", { seconds }) : gettext("It holds for %(seconds)s s.", { seconds });
  }

  /** Trim the running clock, or with 0 take the trim back. The answer says what is shown. @param {number} ms */
  setTrim(ms) {
    return this.act("trim", { ms });
  }

  /** Put a cue into the preview, alone: what stood by before is put away. @param {Cue} cue @param {string} [zone] */
  cue(cue, zone) {
    const { output } = this.#desk;
    return this.#turns.inTurn(async () => {
      await this.#emptyBut(output, zone);
      // What stands keeps its name, so that the pages that have painted it need not say so again.
      const same = Object.values(output.program.graphics ?? {}).find((one) => one.graphic === cue.graphic && JSON.stringify(one.data ?? {}) === JSON.stringify(cue.data ?? {}));
      return this.#toOutput(output, "standby", { cue: { id: same?.id ?? named(cue.graphic), ...cue }, ...(zone ? { zone } : {}) });
    });
  }

  /** Put a row of a rundown into the preview, alone. @param {number} row its id @param {string} zone where it stands */
  cueRow(row, zone) {
    const { output } = this.#desk;
    return this.#turns.inTurn(async () => {
      await this.#emptyBut(output, zone);
      return this.#toOutput(output, "cue-row", { row });
    });
  }

  /** Empty the preview, where anything stands by. */
  empty() {
    const { output } = this.#desk;
    return this.#turns.inTurn(() => this.#emptyBut(output));
  }

  /** Take what stands by. Which it is the server knows: it may have been cued a moment ago. */
  take() {
    const { output } = this.#desk;
    return this.#turns.inTurn(async (goesOn) => {
      const zones = Object.keys(output.program.standby ?? {});
      if (zones.length < 2) return void (await this.#toOutput(output, "take"));
      for (const zone of zones) if (goesOn()) await this.#toOutput(output, "take", { zone });
    });
  }

  /** Take a cue that does not stand by. @param {Cue} cue */
  takeNow(cue) {
    return this.act("take", { cue: { id: named(cue.graphic), ...cue } });
  }

  /** Empty the preview of what stands by in any zone but one. @param {Output} output @param {string} [zone] */
  async #emptyBut(output, zone) {
    if ([...Object.keys(output.program.standby ?? {}), this.#cued.get(output.pk)].some((other) => other !== undefined && other !== zone)) await this.#toOutput(output, "standby");
  }

  /** @param {Output} output @param {string} word @param {object} [body] */
  async #toOutput({ pk }, word, body = {}) {
    const told = await this.#desk.server.ask("POST", `/api/outputs/${pk}/${word}`, body);
    if (!told) return told;
    if (STANDS_BY.includes(word) && told.zone) this.#cued.set(pk, told.zone);
    else if (STANDS_BY.includes(word) || word === "take") this.#cued.delete(pk);
    return told;
  }

  /** @param {number} pk the output by which the game is aired @param {string} word @param {object} body */
  async #toGame(pk, word, body) {
    const told = await this.#desk.server.ask("POST", `/api/games/${encodeURIComponent(this.#desk.eventId)}/${word}?output=${pk}`, body);
    if (told && word === "clock") this.#clock = timeOf(clockOf(this.#desk.manual)) < timeOf(told.clock) ? told.clock : null;
    else if (told && (word === "undo" || word === "release")) this.#clock = null;
    return told;
  }
}

/** The clock that is held by hand. @param {ManualDocument} manual */
const clockOf = ({ groups }) => groups?.clock?.patch?.clock;

/** From when a clock is; 0 where that is not known. @param {Clock | null | undefined} clock */
const timeOf = (clock) => clock?.as_of ?? 0;

let counted = 0;
/** A name for a cue, of its own among all desks. @param {string} graphic */
const named = (graphic) => `${graphic}-${Date.now().toString(36)}${(counted++).toString(36)}${Math.floor(Math.random() * 1e6).toString(36)}`;
