import assert from "node:assert/strict";
import { test } from "node:test";
import { FREE_KEYS, LAPSES, meaning, standing } from "../../static/js/keys.js";

/** @typedef {import("../../static/js/keys.js").Typed} Typed */

/** @param {string} code @param {string} key @param {object} [more] */
const press = (code, key, more = {}) => ({ code, key, shift: false, ctrl: false, alt: false, meta: false, repeat: false, ...more });
/** @param {string} letter */
const letter = (letter) => press(`Key${letter.toUpperCase()}`, letter);
/** @param {string} digit */
const digit = (digit) => press(`Digit${digit}`, digit);

/** Press several keys in turn. @param {any[]} presses @param {number} [apart] ms */
function typing(presses, apart = 100) {
  /** @type {Typed | null} */
  let typed = null;
  let now = 0;
  /** @type {any} */
  let command = null;
  for (const one of presses) ({ command, typed } = meaning(one, typed, (now += apart)));
  return { command, typed };
}

/** @type {[string, any, any][]} */
const TABLE = [
  ["Space takes", press("Space", " "), { name: "take" }],
  ["Enter cues what is selected", press("Enter", "Enter"), { name: "choose" }],
  ["Backspace takes out the last one in", press("Backspace", "Backspace"), { name: "out" }],
  ["Esc empties the preview", press("Escape", "Escape"), { name: "empty" }],
  ["Shift+Esc clears", press("Escape", "Escape", { shift: true }), { name: "clear" }],
  ["the backquote is the panic", press("Backquote", "`"), { name: "panic" }],
  ["the backquote's key is the panic where it writes something else", press("Backquote", "º"), { name: "panic" }],
  ["1 cues the first row", digit("1"), { name: "row", row: 1, take: false }],
  ["0 cues the tenth row", digit("0"), { name: "row", row: 10, take: false }],
  ["Shift and a digit take a row, whatever it writes", press("Digit2", '"', { shift: true }), { name: "row", row: 2, take: true }],
  ["a digit counts where it is not written plainly", press("Digit1", "&"), { name: "row", row: 1, take: false }],
  ["the other digits count", press("Numpad3", "3"), { name: "row", row: 3, take: false }],
  ["D aligns the delay", letter("d"), { name: "align" }],
  ["a letter without a meaning may be a row's own", letter("g"), { name: "own-row", key: "g", take: false }],
  ["with Shift it takes the row", press("KeyG", "G", { shift: true }), { name: "own-row", key: "g", take: true }],
  ["up selects", press("ArrowUp", "ArrowUp"), { name: "select", by: -1 }],
  ["page down goes ten rows on", press("PageDown", "PageDown"), { name: "select", by: 10 }],
  ["B is the bug", letter("b"), { name: "bug" }],
  ["a capital is the same key", press("KeyB", "B"), { name: "bug" }],
  ["letters go by what they write", press("KeyQ", "b"), { name: "bug" }],
  ["C cues the comparison", letter("c"), { name: "cue", what: "comparison" }],
  ["K is the clock card", letter("k"), { name: "card", card: "clock" }],
  ["T is the short shot clock", letter("t"), { name: "clock", act: "shot-short" }],
  ["[ takes 100 ms off the delay", press("BracketLeft", "["), { name: "delay", by: -100 }],
  ["Shift+] adds a second", press("BracketRight", "}", { shift: true }), { name: "delay", by: 1000 }],
  ["Y accepts", letter("y"), { name: "proposal", accept: true }],
  ["N dismisses", letter("n"), { name: "proposal", accept: false }],
  ["Ctrl+Z undoes", press("KeyZ", "z", { ctrl: true }), { name: "undo" }],
  ["? shows the map", press("Slash", "?", { shift: true }), { name: "map" }],
  ["Ctrl+C stays the browser's", press("KeyC", "c", { ctrl: true }), null],
  ["F5 stays the browser's", press("F5", "F5"), null],
  ["Alt+Left stays the browser's", press("ArrowLeft", "ArrowLeft", { alt: true }), null],
  ["a key that repeats does nothing", press("Space", " ", { repeat: true }), null],
  ["a name of every object is no key", press("", "constructor"), null],
];
for (const [name, pressed, expected] of TABLE) test(`keys: ${name}`, () => assert.deepEqual(meaning(pressed, null, 0).command, expected));

test("keys: H, a number and Enter mean a home player's line", () => {
  assert.deepEqual(typing([letter("h"), digit("2"), digit("3"), press("Enter", "Enter")]), { command: { name: "player", team: "home", jersey: "23", kind: "line" }, typed: null });
});
test("keys: S and N in place of Enter mean shots and the name", () => {
  assert.equal(typing([letter("a"), digit("7"), letter("s")]).command.kind, "shots");
  assert.equal(typing([letter("a"), digit("7"), letter("n")]).command.kind, "name");
});
test("keys: 00 is not 0", () => assert.equal(typing([letter("h"), digit("0"), digit("0"), letter("s")]).command.jersey, "00"));
test("keys: a third digit is a new number's second, so that 2, 3, 4 is 34", () => assert.equal(typing([letter("h"), digit("2"), digit("3"), digit("4")]).typed?.digits, "34"));
test("keys: while a number is typed Backspace takes a digit back and nothing goes out", () => {
  assert.deepEqual(typing([letter("h"), digit("2"), press("Backspace", "Backspace")]), { command: { name: "type" }, typed: { team: "home", digits: "", at: 300 } });
});
test("keys: Esc drops what is typed", () => assert.equal(typing([letter("h"), digit("2"), press("Escape", "Escape")]).typed, null));
test("keys: Enter without a number cues no player", () => assert.deepEqual(typing([letter("h"), press("Enter", "Enter")]).command, { name: "type" }));
test("keys: Space takes and drops what is typed", () => assert.deepEqual(typing([letter("h"), digit("2"), press("Space", " ")]), { command: { name: "take" }, typed: null }));
test("keys: Shift and a digit take a row though a player is being typed", () => {
  assert.deepEqual(typing([letter("h"), press("Digit4", "$", { shift: true })]).command, { name: "row", row: 4, take: true });
});
test("keys: a typed player lapses, and the digit after that is a row's", () => {
  assert.deepEqual(typing([letter("h"), digit("2")], LAPSES).command, { name: "row", row: 2, take: false });
  assert.equal(standing({ team: "home", digits: "2", at: 0 }, LAPSES), null);
  assert.notEqual(standing({ team: "home", digits: "2", at: 0 }, LAPSES - 1), null);
});

test("keys: a row's own key is none that the desk has", () => {
  assert.deepEqual(FREE_KEYS.join(""), "gijpquvwxz");
});
