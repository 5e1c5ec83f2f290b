// The rundowns, as they are kept on the server: loaded, chosen, changed as a whole, and what was deleted brought back.
import { gettext } from "../../js/text.js";
import { Turns } from "./turns.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./parameters.js").Graphic} Graphic */
/** @typedef {import("./rows.js").Row} Row */
/** @typedef {{id: number, name: string, version: number, rows: (Row & {id: number})[]}} Rundown */
/** @typedef {{rundown: number, name: string, rows: Row[], became?: string}} Before what was there, and what was made of it (`shape`); of a rundown that was deleted nothing */

const ALL = "/api/rundowns";
const MOST_UNDONE = 20;

export class Rundowns {
  #desk;
  /** A change is of the version that the one before it has made, and what is loaded is no older than what was written. */
  #turns = new Turns();
  /** @type {Before[]} */
  #before = [];
  /** @type {Rundown[]} */
  all = [];
  /** By id. @type {Map<string, Graphic>} */
  graphics = new Map();
  chosen = 0;
  /** What the server last said of all of them. */
  revision = "";
  loaded = false;

  /** @param {Desk} desk */
  constructor(desk) {
    this.#desk = desk;
    this.chosen = Number(new URLSearchParams(location.search).get("rundown") ?? 0);
  }

  get current() {
    return this.all.find(({ id }) => id === this.chosen);
  }

  /** The rows of the rundown that is chosen. @type {(Row & {id: number})[]} */
  get rows() {
    return this.current?.rows ?? [];
  }

  get undoable() {
    return this.#before.length > 0;
  }

  /** The rundown that a row is in, whichever is chosen. @param {string} cue the id of its cue @returns {{rows: Row[], row: Row} | undefined} */
  find(cue) {
    for (const { rows } of this.all) {
      const row = rows.find(({ id }) => `row-${id}` === cue);
      if (row) return { rows, row };
    }
    return undefined;
  }

  load() {
    return this.#turns.inTurn(() => this.#load());
  }

  async #load() {
    const [all, graphics] = await Promise.all([this.#desk.server.ask("GET", ALL), this.graphics.size ? null : this.#desk.server.ask("GET", "/api/graphics")]);
    if (graphics) this.graphics = new Map(graphics.map((/** @type {Graphic} */ one) => [one.id, one]));
    if (!Array.isArray(all)) {
      this.revision = ""; // they are loaded when the server speaks of them again
      return;
    }
    this.all = all;
    this.loaded = true;
    if (!this.current) this.choose(all[0]?.id ?? 0);
    this.#desk.changed();
  }

  /** Load anew where somebody has changed them, or may have since they were loaded first. @param {string} revision */
  follow(revision) {
    if (revision === this.revision) return;
    this.revision = revision;
    void this.load();
  }

  /** @param {number} id */
  choose(id) {
    this.chosen = id;
    this.#desk.row = 0;
    const address = new URL(location.href);
    address.searchParams.set("rundown", String(id));
    history.replaceState(null, "", address);
    this.#desk.changed();
  }

  /** Make a rundown. @param {string} name */
  make(name) {
    return this.#turns.inTurn(() => this.#make(name, []));
  }

  /** @param {string} name @param {Row[]} rows */
  async #make(name, rows) {
    const made = await this.#desk.server.ask("POST", ALL, { name, rows });
    if (!made) return false;
    await this.#load();
    this.choose(made.id);
    return true;
  }

  /** @param {string} name */
  rename(name) {
    const { chosen } = this;
    return this.#turns.inTurn(() => this.#write(chosen, { name }));
  }

  /**
   * Give the rundown other rows.
   * @param {(rows: (Row & {id: number})[]) => [Row[], string] | null} change what they are to be, and what was done in words, by what they are when it is its turn; null: nothing is to be done
   */
  write(change) {
    const { chosen } = this;
    return this.#turns.inTurn(async () => {
      const current = this.#of(chosen);
      const changed = current && change(current.rows);
      if (!current || !changed) return false;
      const [rows, said] = changed;
      if (!(await this.#write(chosen, { rows }, said))) return false;
      this.#remember({ rundown: chosen, name: current.name, rows: current.rows, became: shape(this.#of(chosen)) });
      return true;
    });
  }

  /** Delete the rundown. */
  remove() {
    const { chosen } = this;
    return this.#turns.inTurn(() => this.#remove(chosen));
  }

  /** @param {number} id */
  #of(id) {
    return this.all.find((one) => one.id === id);
  }

  /** @param {number} rundown */
  async #remove(rundown) {
    const current = this.#of(rundown);
    if (!current) return;
    if (!(await this.#desk.server.ask("DELETE", `${ALL}/${current.id}`))) return;
    this.#remember({ rundown: current.id, name: current.name, rows: current.rows });
    this.all = this.all.filter(({ id }) => id !== current.id);
    this.choose(this.all[0]?.id ?? 0);
    this.#desk.say(true, gettext("The rundown %(name)s is deleted. Undo brings it back.", { name: current.name }));
  }

  /** Bring back what was there before the last change. */
  undo() {
    return this.#turns.inTurn(() => this.#undo());
  }

  async #undo() {
    const before = this.#before.at(-1);
    if (!before) return;
    const { rundown, name, rows } = before;
    const there = this.#of(rundown);
    if (there && before.became !== shape(there)) return this.#forget(there);
    if (there) this.choose(rundown);
    if (!(there ? await this.#write(rundown, { rows }, gettext("The rundown is as it was before.")) : await this.#make(name, rows))) return;
    // One that was deleted is another one now, and what was done to it before can be undone in that.
    this.#before = this.#before.filter((one) => one !== before).map((one) => (one.rundown === rundown ? { ...one, rundown: this.chosen } : one));
    this.#desk.changed();
  }

  /** Undo nothing of a rundown that somebody else has changed since: their rows would go. @param {Rundown} rundown */
  #forget({ id, name }) {
    this.#before = this.#before.filter((one) => one.rundown !== id);
    this.#desk.say(false, gettext("Somebody else has changed %(name)s since: it stays as it is.", { name }));
    this.#desk.changed();
  }

  /** @param {Before} before */
  #remember(before) {
    this.#before = [...this.#before, before].slice(-MOST_UNDONE);
    this.#desk.changed();
  }

  /** @param {number} rundown @param {{name?: string, rows?: Row[]}} change @param {string} [said] */
  async #write(rundown, change, said) {
    const current = this.#of(rundown);
    if (!current) return false;
    const answer = await this.#desk.server.ask("PUT", `${ALL}/${current.id}`, { ...current, ...change }, said);
    // Somebody else may have changed it: what it is now is what can be changed.
    if (!answer) await this.#load();
    else this.all = this.all.map((one) => (one.id === answer.id ? answer : one)).sort((one, other) => (one.name < other.name ? -1 : 1));
    this.#desk.changed();
    return Boolean(answer);
  }
}

/** What the rows of a rundown say, whatever their ids are: a row that was deleted and came back has another. @param {Rundown | undefined} rundown */
const shape = (rundown) => rundown && JSON.stringify(rundown.rows.map(({ id: _, ...row }) => row));
