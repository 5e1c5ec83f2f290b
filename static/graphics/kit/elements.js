// The small things that every graphic does with its elements, and the rules of style that all of them start from.

import { has } from "../../js/own.js";

/** The theme: what a producer's stage may set, and what is drawn where it sets nothing. `var()` of these only. */
export const NIGHT = "var(--air-night, #0E1116)";
export const RAISED = "var(--air-raised, #171B22)";
export const LINE = "var(--air-line, #2A303A)";
export const INK = "var(--air-ink, #F4F6F8)";
export const MUTED = "var(--air-muted, #A7B0BC)";
export const GOLD = "var(--air-gold, #FFC53D)";
export const ALARM = "var(--air-alarm, #C62828)";
export const FACE = 'var(--air-face, "Barlow Condensed", "Roboto Condensed", "Arial Narrow", sans-serif)';
export const RADIUS = "var(--air-radius, 6px)";
/** The ground of a team without a color. */
export const NO_COLOR = "#3A4350";

/** What every graphic's style begins with: the stage, and the type that all texts inherit. */
const STAGE = `
:host { position: absolute; inset: 0; width: 1920px; height: 1080px; display: block; overflow: hidden;
  font-family: ${FACE}; font-weight: 600; font-variant-numeric: tabular-nums; letter-spacing: 0; white-space: pre; color: ${INK}; }
/* Not display: none, so that texts can be measured before they are seen. */
:host([hidden]) { visibility: hidden; }
* { box-sizing: border-box; margin: 0; }
.fitted { display: inline-block; vertical-align: top; transform-origin: 0 50%; }
`;

/** @param {ParentNode} parent @param {string} selector @returns {HTMLElement} the first; the caller knows that it is there */
export const within = (parent, selector) => /** @type {HTMLElement} */ (parent.querySelector(selector));

/** @param {ParentNode} parent @param {string} selector @returns {HTMLElement[]} */
export const every = (parent, selector) => [...parent.querySelectorAll(selector)].map((element) => /** @type {HTMLElement} */ (element));

/** Fill a root with a graphic's style and elements. The markup is the graphic's own, never data. @param {ShadowRoot} root @param {string} style @param {string} markup */
export function frame(root, style, markup) {
  const template = document.createElement("template");
  template.innerHTML = `<style>${STAGE}${style}</style>${markup}`;
  root.append(template.content);
}

/** @param {Element} element @param {string} text @returns {boolean} whether it changed */
export function setText(element, text) {
  if (element.textContent === text) return false;
  element.textContent = text;
  return true;
}

/** Make a box hold as many children of one kind as there are things to show. @param {Element} box @param {number} count @param {() => Element} make */
export function setCount(box, count, make) {
  while (box.children.length > count) box.lastChild?.remove();
  while (box.children.length < count) box.append(make());
}

/** @param {string} name the class @param {string} [markup] the graphic's own @param {string} [tag] @returns {HTMLElement} */
export function made(name, markup = "", tag = "div") {
  const element = document.createElement(tag);
  element.className = name;
  element.innerHTML = markup;
  return element;
}

/** The width of something in stage px, whatever the stage is scaled to. @param {Range | Element} thing @param {HTMLElement} box a box of known width on the same stage */
export function widthOnStage(thing, box) {
  const scale = box.getBoundingClientRect().width / box.offsetWidth || 1;
  return thing.getBoundingClientRect().width / scale;
}

/** Whether a browser can draw the picture at an address; it is fetched and decoded by then. @param {string | undefined} address @returns {Promise<boolean>} */
export async function canDraw(address) {
  if (!address) return false;
  const image = new Image();
  image.src = address;
  return image.decode().then(
    () => true,
    () => false,
  );
}

/** Show a picture, or with nothing take it away. @param {HTMLElement} image an img @param {string | undefined} address */
export function setPicture(image, address) {
  if (!address) image.removeAttribute("src");
  else if (image.getAttribute("src") !== address) image.setAttribute("src", address);
  image.classList.toggle("absent", !address);
}

/** A word of a map, or the word itself where the map has none. @param {{[word: string]: string}} map @param {string} word */
export const wordOf = (map, word) => (has(map, word) ? map[word] : word);

/** Set a property of an element's style; the same value again would have the browser work its styles out anew. @param {HTMLElement} element @param {string} name @param {string} value */
export function setStyle(element, name, value) {
  if (element.style.getPropertyValue(name) !== value) element.style.setProperty(name, value);
}
