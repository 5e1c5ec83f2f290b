// Who is on the floor for one team, and its bench.
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { gameTime, presets } from "../js/clock.js";
import { gettext } from "../js/text.js";
import { GamePanel } from "./game-panel.js";
import { byJersey, byPosition, fullName, minutes, number, periodName, short, signed, surname } from "./words.js";

/** @typedef {import("../js/document.js").GameDocument} GameDocument */
/** @typedef {import("../js/document.js").Player} Player */

const COLUMNS = ["PTS", "REB", "AST", "FL"];
/** @type {{[source: string]: string}} */
const SOURCES = {
  lineups: gettext("from the feed"),
  plays: gettext("from the plays"),
  possessions: gettext("from possessions"),
  starters: gettext("the starters"),
};

/** What stands for a picture: the first letters of the first and the last name. @param {Player} player */
function initials(player) {
  const names = [player.first_name, player.last_name].filter(Boolean);
  const words = names.length ? names : fullName(player).split(/\s+/).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : ""].map((word) => [...(word ?? "")][0] ?? "").join("").toUpperCase();
}

/** The address of a player's picture if a browser may load it, else nothing. @param {Player} player */
const pictureOf = ({ picture = "" }) => (picture.startsWith("https://") ? picture : "");

/** The game time since which a five stands: that of the last play up to then. @param {GameDocument["plays"]} plays @param {number} at epoch ms */
function sinceText(plays = {}, at) {
  /** @type {import("../js/document.js").Play | undefined} */
  let last;
  for (const play of Object.values(plays)) {
    if (play.at > at || play.period === undefined || play.clock_ms === undefined) continue;
    if (!last || play.at > last.at || (play.at === last.at && play.order > last.order)) last = play;
  }
  if (last?.clock_ms === undefined) return "";
  return gettext("since %(time)s %(period)s", { time: gameTime(last.clock_ms), period: periodName(last.period) });
}

export class FloorFive extends GamePanel {
  static topics = ["players", "lineups"];
  static properties = {
    side: { type: String },
    players: { attribute: false },
    lineups: { attribute: false },
    since: { attribute: false },
  };

  constructor() {
    super();
    /** @type {import("../js/document.js").Side} */
    this.side = "home";
    /** @type {GameDocument["players"]} */
    this.players = undefined;
    /** @type {GameDocument["lineups"]} */
    this.lineups = undefined;
    /** The game time since which the five stands, in words. */
    this.since = "";
    /** @type {unknown[]} */
    this.sinceOf = [];
  }

  /** @param {GameDocument} state @param {import("./game-panel.js").Surroundings} surroundings */
  take(state, surroundings) {
    super.take(state, surroundings);
    const at = this.lineup?.since ?? 0;
    if (this.sinceOf[0] === state.plays && this.sinceOf[1] === at) return;
    this.sinceOf = [state.plays, at];
    this.since = this.lineup ? sinceText(state.plays, at) : "";
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
    const column = (/** @type {string} */ label, /** @type {string} */ title) => html`<th scope="col"><abbr title=${title}>${label}</abbr></th>`;
    return html`<h2 id="five-${this.side}" style="--ground: ${this.grounds?.[this.side]}">
        <span class="team">${short(game[this.side])}</span> ${known ? html`<span class="what">· ${gettext("on the floor")}</span>` : nothing}
        ${source || this.since ? html`<span class="about">${source ? html`<span>${source}</span> ` : nothing}${this.since ? html`<span>${this.since}</span>` : nothing}</span>` : nothing}<span class="old-age"></span>
      </h2>
      ${on.length || bench.length
        ? html`<div class="scroll" tabindex="0" role="group" aria-labelledby="five-${this.side}">
            <table>
              <thead>
                <tr>
                  <th scope="col" class="no"><abbr title=${gettext("Number")}>${gettext("No")}</abbr></th>
                  <th scope="col" class="player">${gettext("Player")}</th>
                  ${column(gettext("PTS"), gettext("Points"))}${column(gettext("REB"), gettext("Rebounds"))}${column(gettext("AST"), gettext("Assists"))}${column(gettext("FL"), gettext("Fouls"))}${column("+/−", gettext("Plus-minus"))}
                </tr>
              </thead>
              ${known ? html`<tbody class="on">${repeat(on, ([key]) => key, ([key, player]) => this.row(key, player, limit))}</tbody>` : nothing}
              ${bench.length
                ? html`<tbody class="bench">
                    <tr class="head"><th scope="rowgroup" colspan="7">${known ? gettext("Bench") : gettext("Who is on the floor is not known")}</th></tr>
                    ${repeat(bench, ([key]) => key, ([key, player]) => this.row(key, player, limit))}
                  </tbody>`
                : nothing}
            </table>
          </div>`
        : html`<p class="none">${gettext("The roster is not known yet.")}</p>`}`;
  }

  /** @param {string} key @param {Player} player @param {number} limit fouls that put a player out */
  row(key, player, limit) {
    const time = minutes(player.seconds);
    const fouls = player.line.FL ?? 0;
    const out = fouls >= limit;
    const picture = pictureOf(player);
    return html`<tr class=${out ? "fouled-out" : nothing}>
      <td class="no">${player.jersey ?? ""}</td>
      <th scope="row" class="player" title=${fullName(player) || key}>
        <span class="face" aria-hidden="true">${initials(player)}${picture ? html`<img src=${picture} alt="" loading="lazy" @load=${seen} @error=${unseen} />` : nothing}</span><span class="who"><span class="name">${surname(player) || key}</span> ${out ? html`<abbr class="out" title=${gettext("Fouled out")}>${gettext("OUT")}</abbr> ` : nothing}<span class="sub">${player.position ?? ""}${player.position && time ? " · " : ""}${time}</span></span>
      </th>
      ${COLUMNS.map((name) => (name === "FL" && fouls >= limit - 1 ? this.trouble(fouls, out) : html`<td>${number(player.line[name])}</td>`))}
      <td>${signed(player.plus_minus)}</td>
    </tr>`;
  }

  /** @param {number} fouls @param {boolean} out */
  trouble(fouls, out) {
    return html`<td class="trouble"><b>${number(fouls)}</b>${out ? nothing : html`<span class="visually-hidden"> ${gettext("one foul left")}</span>`}</td>`;
  }
}

/** The picture covers the initials only once it is there. @param {Event} event */
const seen = (event) => /** @type {HTMLElement} */ (event.target).classList.add("seen");

/** @param {Event} event */
const unseen = (event) => /** @type {HTMLElement} */ (event.target).classList.remove("seen");
customElements.define("floor-five", FloorFive);
