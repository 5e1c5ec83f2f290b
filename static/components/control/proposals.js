// What has just been reached, for ten seconds: accepted it goes on air, dismissed or lapsed it is gone.
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { own } from "../../js/own.js";
import { gettext } from "../../js/text.js";
import { code, periodName } from "../words.js";
import { called, graphicName, milestoneCue } from "./cues.js";
import { STANDS } from "./proposed.js";
import { keycap, Region } from "./region.js";

/** @typedef {import("./proposed.js").Proposal} Proposal */

export class DeskProposals extends Region {
  render() {
    const { all } = this.desk.proposed;
    return html`<header><h2>${gettext("Proposals")}</h2></header>
      <ul aria-live="polite">
        ${repeat(
          all,
          ({ id }) => id,
          (proposal, at) => {
            return html`<li>
              <p><b>${this.#told(proposal)}</b> <span class="target">${graphicName(this.#cue(proposal).graphic)}</span></p>
              <button type="button" class="accept" aria-keyshortcuts=${at ? nothing : "Y"} @click=${() => this.accept(proposal)}>${gettext("On air")}${keycap(at ? "" : "Y")}</button>
              <button type="button" class="dismiss" aria-label=${gettext("Dismiss")} title=${gettext("Dismiss")} aria-keyshortcuts=${at ? nothing : "N"} @click=${() => this.desk.settle(proposal)}>×${keycap(at ? "" : "N")}</button>
              <span class="bar" style="animation-duration: ${STANDS}ms"></span>
            </li>`;
          },
        )}
      </ul>
      ${all.length ? "" : html`<p class="hint">${gettext("Milestones come here for ten seconds: points by tens, fouls, runs, double-doubles, the end of a period. None goes on air by itself.")}</p>`}`;
  }

  /** @param {Proposal} proposal */
  accept(proposal) {
    this.desk.settle(proposal);
    return this.desk.commands.takeNow(this.#cue(proposal));
  }

  /** @param {Proposal} proposal */
  #cue(proposal) {
    return milestoneCue(proposal, this.desk.aired, this.desk.output.settings?.language ?? "en");
  }

  /** @param {Proposal} proposal */
  #told({ kind, player = "", team, count = 0, out, period }) {
    const { players, game } = this.desk.aired;
    const one = own(players, player);
    const values = { player: one ? called(one) : "", team: team && game ? code(game[team]) : "", count, period: periodName(period) };
    if (kind === "points") return gettext("%(player)s has %(count)s points", values);
    if (kind === "double") return count > 2 ? gettext("%(player)s has a triple-double", values) : gettext("%(player)s has a double-double", values);
    if (kind === "fouls") return out ? gettext("%(player)s has fouled out", values) : gettext("%(player)s: foul %(count)s", values);
    if (kind === "run") return gettext("%(team)s on a %(count)s-0 run", values);
    return gettext("End of %(period)s", values);
  }
}
customElements.define("desk-proposals", DeskProposals);
