// Team colors on air: which ground and which ink each of two teams gets when they stand side by side.
// One pure function; tests/vectors/colors.json is its table of awkward pairs.

/** @typedef {{color?: string, text_color?: string, secondary?: string}} Jersey colors as #RRGGBB: tonight's jersey or else the team's primary; its number; the team's second color */
/** @typedef {{ground: string, ink: string, edge: string | null}} Block `edge`: the color of a 2 px line on the inner edge, or null */

const INK = "#F4F6F8";
const NIGHT = "#0E1116";
const WHITE_JERSEY = "#E9ECEF";
const UNKNOWN = "#3A4350";
/** OKLab distance under which two grounds are taken for one. Navy and royal (0.156) clash, red and maroon (0.195) do not. */
const CLASH = 0.16;
/** OKLab chroma from which a color has a hue that counts. */
const COLORFUL = 0.1;
const READABLE = 4.5;

/**
 * Choose the grounds and inks of two teams that stand side by side.
 * @param {Jersey} home
 * @param {Jersey} away the visitors, who give way where the two clash
 * @returns {{home: Block, away: Block}}
 */
export function teamColors(home, away) {
  const homeColors = known(home);
  const awayColors = known(away);
  const homePair = onOwnGround(homeColors);
  let awayPair = onOwnGround(awayColors);
  const clashes = (/** @type {string} */ ground) => oklabDistance(ground, homePair.ground) < CLASH;
  if (clashes(awayPair.ground)) {
    const own = awayColors.color ?? UNKNOWN;
    const candidates = [awayColors.secondary, awayColors.text_color, WHITE_JERSEY, own, UNKNOWN, NIGHT];
    for (const candidate of candidates) {
      if (candidate === undefined) continue;
      const pair = onOwnGround({ color: candidate, text_color: own });
      if (clashes(pair.ground)) continue;
      awayPair = pair;
      break;
    }
  }
  return { home: withEdge(homePair), away: withEdge(awayPair) };
}

/**
 * Say whether a key color can be used beside these grounds: not where its hue is within 25 degrees of a
 * ground's (OKLab chroma over 0.1).
 * @param {string} key the key color, #RRGGBB
 * @param {string[]} grounds
 * @returns {{refused: boolean, offer: string[]}} `offer`: magenta and blue, as far as they can be used
 */
export function checkKeyColor(key, grounds) {
  const near = (/** @type {string} */ candidate) => grounds.some((ground) => sameHue(candidate, ground));
  return { refused: near(key), offer: ["#FF00FF", "#0000FF"].filter((candidate) => !near(candidate)) };
}

/** The block of a team that stands alone. @param {Jersey} jersey @returns {Block} */
export const ownBlock = (jersey) => withEdge(onOwnGround(known(jersey)));

/** The ground of a team that stands alone, or null where its color is not known. @param {Jersey} jersey @returns {string | null} */
export function ownGround(jersey) {
  const colors = known(jersey);
  return colors.color === undefined ? null : onOwnGround(colors).ground;
}

/** @param {Jersey} jersey @returns {Jersey} without what is no color */
function known(jersey) {
  const color = (/** @type {string | undefined} */ value) =>
    value !== undefined && /^#[0-9a-f]{6}$/i.test(value) ? value.toUpperCase() : undefined;
  return { color: color(jersey.color), text_color: color(jersey.text_color), secondary: color(jersey.secondary) };
}

/** @param {Jersey} jersey @returns {{ground: string, ink: string}} */
function onOwnGround({ color, text_color, secondary }) {
  if (color === undefined) return { ground: UNKNOWN, ink: INK };
  const [light, ...hue] = oklab(color);
  // A yellow jersey is as light as a white one.
  const ground = light > 0.93 && Math.hypot(...hue) < COLORFUL ? WHITE_JERSEY : color;
  for (const ink of [text_color, secondary]) if (ink !== undefined && contrast(ink, ground) >= READABLE) return { ground, ink };
  return { ground, ink: contrast(INK, ground) >= contrast(NIGHT, ground) ? INK : NIGHT };
}

/** A dark ground beside the dark centre needs a line between the two. @param {{ground: string, ink: string}} pair @returns {Block} */
const withEdge = ({ ground, ink }) => ({ ground, ink, edge: oklab(ground)[0] < 0.3 ? `${ink}59` : null });

/** @param {string} color @returns {[number, number, number]} linear light, 0 to 1 */
function linear(color) {
  const channel = (/** @type {number} */ at) => {
    const value = parseInt(color.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

/** WCAG 2 contrast ratio, 1 to 21. @param {string} one @param {string} other */
export function contrast(one, other) {
  const luminance = (/** @type {string} */ color) => {
    const [red, green, blue] = linear(color);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** Bjorn Ottosson's OKLab. @param {string} color @returns {[number, number, number]} L (0 to 1), a, b */
export function oklab(color) {
  const [red, green, blue] = linear(color);
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** @param {string} one @param {string} other */
export function oklabDistance(one, other) {
  const [a, b] = [oklab(one), oklab(other)];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

/** @param {string} one @param {string} other */
function sameHue(one, other) {
  const [a, b] = [oklab(one), oklab(other)];
  if (Math.hypot(a[1], a[2]) <= COLORFUL || Math.hypot(b[1], b[2]) <= COLORFUL) return false;
  const degrees = Math.abs(Math.atan2(a[2], a[1]) - Math.atan2(b[2], b[1])) * (180 / Math.PI);
  return Math.min(degrees, 360 - degrees) <= 25;
}
