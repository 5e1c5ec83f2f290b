// How the shot chart looks. Coordinates are px on the 1920x1080 stage, in the court those of kit/court.js.

import { LINE, MUTED, NIGHT, RAISED } from "../kit/elements.js";
import { COURT_STYLE } from "../kit/court.js";

export const STYLE = `
.panel { left: 1104px; top: 88px; width: 720px; height: 802px; }
.head { position: relative; height: 88px; display: flex; }
.team { position: relative; flex: 1; height: 88px; background: var(--team); color: var(--team-ink); }
.number { position: absolute; left: 24px; top: 0; height: 88px; font-size: 60px; font-weight: 700; }
.name { position: absolute; left: var(--name-left, 24px); top: 0; height: 88px; font-weight: 700; }
.what { position: absolute; right: 24px; top: 0; height: 88px; font-size: 32px; }
.second-team, .key { display: none; }
.two-teams .key { display: block; position: absolute; right: 24px; top: 24px; width: 40px; height: 40px; }
.key rect { fill: ${RAISED}; }
.two-teams .second-team { display: block; }
.court { display: block; position: absolute; left: 0; top: 88px; width: 720px; height: 640px; overflow: hidden; }
.foot { position: absolute; left: 0; top: 728px; width: 720px; height: 74px; padding: 0 24px 8px; display: flex; align-items: center; justify-content: space-between; line-height: 40px; }
.items { display: flex; gap: 24px; font-size: 32px; }
.items span { display: flex; gap: 8px; }
.items small { font-size: 32px; color: ${MUTED}; }
.legend { display: flex; gap: 24px; font-size: 28px; }
.legend span { display: flex; gap: 10px; align-items: center; }
.legend svg { width: 26px; height: 26px; margin-top: 4px; overflow: visible; }
.legend rect { stroke: ${LINE}; stroke-width: 2px; }
${COURT_STYLE}
.make { stroke: ${NIGHT}; stroke-width: 3px; }
.miss { fill: none; stroke: #C9D1DB; stroke-width: 4px; stroke-linecap: butt; }
.ring { fill: none; stroke: #F4F6F8; stroke-width: 3px; opacity: 0; }
.areas path { fill: ${RAISED}; }
.marks .areas { display: none; }
.labels text { text-anchor: middle; font-weight: 700; stroke-width: 12px; stroke-linejoin: round; paint-order: stroke; }
.labels .tally { font-size: 44px; }
.labels .rate { font-size: 28px; font-weight: 600; }
/* Over areas only their own borders are drawn: words stand where the other lines would be. */
.as-areas .lines { display: none; }
.as-areas .areas path { stroke: ${NIGHT}; stroke-width: 68; }
`;
