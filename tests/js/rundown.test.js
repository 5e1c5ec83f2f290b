import assert from "node:assert/strict";
import { test } from "node:test";
import { fieldsOf, meant, shown, wrong } from "../../static/components/control/parameters.js";
import { doubled, following, lengthOf, LOOP_MS, moved, rowOf, written } from "../../static/components/control/rows.js";

/** @typedef {import("../../static/components/control/rows.js").Row} Row */

/** @param {number} id @param {object} [more] @returns {Row} */
const row = (id, more = {}) => ({ id, graphic: "slate", ...more });
const ROWS = [row(1), row(2), row(3), row(4)];
/** @param {Row[]} rows */
const ids = (rows) => rows.map(({ id }) => id);

/** @type {[string, number, number, number[]][]} */
const MOVES = [
  ["down", 0, 1, [2, 1, 3, 4]],
  ["up", 3, 1, [1, 4, 2, 3]],
  ["to the end", 0, 3, [2, 3, 4, 1]],
  ["beyond the end", 1, 9, [1, 3, 4, 2]],
  ["nowhere", 2, 2, [1, 2, 3, 4]],
];
for (const [name, from, to, wanted] of MOVES) test(`rows: one is moved ${name}`, () => assert.deepEqual(ids(moved(ROWS, from, to)), wanted));
test("rows: one that is not there is not moved", () => assert.equal(moved(ROWS, 7, 0), ROWS));

test("rows: a double stands after its row, is a new one and has no key", () => {
  const made = doubled([row(1, { key: "g", note: "now", order: 1 }), row(2)], 0);
  assert.deepEqual(made, [row(1, { key: "g", note: "now", order: 1 }), { graphic: "slate", note: "now" }, row(2)]);
});

test("rows: a key of its own is of one row", () => {
  const made = written([row(1, { key: "g" }), row(2)], 1, row(2, { key: "g" }));
  assert.deepEqual(
    made.map(({ key }) => key ?? ""),
    ["", "g"],
  );
});

test("rows: that a group loops is said of all of it", () => {
  const rows = [row(1, { group: "half" }), row(2, { group: "half" }), row(3, { group: "other" })];
  const looped = written(rows, 0, row(1, { group: "half", loop: true }));
  assert.deepEqual(
    looped.map(({ loop }) => loop ?? false),
    [true, true, false],
  );
  const plain = written(looped, 1, row(2, { group: "half", loop: false }));
  assert.deepEqual(
    plain.map(({ loop }) => loop ?? false),
    [false, false, false],
  );
});

test("rows: a new one comes last", () => assert.deepEqual(ids(written(ROWS, 4, row(9))), [1, 2, 3, 4, 9]));

test("rows: after a row of a loop comes the next of its group, after the last the first", () => {
  const loop = { group: "half", loop: true };
  const rows = [row(1, loop), row(2), row(3, loop), row(4, { group: "half" }), row(5, { group: "other", loop: true })];
  assert.equal(following(rows, rows[0]).id, 3);
  assert.equal(following(rows, rows[2]).id, 1);
  assert.equal(following(rows, rows[4]).id, 5);
  assert.equal(lengthOf(rows[0]), LOOP_MS);
  assert.equal(lengthOf(row(1, { ...loop, auto_out_ms: 500 })), 500);
  assert.equal(lengthOf(rows[1]), undefined);
});

test("rows: what stands by is a row for any game", () => {
  /** @type {any} */
  const aired = { players: { 7: { team: "home", jersey: "23" }, 8: { team: "away", jersey: "4" }, 9: { team: "away", jersey: "4" }, 10: { team: "home" } } };
  assert.deepEqual(rowOf({ graphic: "lower-player", data: { player: "7" } }, aired), { graphic: "lower-player", data: { team: "home", player: "#23" } });
  // Two wear it, nobody wears it, nobody is meant: as it is.
  for (const data of [{ player: "8" }, { player: "10" }, { player: "constructor" }, { player: "leader PTS" }, {}]) assert.deepEqual(rowOf({ graphic: "x", data }, aired).data, data);
  assert.equal(rowOf({ graphic: "x", auto_out_ms: 800 }, aired).auto_out_ms, 800);
});

/** @type {any} */
const PLAYER = {
  id: "lower-player",
  needs: ["player"],
  parameters: { player: { type: "string" }, scope: { type: "string" }, items: { type: "array", maxItems: 2 }, language: { enum: ["en"] }, bug: {}, now: { type: "number" } },
};

test("parameters: a form has what the renderer does not hand over, and the team of a player", () => {
  assert.deepEqual(
    fieldsOf(PLAYER).map(({ name, kind, needed }) => [name, kind, needed]),
    [
      ["team", "choice", false],
      ["player", "text", true],
      ["scope", "choice", false],
      ["items", "list", false],
    ],
  );
});

/** @param {string} kind @param {object} [more] @returns {any} */
const field = (kind, more = {}) => ({ name: "x", title: "X", kind, needed: false, options: [], known: [], most: 2, ...more });

/** @type {[string, string, any][]} */
const SAID = [
  ["text", " a b ", "a b"],
  ["text", "  ", undefined],
  ["list", "FG, PTS ,", ["FG", "PTS"]],
  ["yes", "true", true],
  ["yes", "false", undefined],
  ["number", "3.5", 3.5],
];
for (const [kind, text, wanted] of SAID) test(`parameters: ${kind} ${JSON.stringify(text)}`, () => assert.deepEqual(meant(field(kind), text), wanted));

test("parameters: a time is read as it is shown", () => {
  const at = Date.UTC(2026, 1, 3, 19, 30);
  assert.equal(meant(field("time"), shown(field("time"), at)), at);
});

test("parameters: what is wrong is said of its field", () => {
  assert.match(wrong(field("text", { needed: true }), undefined), /^X is missing/);
  assert.equal(wrong(field("text"), undefined), "");
  assert.match(wrong(field("number"), Number.NaN), /cannot be read/);
  assert.match(wrong(field("list", { known: ["FG"] }), ["FG", "PT"]), /PT is none of FG/);
  assert.match(wrong(field("list"), ["a", "b", "c"]), /at most 2/);
  assert.equal(wrong(field("list", { known: ["FG"] }), ["FG"]), "");
});
