import assert from "node:assert/strict";
import { test } from "node:test";
import { BAD, Frames, Lines, MOST_KEPT } from "../../static/js/frames.js";

/** @param {string} source @param {number | null} seq @returns {import("../../static/js/frames.js").Line} */
const frame = (source, seq) => ({ kind: "frame", at: 0, text: "{}", size: 2, messages: [{ source, seq, keys: [], removed: 0, rejected: [] }] });

test("Messages are counted by source, with their rate over the last ten seconds", () => {
  const frames = new Frames();
  for (let second = 0; second < 20; second++) frames.take(frame("clock", null), second * 1000);
  frames.take(frame("shots", 7), 20_000);
  frames.take({ kind: "bad", reason: "not JSON", text: "{" }, 20_000);
  frames.take({ kind: "pong", at: 1 }, 20_000);
  assert.deepEqual(frames.sources(20_000), [
    { source: "clock", count: 20, rate: 0.9 },
    { source: "shots", count: 1, rate: 0.1 },
    { source: BAD, count: 1, rate: 0.1 },
  ]);
  assert.equal(frames.total, 22);
  assert.equal(frames.seq, 7);
});

test("Only the newest are kept, and it is said how many were dropped", () => {
  const frames = new Frames();
  for (let seq = 1; seq <= 2500; seq++) frames.take(frame("stats", seq), seq);
  assert.equal(frames.shown.length, MOST_KEPT);
  assert.equal(frames.shown[0].messages?.[0].seq, 2500);
  assert.ok(frames.kept.length < 2 * MOST_KEPT);
  assert.equal(frames.dropped + frames.kept.length, 2500);
});

test("Paused, what is shown stands still while counts go on; going on shows what has come", () => {
  const frames = new Frames();
  frames.take(frame("stats", 1), 0);
  frames.pause(true);
  for (let seq = 2; seq <= 2000; seq++) frames.take(frame("stats", seq), 0);
  assert.deepEqual(frames.shown.map(({ number }) => number), [1]);
  assert.deepEqual([frames.waiting, frames.total], [1999, 2000]);
  frames.pause(false);
  assert.equal(frames.shown[0].messages?.[0].seq, 2000);
  assert.equal(frames.waiting, 0);
});

test("A source that is hidden is not shown, and is counted; notices always are", () => {
  const frames = new Frames();
  frames.take({ kind: "opened", last_seq: null }, 0);
  frames.take(frame("clock", null), 0);
  frames.take(frame("shots", 2), 0);
  frames.hidden.add("clock");
  assert.deepEqual(frames.shown.map(({ kind, sources }) => [kind, ...sources]), [["frame", "shots"], ["opened"]]);
  assert.equal(frames.total, 2);
});

test("Clearing forgets what came and keeps the point to resume from", () => {
  const frames = new Frames();
  frames.take(frame("shots", 41), 0);
  frames.clear();
  assert.deepEqual([frames.shown.length, frames.total, frames.seq], [0, 0, 41]);
});

test("A text in pieces becomes lines, however it is cut", () => {
  const text = '{"a":1}\n{"b":"é"}\n\n{"c":3}\n{"d"';
  for (let cut = 0; cut <= text.length; cut++) {
    const lines = new Lines();
    assert.deepEqual([...lines.push(text.slice(0, cut)), ...lines.push(text.slice(cut))], ['{"a":1}', '{"b":"é"}', '{"c":3}']);
    assert.equal(lines.rest, '{"d"');
  }
});
