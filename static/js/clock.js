// Reading a game's clocks for a screen. What the clock does (whether it runs, what is a countdown, what has
// jumped) is found out on the server and arrives in the `clock` topic; here it becomes text. The Python twin of
// `readClock` is broadcast/basketball/reading.py; tests/vectors/clock.json holds both to one behavior.

import rules from "../../broadcast/basketball/rules.json" with { type: "json" };

/** @typedef {import("./document.js").GameDocument} GameDocument */
/** @typedef {import("./document.js").Clock} Clock */
/** @typedef {"hide" | "run" | "hold"} Policy what becomes of a running clock whose samples have stopped */
/** @typedef {{language?: string, policy?: Policy, silentMs?: number, trimMs?: number}} Options `silentMs`: time since the last pong. `trimMs`: by how much a running clock is shown further on than it is fed */

/**
 * What a clock shows. Where `label` is not empty it stands alone (HALF, FINAL/2OT, or the period of a clock
 * that is unknown or hidden) and `time`, `period` and `shot` are empty.
 *
 * @typedef {object} Reading
 * @property {string} time "11:59", "59.9", "0:42", "0.0", or ""
 * @property {string} period "1ST", "OT", "2OT", or ""
 * @property {string} label "PREGAME", "END 1ST", "HALF", "FINAL/OT", the period alone, or ""
 * @property {string} shot "14", "4.2", or ""
 * @property {boolean} alarm the shot clock is at 5.0 or under
 * @property {boolean} lost the link is lost: the time is hidden, or by the policy run on or frozen
 * @property {boolean} warning a running clock has had no sample for 3 s
 */

/** @typedef {{name: string, periods: number, period_ms: number, overtime_ms: number, bonus_from: number, fouls_out: number, timeouts: number, shot_clock_ms: number | null, shot_clock_reset_ms: number | null, shot_clock_tenths_from_ms: number, possession_arrow: boolean, court: string}} RuleSet */

/** The rule-set presets by name. @type {{[name: string]: RuleSet}} */
export const presets = rules.presets;

const TENTHS_AGE = 1500;
const SHOT_AGE = 2000;
const SHOT_ZERO_STANDS = 2000;
const ZERO_STANDS = 20_000;
const WARN_RUNNING = 3000;
const LOST_RUNNING = 6000;
const LOST_STANDING = 10_000;
const SLEW_WITHIN = 150;
const SLEW_RATE = 0.1;
const HOLD_WITHIN = 1000;
/** A reading is looked at again by then also where no digit is due: its sample has grown old meanwhile. */
const STANDS_AT_MOST = 100;
/** A `now` that falls back by more than any delay is another matter than a delay that was raised. */
const LONGEST_DELAY = 120_000;

/** @type {{[language: string]: {pregame: string, end: string, half: string, final: string, overtime: string, quarters: string[], halves: string[]}}} */
const WORDS = {
  en: {
    pregame: "PREGAME",
    end: "END",
    half: "HALF",
    final: "FINAL",
    overtime: "OT",
    quarters: ["1ST", "2ND", "3RD", "4TH"],
    halves: ["1ST", "2ND"],
  },
  es: {
    pregame: "PREVIA",
    end: "FIN",
    half: "DESCANSO",
    final: "FINAL",
    overtime: "PR",
    quarters: ["1C", "2C", "3C", "4C"],
    halves: ["1T", "2T"],
  },
};
const words = (/** @type {string | undefined} */ language) => WORDS[language ?? "en"] ?? WORDS.en;

/** The rule set of a game; where its name is not known, one by its format. @param {GameDocument} state @returns {RuleSet} */
export const ruleSet = ({ game }) => presets[game?.rules ?? ""] ?? (game?.format === "QUARTER" ? presets.FIBA : presets.NCAA_M);

/**
 * Write a game clock, truncated: "11:59" for 11:59.9; from 59.9 s down "59.9", or "0:59" without tenths.
 * @param {number} ms
 * @param {boolean} [tenths]
 */
export function gameTime(ms, tenths = true) {
  if (ms <= 0) return "0.0";
  if (ms < 60_000 && tenths) return (Math.floor(ms / 100) / 10).toFixed(1);
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** Whether a shot clock is in its tenths: at 5.0 as it would be written, so that "5.0" follows "6". @param {number} ms @param {number} tenthsFrom */
const inTenths = (ms, tenthsFrom) => ms < tenthsFrom + 100;

/**
 * Write a shot clock: whole seconds rounded up, and from `tenthsFrom` down truncated tenths ("5.0" follows "6").
 * @param {number} ms
 * @param {number} [tenthsFrom] ms
 * @param {boolean} [tenths] whether it has any but those of 0.0
 */
export const shotTime = (ms, tenthsFrom = 5000, tenths = true) =>
  ms <= 0 || (tenths && inTenths(ms, tenthsFrom)) ? (Math.floor(Math.max(0, ms) / 100) / 10).toFixed(1) : String(Math.ceil(ms / 1000));

/** @typedef {{kind: "half" | "quarter" | "overtime", number: number}} Period */

/** @param {string | undefined} name such as "H1", "Q4", "OT2" @returns {Period | null} null where it is not understood */
export function parsePeriod(name) {
  const match = /^(H|Q|OT)([1-9]?)$/.exec(name ?? "");
  if (!match || (match[2] === "" && match[1] !== "OT")) return null;
  const number = Number(match[2] || 1);
  if (match[1] === "OT") return { kind: "overtime", number };
  const [kind, regular] = match[1] === "H" ? /** @type {const} */ (["half", 2]) : /** @type {const} */ (["quarter", 4]);
  return number > regular ? { kind: "overtime", number: number - regular } : { kind, number };
}

/**
 * Name a period on air: "1ST", "OT", "2OT"; "" where its name is not understood.
 * @param {string | undefined} name such as "Q1", "H2", "OT1"
 * @param {string} [language]
 */
export function periodLabel(name, language = "en") {
  const period = parsePeriod(name);
  return period ? nameOf(period, language) : "";
}

/** @param {Period} period @param {string | undefined} language */
function nameOf({ kind, number }, language) {
  const { overtime, halves, quarters } = words(language);
  if (kind === "overtime") return number === 1 ? overtime : `${number}${overtime}`;
  return (kind === "half" ? halves : quarters)[number - 1];
}

/**
 * Read the clock of a game document as of `now`, without memory of what was shown before. A trim counts while the
 * clock is known to run: then the game clock and the shot clock are so much further on, never under 0, and without
 * tenths, which nobody could trust. A standing clock is the feed's own; one that is by hand or of a reader is never
 * trimmed.
 * @param {GameDocument} state topics game, score, clock, feed
 * @param {number} now server time minus the output's delay, epoch ms
 * @param {Options} [options]
 * @returns {Reading}
 */
export function readClock(state, now, options = {}) {
  const { clock = {} } = state;
  const trimMs = runs(clock) ? trimOf(clock, options.trimMs ?? 0, 0) : 0;
  const { ms, shotMs } = valuesAt(clock, now, trimMs, options.policy);
  return present(state, now, ms, shotMs, { ...options, trimMs });
}

/** Whether the clock is known to run; one at 0 does not, whatever is said. @param {Clock} clock */
const runs = (clock) => clock.running === true && (clock.ms ?? 0) > 0;

/** @param {Clock} clock @param {number} now */
const passedSince = (clock, now) => Math.max(0, now - (clock.as_of ?? now));

/** How old the last sample is. A clock that a person has started needs none, and is never lost. @param {Clock} clock @param {number} now */
const ageOf = (clock, now) => (clock.by_hand ? 0 : passedSince(clock, now));

/** How much of a trim is in use. @param {Clock} clock @param {number} wanted ms @param {number} left what was in use, less the time since, ms */
function trimOf(clock, wanted, left) {
  if (clock.by_hand || clock.reader || clock.running === false || !clock.ms) return 0;
  return runs(clock) || left > 0 ? Math.max(0, wanted, left) : 0;
}

/** @param {Clock} clock @param {number} now @param {number} trimMs in use @param {Policy} [policy] @returns {{ms?: number, shotMs?: number}} the clocks as of now */
function valuesAt(clock, now, trimMs, policy = "hide") {
  const passed = passedSince(clock, now);
  const elapsed = runs(clock) ? (policy === "hold" && !clock.by_hand ? Math.min(passed, LOST_RUNNING) : passed) : 0;
  const after = (/** @type {number | undefined} */ ms) => (ms === undefined ? undefined : Math.max(0, ms - elapsed - trimMs));
  return { ms: after(clock.ms), shotMs: after(clock.shot_ms) };
}

/**
 * @param {GameDocument} state
 * @param {number} now
 * @param {number | undefined} ms the game clock to show
 * @param {number | undefined} shotMs the shot clock to show
 * @param {Options} options `trimMs`: what of the trim is in `ms` and `shotMs`
 * @returns {Reading}
 */
function present(state, now, ms, shotMs, { language, policy = "hide", silentMs = 0, trimMs = 0 }) {
  const { game, feed, clock = {} } = state;
  const running = runs(clock);
  const age = ageOf(clock, now);
  const lost = running ? age > LOST_RUNNING : !clock.by_hand && (silentMs > LOST_STANDING || feed?.state === "lost");
  const warning = running && age > WARN_RUNNING;
  const blank = { time: "", period: "", label: "", shot: "", alarm: false, lost: false, warning: false };
  const only = (/** @type {string} */ label) => ({ ...blank, label });

  if (!game) return blank;
  if (game.status === "ended" || clock.phase === "ended") return only(finalLabel(state, language));
  const rules = ruleSet(state);
  if (clock.phase === "pregame" || (clock.phase === undefined && game.status === "scheduled")) {
    if (clock.countdown_ms !== undefined) return only(words(language).pregame);
    const first = clock.period ?? (game.format === "HALF" ? "H1" : "Q1");
    return { ...blank, time: gameTime(rules.period_ms, false), period: periodLabel(first, language) };
  }
  if (clock.phase === "break") return only(endLabel(endedPeriod(state), language));

  const period = periodLabel(clock.period, language);
  if (ms === undefined || clock.jumped) return { ...only(period), lost, warning };
  const stoodAtZero = clock.ms === 0 && clock.zero_at !== undefined ? now - clock.zero_at : 0;
  if (stoodAtZero >= ZERO_STANDS && mayEnd(state)) return only(endLabel(parsePeriod(clock.period), language));
  if (lost && policy === "hide") return { ...only(period), lost, warning };

  const tenths = trimMs === 0 && clock.resolution_ms === 100 && (clock.running === false || age < TENTHS_AGE);
  const reading = { ...blank, time: gameTime(ms, tenths), period, lost, warning };
  const shotShown = rules.shot_clock_ms !== null && shotMs !== undefined && shotMs <= ms && !(running && age > SHOT_AGE);
  if (!shotShown) return reading;
  const tenthsFrom = rules.shot_clock_tenths_from_ms;
  if (trimMs > 0) return { ...reading, shot: shotTime(shotMs, tenthsFrom, false), alarm: shotMs <= tenthsFrom };
  return { ...reading, shot: shotTime(shotMs, tenthsFrom), alarm: inTenths(shotMs, tenthsFrom) };
}

/** FINAL with the overtimes that were played. @param {GameDocument} state @param {string | undefined} language */
function finalLabel({ clock, score }, language) {
  let overtimes = 0;
  for (const name of [clock?.period, ...Object.keys(score?.periods ?? {})]) {
    const period = parsePeriod(name);
    if (period?.kind === "overtime") overtimes = Math.max(overtimes, period.number);
  }
  const { final } = words(language);
  return overtimes === 0 ? final : `${final}/${nameOf({ kind: "overtime", number: overtimes }, language)}`;
}

/** @param {Period | null} period the one that has ended @param {string | undefined} language */
function endLabel(period, language) {
  if (!period) return "";
  const { end, half } = words(language);
  const halfway = (period.kind === "half" && period.number === 1) || (period.kind === "quarter" && period.number === 2);
  return halfway ? half : `${end} ${nameOf(period, language)}`;
}

/**
 * The period that has ended, in a break. The feed may already have announced the next one: then the period
 * named has no points yet, has never stood at 0, and its clock (or a countdown) is on the digits.
 * @param {GameDocument} state
 * @returns {Period | null}
 */
function endedPeriod({ game, clock = {}, score }) {
  const named = parsePeriod(clock.period);
  if (!named) return null;
  const points = score?.periods?.[clock.period ?? ""];
  const played = (points?.home ?? 0) + (points?.away ?? 0) > 0 || clock.zero_at !== undefined;
  const announced = !played && ((clock.ms ?? 0) > 0 || clock.countdown_ms !== undefined);
  if (!announced) return named;
  if (named.number > 1) return { kind: named.kind, number: named.number - 1 };
  if (named.kind !== "overtime") return named;
  return game?.format === "HALF" ? { kind: "half", number: 2 } : { kind: "quarter", number: 4 };
}

/** Whether a period at 0.0 can be followed by another: the last regular one and overtimes only while tied. @param {GameDocument} state */
function mayEnd({ clock, score }) {
  const period = parsePeriod(clock?.period);
  if (!period) return false;
  const last = period.kind === "overtime" || period.number === (period.kind === "half" ? 2 : 4);
  return !last || score?.home === score?.away;
}

/**
 * What only control views say of a clock; none of it goes on air.
 * @param {GameDocument} state
 * @returns {{countdown: string, jumped: {from: string, to: string} | null, text: string}} the countdown on the
 *   main digits, a jump that nobody has accepted, and the feed's own text where it cannot be read
 */
export function clockNotes({ clock = {} }) {
  return {
    countdown: clock.countdown_ms === undefined ? "" : gameTime(clock.countdown_ms, false),
    jumped: clock.jumped ? { from: gameTime(clock.jumped.from_ms), to: gameTime(clock.jumped.to_ms) } : null,
    text: clock.text ?? "",
  };
}

/** When a text of a falling number is another, ms. @param {string} text in seconds, or in tenths @param {number | undefined} ms */
const untilDigit = (text, ms) => (ms === undefined || text === "" ? Infinity : (ms % (text.includes(".") ? 100 : 1000)) + 1);

/** A falling number on a screen: follows its samples without ever counting up by a little. */
class Falling {
  /** @type {number | undefined} */
  #shown;
  #holding = false;

  /** @param {number} holdWithin ms; a sample higher by up to this holds the number until truth reaches it */
  constructor(holdWithin) {
    this.holdWithin = holdWithin;
  }

  /**
   * @param {number | undefined} truth the newest sample less the time since
   * @param {boolean} running
   * @param {number} passed ms since the last call
   * @returns {number | undefined} what to show
   */
  follow(truth, running, passed) {
    if (truth === undefined || this.#shown === undefined || !running) return this.cut(truth);
    const error = truth - (this.#shown - passed);
    if (error > HOLD_WITHIN || error < -SLEW_WITHIN) return this.cut(truth);
    if (this.#holding || error > SLEW_WITHIN) {
      if (error > this.holdWithin) return this.cut(truth);
      this.#holding = truth > this.#shown;
      this.#shown = Math.min(this.#shown, truth);
    } else {
      const most = SLEW_RATE * passed;
      this.#shown = Math.max(0, this.#shown - passed + Math.max(-most, Math.min(most, error)));
    }
    return this.#shown;
  }

  /** @param {number | undefined} truth */
  cut(truth) {
    this.#holding = false;
    this.#shown = truth;
    return truth;
  }
}

/**
 * A clock on a screen. It reads like `readClock` and remembers what it showed: it holds rather than counts up,
 * slews over small differences, stands still when the delay is raised, and puts a shot clock at 0.0 away.
 *
 * What is seen of a trim: when the clock is known to run it goes forward once, by the trim, and loses its tenths. While
 * it runs it never comes back: where the feed leaves open for a moment whether it runs, the trim stays in use, and a
 * trim that is taken back, or made less, lets the clock stand until the feed's has come to it. When the clock stops it
 * is the feed's own value at once: by a cut, and mostly a little up, since the stop comes late like all of this feed.
 */
export class ClockFace {
  #game = new Falling(HOLD_WITHIN);
  #shot = new Falling(SLEW_WITHIN);
  #now = -Infinity;
  /** The trim that is in use, ms. */
  #trim = 0;
  #identity = "";
  /** @type {number | undefined} */
  #shotZeroAt;
  /** @type {Reading | undefined} */
  #last;
  #stands = STANDS_AT_MOST;

  /** @param {{language?: string, policy?: Policy}} [options] */
  constructor(options = {}) {
    this.options = options;
  }

  /**
   * @param {GameDocument} state
   * @param {number} now server time minus the output's delay
   * @param {{silentMs?: number, trimMs?: number}} [how]
   * @returns {Reading}
   */
  read(state, now, { silentMs = 0, trimMs = 0 } = {}) {
    const clock = state.clock ?? {};
    const identity = `${state.game?.event_id} ${clock.period}`;
    const passed = now - this.#now;
    if (this.#last && identity === this.#identity && passed < 0 && passed >= -LONGEST_DELAY) return this.#last;

    this.#trim = trimOf(clock, trimMs, identity === this.#identity ? this.#trim - Math.max(0, passed) : 0);
    const { ms, shotMs } = valuesAt(clock, now, this.#trim, this.options.policy);
    const follows = this.#last !== undefined && !this.#last.lost && identity === this.#identity && runs(clock) && passed >= 0;
    const shown = this.#game.follow(ms, follows, passed);
    let shot = this.#shot.follow(shotMs, follows, passed);
    this.#shotZeroAt = shot === 0 ? (this.#shotZeroAt ?? now) : undefined;
    if (this.#shotZeroAt !== undefined && now - this.#shotZeroAt > SHOT_ZERO_STANDS) shot = undefined;

    this.#now = now;
    this.#identity = identity;
    this.#last = present(state, now, shown, shot, { ...this.options, silentMs, trimMs: this.#trim });
    const { time, shot: shotText } = this.#last;
    this.#stands = runs(clock) ? Math.min(STANDS_AT_MOST, untilDigit(time, shown), untilDigit(shotText, shot)) : STANDS_AT_MOST;
    return this.#last;
  }

  /** For how long the last reading stands if nothing is told, ms: until a digit is due, to some ms while the clock slews. */
  get stands() {
    return this.#stands;
  }
}
