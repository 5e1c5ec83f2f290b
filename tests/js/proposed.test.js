import assert from "node:assert/strict";
import { test } from "node:test";
import { Proposed, STANDS } from "../../static/components/control/proposed.js";

/** @param {string} id @param {object} [more] @returns {any} */
const points = (id, more = {}) => ({ id, kind: "points", ...more });
/** @param {Proposed} proposed */
const ids = (proposed) => proposed.all.map(({ id }) => id);

test("proposed: each stands for its time, and is not proposed again", () => {
  const proposed = new Proposed();
  proposed.add([points("one")], 1000);
  assert.equal(proposed.lapse(1000 + STANDS - 1), false);
  assert.deepEqual(ids(proposed), ["one"]);
  assert.equal(proposed.lapse(1000 + STANDS), true);
  proposed.add([points("one")], 20_000);
  assert.deepEqual(ids(proposed), []);
});
test("proposed: a run that goes on is the same proposal with more points, and stands anew", () => {
  const proposed = new Proposed();
  const run = (/** @type {number} */ count) => points("run", { kind: "run", count });
  proposed.add([run(8)], 1000);
  proposed.add([run(10)], 5000);
  assert.deepEqual(proposed.all, [{ ...run(10), at: 5000 }]);
  proposed.settle(proposed.all[0]);
  proposed.add([run(12)], 6000);
  assert.deepEqual(ids(proposed), ["run"]);
});
test("proposed: the newest four stand", () => {
  const proposed = new Proposed();
  proposed.add(["one", "two", "three", "four", "five"].map((id) => points(id)), 1000);
  assert.deepEqual(ids(proposed), ["two", "three", "four", "five"]);
});
