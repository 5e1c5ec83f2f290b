import assert from "node:assert/strict";
import { test } from "node:test";
import { didNotPlay, fraction, linesOf, periodsOf, tenths } from "../../static/js/box.js";
import { vectors } from "./vectors.js";

const { state, parts, cases, rates, out } = vectors("box");

test("box: the parts of a game are in order", () => {
  assert.deepEqual([...periodsOf(state.period_stats)], parts);
});

for (const { name, periods, teams, lines, seconds, plus_minus } of cases) {
  test(`box: ${name}`, () => {
    const found = linesOf(state, periods ?? undefined);
    /** @param {(player: any) => any} value */
    const each = (value) => Object.fromEntries(Object.entries(found.players).flatMap(([key, player]) => (value(player) === undefined ? [] : [[key, value(player)]])));
    assert.deepEqual(Object.fromEntries(Object.entries(found.teams).filter(([, line]) => line)), teams);
    assert.deepEqual(each((player) => player.line), lines);
    assert.deepEqual(each((player) => player.seconds), seconds);
    assert.deepEqual(each((player) => player.plus_minus), plus_minus);
  });
}

for (const { line, texts } of rates) {
  test(`box: rates of ${JSON.stringify(line)}`, () => {
    for (const [key, text] of Object.entries(texts)) {
      const parts = fraction(line, key);
      assert.equal(parts ? tenths(parts) : "", text, key);
    }
  });
}

test("box: who did not play is told only where presence was counted", () => {
  for (const [key, expected] of Object.entries(out)) assert.equal(Boolean(didNotPlay(state, state.players[key])), expected, key);
  const counted = { ...state, players: { ...state.players, 4: { team: "home", line: {} } } };
  assert.ok(didNotPlay(counted, counted.players[4]));
});
