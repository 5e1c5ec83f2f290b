// The half court of each rule set as SVG paths, in mm in the hoop frame (SVG's y points down).
// The twin of broadcast/basketball/court.py over the same constants.
import data from "../../broadcast/basketball/court.json" with { type: "json" };
import { ruleSet } from "../js/clock.js";

/** @typedef {{half_width: number, baseline: number, half_line: number, board: number, board_half_width: number, lane_half_width: number, free_throw: number, free_throw_radius: number, arc: number, corner: number, restricted: number | null, center_radius: number, center_inner: number | null, dashed_circle: boolean, lane_marks: number[][], lane_mark_depth: number}} Court */
/** @typedef {import("../js/document.js").Area} Area */

const MARGIN = 60;
/** @type {{[name: string]: Court}} */
const courts = data.courts;

/** The court that a game is played on. @param {import("../js/document.js").Game} game @returns {Court} */
export const courtOf = (game) => courts[ruleSet({ game }).court];

/** Whether a place is on this half court, lines included. @param {Court} court @param {number} x @param {number} y */
export const holds = (court, x, y) => Math.abs(x) <= court.half_width && court.baseline <= y && y <= court.half_line;

/** @param {Court} court */
export const viewBox = ({ half_width, half_line, baseline }) =>
  `${-half_width - MARGIN} ${-half_line - MARGIN} ${2 * (half_width + MARGIN)} ${half_line - baseline + 2 * MARGIN}`;

/** The paths of the lines by name. @param {Court} court @returns {[string, string][]} */
export function lines(court) {
  const { half_width: width, lane_half_width: lane, free_throw_radius: radius, center_radius: center, arc, corner, restricted } = court;
  const [base, freeThrow, half, board] = [-court.baseline, -court.free_throw, -court.half_line, -court.board];
  const top = cornerTop(court);
  const rim = data.rim_radius;
  /** @type {[string, string][]} */
  const paths = [
    ["bounds", `M${-width} ${half}H${width}V${base}H${-width}Z`],
    ["lane", `M${-lane} ${base}V${freeThrow}H${lane}V${base}`],
    ["circle", `M${-radius} ${freeThrow}A${radius} ${radius} 0 0 1 ${radius} ${freeThrow}`],
    ["three", `M${-corner} ${base}V${-top}A${arc} ${arc} 0 0 1 ${corner} ${-top}V${base}`],
    ["center", `M${-center} ${half}A${center} ${center} 0 0 0 ${center} ${half}`],
    ["board", `M${-court.board_half_width} ${board}H${court.board_half_width}`],
    ["rim", `M${-rim} 0A${rim} ${rim} 0 1 1 ${rim} 0A${rim} ${rim} 0 1 1 ${-rim} 0`],
  ];
  if (court.dashed_circle) paths.push(["circle-back", `M${-radius} ${freeThrow}A${radius} ${radius} 0 0 0 ${radius} ${freeThrow}`]);
  const inner = court.center_inner;
  if (inner !== null) paths.push(["center-inner", `M${-inner} ${half}A${inner} ${inner} 0 0 0 ${inner} ${half}`]);
  if (restricted !== null) paths.push(["restricted", `M${-restricted} ${board}V0A${restricted} ${restricted} 0 0 1 ${restricted} 0V${board}`]);
  const depth = court.lane_mark_depth;
  const marks = [-1, 1].flatMap((side) => court.lane_marks.map(([start, end]) => `M${side * lane} ${-start}h${side * depth}V${-end}h${-side * depth}Z`));
  paths.push(["marks", marks.join("")]);
  return paths;
}

/** The y at which the straight corner line meets the arc. @param {Court} court */
const cornerTop = ({ arc, corner }) => Math.round(Math.sqrt(arc ** 2 - corner ** 2));

/** The path of each area, to be filled by the rule evenodd. @param {Court} court @returns {[Area, string][]} */
export function shapes(court) {
  const { half_width: width, lane_half_width: lane, corner, arc } = court;
  const near = data.rim_area_radius;
  const [base, freeThrow, half, top] = [-court.baseline, -court.free_throw, -court.half_line, -cornerTop(court)];
  const disc = `M${-near} 0A${near} ${near} 0 1 1 ${near} 0A${near} ${near} 0 1 1 ${-near} 0Z`;
  const paint = `M${-lane} ${base}V${freeThrow}H${lane}V${base}Z`;
  const corners = (/** @type {-1 | 1} */ side) => `M${side * width} ${base}V${top}H${side * corner}V${base}Z`;
  const arcs = (/** @type {-1 | 1} */ side) => `M${side * width} ${top}V${half}H0V${-arc}A${arc} ${arc} 0 0 ${side > 0 ? 1 : 0} ${side * corner} ${top}Z`;
  return [
    ["rim", disc],
    ["paint", paint + disc],
    ["mid-range", `M${-corner} ${base}V${top}A${arc} ${arc} 0 0 1 ${corner} ${top}V${base}Z${paint}`],
    ["left corner", corners(-1)],
    ["left arc", arcs(-1)],
    ["right corner", corners(1)],
    ["right arc", arcs(1)],
  ];
}
