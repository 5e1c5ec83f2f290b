import assert from "node:assert/strict";
import { test } from "node:test";
import { pips } from "../../static/js/timeouts.js";
import { vectors } from "./vectors.js";

for (const { rules, period, left, pips: expected } of vectors("timeouts")) {
  test(`timeouts: ${left} of ${rules} in ${period}`, () => {
    assert.equal(pips(rules, period ?? undefined, left ?? undefined).map(Number).join(""), expected);
  });
}
