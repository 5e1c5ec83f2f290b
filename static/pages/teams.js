// The pages of teams: the blocks that two teams get on air, by the rule of the graphics themselves, as they are typed.
import "../js/confirm.js";
import "../js/menus.js";
import { contrast, ownBlock, teamColors } from "../js/colors.js";
import { gettext } from "../js/text.js";

/** @typedef {import("../js/colors.js").Jersey} Jersey */
/** @typedef {import("../js/colors.js").Block} Block */
/** @typedef {import("../js/document.js").Side} Side */

/** @type {Side[]} */
const SIDES = ["away", "home"];
const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form[data-team]"));

/** What is typed of a team, or what the page was served with. @param {HTMLElement} block @returns {Jersey} */
function jerseyOf(block) {
  /** @type {Jersey} */
  const served = JSON.parse(block.dataset.jersey ?? "{}");
  if (!form || block.dataset.of !== form.dataset.team) return served;
  const fed = JSON.parse(form.dataset.fed ?? "{}");
  /** @type {{[name: string]: string}} */
  const typed = {};
  for (const name of ["color", "text_color", "secondary"]) {
    const field = /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
    const value = field.value.trim() || fed[name];
    if (value) typed[name] = value;
  }
  return { ...typed, ...JSON.parse(block.dataset.tonight ?? "{}") };
}

/** @param {HTMLElement} element @param {Block} block */
function dress(element, { ground, ink }) {
  element.style.setProperty("--ground", ground);
  element.style.setProperty("--block-ink", ink);
}

/** What is to be said of a block: how well it reads, and whether another ink than the one that was set was taken. @param {string} name @param {Block} block @param {Jersey} jersey */
function toldOf(name, { ground, ink }, { color, text_color }) {
  const ratio = contrast(ink, ground).toFixed(1);
  if (color && text_color && ink.toUpperCase() !== text_color.toUpperCase() && ground.toUpperCase() === color.toUpperCase())
    return gettext("%(team)s %(ratio)s : 1, in another ink than its own, which would not be read", { team: name, ratio });
  return gettext("%(team)s %(ratio)s : 1", { team: name, ratio });
}

function paint() {
  for (const pair of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-pair]"))) {
    const [away, home] = SIDES.map((side) => /** @type {HTMLElement} */ (pair.querySelector(`[data-side=${side}]`)));
    const jerseys = { away: jerseyOf(away), home: jerseyOf(home) };
    const blocks = teamColors(jerseys.home, jerseys.away);
    dress(away, blocks.away);
    dress(home, blocks.home);
    const middle = /** @type {HTMLElement} */ (pair.querySelector(".middle-block"));
    for (const side of SIDES) middle.style.setProperty(`--${side}-edge`, blocks[side].edge ?? "transparent");
    const told = [toldOf(away.dataset.name ?? "", blocks.away, jerseys.away), toldOf(home.dataset.name ?? "", blocks.home, jerseys.home)].join(" · ");
    const clash = blocks.away.ground !== ownBlock(jerseys.away).ground;
    const words = clash ? `${told}. ${gettext("The two clash: the visitors are shown in another of their colors.")}` : told;
    const text = /** @type {HTMLElement} */ (pair.querySelector(".told"));
    if (text.textContent !== words) text.textContent = words;
  }
  for (const block of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-alone]"))) dress(block, ownBlock(jerseyOf(block)));
}

form?.addEventListener("input", paint);
paint();
