// Who is on the floor for one team, and its bench.
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { presets } from "../js/clock.js";
import { GamePanel } from "./game-panel.js";
import { byJersey, byPosition, fullName, minutes, number, short, signed, surname } from "./words.js";

/** @typedef {import("../js/document.js").GameDocument} GameDocument */
/** @typedef {import("../js/document.js").Player} Player */

const COLUMNS = ["PTS", "REB", "AST", "FL"];
/** @type {{[source: string]: string}} */
const SOURCES = { plays: "from the plays", possessions: "from possessions", starters: "the starters" };

export class FloorFive extends GamePanel {
  static topics = ["players", "lineups"];
  static properties = {
    side: { type: String },
    players: { attribute: false },
    lineups: { attribute: false },
  };

  constructor() {
    super();
    /** @type {import("../js/document.js").Side} */
    this.side = "home";
    /** @type {GameDocument["players"]} */
    this.players = undefined;
    /** @type {GameDocument["lineups"]} */
    this.lineups = undefined;
  }

  get lineup() {
    return this.lineups?.[this.side];
  }

  render() {
    const game = /** @type {NonNullable<GameDocument["game"]>} */ (this.game);
    const own = Object.entries(this.players ?? {}).filter(([, player]) => player.team === this.side);
    const named = new Set(this.lineup ? this.lineup.players : own.filter(([, player]) => player.on_floor).map(([key]) => key));
    const on = own.filter(([key]) => named.has(key)).sort(byPosition);
    const bench = own.filter(([key, player]) => !named.has(key) && player.active !== false).sort(byJersey);
    const known = on.length > 0;
    const source = this.lineup ? SOURCES[this.lineup.source] : undefined;
    const limit = presets[game.rules]?.fouls_out;
    return html`<h2 id="five-${this.side}" style="--ground: ${this.grounds?.[this.side]}">
        <span class="team">${short(game[this.side])}</span> ${known ? html`<span class="what">· on the floor</span>` : nothing} ${source ? html`<span class="source">${source}</span>` : nothing}<span class="old-age"></span>
      </h2>
      ${on.length || bench.length
        ? html`<div class="scroll" tabindex="0" role="group" aria-labelledby="five-${this.side}">
            <table>
              <thead>
                <tr>
                  <th scope="col" class="no"><abbr title="Number">No</abbr></th>
                  <th scope="col" class="player">Player</th>
                  <th scope="col"><abbr title="Points">PTS</abbr></th>
                  <th scope="col"><abbr title="Rebounds">REB</abbr></th>
                  <th scope="col"><abbr title="Assists">AST</abbr></th>
                  <th scope="col"><abbr title="Fouls">FL</abbr></th>
                  <th scope="col"><abbr title="Plus-minus">+/−</abbr></th>
                </tr>
              </thead>
              ${known ? html`<tbody class="on">${repeat(on, ([key]) => key, ([key, player]) => this.row(key, player, limit))}</tbody>` : nothing}
              ${bench.length
                ? html`<tbody class="bench">
                    <tr class="head"><th scope="rowgroup" colspan="7">${known ? "Bench" : "Who is on the floor is not known"}</th></tr>
                    ${repeat(bench, ([key]) => key, ([key, player]) => this.row(key, player, limit))}
                  </tbody>`
                : nothing}
            </table>
          </div>`
        : html`<p class="none">The roster is not known yet.</p>`}`;
  }

  /** @param {string} key @param {Player} player @param {number | undefined} limit fouls that put a player out */
  row(key, player, limit) {
    const time = minutes(player.seconds);
    const fouls = player.line.FL;
    const trouble = limit !== undefined && fouls !== undefined && fouls >= limit - 1;
    return html`<tr>
      <td class="no">${player.jersey ?? ""}</td>
      <th scope="row" class="player" title=${fullName(player) || key}>
        <span class="name">${surname(player) || key}</span> <span class="sub">${player.position ?? ""}${player.position && time ? " · " : ""}${time}</span>
      </th>
      ${COLUMNS.map((name) => html`<td class=${name === "FL" && trouble ? "trouble" : ""}>${number(player.line[name])}</td>`)}
      <td>${signed(player.plus_minus)}</td>
    </tr>`;
  }
}
customElements.define("floor-five", FloorFive);
