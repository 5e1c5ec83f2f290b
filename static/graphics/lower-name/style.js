// What the lower third of a name is made of, and how it looks. px on the stage.

import { GOLD, MUTED, NIGHT, RADIUS } from "../kit/elements.js";

const PERSON = `
  <div class="person ground">
    <div class="bar"></div>
    <div class="name text"></div>
    <div class="title text"></div>
  </div>`;

export const MARKUP = PERSON + PERSON;

export const STYLE = `
/* The night begins under the bar, so that none of it shows at the bar's corners. */
.person { position: absolute; left: 0; top: 0; width: 912px; height: 112px; background: linear-gradient(90deg, transparent 8px, ${NIGHT} 8px); border-radius: ${RADIUS}; overflow: hidden; }
.two .person { width: 448px; }
.person + .person { left: 464px; }
.person.absent { display: none; }
.bar { position: absolute; left: 0; top: 0; width: 16px; height: 112px; background: var(--bar, ${GOLD}); }
.bar::after { content: ""; position: absolute; right: -2px; top: 0; width: 2px; height: 112px; background: var(--edge, transparent); }
.name { position: absolute; left: 40px; right: 24px; top: 6px; height: 56px; line-height: 56px; font-weight: 700; }
.title { position: absolute; left: 40px; right: 24px; top: 62px; height: 40px; line-height: 40px; color: ${MUTED}; }
.alone .name { top: 26px; }
.alone .title { visibility: hidden; }
`;
