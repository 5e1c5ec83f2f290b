// The parameters of a graphic as a form has them: what the renderer hands over itself is left out. Pure.
import { gettext } from "../../js/text.js";
import { own } from "../../js/own.js";
import { periodName } from "../words.js";

/** @typedef {{type?: string, title?: string, enum?: string[], items?: {enum?: string[]}, maxLength?: number, maxItems?: number, default?: any}} Schema */
/** @typedef {{id: string, name: string, zones: string[], needs: string[], parameters: {[name: string]: Schema}}} Graphic as GET /api/graphics gives it */
/** @typedef {"text" | "choice" | "yes" | "list" | "time" | "number"} Kind */
/** @typedef {{name: string, kind: Kind, title: string, needed: boolean, options: [string, string][], known: string[], most: number}} Field `options` of a choice: value and word; `known`: what a list may hold, or a text may be; `most`: letters, or entries of a list */

/** What the renderer hands to every graphic, or the output's settings say. */
const RENDERED = new Set(["now", "silent_ms", "live", "language", "team_order", "swap", "bug", "clock_policy", "trim_ms", "lower", "sponsor"]);
const SCOPES = ["game", "half1", "half2", "Q1", "Q2", "Q3", "Q4", "H1", "H2", "OT1", "OT2"];
const LED = ["PTS", "REB", "AST", "STL", "BLK", "3PT"];
const ITEMS = ["PTS", "REB", "AST", "FG", "FG3", "FT", "STL", "BLK", "TO", "FL"];
const LONGEST = 200;

/** @type {() => {[name: string]: string}} */
const titles = () => ({
  player: gettext("Player"),
  team: gettext("Team"),
  scope: gettext("Part of the game"),
  items: gettext("Stats"),
  rows: gettext("Rows"),
  view: gettext("View"),
  name: gettext("Name"),
  title: gettext("Title"),
  name2: gettext("Second name"),
  title2: gettext("Second title"),
  both: gettext("Both teams"),
  anyway: gettext("Even where something is missing"),
  chosen: gettext("Five players"),
  coach: gettext("Coach"),
  place: gettext("Corner"),
  until: gettext("Countdown to"),
  line1: gettext("Large line"),
  line2: gettext("Small line"),
  zone: gettext("Side"),
});

/** @type {() => {[value: string]: string}} */
const words = () => ({
  home: gettext("home"),
  away: gettext("away"),
  marks: gettext("marks"),
  areas: gettext("areas"),
  top: gettext("top"),
  foot: gettext("foot"),
  left: gettext("left"),
  right: gettext("right"),
  game: gettext("Game"),
  half1: gettext("1st half"),
  half2: gettext("2nd half"),
});

/** @param {string} value */
const word = (value) => own(words(), value) ?? (periodName(value) || value);

/** What can be typed of a graphic, in the order of its manifest. A row of a player may name the team. @param {Graphic} graphic @returns {Field[]} */
export function fieldsOf({ parameters, needs }) {
  const named = "player" in parameters && !("team" in parameters) ? { team: { type: "string", enum: ["home", "away"] }, ...parameters } : parameters;
  return Object.entries(named)
    .filter(([name]) => !RENDERED.has(name))
    .map(([name, schema]) => ({ name, needed: needs.includes(name), title: own(titles(), name) ?? schema.title ?? name, ...kindOf(name, schema) }));
}

/** @param {string} name @param {Schema} schema @returns {Pick<Field, "kind" | "options" | "known" | "most">} */
function kindOf(name, schema) {
  const plain = { options: /** @type {[string, string][]} */ ([]), known: /** @type {string[]} */ ([]), most: schema.maxLength ?? LONGEST };
  if (name === "until") return { ...plain, kind: "time" };
  if (schema.type === "boolean") return { ...plain, kind: "yes" };
  if (schema.type === "array") return { ...plain, kind: "list", known: schema.items?.enum ?? (name === "items" ? ITEMS : []), most: schema.maxItems ?? LONGEST };
  const choices = name === "scope" ? SCOPES : schema.enum;
  if (choices) return { ...plain, kind: "choice", options: choices.map((value) => [value, word(value)]) };
  if (schema.type === "number" || schema.type === "integer") return { ...plain, kind: "number" };
  return { ...plain, kind: "text", known: name === "player" ? LED.map((stat) => `leader ${stat}`) : [] };
}

/** A parameter as it stands in its field. @param {Field} field @param {any} value */
export function shown({ kind }, value) {
  if (value === undefined || value === null) return "";
  if (kind === "list") return Array.isArray(value) ? value.join(", ") : "";
  if (kind === "time") return typeof value === "number" ? localTime(value) : "";
  return `${value}`;
}

/** What a field says; undefined: nothing. @param {Field} field @param {string} text @returns {any} */
export function meant({ kind }, text) {
  const plain = text.trim();
  if (!plain) return undefined;
  if (kind === "list") return plain.split(/\s*,\s*/).filter(Boolean);
  if (kind === "yes") return plain === "true" ? true : undefined;
  if (kind === "number") return Number(plain);
  return kind === "time" ? new Date(plain).getTime() : plain;
}

/** What is wrong with a parameter, in words; empty: nothing. @param {Field} field @param {any} value */
export function wrong(field, value) {
  const { title, needed, kind, known, most } = field;
  if (value === undefined) return needed ? gettext("%(field)s is missing.", { field: title }) : "";
  if ((kind === "number" || kind === "time") && !Number.isFinite(value)) return gettext("%(field)s cannot be read.", { field: title });
  if (kind !== "list") return "";
  const [other] = known.length ? value.filter((/** @type {string} */ one) => !known.includes(one)) : [];
  if (other !== undefined) return gettext("%(field)s: %(value)s is none of %(known)s.", { field: title, value: other, known: known.join(", ") });
  return value.length > most ? gettext("%(field)s: at most %(most)s.", { field: title, most }) : "";
}

/** A time as a field for a local date and time has it. @param {number} at epoch ms */
function localTime(at) {
  const date = new Date(at);
  return new Date(at - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
