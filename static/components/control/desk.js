// What the desk knows: the live documents, the game as it is aired, and what is worked on. The regions read it and listen
// to `change` (something is other than it was) and `tick` (ten times a second, for clocks). What has a module of its own
// hangs on it: the commands, the rundowns, who else is here, what was taken, what stands proposed.

import { airedView } from "../../js/aired.js";
import { madeSince } from "../../js/align.js";
import { ClockFace } from "../../js/clock.js";
import { Delayed } from "../../js/delayed.js";
import { live } from "../../js/live.js";
import { milestones } from "../../js/milestones.js";
import { Commands } from "./commands.js";
import { Here } from "./here.js";
import { Moved } from "./moved.js";
import { isConfirmed } from "./onair.js";
import { Proposed } from "./proposed.js";
import { Rundowns } from "./rundowns.js";
import { Server } from "./server.js";
import { Takes } from "./takes.js";

/** @typedef {import("../../js/document.js").GameDocument} GameDocument */
/** @typedef {import("../../js/document.js").ManualDocument} ManualDocument */
/** @typedef {import("../../js/document.js").OutputSettings} OutputSettings */
/** @typedef {import("../../js/document.js").Side} Side */
/** @typedef {import("../../js/air/preview.js").Program} Program */
/** @typedef {import("../../js/keys.js").Typed} Typed */
/** @typedef {import("./proposed.js").Proposal} Proposal */
/** @typedef {{token: string, name?: string, address?: string, build?: string, size?: [number, number], fps?: number, shown?: {[cue: string]: {step: number, at: number}}, seen_at: number}} Page */
/** @typedef {{pk: number, name: string, settings?: OutputSettings, program: Program, pages: Page[]}} Output */
/** @typedef {{ok: boolean, text: string, at: number}} Said */
/** @typedef {{now: number, event_id: string, user: string, outputs: {pk: number, name: string}[], chosen: number, document: {doc: string, epoch: string, rev: number, at: number, state: GameDocument}, aired: {at: number, state: GameDocument} | null}} Served what the page was served with */

const PAGES_SEEN_WITHIN = 30_000;
const MOST_MADE = 60;

export class Desk extends EventTarget {
  #game = new Delayed();
  #face = new ClockFace();
  #feedFace = new ClockFace();
  /** @type {GameDocument | undefined} */
  #airedFrom;
  /** @type {ManualDocument | undefined} */
  #airedWith;
  #airedDelay = 0;
  #due = false;

  /** @type {GameDocument} */
  feed;
  /** @type {GameDocument} */
  aired;
  /** @type {ManualDocument} */
  manual = {};
  /** @type {Map<number, Output>} */
  outputs = new Map();
  /** @type {Said | null} */
  said = null;
  /** @type {Typed | null} */
  typed = null;
  /** @type {"on" | "focus" | "off"} */
  keys = "on";
  keysWanted = true;
  /** The region in a field of which the focus is, by its element's name. */
  focused = "";
  /** The row that is selected in the rundown region, from 0. */
  row = 0;
  /** The row whose form is open, from 0; -1: none; as many as there are rows: a new one. */
  editedRow = -1;
  mapShown = false;
  offline = false;
  /** When made shots came with the feed, since the page is there. @type {number[]} */
  madeAt = [];
  moved = new Moved();
  proposed = new Proposed();
  commands = new Commands(this);
  takes = new Takes(this);
  rundowns = new Rundowns(this);
  here = new Here(this);

  /** @param {Served} served @param {string} csrf */
  constructor(served, csrf) {
    super();
    this.csrf = csrf;
    this.server = new Server(csrf, (ok, text) => this.say(ok, text));
    this.eventId = served.event_id;
    this.user = served.user;
    this.pk = served.chosen;
    for (const { pk, name } of served.outputs) this.outputs.set(pk, { pk, name, program: {}, pages: [] });
    this.feed = this.aired = served.document.state;
    if (served.aired) this.#game.add({ ...served.aired, live: false });
    if (!served.aired || served.document.at > served.aired.at) this.#game.add({ at: served.document.at, state: served.document.state, live: false });
    this.reading = this.#face.read(this.aired, served.now);
    this.feedReading = this.reading;
  }

  /** @param {Served} served */
  start(served) {
    const { document: first } = served;
    live.configure({ now: served.now });
    live.watch(first.doc, { initial: first.epoch ? first : undefined }, (state, change) => {
      this.offline = change.stale;
      if (state !== this.feed) this.#game.add({ at: change.at, state, live: change.live });
      if (change.live) for (const _ of madeSince(this.feed.shots, state.shots)) this.madeAt = [...this.madeAt, change.at].slice(-MOST_MADE);
      this.feed = state;
      this.moved.look(this.manual, this.feed);
      this.#air();
      this.changed();
    });
    live.watch(`manual:${this.eventId}`, {}, (state) => {
      this.manual = state;
      this.commands.follow(state);
      this.moved.look(this.manual, this.feed);
      this.#air();
      this.changed();
    });
    for (const output of this.outputs.values()) {
      live.watch(`output:${output.pk}`, { topics: ["output", "program"] }, (state) => {
        output.settings = state.output;
        output.name = state.output?.name ?? output.name;
        output.program = state.program ?? {};
        if (output.pk === this.pk) this.takes.note(output.program);
        this.#air();
        this.changed();
      });
      live.watch(`renderers:${output.pk}`, {}, (state) => {
        output.pages = Object.values(state.renderers ?? {});
        this.changed();
      });
    }
    live.addEventListener("link", () => {
      this.offline = live.stale;
      this.changed();
    });
    setInterval(() => this.#tick(), 100);
    void this.rundowns.load();
    this.here.start();
  }

  get output() {
    return /** @type {Output} */ (this.outputs.get(this.pk));
  }

  get delay() {
    return this.output.settings?.delay_ms ?? 0;
  }

  /** By how much the output shows a running clock further on, ms. */
  get trim() {
    return this.output.settings?.trim_ms ?? 0;
  }

  get now() {
    return live.now();
  }

  /** The teams in the order in which the output has them. @type {Side[]} */
  get sides() {
    const { team_order, swap } = this.output.settings ?? {};
    return (team_order === "HOME_FIRST") !== (swap === true) ? ["home", "away"] : ["away", "home"];
  }

  /** The pages that show an output now. @param {Output} output */
  pages(output) {
    return output.pages.filter((page) => this.now - page.seen_at < PAGES_SEEN_WITHIN);
  }

  /** How far what is on air has been painted: by how many of the pages, and what is missing on all of them. */
  get painted() {
    const { program } = this.output;
    const pages = this.pages(this.output);
    const cues = Object.entries(program.graphics ?? {});
    const all = pages.filter((page) => cues.every(([zone, cue]) => isConfirmed(zone, cue, page.shown)));
    const missing = cues.filter(([zone, cue]) => !pages.some((page) => isConfirmed(zone, cue, page.shown))).map(([zone]) => zone);
    return { on: cues.length, painted: all.length, pages: pages.length, missing };
  }

  /** How a group of values is set. @param {string} group */
  source(group) {
    return this.manual.groups?.[group]?.source ?? "AUTO";
  }

  /** Have the regions drawn again, once for all that changes now. */
  changed() {
    if (this.#due) return;
    this.#due = true;
    queueMicrotask(() => {
      this.#due = false;
      this.dispatchEvent(new Event("change"));
    });
  }

  /** Work on another output. @param {number} pk */
  choose(pk) {
    if (!this.outputs.has(pk) || pk === this.pk) return;
    this.pk = pk;
    this.takes.begin(this.output.program);
    const address = new URL(location.href);
    address.searchParams.set("output", String(pk));
    history.replaceState(null, "", address);
    this.#face = new ClockFace();
    this.#air();
    this.changed();
  }

  /** Say something in the foot, as a command's answer does. @param {boolean} ok @param {string} text */
  say(ok, text) {
    this.said = { ok, text, at: this.now };
    this.changed();
  }

  /** Let go of a proposal that has been accepted or dismissed. @param {Proposal} proposal */
  settle(proposal) {
    this.proposed.settle(proposal);
    this.changed();
  }

  #tick() {
    this.#air();
    const now = this.now;
    const silent = { silentMs: live.silentMs };
    this.reading = this.#face.read(this.aired, now - this.delay, { ...silent, trimMs: this.trim });
    this.feedReading = this.#feedFace.read(this.feed, now, silent);
    if (this.proposed.lapse(now)) this.changed();
    this.dispatchEvent(new Event("tick"));
  }

  /** Bring the aired view to now. */
  #air() {
    const moment = this.#game.at(this.now - this.delay);
    if (!moment || (moment.state === this.#airedFrom && this.manual === this.#airedWith && this.delay === this.#airedDelay)) return;
    const before = this.#airedFrom === undefined ? undefined : this.aired;
    this.aired = airedView(moment.state, this.manual, this.delay);
    const follows = moment.live && moment.state !== this.#airedFrom;
    [this.#airedFrom, this.#airedWith, this.#airedDelay] = [moment.state, this.manual, this.delay];
    if (follows) this.proposed.add(milestones(before, this.aired), this.now);
    this.changed();
  }
}
