import assert from "node:assert/strict";
import { test } from "node:test";
import { ServerTime } from "../../static/js/servertime.js";

test("Before any pong, server time is what the page was served with", () => {
  const time = new ServerTime();
  assert.equal(time.known, false);
  time.seed(5_000_000, 100);
  assert.equal(time.known, true);
  assert.equal(time.now(350), 5_000_250);
});

test("A pong beats what the page was served with, and the page says no more after it", () => {
  const time = new ServerTime();
  time.seed(5_000_000, 100);
  time.sample(200, 220, 5_000_170);
  assert.equal(time.now(210), 5_000_170);
  time.seed(9_000_000, 300);
  assert.equal(time.now(210), 5_000_170);
});

test("The offset is the median of the five fastest, so slow and lopsided answers do not move it", () => {
  const time = new ServerTime();
  for (let at = 0; at < 5; at++) time.sample(at * 1000, at * 1000 + 20, 1_000_000 + at * 1000 + 10 + at);
  const settled = time.now(0);
  for (let at = 5; at < 15; at++) time.sample(at * 1000, at * 1000 + 900, 1_000_000 + at * 1000 + 890);
  assert.equal(time.now(0), settled);
  assert.equal(settled, 1_000_002);
});

test("Only the last twenty answers count", () => {
  const time = new ServerTime();
  for (let at = 0; at < 5; at++) time.sample(at, at + 2, 1_000_000 + at + 1);
  for (let at = 0; at < 20; at++) time.sample(1000 + at, 1000 + at + 50, 1_000_000 + 1000 + at + 25 + 40);
  assert.equal(time.samples, 20);
  assert.equal(time.now(0), 1_000_040);
});

test("A clock that was set, or a machine that slept, starts the count anew", () => {
  const time = new ServerTime();
  for (let at = 0; at < 10; at++) time.sample(at, at + 2, 1_000_000 + at + 1);
  time.sample(100, 102, 1_060_101);
  assert.equal(time.samples, 1);
  assert.equal(time.now(0), 1_060_000);
});
