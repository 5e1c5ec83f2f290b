// The foot: what came of the last command, and what was taken last, by whomever.
import { html, nothing } from "lit";
import { gettext } from "../../js/text.js";
import { cueName, zoneName } from "./cues.js";
import { Region } from "./region.js";
import { timeOfDay } from "./times.js";

export class DeskFoot extends Region {
  render() {
    const { said, takes, aired } = this.desk;
    return html`<p class="said ${said ? (said.ok ? "ok" : "refused") : ""}" role="status">${said ? html`<span class="figures">${timeOfDay(said.at)}</span> ${said.text}` : gettext("Space takes what stands in the preview. ? shows all keys.")}</p>
      <ol class="takes" aria-label=${gettext("Last takes")}>
        ${takes.map(({ zone, cue, at }) => html`<li><span class="figures">${timeOfDay(at)}</span> ${zoneName(zone)} ${cueName(cue, aired)}</li>`)}
        ${takes.length ? nothing : html`<li class="muted">${gettext("Nothing has been taken yet")}</li>`}
      </ol>`;
  }
}
customElements.define("desk-foot", DeskFoot);
