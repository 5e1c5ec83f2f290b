// The fives that have played together, and what each player's team did with and without that player.
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { own } from "../js/own.js";
import { gettext } from "../js/text.js";
import { fives, LEAST_FIRST, onAndOff, SORTS } from "./five-man.js";
import { GamePanel } from "./game-panel.js";
import { byJersey, code, fullName, minutes, short, SIDES, signed, surname } from "./words.js";

/** @typedef {import("../js/document.js").GameDocument} GameDocument */
/** @typedef {import("../js/document.js").Side} Side */
/** @typedef {import("../js/document.js").Player} Player */
/** @typedef {import("./five-man.js").Name} Name */

const MINIMUMS = ["1", "2", "3", "5", "10"];
/** @type {[name: Name, label: string, title: string][]} */
const COLUMNS = [
  ["seconds", gettext("MIN"), gettext("Time together")],
  ["points_for", gettext("PTS"), gettext("Points made")],
  ["points_against", gettext("OPP"), gettext("Points allowed")],
  ["plus_minus", "+/−", gettext("Plus-minus")],
  ["offense", gettext("OFF"), gettext("Points made per 100 possessions")],
  ["defense", gettext("DEF"), gettext("Points allowed per 100 possessions")],
  ["net", gettext("NET"), gettext("Difference per 100 possessions")],
];
/** @type {NonNullable<GameDocument["units"]>} */
const NONE = {};
const RATINGS = ["offense", "defense", "net"];
/** Two fives: no five has more to be with, or without. */
const MOST_PLAYERS = 10;

/** One of the numbers of a five; unknown is nothing. @param {Name} name @param {number | null} value */
function textOf(name, value) {
  if (value === null) return "";
  if (name === "seconds") return minutes(value);
  if (name === "plus_minus") return signed(value);
  if (!RATINGS.includes(name)) return `${value}`;
  const size = Math.abs(value);
  const tenths = `${Math.floor(size / 10)}.${size % 10}`;
  return name !== "net" || !value ? tenths : value > 0 ? `+${tenths}` : `−${tenths}`;
}

export class UnitTable extends GamePanel {
  static topics = ["units", "players", "lineups"];
  static properties = {
    units: { attribute: false },
    named: { attribute: false },
    lineups: { attribute: false },
    chosen: { attribute: false },
  };

  constructor() {
    super();
    /** @type {GameDocument["units"]} */
    this.units = undefined;
    /** @type {GameDocument["players"]} */
    this.players = undefined;
    /** What the players are called: when it changes, the table does. */
    this.named = "";
    /** @type {GameDocument["lineups"]} */
    this.lineups = undefined;
    /** @type {import("./five-man.js").Chosen} */
    this.chosen = { team: "", players: [], without: [], minutes: 0, sort: "seconds" };
    this.query = "";
  }

  /** @param {URLSearchParams} choices */
  read(choices) {
    const one = (/** @type {string} */ name, /** @type {string[]} */ allowed) => {
      const value = choices.get(name) ?? "";
      return allowed.includes(value) ? value : "";
    };
    const several = (/** @type {string} */ name) => [...new Set(choices.getAll(name).filter(Boolean))].slice(0, MOST_PLAYERS);
    const own = [...choices].filter(([name, value]) => name.startsWith("units_") && value);
    const query = `${new URLSearchParams(own)}`;
    if (query === this.query) return;
    this.query = query;
    this.chosen = {
      team: one("units_team", SIDES),
      players: several("units_with"),
      without: several("units_without"),
      minutes: Number(one("units_minimum", MINIMUMS)),
      sort: /** @type {Name} */ (one("units_sort", SORTS) || "seconds"),
    };
  }

  /** @param {GameDocument} state @param {import("./game-panel.js").Surroundings} surroundings */
  take(state, surroundings) {
    const changed = state.players !== this.players;
    super.take(state, surroundings);
    if (!changed) return;
    // Of the players only what they are called is shown, and not each of their points.
    this.named = Object.entries(this.players ?? {}).flatMap(([id, { team, jersey, name, last_name }]) => [id, team, jersey, name, last_name]).join("\n");
  }

  render() {
    const units = this.units ?? NONE;
    const title = html`<h2 id="units-title" class="visually-hidden">${gettext("Units")}</h2>`;
    if (!Object.keys(units).length) return html`${title}<p class="none">${gettext("Which fives have played together is not known.")}</p>`;
    const rated = Object.values(units).some((unit) => unit.possessions !== undefined);
    const columns = COLUMNS.filter(([name]) => rated || !RATINGS.includes(name));
    const rows = fives(units, this.chosen);
    return html`${title}${this.form()}
      <div class="tables">
        <div class="scroll fives" tabindex="0" role="group" aria-labelledby="units-title">
          <table>
            <thead><tr><th scope="col" class="five">${gettext("Five")}</th>${columns.map((column) => this.head(column))}<th scope="col"><span class="visually-hidden">${gettext("Shot chart")}</span></th></tr></thead>
            <tbody>
              ${repeat(
                rows,
                ([key]) => key,
                ([key, numbers]) => this.row(key, columns.map(([name]) => textOf(name, numbers[name]))),
              )}
            </tbody>
          </table>
          ${rows.length ? nothing : html`<p class="none">${gettext("No five is like that.")}</p>`}
          ${rated ? nothing : html`<p class="note">${gettext("The feed sends no possessions, so that there is nothing per 100 of them.")}</p>`}
        </div>
        ${this.onOff(rated)}
      </div>`;
  }

  form() {
    const { team, players, without, minutes } = this.chosen;
    const game = /** @type {NonNullable<GameDocument["game"]>} */ (this.game);
    const taken = new Set([...players, ...without]);
    const others = this.whoPlayed()
      .filter(([key]) => !taken.has(key))
      .map(([key, player]) => html`<option value=${key}>${label(key, player)}</option>`);
    const chip = (/** @type {string} */ name, /** @type {string[]} */ keys, /** @type {string} */ key) => {
      const who = label(key, own(this.players, key) ?? {});
      const text = name === "units_with" ? gettext("With %(player)s", { player: who }) : gettext("Without %(player)s", { player: who });
      return html`<button type="button" class="chip" @click=${() => this.choose({ [name]: keys.filter((one) => one !== key) })}>${text}<span aria-hidden="true"> ×</span><span class="visually-hidden">: ${gettext("take out")}</span></button>`;
    };
    const choice = (/** @type {string} */ value, /** @type {string} */ text, /** @type {boolean} */ selected) => html`<option value=${value} ?selected=${selected}>${text}</option>`;
    return html`<form class="choosing" aria-label=${gettext("Which fives are shown")} @change=${this.change} @submit=${(/** @type {Event} */ event) => event.preventDefault()}>
      <label><span class="visually-hidden">${gettext("Team")}</span><select name="units_team">${choice("", gettext("Both teams"), !team)}${SIDES.map((side) => choice(side, short(game[side]), team === side))}</select></label>
      <label><span class="visually-hidden">${gettext("With a player")}</span><select name="units_with"><option value="">${gettext("With …")}</option>${others}</select></label>
      <label><span class="visually-hidden">${gettext("Without a player")}</span><select name="units_without"><option value="">${gettext("Without …")}</option>${others}</select></label>
      <label><span class="visually-hidden">${gettext("Least time together")}</span><select name="units_minimum">${choice("", gettext("Any time"), !minutes)}${MINIMUMS.map((one) => choice(one, gettext("%(minutes)s min or more", { minutes: one }), minutes === Number(one)))}</select></label>
      ${players.map((key) => chip("units_with", players, key))}${without.map((key) => chip("units_without", without, key))}
      <a class="export" href="/games/${encodeURIComponent(game.event_id)}/units.csv${this.query ? `?${this.query}` : ""}" download>${gettext("CSV")}</a><span class="old-age"></span>
    </form>`;
  }

  /** @param {typeof COLUMNS[number]} column */
  head([name, text, title]) {
    const way = LEAST_FIRST.includes(name) ? "ascending" : "descending";
    return html`<th scope="col" aria-sort=${this.chosen.sort === name ? way : nothing}><a href="?units_sort=${name}" title=${title} @click=${(/** @type {Event} */ event) => this.order(event, name)}>${text}</a></th>`;
  }

  /** @param {string} key @param {string[]} cells */
  row(key, cells) {
    const game = /** @type {NonNullable<GameDocument["game"]>} */ (this.game);
    const { team, players } = /** @type {NonNullable<GameDocument["units"]>} */ (this.units)[key];
    const five = players.map((id) => /** @type {[string, Partial<Player>]} */ ([id, own(this.players, id) ?? {}])).sort(byJersey);
    const floor = this.lineups?.[team]?.players ?? [];
    const now = floor.length === players.length && players.every((id) => floor.includes(id));
    return html`<tr class=${now ? "on" : ""}>
      <th scope="row" class="five" style="--ground: ${this.grounds?.[team]}"><span class="code">${code(game[team])}</span> ${five.map(([id, player]) => html`<span class="one"><span class="no">${player.jersey ?? ""}</span> ${surname(player) || id}</span> `)}${now ? html`<span class="now" title=${gettext("On the floor now")}>${gettext("Now")}</span>` : nothing}</th>
      ${cells.map((text) => html`<td>${text}</td>`)}
      <td><a href="/games/${encodeURIComponent(game.event_id)}/?unit=${key}&tab=shots#shots-title" @click=${(/** @type {Event} */ event) => this.shots(event, key)}>${gettext("Shots")}</a></td>
    </tr>`;
  }

  /** @param {boolean} rated */
  onOff(rated) {
    const units = this.units ?? NONE;
    /** @type {Name[]} */
    const names = rated ? ["plus_minus", "net"] : ["plus_minus"];
    const rows = this.whoPlayed().flatMap(([key, player]) => {
      if (!player.team) return [];
      const { on, off } = onAndOff(units, key, player.team);
      const cells = names.flatMap((name) => [on, off].map((found) => (found.seconds ? textOf(name, found[name]) : "")));
      return [html`<tr><th scope="row" class="player" style="--ground: ${this.grounds?.[player.team]}"><span class="no">${player.jersey ?? ""}</span> ${surname(player) || key}</th>${cells.map((text) => html`<td>${text}</td>`)}</tr>`];
    });
    if (!rows.length) return nothing;
    const head = (/** @type {string} */ text, /** @type {string} */ title) => html`<th scope="col"><abbr title=${title}>${text}</abbr></th>`;
    return html`<div class="scroll players" tabindex="0" role="group" aria-label=${gettext("With and without each player")}>
      <table>
        <thead><tr><th scope="col" class="player">${gettext("Player")}</th>${head(gettext("+/− on"), gettext("Plus-minus with the player on the floor"))}${head(gettext("off"), gettext("Plus-minus without"))}${rated ? [head(gettext("Net on"), gettext("Difference per 100 possessions with the player on the floor")), head(gettext("off"), gettext("Difference per 100 possessions without"))] : nothing}</tr></thead>
        <tbody>${rows}</tbody>
      </table>
    </div>`;
  }

  /** The players of the team chosen, or of both, who have been in a five: visitors first, by number. @returns {[string, Partial<Player>][]} */
  whoPlayed() {
    /** @type {Map<string, Side>} */
    const teams = new Map();
    for (const { team, players } of Object.values(this.units ?? {})) for (const id of players) teams.set(id, team);
    const place = (/** @type {string} */ id) => SIDES.indexOf(teams.get(id) ?? "home");
    return [...teams]
      .filter(([, team]) => this.chosen.team === "" || this.chosen.team === team)
      .map(([id]) => /** @type {[string, Partial<Player>]} */ ([id, own(this.players, id) ?? {}]))
      .sort((a, b) => place(a[0]) - place(b[0]) || byJersey(a, b));
  }

  /** @param {Event} event */
  change(event) {
    const field = /** @type {HTMLSelectElement} */ (event.target);
    const { name, value } = field;
    if (name === "units_with") this.choose({ [name]: [...this.chosen.players, value] });
    else if (name === "units_without") this.choose({ [name]: [...this.chosen.without, value] });
    else return this.choose({ [name]: value });
    field.value = "";
  }

  /** @param {Event} event @param {Name} name */
  order(event, name) {
    event.preventDefault();
    this.choose({ units_sort: name === this.chosen.sort ? "" : name });
  }

  /** Filter the chart of this page where there is one in sight; else the link leads to it. @param {Event} event @param {string} unit */
  shots(event, unit) {
    const chart = document.querySelector("shot-chart");
    if (!chart?.getClientRects().length) return;
    event.preventDefault();
    this.choose({ unit });
  }
}

/** A player with number and name. @param {string} key @param {Partial<Player>} player */
const label = (key, player) => [player.jersey ?? "", fullName(player) || key].filter(Boolean).join(" ");

customElements.define("unit-table", UnitTable);
