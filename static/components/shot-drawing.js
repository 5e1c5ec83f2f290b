// A shot chart as a picture of its own: one SVG file that needs nothing else. Text in, text out.
// The twin of broadcast/dashboard/show/shot_drawing.py, which writes the same file on the server, to the letter.
import style from "../../broadcast/dashboard/show/shot_picture.json" with { type: "json" };
import { gettext } from "../js/text.js";

/** @typedef {"dark" | "light"} Theme */
/** @typedef {(typeof style.themes)[Theme]} Colors */
/**
 * What a picture shows: as shot-data.js has it, with the words and colors of the panel.
 * @typedef {object} Chart
 * @property {import("../js/document.js").Game} game
 * @property {import("./shot-data.js").View} drawn
 * @property {string} viewBox
 * @property {[string, string][]} lines
 * @property {import("./words.js").Grounds} grounds
 * @property {string} ground of the team chosen, or ""
 * @property {string[]} inWords the filters
 * @property {string} counted
 * @property {string} leftOut
 * @property {string} nothing
 * @property {import("./shot-data.js").Total[]} totals
 * @property {import("./shot-data.js").Mark[]} [marks]
 * @property {number} [radius]
 * @property {import("./shot-data.js").AreaShown[]} [areas]
 * @property {import("./shot-data.js").HexagonShown[]} [hexagons]
 * @property {import("./shot-data.js").ZoneTable[]} [tables]
 */

const { width: WIDTH, margin: MARGIN } = style;
const FACE = "Barlow Condensed, Roboto Condensed, Arial Narrow, sans-serif";
/** What XML 1.0 has no place for, not even escaped (section 2.2). */
const NO_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Cs}]/gu;

/** Write a text so that XML takes it for nothing but text. @param {string | number} text */
export const escaped = (text) => `${text}`.replace(NO_XML, "").replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** A text and the size at which it has room: down to 70 % of what is asked, then cut short. @param {string} text @param {number} size @param {number} room @returns {[string, number]} */
export function fitted(text, size, room) {
  const letters = [...text];
  const least = Math.floor((size * 7) / 10);
  for (let smaller = size; smaller >= least; smaller -= 2) if (letters.length * smaller <= 2 * room) return [text, smaller];
  return [`${letters.slice(0, Math.floor((2 * room) / least) - 1).join("")}…`, least];
}

/** The SVG of a chart. @param {Chart} chart @param {Theme} theme @param {string} [fonts] the CSS that brings the face along */
export function picture(chart, theme, fonts = "") {
  const colors = style.themes[theme];
  const { game, drawn } = chart;
  const room = WIDTH - 2 * MARGIN;
  const [title, titleSize] = fitted(gettext("%(away)s at %(home)s", { away: game.away.name, home: game.home.name }), 52, room);
  const [words, wordsSize] = fitted([viewName(drawn), ...chart.inWords].join(" · "), 32, room);
  const [body, bottom] = bodyOf(chart, colors, 152);
  const totals = chart.totals.filter(({ tried }) => tried);
  const height = bottom + 64 + 48 * Math.max(1, totals.length) + 24;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="${FACE}" font-weight="600">`,
    `<style>${fonts}text{font-variant-numeric:tabular-nums}</style>`,
    `<rect width="${WIDTH}" height="${height}" fill="${colors.ground}"/>`,
    text(MARGIN, 76, titleSize, colors.ink, title, "start", 700),
    text(MARGIN, 122, wordsSize, colors.muted, words),
    body,
    legend(chart, colors, bottom + 36),
    ...totals.map((one, number) => total(one, chart, colors, bottom + 64 + 48 * number)),
    totals.length ? "" : text(MARGIN, bottom + 98, 32, colors.muted, chart.nothing),
    "</svg>",
  ]
    .filter(Boolean)
    .map((part) => `${part}\n`)
    .join("");
}

/** @param {number} x @param {number} y @param {number} size @param {string} color @param {string | number} words @param {string} [anchor] @param {number} [weight] */
const text = (x, y, size, color, words, anchor = "start", weight = 600) =>
  `<text x="${x}" y="${y}" font-size="${size}" font-weight="${weight}" fill="${color}" text-anchor="${anchor}">${escaped(words)}</text>`;

/** The name of a view as the title of a picture. @param {import("./shot-data.js").View} view */
const viewName = (view) => ({ marks: gettext("Shot chart"), areas: gettext("Shooting by area"), zones: gettext("Shooting by zone"), hex: gettext("Points per shot") })[view];

/** What is drawn below the titles, and where it ends. @param {Chart} chart @param {Colors} colors @param {number} top @returns {[string, number]} */
function bodyOf(chart, colors, top) {
  if (chart.tables) return tables(chart.tables, colors, top);
  const { viewBox, lines, areas = [], hexagons = [], marks = [] } = chart;
  const [, , wide, tall] = viewBox.split(" ").map(Number);
  const room = WIDTH - 2 * MARGIN;
  const height = Math.floor((room * tall + Math.floor(wide / 2)) / wide);
  const own = chart.ground || colors.muted;
  const parts = [
    `<svg x="${MARGIN}" y="${top}" width="${room}" height="${height}" viewBox="${viewBox}">`,
    `<path d="${lines[0][1]}" fill="${colors.floor}"/>`,
    ...areas.map((one) => filled(one, own, "")),
    ...hexagons.map((one) => filled(one, own, ` stroke="${colors.edge}" stroke-opacity="0.6" stroke-width="25"`)),
    `<g fill="none" stroke="${colors.court}" stroke-width="50">`,
    ...lines.map(([name, path]) => line(name, path, colors)),
    "</g>",
    ...areas.filter(({ tried }) => tried).map((one) => label(one, colors)),
    ...marks.map((one) => mark(one, chart, colors)),
    "</svg>",
  ];
  return [parts.join("\n"), top + height];
}

/** @param {{path: string, tone: import("./shot-views.js").Tone, title: string}} one @param {string} own @param {string} edge */
const filled = ({ path, tone, title }, own, edge) =>
  `<path d="${path}" fill="${own}" fill-opacity="${style.tones[tone]}" fill-rule="evenodd"${edge}><title>${escaped(title)}</title></path>`;

/** @param {string} name @param {string} path @param {Colors} colors */
function line(name, path, colors) {
  if (name === "marks") return `<path d="${path}" fill="${colors.court}" stroke="none"/>`;
  if (name === "board" || name === "rim") return `<path d="${path}" stroke="${colors.ink}" stroke-width="70"/>`;
  const dashes = name === "circle-back" ? ` stroke-dasharray="312${" 394".repeat(13)} 312"` : "";
  return `<path d="${path}"${dashes}/>`;
}

/** @param {import("./shot-data.js").AreaShown} one @param {Colors} colors */
function label({ x, y, anchor, made, tried, percent }, colors) {
  const halo = `fill="${colors.ink}" stroke="${colors.ground}" stroke-width="150" stroke-linejoin="round" paint-order="stroke"`;
  const place = `x="${x}" text-anchor="${anchor}"`;
  return `<text ${place} y="${y}" font-size="980" font-weight="700" ${halo}>${made}/${tried}</text>\n<text ${place} y="${y + 720}" font-size="720" ${halo}>${percent}%</text>`;
}

/** @param {import("./shot-data.js").Mark} one @param {Chart} chart @param {Colors} colors */
function mark({ x, y, made, side, title }, { grounds, radius }, colors) {
  const said = `<title>${escaped(title)}</title>`;
  if (made) return `<circle cx="${x}" cy="${y}" r="${radius}" fill="${grounds[side]}" stroke="${colors.edge}" stroke-width="45">${said}</circle>${eye(side, x, y, 78, 45, colors)}`;
  return `<path d="M-165-165L165 165M165-165L-165 165" transform="translate(${x} ${y})" fill="none" stroke="${colors.muted}" stroke-width="70" stroke-linecap="round">${said}</path>`;
}

/** What the home team's makes have in their middle: colors alone do not tell the teams apart. @param {string} side @param {number} x @param {number} y @param {number} radius @param {number} edge @param {Colors} colors */
const eye = (side, x, y, radius, edge, colors) =>
  side === "home" ? `<circle cx="${x}" cy="${y}" r="${radius}" fill="${colors.floor}" stroke="${colors.edge}" stroke-width="${edge}"/>` : "";

/** The tables of the feed's zones side by side, and where the longer one ends. @param {import("./shot-data.js").ZoneTable[]} all @param {Colors} colors @param {number} top @returns {[string, number]} */
function tables(all, colors, top) {
  const shown = all.filter(({ rows }) => rows.length);
  const wide = Math.floor((WIDTH - 2 * MARGIN - 48) / 2);
  const heads = [gettext("Zone"), gettext("FGM"), gettext("FGA"), gettext("FG%"), gettext("eFG%")];
  const parts = shown.flatMap(({ title, rows }, number) => {
    const left = MARGIN + number * (wide + 48);
    const right = [20, 40, 60, 80, 100].map((share) => left + Math.floor((wide * share) / 100));
    const cells = rows.flatMap((row, at) =>
      [row.zone, row.made, row.tried, row.percent, row.efg].map((value, column) => text(right[column], top + 112 + 38 * at, 30, colors.ink, value, "end")),
    );
    return [text(left, top + 30, 30, colors.ink, title), ...heads.map((head, column) => text(right[column], top + 72, 26, colors.muted, head, "end")), ...cells];
  });
  const longest = Math.max(0, ...shown.map(({ rows }) => rows.length));
  return [parts.join("\n"), top + 112 + 38 * longest];
}

/** The key to what is drawn, and how many shots it shows. @param {Chart} chart @param {Colors} colors @param {number} y */
function legend(chart, colors, y) {
  const own = chart.ground || colors.muted;
  const parts = [text(WIDTH - MARGIN, y, 28, colors.muted, [chart.counted, chart.leftOut].filter(Boolean).join(" · "), "end")];
  if (chart.drawn === "marks")
    parts.push(
      `<circle cx="${MARGIN + 10}" cy="${y - 9}" r="10" fill="${colors.muted}"/>`,
      `<circle cx="${MARGIN + 36}" cy="${y - 9}" r="10" fill="${colors.muted}"/>`,
      `<circle cx="${MARGIN + 36}" cy="${y - 9}" r="4" fill="${colors.ground}"/>`,
      text(MARGIN + 56, y, 28, colors.muted, gettext("made")),
      `<path d="M-9-9L9 9M9-9L-9 9" transform="translate(${MARGIN + 200} ${y - 9})" stroke="${colors.muted}" stroke-width="4" stroke-linecap="round"/>`,
      text(MARGIN + 220, y, 28, colors.muted, gettext("missed")),
    );
  else if (chart.drawn !== "zones") {
    parts.push(text(MARGIN, y, 28, colors.muted, chart.drawn === "hex" ? gettext("Points per shot, to the game’s") : gettext("eFG%, to the game’s")));
    /** @type {[keyof typeof style.tones, string][]} */
    const tones = [["over", gettext("over")], ["within", gettext("about")], ["under", gettext("under")]];
    for (const [number, [tone, words]] of tones.entries()) {
      const x = MARGIN + 360 + 130 * number;
      parts.push(
        `<rect x="${x}" y="${y - 20}" width="22" height="22" fill="${own}" fill-opacity="${style.tones[tone]}" stroke="${own}" stroke-width="2"/>`,
        text(x + 32, y, 28, colors.muted, words),
      );
    }
  }
  return parts.join("\n");
}

/** The line of what a team's shots add up to. @param {import("./shot-data.js").Total} one @param {Chart} chart @param {Colors} colors @param {number} top */
function total(one, { grounds, drawn }, colors, top) {
  const facts = [
    [gettext("FG"), `${one.made}-${one.tried}`],
    [gettext("3PT"), one.threes ? `${one.threes_made}-${one.threes}` : ""],
    [gettext("eFG%"), one.efg],
    [gettext("PTS/shot"), one.points_per_shot],
  ];
  const [x, y, ground] = [MARGIN + 12, top + 20, grounds[one.side]];
  const begin =
    drawn === "marks"
      ? `<circle cx="${x}" cy="${y}" r="11" fill="${ground}" stroke="${colors.edge}" stroke-width="2"/>${eye(one.side, x, y, 4, 2, colors)}`
      : `<rect x="${MARGIN}" y="${top}" width="8" height="40" fill="${ground}" stroke="${colors.muted}"/>`;
  const parts = [begin, text(MARGIN + 32, top + 33, 36, colors.ink, one.code, "start", 700)];
  for (const [number, [name, value]] of facts.entries()) {
    if (!value) continue;
    const x = MARGIN + 170 + 240 * number;
    const numberOf = `<tspan dx="4" font-size="36" font-weight="700" fill="${colors.ink}">${escaped(value)}</tspan>`;
    parts.push(`<text x="${x}" y="${top + 33}" font-size="30" fill="${colors.muted}">${escaped(name)} ${numberOf}</text>`);
  }
  return parts.join("\n");
}
