// The filters of the shot chart as a form: a row of menus in the panel, all of them open where it is alone.
import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { gettext } from "../js/text.js";

/** @typedef {import("./shot-options.js").Option} Option */
/** @typedef {ReturnType<typeof import("./shot-options.js").menus>} Menus */

/** @param {Option[]} options */
const list = (options) => options.map(({ value, text, chosen }) => html`<option value=${value} ?selected=${chosen}>${text}</option>`);

/** @param {string} name @param {Option[]} options */
const select = (name, options) => html`<select name=${name} .value=${live(options.find(({ chosen }) => chosen)?.value ?? "")}>${list(options)}</select>`;

/** @param {string} name @param {Option[]} options */
const checks = (name, options) =>
  options.map(({ value, text, chosen }) => html`<label><input type="checkbox" name=${name} value=${value} .checked=${live(chosen)}>${text}</label>`);

/** @param {Menus} menus @param {boolean} alone @param {{change: (event: Event) => void, submit: (event: SubmitEvent) => void}} on */
export const form = (menus, alone, on) => html`<form class="filters" aria-label=${gettext("Which shots are shown")} @change=${on.change} @submit=${on.submit}>
  <label class="team"><span class="visually-hidden">${gettext("Team")}</span>${select("team", menus.team)}</label>
  <details class="pick" ?open=${alone}><summary><span>${menus.players}</span></summary><div class="shot-menu">${menus.player.map(({ team, options }) => html`<fieldset><legend>${team}</legend>${checks("player", options)}</fieldset>`)}</div></details>
  <details class="pick" ?open=${alone}><summary><span>${menus.periods}</span></summary><div class="shot-menu"><fieldset><legend class="visually-hidden">${gettext("Periods")}</legend>${checks("period", menus.period)}</fieldset></div></details>
  <details class="pick more" ?open=${alone}><summary><span>${menus.more}</span></summary><div class="shot-menu">
    <div class="fields"><label>${gettext("Twos and threes")}${select("kind", menus.kind)}</label>
    <label>${gettext("Made and missed")}${select("result", menus.result)}</label>
    ${menus.score.length ? html`<label>${gettext("Score before it")}${select("score", menus.score)}</label>` : nothing}
    <div class="last-minutes"><label>${gettext("Last minutes")}<input type="number" name="last" min="1" max="99" .value=${live(menus.minutes)}></label>${menus.last.map(({ value, text, chosen }) => html`<button name="last" value=${value} aria-pressed=${chosen ? "true" : nothing}>${text}</button>`)}</div></div>
    ${menus.unit.length ? html`<label class="unit">${gettext("Five on the floor")}${select("unit", menus.unit)}</label>` : nothing}
    ${menus.attribute.length ? html`<fieldset class="attributes"><legend>${gettext("How the shot was taken")}</legend>${checks("attribute", menus.attribute)}</fieldset>` : nothing}
  </div></details>
  <label class="view"><span class="visually-hidden">${gettext("View")}</span>${select("view", menus.view)}</label>
  <span class="old-age"></span>
</form>`;

/** What a form says, by name: a list where several can be chosen. @param {HTMLFormElement} form @returns {{[name: string]: string | string[]}} */
export function choicesOf(form) {
  const said = new FormData(form);
  const one = (/** @type {string} */ name) => `${said.get(name) ?? ""}`;
  const several = (/** @type {string} */ name) => said.getAll(name).map(String);
  return {
    team: one("team"),
    player: several("player"),
    period: several("period"),
    kind: one("kind"),
    result: one("result"),
    score: one("score"),
    last: one("last"),
    unit: one("unit"),
    attribute: several("attribute"),
    view: one("view") === "marks" ? "" : one("view"),
  };
}
