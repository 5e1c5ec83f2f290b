// The two pictures: what would be on air if what stands by were taken, and what is. Both take no focus and no clicks, so
// that keys cannot fall into them. Over them is said what is in which zone.
import { html, nothing } from "lit";
import { gettext } from "../../js/text.js";
import { surname } from "../words.js";
import { cueName, playerByJersey, zoneName } from "./cues.js";
import { Region } from "./region.js";
import { following } from "./rows.js";
import { keep, kept, still } from "./still.js";
import { ZONES } from "./zones.js";

/** @typedef {import("../../js/air/zones.js").Cue} Cue */

const GROUNDS = ["black", "white", "grey"];
const GROUND_KEPT = "courtside-ground";

/** Full frames of which a step is taken by hand. */
const STEPPED = "starting-five";

export class DeskPicture extends Region {
  static properties = { ...Region.properties, kind: {}, ground: { state: true }, still: { state: true } };

  constructor() {
    super();
    this.kind = "program";
    this.ground = "black";
    /** The still as an address, "" without one. */
    this.still = "";
  }

  firstUpdated() {
    super.firstUpdated();
    if (this.kind === "preview") void this.#recall();
  }

  render() {
    const { desk, kind } = this;
    const preview = kind === "preview";
    const address = `/outputs/${desk.pk}/picture/${preview ? "?view=preview" : ""}`;
    const state = preview ? this.#standing() : this.#painted();
    return html`<header>
        <h2>${preview ? gettext("Preview") : gettext("Program")}</h2>
        <p class="told">${state.told}</p>
        ${preview ? nothing : html`<ul class="zones" aria-label=${gettext("What is in each zone")}>${ZONES.map((zone) => this.#zone(zone))}</ul>`}
        ${state.note ? html`<p class="count">${state.note}</p>` : nothing}
        <div class="grounds" role="group" aria-label=${gettext("Ground")}>
          ${GROUNDS.map((ground) => html`<button type="button" class="ground ${ground}" aria-pressed=${`${ground === this.ground}`} aria-label=${{ black: gettext("On black"), white: gettext("On white"), grey: gettext("On gray") }[ground] ?? ""} @click=${() => this.#stand(ground)}></button>`)}
          ${preview ? this.#stills() : nothing}
        </div>
      </header>
      <div class="frame on-${this.ground}" data-edge=${state.edge}>
        ${this.ground === "still" && this.still ? html`<img class="backdrop" src=${this.still} alt="" />` : nothing}
        <iframe src=${address} title=${preview ? gettext("What would be on air") : gettext("What is on air")} tabindex="-1" inert></iframe>
        ${preview && desk.typed ? this.#typed() : nothing}
      </div>`;
  }

  #standing() {
    const standby = Object.entries(this.desk.output.program.standby ?? {});
    if (!standby.length) return { edge: "empty", told: gettext("Nothing stands by"), note: "" };
    return { edge: "ready", told: standby.map(([zone, cue], at) => html`${at ? " · " : ""}<span class="zone is-next">${zoneName(zone)} ${cueName(cue, this.desk.aired)}</span>`), note: "" };
  }

  #painted() {
    const { on, painted, pages, missing } = this.desk.painted;
    if (!pages) return { edge: "none", told: gettext("No renderer is connected"), note: "" };
    const note = gettext("%(painted)s of %(pages)s", { painted, pages });
    if (!on) return { edge: "empty", told: gettext("Nothing is on air"), note };
    if (painted) return { edge: "on-air", told: gettext("On air"), note };
    return { edge: "waiting", told: gettext("Waiting for %(zones)s to be painted", { zones: missing.map(zoneName).join(", ") }), note };
  }

  /** What is in a zone of the program, with what takes it out. @param {string} zone */
  #zone(zone) {
    const { desk } = this;
    const on = desk.output.program.graphics?.[zone];
    if (!on) return nothing;
    const name = cueName(on, desk.aired);
    return html`<li class="zone is-on" title=${`${zoneName(zone)} ${name}`}>
      <b>${zoneName(zone)}</b><span class="what">${name}${this.#loop(on)}</span>
      ${on.graphic === STEPPED ? html`<button type="button" aria-label=${gettext("Next step")} @click=${() => desk.commands.act("step", { zone, delta: 1 })}>+1</button>` : nothing}
      <button type="button" aria-label=${gettext("Take out what is in %(zone)s", { zone: zoneName(zone) })} @click=${() => desk.commands.act("out", { zone })}>×</button>
    </li>`;
  }

  /** What comes after a cue that loops. @param {Cue & {loop?: string}} cue */
  #loop({ loop, id = "" }) {
    if (!loop) return nothing;
    const found = this.desk.rundowns.find(id);
    const next = found && following(found.rows, found.row);
    return html` <span class="loops">${next ? gettext("loops, next: %(cue)s", { cue: cueName({ graphic: next.graphic, data: next.data }, this.desk.aired) }) : gettext("loops")}</span>`;
  }

  /** @param {string} ground */
  #stand(ground) {
    this.ground = ground;
    if (this.kind !== "preview") return;
    try {
      localStorage.setItem(GROUND_KEPT, ground);
    } catch {
      // A browser that keeps nothing begins on black.
    }
  }

  #stills() {
    return html`${this.still ? html`<button type="button" class="ground still" aria-pressed=${`${this.ground === "still"}`} aria-label=${gettext("On the still")} @click=${() => this.#stand("still")}><img src=${this.still} alt="" /></button>` : nothing}
      <label class="upload" title=${gettext("Choose a still to stand on. It stays in this browser.")}><input type="file" accept="image/*" class="visually-hidden" aria-label=${gettext("Choose a still to stand on")} @change=${this.#choose} /><svg viewBox="0 0 16 16" aria-hidden="true"><path d="M1.5 3h13v10h-13zM2 12l4-5 3 3.5 2-2 3 3.5" /></svg></label>`;
  }

  /** @param {Event} event */
  async #choose({ target }) {
    const field = /** @type {HTMLInputElement} */ (target);
    const [file] = field.files ?? [];
    field.value = "";
    field.blur();
    if (!file) return;
    const made = await still(file);
    if (!made) return this.desk.say(false, gettext("This file is no picture that the browser can show."));
    if (!(await keep(made))) this.desk.say(false, gettext("This browser keeps no stills: it is gone when the page is loaded anew."));
    this.still = made;
    this.#stand("still");
  }

  async #recall() {
    this.still = await kept();
    let ground = null;
    try {
      ground = localStorage.getItem(GROUND_KEPT);
    } catch {
      // As in #stand.
    }
    if (ground && (GROUNDS.includes(ground) || (ground === "still" && this.still))) this.ground = ground;
  }

  #typed() {
    const typed = /** @type {import("../../js/keys.js").Typed} */ (this.desk.typed);
    const found = playerByJersey(this.desk.aired, typed.team, typed.digits);
    return html`<div class="typed" role="status">
      <span>${typed.team === "home" ? gettext("HOME") : gettext("AWAY")}</span><b>${typed.digits || "–"}</b><span>${found ? surname(found[1]) : typed.digits ? gettext("not on the roster") : ""}</span>
    </div>`;
  }
}
customElements.define("desk-picture", DeskPicture);
