// How "on the floor" looks. Coordinates are px on the 1920x1080 stage.

import { GOLD, MUTED, NIGHT, RADIUS } from "../kit/elements.js";

export const STYLE = `
.panel { top: var(--top); left: 96px; width: 600px; overflow: visible; }
.panel.of-second { left: 1224px; }
.team { position: absolute; top: 0; left: 0; width: 600px; }
.head { width: 600px; height: 72px; padding-left: 20px; padding-right: 20px; background: var(--team); color: var(--team-ink); border-radius: ${RADIUS} ${RADIUS} 0 0; font-weight: 700; white-space: nowrap; }
.row { position: relative; width: 600px; height: 104px; margin-top: 8px; overflow: hidden; }
.row:last-child { border-radius: 0 0 ${RADIUS} ${RADIUS}; }
.slab { position: absolute; top: 0; left: 0; width: 96px; height: 104px; background: var(--team); color: var(--team-ink); font-size: 60px; font-weight: 700; }
.slab::after { content: ""; position: absolute; top: 0; right: 0; width: 2px; height: 104px; background: var(--edge, transparent); }
.row.no-number .slab { width: 16px; }
.name { position: absolute; left: 116px; top: 9px; width: 464px; height: 46px; font-weight: 700; }
.line { position: absolute; left: 116px; top: 58px; height: 34px; display: flex; gap: 20px; font-size: 30px; line-height: 32px; }
.row.no-number .name, .row.no-number .line { left: 36px; }
.row.no-number .name { width: 544px; }
.row.no-line .name { top: 26px; height: 52px; }
.item { display: flex; gap: 8px; height: 34px; }
.item span { color: ${MUTED}; }
.item.trouble { background: ${GOLD}; color: ${NIGHT}; border-radius: 3px; padding: 0 10px; font-weight: 700; }
.item.trouble span { color: inherit; }
.flash { position: absolute; inset: 0; background: var(--air-ink, #F4F6F8); opacity: 0; }
`;
