import assert from "node:assert/strict";
import { test } from "node:test";

import { backoff, RESTARTING } from "../../static/js/backoff.js";

test("after a restart pages come back spread over 200 ms to 5 s, however often", () => {
  for (const attempt of [0, 7]) {
    assert.equal(backoff(RESTARTING, attempt, 0), 200);
    assert.equal(backoff(RESTARTING, attempt, 1), 5000);
  }
});

test("a socket that is lost again and again waits twice as long each time, up to 10 s", () => {
  assert.deepEqual([0, 1, 2, 3, 4, 5, 20].map((attempt) => backoff(1006, attempt, 1)), [500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
  assert.equal(backoff(1006, 0, 0), 250);
});

test("a page that is refused asks seldom from the start", () => {
  assert.equal(backoff(4001, 0, 1), 10_000);
  assert.equal(backoff(4003, 0, 0), 5000);
});
