import assert from "node:assert/strict";
import { test } from "node:test";
import { courtOf, shapes } from "../../static/components/court.js";
import { choose } from "../../static/components/shot-data.js";
import { readFilter, rulesOf, sinceOf } from "../../static/components/shot-filter.js";
import { areas, cellOf, hexagons, labelPlaces, zones } from "../../static/components/shot-views.js";
import { Choices } from "../../static/js/choices.js";
import { vectors } from "./vectors.js";

const { state: base, cases } = vectors("shots-filter");
for (const { name, query, state = {}, expect } of cases)
  test(`shots chosen: ${name}`, () => {
    const whole = { ...base, ...state };
    const filter = readFilter(new Choices(query));
    const since = sinceOf(filter, whole, rulesOf(whole.game));
    assert.deepEqual(choose(whole.shots, filter, since, whole.game).shots.map(([key]) => key), expect);
  });

const { cells, charts } = vectors("shots-views");
test("A place is in the hexagon that the server puts it in", () => {
  for (const [x, y, column, row] of cells) assert.deepEqual(cellOf(x, y), [column, row]);
});

const RULES = { NBA: "NBA", FIBA: "FIBA", NFHS: "NFHS" };
for (const { court: name, every, areas: counted, hexagons: cut, zones: numbered, places, shapes: paths } of charts)
  test(`areas, hexagons and zones on the ${name} court`, () => {
    const court = courtOf(/** @type {any} */ ({ rules: RULES[/** @type {keyof typeof RULES} */ (name)], format: "QUARTER" }));
    const some = every.filter((/** @type {any} */ _shot, /** @type {number} */ at) => at % 2 === 0);
    assert.deepEqual(areas(some, every), counted);
    assert.deepEqual(hexagons(some, every), cut);
    assert.deepEqual(zones(some, "zone"), numbered);
    assert.deepEqual(labelPlaces(court, 1250), places);
    assert.deepEqual(Object.fromEntries(shapes(court)), paths);
  });
