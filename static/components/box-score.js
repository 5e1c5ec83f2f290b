// The box score: a table for each team, totals and percentages. A column that nobody has is left out.
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { GamePanel } from "./game-panel.js";
import { byJersey, fullName, minutes, number, pair, percent, short, SIDES, signed } from "./words.js";

/** @typedef {import("../js/document.js").GameDocument} GameDocument */
/** @typedef {import("../js/document.js").Player} Player */
/** @typedef {{line: import("../js/document.js").Line} & Partial<Player>} Row a player, or a team's total */

/** @type {[key: string, label: string, title: string][]} */
const COLUMNS = [
  ["MIN", "MIN", "Playing time"],
  ["PTS", "PTS", "Points"],
  ["FG", "FG", "Field goals"],
  ["FG3", "3PT", "Three-pointers"],
  ["FT", "FT", "Free throws"],
  ["OFFENSIVE_REB", "OR", "Offensive rebounds"],
  ["DEFENSIVE_REB", "DR", "Defensive rebounds"],
  ["REB", "REB", "Rebounds"],
  ["AST", "AST", "Assists"],
  ["STL", "STL", "Steals"],
  ["BLK", "BLK", "Blocks"],
  ["TO", "TO", "Turnovers"],
  ["FL", "PF", "Fouls"],
  ["PM", "+/−", "Plus-minus"],
];
/** @type {{[made: string]: string}} */
const PAIRS = { FG: "FGA", FG3: "FGA3", FT: "FTA" };
const LED = ["PTS", "REB", "AST"];

/** @param {Row} row @param {string} key @returns {number | undefined} */
function valueOf(row, key) {
  if (key === "MIN") return row.seconds;
  if (key === "PM") return row.plus_minus;
  if (key in PAIRS && !(key in row.line) && PAIRS[key] in row.line) return 0;
  return row.line[key];
}

/** @param {Row} row @param {string} key */
function textOf(row, key) {
  if (key === "MIN") return minutes(row.seconds);
  if (key === "PM") return signed(row.plus_minus);
  return key in PAIRS ? pair(row.line, key, PAIRS[key]) : number(row.line[key]);
}

/** @param {string} sort @returns {(a: [string, Player], b: [string, Player]) => number} */
function orderBy(sort) {
  if (sort === "NO") return byJersey;
  if (sort === "NAME") {
    const name = (/** @type {Player} */ player) => fullName(player).toLowerCase();
    return ([keyA, a], [keyB, b]) => (name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : keyA < keyB ? -1 : 1);
  }
  if (COLUMNS.some(([key]) => key === sort)) {
    const value = (/** @type {Player} */ player) => valueOf(player, sort) ?? -Infinity;
    return (a, b) => (value(a[1]) === value(b[1]) ? byJersey(a, b) : value(b[1]) - value(a[1]));
  }
  return (a, b) => Number(!a[1].starter) - Number(!b[1].starter) || byJersey(a, b);
}

export class BoxScore extends GamePanel {
  static topics = ["players", "team_stats"];
  static properties = {
    players: { attribute: false },
    team_stats: { attribute: false },
    sort: { attribute: false },
  };

  constructor() {
    super();
    /** @type {GameDocument["players"]} */
    this.players = undefined;
    /** @type {GameDocument["team_stats"]} */
    this.team_stats = undefined;
    /** A column, NO or NAME; else starters first, by number. */
    this.sort = "";
  }

  render() {
    const players = Object.entries(this.players ?? {});
    /** @type {Row[]} */
    const everybody = [...players.map(([, player]) => player), ...SIDES.map((side) => ({ line: this.team_stats?.[side]?.line ?? {} }))];
    const columns = COLUMNS.filter(([key]) => everybody.some((row) => valueOf(row, key) !== undefined));
    if (!players.length && !columns.length) return html`<p class="none">No box score yet.</p>`;
    return html`${SIDES.map((side) => this.table(side, players.filter(([, player]) => player.team === side).sort(orderBy(this.sort)), columns))}`;
  }

  /** @param {URLSearchParams} choices */
  read(choices) {
    this.sort = choices.get("sort") ?? "";
  }

  /** @param {import("../js/document.js").Side} side @param {[string, Player][]} players @param {typeof COLUMNS} columns */
  table(side, players, columns) {
    const game = /** @type {NonNullable<GameDocument["game"]>} */ (this.game);
    const line = this.team_stats?.[side]?.line ?? {};
    const best = Object.fromEntries(LED.map((key) => [key, Math.max(0, ...players.map(([, player]) => player.line[key] ?? 0))]));
    const leads = (/** @type {Player} */ player, /** @type {string} */ key) => best[key] > 0 && player.line[key] === best[key];
    const totals = columns.map(([key]) => (key === "MIN" || key === "PM" ? "" : textOf({ line }, key)));
    const rates = columns.map(([key]) => (key in PAIRS ? percent(line, key, PAIRS[key]) : ""));
    const head = (/** @type {string} */ key, /** @type {string} */ label, /** @type {string} */ title, /** @type {string} */ extra, /** @type {"ascending" | "descending"} */ way) =>
      html`<th scope="col" class=${extra} aria-sort=${this.sort === key ? way : nothing}><a href="?sort=${key}" data-sort=${key} title=${title} @click=${this.order}>${label}</a></th>`;
    return html`<div class="scroll" tabindex="0" role="group" aria-label="Box score, ${game[side].name}">
      <table>
        <caption style="--ground: ${this.grounds?.[side]}">${short(game[side])}</caption>
        <thead>
          <tr>
            ${head("NO", "No", "Sort by number", "no", "ascending")}${head("NAME", "Player", "Sort by name", "player", "ascending")}
            ${columns.map(([key, label, title]) => head(key, label, `${title}: sort`, "", "descending"))}
          </tr>
        </thead>
        <tbody>
          ${repeat(
            players,
            ([key]) => key,
            ([key, player]) => html`<tr class=${player.on_floor ? "on" : ""}>
              <td class="no">${player.jersey ?? ""}</td>
              <th scope="row" class="player">
                ${fullName(player) || key} ${player.position ? html`<span class="sub">${player.position}</span>` : nothing}${player.on_floor ? html`<span class="visually-hidden"> on the floor</span>` : nothing}
              </th>
              ${columns.map(([column]) => html`<td class=${leads(player, column) ? "leads" : ""}>${textOf(player, column)}</td>`)}
            </tr>`,
          )}
        </tbody>
        ${totals.some(Boolean)
          ? html`<tfoot>
              <tr><td></td><th scope="row" class="player">Total</th>${totals.map((text) => html`<td>${text}</td>`)}</tr>
              ${rates.some(Boolean) ? html`<tr class="rates"><td></td><th scope="row" class="player">Per cent</th>${rates.map((text) => html`<td>${text}</td>`)}</tr>` : nothing}
            </tfoot>`
          : nothing}
      </table>
    </div>`;
  }

  /** @param {Event} event */
  order(event) {
    event.preventDefault();
    const key = /** @type {HTMLElement} */ (event.currentTarget).dataset.sort ?? "";
    this.choose({ sort: key === this.sort ? "" : key });
  }
}
customElements.define("box-score", BoxScore);
