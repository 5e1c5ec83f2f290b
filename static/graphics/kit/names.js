// Fitting names and typed texts into the room there is. What is tried, in turn, is one rule (`fit`), a pure function
// of the widths that it is given; below it are the forms of a player's and of a team's name, and what measures.

import { every, widthOnStage, within } from "./elements.js";
import { capitals } from "./words.js";

/** @typedef {{text: string, size: number, scaleX: number}} Fit `size` in px; `scaleX` from 0.92 to 1 */
/** @typedef {{text: string, least: number}} Form `least`: the smallest share of the full size in which this form is set */
/** @typedef {(text: string, size: number) => number} Measure the width of a text in stage px */
/** @typedef {{name?: string, first_name?: string, last_name?: string, on_air_name?: string}} Person */
/** @typedef {{name?: string, short_name?: string, abbreviation?: string}} TeamName */

/** Type sizes allowed on air, px. */
const SIZES = new Set([24, 26, 28, 30, 32, 34, 36, 38, 42, 44, 46, 48, 52, 56, 60, 72, 76, 84, 112, 180]);
const STEP = 4;
const NARROWEST = 0.92;
const FULL = 0.8;
const SURNAME = 0.7;
const ELLIPSIS = "…";

/**
 * Choose how a text is set in a line: the first form that fits, as large as it fits. Each form goes down in steps of
 * 4 px (of those the sizes that are allowed on air) to its least share, is then narrowed to at most 0.92, and only
 * then gives way to the next. Where none fits, the last is cut short by an ellipsis.
 * @param {Form[]} forms in order of preference
 * @param {number} room px
 * @param {Measure} measure
 * @param {number} size the full size, px
 * @returns {Fit} an empty text where there is no form
 */
export function fit(forms, room, measure, size) {
  const given = forms.filter(({ text }) => text !== "");
  for (const { text, least } of given) {
    const sizes = sizesOf(size, least);
    for (const one of sizes) if (measure(text, one) <= room) return { text, size: one, scaleX: 1 };
    const smallest = sizes[sizes.length - 1];
    const scaleX = room / measure(text, smallest);
    if (scaleX >= NARROWEST) return { text, size: smallest, scaleX };
  }
  const last = given.at(-1);
  return last ? shortened(last, room, measure, size) : { text: "", size, scaleX: 1 };
}

/** @param {Form} form @param {number} room @param {Measure} measure @param {number} size @returns {Fit} */
function shortened({ text, least }, room, measure, size) {
  const smallest = sizesOf(size, least).at(-1) ?? size;
  const letters = [...text];
  for (let count = letters.length - 1; count > 0; count--) {
    const cut = letters.slice(0, count).join("").trimEnd() + ELLIPSIS;
    const scaleX = Math.min(1, room / measure(cut, smallest));
    if (scaleX >= NARROWEST) return { text: cut, size: smallest, scaleX };
  }
  return { text: "", size: smallest, scaleX: 1 };
}

/** The sizes in which a form is tried, falling; the full size is always one. @param {number} size @param {number} least */
function sizesOf(size, least) {
  const sizes = [size];
  for (let one = size - STEP; one >= size * least; one -= STEP) if (SIZES.has(one)) sizes.push(one);
  return sizes;
}

/**
 * The forms of a player's name: in full, initial and surname, surname. Two of a surname on one team always keep the
 * initial, and where their initials are the same, the first letters in which they differ. An on-air name that the
 * producer has set stands alone.
 * @param {Person} person
 * @param {{teammates?: Person[], language?: string}} [options] `teammates` may include the person
 * @returns {Form[]}
 */
export function namesOf(person, { teammates = [], language } = {}) {
  const write = (/** @type {string | undefined} */ text) => capitals((text ?? "").normalize("NFC").trim().replace(/\s+/gu, " "), language);
  const set = write(person.on_air_name);
  if (set) return [{ text: set, least: SURNAME }];
  const [first, last] = [write(person.first_name), write(person.last_name)];
  const full = write(person.name) || [first, last].filter(Boolean).join(" ");
  if (!first || !last) return [{ text: full, least: SURNAME }];
  const namesakes = teammates.filter((other) => other !== person && write(other.last_name) === last && write(other.first_name) !== first);
  const others = namesakes.map((other) => write(other.first_name));
  const short = `${initials(first, others)} ${last}`;
  if (others.length > 0) return [{ text: full, least: FULL }, { text: short, least: SURNAME }];
  return [
    { text: full, least: FULL },
    { text: short, least: FULL },
    { text: last, least: SURNAME },
  ];
}

/** The first letter of a first name, or as many as tell it from others. @param {string} first @param {string[]} others */
function initials(first, others) {
  const letters = [...first];
  for (let count = 1; count < letters.length; count++) {
    const start = letters.slice(0, count).join("");
    if (!others.some((other) => other.startsWith(start))) return `${start}.`;
  }
  return others.length > 0 ? first : `${letters[0]}.`;
}

/** The forms of a team's name: in full, its short name, its abbreviation. @param {TeamName} team @param {string} [language] @returns {Form[]} */
export function teamNamesOf({ name = "", short_name = "", abbreviation = "" }, language) {
  const texts = [name, short_name, abbreviation].map((text) => capitals(text.trim(), language));
  const forms = [...new Set(texts.filter(Boolean))];
  return forms.map((text, at) => ({ text, least: at === forms.length - 1 ? SURNAME : FULL }));
}

/** The one form of a text that a person has typed. @param {string} [text] @returns {Form[]} */
export const typed = (text = "") => [{ text: text.trim(), least: SURNAME }];

/**
 * Set a text into an element, fitted to the room. The element's own style gives face, weight and line height; its
 * text stands in a `.fitted` span, so that the narrowing is apart from what moves the element.
 * @param {HTMLElement} element rendered, if hidden
 * @param {Form[]} forms
 * @param {{room: number, size: number}} options px on the stage
 * @returns {Fit}
 */
export function setFitted(element, forms, { room, size }) {
  const key = JSON.stringify([forms, room, size]);
  const { fitted: before } = element.dataset;
  if (before !== key) {
    const chosen = fit(forms, room, measurer(element), size);
    const span = spanOf(element);
    span.textContent = chosen.text;
    element.style.fontSize = `${chosen.size}px`;
    span.style.transform = chosen.scaleX < 1 ? `scaleX(${chosen.scaleX})` : "";
    element.dataset.fitted = key;
    FITS.set(element, chosen);
  }
  return /** @type {Fit} */ (FITS.get(element));
}

/**
 * Set texts that stand beside or under each other in one size: the smallest that one of them needs.
 * @param {[HTMLElement, Form[]][]} texts
 * @param {{room: number, size: number}} options px on the stage, for each
 */
export function setFittedAlike(texts, options) {
  const sizes = texts.map(([element, forms]) => setFitted(element, forms, options).size);
  for (const [element] of texts) element.style.fontSize = `${Math.min(...sizes)}px`;
}

/** @type {WeakMap<HTMLElement, Fit>} */
const FITS = new WeakMap();

/** @param {HTMLElement} element @returns {HTMLElement} */
function spanOf(element) {
  if (every(element, ".fitted").length === 0) {
    const span = document.createElement("span");
    span.className = "fitted";
    element.replaceChildren(span);
  }
  return within(element, ".fitted");
}

/** What measures texts as an element would draw them. @param {HTMLElement} element @returns {Measure} */
export function measurer(element) {
  const span = spanOf(element);
  return (text, size) => {
    element.style.fontSize = `${size}px`;
    span.style.transform = "";
    span.textContent = text;
    return widthOnStage(span, element);
  };
}
