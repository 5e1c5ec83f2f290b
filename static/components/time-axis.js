// The axis of game time that the charts of a game stand on. The twin of broadcast/dashboard/show/axis.py.
// Places along it are whole numbers from 0 to WIDE, so that server and browser draw the same. Times are ms of game
// time played.
import { gameTime, ruleSet } from "../js/clock.js";
import { periodName } from "./words.js";

/** @typedef {import("../js/document.js").GameDocument} GameDocument */
/** @typedef {import("../js/clock.js").RuleSet} RuleSet */

export const WIDE = 10_000;

/** `value` out of `whole` as that out of `wide`, rounded half up. @param {number} value @param {number} wide @param {number} whole */
export const scaled = (value, wide, whole) => Math.floor((2 * value * wide + whole) / (2 * whole));

/** A place as a percentage for a style: `12.34%`. @param {number} place */
export const share = (place) => `${Math.floor(place / 100)}.${`${place % 100}`.padStart(2, "0")}%`;

/** The game time played when the period with this ordinal starts. @param {RuleSet} rules @param {number} number */
const start = (rules, number) => Math.min(number - 1, rules.periods) * rules.period_ms + Math.max(0, number - 1 - rules.periods) * rules.overtime_ms;

/** @param {RuleSet} rules @param {string} name @returns {number | null} the ordinal of a period, overtimes counting on */
export function numberOf(rules, name) {
  const match = /^(?:([QHP])(\d{1,2})|OT(\d{0,2}))$/.exec(name.toUpperCase());
  if (!match || match[1] === (rules.periods === 2 ? "Q" : "H")) return null;
  const number = Number(match[2] || match[3] || 1);
  return number === 0 ? null : match[1] ? number : rules.periods + number;
}

/** The game time played when a period shows a clock; null where the rules know no such period. @param {RuleSet} rules @param {string} period @param {number} clockMs */
export function played(rules, period, clockMs) {
  const number = numberOf(rules, period);
  if (number === null) return null;
  const length = number > rules.periods ? rules.overtime_ms : rules.period_ms;
  return start(rules, number) + length - Math.min(clockMs, length);
}

export class Axis {
  /** @param {RuleSet} rules @param {number} count of periods @param {number} now how far the game has come */
  constructor(rules, count, now) {
    this.rules = rules;
    this.count = count;
    this.now = now;
    this.total = start(rules, count + 1);
  }

  /** Where a moment stands along the axis. @param {number} ms */
  place(ms) {
    return scaled(Math.min(ms, this.total), WIDE, this.total);
  }

  periods() {
    return Array.from({ length: this.count }, (_, index) => {
      const [begin, end] = [this.place(start(this.rules, index + 1)), this.place(start(this.rules, index + 2))];
      return { label: periodName(this.#name(index + 1)), left: share(begin), width: share(end - begin) };
    });
  }

  /** `1ST 4:12`. A moment between two periods begins the second, unless something `ends` there. @param {number} ms @param {boolean} [ends] */
  moment(ms, ends = false) {
    let number = 1;
    while (number < this.count && ms + (ends ? 0 : 1) > start(this.rules, number + 1)) number++;
    return `${periodName(this.#name(number))} ${gameTime(Math.max(0, start(this.rules, number + 1) - ms))}`;
  }

  /** @param {number} number */
  #name(number) {
    const { periods } = this.rules;
    return number > periods ? `OT${number - periods}` : `${periods === 2 ? "H" : "Q"}${number}`;
  }
}

/** @type {WeakMap<object, number>} */
const newest = new WeakMap();

/** The time played at the newest play. @param {NonNullable<GameDocument["plays"]>} plays */
function newestOf(plays) {
  let found = newest.get(plays);
  if (found === undefined) {
    found = 0;
    for (const { played_ms = 0 } of Object.values(plays)) found = Math.max(found, played_ms);
    newest.set(plays, found);
  }
  return found;
}

/**
 * The axis of a game: it reaches to its clock and to its newest play, and to the end of one that has ended.
 * A clock counts to the whole second, since nothing finer can be seen; the same axis keeps its identity.
 * @param {GameDocument} state
 * @param {Axis} [held]
 */
export function axisOf(state, held) {
  const { game, clock = {}, plays } = state;
  const rules = ruleSet(state);
  let now = plays ? newestOf(plays) : 0;
  let count = rules.periods;
  const number = clock.period === undefined ? null : numberOf(rules, clock.period);
  if (number !== null) {
    count = Math.max(count, number);
    if (clock.ms !== undefined) now = Math.max(now, Math.floor((played(rules, clock.period ?? "", clock.ms) ?? 0) / 1000) * 1000);
  }
  while (start(rules, count + 1) < now) count++;
  if (game?.status === "ended" && now) now = start(rules, count + 1);
  return held && held.rules === rules && held.count === count && held.now === now ? held : new Axis(rules, count, now);
}
