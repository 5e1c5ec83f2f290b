import assert from "node:assert/strict";
import { test } from "node:test";
import { rowOf } from "../../static/components/compared.js";
import { vectors } from "./vectors.js";

const { rows, cases } = vectors("comparison");
for (const { name, state, period, expect } of cases)
  test(`comparison: ${name}`, () => {
    const found = Object.fromEntries(rows.map((/** @type {any} */ row) => [row.key, rowOf(row, state, period)]).filter(([, row]) => row));
    assert.deepEqual(found, expect);
  });
