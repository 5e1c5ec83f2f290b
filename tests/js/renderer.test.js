import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, isDone, topicsOf } from "../../static/js/air/catalog.js";
import { colorOf, optionsOf, themeOf } from "../../static/js/air/options.js";
import { bugOf, isUnderFull, layerOf, sameCue, swaps, takesTurns } from "../../static/js/air/zones.js";

const ZONES = ["bug", "lower", "left", "right", "full", "slate"];
const pairs = (/** @type {(one: string, other: string) => boolean} */ rule) =>
  ZONES.flatMap((one) => ZONES.filter((other) => other > one && rule(one, other)).map((other) => `${one} ${other}`)).sort();

test("The lower zone swaps with either side, and the sides stand together", () => {
  assert.deepEqual(pairs(swaps), ["left lower", "lower right"]);
  for (const zone of ZONES) assert.equal(swaps(zone, zone), true);
});

test("A full frame takes turns with bug, lower and sides, and with nothing else", () => {
  assert.deepEqual(pairs(takesTurns), ["bug full", "full left", "full lower", "full right"]);
  assert.deepEqual(ZONES.filter(isUnderFull), ["bug", "lower", "left", "right"]);
});

test("Both rules say the same whichever zone is named first", () => {
  for (const one of ZONES) for (const other of ZONES) for (const rule of [swaps, takesTurns]) assert.equal(rule(one, other), rule(other, one));
});

test("The slate covers all, and a zone of an unknown name is drawn too", () => {
  for (const zone of ZONES) assert.ok(layerOf(zone) <= layerOf("slate"));
  assert.ok(layerOf("corner") > 0 && layerOf("corner") < layerOf("full"));
});

test("Graphics are told which score bug is in", () => {
  assert.equal(bugOf({ graphic: "score-bug-a" }), "a");
  assert.equal(bugOf({ graphic: "score-bug-b" }), "b-top");
  assert.equal(bugOf({ graphic: "score-bug-b", data: { place: "foot" } }), "b-foot");
  assert.equal(bugOf({ graphic: "another" }), "");
  assert.equal(bugOf(undefined), "");
});

test("A cue goes on with the one of its id, else of its graphic and data", () => {
  const cue = { graphic: "lower-name", id: "c1", data: { line1: "A" } };
  assert.equal(sameCue(cue, { ...cue, data: { line1: "B" } }), true);
  assert.equal(sameCue(cue, { ...cue, id: "c2", data: { line1: "B" } }), false);
  assert.equal(sameCue(cue, { ...cue, id: "c2", step: 3, at: 5 }), true);
  assert.equal(sameCue(cue, { ...cue, graphic: "title" }), false);
  assert.equal(sameCue({ graphic: "title" }, { graphic: "title", data: { line1: "B" } }), true);
});

test("A graphic gets the topics it names, and one of others those that its schema has", () => {
  const schema = { properties: { score: {}, clock: {}, headline: {}, now: {} } };
  assert.deepEqual(topicsOf({ id: "a", main: "a.js", v_topics: ["players"], schema }), ["players"]);
  assert.deepEqual(topicsOf({ id: "a", main: "a.js", schema }), ["score", "clock"]);
  assert.deepEqual(topicsOf({ id: "a", main: "a.js" }), []);
});

test("What a graphic throws, and what it never answers, are answers", async () => {
  /** @param {Function} playAction @returns {any} */
  const element = (playAction) => ({ playAction });
  assert.deepEqual(await ask(element(async () => undefined), "playAction", {}), { statusCode: 200 });
  assert.deepEqual(await ask(element(() => ({ statusCode: 422, statusMessage: "no" })), "playAction", {}), { statusCode: 422, statusMessage: "no" });
  const thrown = [() => Promise.reject(new Error("late")), () => JSON.parse("{")];
  for (const fault of thrown) assert.equal((await ask(element(fault), "playAction", {})).statusCode, 500);
  assert.equal((await ask(element(() => new Promise(() => {})), "playAction", {}, 5)).statusCode, 504);
  assert.equal((await ask(element(undefined), "playAction", {})).statusCode, 500);
  assert.equal(isDone({ statusCode: 204 }), true);
  assert.equal(isDone({ statusCode: 422 }), false);
});

test("The address of an overlay says how it is shown", () => {
  assert.deepEqual(optionsOf(""), { view: "program", guides: false, key: null, theme: {} });
  assert.deepEqual(optionsOf("?view=matte&guides=1&key=00ff00&air-gold=FFC53D&air-radius=0"), {
    view: "matte",
    guides: true,
    key: "#00ff00",
    theme: { "air-gold": "#FFC53D", "air-radius": "0" },
  });
  assert.equal(optionsOf("?view=nonsense&key=javascript").view, "program");
  assert.equal(optionsOf("?key=javascript").key, null);
  assert.equal(optionsOf("?key=none").key, "none");
  assert.equal(optionsOf("?key=%230f0").key, "#0f0");
});

test("A color is three or six hex digits", () => {
  assert.deepEqual([colorOf("FFC53D"), colorOf("#fff"), colorOf("red"), colorOf("12345"), colorOf(undefined)], ["#FFC53D", "#fff", null, null, null]);
});

test("A theme sets tokens of the air alone, and nothing in it can load or break out", () => {
  assert.deepEqual(
    themeOf({
      "air-gold": "#ffc53d",
      "air-face": '"Barlow Condensed", sans-serif',
      gold: "#000",
      "air-bad": "url(https://example.org/x)",
      "air-worse": "red; background: blue",
      "air-set": "image-set('x')",
      "air-number": 5,
    }),
    { "air-gold": "#ffc53d", "air-face": '"Barlow Condensed", sans-serif' },
  );
  assert.deepEqual(themeOf(null), {});
  assert.deepEqual(themeOf("air-gold"), {});
});
