// The keys of the control desk: what a press means, and the player whose number is being typed. Pure; what is done
// about it, and whether a press counts where the focus is, is the page's (static/pages/control.js).

import { has, own } from "./own.js";

/** @typedef {import("./document.js").Side} Side */
/** @typedef {{code: string, key: string, shift: boolean, ctrl: boolean, alt: boolean, meta: boolean, repeat: boolean}} Press as a KeyboardEvent has it */
/** @typedef {{team: Side, digits: string, at: number}} Typed the player who is being typed; `at`: the last key, ms of any clock */
/** @typedef {{name: string, [argument: string]: any}} Command */
/** @typedef {{command: Command | null, typed: Typed | null}} Meaning */

/** After this the typed player has lapsed, ms. */
export const LAPSES = 4000;
/** How long the key (or the button) of a panic is held, ms. */
export const HELD = 600;
const MOST_DIGITS = 2;

/** By letter, as it is written on the key. @type {{[letter: string]: Command}} */
const LETTERS = {
  b: { name: "bug" },
  l: { name: "cue", what: "line-score" },
  f: { name: "cue", what: "on-the-floor" },
  c: { name: "cue", what: "comparison" },
  e: { name: "cue", what: "leaders" },
  m: { name: "card", card: "score" },
  k: { name: "card", card: "clock" },
  s: { name: "clock", act: "toggle" },
  r: { name: "clock", act: "shot-full" },
  t: { name: "clock", act: "shot-short" },
  y: { name: "proposal", accept: true },
  n: { name: "proposal", accept: false },
  o: { name: "output" },
  d: { name: "align" },
  "?": { name: "map" },
};

/** By place on the keyboard. @type {{[code: string]: Command}} */
const PLACES = {
  Space: { name: "take" },
  Enter: { name: "choose" },
  NumpadEnter: { name: "choose" },
  Backspace: { name: "out" },
  Backquote: { name: "panic" },
  ArrowUp: { name: "select", by: -1 },
  ArrowDown: { name: "select", by: 1 },
  PageUp: { name: "select", by: -10 },
  PageDown: { name: "select", by: 10 },
};

/** What ends a typed player: the line, the shots, the name. @type {{[key: string]: "line" | "shots" | "name"}} */
const KINDS = { enter: "line", s: "shots", n: "name" };

/** The letters that mean nothing to the desk, and may be the own key of a row. */
export const FREE_KEYS = [..."abcdefghijklmnopqrstuvwxyz"].filter((letter) => !has(LETTERS, letter) && letter !== "a" && letter !== "h");

/** The typed player, or null once it has lapsed. @param {Typed | null} typed @param {number} now */
export const standing = (typed, now) => (typed && now - typed.at < LAPSES ? typed : null);

/**
 * Say what a press means. Digits go by their place on the keyboard, letters by what is written on them.
 * @param {Press} press
 * @param {Typed | null} before
 * @param {number} now by the clock of `typed.at`
 * @returns {Meaning} `command` null: nothing; the browser may have it
 */
export function meaning(press, before, now) {
  const typed = standing(before, now);
  const nothing = { command: null, typed };
  if (press.repeat || press.meta || press.alt) return nothing;
  const key = press.key.toLowerCase();
  if (press.ctrl) return key === "z" && !press.shift ? { command: { name: "undo" }, typed: null } : nothing;
  const digit = digitOf(press.code);
  if (typed && !press.shift) {
    const ended = inTyping(typed, key, digit, now);
    if (ended) return ended;
  }
  if (key === "h" || key === "a") return { command: { name: "type" }, typed: { team: key === "h" ? "home" : "away", digits: "", at: now } };
  if (digit !== null) return { command: { name: "row", row: digit === "0" ? 10 : Number(digit), take: press.shift }, typed: null };
  if (key === "escape") return { command: press.shift ? { name: "clear" } : { name: "empty" }, typed: null };
  const bracket = bracketOf(press);
  const command = bracket ? { name: "delay", by: bracket * (press.shift ? 1000 : 100) } : (own(PLACES, press.code) ?? own(LETTERS, key));
  if (command) return { command, typed: null };
  return FREE_KEYS.includes(key) ? { command: { name: "own-row", key, take: press.shift }, typed: null } : nothing;
}

/** What a key means to a player who is being typed; null: it is none of that. @param {Typed} typed @param {string} key @param {string | null} digit @param {number} now @returns {Meaning | null} */
function inTyping(typed, key, digit, now) {
  const command = { name: "type" };
  if (digit !== null) return { command, typed: { ...typed, digits: (typed.digits + digit).slice(-MOST_DIGITS), at: now } };
  // A slip of the finger is taken back here. On air nothing goes out while a number is being typed.
  if (key === "backspace") return { command, typed: typed.digits ? { ...typed, digits: typed.digits.slice(0, -1), at: now } : null };
  if (!has(KINDS, key)) return null;
  if (!typed.digits) return { command, typed };
  return { command: { name: "player", team: typed.team, jersey: typed.digits, kind: KINDS[key] }, typed: null };
}

/** @param {string} code */
const digitOf = (code) => /^(?:Digit|Numpad)([0-9])$/.exec(code)?.[1] ?? null;

/** Less or more delay; 0: no bracket. A keyboard that has brackets elsewhere still writes them. @param {Press} press */
function bracketOf({ code, key }) {
  if (key === "[" || key === "{" || code === "BracketLeft") return -1;
  return key === "]" || key === "}" || code === "BracketRight" ? 1 : 0;
}
