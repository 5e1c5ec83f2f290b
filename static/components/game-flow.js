// The flow of the game: the margin over game time.
import { html } from "lit";
import { GamePanel } from "./game-panel.js";

export class GameFlow extends GamePanel {
  render() {
    return html``;
  }
}
customElements.define("game-flow", GameFlow);
