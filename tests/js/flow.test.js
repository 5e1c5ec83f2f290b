import assert from "node:assert/strict";
import { test } from "node:test";
import { layout, momentsOf } from "../../static/components/flow-layout.js";
import { axisOf } from "../../static/components/time-axis.js";
import { vectors } from "./vectors.js";

for (const { name, state, expect } of vectors("flow"))
  test(`flow: ${name}`, () => {
    const axis = axisOf(state);
    assert.deepEqual({ count: axis.count, now: axis.now, total: axis.total, periods: axis.periods() }, expect.axis);
    assert.deepEqual([axis.moment(0), axis.moment(600_000), axis.moment(600_000, true), axis.moment(axis.now, true)], expect.moments);
    assert.deepEqual(layout(momentsOf(state.plays), state.story, axis), expect.layout);
  });

test("An axis that says the same keeps its identity, and moments are those of their plays", () => {
  const { state } = vectors("flow").at(-1);
  const axis = axisOf(state);
  assert.equal(axisOf({ ...state, clock: { ...state.clock, ms: state.clock.ms - 100 } }, axis), axis);
  assert.notEqual(axisOf({ ...state, clock: { ...state.clock, ms: 100 } }, axis), axis);
  assert.equal(momentsOf(state.plays), momentsOf(state.plays));
});
