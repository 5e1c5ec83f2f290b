// Who played when: the stints of each player over the game, with how the score went meanwhile.
import { html } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { own } from "../js/own.js";
import { gettext } from "../js/text.js";
import { layout, momentsOf } from "./flow-layout.js";
import { GamePanel } from "./game-panel.js";
import { rowsOf, told } from "./stints.js";
import { axisOf, share } from "./time-axis.js";
import { fullName, minutes, short, SIDES, signed, surname } from "./words.js";

/** @typedef {import("../js/document.js").GameDocument} GameDocument */
/** @typedef {import("../js/document.js").Side} Side */
/** @typedef {import("./time-axis.js").Axis} Axis */

/** @type {{[key: string]: [row: number, places: number]}} the rows and bars to step over */
const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

export class RotationChart extends GamePanel {
  static topics = ["players", "stints", "plays"];
  static properties = {
    players: { attribute: false },
    stints: { attribute: false },
    plays: { attribute: false },
    axis: { attribute: false },
    pointed: { attribute: false },
  };

  constructor() {
    super();
    /** @type {GameDocument["players"]} */
    this.players = undefined;
    /** @type {GameDocument["stints"]} */
    this.stints = undefined;
    /** @type {GameDocument["plays"]} */
    this.plays = undefined;
    /** @type {Axis | undefined} */
    this.axis = undefined;
    /** The stint that is pointed at, as `player/number`. */
    this.pointed = "";
  }

  /** @param {GameDocument} state @param {import("./game-panel.js").Surroundings} surroundings */
  take(state, surroundings) {
    super.take(state, surroundings);
    this.axis = axisOf(state, this.axis);
  }

  render() {
    const axis = /** @type {Axis} */ (this.axis);
    const game = /** @type {NonNullable<GameDocument["game"]>} */ (this.game);
    const teams = SIDES.map((side) => ({ side, name: short(game[side]), rows: rowsOf(this, side, axis) })).filter(({ rows }) => rows.length);
    const title = html`<h2 id="rotation-title" class="visually-hidden">${gettext("Rotation")}</h2>`;
    if (!teams.length) return html`${title}<p class="none">${gettext("Who has played when is not known.")}</p>`;
    return html`${title}
      <p class="moment">${this.told(axis)}<span class="old-age"></span></p>
      <div class="teams" style="--away: ${this.grounds?.away}; --home: ${this.grounds?.home}; --grid: ${grid(axis)}" @pointerover=${this.point} @pointerleave=${this.leave} @focusin=${this.point} @focusout=${this.leave} @keydown=${this.step}>
        ${teams.map(({ side, name, rows }) => this.table(side, name, rows, axis))}
      </div>`;
  }

  /** What is pointed at, else what the bars are. @param {Axis} axis */
  told(axis) {
    const cut = this.pointed.lastIndexOf("/");
    const id = this.pointed.slice(0, Math.max(0, cut));
    const player = own(this.players, id);
    const stint = own(own(this.stints, id), this.pointed.slice(cut + 1));
    if (!player || !stint) return gettext("Bars are time on the floor; in a striped one the team was outscored.");
    return html`<b>${fullName(player) || id}</b> ${told(stint, axis)}`;
  }

  /** @param {Side} side @param {string} name @param {ReturnType<typeof rowsOf>} rows @param {Axis} axis */
  table(side, name, rows, axis) {
    return html`<div class="scroll ${side}" tabindex="0" role="group" aria-label=${name}>
      <table>
        <thead>
          <tr><th scope="col" class="player">${name}</th><th scope="col" class="track"><span class="visually-hidden">${gettext("Stints")}</span>${this.strip(axis)}</th><th scope="col"><abbr title=${gettext("Playing time")}>${gettext("MIN")}</abbr></th><th scope="col"><abbr title=${gettext("Plus-minus")}>+/−</abbr></th></tr>
        </thead>
        <tbody>
          ${repeat(
            rows,
            ({ id }) => id,
            ({ id, bars }, index) => this.row(id, bars, axis, index === 0),
          )}
        </tbody>
      </table>
    </div>`;
  }

  /** @param {string} id @param {import("./stints.js").Bar[]} bars @param {Axis} axis @param {boolean} first */
  row(id, bars, axis, first) {
    const player = /** @type {import("../js/document.js").Player} */ (this.players?.[id]);
    return html`<tr class=${bars.some(({ now }) => now) ? "on" : ""}>
      <th scope="row" class="player" title=${fullName(player) || id}><span class="no">${player.jersey ?? ""}</span> ${surname(player) || id}</th>
      <td class="track"><ol>${bars.map(
        ({ left, width, now, minus, stint }, number) =>
          html`<li class="${minus ? "minus" : ""}${now ? " now" : ""}" style="left: ${share(left)}; width: ${share(width)}" data-stint="${id}/${number}" data-middle=${left + width / 2} tabindex=${first && number === 0 ? 0 : -1}><span aria-hidden="true">${signed(stint.plus_minus)}</span><span class="visually-hidden">${told(stint, axis)}</span></li>`,
      )}</ol></td>
      <td>${minutes(player.seconds)}</td><td>${signed(player.plus_minus)}</td>
    </tr>`;
  }

  /** The margin, as the game flow has it, with the periods. @param {Axis} axis */
  strip(axis) {
    if (this.strips?.axis !== axis || this.strips.plays !== this.plays) {
      const { home, away, zero } = layout(momentsOf(this.plays), undefined, axis);
      const periods = axis.periods().map(({ left, label }) => html`<span style="left: ${left}">${label}</span>`);
      const drawn = () => html`<div class="strip" aria-hidden="true"><svg viewBox="0 0 10000 1000" preserveAspectRatio="none"><path class="home" d=${home} /><path class="away" d=${away} /><path class="zero" d="M0 ${zero}H10000" /></svg>${periods}</div>`;
      this.strips = { axis, plays: this.plays, drawn };
    }
    return this.strips.drawn();
  }

  /** @type {{axis: Axis, plays: GameDocument["plays"], drawn: () => import("lit").TemplateResult} | undefined} */
  strips;

  /** @param {Event} event */
  point(event) {
    const bar = /** @type {HTMLElement} */ (event.target).closest("li");
    this.pointed = bar?.dataset.stint ?? "";
  }

  leave() {
    this.pointed = "";
  }

  /** @param {KeyboardEvent} event */
  step(event) {
    const bar = /** @type {HTMLElement} */ (event.target).closest("li");
    const step = STEPS[event.key];
    if (!bar || !step) return;
    event.preventDefault();
    const lists = [...this.querySelectorAll("ol")];
    const list = lists[lists.indexOf(/** @type {HTMLOListElement} */ (bar.parentElement)) + step[0]];
    if (!list) return;
    const bars = /** @type {HTMLElement[]} */ ([...list.children]);
    const middle = (/** @type {HTMLElement} */ one) => Math.abs(Number(one.dataset.middle) - Number(bar.dataset.middle));
    const next = step[0] ? bars.reduce((best, one) => (middle(one) < middle(best) ? one : best)) : bars[bars.indexOf(bar) + step[1]];
    next?.focus();
  }
}

/** The background that marks the periods: a line at the beginning of each but the first. @param {Axis} axis */
const grid = (axis) =>
  axis
    .periods()
    .slice(1)
    .map(({ left }) => `linear-gradient(var(--line), var(--line)) ${left} 0 / 1px 100% no-repeat`)
    .join(", ");

customElements.define("rotation-chart", RotationChart);
