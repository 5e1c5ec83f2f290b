import assert from "node:assert/strict";
import { test } from "node:test";
import { ClockFace, clockNotes, readClock } from "../../static/js/clock.js";
import { vectors } from "./vectors.js";

const T0 = 1_000_000;
const EMPTY = { time: "", period: "", label: "", shot: "", alarm: false, lost: false, warning: false };

/** @param {any} vector @returns {any} */
const document = ({ rules, status = "live", clock, score, feed }) => ({
  game: { event_id: "1", status, format: rules === "NCAA_M" ? "HALF" : "QUARTER", rules, home: {}, away: {} },
  ...(clock ? { clock: { as_of: T0, ...clock } } : {}),
  ...(score ? { score } : {}),
  feed: feed ?? { state: "live" },
});

for (const vector of vectors("clock").readings) {
  const { name, after = 0, language = "en", policy = "hide", silent = 0, trim = 0, expect } = vector;
  test(`clock: ${name}`, () => {
    const reading = readClock(document(vector), T0 + after, { language, policy, silentMs: silent, trimMs: trim });
    assert.deepEqual(reading, { ...EMPTY, ...expect });
  });
  test(`clock face, first look: ${name}`, () => {
    const reading = new ClockFace({ language, policy }).read(document(vector), T0 + after, { silentMs: silent, trimMs: trim });
    assert.deepEqual(reading, { ...EMPTY, ...expect });
  });
}

/** @param {number} ms @param {number} asOf @param {object} [more] */
const sample = (ms, asOf, more = {}) =>
  document({ rules: "NBA", clock: { phase: "period", period: "Q4", ms, resolution_ms: 100, running: true, as_of: asOf, ...more } });

/** Read a face every 20 ms over [from, to), and return the texts in order without repeats.
 * @param {ClockFace} face @param {any} state @param {number} from @param {number} to @param {"time" | "shot"} [what] @param {number} [trimMs] */
function watch(face, state, from, to, what = "time", trimMs = 0) {
  const texts = [];
  for (let now = from; now < to; now += 20) {
    const text = face.read(state, now, { trimMs })[what];
    if (text !== texts[texts.length - 1]) texts.push(text);
  }
  return texts;
}

test("A sample higher by 0.8 s while running holds the clock until truth reaches it", () => {
  const face = new ClockFace();
  watch(face, sample(30_000, T0), T0, T0 + 1000);
  const late = sample(29_800, T0 + 1000);
  assert.deepEqual(watch(face, late, T0 + 1000, T0 + 1780), ["29.0"]);
  assert.deepEqual(watch(face, late, T0 + 1780, T0 + 2020), ["29.0", "28.9", "28.8", "28.7"].slice(0, 3));
});

test("A clock that is held never counts up and ends on the truth", () => {
  const face = new ClockFace();
  let shown = Infinity;
  for (let now = T0; now < T0 + 5000; now += 20) {
    const state = sample(30_000 + (now < T0 + 2000 ? 0 : 700), T0);
    const value = Number(face.read(state, Math.min(now, T0 + 1400 + (now - T0) / 2)).time);
    assert.ok(value <= shown || Number.isNaN(value));
    if (!Number.isNaN(value)) shown = value;
  }
});

test("A sample higher by more than 1.0 s is a cut: the officials put time back", () => {
  const face = new ClockFace();
  watch(face, sample(30_000, T0), T0, T0 + 1000);
  assert.equal(face.read(sample(31_500, T0 + 1000), T0 + 1000).time, "31.5");
});

test("A lower sample cuts down to it", () => {
  const face = new ClockFace();
  watch(face, sample(30_000, T0), T0, T0 + 1000);
  assert.equal(face.read(sample(28_000, T0 + 1000), T0 + 1000).time, "28.0");
});

test("A sample within 150 ms is slewed: no tenth is skipped and none is shown twice", () => {
  for (const { error, settled } of [{ error: -130, settled: "27.4" }, { error: 130, settled: "27.6" }]) {
    const face = new ClockFace();
    const before = watch(face, sample(30_020, T0), T0, T0 + 1000);
    const late = sample(29_020 + error, T0 + 1000);
    const texts = watch(face, late, T0 + 1000, T0 + 2480);
    const all = [...before, ...texts.slice(texts[0] === before[before.length - 1] ? 1 : 0)].map((text) => Math.round(Number(text) * 10));
    for (let at = 1; at < all.length; at++) assert.equal(all[at - 1] - all[at], 1, `${error}: ${all}`);
    assert.equal(face.read(late, T0 + 2480).time, settled);
  }
});

test("A standing sample is shown exactly, also upward", () => {
  const face = new ClockFace();
  watch(face, sample(30_000, T0), T0, T0 + 1000);
  assert.equal(face.read(sample(29_400, T0 + 1000, { running: false }), T0 + 1000).time, "29.4");
});

test("A new period is a cut", () => {
  const face = new ClockFace();
  face.read(sample(500, T0), T0);
  assert.equal(face.read(sample(300_900, T0 + 20, { period: "OT1" }), T0 + 20).time, "5:00");
});

test("Another game is a cut", () => {
  const face = new ClockFace();
  face.read(sample(30_000, T0), T0);
  const other = sample(30_900, T0 + 20);
  other.game.event_id = "2";
  assert.equal(face.read(other, T0 + 20).time, "30.9");
});

test("At 60 times speed each sample is shown as it comes", () => {
  const face = new ClockFace();
  for (const [at, ms, text] of [[0, 720_000, "12:00"], [17, 719_000, "11:59"], [34, 718_000, "11:58"], [51, 716_400, "11:56"]])
    assert.equal(face.read(sample(Number(ms), T0 + Number(at), { running: undefined }), T0 + Number(at)).time, text);
});

test("A raised delay holds everything until the later time is reached", () => {
  const face = new ClockFace();
  const before = face.read(sample(30_000, T0, { shot_ms: 20_000 }), T0 + 1000);
  assert.deepEqual(face.read(sample(32_000, T0 - 2000, { shot_ms: 22_000 }), T0 - 2000), before);
  assert.deepEqual(face.read(sample(30_000, T0, { shot_ms: 20_000 }), T0 + 980), before);
  assert.equal(face.read(sample(29_500, T0 + 500), T0 + 1100).time, "28.9");
});

test("A lowered delay is a cut forward", () => {
  const face = new ClockFace();
  face.read(sample(30_000, T0), T0);
  assert.equal(face.read(sample(25_000, T0 + 5000), T0 + 5000).time, "25.0");
});

test("A lost clock comes back right at once, without a hold", () => {
  const face = new ClockFace();
  assert.equal(face.read(sample(300_000, T0), T0 + 6001).label, "4TH");
  assert.deepEqual(face.read(sample(294_500, T0 + 6020), T0 + 6020), { ...EMPTY, time: "4:54", period: "4TH" });
});

test("0.0 for 20 s, then END, and a review that puts time back undoes it", () => {
  const face = new ClockFace();
  const zero = sample(0, T0, { period: "Q1", running: false, zero_at: T0 });
  assert.equal(face.read(zero, T0 + 19_980).time, "0.0");
  assert.equal(face.read(zero, T0 + 20_000).label, "END 1ST");
  assert.equal(face.read(sample(700, T0 + 25_000, { period: "Q1", running: false }), T0 + 25_000).time, "0.7");
});

test("A shot clock at 0.0 stands 2 s and is hidden until a reset", () => {
  const face = new ClockFace();
  const standing = (/** @type {number} */ shot_ms, /** @type {number} */ at) => sample(30_000, at, { running: false, shot_ms });
  assert.equal(face.read(standing(0, T0), T0).shot, "0.0");
  assert.equal(face.read(standing(0, T0 + 2000), T0 + 2000).shot, "0.0");
  assert.equal(face.read(standing(0, T0 + 2020), T0 + 2020).shot, "");
  assert.equal(face.read(standing(0, T0 + 9000), T0 + 9000).shot, "");
  assert.equal(face.read(standing(24_000, T0 + 9020), T0 + 9020).shot, "24");
});

test("A shot clock reset upward is a cut, also by a little", () => {
  const face = new ClockFace();
  assert.equal(face.read(sample(300_000, T0, { shot_ms: 13_400 }), T0).shot, "14");
  assert.equal(face.read(sample(299_900, T0 + 100, { shot_ms: 14_000 }), T0 + 120).shot, "14");
  assert.equal(face.read(sample(299_800, T0 + 200, { shot_ms: 24_000 }), T0 + 200).shot, "24");
});

test("A shot clock runs between samples", () => {
  const face = new ClockFace();
  assert.deepEqual(watch(face, sample(300_000, T0, { shot_ms: 6050 }), T0, T0 + 1160, "shot"), ["7", "6", "5.0", "4.9"]);
});

test("A trimmed clock that starts goes forward once, and loses its tenths", () => {
  const face = new ClockFace();
  const texts = watch(face, sample(43_000, T0, { running: false }), T0, T0 + 500, "time", 1200);
  texts.push(...watch(face, sample(42_600, T0 + 500, { running: undefined }), T0 + 500, T0 + 1000, "time", 1200));
  texts.push(...watch(face, sample(42_100, T0 + 1000), T0 + 1000, T0 + 2400, "time", 1200));
  assert.deepEqual(texts, ["43.0", "42.6", "0:40", "0:39"]);
});

test("A trimmed clock that stops is the feed's own value at once", () => {
  const face = new ClockFace();
  watch(face, sample(30_000, T0), T0, T0 + 1000, "time", 1200);
  const stopped = sample(29_000, T0 + 1000, { running: false, shot_ms: 4700 });
  assert.deepEqual(face.read(stopped, T0 + 1000, { trimMs: 1200 }), { ...EMPTY, time: "29.0", period: "4TH", shot: "4.7", alarm: true });
});

test("A trim stays in use while the feed leaves open whether the clock runs", () => {
  const face = new ClockFace();
  watch(face, sample(30_000, T0), T0, T0 + 1000, "time", 1200);
  const texts = watch(face, sample(28_900, T0 + 1000, { running: undefined }), T0 + 1000, T0 + 1100, "time", 1200);
  texts.push(...watch(face, sample(28_500, T0 + 1400), T0 + 1400, T0 + 1500, "time", 1200));
  assert.deepEqual(texts, ["0:27", "0:27"]);
});

test("A trim that is put in or raised is a cut forward, one that is taken back lets the clock stand", () => {
  const face = new ClockFace();
  const state = sample(430_000, T0);
  assert.equal(face.read(state, T0 + 100).time, "7:09");
  assert.equal(face.read(state, T0 + 120, { trimMs: 500 }).time, "7:09");
  assert.equal(face.read(state, T0 + 140, { trimMs: 1500 }).time, "7:08");
  assert.deepEqual(watch(face, state, T0 + 160, T0 + 1660), ["7:08"]);
  assert.deepEqual(watch(face, state, T0 + 1660, T0 + 2660), ["7:08", "7:07"]);
});

test("A trim of one period is not that of the next, nor of another game", () => {
  const face = new ClockFace();
  watch(face, sample(30_000, T0), T0, T0 + 500, "time", 1200);
  const next = sample(299_000, T0 + 520, { period: "OT1", running: undefined });
  assert.equal(face.read(next, T0 + 520, { trimMs: 1200 }).time, "4:59");
});

test("A trimmed shot clock is reset by a cut, and a clock taken by hand has no trim", () => {
  const face = new ClockFace();
  const read = (/** @type {any} */ state, /** @type {number} */ at) => face.read(state, T0 + at, { trimMs: 1000 });
  assert.equal(read(sample(300_000, T0, { shot_ms: 3500 }), 0).shot, "3");
  assert.equal(read(sample(299_900, T0 + 100, { shot_ms: 24_000 }), 100).shot, "23");
  assert.equal(read(sample(298_900, T0 + 120, { shot_ms: 23_000, by_hand: true }), 120).time, "4:58");
});

/** When the game clock's or the shot clock's text changes, ms after T0, looked at in each ms or when a digit is due. @param {any[]} samples @param {number} to @param {boolean} eachMs */
function changes(samples, to, eachMs) {
  const face = new ClockFace();
  const found = [];
  let before = "";
  for (let at = 0; at < to; ) {
    const state = samples.findLast(({ clock }) => clock.as_of <= T0 + at);
    const { time, shot } = face.read(state, T0 + at);
    if (`${time} ${shot}` !== before) found.push({ at, told: (before = `${time} ${shot}`) });
    const next = samples.find(({ clock }) => clock.as_of > T0 + at);
    at = Math.min(at + (eachMs ? 1 : face.stands), next ? next.clock.as_of - T0 : Infinity);
  }
  return found;
}

for (const [name, ms, shot_ms] of /** @type {const} */ ([["seconds", 83_250, 14_730], ["tenths", 4_980, 2_310], ["the end of both", 1_240, 940]])) {
  test(`A face that is looked at when a digit is due shows what one shows that is looked at in each ms: ${name}`, () => {
    const state = [sample(ms, T0, { shot_ms })];
    const [each, due] = [true, false].map((eachMs) => changes(state, 1400, eachMs));
    assert.deepEqual(due.map(({ told }) => told), each.map(({ told }) => told));
    due.forEach(({ at }, number) => assert.ok(Math.abs(at - each[number].at) <= 1, `${at} for ${each[number].at}`));
  });
}

test("While a clock slews its digits are late by no frame", () => {
  const states = [sample(50_000, T0), sample(49_120, T0 + 1000), sample(48_060, T0 + 2000)];
  const [each, due] = [true, false].map((eachMs) => changes(states, 3400, eachMs));
  assert.deepEqual(due.map(({ told }) => told), each.map(({ told }) => told));
  due.forEach(({ at }, number) => assert.ok(Math.abs(at - each[number].at) <= 16, `${at} for ${each[number].at}`));
});

test("A clock that stands is looked at ten times a second, for its sample grows old", () => {
  const face = new ClockFace();
  face.read(sample(50_010, T0, { running: false }), T0);
  assert.equal(face.stands, 100);
});

test("The control views' notes hold what never goes on air", () => {
  const notes = clockNotes(document({ rules: "NBA", clock: { countdown_ms: 899_000, jumped: { from_ms: 432_000, to_ms: 60_000 }, text: "12:3O" } }));
  assert.deepEqual(notes, { countdown: "14:59", jumped: { from: "7:12", to: "1:00" }, text: "12:3O" });
});
