// What an answer of the Event API holds beside its tree: lists of rows for tables, shots for a chart, ids and links that
// lead to other endpoints. Pure.
import { isContainer, pathText } from "./json-tree.js";
import { own } from "./own.js";

/** @typedef {{path: string, name: string, rows: {[key: string]: any}[], columns: string[]}} List a list of objects; `name` is the key that it is under */
/** @typedef {{x: number, y: number, made: boolean | undefined, three: boolean, team: string, player: string, period: string}} RawShot mm in the frame of the hoop */
/** @typedef {{root: string, api: string, bases: {[api: string]: string}, ids: {[key: string]: [string, string]}, own_ids: {[list: string]: [string, string]}}} Map_ where ids and links lead */

const MOST_LISTS = 40;
const MOST_COLUMNS = 80;
const DEEPEST = 8;

/** The lists of objects in an answer, the longest first. @param {any} body @returns {List[]} */
export function listsIn(body) {
  /** @type {List[]} */
  const lists = [];
  /** @param {any} value @param {(string | number)[]} path */
  const look = (value, path) => {
    if (path.length > DEEPEST || lists.length >= MOST_LISTS) return;
    if (Array.isArray(value)) {
      const rows = value.filter((each) => isContainer(each) && !Array.isArray(each));
      if (rows.length && rows.length === value.length)
        lists.push({ path: pathText(path), name: `${path.filter((key) => typeof key === "string").at(-1) ?? ""}`, rows, columns: columnsOf(rows) });
      // What is inside each row of a long list would be a list for every row.
      if (value.length <= 12) value.forEach((each, index) => look(each, [...path, index]));
    } else if (isContainer(value)) for (const key of Object.keys(value)) look(value[key], [...path, key]);
  };
  look(body, []);
  return lists.sort((a, b) => b.rows.length - a.rows.length);
}

/** The keys of all rows, in the order they first come. @param {{[key: string]: any}[]} rows */
function columnsOf(rows) {
  const keys = new Set();
  for (const row of rows) for (const key in row) if (keys.size < MOST_COLUMNS) keys.add(key);
  return [...keys];
}

/** Sort rows by a column: numbers by size, the rest as text, what is missing last. @param {{[key: string]: any}[]} rows @param {string} column @param {boolean} falling */
export function sorted(rows, column, falling) {
  const way = falling ? -1 : 1;
  return rows
    .map((row, index) => ({ row, index, value: row[column] }))
    .sort((a, b) => {
      const [missingA, missingB] = [a.value == null, b.value == null];
      if (missingA || missingB) return Number(missingA) - Number(missingB) || a.index - b.index;
      const [numberA, numberB] = [numeric(a.value), numeric(b.value)];
      if (numberA !== null && numberB !== null) return way * (numberA - numberB) || a.index - b.index;
      if ((numberA === null) !== (numberB === null)) return way * (numberA === null ? 1 : -1);
      const [textA, textB] = [cellText(a.value), cellText(b.value)];
      return way * (textA < textB ? -1 : textA > textB ? 1 : 0) || a.index - b.index;
    })
    .map(({ row }) => row);
}

/** @param {any} value */
function numeric(value) {
  if (typeof value === "number") return value;
  if (typeof value === "bigint" || typeof value === "boolean") return Number(value);
  return typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : null;
}

/** What a cell says; unknown is nothing. @param {any} value */
export const cellText = (value) => (value == null ? "" : isContainer(value) ? JSON.stringify(value, (_, each) => (typeof each === "bigint" ? `${each}` : each)) : `${value}`);

/** A time in a cell or a line, for its title, else nothing. @param {string} key @param {any} value */
export function momentOf(key, value) {
  const number = typeof value === "number" ? value : typeof value === "string" && /^\d{13}$/.test(value) ? Number(value) : Number.NaN;
  return number > 1e12 && number < 5e12 && !/id$/i.test(key) ? new Date(number).toISOString().replace("T", " ").replace("Z", " UTC") : "";
}

const X = ["hsx", "hoop_player_x"];
const Y = ["hsy", "hoop_player_y"];

/** @param {{[key: string]: any}} row @param {string[]} keys */
const first = (row, keys) => keys.map((key) => row[key]).find((value) => value != null);

/** The shots of the lists whose rows say where they were from. @param {List[]} lists @returns {RawShot[]} */
export function shotsIn(lists) {
  const shots = [];
  for (const { rows } of lists)
    for (const row of rows) {
      const [x, y] = [Number(first(row, X) ?? Number.NaN), Number(first(row, Y) ?? Number.NaN)];
      if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
      const result = row.st ?? row.is_make;
      shots.push({
        x,
        y,
        made: result === undefined ? undefined : result === true || /^MA[KD]E$/i.test(`${result}`),
        three: Boolean(first(row, ["is3", "is_3point"]) ?? row.pts === 3),
        team: `${first(row, ["tid", "team_id", "teamId"]) ?? ""}`,
        player: `${first(row, ["pid", "player_id", "playerId"]) ?? ""}`,
        period: `${first(row, ["prd", "period"]) ?? ""}`,
      });
    }
  return shots;
}

/** @param {string} url */
function hostOf(url) {
  try {
    const { protocol, hostname, port } = new URL(url);
    return protocol === "http:" || protocol === "https:" ? hostname + (port && port !== "80" && port !== "443" ? `:${port}` : "") : "";
  } catch {
    return "";
  }
}

/**
 * Where a value of an answer leads: the address of an endpoint in the explorer, else nothing.
 * The twin of broadcast/backstage/explorer_links.py.
 * @param {Map_} map @param {string} key @param {string} holder the key of the list or object that the object is in @param {any} value
 */
export function addressOf(map, key, holder, value) {
  if (typeof value === "string" && /^https?:/.test(value))
    return hostOf(value) && hostOf(value) === hostOf(map.bases[map.api]) ? `${map.root}follow/?${new URLSearchParams({ api: map.api, link: value })}` : "";
  const target = key === "id" ? map.own_ids[holder] : own(map.ids, key);
  if (!target || !value || !["string", "number", "bigint"].includes(typeof value)) return "";
  return `${map.root}${target[0]}/?${new URLSearchParams({ [target[1]]: `${value}`, api: map.api })}`;
}
