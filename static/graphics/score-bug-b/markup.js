// What score bug B is made of.

import { TEAM } from "../kit/bug-team.js";

export const MARKUP = `
  <div class="bug">
    <div class="tabs">
      <div class="tab sponsor"><img alt=""></div>
      <div class="tab bonus of-first"></div><div class="tab bonus of-second"></div>
      <div class="tab message"></div>
    </div>
    <div class="ground">
      ${TEAM}
      ${TEAM}
      <div class="centre">
        <div class="clock text">
          <div class="period"></div>
          <div class="time"></div>
          <div class="chip"></div>
        </div>
        <div class="label text"></div>
      </div>
      <svg class="arrow text" viewBox="0 0 8 16" aria-hidden="true"><path d="M8 0v16L0 8z"/></svg>
    </div>
  </div>`;
