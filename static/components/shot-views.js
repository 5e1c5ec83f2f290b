// What shots add up to: totals, the seven areas, hexagons, and the feed's zones. Counting only, no words.
// The twin of broadcast/dashboard/show/shot_views.py; tests/vectors/shots-views.json holds the two to one behavior.

/** @typedef {import("../js/document.js").Shot} Shot */
/** @typedef {import("../js/document.js").Area} Area */
/** @typedef {import("./court.js").Court} Court */
/** @typedef {{made: number, tried: number, threes_made: number, threes: number}} Tally */
/** @typedef {"few" | "under" | "within" | "over"} Tone by the game's */
/** @typedef {{area: Area, made: number, tried: number, tone: Tone}} AreaCount */
/** @typedef {{x: number, y: number, made: number, tried: number, points: number, size: number, tone: Tone, path: string}} Hexagon */

/** Under this many shots nearly every hexagon would hold one, and say nothing but made or missed. */
export const FEWEST_FOR_HEXAGONS = 40;

const HEXAGON = 550;
const FEW = 3;
const EFG_MARGIN = 0.08;
const POINTS_MARGIN = 0.15;
/** The size of a hexagon of 1, 2, 3, and of 4 or more shots. */
const SIZES = [0.5, 0.68, 0.84, 1];

/** @type {Area[]} */
const AREAS = ["left corner", "left arc", "mid-range", "paint", "rim", "right arc", "right corner"];

/** @param {Tally} tally @param {Shot} shot */
function add(tally, { made, three }) {
  tally.tried += 1;
  tally.made += Number(made);
  tally.threes += Number(three);
  tally.threes_made += Number(made && three);
}

/** @returns {Tally} */
const empty = () => ({ made: 0, tried: 0, threes_made: 0, threes: 0 });

/** @param {Iterable<Shot>} shots */
export function tally(shots) {
  const counted = empty();
  for (const shot of shots) add(counted, shot);
  return counted;
}

/** @param {Tally} tally */
export const points = ({ made, threes_made: threes }) => 2 * made + threes;

/** Effective field goals as a fraction; 0 of nothing. @param {Tally} tally */
const efg = (tally) => (tally.tried ? points(tally) / (2 * tally.tried) : 0);

/** @param {Tally} tally */
const pointsPerShot = (tally) => (tally.tried ? points(tally) / tally.tried : 0);

/** @param {number} value @param {number} mean @param {number} margin @returns {Tone} */
const toneOf = (value, mean, margin) => (value - mean > margin ? "over" : mean - value > margin ? "under" : "within");

/** Each area with its attempts, and how it is to be filled: by the effective field goals of the whole game. @param {Shot[]} shots @param {Shot[]} every @returns {AreaCount[]} */
export function areas(shots, every) {
  const mean = efg(tally(every));
  const counted = new Map(AREAS.map((area) => [area, empty()]));
  for (const shot of shots) if (shot.area) add(/** @type {Tally} */ (counted.get(shot.area)), shot);
  return [...counted].map(([area, one]) => ({ area, made: one.made, tried: one.tried, tone: one.tried < FEW ? "few" : toneOf(efg(one), mean, EFG_MARGIN) }));
}

/** Where the words of each area stand (SVG's y points down), and their anchor. @param {Court} court @param {number} rimArea @returns {{[area: string]: [number, number, string]}} */
export function labelPlaces(court, rimArea) {
  const top = Math.round(Math.sqrt(court.arc ** 2 - court.corner ** 2));
  const corner = -middle(court.baseline, top);
  const wing = Math.floor((court.half_width * 2) / 3);
  const edge = court.half_width - 130;
  return {
    rim: [0, 0, "middle"],
    paint: [0, -middle(rimArea, court.free_throw), "middle"],
    "mid-range": [0, -middle(court.free_throw, court.arc), "middle"],
    "left corner": [-edge, corner, "start"],
    "right corner": [edge, corner, "end"],
    "left arc": [-wing, -court.arc - 150, "middle"],
    "right arc": [wing, -court.arc - 150, "middle"],
  };
}

/** @param {number} one @param {number} other */
const middle = (one, other) => Math.floor((one + other) / 2);

/** The hexagons that hold shots, from the top left on; the tone compares points per shot with the mean of the game's shots. @param {Shot[]} shots @param {Shot[]} every @returns {Hexagon[]} */
export function hexagons(shots, every) {
  const mean = pointsPerShot(tally(every));
  /** @type {Map<string, {column: number, row: number, one: Tally}>} */
  const cells = new Map();
  for (const shot of shots) {
    const [column, row] = cellOf(shot.x ?? 0, shot.y ?? 0);
    const key = `${column}:${row}`;
    let cell = cells.get(key);
    if (!cell) cells.set(key, (cell = { column, row, one: empty() }));
    add(cell.one, shot);
  }
  return [...cells.values()]
    .sort((a, b) => b.row - a.row || a.column - b.column)
    .map(({ column, row, one }) => {
      const x = Math.floor(Math.sqrt(3) * HEXAGON * (column + row / 2) + 0.5);
      const y = -Math.floor(1.5 * HEXAGON * row + 0.5) + 0;
      const size = Math.min(one.tried, SIZES.length);
      return { x, y, made: one.made, tried: one.tried, points: points(one), size, tone: toneOf(pointsPerShot(one), mean, POINTS_MARGIN), path: hexagon(x, y, size) };
    });
}

/** The path of a hexagon of `size` shots that stands on a corner. @param {number} x @param {number} y @param {number} size */
export function hexagon(x, y, size) {
  const radius = SIZES[size - 1] * HEXAGON * 0.96;
  const [across, half, tall] = [Math.floor((radius * Math.sqrt(3)) / 2 + 0.5), Math.floor(radius / 2 + 0.5), Math.floor(radius + 0.5)];
  const slope = tall - half;
  return `M${x} ${y - tall}l${across} ${slope}v${2 * half}l${-across} ${slope}l${-across} ${-slope}v${-2 * half}Z`;
}

/** The column and row of the hexagon that holds a place, in axial coordinates; (0, 0) is at the hoop. @param {number} x @param {number} y @returns {[number, number]} */
export function cellOf(x, y) {
  const column = ((Math.sqrt(3) / 3) * x - y / 3) / HEXAGON;
  const row = ((2 / 3) * y) / HEXAGON;
  const exact = [column, row, -column - row];
  const near = exact.map((one) => Math.floor(one + 0.5) + 0);
  const off = exact.map((one, at) => Math.abs(one - near[at]));
  // The three always add up to 0: the one that was rounded most gives way.
  if (off[0] > off[1] && off[0] > off[2]) return [-near[1] - near[2] + 0, near[1]];
  if (off[1] > off[2]) return [near[0], -near[0] - near[2] + 0];
  return [near[0], near[1]];
}

/** The feed's zones by number, with what was tried from each. @param {Shot[]} shots @param {"zone" | "advanced_zone"} name @returns {[number, Tally][]} */
export function zones(shots, name) {
  /** @type {Map<number, Tally>} */
  const counted = new Map();
  for (const shot of shots) {
    const zone = shot[name];
    if (zone === undefined) continue;
    let one = counted.get(zone);
    if (!one) counted.set(zone, (one = empty()));
    add(one, shot);
  }
  return [...counted].sort(([a], [b]) => a - b);
}
