import assert from "node:assert/strict";
import { test } from "node:test";
import { MOST_LINES, Tree, parseExact, pathText, preview, write } from "../../static/js/json-tree.js";

/** @param {Tree} tree */
const shown = (tree) => tree.lines.map((node) => pathText(tree.path(node)));

/** An answer like the Event API's, of about so many rows. @param {number} count */
const answer = (count) => ({
  gameTotals: { status: "ACTIVE" },
  shots: Array.from({ length: count }, (_, index) => ({ t: 1_700_000_000_000 + index, pid: `${index % 20}`, tid: "461", gc: "09:50.0", st: index % 2 ? "MAKE" : "MISS", hsx: index % 7000, hsy: index % 9000, attributes: ["LAYUP"] })),
});

test("A small value is unfolded at first, level by level", () => {
  const tree = new Tree({ games: [{ id: "7", home: { name: "Herons" } }], more: false });
  assert.deepEqual(shown(tree), ["$", "games", "games[0]", "games[0].id", "games[0].home", "games[0].home.name", "more"]);
});

test("A long list stays folded at first, and the whole is always unfolded", () => {
  assert.deepEqual(shown(new Tree(answer(500))).slice(0, 4), ["$", "gameTotals", "gameTotals.status", "shots"]);
  assert.equal(new Tree(Array.from({ length: 500 })).lines.length, 501);
});

test("A line folds with all that is in it, and unfolds to its children alone", () => {
  const tree = new Tree({ a: { b: { c: 1 } }, d: 2 });
  assert.equal(tree.close(1), true);
  assert.deepEqual(shown(tree), ["$", "a", "d"]);
  assert.equal(tree.open(1), true);
  assert.deepEqual(shown(tree), ["$", "a", "a.b", "d"]);
  assert.equal(tree.open(3), false, "a single value does not unfold");
});

test("All of it unfolds in the order of the document, and folds again", () => {
  const tree = new Tree({ a: [1, { b: [] }], c: {} });
  tree.openAll();
  assert.deepEqual(shown(tree), ["$", "a", "a[0]", "a[1]", "a[1].b", "c"]);
  tree.closeAll();
  assert.deepEqual(shown(tree), ["$", "a", "c"]);
});

test("No more is unfolded than a browser lays out, and that is said", () => {
  const tree = new Tree([Array.from({ length: MOST_LINES - 10 }), Array.from({ length: 100 })]);
  tree.openAll();
  assert.equal(tree.cut, true);
  assert.ok(tree.lines.length <= MOST_LINES);
});

test("Search finds keys and values in any case, in the order of the document", () => {
  const tree = new Tree({ home_team: { name: "Harbor Herons", id: 461 }, list: ["herons", 4610, null, true], herons: 0 });
  assert.deepEqual(tree.search("HERONS").paths.map(pathText), ["home_team.name", "list[0]", "herons"]);
  assert.deepEqual(tree.search("461").paths.map(pathText), ["home_team.id", "list[1]"]);
  assert.deepEqual(tree.search("null").paths.map(pathText), ["list[2]"]);
  assert.deepEqual(tree.search("nowhere"), { paths: [], more: false });
  assert.deepEqual(tree.search(""), { paths: [], more: false });
});

test("Search stops at ten thousand and says that there is more", () => {
  const { paths, more } = new Tree(Array.from({ length: 10_001 }, () => "same")).search("same");
  assert.deepEqual([paths.length, more], [10_000, true]);
});

test("A place that was found is unfolded to, wherever it is", () => {
  const tree = new Tree(answer(3000));
  for (const path of [...tree.search("1700000002999").paths, ["shots", 12, "attributes", 0]]) {
    const at = tree.reveal(path);
    assert.equal(pathText(tree.path(tree.lines[at])), pathText(path));
  }
  assert.equal(tree.reveal(["shots", 3000]), -1);
  assert.equal(tree.reveal(["nothing"]), -1);
});

test("Whatever is folded and unfolded, the lines are those of the value, each once and in order", () => {
  let seed = 7;
  const dice = (/** @type {number} */ sides) => (seed = (seed * 48271) % 2147483647) % sides;
  const make = (/** @type {number} */ depth) => {
    const kind = dice(depth > 4 ? 1 : 3);
    if (kind === 0) return dice(100);
    const parts = Array.from({ length: dice(5) }, () => make(depth + 1));
    return kind === 1 ? parts : Object.fromEntries(parts.map((part, index) => [`k${index}`, part]));
  };
  for (let round = 0; round < 60; round++) {
    const value = { root: make(0), other: make(0) };
    const tree = new Tree(value);
    const all = new Tree(value);
    all.openAll();
    const order = shown(all);
    for (let move = 0; move < 30; move++) {
      tree.toggle(dice(tree.lines.length));
      const places = shown(tree).map((path) => order.indexOf(path));
      assert.ok(places.every((place, index) => place >= 0 && (index === 0 || place > places[index - 1])));
      for (const node of tree.lines) if (node.open && node.size > 0) assert.equal(tree.lines[tree.lines.indexOf(node) + 1].parent, node);
    }
  }
});

test("A path is written as it is in programs", () => {
  assert.equal(pathText([]), "$");
  assert.equal(pathText(["games", 0, "home_team_id"]), "games[0].home_team_id");
  assert.equal(pathText([3, "a b", "c"]), '[3]["a b"].c');
  assert.equal(pathText(["461:7"]), '["461:7"]');
});

test("A folded line says a little of what is in it", () => {
  assert.equal(preview({ id: 7, list: [1], name: "x".repeat(40) }), `{id: 7, list: […], name: "${"x".repeat(27)}…"}`);
  assert.ok(preview(Array.from({ length: 1000 }, (_, index) => index)).endsWith("…]"));
});

test("Long integers keep their digits, in and out", () => {
  const text = '{"id":12345678901234567890,"small":7,"text":"12345678901234567890"}';
  const value = parseExact(text);
  assert.equal(value.small, 7);
  assert.equal(value.text, "12345678901234567890");
  if (typeof value.id === "bigint") assert.equal(write(value, 0), text); // where the runtime gives the source of a number
  assert.equal(write({ id: 12345678901234567890n, list: [1n] }, 0), '{"id":12345678901234567890,"list":[1]}');
});

test("An answer of five megabytes is opened, searched and unfolded without a wait", () => {
  const text = JSON.stringify(answer(46_000));
  assert.ok(text.length > 5_000_000, `${text.length}`);
  // The processor's time of this process: what the page takes, whatever else a machine does beside it.
  const now = () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  };
  const began = now();
  const tree = new Tree(parseExact(text));
  const opened = now();
  assert.equal(tree.search("1700000045999").paths.length, 1);
  const searched = now();
  tree.openAll();
  const unfolded = now();
  // Generous: a busy machine is several times slower than a still one.
  assert.ok(opened - began < 1500, `opened in ${opened - began} ms`);
  assert.ok(searched - opened < 3000, `searched in ${searched - opened} ms`);
  assert.ok(unfolded - searched < 3000, `unfolded in ${unfolded - searched} ms`);
});
