import assert from "node:assert/strict";
import { test } from "node:test";
import { addressOf, cellText, listsIn, momentOf, shotsIn, sorted } from "../../static/js/answer.js";

const map = {
  root: "/explorer/",
  api: "configured",
  bases: { configured: "https://api.example", rehearsal: "http://127.0.0.1:8001" },
  ids: { event_id: /** @type {[string, string]} */ (["game_event", "event_id"]), tid: /** @type {[string, string]} */ (["roster", "team_id"]) },
  own_ids: { results: /** @type {[string, string]} */ (["session_shots", "session_id"]) },
};

test("Lists of objects are tables, the longest first, with the keys of all their rows", () => {
  const lists = listsIn({ games: [{ id: 1 }, { id: 2, name: "x" }], one: { deep: [{ a: 1 }, { b: 2 }, { c: 3 }] }, numbers: [1, 2], mixed: [{}, 1], none: [] });
  assert.deepEqual(lists.map(({ path, name, columns }) => [path, name, columns]), [
    ["one.deep", "deep", ["a", "b", "c"]],
    ["games", "games", ["id", "name"]],
  ]);
  assert.deepEqual(listsIn([{ a: 1 }]).map(({ path }) => path), ["$"]);
  assert.deepEqual(listsIn(undefined), []);
});

test("Rows sort by number where they are numbers, else as text, with what is missing last either way", () => {
  const rows = [{ v: "10" }, { v: 9 }, {}, { v: "b" }, { v: null }, { v: "a" }, { v: 9 }];
  assert.deepEqual(sorted(rows, "v", false).map(({ v }) => v), [9, 9, "10", "a", "b", undefined, null]);
  assert.deepEqual(sorted(rows, "v", true).map(({ v }) => v), ["b", "a", "10", 9, 9, undefined, null]);
  assert.equal(rows[0].v, "10", "the rows themselves keep their order");
});

test("A cell says what it holds, and nothing of what is unknown", () => {
  assert.deepEqual([null, undefined, 0, false, { a: [1n] }].map(cellText), ["", "", "0", "false", '{"a":["1"]}']);
});

test("Moments are told in words, ids are not taken for them", () => {
  assert.equal(momentOf("timestamp", 1_700_000_000_000), "2023-11-14 22:13:20.000 UTC");
  assert.equal(momentOf("t", "1700000000000"), "2023-11-14 22:13:20.000 UTC");
  assert.equal(momentOf("event_id", 1_700_000_000_000), "");
  assert.equal(momentOf("pts", 12), "");
});

test("Rows with a place are shots, in the names of games and of sessions", () => {
  const lists = listsIn({
    shots: [
      { hsx: 100, hsy: "2000", st: "MAKE", tid: 461, pid: "7", is3: true, prd: "Q1" },
      { hoop_player_x: -5, hoop_player_y: 0, is_make: false, team_id: "552" },
      { hsx: null, hsy: 3 },
      { hsx: 1, hsy: 1 },
    ],
    details: [{ hoopToEventX: 1, hoopToEventY: 2 }],
  });
  assert.deepEqual(shotsIn(lists), [
    { x: 100, y: 2000, made: true, three: true, team: "461", player: "7", period: "Q1" },
    { x: -5, y: 0, made: false, three: false, team: "552", player: "", period: "" },
    { x: 1, y: 1, made: undefined, three: false, team: "", player: "", period: "" },
  ]);
});

test("Ids lead to the endpoint that tells more of them", () => {
  assert.equal(addressOf(map, "event_id", "games", "a b"), "/explorer/game_event/?event_id=a+b&api=configured");
  assert.equal(addressOf(map, "tid", "", 461), "/explorer/roster/?team_id=461&api=configured");
  assert.equal(addressOf(map, "id", "results", "s"), "/explorer/session_shots/?session_id=s&api=configured");
  for (const [key, holder, value] of [["id", "other", 1], ["tid", "", 0], ["tid", "", null], ["tid", "", true], ["toString", "", "x"], ["name", "", "x"]])
    assert.equal(addressOf(map, /** @type {string} */ (key), /** @type {string} */ (holder), value), "");
});

test("Links to the Event API's host are followed, others lead nowhere", () => {
  assert.equal(addressOf(map, "_results", "games", "http://api.example/v1/x"), "/explorer/follow/?api=configured&link=http%3A%2F%2Fapi.example%2Fv1%2Fx");
  for (const link of ["https://elsewhere.example/v1/x", "https://api.example:8443/", "javascript:alert(1)", "https:", "//api.example/"]) assert.equal(addressOf(map, "_results", "", link), "");
});
