import assert from "node:assert/strict";
import { test } from "node:test";
import { previewed } from "../../static/js/air/preview.js";
import { Delayed } from "../../static/js/delayed.js";
import { isConfirmed, takesOf } from "../../static/components/control/onair.js";
import { msOf } from "../../static/components/control/times.js";
import { last } from "../../static/components/control/zones.js";

const bug = { graphic: "score-bug-a" };
const lower = { graphic: "lower-player", data: { player: "1" } };
const chart = { graphic: "shot-chart" };
const full = { graphic: "comparison" };

/** @type {[string, any, string[]][]} */
const PREVIEWS = [
  ["nothing stands by", { graphics: { bug } }, ["bug"]],
  ["a lower third comes in beside the bug", { graphics: { bug }, standby: { lower } }, ["bug", "lower"]],
  ["a lower third makes what stands at the side leave", { graphics: { bug, right: chart }, standby: { lower } }, ["bug", "lower"]],
  ["left and right stand together", { graphics: { left: chart }, standby: { right: chart } }, ["left", "right"]],
  ["a full frame stands alone", { graphics: { bug, lower }, standby: { full } }, ["full"]],
  ["after a full frame the bug is back", { graphics: { full }, held: { bug }, standby: { lower } }, ["bug", "lower"]],
  ["a bug waits under a full frame", { graphics: { full }, standby: { bug } }, ["full"]],
  ["the slate lies over all", { graphics: { bug, lower }, standby: { slate: full } }, ["bug", "lower", "slate"]],
];
for (const [name, program, zones] of PREVIEWS) test(`preview: ${name}`, () => assert.deepEqual(Object.keys(previewed(program).graphics).sort(), zones));
test("preview: a cue takes the place of what stands in its zone", () => assert.equal(previewed({ graphics: { lower: chart }, standby: { lower } }).graphics.lower, lower));

/** @param {number} at @returns {any} */
const moment = (at, live = true) => ({ at, live, state: { score: { home: at } } });
test("delayed: a time has the newest revision that is not newer", () => {
  const game = new Delayed();
  for (const at of [1000, 2000, 3000]) game.add(moment(at));
  assert.equal(game.at(2999)?.at, 2000);
  assert.equal(game.at(3000)?.at, 3000);
  assert.equal(game.at(9000)?.at, 3000);
});
test("delayed: before what is known stands the first that is", () => {
  const game = new Delayed();
  assert.equal(game.at(1), undefined);
  game.add(moment(1000));
  assert.equal(game.at(1)?.at, 1000);
});
test("delayed: what no delay reaches back to is let go, but for the one that still stands", () => {
  const game = new Delayed();
  for (const at of [0, 1000, 200_000]) game.add(moment(at));
  assert.equal(game.at(500)?.at, 1000);
});
test("delayed: a revision takes the place of later ones", () => {
  const game = new Delayed();
  for (const at of [1000, 3000, 2000]) game.add(moment(at));
  assert.equal(game.last?.at, 2000);
});

/** @type {[string, any, any, boolean][]} */
const CONFIRMED = [
  ["a step that is reported", { graphic: "x", id: "c1" }, { c1: { step: 1, at: 5 } }, true],
  ["another step", { graphic: "x", id: "c1", step: 2 }, { c1: { step: 1, at: 5 } }, false],
  ["a cue that has gone out", { graphic: "x", id: "c1" }, { c1: { step: 0, at: 5 } }, false],
  ["another cue in the zone", { graphic: "x", id: "c1" }, { lower: { step: 1, at: 5 } }, false],
  ["no report", { graphic: "x", id: "c1" }, undefined, false],
  ["without an id, by the zone", { graphic: "x" }, { lower: { step: 1, at: 5 } }, true],
  ["without an id, from before the take", { graphic: "x", at: 9000 }, { lower: { step: 1, at: 5000 } }, false],
];
for (const [name, cue, shown, expected] of CONFIRMED) test(`confirmed: ${name}`, () => assert.equal(isConfirmed("lower", cue, shown), expected));

test("takes: the newest stands first, each once, and no more than asked for", () => {
  const one = takesOf([], { graphics: { lower: { ...lower, at: 1 } } }, 2);
  const two = takesOf(one, { graphics: { lower: { ...lower, at: 1 }, left: { ...chart, at: 2 } } }, 2);
  assert.deepEqual(
    two.map(({ at }) => at),
    [2, 1],
  );
  const three = takesOf(two, { graphics: { full: { ...full, at: 3 } } }, 2);
  assert.deepEqual(
    three.map(({ zone }) => zone),
    ["full", "left"],
  );
  assert.equal(takesOf(three, { graphics: {} }, 2), three);
});
test("out: the zone taken last of all but the bug", () => {
  assert.equal(last({ graphics: { bug: { ...bug, at: 9 }, lower: { ...lower, at: 1 }, right: { ...chart, at: 2 } } }), "right");
  assert.equal(last({ graphics: { bug } }), null);
});

/** @type {[string, number | null][]} */
const TIMES = [
  ["7:12", 432_000],
  ["7:12.4", 432_400],
  ["59.9", 59_900],
  ["0.3", 300],
  ["45", 45_000],
  ["0:05", 5000],
  ["12,5", 12_500],
  ["7:5", null],
  ["7:75", null],
  ["", null],
  ["noon", null],
  ["-1", null],
];
for (const [text, ms] of TIMES) test(`typed time: "${text}"`, () => assert.equal(msOf(text), ms));
