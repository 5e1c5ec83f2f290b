import assert from "node:assert/strict";
import { test } from "node:test";
import { Moved } from "../../static/components/control/moved.js";

/** @param {string} group @param {string} source @param {number} at @returns {any} */
const held = (group, source = "MANUAL", at = 1) => ({ groups: { [group]: { source, at } } });

test("moved: each change of the feed under what is held counts, and what stays as it is does not", () => {
  const moved = new Moved();
  assert.equal(moved.of("score"), 0);
  for (const home of [8, 8, 10, 12, 12]) moved.look(held("score"), { score: { home, away: 0 } });
  assert.equal(moved.of("score"), 2);
});
test("moved: what is set anew or let go begins at none", () => {
  const moved = new Moved();
  for (const home of [8, 10]) moved.look(held("score"), { score: { home, away: 0 } });
  moved.look(held("score", "MANUAL", 2), { score: { home: 12, away: 0 } });
  assert.equal(moved.of("score"), 0);
  moved.look(held("score", "MANUAL", 2), { score: { home: 13, away: 0 } });
  moved.look({}, { score: { home: 13, away: 0 } });
  assert.equal(moved.of("score"), 0);
});
test("moved: a correction moves with the feed", () => {
  const moved = new Moved();
  for (const home of [8, 10]) moved.look(held("score", "CORRECT"), { score: { home, away: 0 } });
  assert.equal(moved.of("score"), 0);
});
test("moved: a running clock moves where it stops, not as it runs", () => {
  const moved = new Moved();
  const clock = (/** @type {boolean} */ running, /** @type {number} */ ms) => moved.look(held("clock"), { clock: { running, ms, period: "Q1", phase: "period" } });
  clock(true, 50_000);
  clock(true, 40_000);
  assert.equal(moved.of("clock"), 0);
  clock(false, 40_000);
  assert.equal(moved.of("clock"), 1);
});
