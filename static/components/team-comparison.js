// Both teams side by side.
import { html } from "lit";
import { GamePanel } from "./game-panel.js";

export class TeamComparison extends GamePanel {
  render() {
    return html``;
  }
}
customElements.define("team-comparison", TeamComparison);
