// The two pictures: what would be on air if what stands by were taken, and what is. Both take no focus and no clicks, so
// that keys cannot fall into them.
import { html, nothing } from "lit";
import { gettext } from "../../js/text.js";
import { surname } from "../words.js";
import { cueName, playerByJersey, zoneName } from "./cues.js";
import { Region } from "./region.js";

const GROUNDS = ["black", "white", "grey"];

export class DeskPicture extends Region {
  static properties = { ...Region.properties, kind: {}, ground: { state: true } };

  constructor() {
    super();
    this.kind = "program";
    this.ground = "black";
  }

  render() {
    const { desk, kind } = this;
    const preview = kind === "preview";
    const address = `/outputs/${desk.pk}/picture/${preview ? "?view=preview" : ""}`;
    const state = preview ? this.#standing() : this.#painted();
    return html`<header>
        <h2>${preview ? gettext("Preview") : gettext("Program")}</h2>
        <p class="told">${state.told}</p>
        ${state.note ? html`<p class="count">${state.note}</p>` : nothing}
        <div class="grounds" role="group" aria-label=${gettext("Ground")}>
          ${GROUNDS.map((ground) => html`<button type="button" class="ground ${ground}" aria-pressed=${`${ground === this.ground}`} aria-label=${{ black: gettext("On black"), white: gettext("On white"), grey: gettext("On gray") }[ground] ?? ""} @click=${() => (this.ground = ground)}></button>`)}
        </div>
      </header>
      <div class="frame on-${this.ground}" data-edge=${state.edge}>
        <iframe src=${address} title=${preview ? gettext("What would be on air") : gettext("What is on air")} tabindex="-1" inert></iframe>
        ${preview && desk.typed ? this.#typed() : nothing}
      </div>`;
  }

  #standing() {
    const standby = Object.entries(this.desk.output.program.standby ?? {});
    const told = standby.map(([zone, cue]) => `${zoneName(zone)}: ${cueName(cue, this.desk.aired)}`).join(" · ");
    return { edge: standby.length ? "ready" : "empty", told: told || gettext("Nothing stands by"), note: "" };
  }

  #painted() {
    const { on, painted, pages, missing } = this.desk.painted;
    if (!pages) return { edge: "none", told: gettext("No renderer is connected"), note: "" };
    const note = gettext("%(painted)s of %(pages)s", { painted, pages });
    if (!on) return { edge: "empty", told: gettext("Nothing is on air"), note };
    if (painted) return { edge: "on-air", told: gettext("On air"), note };
    return { edge: "waiting", told: gettext("Waiting for %(zones)s to be painted", { zones: missing.map(zoneName).join(", ") }), note };
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
