// Who played when.
import { html } from "lit";
import { GamePanel } from "./game-panel.js";

export class RotationChart extends GamePanel {
  render() {
    return html``;
  }
}
customElements.define("rotation-chart", RotationChart);
