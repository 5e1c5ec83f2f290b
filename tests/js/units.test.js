import assert from "node:assert/strict";
import { test } from "node:test";
import { fives, onAndOff } from "../../static/components/five-man.js";
import { vectors } from "./vectors.js";

for (const { name, units, chosen, expect } of vectors("units"))
  test(`units: ${name}`, () => {
    assert.deepEqual(fives(units, chosen), expect.fives);
    for (const [player, team, expected] of expect.on_and_off) assert.deepEqual(onAndOff(units, player, team), expected);
  });
