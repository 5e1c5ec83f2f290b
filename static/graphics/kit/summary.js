// The full frame of a half or a game that is over: the line score, four numbers compared, and who leads. Half-time and
// final differ in what is said of it, in the scope of the numbers and in the periods of the line score.

import { parsePeriod, periodLabel, ruleSet } from "../../js/clock.js";
import { byPeriod } from "../../js/box.js";
import { abbreviationOf } from "../../js/onair.js";
import { paintRows, ROWS_STYLE } from "./compared-rows.js";
import { every, LINE, made, MUTED, RAISED, setCount, setText, within } from "./elements.js";
import { FullFrame } from "./full.js";
import { LED, leaderOf } from "./leaders.js";
import { setFitted, setFittedAlike, teamNamesOf } from "./names.js";
import { seenOn, wear } from "./panel.js";
import { labelOf } from "./stat-words.js";
import { comparisonRows } from "./stats.js";
import { words } from "./words.js";

const ROWS = ["FG", "FG3", "REB", "TO"];
const MOST = 4;
const MANY = 7;
const NAME_ROOM = 480;
const LEADER_ROOM = 284;
const COLUMNS = 792;

const STYLE = `
${ROWS_STYLE}
.linescore { position: relative; height: 200px; background: ${RAISED}; }
.linescore .line { position: relative; height: 76px; }
.linescore .line::before { content: ""; position: absolute; left: 0; right: 0; top: 0; height: 2px; background: ${LINE}; }
.linescore .line::after { content: ""; position: absolute; left: 0; top: 2px; width: 16px; height: 74px; background: var(--team); }
.linescore .heads { height: 48px; position: relative; }
.linescore .who { position: absolute; left: 64px; top: 2px; width: ${NAME_ROOM}px; height: 74px; }
.cells { position: absolute; left: 552px; width: ${COLUMNS}px; top: 2px; bottom: 0; display: flex; }
.cell { flex: 1; font-size: 44px; }
.many .cell { font-size: 36px; }
.heads .cell { font-size: 28px; color: ${MUTED}; }
.total { position: absolute; right: 0; top: 2px; bottom: 0; width: 192px; font-size: 56px; font-weight: 700; }
.heads .total { font-size: 28px; font-weight: 600; color: ${MUTED}; }
.total::before { content: ""; position: absolute; inset: 0; background: ${LINE}; opacity: 0.5; z-index: -1; }
.total { isolation: isolate; }
.leads { position: absolute; left: 0; right: 0; bottom: 0; height: 196px; display: flex; background: ${RAISED}; }
.lead { position: relative; flex: 1; height: 196px; }
.lead + .lead::before { content: ""; position: absolute; left: 0; top: 24px; width: 2px; height: 148px; background: ${LINE}; }
.lead .what { position: absolute; left: 64px; top: 10px; height: 40px; font-size: 28px; color: ${MUTED}; }
.lead + .lead .what { left: 40px; }
.who-leads { position: absolute; left: 64px; right: 40px; height: 68px; top: 48px; }
.lead + .lead .who-leads { left: 40px; }
.lead:last-child .who-leads { right: 64px; }
.who-leads.of-second { top: 116px; }
.who-leads::before { content: ""; position: absolute; left: 0; top: 14px; width: 8px; height: 40px; background: var(--bar); }
.who-leads .name { position: absolute; left: 24px; top: 0; height: 68px; width: ${LEADER_ROOM}px; }
.who-leads .value { left: auto; right: 0; width: 120px; height: 68px; font-size: 72px; font-weight: 700; }
.who-leads.absent { display: none; }
.compared { height: 304px; }
.compared.few-3 { padding-top: 38px; } .compared.few-2 { padding-top: 76px; } .compared.few-1 { padding-top: 114px; }
`;
const LINE_ROW = (/** @type {string} */ name) => `<div class="line ${name}"><div class="who mid text"></div><div class="cells text"></div><div class="total mid centred text"></div></div>`;
const BODY = `
  <div class="linescore">
    <div class="heads"><div class="cells text"></div><div class="total mid centred text"></div></div>
    ${LINE_ROW("of-first")}${LINE_ROW("of-second")}
  </div>
  <div class="compared"></div>
  <div class="leads"></div>`;
const LEADER = (/** @type {string} */ name) => `<div class="who-leads ${name}"><div class="name mid text"></div><div class="value jersey mid end text"></div></div>`;
const LEAD = `<div class="what mid text"></div>${LEADER("of-first")}${LEADER("of-second")}`;

export class Summary extends FullFrame {
  /** The scope of the numbers. @returns {string} */
  get scope() {
    return "game";
  }

  /** Whether a period belongs into the line score. @param {string} name */
  includes(name) {
    return parsePeriod(name) !== null;
  }

  /** @returns {[string, string]} */
  body() {
    return [STYLE, BODY];
  }

  /** The periods of the line score in order: all regular ones, and the overtimes that were played. @returns {string[]} */
  get periods() {
    const { periods } = ruleSet(this.data);
    const regular = Array.from({ length: periods }, (_, at) => `${periods === 2 ? "H" : "Q"}${at + 1}`);
    const played = Object.keys(this.data.score?.periods ?? {});
    return [...new Set([...regular, ...played])].filter((name) => this.includes(name)).sort(byPeriod);
  }

  /** @param {boolean} moves */
  paint(moves) {
    super.paint(moves);
    this.#paintLineScore();
    const rows = comparisonRows(this.data, this.scope, this.data.rows ?? ROWS, this.language).slice(0, MOST);
    const compared = this.one(".compared");
    compared.className = `compared few-${rows.length}`;
    paintRows(compared, rows, this.sides, this.colors);
    this.#paintLeaders();
  }

  #paintLineScore() {
    const { periods } = this;
    const { score = {}, game } = this.data;
    const cells = (/** @type {HTMLElement} */ row, /** @type {string[]} */ texts) => {
      const box = within(row, ".cells");
      setCount(box, texts.length, () => made("cell mid centred"));
      every(box, ".cell").forEach((cell, at) => setText(cell, texts[at]));
    };
    this.one(".linescore").classList.toggle("many", periods.length >= MANY);
    cells(this.one(".heads"), periods.map((name) => periodLabel(name, this.language)));
    setText(this.one(".heads .total"), words(this.language).total);
    this.sides.forEach((side, at) => {
      const row = this.one(at === 0 ? ".line.of-first" : ".line.of-second");
      wear(row, this.colors[side]);
      const { name, short_name } = game[side];
      setFitted(within(row, ".who"), teamNamesOf({ name, short_name, abbreviation: abbreviationOf(game[side]) }, this.language), { room: NAME_ROOM, size: 44 });
      cells(row, periods.map((period) => String(score.periods?.[period]?.[side] ?? "")));
      setText(within(row, ".total"), String(this.scoreOf(side) ?? ""));
    });
  }

  #paintLeaders() {
    const led = LED.map((key) => ({ key, of: this.sides.map((side) => leaderOf(this, side, key, this.scope)) })).filter(({ of }) => of.some(Boolean));
    const box = this.one(".leads");
    box.classList.toggle("absent", led.length === 0);
    setCount(box, led.length, () => made("lead", LEAD));
    /** @type {Parameters<typeof setFittedAlike>[0]} */
    const names = [];
    led.forEach(({ key, of }, index) => {
      const lead = /** @type {HTMLElement} */ (box.children[index]);
      setText(within(lead, ".what"), labelOf(key, this.language, true));
      of.forEach((leader, at) => {
        const row = within(lead, at === 0 ? ".of-first" : ".of-second");
        row.classList.toggle("absent", !leader);
        row.style.setProperty("--bar", seenOn(this.colors[this.sides[at]].ground, "#171B22", 2));
        setText(within(row, ".value"), leader?.text ?? "");
        names.push([within(row, ".name"), leader?.forms ?? []]);
      });
    });
    setFittedAlike(names, { room: LEADER_ROOM, size: 44 });
  }
}
