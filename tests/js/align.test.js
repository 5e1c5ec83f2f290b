import assert from "node:assert/strict";
import { test } from "node:test";
import { aligned, madeSince } from "../../static/js/align.js";

const SHOTS = [10_000, 34_000, 51_000, 89_000, 112_000, 140_000];

/** Taps a while after the shots, each off by a little. @param {number} late @param {number[]} [off] */
const tapped = (late, off = [40, -60, 0, 90, -20]) => off.map((by, at) => SHOTS[at] + late + by);

/** @type {[string, number[], number[], any][]} */
const TABLE = [
  ["the median of the taps is how late the picture is", tapped(2300), SHOTS, { offset: 2300, matched: 5, spread: 150 }],
  ["a picture that is earlier than the data is negative", tapped(-1200), SHOTS, { offset: -1200, matched: 5, spread: 150 }],
  ["a long delay is found by the rhythm of the shots", tapped(75_000), SHOTS, { offset: 75_000, matched: 5, spread: 150 }],
  ["a tap at a shot that did not count is passed over", [...tapped(2300), 70_000], SHOTS, { offset: 2300, matched: 5, spread: 150 }],
  ["a shot that nobody tapped is passed over", tapped(2300).slice(1), SHOTS, { offset: 2300, matched: 4, spread: 150 }],
  ["one tap that is far off does not move the others", tapped(2300, [0, 0, 0, 0, 900]), SHOTS, { offset: 2300, matched: 5, spread: 900 }],
  ["two taps are too few", tapped(2300).slice(0, 2), SHOTS, null],
  ["without shots there is nothing to say", tapped(0), [], null],
  ["taps in an even rhythm agree with more than one offset", [20_000, 30_000, 40_000], [10_000, 20_000, 30_000, 40_000], null],
];
for (const [name, taps, shots, wanted] of TABLE) test(`align: ${name}`, () => assert.deepEqual(aligned(taps, shots), wanted));

test("align: the order of taps and shots does not matter", () => assert.deepEqual(aligned(tapped(2300).reverse(), [...SHOTS].reverse()), aligned(tapped(2300), SHOTS)));

test("align: each shot is of one tap", () => {
  const bounced = [SHOTS[0], SHOTS[0] + 100, SHOTS[0] + 200, SHOTS[1]];
  assert.equal(aligned(bounced, SHOTS.slice(0, 2)), null);
});

test("align: shots are new when they are made and were not before", () => {
  const before = { a: { made: true }, b: { made: false }, c: { made: true } };
  const after = { a: { made: true }, b: { made: true }, d: { made: true }, e: { made: false } };
  assert.deepEqual(madeSince(before, after), ["b", "d"]);
  assert.deepEqual(madeSince(undefined, undefined), []);
});
