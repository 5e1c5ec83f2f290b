// How score bug A looks. Coordinates are px on the 1920x1080 stage; every height is even (1080i).
// The face's capitals and figures stand a twentieth of their size under the middle of a line, so lines that are
// to look centred are set that much higher than their boxes.

import { ALARM, FACE, GOLD, INK, NIGHT, RADIUS } from "../kit/elements.js";

export const STYLE = `
.bug {
  --block: 352px;
  position: absolute; left: 504px; top: 938px; width: 912px; height: 88px;
  font: 600 48px/48px ${FACE};
}
.bug.plain { --block: 264px; left: 592px; width: 736px; }
.ground { position: absolute; inset: 0; border-radius: ${RADIUS}; overflow: hidden; display: flex; }
.team { position: relative; width: var(--block); height: 88px; flex: none; background: var(--team); color: var(--team-ink); }
.second { order: 3; }
.centre { position: relative; order: 2; width: 208px; height: 88px; flex: none; background: ${NIGHT}; }
.centre::before, .centre::after { content: ""; position: absolute; top: 0; width: 2px; height: 88px; }
.centre::before { left: -2px; background: var(--first-edge, transparent); }
.centre::after { right: -2px; background: var(--second-edge, transparent); }
.centre { z-index: 1; }
.logo { position: absolute; top: 0; left: 0; width: 88px; height: 88px; display: flex; align-items: center; justify-content: center; }
.second .logo { left: auto; right: 0; }
.logo img { max-width: 68px; max-height: 68px; width: 68px; height: 68px; object-fit: contain; display: block; }
.plain .logo { display: none; }
.team { --column: 148px; --outer: 88px; }
.plain .team { --column: 128px; --outer: 20px; }
.name, .pips, .dots { position: absolute; left: var(--outer); width: var(--column); }
.second .name, .second .pips, .second .dots { left: auto; right: var(--outer); text-align: right; }
.name { top: 9px; height: 48px; }
.pips { top: 66px; height: 6px; display: flex; gap: 4px; width: calc(var(--column) - var(--dots, 0px)); }
.second .pips { flex-direction: row-reverse; }
/* The fouls stand at the inner end of the timeouts' row. */
.dots { top: 64px; height: 10px; display: flex; gap: 4px; flex-direction: row-reverse; }
.second .dots { flex-direction: row; }
.dots i { width: 10px; height: 10px; border-radius: 5px; background: currentColor; flex: none; }
.dots i.coming { opacity: 0.3; }
.pips i { width: var(--pip, 20px); height: 6px; background: currentColor; flex: none; }
.pips i.used { opacity: 0.3; }
.no-pips:not(.with-dots) .name { top: 18px; }
.score { position: absolute; top: 0; right: 0; width: 116px; height: 88px; font-size: 76px; line-height: 80px; font-weight: 700; text-align: center; }
.second .score { right: auto; left: 0; }
.score span { display: block; }
/* Three figures keep the air to the centre that two have. */
.hundreds .score { font-size: 72px; right: 4px; }
.hundreds .second .score { right: auto; left: 4px; }
.flash { position: absolute; inset: 0; background: var(--team-ink); opacity: 0; }
.time { position: absolute; top: -4px; left: 0; width: 208px; height: 56px; font-size: 56px; line-height: 56px; text-align: center; }
.row { position: absolute; top: 52px; left: 0; width: 208px; height: 30px; display: flex; gap: 10px; align-items: center; justify-content: center; font-size: 28px; line-height: 28px; }
.chip { width: 52px; height: 28px; border-radius: 3px; background: ${GOLD}; color: ${NIGHT}; line-height: 26px; text-align: center; opacity: 0; }
.chip.shown { opacity: 1; }
.chip.absent { display: none; }
.chip.alarm { background: ${ALARM}; color: ${INK}; }
.label { position: absolute; inset: 0; font-size: 46px; line-height: 84px; text-align: center; opacity: 0; }
.label.long { font-size: 34px; }
.centre.labelled .clock { opacity: 0; }
.centre.labelled .label { opacity: 1; }
.centre.fades .clock, .centre.fades .label { transition: opacity 150ms linear; }
.clock { position: absolute; inset: 0; }
.arrow { position: absolute; top: 16px; width: 12px; height: 24px; display: none; fill: ${INK}; }
.arrow.to-first { display: block; left: 6px; }
.arrow.to-second { display: block; right: 6px; transform: scaleX(-1); }
/* A tab reaches under the ground by its radius, so that no corner of the picture shows between the two. */
.tab { position: absolute; bottom: 82px; height: 42px; padding-bottom: 6px; font-size: 26px; line-height: 34px; letter-spacing: 0.02em; text-align: center; clip-path: inset(100% 0 0 0); transition: clip-path 200ms cubic-bezier(0.7, 0, 0.84, 0); }
.tab.shown { clip-path: inset(0); transition: clip-path 320ms cubic-bezier(0.16, 1, 0.3, 1); }
.tab.still { transition: none; }
.bonus { width: 136px; background: ${GOLD}; color: ${NIGHT}; border-radius: ${RADIUS} ${RADIUS} 0 0; }
.message { width: 352px; background: ${NIGHT}; color: ${INK}; border-radius: ${RADIUS} ${RADIUS} 0 0; overflow: hidden; display: flex; justify-content: center; }
.message .fitted { transform-origin: 50% 50%; }
/* Under the messages, over the centre: 136x36. */
.sponsor { left: calc(var(--block) + 36px); width: 136px; background: ${NIGHT}; border-radius: ${RADIUS} ${RADIUS} 0 0; }
.sponsor img { width: 136px; height: 36px; object-fit: contain; display: block; padding: 4px 8px; }
.of-first { left: 0; }
.of-second { right: 0; }
.of-centre { left: var(--block); width: 208px; }
.tabs { position: absolute; inset: 0; }
`;
