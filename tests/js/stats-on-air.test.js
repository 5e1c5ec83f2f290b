import assert from "node:assert/strict";
import { test } from "node:test";
import { labelOf, tied } from "../../static/graphics/kit/stat-words.js";
import { words } from "../../static/graphics/kit/words.js";
import { comparisonRows, isCounted, itemsOf, leadersOf, lineOf, scopeWord } from "../../static/graphics/kit/stats.js";

/** @typedef {import("../../static/js/document.js").GameDocument} GameDocument */

/** @returns {GameDocument} a game in its third quarter */
const game = () => /** @type {any} */ ({
  game: { event_id: "g", status: "live", format: "QUARTER", rules: "FIBA", home: { id: "1", name: "Herons" }, away: { id: "2", name: "Badgers" } },
  score: { home: 30, away: 28, periods: { Q1: { order: 1, home: 12, away: 10 }, Q2: { order: 2, home: 10, away: 12 }, Q3: { order: 3, home: 8, away: 6 } } },
  story: { biggest_lead: { home: 6, away: 4 } },
  players: {
    a: { team: "home", jersey: "7", line: { PTS: 12, REB: 4, FG: 5, FGA: 11, FG3: 1, FGA3: 3, FL: 2 }, plus_minus: -3, seconds: 905, periods: { Q1: { seconds: 300, plus_minus: 2 }, Q2: { seconds: 200, plus_minus: -5 } } },
    b: { team: "home", jersey: "00", line: { PTS: 12, AST: 5 } },
    c: { team: "away", jersey: "3", line: { FGA: 4 } },
  },
  team_stats: {
    home: { line: { PTS: 30, FG: 12, FGA: 25, REB: 10, TO: 5, FL: 7 }, paint: 14 },
    away: { line: { PTS: 28, FG: 11, FGA: 25, REB: 12, TO: 8, FL: 7 }, paint: 10 },
  },
  period_stats: {
    Q1: { home: { PTS: 12, FG: 5, FGA: 9, REB: 4 }, away: { PTS: 10, FG: 4, FGA: 8, REB: 3 }, a: { PTS: 6, FG: 3, FGA: 5 } },
    Q2: { home: { PTS: 10, FG: 4, FGA: 9, REB: 3 }, away: { PTS: 12, FG: 5, FGA: 8, REB: 6 }, a: { PTS: 2, FG: 1, FGA: 4, REB: 1 } },
    Q3: { home: { PTS: 8 }, away: { PTS: 6 }, b: { PTS: 7 } },
  },
});

/** @param {{label: string, value: string}[]} items */
const said = (items) => items.map(({ label, value }) => `${label} ${value}`);

test("The default items are six in the order of a lower third, without those that are not fed", () => {
  assert.deepEqual(said(itemsOf(game(), { player: "a" })), ["PTS 12", "REB 4", "FG 5-11", "3PT 1-3", "FL 2"]);
  assert.deepEqual(said(itemsOf(game(), { player: "b" })), ["PTS 12", "AST 5"]);
});

test("Attempts without a make are none made, and nothing else is made up", () => {
  assert.deepEqual(said(itemsOf(game(), { player: "c" })), ["FG 0-4"]);
});

test("Items come in the order that is asked for, once each, by either of their names", () => {
  const items = ["FL", "3PT", "FG3", "PF", "MIN", "+/-", "FG%"];
  assert.deepEqual(said(itemsOf(game(), { player: "a", items })), ["FL 2", "3PT 1-3", "MIN 15:05", "+/− −3", "FG% 45.5%"]);
});

test("A period's items are what was counted in it, and a half's those of its quarters together", () => {
  assert.deepEqual(said(itemsOf(game(), { player: "a", scope: "Q2" })), ["PTS 2", "REB 1", "FG 1-4"]);
  assert.deepEqual(said(itemsOf(game(), { player: "a", scope: "half1", items: ["PTS", "FG", "REB", "MIN", "PLUS_MINUS"] })), ["PTS 8", "FG 4-9", "REB 1", "MIN 8:20", "+/− −3"]);
  assert.deepEqual(said(itemsOf(game(), { team: "away", scope: "half1", items: ["PTS", "REB"] })), ["PTS 22", "REB 9"]);
});

test("A half in play is what has been played of it", () => {
  assert.deepEqual(said(itemsOf(game(), { team: "home", scope: "half2" })), ["PTS 8"]);
});

test("A half of which a quarter was played and not counted is not known", () => {
  const data = game();
  delete data.period_stats?.Q1;
  assert.equal(isCounted("half1", data), false);
  assert.deepEqual(itemsOf(data, { player: "a", scope: "half1" }), []);
  assert.equal(lineOf(data, { team: "home", scope: "half1" }), null);
  assert.deepEqual(comparisonRows(data, "half1", undefined), []);
  assert.equal(leadersOf(data, "home", "PTS", "half1"), null);
  assert.equal(isCounted("Q2", data), true);
});

test("The halves of a game of halves are its periods", () => {
  const data = game();
  if (data.game) data.game.format = "HALF";
  data.period_stats = { H1: { home: { PTS: 22 } } };
  assert.deepEqual(said(itemsOf(data, { team: "home", scope: "half1" })), ["PTS 22"]);
});

test("Of who or what is not there nothing is said", () => {
  for (const player of ["zz", "constructor"]) assert.deepEqual(itemsOf(game(), { player }), []);
  assert.deepEqual(itemsOf({}, { team: "home" }), []);
  assert.deepEqual(itemsOf(game(), { player: "a", items: ["constructor", "NOSUCH"] }), []);
  for (const scope of ["OT1", "constructor", "what"]) assert.deepEqual(itemsOf(game(), { player: "a", scope }), []);
});

test("A scope is said in the output's language, the whole game not at all", () => {
  const inEnglish = ["game", undefined, "half1", "H2", "Q3", "OT1", "OT2", "warm-up"].map((scope) => scopeWord(scope, game(), "en"));
  assert.deepEqual(inEnglish, ["", "", "1ST HALF", "2ND HALF", "3RD", "OT", "2OT", ""]);
  assert.deepEqual(["half1", "Q3", "OT2"].map((scope) => scopeWord(scope, game(), "es")), [words("es").half1, "3C", "2PR"]);
});

test("Compared are rates where both teams have tried, and fewer turnovers and fouls are better", () => {
  const rows = comparisonRows(game(), "game", ["FG", "TO", "FL", "lead", "paint", "bench", "FT"]);
  assert.deepEqual(rows.map(({ key, away, home, better }) => [key, away, home, better]), [
    ["FG", "44.0%", "48.0%", "home"],
    ["TO", "8", "5", "home"],
    ["FL", "7", "7", ""],
    ["lead", "4", "6", "home"],
    ["paint", "10", "14", "home"],
  ]);
  assert.deepEqual(rows[0].small, { away: "11-25", home: "12-25" });
  assert.equal(rows[2].split, "50.00%");
});

test("A comparison of a half is of its own numbers, without those that are known of the whole game alone", () => {
  const rows = comparisonRows(game(), "half1", ["PTS", "FG", "REB", "lead", "paint"], "es");
  assert.deepEqual(rows.map(({ label, away, home }) => [label, away, home]), [
    ["PUNTOS", "22", "22"],
    ["TIROS DE CAMPO", "56.3%", "50.0%"],
    ["REBOTES", "9", "7"],
  ]);
});

test("At most eight rows are compared", () => {
  const all = ["PTS", "FG", "FG3", "FT", "REB", "AST", "STL", "BLK", "TO", "FL"];
  const data = game();
  for (const side of /** @type {const} */ (["home", "away"])) {
    const { line } = data.team_stats?.[side] ?? {};
    Object.assign(line ?? {}, { FG3: 1, FGA3: 2, FT: 1, FTA: 2, AST: 3, STL: 2, BLK: 1 });
  }
  assert.deepEqual(comparisonRows(data, "game", all).map(({ key }) => key), all.slice(0, 8));
});

test("Leaders share what they have equally, in the order of their numbers", () => {
  assert.deepEqual(leadersOf(game(), "home", "PTS"), { value: 12, text: "12", players: ["b", "a"] });
  assert.deepEqual(leadersOf(game(), "home", "PTS", "Q3"), { value: 7, text: "7", players: ["b"] });
  assert.equal(leadersOf(game(), "away", "PTS"), null);
  assert.equal(leadersOf({}, "home", "PTS"), null);
});

test("Stats have a name in each language, English where there is none", () => {
  for (const key of ["PTS", "FG", "FG3", "TO", "paint", "bench", "lead", "efg"]) assert.notEqual(labelOf(key, "es", true), labelOf(key, "en", true));
  assert.deepEqual([labelOf("FG3", "es"), labelOf("FG3", "xx"), labelOf("PTS", "en"), labelOf("PTS", "en", true), labelOf("MIN", "es", true)], ["T3", "3PT", "PTS", "POINTS", "MIN"]);
  assert.deepEqual(["en", "es", "xx"].map((language) => tied(3, language)), ["3 PLAYERS", "EMPATE DE 3", "3 PLAYERS"]);
});
