// How the starting five looks. Coordinates are px on the 1920x1080 stage.

import { MUTED, NIGHT, RADIUS } from "../kit/elements.js";

export const STYLE = `
.panel { position: static; border-radius: 0; overflow: visible; }
.head { position: absolute; left: 192px; top: 134px; width: 1536px; height: 72px; border-radius: ${RADIUS}; overflow: hidden; background: var(--team); color: var(--team-ink); }
.head .of { position: absolute; left: 24px; top: 0; height: 72px; width: 900px; font-weight: 700; }
.head .what { position: absolute; right: 24px; top: 0; height: 72px; font-size: 44px; }
.card { position: absolute; top: 220px; left: calc(192px + 312px * var(--at)); width: 288px; height: 640px; border-radius: ${RADIUS}; overflow: hidden; background: ${NIGHT}; visibility: hidden; }
.card.shown { visibility: inherit; }
.top { position: relative; width: 288px; height: 380px; background: var(--team); color: var(--team-ink); overflow: hidden; }
.photo { position: absolute; left: 0; top: 0; width: 288px; height: 380px; object-fit: cover; object-position: 50% 0; }
.big { position: absolute; inset: 0; font-size: 180px; font-weight: 700; }
.number { position: absolute; left: 20px; top: 408px; height: 76px; font-size: 72px; font-weight: 700; }
.name { position: absolute; left: 20px; top: 492px; width: 252px; height: 52px; font-weight: 700; }
.about { position: absolute; left: 20px; top: 550px; width: 252px; height: 36px; color: ${MUTED}; }
.plain .number { display: none; }
.plain .name { top: 456px; }
.plain .about { top: 516px; }
.card::after { content: ""; position: absolute; left: 0; right: 0; bottom: 0; height: 12px; background: var(--team); }
.coach { position: absolute; left: 192px; top: 874px; width: 1536px; height: 72px; border-radius: ${RADIUS}; overflow: hidden; background: ${NIGHT}; visibility: hidden; }
.coach.shown { visibility: inherit; }
.coach::before { content: ""; position: absolute; left: 0; top: 0; width: 16px; height: 72px; background: var(--team); }
.coach .role { position: absolute; left: 40px; top: 0; height: 72px; font-size: 32px; color: ${MUTED}; }
.coach .who { position: absolute; top: 0; height: 72px; width: 900px; font-weight: 700; }
`;
