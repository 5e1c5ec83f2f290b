import assert from "node:assert/strict";
import { test } from "node:test";
import { checkKeyColor, contrast, oklab, oklabDistance, ownBlock, teamColors } from "../../static/js/colors.js";
import { vectors } from "./vectors.js";

for (const { name, home, away, expect } of vectors("colors"))
  test(`team colors: ${name}`, () => assert.deepEqual(teamColors(home, away), expect));

test("The distances on which the limit of a clash rests", () => {
  assert.equal(oklabDistance("#0C2340", "#1D428A").toFixed(3), "0.156");
  assert.equal(oklabDistance("#552583", "#1D428A").toFixed(3), "0.101");
  assert.equal(oklabDistance("#C8102E", "#CE1141").toFixed(3), "0.025");
  assert.equal(oklabDistance("#CE1141", "#6F263D").toFixed(3), "0.195");
});

test("OKLab and contrast agree with their published examples", () => {
  assert.deepEqual(oklab("#FFFFFF").map((value) => Math.abs(Number(value.toFixed(3)))), [1, 0, 0]);
  assert.deepEqual(oklab("#FF0000").map((value) => value.toFixed(3)), ["0.628", "0.225", "0.126"]);
  assert.equal(contrast("#FFFFFF", "#000000"), 21);
  assert.equal(contrast("#777777", "#FFFFFF").toFixed(2), "4.48");
});

test("Whatever two teams wear, the grounds are told apart and the inks can be read", () => {
  let seed = 1;
  const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  const color = () => `#${Math.floor(random() * 0x1000000).toString(16).padStart(6, "0")}`;
  const maybe = () => (random() < 0.2 ? undefined : random() < 0.2 ? "#FFFFFF" : color());
  for (let round = 0; round < 3000; round++) {
    const home = { color: maybe(), text_color: maybe() };
    const away = random() < 0.3 ? { ...home } : { color: maybe(), text_color: maybe(), secondary: maybe() };
    const colors = teamColors(home, away);
    const said = JSON.stringify({ home, away, colors });
    assert.ok(oklabDistance(colors.home.ground, colors.away.ground) >= 0.16, said);
    for (const { ground, ink } of [colors.home, colors.away]) assert.ok(contrast(ground, ink) >= 4.1, said);
  }
});

test("A ground that is hardly a color is near no key color, whatever its hue", () => {
  assert.equal(checkKeyColor("#00FF00", ["#5A665C"]).refused, false);
  assert.equal(checkKeyColor("#00FF00", ["#2E8B57"]).refused, true);
});

test("A team that stands alone has the block that it would have beside one far from it", () => {
  for (const jersey of [{ color: "#0C2340", text_color: "#FFFFFF" }, { color: "#FFFFFF", text_color: "#0C2340" }, {}])
    assert.deepEqual(ownBlock(jersey), teamColors(jersey, { color: "#FDB927" }).home);
});

test("A key color near a ground is refused, and what is offered can be used", () => {
  assert.deepEqual(checkKeyColor("#00FF00", ["#2E8B57", "#0C2340"]), { refused: true, offer: ["#FF00FF", "#0000FF"] });
  assert.deepEqual(checkKeyColor("#00FF00", ["#C8102E", "#101010"]), { refused: false, offer: ["#FF00FF", "#0000FF"] });
  assert.deepEqual(checkKeyColor("#00FF00", ["#2E8B57", "#1D1D9A"]), { refused: true, offer: ["#FF00FF"] });
});
