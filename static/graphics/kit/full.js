// The full frames of two teams: a panel with both in its head, what stands between them, and the sponsor's slot.

import { abbreviationOf } from "../../js/onair.js";
import { LINE, MUTED, RADIUS, setPicture, setText, within } from "./elements.js";
import { setFitted, teamNamesOf } from "./names.js";
import { Panel, wear } from "./panel.js";

export const HEAD = 112;
export const FULL = { left: 192, top: 134, width: 1536, height: 812 };
const SIDE = 640;
const LOGO = 112;
const SCORE = 164;
const NAME_PAD = 32;

const STYLE = `
.full { left: ${FULL.left}px; top: var(--top, ${FULL.top}px); width: ${FULL.width}px; height: var(--height, ${FULL.height}px); }
.head { position: relative; height: ${HEAD}px; }
.team { position: absolute; top: 0; left: 0; width: ${SIDE}px; height: ${HEAD}px; background: var(--team); color: var(--team-ink); }
.team::after { content: ""; position: absolute; top: 0; right: 0; width: 2px; height: ${HEAD}px; background: var(--edge, transparent); }
.team.of-second { left: auto; right: 0; }
.team.of-second::after { right: auto; left: 0; }
.logo { position: absolute; left: 12px; top: 12px; width: 88px; height: 88px; object-fit: contain; }
.team.of-second .logo { left: auto; right: 12px; }
.team .name { position: absolute; top: 0; left: ${LOGO}px; height: ${HEAD}px; font-weight: 700; }
.team.of-second .name { left: auto; right: ${LOGO}px; }
.plain .team .name { left: ${NAME_PAD}px; }
.plain .team.of-second .name { left: auto; right: ${NAME_PAD}px; }
.team .score { position: absolute; top: 0; right: 0; width: ${SCORE}px; height: ${HEAD}px; font-size: 84px; font-weight: 700; }
.team.of-second .score { right: auto; left: 0; }
.centre { position: absolute; top: 0; left: ${SIDE}px; width: 256px; height: ${HEAD}px; }
.title { position: absolute; top: 0; left: 8px; width: 240px; height: ${HEAD}px; font-weight: 700; }
.scoped .title { top: 10px; height: 56px; }
.scope { position: absolute; top: 64px; left: 8px; width: 240px; height: 36px; font-size: 28px; color: ${MUTED}; }
.sponsor { position: absolute; left: ${FULL.left + FULL.width - 240}px; top: var(--sponsor-top, 954px); width: 240px; height: 72px; border-radius: ${RADIUS}; overflow: hidden; }
.sponsor img { position: absolute; left: 12px; top: 8px; width: 216px; height: 56px; object-fit: contain; }
.rule { height: 2px; background: ${LINE}; }
`;
const TEAM = (/** @type {string} */ place) => `
  <div class="team of-${place}">
    <img class="logo text" alt="">
    <div class="name mid text ${place === "second" ? "end" : ""}"></div>
    <div class="score mid centred text"></div>
  </div>`;

export class FullFrame extends Panel {
  /** Style and markup of what is under the head. @returns {[string, string]} */
  body() {
    return ["", ""];
  }

  /** What stands between the teams, and under it the scope, or "". @returns {{title: string, scope: string}} */
  heading() {
    return { title: "", scope: "" };
  }

  /** The score of a side as the head has it; undefined is not known. @param {import("./panel.js").Side} side @returns {number | undefined} */
  scoreOf(side) {
    return this.data.score?.[side];
  }

  /** @returns {[string, string]} */
  markup() {
    const [style, body] = this.body();
    const centre = `<div class="centre"><div class="title mid centred text"></div><div class="scope mid centred text"></div></div>`;
    const sponsor = `<div class="sponsor night ground"><img class="text" alt=""></div>`;
    return [STYLE + style, `<div class="panel full night ground"><div class="head">${TEAM("first")}${centre}${TEAM("second")}</div>${body}</div>${sponsor}`];
  }

  pictures() {
    const { home = {}, away = {} } = this.data.game ?? {};
    return [home.logo, away.logo, this.data.sponsor];
  }

  parts() {
    return { ground: this.all(".ground"), texts: this.all(".text") };
  }

  /** @param {boolean} moves */
  paint(moves) {
    void moves;
    const { game, sponsor } = this.data;
    const panel = this.one(".full");
    const logos = Boolean(this.drawable(game.home.logo) && this.drawable(game.away.logo));
    panel.classList.toggle("plain", !logos);
    this.sides.forEach((side, at) => {
      const block = this.one(at === 0 ? ".team.of-first" : ".team.of-second");
      wear(block, this.colors[side]);
      setPicture(within(block, ".logo"), logos ? game[side].logo : undefined);
      setText(within(block, ".score"), String(this.scoreOf(side) ?? ""));
      const { short_name, name } = game[side];
      const room = SIDE - SCORE - (logos ? LOGO : NAME_PAD) - 8;
      const name_ = within(block, ".name");
      name_.style.width = `${room}px`;
      setFitted(name_, teamNamesOf({ name: short_name || name, abbreviation: abbreviationOf(game[side]) }, this.language), { room, size: 60 });
    });
    const { title, scope } = this.heading();
    this.one(".centre").classList.toggle("scoped", scope !== "");
    setFitted(this.one(".title"), [{ text: title, least: 0.6 }], { room: 216, size: scope ? 46 : 56 });
    setText(this.one(".scope"), scope);
    const slot = this.one(".sponsor");
    slot.classList.toggle("absent", !this.drawable(sponsor));
    setPicture(within(slot, "img"), this.drawable(sponsor));
  }

  /** Make the panel as high as what is in it, and stand it in the middle of the frame. @param {number} height */
  stand(height) {
    const top = FULL.top + 2 * Math.floor((FULL.height - height) / 4);
    this.one(".full").style.setProperty("--top", `${top}px`);
    this.one(".full").style.setProperty("--height", `${height}px`);
    this.one(".sponsor").style.setProperty("--sponsor-top", `${top + height + 8}px`);
  }
}
