import assert from "node:assert/strict";
import { test } from "node:test";
import { abbreviationOf, scoreKnown, scoreMoves, targetStep } from "../../static/js/onair.js";

const END = undefined;

test("A play action leads to goto where given, else to current + delta, and at the step count to the end", () => {
  /** @type {[number | undefined, number, {goto?: number, delta?: number}, number | undefined][]} */
  const table = [
    [undefined, 1, {}, 0],
    [0, 1, {}, END],
    [undefined, 3, { delta: 2 }, 1],
    [0, 3, {}, 1],
    [0, 3, { delta: 0 }, 0],
    [2, 3, { delta: -1 }, 1],
    [0, 3, { delta: -1 }, END],
    [2, 3, {}, END],
    [1, 3, { goto: 0 }, 0],
    [undefined, 3, { goto: 2 }, 2],
    [0, 3, { goto: 3 }, END],
    [0, 3, { goto: 0, delta: 5 }, 0],
    [undefined, 0, {}, END],
    [41, -1, {}, 42],
  ];
  for (const [current, stepCount, action, target] of table)
    assert.equal(targetStep(current, stepCount, action), target, JSON.stringify([current, stepCount, action]));
});

test("A team is called by its abbreviation, else by three letters of its short name, else of its name", () => {
  assert.equal(abbreviationOf({ abbreviation: "riv", short_name: "River", name: "River City" }), "RIV");
  assert.equal(abbreviationOf({ abbreviation: "PARTIZ" }), "PARTIZ");
  assert.equal(abbreviationOf({ abbreviation: "TOOLONG", short_name: "Harbor" }), "HAR");
  assert.equal(abbreviationOf({ abbreviation: "R", short_name: "Ņemans" }), "ŅEM");
  assert.equal(abbreviationOf({ name: "Žofín" }), "ŽOF");
});

test("A team of which nothing is known has no name, and never a stand-in for one", () => {
  assert.equal(abbreviationOf({}), "");
});

test("A score moves when it goes up by 1 to 4, and is cut when it falls or jumps", () => {
  assert.deepEqual([-2, 0, 1, 2, 3, 4, 5, 30].map((step) => scoreMoves(50, 50 + step)), [false, false, true, true, true, true, false, false]);
});

test("A score is 0 to 0 before the game and where the feed is live, and unknown where a game under way has said nothing", () => {
  const state = (/** @type {any} */ status, /** @type {any} */ feed, /** @type {any} */ score) => ({ game: { status }, feed: feed && { state: feed }, score });
  assert.equal(scoreKnown(/** @type {any} */ (state("scheduled", "scheduled", undefined))), true);
  assert.equal(scoreKnown(/** @type {any} */ (state("live", "live", {}))), true);
  assert.equal(scoreKnown(/** @type {any} */ (state("live", "polling", undefined))), true);
  assert.equal(scoreKnown(/** @type {any} */ (state("live", "catching-up", undefined))), false);
  assert.equal(scoreKnown(/** @type {any} */ (state("live", "lost", { periods: {} }))), false);
  assert.equal(scoreKnown(/** @type {any} */ (state("live", undefined, undefined))), false);
  assert.equal(scoreKnown(/** @type {any} */ (state("live", "lost", { home: 0, away: 2 }))), true);
});
