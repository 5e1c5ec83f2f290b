// Saving the shot chart from the browser: the picture that is shown, as SVG or PNG, with its typeface in it.
import { picture } from "./shot-drawing.js";

/** @typedef {import("./shot-drawing.js").Chart} Chart */

/** Pixels of a PNG for one of the picture. */
const SCALE = 2;
const EXTENDED = /[\u0100-\u02ff\u1e00-\u1eff\u20a0-\u20cf]/;

/** The theme in which the page is shown. @returns {import("./shot-drawing.js").Theme} */
const theme = () => (getComputedStyle(document.documentElement).colorScheme.startsWith("light") ? "light" : "dark");

/** The CSS that brings Barlow Condensed along, as far as a picture's letters need it. @param {string} drawn */
async function face(drawn) {
  const subsets = EXTENDED.test(drawn) ? ["latin", "latin-ext"] : ["latin"];
  const rules = subsets.flatMap((subset) =>
    [600, 700].map(async (weight) => {
      const answer = await fetch(new URL(`../fonts/barlow-condensed-${subset}-${weight}-normal.woff2`, import.meta.url));
      if (!answer.ok) throw new Error(`the typeface: ${answer.status}`);
      const only = subset === "latin-ext" ? "unicode-range:U+0100-02FF,U+1E00-1EFF,U+20A0-20CF;" : "";
      return `@font-face{font-family:"Barlow Condensed";font-weight:${weight};${only}src:url("data:font/woff2;base64,${base64(await answer.arrayBuffer())}") format("woff2")}`;
    }),
  );
  return (await Promise.all(rules)).join("");
}

/** @param {ArrayBuffer} bytes */
function base64(bytes) {
  let text = "";
  for (const byte of new Uint8Array(bytes)) text += String.fromCharCode(byte);
  return btoa(text);
}

/** The picture of a chart. Where the typeface cannot be had, the system's condensed face takes its place. @param {Chart} chart */
export async function svgOf(chart) {
  const bare = picture(chart, theme());
  const fonts = await face(bare).catch(() => "");
  return picture(chart, theme(), fonts);
}

/** @param {Chart} chart */
export async function pngOf(chart) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(await svgOf(chart))}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.naturalWidth * SCALE, image.naturalHeight * SCALE];
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return /** @type {Promise<Blob>} */ (new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png")));
}

/** Hand a file to the reader. @param {Blob} file @param {string} name */
export function handOver(file, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** A file's name of what a picture is of. @param {import("../js/document.js").Game} game @param {string} ending */
export function fileName({ away, home }, ending) {
  const plain = `${away.name} at ${home.name} shots`.normalize("NFKD").replace(/[^\x00-\x7f]/g, "").replace(/[^A-Za-z0-9_-]+/g, "-").replace(/^-+|-+$/g, "");
  return `${plain.slice(0, 80) || "shots"}.${ending}`;
}
