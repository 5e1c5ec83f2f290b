import assert from "node:assert/strict";
import { test } from "node:test";
import { rowsOf, told } from "../../static/components/stints.js";
import { axisOf } from "../../static/components/time-axis.js";
import { vectors } from "./vectors.js";

for (const { name, state, expect } of vectors("rotation"))
  test(`rotation: ${name}`, () => {
    const axis = axisOf(state);
    for (const side of /** @type {const} */ (["away", "home"])) {
      const found = rowsOf(state, side, axis).map(({ id, bars }) => ({ id, bars: bars.map(({ left, width, now, minus, stint }) => ({ left, width, now, minus, told: told(stint, axis) })) }));
      assert.deepEqual(found, expect[side]);
    }
  });
