// Leaders: who has the most points, rebounds and assists of each team, at one side of the picture. An OGraf graphic.

import { LINE, made, MUTED, RAISED, setCount, setText, within } from "../kit/elements.js";
import { LED, leaderOf } from "../kit/leaders.js";
import { setFitted, setFittedAlike, teamNamesOf } from "../kit/names.js";
import { Panel, wear } from "../kit/panel.js";
import { labelOf } from "../kit/stat-words.js";
import { scopeWord } from "../kit/stats.js";
import { words } from "../kit/words.js";

const TOP = 150;
const TOP_UNDER_BOX = 246;
const ROOM = 268;
const STYLE = `
.panel { left: 96px; top: var(--top); width: 600px; height: calc(120px + 172px * var(--rows)); }
.panel.on-right { left: 1224px; }
.head { height: 72px; display: flex; }
.team { flex: 1; padding: 0 20px; height: 72px; background: var(--team); color: var(--team-ink); font-weight: 700; padding-bottom: 4px; }
.title { height: 48px; background: ${RAISED}; font-size: 28px; color: ${MUTED}; }
.row { position: relative; height: 172px; }
.row + .row::before { content: ""; position: absolute; left: 20px; right: 20px; top: 0; height: 2px; background: ${LINE}; }
.label { position: absolute; left: 150px; right: 150px; top: 18px; height: 76px; font-size: 32px; color: ${MUTED}; }
.value { position: absolute; top: 18px; left: 20px; width: 130px; height: 76px; font-size: 72px; font-weight: 700; }
.name { position: absolute; top: 96px; left: 20px; width: ${ROOM}px; height: 52px; font-weight: 600; }
.value.of-second, .name.of-second { left: auto; right: 20px; }
`;
const ROW = `
  <div class="value jersey mid of-first text"></div><div class="label mid centred text"></div><div class="value jersey mid end of-second text"></div>
  <div class="name mid of-first text"></div><div class="name mid end of-second text"></div>`;

export class Leaders extends Panel {
  /** @returns {[string, string]} */
  markup() {
    const head = `<div class="head"><div class="team of-first mid"><div class="of text"></div></div><div class="team of-second mid end"><div class="of text"></div></div></div>`;
    return [STYLE, `<div class="panel night ground">${head}<div class="title mid centred text"></div><div class="rows"></div></div>`];
  }

  parts() {
    return { ground: this.all(".ground"), texts: this.all(".text") };
  }

  /** What is led in by at least one team, with who leads. */
  get led() {
    const leaders = LED.map((key) => ({ key, of: this.sides.map((side) => leaderOf(this, side, key, this.data.scope)) }));
    return leaders.filter(({ of }) => of.some(Boolean));
  }

  refusal() {
    return super.refusal() || (this.led.length === 0 ? "Nobody has points, rebounds or assists yet." : "");
  }

  /** @param {boolean} moves */
  paint(moves) {
    void moves;
    const { game, scope, bug, zone } = this.data;
    const panel = this.one(".panel");
    const { led } = this;
    panel.classList.toggle("on-right", zone === "right");
    panel.style.setProperty("--top", `${bug === "b-top" ? TOP_UNDER_BOX : TOP}px`);
    panel.style.setProperty("--rows", String(led.length));
    this.sides.forEach((side, at) => {
      const block = this.one(at === 0 ? ".team.of-first" : ".team.of-second");
      wear(block, this.colors[side]);
      const { short_name, name, abbreviation } = game[side];
      const of = within(block, ".of");
      of.style.width = "260px";
      of.style.textAlign = at === 0 ? "left" : "right";
      setFitted(of, teamNamesOf({ name: short_name || name, abbreviation }, this.language), { room: 260, size: 44 });
    });
    const { leaders, game: whole } = words(this.language);
    setText(this.one(".title"), `${leaders} · ${scopeWord(scope, this.data, this.language) || whole}`);
    const rows = this.one(".rows");
    setCount(rows, led.length, () => made("row", ROW));
    /** @type {Parameters<typeof setFittedAlike>[0]} */
    const names = [];
    led.forEach(({ key, of }, at) => {
      const row = /** @type {HTMLElement} */ (rows.children[at]);
      setText(within(row, ".label"), labelOf(key, this.language, true));
      of.forEach((leader, place) => {
        const name = place === 0 ? "of-first" : "of-second";
        setText(within(row, `.value.${name}`), leader?.text ?? "");
        names.push([within(row, `.name.${name}`), leader?.forms ?? []]);
      });
    });
    setFittedAlike(names, { room: ROOM, size: 44 });
  }
}

export default Leaders;
