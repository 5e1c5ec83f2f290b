// Both teams side by side. A row is left out where neither team's number is known.
import { html, nothing } from "lit";
import { ruleSet } from "../js/clock.js";
import { gettext } from "../js/text.js";
import { rowOf } from "./compared.js";
import { GamePanel } from "./game-panel.js";
import { numberOf } from "./time-axis.js";
import { code, periodName } from "./words.js";

/** @typedef {import("../js/document.js").GameDocument} GameDocument */
/** @typedef {import("./compared.js").Row & {label: string, title: string}} LabeledRow */
/** @typedef {{title: string, note?: string, rows: LabeledRow[]}} Group */

/** @type {Group[]} */
const GROUPS = [
  {
    title: gettext("Scoring"),
    rows: [
      { key: "score", label: gettext("PTS"), title: gettext("Points"), kind: "score" },
      { key: "FG", label: gettext("FG"), title: gettext("Field goals"), kind: "pair" },
      { key: "FG3", label: gettext("3PT"), title: gettext("Three-pointers"), kind: "pair" },
      { key: "FT", label: gettext("FT"), title: gettext("Free throws"), kind: "pair" },
      { key: "lead", label: gettext("Biggest lead"), title: gettext("Biggest lead"), kind: "lead" },
    ],
  },
  {
    title: gettext("Play"),
    rows: [
      { key: "AST", label: gettext("AST"), title: gettext("Assists") },
      { key: "STL", label: gettext("STL"), title: gettext("Steals") },
      { key: "BLK", label: gettext("BLK"), title: gettext("Blocks") },
      { key: "TO", label: gettext("TO"), title: gettext("Turnovers: fewer are better"), less: true },
      { key: "FL", label: gettext("PF"), title: gettext("Fouls: fewer are better"), less: true },
    ],
  },
  {
    title: gettext("Rebounds"),
    rows: [
      { key: "REB", label: gettext("REB"), title: gettext("Rebounds") },
      { key: "OFFENSIVE_REB", label: gettext("OR"), title: gettext("Offensive rebounds") },
      { key: "DEFENSIVE_REB", label: gettext("DR"), title: gettext("Defensive rebounds") },
    ],
  },
  {
    title: gettext("Points"),
    note: gettext("by the plays"),
    rows: [
      { key: "paint", label: gettext("In the paint"), title: gettext("By the places of the made shots"), kind: "team" },
      { key: "second_chance", label: gettext("Second chance"), title: gettext("After offensive rebounds"), kind: "team" },
      { key: "off_turnovers", label: gettext("Off turnovers"), title: gettext("After the others’ turnovers"), kind: "team" },
      { key: "fast_break", label: gettext("Fast break"), title: gettext("As the feed marks them"), kind: "team" },
      { key: "bench", label: gettext("Bench"), title: gettext("Points of those who did not start"), kind: "team" },
    ],
  },
  {
    title: gettext("Four factors"),
    rows: [
      { key: "efg", label: gettext("eFG%"), title: gettext("Field goals, a three counting one and a half"), kind: "factor" },
      { key: "turnover", label: gettext("TOV%"), title: gettext("Turnovers per 100 chances to score"), kind: "factor", less: true },
      { key: "offensive_rebound", label: gettext("OREB%"), title: gettext("Own misses that were rebounded"), kind: "factor" },
      { key: "free_throw", label: gettext("FT rate"), title: gettext("Free throws made per 100 field goals"), kind: "factor" },
    ],
  },
];

export class TeamComparison extends GamePanel {
  static topics = ["score", "story", "team_stats", "period_stats"];
  static properties = {
    score: { attribute: false },
    story: { attribute: false },
    team_stats: { attribute: false },
    period_stats: { attribute: false },
    period: { attribute: false },
  };

  constructor() {
    super();
    /** @type {GameDocument["score"]} */
    this.score = undefined;
    /** @type {GameDocument["story"]} */
    this.story = undefined;
    /** @type {GameDocument["team_stats"]} */
    this.team_stats = undefined;
    /** @type {GameDocument["period_stats"]} */
    this.period_stats = undefined;
    /** "" is the whole game. */
    this.period = "";
  }

  /** @param {URLSearchParams} choices */
  read(choices) {
    this.period = choices.get("comparison_period") ?? "";
  }

  render() {
    const game = /** @type {NonNullable<GameDocument["game"]>} */ (this.game);
    const names = this.periods();
    const period = names.includes(this.period) ? this.period : "";
    const groups = GROUPS.map((group) => ({ ...group, rows: group.rows.flatMap((row) => this.row(row, period)) })).filter(({ rows }) => rows.length);
    const codes = { away: code(game.away), home: code(game.home) };
    return html`<h2 id="comparison-title" class="visually-hidden">${gettext("Comparison")}</h2>
      ${names.length
        ? html`<nav class="choices" aria-label=${gettext("Period")}>${["", ...names].map((name) => this.link(name, period))}${period ? html`<span class="note">${gettext("Counted from the plays.")}</span>` : nothing}<span class="old-age"></span></nav>`
        : nothing}
      ${groups.length
        ? html`<div class="groups" style="--away: ${this.grounds?.away}; --home: ${this.grounds?.home}">
            ${groups.map(
              ({ title, note, rows }) => html`<table>
                <caption>${title}${note && !period ? html` <span class="note">${note}</span>` : nothing}</caption>
                <thead><tr><th scope="col" class="away"><abbr title=${game.away.name}>${codes.away}</abbr></th><td></td><th scope="col" class="home"><abbr title=${game.home.name}>${codes.home}</abbr></th></tr></thead>
                <tbody>${rows}</tbody>
              </table>`,
            )}
          </div>`
        : html`<p class="none">${gettext("Nothing to compare yet.")}</p>`}`;
  }

  /** @param {LabeledRow} row @param {string} period */
  row(row, period) {
    const found = rowOf(row, this, period);
    if (!found) return [];
    const cell = (/** @type {"away" | "home"} */ side) => {
      const { text, rate } = found[side];
      return html`<td class="${side}${found.better ? (found.better === side ? " better" : " worse") : ""}">${text}${rate ? html` <span class="rate">${rate}</span>` : nothing}</td>`;
    };
    return [
      html`<tr>
        ${cell("away")}<th scope="row"><abbr title=${row.title}>${row.label}</abbr></th>${cell("home")}
        <td class="bar" aria-hidden="true">${found.split ? html`<i style="width: ${found.split}"></i><i></i>` : nothing}</td>
      </tr>`,
    ];
  }

  /** The periods of which both teams' numbers have been counted, in order. */
  periods() {
    const rules = ruleSet(this);
    const rank = (/** @type {string} */ name) => numberOf(rules, name) ?? 99;
    return Object.entries(this.period_stats ?? {})
      .filter(([, lines]) => "home" in lines || "away" in lines)
      .map(([name]) => name)
      .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  }

  /** @param {string} name @param {string} chosen */
  link(name, chosen) {
    return html`<a href="?comparison_period=${name}" aria-current=${name === chosen ? "true" : nothing} @click=${(/** @type {Event} */ event) => this.pick(event, name)}>${name ? periodName(name) : gettext("Game")}</a>`;
  }

  /** @param {Event} event @param {string} name */
  pick(event, name) {
    event.preventDefault();
    this.choose({ comparison_period: name });
  }
}
customElements.define("team-comparison", TeamComparison);
