// The rows of a rundown as values: moved, made from what stands by, looped. Pure.

/** @typedef {import("../../js/air/zones.js").Cue} Cue */
/** @typedef {import("../../js/document.js").GameDocument} GameDocument */
/** @typedef {{graphic: string, id?: number, order?: number, group?: string, key?: string, data?: {[name: string]: any}, zone?: string, auto_out_ms?: number | null, loop?: boolean, note?: string}} Row without an id it has not been written yet */

/** How long a row of a loop stands that has no length of its own, ms; as broadcast/control/rows.py has it. */
export const LOOP_MS = 8000;

/** @param {Row[]} rows @param {number} from @param {number} to the place that the row has then @returns {Row[]} */
export function moved(rows, from, to) {
  if (!(from in rows)) return rows;
  const left = rows.filter((_, at) => at !== from);
  left.splice(Math.max(0, Math.min(left.length, to)), 0, rows[from]);
  return left;
}

/** The rows with another one after it that says the same; a key is of one row alone. @param {Row[]} rows @param {number} at @returns {Row[]} */
export function doubled(rows, at) {
  const { id, order, key, ...same } = rows[at];
  return [...rows.slice(0, at + 1), same, ...rows.slice(at + 1)];
}

/**
 * The rows with one written in a place, or at the end. Whether it loops is said of its whole group, and a key of its own
 * is taken from the row that had it.
 * @param {Row[]} rows @param {number} at @param {Row} row @returns {Row[]}
 */
export function written(rows, at, row) {
  const others = rows.map((other) => {
    const looped = row.group && other.group === row.group ? { ...other, loop: row.loop ?? false } : other;
    return row.key && looped.key === row.key ? { ...looped, key: "" } : looped;
  });
  return at < rows.length ? others.map((other, place) => (place === at ? row : other)) : [...others, row];
}

/** Whether a row loops: with others of its group, one after another. @param {Row} row */
export const loops = ({ loop, group }) => Boolean(loop && group);

/** The row that comes after one that loops; itself where there is no other. @param {Row[]} rows @param {Row} row */
export function following(rows, row) {
  const round = rows.filter((other) => loops(other) && other.group === row.group);
  return round[(round.indexOf(row) + 1) % round.length] ?? row;
}

/** How long a row stands, ms; undefined: until it is taken out. @param {Row} row */
export const lengthOf = (row) => row.auto_out_ms ?? (loops(row) ? LOOP_MS : undefined);

/** The id of the cue of a row. @param {Row} row */
export const cueId = (row) => `row-${row.id}`;

/**
 * A row of what a cue shows, that serves for any game: a player is meant by team and number, where one wears it alone.
 * @param {Cue & {auto_out_ms?: number}} cue @param {GameDocument} aired @returns {Row}
 */
export function rowOf({ graphic, data = {}, auto_out_ms }, { players = {} }) {
  const meant = (/** @type {any} */ id) => {
    const one = typeof id === "string" && Object.prototype.hasOwnProperty.call(players, id) ? players[id] : undefined;
    if (!one?.jersey) return null;
    const wearing = Object.values(players).filter((other) => other.team === one.team && other.jersey === one.jersey);
    return wearing.length === 1 ? { team: one.team, player: `#${one.jersey}` } : null;
  };
  return { graphic, data: { ...data, ...meant(data.player) }, ...(auto_out_ms === undefined ? {} : { auto_out_ms }) };
}
