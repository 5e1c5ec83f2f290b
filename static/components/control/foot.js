// The foot: what came of the last command, the keys of the field that has the focus, and what was taken last, by whomever.
import { html, nothing } from "lit";
import { own } from "../../js/own.js";
import { gettext } from "../../js/text.js";
import { cueName, zoneName } from "./cues.js";
import { Region } from "./region.js";
import { timeOfDay } from "./times.js";

/** What keys do in a field of a card. @type {() => {[region: string]: string}} */
const regionKeys = () => ({
  "desk-score": gettext("↑ ↓ by one · ← → the other team · digits and Enter set · Esc"),
  "desk-clock": gettext("↑ ↓ seconds · ← → tenths · digits and Enter set, Enter alone takes · Esc"),
});

export class DeskFoot extends Region {
  render() {
    const { said, takes, aired } = this.desk;
    return html`<p class="said ${said ? (said.ok ? "ok" : "refused") : ""}" role="status">${said ? html`<span class="figures">${timeOfDay(said.at)}</span> ${said.text}` : gettext("Space takes what stands in the preview. ? shows all keys.")}</p>
      <p class="region-keys">${own(regionKeys(), this.desk.focused) ?? ""}</p>
      <ol class="takes" aria-label=${gettext("Last takes")}>
        ${takes.all.map(({ zone, cue, at }) => html`<li><span class="figures">${timeOfDay(at)}</span> ${zoneName(zone)} ${cueName(cue, aired)}${takes.by(at) ? html` <span class="by">${takes.by(at)}</span>` : nothing}</li>`)}
        ${takes.all.length ? nothing : html`<li class="muted">${gettext("Nothing has been taken yet")}</li>`}
      </ol>`;
  }
}
customElements.define("desk-foot", DeskFoot);
