import assert from "node:assert/strict";
import { test } from "node:test";
import { lines } from "../../static/components/words.js";
import { vectors } from "./vectors.js";

for (const { team, lines: expected } of vectors("names")) {
  test(`a name in two lines: ${team.name}`, () => {
    assert.deepEqual(lines(team), expected);
  });
}
