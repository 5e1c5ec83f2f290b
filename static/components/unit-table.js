// The fives that have played together.
import { html } from "lit";
import { GamePanel } from "./game-panel.js";

export class UnitTable extends GamePanel {
  render() {
    return html``;
  }
}
customElements.define("unit-table", UnitTable);
