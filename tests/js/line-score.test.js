import assert from "node:assert/strict";
import { test } from "node:test";
import { columnsOf, doesNotAddUp } from "../../static/js/line-score.js";

/** @param {string} format @param {{[period: string]: [number?, number?]}} rows home and away @param {object} more @returns {any} */
const game = (format, rows, more = {}) => ({
  game: { format, status: "live" },
  score: {
    home: Object.values(rows).reduce((sum, [home]) => sum + (home ?? 0), 0),
    away: Object.values(rows).reduce((sum, [, away]) => sum + (away ?? 0), 0),
    periods: Object.fromEntries(Object.entries(rows).map(([name, [home, away]], order) => [name, { order, home, away }])),
  },
  ...more,
});
const play = (/** @type {string} */ period) => ({ clock: { period, phase: "period" } });
/** @param {any} state */
const home = (state) => columnsOf(state).map((column) => [column.period, column.home, column.current]);

test("Periods that have not begun have no numbers, though the feed sends rows of zeros ahead", () => {
  const state = game("QUARTER", { Q1: [20, 18], Q2: [5, 9], Q3: [0, 0], Q4: [0, 0] }, play("Q2"));
  assert.deepEqual(home(state), [
    ["Q1", 20, false],
    ["Q2", 5, true],
    ["Q3", undefined, false],
    ["Q4", undefined, false],
  ]);
});

test("A period that has just begun is 0, not blank", () => {
  assert.deepEqual(home(game("HALF", { H1: [30, 28], H2: [0, 0] }, play("H2"))), [
    ["H1", 30, false],
    ["H2", 0, true],
  ]);
});

test("The period in play without a row of its own has what the others leave of the total", () => {
  const state = game("HALF", { H1: [30, 28] }, play("H2"));
  state.score.home = 34;
  assert.deepEqual(columnsOf(state)[1], { period: "H2", current: true, home: 4, away: 0 });
  delete state.score.away;
  assert.deepEqual(columnsOf(state)[1], { period: "H2", current: true, home: 4 });
  state.score.home = 29;
  assert.deepEqual(columnsOf(state)[1], { period: "H2", current: true });
});

test("In a break no period is the one in play, and the next, already announced, is blank", () => {
  const state = game("QUARTER", { Q1: [20, 18], Q2: [5, 9], Q3: [0, 0] }, { clock: { period: "Q3", phase: "break" } });
  assert.deepEqual(home(state), [
    ["Q1", 20, false],
    ["Q2", 5, false],
    ["Q3", undefined, false],
    ["Q4", undefined, false],
  ]);
});

test("Overtimes follow the regular periods by any of their names, and as many as have begun", () => {
  const rows = /** @type {{[period: string]: [number, number]}} */ ({ Q1: [1, 1], Q2: [2, 2], Q3: [3, 3], Q4: [4, 4], Q5: [5, 5], OT2: [6, 6], OT3: [0, 0] });
  assert.deepEqual(columnsOf(game("QUARTER", rows, play("OT2"))).map(({ period }) => period), ["Q1", "Q2", "Q3", "Q4", "OT1", "OT2"]);
  assert.deepEqual(home(game("QUARTER", rows, play("OT3"))).at(-1), ["OT3", 0, true]);
});

test("Nothing known is a row of blanks", () => {
  assert.deepEqual(home({ game: { format: "HALF", status: "scheduled" } }), [
    ["H1", undefined, false],
    ["H2", undefined, false],
  ]);
});

test("What does not add up is said for each team", () => {
  const state = game("HALF", { H1: [30, 28], H2: [10, 9] }, play("H2"));
  assert.deepEqual(doesNotAddUp(state), []);
  state.score.away = 39;
  assert.deepEqual(doesNotAddUp(state), [{ side: "away", total: 39, sum: 37 }]);
});
