// What the line score is made of, and how it looks. px on the stage.

import { GOLD, INK, LINE, MUTED, NIGHT, RADIUS, RAISED } from "../kit/elements.js";

const ROW = (/** @type {string} */ name) => `
  <div class="row ${name}">
    <div class="bar"></div>
    <div class="name text"></div>
    <div class="periods text"></div>
    <div class="total text"></div>
  </div>`;

export const MARKUP = `
  <div class="ground">
    <div class="tint"></div>
    <div class="head"><div class="periods text"></div><div class="total text"></div></div>
    ${ROW("first")}
    ${ROW("second")}
  </div>`;

export const STYLE = `
.ground { position: absolute; inset: 0; background: ${NIGHT}; border-radius: ${RADIUS}; overflow: hidden; }
.tint { position: absolute; right: 0; top: 0; width: 152px; height: 200px; background: ${RAISED}; }
.head { position: absolute; left: 0; top: 0; width: 912px; height: 48px; color: ${MUTED}; font-size: 28px; }
.row { position: absolute; left: 0; width: 912px; height: 76px; }
.row.first { top: 48px; }
.row.second { top: 124px; }
.row::before { content: ""; position: absolute; left: 16px; right: 0; top: 0; height: 2px; background: ${LINE}; z-index: 1; }
.bar { position: absolute; left: 0; top: 0; width: 16px; height: 76px; background: var(--team); }
.bar::after { content: ""; position: absolute; right: -2px; top: 0; width: 2px; height: 76px; background: var(--edge, transparent); }
.name { position: absolute; left: 32px; top: 0; width: 272px; height: 76px; line-height: 74px; }
.periods { position: absolute; left: 320px; top: 0; width: 440px; height: 100%; display: grid; grid-template-columns: repeat(var(--columns, 4), minmax(0, 1fr)); text-align: center; }
.cell { position: relative; overflow: visible; font-size: 44px; line-height: 74px; }
.many .row .cell { font-size: 36px; }
.head .cell, .head .total { font-size: 28px; font-weight: 600; line-height: 46px; }
.head .current { color: ${INK}; }
.head .current::after { content: ""; position: absolute; left: 50%; bottom: 0; width: 56px; max-width: calc(100% - 8px); height: 4px; transform: translateX(-50%); background: ${GOLD}; z-index: 2; }
.total { position: absolute; right: 0; top: 0; width: 152px; height: 100%; font-size: 56px; line-height: 72px; font-weight: 700; text-align: center; }
`;
