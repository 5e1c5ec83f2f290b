import assert from "node:assert/strict";
import { test } from "node:test";
import { Choices } from "../../static/js/choices.js";
import { readFilter, taking } from "../../static/js/plays.js";
import { vectors } from "./vectors.js";

const { plays, cases } = vectors("plays");

for (const { name, choices, takes } of cases) {
  test(`plays: ${name}`, () => {
    const takesIt = taking(readFilter(new Choices(choices)));
    assert.deepEqual(Object.keys(plays).filter((key) => takesIt(plays[key])), takes);
  });
}
