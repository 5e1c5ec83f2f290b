import assert from "node:assert/strict";
import { test } from "node:test";
import { isFound } from "../../static/js/search.js";
import { vectors } from "./vectors.js";

const { game, found, not_found: missed } = vectors("search");

test("All words searched for are found in either team's names, whatever their case and accents.", () => {
  for (const text of found) assert.ok(isFound(game, text), text);
});

test("A word that neither team has finds nothing.", () => {
  for (const text of missed) assert.ok(!isFound(game, text), text);
});
