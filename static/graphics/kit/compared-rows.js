// The rows of two teams compared: both values, what they are of, and a bar split by their shares.

import { every, INK, made, MUTED, setCount, setText, within } from "./elements.js";
import { seenOn } from "./panel.js";

/** @typedef {import("./panel.js").Side} Side */
/** @typedef {import("./stats.js").Row} Row */

export const ROW = 76;
const NIGHT = "#0E1116";
const BAR_CONTRAST = 2;

export const ROWS_STYLE = `
.compared .row { position: relative; height: ${ROW}px; }
.value { position: absolute; top: 0; left: 64px; width: 480px; height: 64px; gap: 16px; color: ${INK}; }
.value.of-second { left: auto; right: 64px; flex-direction: row-reverse; }
.value b { font-size: 56px; font-weight: 700; }
.value small { font-size: 32px; font-weight: 600; padding-top: 12px; color: ${MUTED}; }
.value.worse { color: ${MUTED}; }
.compared .label { position: absolute; top: 0; left: 544px; right: 544px; height: 64px; font-size: 32px; color: ${MUTED}; }
.bar { position: absolute; left: 64px; right: 64px; top: 64px; height: 6px; display: flex; gap: 4px; }
.bar i { display: block; height: 6px; background: var(--ground); }
.bar i.of-second { flex: 1; }
`;
const MARKUP = `
  <div class="value mid of-first text"><b></b><small></small></div>
  <div class="label mid centred text"></div>
  <div class="value mid of-second text"><b></b><small></small></div>
  <div class="bar text"><i class="of-first"></i><i class="of-second"></i></div>`;

/**
 * @param {HTMLElement} box
 * @param {Row[]} rows
 * @param {[Side, Side]} sides
 * @param {{[side in Side]: {ground: string}}} colors
 */
export function paintRows(box, rows, sides, colors) {
  setCount(box, rows.length, () => made("row", MARKUP));
  every(box, ".row").forEach((element, at) => {
    const row = rows[at];
    setText(within(element, ".label"), row.label);
    sides.forEach((side, place) => {
      const name = place === 0 ? "of-first" : "of-second";
      const value = within(element, `.value.${name}`);
      setText(within(value, "b"), row[side]);
      setText(within(value, "small"), row.small[side]);
      value.classList.toggle("worse", row.better !== "" && row.better !== side);
      within(element, `.bar .${name}`).style.setProperty("--ground", seenOn(colors[side].ground, NIGHT, BAR_CONTRAST));
    });
    const bar = within(element, ".bar");
    bar.classList.toggle("absent", row.split === "");
    const visitors = parseFloat(row.split || "0");
    within(bar, ".of-first").style.width = `${sides[0] === "away" ? visitors : 100 - visitors}%`;
    within(bar, ".of-second").classList.toggle("absent", (sides[0] === "away" ? visitors : 100 - visitors) >= 100);
  });
}
