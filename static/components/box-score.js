// The box score: a table for each team, totals and percentages, of the whole game or a part of it. A column that
// nobody has is left out. The twin of broadcast/dashboard/show/box_score.py.
import { html, nothing } from "lit";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import { didNotPlay, fraction, isLeftOut, linesOf, periodsOf, tenths } from "../js/box.js";
import { Choices } from "../js/choices.js";
import { has, own } from "../js/own.js";
import { gettext } from "../js/text.js";
import { GamePanel } from "./game-panel.js";
import { byJersey, fullName, minutes, number, pair, percent, periodName, short, SIDES, signed } from "./words.js";

/** @typedef {import("../js/document.js").GameDocument} GameDocument */
/** @typedef {import("../js/document.js").Player} Player */
/** @typedef {{line: import("../js/document.js").Line} & Partial<Player>} Row a player, or a team's total */
/** @typedef {[key: string, label: string, title: string]} Column */
/** @typedef {"ascending" | "descending"} Way */

/** @type {Column} */
const MINUTES = ["MIN", gettext("MIN"), gettext("Playing time")];
/** @type {Column} */
const PLUS_MINUS = ["PM", "+/−", gettext("Plus-minus")];
/** @type {Column[]} */
const STANDARD = [
  ["PTS", gettext("PTS"), gettext("Points")],
  ["FG", gettext("FG"), gettext("Field goals")],
  ["FG3", gettext("3PT"), gettext("Three-pointers")],
  ["FT", gettext("FT"), gettext("Free throws")],
  ["OFFENSIVE_REB", gettext("OR"), gettext("Offensive rebounds")],
  ["DEFENSIVE_REB", gettext("DR"), gettext("Defensive rebounds")],
  ["REB", gettext("REB"), gettext("Rebounds")],
  ["AST", gettext("AST"), gettext("Assists")],
  ["STL", gettext("STL"), gettext("Steals")],
  ["BLK", gettext("BLK"), gettext("Blocks")],
  ["TO", gettext("TO"), gettext("Turnovers")],
  ["FL", gettext("PF"), gettext("Fouls")],
];
/** @type {Column[]} */
const RATES = [
  ["FG%", gettext("FG%"), gettext("Field goals made of a hundred")],
  ["3P%", gettext("3P%"), gettext("Three-pointers made of a hundred")],
  ["FT%", gettext("FT%"), gettext("Free throws made of a hundred")],
  ["eFG%", gettext("eFG%"), gettext("Effective field goals: a three counts half as much again")],
  ["TS%", gettext("TS%"), gettext("True shooting: points over twice the shots and 0.44 free throws")],
  ["AST/TO", gettext("AST/TO"), gettext("Assists for each turnover")],
];
const RATE_KEYS = new Set(RATES.map(([key]) => key));
/** @type {{[made: string]: string}} */
const PAIRS = { FG: "FGA", FG3: "FGA3", FT: "FTA" };
const LED = ["PTS", "REB", "AST", "STL", "BLK"];

/** The stats that have a column of their own, that other columns say, or that are no player's. */
const KNOWN = new Set([
  ...[MINUTES, ...STANDARD, ...RATES, PLUS_MINUS].map(([key]) => key),
  ...["FG2", "FGA2", "TEAM_SCORE", "OPPOSING_TEAM_SCORE"],
  ...Object.values(PAIRS),
]);
/** What is known of a stat that the Event API may send besides. @type {{[stat: string]: string}} */
const FURTHER = { DIST: gettext("Distance covered, in centimeters"), LBTO: gettext("Live-ball turnovers") };

/** @type {[name: string, text: string][]} */
const VIEWS = [
  ["", gettext("Standard")],
  ["advanced", gettext("Advanced")],
  ["all", gettext("All columns")],
];
/** @type {{[part: string]: string}} */
const PARTS = { "first-half": gettext("1st half"), "second-half": gettext("2nd half"), overtimes: gettext("Overtimes") };

/** @param {Row} row @param {string} key @returns {number | undefined} */
function valueOf(row, key) {
  if (key === "MIN") return row.seconds;
  if (key === "PM") return row.plus_minus;
  if (RATE_KEYS.has(key)) {
    const parts = fraction(row.line, key);
    return parts ? parts[0] / parts[1] : undefined;
  }
  if (has(PAIRS, key) && !(key in row.line) && PAIRS[key] in row.line) return 0;
  return own(row.line, key);
}

/** @param {Row} row @param {string} key */
function textOf(row, key) {
  if (key === "MIN") return minutes(row.seconds);
  if (key === "PM") return signed(row.plus_minus);
  if (RATE_KEYS.has(key)) {
    const parts = fraction(row.line, key);
    return parts ? tenths(parts) : "";
  }
  return has(PAIRS, key) ? pair(row.line, key, PAIRS[key]) : number(own(row.line, key));
}

/** The columns of a view, before those that nobody has are left out. @param {string} view @param {Row[]} everybody @returns {Column[]} */
function offered(view, everybody) {
  const further = [...new Set(everybody.flatMap(({ line }) => Object.keys(line)))].filter((name) => !KNOWN.has(name)).sort();
  /** @type {Column[]} */
  const more = [...RATES, ...further.map((name) => /** @type {Column} */ ([name, name, own(FURTHER, name) ?? name]))];
  if (view === "advanced") return [MINUTES, ...more, PLUS_MINUS];
  return [MINUTES, ...STANDARD, ...(view === "all" ? more : []), PLUS_MINUS];
}

/** @type {{[way: string]: Way}} */
const OTHER = { ascending: "descending", descending: "ascending" };

export class BoxScore extends GamePanel {
  static topics = ["players", "team_stats", "period_stats"];
  static properties = {
    players: { attribute: false },
    team_stats: { attribute: false },
    period_stats: { attribute: false },
    choices: { attribute: false },
  };

  constructor() {
    super();
    /** @type {GameDocument["players"]} */
    this.players = undefined;
    /** @type {GameDocument["team_stats"]} */
    this.team_stats = undefined;
    /** @type {GameDocument["period_stats"]} */
    this.period_stats = undefined;
    this.choices = new Choices();
  }

  /** @param {URLSearchParams} choices */
  read(choices) {
    this.choices = choices;
  }

  /** What the choices come to in this game; a choice that means nothing is none. */
  chosen() {
    const { choices, game, players, team_stats, period_stats } = this;
    const state = { game, players, team_stats, period_stats };
    const parts = periodsOf(period_stats);
    const wanted = choices.get("box_period") ?? "";
    const period = parts.has(wanted) ? wanted : "";
    const view = VIEWS.find(([name]) => name === choices.get("box_columns"))?.[0] ?? "";
    const lines = linesOf(state, parts.get(period));
    /** @type {Row[]} */
    const everybody = [...Object.values(lines.players), ...SIDES.flatMap((side) => (lines.teams[side] ? [{ line: lines.teams[side] }] : []))];
    const columns = offered(view, everybody).filter(([key]) => everybody.some((row) => valueOf(row, key) !== undefined));
    const sort = choices.get("sort") ?? "";
    const known = ["NO", "NAME", ...columns.map(([key]) => key)].includes(sort.replace(/^-/, ""));
    return { state, parts: [...parts.keys()], period, view, lines, columns, sort: known ? sort : "" };
  }

  render() {
    const chosen = this.chosen();
    if (!Object.keys(chosen.lines.players).length && !chosen.columns.length) return html`<p class="none">${gettext("No box score yet.")}</p>`;
    return html`${this.controls(chosen)}
      <div class="tables ${chosen.view === "all" ? "wide" : ""}">${SIDES.map((side) => this.table(side, chosen))}</div>`;
  }

  /** @typedef {ReturnType<BoxScore["chosen"]>} Chosen */

  /** @param {Chosen} chosen */
  controls({ parts, period, view, columns, sort }) {
    const event = this.closest("main")?.dataset.event ?? "";
    const query = new URLSearchParams(Object.entries({ sort, box_period: period, box_columns: view }).filter(([, value]) => value));
    const option = (/** @type {string} */ value, /** @type {string} */ text, /** @type {string} */ now) => html`<option value=${value} .selected=${value === now}>${text}</option>`;
    return html`<div class="controls">
      <form method="get" aria-label=${gettext("Which numbers are shown")} @submit=${(/** @type {Event} */ submit) => submit.preventDefault()} @change=${this.set}>
        ${parts.length
          ? html`<select name="box_period" aria-label=${gettext("Part of the game")}>
              ${option("", gettext("Whole game"), period)}${parts.map((name) => option(name, own(PARTS, name) ?? periodName(name), period))}
            </select>`
          : nothing}
        <select name="box_columns" aria-label=${gettext("Columns")}>${VIEWS.map(([name, text]) => option(name, text, view))}</select>
      </form>
      ${period ? html`<p class="counted">${gettext("Counted from the plays")}</p>` : nothing}
      <details @keydown=${this.shut}>
        <summary>${gettext("Key")}</summary>
        <dl tabindex="0">${columns.map(([, label, title]) => html`<div><dt>${label}</dt><dd>${title}</dd></div>`)}</dl>
      </details>
      <a href="/games/${encodeURIComponent(event)}/box.csv${query.size ? `?${query}` : ""}" download>${gettext("CSV")}</a> <span class="old-age"></span>
    </div>`;
  }

  /** A team's players as they are sorted; whoever has nothing in the column stands last either way. @param {import("../js/document.js").Side} side @param {Chosen} chosen @returns {[string, Player][]} */
  rows(side, { state, lines, sort }) {
    const own = Object.entries(lines.players)
      .filter(([, player]) => player.team === side && !isLeftOut(player))
      .sort(byJersey);
    const key = sort.replace(/^-/, "");
    const backward = sort.startsWith("-") ? -1 : 1;
    if (key === "NO") return backward < 0 ? own.reverse() : own;
    if (key === "NAME") {
      const name = (/** @type {[string, Player]} */ [, player]) => fullName(player).toLowerCase();
      return own.sort((a, b) => backward * (name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : a[0] < b[0] ? -1 : 1));
    }
    if (!key) {
      const place = (/** @type {Player} */ player) => 2 * Number(!player.starter) + Number(didNotPlay(state, player));
      return own.sort((a, b) => place(a[1]) - place(b[1]));
    }
    return own.sort(([, a], [, b]) => {
      const [one, other] = [valueOf(a, key), valueOf(b, key)];
      if (one === undefined || other === undefined) return Number(one === undefined) - Number(other === undefined);
      return backward * (other - one);
    });
  }

  /** @param {import("../js/document.js").Side} side @param {Chosen} chosen */
  table(side, chosen) {
    const game = /** @type {NonNullable<GameDocument["game"]>} */ (this.game);
    const { columns, sort, state, period } = chosen;
    const players = this.rows(side, chosen);
    const line = chosen.lines.teams[side] ?? {};
    const best = Object.fromEntries(LED.map((key) => [key, Math.max(0, ...players.map(([, player]) => player.line[key] ?? 0))]));
    const leads = (/** @type {Player} */ player, /** @type {string} */ key) => columns.some(([column]) => column === key) && best[key] > 0 && player.line[key] === best[key];
    const totals = columns.map(([key]) => (key === "MIN" || key === "PM" ? "" : textOf({ line }, key)));
    const rates = columns.map(([key]) => (has(PAIRS, key) ? percent(line, key, PAIRS[key]) : ""));
    const benchBegins = !sort && players.some(([, player]) => player.starter) ? players.find(([, player]) => !player.starter)?.[0] : undefined;
    const head = (/** @type {string} */ key, /** @type {string} */ label, /** @type {string} */ title, /** @type {string} */ extra, /** @type {Way} */ way) => {
      const now = sort === key ? way : sort === `-${key}` ? OTHER[way] : undefined;
      const next = sort === key ? `-${key}` : sort === `-${key}` ? "" : key;
      return html`<th scope="col" class=${extra} aria-sort=${now ?? nothing}><a href=${this.link(next)} data-sort=${key} title=${gettext("%(column)s: sort", { column: title })} @click=${(/** @type {Event} */ event) => this.order(event, next)}>${label}</a></th>`;
    };
    const shown = columns.map(([key]) => key).join();
    return html`<div class="scroll" tabindex="0" role="group" aria-label=${gettext("Box score, %(team)s", { team: game[side].name })}>
      <table>
        <caption style="--ground: ${this.grounds?.[side]}">${short(game[side])}</caption>
        <thead>
          <tr>
            ${head("NO", gettext("No"), gettext("Number"), "no", "ascending")}${head("NAME", gettext("Player"), gettext("Name"), "player", "ascending")}
            ${columns.map(([key, label, title]) => head(key, label, title, "", "descending"))}
          </tr>
        </thead>
        <tbody>
          ${repeat(
            players,
            ([key]) => key,
            ([key, player]) => {
              const led = LED.filter((column) => leads(player, column));
              const out = !period && didNotPlay(state, player);
              const bench = key === benchBegins;
              return guard([player, `${led}`, out, bench, shown], () => row(key, player, { columns, led, out, bench }));
            },
          )}
        </tbody>
        ${totals.some(Boolean)
          ? html`<tfoot>
              <tr><td></td><th scope="row" class="player">${gettext("Total")}</th>${totals.map((text) => html`<td>${text}</td>`)}</tr>
              ${rates.some(Boolean) ? html`<tr class="rates"><td></td><th scope="row" class="player">${gettext("Per cent")}</th>${rates.map((text) => html`<td>${text}</td>`)}</tr>` : nothing}
            </tfoot>`
          : nothing}
      </table>
    </div>`;
  }

  /** The address with another sort. @param {string} sort */
  link(sort) {
    const query = new URLSearchParams(this.choices);
    query.delete("sort");
    if (sort) query.set("sort", sort);
    return `?${query}`;
  }

  /** @param {Event} event @param {string} sort */
  order(event, sort) {
    event.preventDefault();
    this.choose({ sort });
  }

  /** @param {Event} event */
  set(event) {
    const { name, value } = /** @type {HTMLSelectElement} */ (event.target);
    this.choose({ [name]: value });
  }

  /** Shut the key by Escape. @param {KeyboardEvent} event */
  shut(event) {
    const key = /** @type {HTMLDetailsElement} */ (event.currentTarget);
    if (event.key !== "Escape" || !key.open) return;
    key.open = false;
    key.querySelector("summary")?.focus();
  }
}
/**
 * @param {string} key @param {Player} player
 * @param {{columns: Column[], led: string[], out: boolean, bench: boolean}} about the columns in which the player leads the team, whether the player did not play, and whether the bench begins here
 */
function row(key, player, { columns, led, out, bench }) {
  const cell = (/** @type {Column} */ [column]) =>
    led.includes(column)
      ? html`<td class="leads">${textOf(player, column)}<span class="visually-hidden"> ${gettext("team high")}</span></td>`
      : html`<td>${textOf(player, column)}</td>`;
  return html`<tr class="${player.on_floor ? "on" : ""} ${bench ? "bench" : ""}">
    <td class="no">${player.jersey ?? ""}</td>
    <th scope="row" class="player">
      ${fullName(player) || key} ${player.position ? html`<span class="sub">${player.position}</span>` : nothing}${player.starter ? html`<span class="visually-hidden"> ${gettext("starter")}</span>` : nothing}${player.on_floor ? html`<span class="visually-hidden"> ${gettext("on the floor")}</span>` : nothing}
    </th>
    ${out ? html`<td class="out" colspan=${columns.length}><abbr title=${gettext("Did not play")}>${gettext("DNP")}</abbr></td>` : columns.map(cell)}
  </tr>`;
}
customElements.define("box-score", BoxScore);
