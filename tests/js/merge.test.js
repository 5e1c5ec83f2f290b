import assert from "node:assert/strict";
import { test } from "node:test";
import { merge } from "../../static/js/merge.js";
import { vectors } from "./vectors.js";

for (const { name, target, patch, result } of vectors("merge_patch").merge)
  test(`merge: ${name}`, () => {
    const before = JSON.stringify(target);
    assert.deepEqual(merge(target, patch), result);
    assert.equal(JSON.stringify(target), before, "the target is left as it was");
  });

test("What a patch does not touch keeps its identity", () => {
  const state = { score: { home: 1 }, players: { 7: { name: "A" } } };
  assert.equal(merge(state, { score: { home: 2 } }).players, state.players);
});

test("A key of __proto__ is a key and reaches no prototype", () => {
  const merged = merge({}, JSON.parse('{"__proto__": {"polluted": true}}'));
  assert.equal(/** @type {any} */ ({}).polluted, undefined);
  assert.equal(merged.polluted, undefined);
  assert.equal(JSON.stringify(merged), '{"__proto__":{"polluted":true}}');
});
