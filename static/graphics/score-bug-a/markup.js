// What score bug A is made of.

import { TEAM } from "../kit/bug-team.js";

export const MARKUP = `
  <div class="bug">
    <div class="tabs">
      <div class="tab sponsor"><img alt=""></div>
      <div class="tab bonus of-first"></div><div class="tab bonus of-second"></div>
      <div class="tab message of-first"></div><div class="tab message of-second"></div>
      <div class="tab message of-centre"></div>
    </div>
    <div class="ground">
      ${TEAM}
      <div class="centre">
        <div class="clock text">
          <svg class="arrow" viewBox="0 0 12 24" aria-hidden="true"><path d="M12 0v24L0 12z"/></svg>
          <div class="time"></div>
          <div class="row"><span class="period"></span><span class="chip"></span></div>
        </div>
        <div class="label text"></div>
      </div>
      ${TEAM}
    </div>
  </div>`;
