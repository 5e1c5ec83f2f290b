// What the title is made of, and how it looks. px on the stage; all of it stands within the title-safe area.

import { INK, MUTED, NIGHT, RADIUS } from "../kit/elements.js";

const TEAM = (/** @type {string} */ name) => `
  <div class="team ${name}">
    <img class="logo text absent" alt="">
    <div class="first-name text"></div>
    <div class="name text"></div>
  </div>`;

export const MARKUP = `
  <div class="place ground">
    <div class="night"></div>
    <div class="head text"></div>
    ${TEAM("first")}
    <div class="middle text"></div>
    ${TEAM("second")}
    <div class="foot text"></div>
    <img class="sponsor text absent" alt="">
  </div>`;

export const STYLE = `
.place { position: absolute; left: 192px; top: 134px; width: 1536px; height: 812px; border-radius: ${RADIUS}; overflow: hidden; }
.night { position: absolute; inset: 0; background: ${NIGHT}; opacity: 0.94; }
.head, .foot { position: absolute; height: 40px; line-height: 40px; color: ${MUTED}; text-align: center; letter-spacing: 0.02em; }
.head { left: 68px; top: 34px; width: 1400px; }
.foot { left: 203px; top: 734px; width: 1130px; }
.team { position: absolute; top: 112px; width: 640px; height: 584px; background: var(--team); color: var(--team-ink); }
.team.first { left: 0; }
.team.second { right: 0; }
.first::after, .second::after { content: ""; position: absolute; top: 0; width: 2px; height: 584px; background: var(--edge, transparent); }
.first::after { right: -2px; }
.second::after { left: -2px; }
.logo { position: absolute; left: 220px; top: 92px; width: 200px; height: 200px; object-fit: contain; }
.absent { display: none; }
.first-name, .name { position: absolute; left: 40px; width: 560px; text-align: center; }
.first-name { top: 352px; height: 52px; line-height: 52px; }
.name { top: 402px; height: 80px; line-height: 80px; font-weight: 700; }
.one-line .name { top: 372px; }
.plain .first-name { top: 220px; }
.plain .name { top: 270px; }
.plain .one-line .name { top: 246px; }
.middle { position: absolute; left: 664px; top: 344px; width: 208px; height: 112px; line-height: 112px; font-weight: 700; text-align: center; color: ${INK}; }
.sponsor { position: absolute; right: 48px; bottom: 22px; width: 240px; height: 72px; object-fit: contain; }
`;
