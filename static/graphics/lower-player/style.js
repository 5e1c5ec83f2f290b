// What the lower third of a player is made of, and how it looks. px on the stage.

import { FACE, INK, LINE, MUTED, NIGHT, NO_COLOR, RADIUS } from "../kit/elements.js";

export const MARKUP = `
  <div class="ground">
    <div class="panel"><div class="slab"><div class="number text"></div></div></div>
    <img class="head text absent" alt="">
    <div class="name text"></div>
    <div class="line text"></div>
  </div>`;

export const STYLE = `
/* The head shot rises 32 px over the panel, and the ground that wipes open holds it. */
.ground { position: absolute; left: 0; top: -32px; width: 912px; height: 160px; font-family: ${FACE}; }
/* The night begins under the slab, so that none of it shows at the slab's corners. */
.panel { position: absolute; left: 0; right: 0; bottom: 0; height: 128px; background: linear-gradient(90deg, transparent 8px, ${NIGHT} 8px); border-radius: ${RADIUS}; overflow: hidden; }
.slab { position: absolute; left: 0; bottom: 0; width: 128px; height: 128px; background: var(--team, ${NO_COLOR}); color: var(--team-ink, ${INK}); }
.slab::after { content: ""; position: absolute; right: -2px; top: 0; width: 2px; height: 128px; background: var(--edge, transparent); }
.no-number .slab { width: 16px; }
.no-number .number { visibility: hidden; }
.number { position: absolute; left: 8px; top: -4px; width: 112px; height: 128px; font-size: 84px; line-height: 128px; font-weight: 700; text-align: center; font-variant-numeric: normal; }
.head { position: absolute; left: calc(var(--left) - 168px); bottom: 0; width: 144px; height: 160px; object-fit: cover; object-position: 50% 0; }
.head.absent { display: none; }
.name { position: absolute; left: var(--left); right: 24px; top: 42px; height: 56px; line-height: 56px; font-weight: 700; }
.alone .name { top: 65px; }
.line { position: absolute; left: var(--left); top: 102px; height: 44px; font-size: 34px; line-height: 44px; display: flex; gap: 20px; color: ${INK}; }
.item { display: flex; gap: 8px; }
.label, .position { color: ${MUTED}; }
.scope { position: relative; padding-left: 22px; }
.scope::before { content: ""; position: absolute; left: 0; top: 9px; width: 2px; height: 24px; background: ${LINE}; }
`;
