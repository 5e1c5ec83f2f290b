import assert from "node:assert/strict";
import { test } from "node:test";
import { milestones } from "../../static/js/milestones.js";

/** @param {{[stat: string]: number}} line @param {object} [more] @returns {any} */
const game = (line, more = {}) => ({
  game: { event_id: "1", status: "live", format: "QUARTER", rules: "NBA", home: {}, away: {} },
  players: { p1: { team: "home", jersey: "23", line } },
  ...more,
});
/** @param {any} before @param {any} after */
const ids = (before, after) => milestones(before, after).map(({ id }) => id);

/** @type {[string, {[stat: string]: number}, {[stat: string]: number}, string[]][]} */
const TABLE = [
  ["the 10th point", { PTS: 9 }, { PTS: 11 }, ["points:p1:10"]],
  ["the 30th point, exactly", { PTS: 28 }, { PTS: 30 }, ["points:p1:30"]],
  ["no ten between", { PTS: 11 }, { PTS: 14 }, []],
  ["a point taken away", { PTS: 11 }, { PTS: 9 }, []],
  ["a catch-up of many points", { PTS: 2 }, { PTS: 12 }, []],
  ["the 3rd foul", { FL: 2 }, { FL: 3 }, ["fouls:p1:3"]],
  ["the 2nd foul is none", { FL: 1 }, { FL: 2 }, []],
  ["the last foul of these rules", { FL: 5 }, { FL: 6 }, ["fouls:p1:6"]],
  ["a foul beyond the last", { FL: 6 }, { FL: 7 }, []],
  ["a double-double", { PTS: 14, REB: 9 }, { PTS: 14, REB: 10 }, ["double:p1:2"]],
  ["a double-double and the 10th point at once", { PTS: 8, REB: 12 }, { PTS: 10, REB: 12 }, ["points:p1:10", "double:p1:2"]],
  ["a triple-double", { PTS: 14, REB: 10, AST: 9 }, { PTS: 14, REB: 10, AST: 10 }, ["double:p1:3"]],
  ["a double-double that was caught up", { PTS: 2, REB: 0 }, { PTS: 3, REB: 12 }, []],
];
for (const [name, before, after, expected] of TABLE)
  test(`milestones: ${name}`, () => {
    const found = ids(game(before), game({ ...before, ...after }));
    assert.deepEqual(found, expected);
  });

test("milestones: the last foul says that the player is out", () => assert.equal(milestones(game({ FL: 5 }), game({ FL: 6 }))[0].out, true));
test("milestones: nothing is reached where nothing was known, or in another game", () => {
  assert.deepEqual(ids(undefined, game({ PTS: 10 })), []);
  const other = game({ PTS: 10 });
  other.game.event_id = "2";
  assert.deepEqual(ids(game({ PTS: 8 }), other), []);
});
test("milestones: a player who was not there before has reached nothing", () => {
  assert.deepEqual(ids({ ...game({}), players: {} }, game({ PTS: 10 })), []);
});

/** @param {number} points @param {number} score */
const running = (points, score) => game({}, { story: { run: { team: "home", points } }, score: { home: score, away: 4 } });
test("milestones: a run counts from 8, and is one thing as it grows", () => {
  assert.deepEqual(ids(running(5, 15), running(7, 17)), []);
  assert.deepEqual(ids(running(6, 16), running(8, 18)), ["run:home:10"]);
  assert.deepEqual(ids(running(8, 18), running(11, 21)), ["run:home:10"]);
  assert.deepEqual(ids(running(11, 21), running(11, 21)), []);
});

/** @param {string} phase @param {string} period */
const at = (phase, period) => game({}, { clock: { phase, period } });
test("milestones: a period ends as its break begins, once", () => {
  assert.deepEqual(ids(at("period", "Q2"), at("break", "Q2")), ["end:Q2"]);
  assert.deepEqual(ids(at("break", "Q2"), at("break", "Q3")), []);
  assert.deepEqual(ids(at("period", "Q4"), at("ended", "Q4")), ["end:Q4"]);
  assert.deepEqual(ids(at("pregame", "Q1"), at("period", "Q1")), []);
});
