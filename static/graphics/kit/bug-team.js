// What a team has in a score bug, whichever it is.

export const TEAM = `
  <div class="team">
    <div class="logo text"><img alt=""></div>
    <div class="name text"></div>
    <div class="pips text"></div><div class="dots text"></div>
    <div class="flash"></div>
    <div class="score text"><span></span></div>
  </div>`;
