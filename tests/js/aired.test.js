import assert from "node:assert/strict";
import { test } from "node:test";
import { airedView } from "../../static/js/aired.js";
import { vectors } from "./vectors.js";

for (const { name, feed, manual, delay_ms, aired } of vectors("aired"))
  test(`aired view: ${name}`, () => assert.deepEqual(airedView(feed, manual, delay_ms), aired));

test("Without a manual document the aired view is the feed's own", () => {
  const feed = /** @type {any} */ ({ score: { home: 1 } });
  assert.equal(airedView(feed), feed);
});
