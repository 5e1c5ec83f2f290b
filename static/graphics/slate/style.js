// What the slate is made of, and how it looks. The ground goes over the whole picture, texts stand title-safe.

import { GOLD, INK, MUTED, NIGHT } from "../kit/elements.js";

export const MARKUP = `
  <div class="place ground">
    <div class="middle">
      <div class="line1 text"></div>
      <div class="rule text"></div>
      <div class="line2 text"></div>
      <div class="countdown text"></div>
    </div>
    <div class="band"><i></i><i></i></div>
    <img class="sponsor text absent" alt="">
  </div>`;

export const STYLE = `
.place { position: absolute; inset: 0; background: ${NIGHT}; }
.middle { position: absolute; left: 96px; top: 0; width: 1728px; height: 1080px; display: flex; flex-direction: column; justify-content: center; align-items: stretch; text-align: center; }
.line1 { height: 92px; line-height: 92px; font-weight: 700; color: ${INK}; }
.line2 { height: 54px; line-height: 54px; color: ${MUTED}; }
.rule { width: 120px; height: 8px; margin: 26px auto 24px; background: ${GOLD}; }
.countdown { height: 120px; margin-top: 26px; font-size: 112px; line-height: 120px; font-weight: 700; color: ${INK}; }
.absent { display: none; }
.band { position: absolute; left: 0; right: 0; bottom: 0; height: 16px; display: none; }
.teams .band { display: flex; }
.band i { flex: 1; background: var(--first); }
.band i + i { background: var(--second); }
.sponsor { position: absolute; right: 96px; bottom: 54px; width: 240px; height: 72px; object-fit: contain; }
`;
