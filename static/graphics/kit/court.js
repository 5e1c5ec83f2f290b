// The half court as it is drawn on air: 720 x 640 px, the rim at (360, 551), 44 px a meter, cut at 11.4 m from the rim.
// The lines and the seven areas are those of static/components/court.js.

import data from "../../../broadcast/basketball/court.json" with { type: "json" };
import { courtOf, lines, shapes } from "../../components/court.js";
import { labelPlaces } from "../../components/shot-views.js";

/** @typedef {import("../../js/document.js").Game} Game */
/** @typedef {import("../../js/document.js").Shot} Shot */
/** @typedef {import("../../js/document.js").Area} Area */

const RIM = { x: 360, y: 551 };
/** px a mm */
const SCALE = 0.044;
/** mm from the rim towards half court; what lies beyond is not drawn. */
const DRAWN_TO = 11_400;

const mm = (/** @type {number} */ px) => Math.round(px / SCALE);
/** The lines that stand over the floor in ink, and those that are not drawn: they are cut, or belong to the other half. */
const IRON = ["rim", "board"];
const CUT = ["bounds", "center", "center-inner"];

export const COURT_STYLE = `
.floor { fill: var(--air-raised, #171B22); }
.lines path { fill: none; stroke: #8B95A3; stroke-width: ${mm(3)}; stroke-linejoin: round; }
.lines path.iron { stroke: var(--air-ink, #F4F6F8); stroke-width: ${mm(4)}; }
.lines path.marks { stroke: none; fill: #8B95A3; }
`;

/** How far up the floor is drawn, in mm. @param {Game} game */
const reach = (game) => Math.min(DRAWN_TO, courtOf(game).half_line);

/** Where a place stands in the drawing, px; null where it is not drawn. @param {Pick<Shot, "x" | "y">} shot mm in the hoop frame @param {Game} game */
export function placeOf({ x, y }, game) {
  const court = courtOf(game);
  if (x === undefined || y === undefined || Math.abs(x) > court.half_width || y < court.baseline || y > reach(game)) return null;
  return { x: RIM.x + x * SCALE, y: RIM.y - y * SCALE };
}

/** Floor, areas, lines and layers for marks, as markup. @param {Game} game */
export function courtMarkup(game) {
  const court = courtOf(game);
  const [width, base, top] = [court.half_width, -court.baseline, -reach(game)];
  const frame = `M${-width} ${top}V${base}H${width}V${top}`;
  const drawn = [["bounds", frame], ...lines(court).filter(([name]) => !CUT.includes(name))];
  const paths = drawn.map(([name, path]) => `<path class="${name} ${IRON.includes(name) ? "iron" : ""}" d="${path}"/>`).join("");
  const areas = shapes(court).map(([area, path]) => `<path data-area="${area}" fill-rule="evenodd" d="${path}"/>`).join("");
  const inFrame = `transform="translate(${RIM.x} ${RIM.y}) scale(${SCALE})"`;
  return `
    <clipPath id="drawn"><path d="${frame}Z"/></clipPath>
    <g ${inFrame}>
      <path class="floor" d="${frame}Z"/>
      <g class="areas" clip-path="url(#drawn)">${areas}</g>
      <g class="lines">${paths}</g>
    </g>
    <g class="labels"></g><g class="misses"></g><g class="makes"></g><g class="rings"></g>`;
}

/** Where the words of each area stand, px, and to which side they run. @param {Game} game @returns {{[area: string]: {x: number, y: number, anchor: string}}} */
export function wordPlaces(game) {
  const places = Object.entries(labelPlaces(courtOf(game), data.rim_area_radius));
  return Object.fromEntries(places.map(([area, [x, y, anchor]]) => [area, { x: Math.round(RIM.x + x * SCALE), y: Math.round(RIM.y + y * SCALE), anchor }]));
}
