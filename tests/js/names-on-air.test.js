import assert from "node:assert/strict";
import { test } from "node:test";
import { fit, namesOf, teamNamesOf, typed } from "../../static/graphics/kit/names.js";
import { vectors } from "./vectors.js";

/** A face in which every letter is half as wide as the type is high. @param {string} text @param {number} size */
const measure = (text, size) => ([...text].length * size) / 2;
const ALLOWED = [24, 26, 28, 30, 32, 34, 36, 38, 42, 44, 46, 48, 52, 56, 60, 72, 76, 84, 112, 180];

for (const { what, person, teammates, language, size, room, fit: expected } of vectors("names-on-air")) {
  test(`a name on air: ${what}`, () => {
    const found = fit(namesOf(person, { teammates, language }), room, measure, size);
    assert.deepEqual([found.text, found.size, Number(found.scaleX.toFixed(4))], expected);
  });
}

test("Whatever the room, what is set fits into it, in a size allowed on air, narrowed to 0.92 at most", () => {
  const names = ["Ana Lopez", "Konstantinos Papadopoulos-Featherstonehaugh", "Ņina Đurić", "O"];
  for (const name of names)
    for (const size of [44, 46, 48, 52, 56, 60, 72, 84])
      for (let room = 30; room <= 1600; room += 10) {
        const [first_name, last_name] = name.split(" ");
        const forms = namesOf(last_name ? { name, first_name, last_name } : { name });
        const found = fit(forms, room, measure, size);
        const note = JSON.stringify([name, size, room, found]);
        assert.ok(measure(found.text, found.size) * found.scaleX <= room + 1e-9, note);
        assert.ok(found.scaleX >= 0.92 && found.scaleX <= 1, note);
        assert.ok(ALLOWED.includes(found.size), note);
      }
});

test("More room never gives a shorter form of a name", () => {
  const forms = namesOf({ name: "Bartholomew Lopez", first_name: "Bartholomew", last_name: "Lopez" });
  const texts = [];
  for (let room = 120; room < 700; room += 2) texts.push(fit(forms, room, measure, 56).text.replace("…", ""));
  for (const [at, text] of texts.entries()) if (at > 0) assert.ok(text.length >= texts[at - 1].length, `${texts[at - 1]} then ${text}`);
});

test("A team is called in full, else by its short name, else by its abbreviation, each once", () => {
  const team = { name: "Port Osprey Tideline", short_name: "Tideline", abbreviation: "tid" };
  assert.deepEqual(teamNamesOf(team).map(({ text }) => text), ["PORT OSPREY TIDELINE", "TIDELINE", "TID"]);
  assert.deepEqual(teamNamesOf({ name: "Ravens", short_name: "Ravens" }).map(({ text }) => text), ["RAVENS"]);
  assert.deepEqual(teamNamesOf({}), []);
  assert.equal(fit(teamNamesOf(team), 272, measure, 44).text, "TIDELINE");
  assert.equal(fit(teamNamesOf(team), 70, measure, 44).text, "TID");
});

test("A typed text keeps its letters, down to 70 %", () => {
  assert.deepEqual(fit(typed(" Play by play "), 600, measure, 32), { text: "Play by play", size: 32, scaleX: 1 });
  assert.equal(fit(typed("Play by play"), 150, measure, 32).size, 24);
  assert.deepEqual(fit(typed(), 600, measure, 32), { text: "", size: 32, scaleX: 1 });
});
