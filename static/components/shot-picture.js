// What the shot chart paints of its data: the court with marks, areas or hexagons on it, the tables of zones, the
// legend, the totals, and the card of the shot that is pointed at.
import { html, nothing, svg } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { gettext } from "../js/text.js";
import { courtOfGame, radiusOf, SIZES } from "./shot-data.js";

/** @typedef {import("./shot-data.js").Mark} Mark */
/** @typedef {import("./shot-data.js").View} View */
/** @typedef {import("./words.js").Grounds} Grounds */
/** @typedef {{key: string, x: number, y: number, lines: string[]}} Target what can be pointed at; `lines`: what is said of it */
/** @typedef {{marks?: Mark[], areas?: import("./shot-data.js").AreaShown[], hexagons?: import("./shot-data.js").HexagonShown[]}} Drawn */

/** The cross of a miss. Not moved there by a transform: a hundred of these cost 25 ms at each paint. @param {number} x @param {number} y */
const cross = (x, y) => `M${x - 165} ${y - 165}l330 330M${x + 165} ${y - 165}l-330 330`;

/** @param {Mark} mark @param {number} radius */
const mark = ({ key, x, y, made, side, title }, radius) =>
  made
    ? svg`<circle class="made ${side}" cx=${x} cy=${y} r=${radius} role="img" data-key=${key} tabindex="-1"><title>${title}</title></circle>`
    : svg`<path class="missed ${side}" d=${cross(x, y)} role="img" data-key=${key} tabindex="-1"><title>${title}</title></path>`;

/** @param {Mark[]} shown */
const marksOf = (shown) => {
  const radius = radiusOf(shown);
  return svg`<g class="marks">${repeat(shown, ({ key }) => key, (one) => mark(one, radius))}</g>`;
};

/** @param {import("./shot-data.js").AreaShown} area */
const label = ({ x, y, anchor, made, tried, percent }) =>
  tried ? svg`<text x=${x} y=${y} text-anchor=${anchor}><tspan class="made-of">${made}/${tried}</tspan><tspan class="share" x=${x} dy="720">${percent}%</tspan></text>` : nothing;

/** The court, and what lies on it. @param {import("../js/document.js").Game} game @param {Grounds} grounds @param {string} own the ground of the team chosen, or "" @param {Drawn} drawn */
export function court(game, grounds, own, { marks, areas, hexagons }) {
  const { viewBox, lines } = courtOfGame(game);
  const paths = [
    ...(areas ?? []).map(({ tone, path, title, area }) => ({ tone, path, title, key: area })),
    ...(hexagons ?? []).map(({ tone, path, title, x, y }) => ({ tone, path, title, key: `${x}:${y}` })),
  ];
  return html`<svg class="court" viewBox=${viewBox} role="group" aria-labelledby="shots-title" style="--away: ${grounds.away}; --home: ${grounds.home}${own ? `; --own: ${own}` : ""}">
    <defs><radialGradient id="home-mark"><stop offset="0.24" /><stop class="edge" offset="0.28" /><stop class="edge" offset="0.46" /><stop class="team" offset="0.5" /></radialGradient></defs>
    <g class="floor"><path d=${lines[0][1]} /></g>
    ${areas || hexagons ? svg`<g class=${areas ? "areas" : "hexagons"}>${repeat(paths, ({ key }) => key, ({ tone, path, title, key }) => svg`<path class="tone ${tone}" d=${path} role="img" data-key=${key} tabindex=${areas ? nothing : "-1"}><title>${title}</title></path>`)}</g>` : nothing}
    <g class="lines">${lines.map(([name, path]) => svg`<path class=${name} d=${path} />`)}</g>
    ${areas ? svg`<g class="labels" aria-hidden="true">${areas.map(label)}</g>` : nothing}
    ${marks ? marksOf(marks) : nothing}
  </svg>`;
}

/**
 * What lies over the court for a moment: a ring round each mark that has just come, and the marks that have gone.
 * Each in a picture of its own: the browser fades a whole picture without painting the page again at every frame.
 * @param {import("../js/document.js").Game} game @param {Grounds} grounds @param {Mark[]} fresh @param {Mark[]} gone @param {number} radius of a mark
 */
export function passing(game, grounds, fresh, gone, radius) {
  const { viewBox } = courtOfGame(game);
  const over = (/** @type {string} */ kind, /** @type {Mark[]} */ marks, /** @type {(mark: Mark) => unknown} */ draw) =>
    repeat(marks, ({ key }) => `${kind} ${key}`, (one) => html`<svg class="passing ${kind}" viewBox=${viewBox} aria-hidden="true" style="--away: ${grounds.away}; --home: ${grounds.home}">${draw(one)}</svg>`);
  return [over("ring", fresh, ({ x, y }) => svg`<circle cx=${x} cy=${y} r="520" />`), over("gone", gone, (one) => mark(one, radius))];
}

/** @param {import("./shot-data.js").ZoneTable[]} tables */
export const zones = (tables) => html`<div class="zones scroll" tabindex="0" role="group" aria-labelledby="shots-title">${tables.map(({ title, rows }) =>
  rows.length
    ? html`<table>
        <caption>${title}</caption>
        <thead><tr><th scope="col">${gettext("Zone")}</th><th scope="col">${gettext("FGM")}</th><th scope="col">${gettext("FGA")}</th><th scope="col">${gettext("FG%")}</th><th scope="col">${gettext("eFG%")}</th></tr></thead>
        <tbody>${rows.map((row) => html`<tr><th scope="row">${row.zone}</th><td>${row.made}</td><td>${row.tried}</td><td>${row.percent}</td><td>${row.efg}</td></tr>`)}</tbody>
      </table>`
    : nothing,
)}</div>`;

/** @param {View} drawn @param {string} own */
export function legend(drawn, own) {
  if (drawn === "marks")
    return html`<div class="legend"><p><svg viewBox="-9 -9 18 18" aria-hidden="true"><circle r="6" /></svg><svg viewBox="-9 -9 18 18" aria-hidden="true"><circle r="6" /><circle class="eye" r="2.5" /></svg>${gettext("made")}</p><p><svg viewBox="-9 -9 18 18" aria-hidden="true"><path d="M-5-5L5 5M5-5L-5 5" /></svg>${gettext("missed")}</p></div>`;
  if (drawn === "zones") return html`<div class="legend"><p>${gettext("The numbers are the feed’s own; it does not say where they lie.")}</p></div>`;
  const swatch = (/** @type {string} */ tone, /** @type {string} */ text) =>
    html`<p><svg viewBox="-9 -9 18 18" aria-hidden="true" style=${own ? `--own: ${own}` : nothing}><rect class="tone ${tone}" x="-7" y="-7" width="14" height="14" /></svg>${text}</p>`;
  return html`<div class="legend"><p>${drawn === "hex" ? gettext("Points per shot, to the game’s") : gettext("eFG%, to the game’s")}</p>${swatch("over", gettext("over"))}${swatch("within", gettext("about"))}${swatch("under", gettext("under"))}${
    drawn === "hex"
      ? html`<p class="sizes"><svg viewBox="-700 -640 3900 1280" aria-hidden="true">${SIZES.map((path) => svg`<path d=${path} />`)}</svg>${gettext("1, 2, 3, 4 or more shots")}</p>`
      : swatch("few", gettext("under 3 shots"))
  }</div>`;
}

/** @param {import("./shot-data.js").Total[]} totals @param {Grounds} grounds */
export const totals = (totals, grounds) => html`<div class="teams">${totals.map((total) =>
  total.tried
    ? html`<p class="total ${total.side}" style="--ground: ${grounds[total.side]}"><svg class="mark" viewBox="-9 -9 18 18" aria-hidden="true"><circle r="6.5" />${total.side === "home" ? svg`<circle class="eye" r="2.5" />` : nothing}</svg><span class="code">${total.code}</span> <span>${gettext("FG")} <b>${total.made}-${total.tried}</b></span> ${total.threes ? html`<span>${gettext("3PT")} <b>${total.threes_made}-${total.threes}</b></span> ` : nothing}<span>${gettext("eFG%")} <b>${total.efg}</b></span> <span>${gettext("PTS/shot")} <b>${total.points_per_shot}</b></span></p>`
    : nothing,
)}</div>`;

/** The card of what is pointed at; a screen reader has the same words from the mark. @param {Target} target */
export const card = ({ lines: [first, ...rest] }) => html`<div class="shot-card" aria-hidden="true"><strong>${first}</strong>${rest.map((line) => html`<span>${line}</span>`)}</div>`;
