// How score bug B looks. Coordinates are px on the 1920x1080 stage; every height is even (1080i).
// The face's capitals and figures stand a twentieth of their size under the middle of a line, so lines that are
// to look centred are set that much higher than their boxes.

import { ALARM, FACE, GOLD, INK, NIGHT, RADIUS } from "../kit/elements.js";

export const STYLE = `
.bug { --wide: 320px; --pad: 72px; position: absolute; left: 96px; top: 54px; width: var(--wide); height: 168px; font: 600 44px/60px ${FACE}; }
.bug.foot { top: 858px; }
.bug.plain { --wide: 280px; --pad: 20px; }
.ground { position: absolute; inset: 0; border-radius: ${RADIUS}; overflow: hidden; }
.team { position: absolute; left: 0; width: var(--wide); height: 60px; background: var(--team); color: var(--team-ink); }
.first { top: 0; }
.second { top: 60px; }
.logo { position: absolute; left: 6px; top: 0; width: 60px; height: 60px; display: flex; align-items: center; justify-content: center; }
.logo img { width: 46px; height: 46px; object-fit: contain; display: block; }
.plain .logo { display: none; }
.name { position: absolute; left: var(--pad); top: -2px; height: 60px; }
.pips { position: absolute; right: 108px; top: 0; height: 60px; display: grid; grid-auto-flow: column; grid-template-rows: repeat(var(--rows, 1), 6px); gap: 4px; align-content: center; }
.pips i { width: 16px; height: 6px; background: currentColor; }
.pips i.used { opacity: 0.3; }
.dots { display: none; }
.score { position: absolute; right: 0; top: -4px; width: 104px; height: 60px; font-size: 56px; line-height: 62px; font-weight: 700; text-align: center; }
.score span { display: block; }
.flash { position: absolute; inset: 0; background: var(--team-ink); opacity: 0; }
.centre { position: absolute; left: 0; top: 120px; width: var(--wide); height: 48px; background: ${NIGHT}; }
/* A dark row above the dark foot: a line between the two. */
.centre::before { content: ""; position: absolute; left: 0; right: 0; top: -2px; height: 2px; background: var(--second-edge, transparent); }
.clock { position: absolute; inset: 0; }
.period { position: absolute; left: 14px; top: -2px; font-size: 32px; line-height: 48px; }
.time { position: absolute; left: 0; right: 0; top: -2px; font-size: 42px; line-height: 48px; text-align: center; }
.chip { position: absolute; right: 14px; top: 8px; width: 52px; height: 32px; border-radius: 3px; background: ${GOLD}; color: ${NIGHT}; font-size: 32px; line-height: 30px; text-align: center; opacity: 0; }
.chip.shown { opacity: 1; }
.chip.absent { display: none; }
.chip.alarm { background: ${ALARM}; color: ${INK}; }
.label { position: absolute; left: 0; right: 0; top: -2px; font-size: 42px; line-height: 48px; text-align: center; opacity: 0; }
.label.long { font-size: 34px; }
.centre.labelled .clock { opacity: 0; }
.centre.labelled .label { opacity: 1; }
.centre.fades .clock, .centre.fades .label { transition: opacity 150ms linear; }
/* The arrow stands in the row of the team whose it is, beside the score. */
.arrow { position: absolute; right: 4px; width: 8px; height: 16px; display: none; }
.arrow.to-first { display: block; top: 22px; fill: var(--first-ink); }
.arrow.to-second { display: block; top: 82px; fill: var(--second-ink); }
.tabs { position: absolute; left: calc(var(--wide) + 8px); top: 0; width: 320px; height: 168px; }
.tab { position: absolute; left: 0; height: 36px; font-size: 26px; line-height: 34px; letter-spacing: 0.02em; text-align: center; border-radius: ${RADIUS}; clip-path: inset(0 100% 0 0); transition: clip-path 200ms cubic-bezier(0.7, 0, 0.84, 0); }
.tab.shown { clip-path: inset(0); transition: clip-path 320ms cubic-bezier(0.16, 1, 0.3, 1); }
.tab.still { transition: none; }
.bonus { width: 136px; background: ${GOLD}; color: ${NIGHT}; }
.bonus.of-first { top: 12px; }
.bonus.of-second { top: 72px; }
.message { top: 126px; width: 320px; background: ${NIGHT}; color: ${INK}; overflow: hidden; display: flex; justify-content: center; }
.message .fitted { transform-origin: 50% 50%; }
.sponsor { top: 126px; width: 136px; background: ${NIGHT}; }
.sponsor img { width: 136px; height: 36px; object-fit: contain; display: block; padding: 4px 8px; }
`;
