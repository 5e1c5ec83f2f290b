import assert from "node:assert/strict";
import { test } from "node:test";
import { Turns } from "../../static/components/control/turns.js";

/** Something to do that notes when it is begun and done, and is under way until it is told to end. */
function work() {
  /** @type {string[]} */
  const log = [];
  /** @type {{[name: string]: () => void}} */
  const end = {};
  /** @param {string} name */
  const does = (name) => async () => {
    log.push(name);
    await new Promise((resolve) => (end[name] = () => resolve(undefined)));
    log.push(`${name} done`);
    return name;
  };
  return { log, end, does };
}

/** Let all that can go on now do so. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

test("turns: what was begun later waits for what was begun before", async () => {
  const { log, end, does } = work();
  const turns = new Turns();
  const answers = [turns.inTurn(does("one")), turns.inTurn(does("two"))];
  await settled();
  assert.deepEqual(log, ["one"]);
  end.one();
  await settled();
  assert.deepEqual(log, ["one", "one done", "two"]);
  end.two();
  assert.deepEqual(await Promise.all(answers), ["one", "two"]);
});

test("turns: what fails fails alone", async () => {
  const turns = new Turns();
  const failing = turns.inTurn(() => Promise.reject(new Error("refused")));
  const next = turns.inTurn(() => "next");
  await assert.rejects(failing, /refused/);
  assert.equal(await next, "next");
});

test("turns: what cannot wait puts away what waits, and comes in after what is under way", async () => {
  const { log, end, does } = work();
  const turns = new Turns();
  void turns.inTurn(does("one"));
  const waiting = turns.inTurn(does("two"));
  await settled();
  const urgent = turns.atOnce(() => "urgent");
  const later = turns.inTurn(() => "later");
  end.one();
  assert.deepEqual(await Promise.all([waiting, urgent, later]), [undefined, "urgent", "later"]);
  assert.deepEqual(log, ["one", "one done"]);
});

test("turns: what cannot wait waits half a second for what is under way, and no longer", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { log, end, does } = work();
  const turns = new Turns();
  const slow = turns.inTurn(does("slow"));
  await settled();
  const urgent = turns.atOnce(() => void log.push("urgent"));
  const later = turns.inTurn(() => void log.push("later"));
  context.mock.timers.tick(499);
  await settled();
  assert.deepEqual(log, ["slow"]);
  context.mock.timers.tick(1);
  await urgent;
  assert.deepEqual(log, ["slow", "urgent"]);
  end.slow();
  await Promise.all([slow, later]);
  assert.deepEqual(log, ["slow", "urgent", "slow done", "later"]);
});

test("turns: what has several parts learns that something came that could not wait", async () => {
  const { log, end, does } = work();
  const turns = new Turns();
  const parts = turns.inTurn(async (goesOn) => {
    for (const part of ["one", "two"]) if (goesOn()) await does(part)();
  });
  await settled();
  const urgent = turns.atOnce(() => void log.push("urgent"));
  end.one();
  await Promise.all([parts, urgent]);
  assert.deepEqual(log, ["one", "one done", "urgent"]);
});
