// What the desk knows and what it can do: the live documents, the game as it is aired, and the commands. The regions
// read it and listen to `change` (something is other than it was) and `tick` (ten times a second, for clocks).

import { airedView } from "../../js/aired.js";
import { madeSince } from "../../js/align.js";
import { ClockFace } from "../../js/clock.js";
import { Delayed } from "../../js/delayed.js";
import { live } from "../../js/live.js";
import { milestones } from "../../js/milestones.js";
import { gettext } from "../../js/text.js";
import { cueName, zoneName } from "./cues.js";
import { Here } from "./here.js";
import { isConfirmed, takesOf } from "./onair.js";
import { Rundowns } from "./rundowns.js";

/** @typedef {import("../../js/document.js").GameDocument} GameDocument */
/** @typedef {import("../../js/document.js").ManualDocument} ManualDocument */
/** @typedef {import("../../js/document.js").OutputSettings} OutputSettings */
/** @typedef {import("../../js/document.js").Side} Side */
/** @typedef {import("../../js/air/preview.js").Program} Program */
/** @typedef {import("../../js/air/zones.js").Cue} Cue */
/** @typedef {import("../../js/keys.js").Typed} Typed */
/** @typedef {import("../../js/milestones.js").Milestone} Milestone */
/** @typedef {import("./here.js").Done} Done */
/** @typedef {{token: string, name?: string, address?: string, build?: string, size?: [number, number], fps?: number, shown?: {[cue: string]: {step: number, at: number}}, seen_at: number}} Page */
/** @typedef {{pk: number, name: string, settings?: OutputSettings, program: Program, pages: Page[], cued?: string}} Output `cued`: the zone that an answer said a cue stands by in, which may be here before the program */
/** @typedef {NonNullable<GameDocument["clock"]>} Clock */
/** @typedef {{ok: boolean, text: string, at: number}} Said */
/** @typedef {Milestone & {at: number}} Proposal */
/** @typedef {{now: number, event_id: string, user: string, outputs: {pk: number, name: string}[], chosen: number, document: {doc: string, epoch: string, rev: number, at: number, state: GameDocument}, aired: {at: number, state: GameDocument} | null}} Served */

const ANSWERS_WITHIN = 5000;
const URGENT = ["panic", "clear"];
/** How long what takes all off air waits for what is under way, ms. */
const UNDER_WAY = 500;
const PAGES_SEEN_WITHIN = 30_000;
/** How long a proposal stands, ms. */
export const PROPOSED = 10_000;
const MOST_PROPOSALS = 4;
const MOST_TAKES = 5;
const MOST_MADE = 60;
/** A take is in the log before it is asked who did it, ms. */
const WHO_AFTER = 150;
/** How long the program may be on its way when somebody has been told of a take, ms. */
const TAKE_WITHIN = 5000;
/** The commands after which a cue stands by. */
const STANDS_BY = ["standby", "cue-row", "player"];

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
  /** What was commanded last. @type {Promise<unknown>} */
  #turn = Promise.resolve();
  /** How often what waited for its turn has been put away. */
  #putAway = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #asking;
  /** Takes of others that are not on the program yet. @type {Set<Done>} */
  #untold = new Set();
  /** The clock by hand as the last answer had it, until it has come with the document. @type {Clock | null} */
  #clock = null;
  /** @type {Set<string>} */
  #proposed = new Set();
  /** What the feed said of a group when it was last looked at, by group. @type {Map<string, {since: number, said: string, count: number}>} */
  #moved = new Map();

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
  /** What was taken last, by whomever. @type {{zone: string, cue: Cue, at: number}[]} */
  takes = [];
  /** @type {Typed | null} */
  typed = null;
  /** @type {Proposal[]} */
  proposals = [];
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
  rundowns = new Rundowns(this);
  here = new Here(this);

  /** @param {Served} served @param {string} csrf */
  constructor(served, csrf) {
    super();
    this.csrf = csrf;
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
      this.#count();
      this.#air();
      this.changed();
    });
    live.watch(`manual:${this.eventId}`, {}, (state) => {
      this.manual = state;
      const held = state.groups?.clock?.patch?.clock;
      if (!held || (held.as_of ?? 0) >= (this.#clock?.as_of ?? 0)) this.#clock = null;
      this.#count();
      this.#air();
      this.changed();
    });
    for (const output of this.outputs.values()) {
      live.watch(`output:${output.pk}`, { topics: ["output", "program"] }, (state) => {
        output.settings = state.output;
        output.name = state.output?.name ?? output.name;
        output.program = state.program ?? {};
        if (output.pk === this.pk) this.#noteTakes(output.program);
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

  /** How often the feed has moved since a group was set by hand. @param {string} group */
  moved(group) {
    return this.#moved.get(group)?.count ?? 0;
  }

  /** Note what has been taken; who did it is asked for at once. @param {Program} program */
  #noteTakes(program) {
    const takes = takesOf(this.takes, program, MOST_TAKES);
    if (takes === this.takes) return;
    this.takes = takes;
    for (const done of this.#untold) this.#tellTake(done, false);
    clearTimeout(this.#asking);
    this.#asking = setTimeout(() => this.here.tell(), WHO_AFTER);
  }

  /** Say what somebody else has done to the output that is worked on. @param {Done} done */
  tellDone(done) {
    if (done.action !== "take") return this.#tellDone(done);
    this.#untold.add(done);
    this.#tellTake(done, false);
    setTimeout(() => this.#tellTake(done, true), TAKE_WITHIN);
  }

  /** Say what was taken once the program has it. @param {Done} done @param {boolean} anyway */
  #tellTake(done, anyway) {
    if (!anyway && !this.takes.some(({ at }) => at === done.taken_at)) return;
    if (this.#untold.delete(done)) this.#tellDone(done);
  }

  /** @param {Done} done */
  #tellDone({ output, action, zone = "", taken_at, by }) {
    if (output !== this.pk || by === this.user || action === "loop") return;
    const taken = this.takes.find(({ at }) => at === taken_at);
    const values = { name: by, zone: zoneName(zone), cue: taken ? `${zoneName(zone)} ${cueName(taken.cue, this.aired)}` : zoneName(zone) };
    const told = { take: gettext("%(name)s has taken %(cue)s.", values), out: gettext("%(name)s has taken %(zone)s out.", values), clear: gettext("%(name)s has cleared all but the bug.", values), panic: gettext("%(name)s has taken everything off air, or the bug back.", values) }[action];
    if (told) this.say(true, told);
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
    this.takes = takesOf([], this.output.program, MOST_TAKES);
    const address = new URL(location.href);
    address.searchParams.set("output", String(pk));
    history.replaceState(null, "", address);
    this.#face = new ClockFace();
    this.#air();
    this.changed();
  }

  /** A command to the output. What takes all off air waits for none that has not been sent yet. @param {string} word @param {object} [body] */
  act(word, body = {}) {
    // The output of the press: another may be worked on when it is this command's turn.
    const { output } = this;
    const does = () => this.#output(output, word, body);
    return URGENT.includes(word) ? this.#atOnce(does) : this.#inTurn(does);
  }

  /** A command to the game. @param {string} word @param {object} [body] */
  set(word, body = {}) {
    const { pk } = this;
    return this.#inTurn(() => this.#ofGame(pk, word, body));
  }

  /**
   * A command to the clock that depends on how the clock is when what was commanded before has been done.
   * @param {(clock: Clock) => object | null} found null: nothing is to be done
   * @param {boolean} [byHand] not where the clock follows the feed
   */
  setClock(found, byHand = false) {
    const { pk } = this;
    return this.#inTurn(() => {
      if (byHand && !this.#clock && this.source("clock") === "AUTO") return this.say(false, gettext("The clock follows the feed. K and Enter take it."));
      const body = found(this.#clock ?? this.aired.clock ?? {});
      return body && this.#ofGame(pk, "clock", body);
    });
  }

  /** @param {Output} output @param {string} word @param {object} [body] */
  async #output(output, word, body = {}) {
    const told = await this.ask("POST", `/api/outputs/${output.pk}/${word}`, body);
    if (told && STANDS_BY.includes(word)) output.cued = told.zone;
    else if (told && word === "take") output.cued = undefined;
    return told;
  }

  /** @param {number} pk the output by which the game is aired @param {string} word @param {object} body */
  async #ofGame(pk, word, body) {
    const told = await this.ask("POST", `/api/games/${encodeURIComponent(this.eventId)}/${word}?output=${pk}`, body);
    if (told && word === "clock") this.#learnClock(told.clock);
    else if (told && (word === "undo" || word === "release")) this.#clock = null;
    return told;
  }

  /** @param {Clock} clock as an answer has it */
  #learnClock(clock) {
    const held = this.manual.groups?.clock?.patch?.clock;
    this.#clock = (held?.as_of ?? 0) < (clock.as_of ?? 0) ? clock : null;
  }

  /** Do something after what was begun before: keys come faster than answers, and a server may change their order. @template T @param {() => T | Promise<T>} does @returns {Promise<T | undefined>} undefined where it was put away */
  #inTurn(does) {
    const here = this.#putAway;
    const turn = this.#turn.then(() => (here === this.#putAway ? does() : undefined));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** Do something now, and put away what waits for its turn. What is under way gets a moment, or it would come in after. @template T @param {() => Promise<T>} does */
  #atOnce(does) {
    this.#putAway += 1;
    const turn = Promise.race([this.#turn, new Promise((resolve) => setTimeout(resolve, UNDER_WAY))]).then(does);
    this.#turn = Promise.all([this.#turn, turn]).catch(() => undefined);
    return turn;
  }

  /** Say something in the foot, as a command's answer does. @param {boolean} ok @param {string} text */
  say(ok, text) {
    this.said = { ok, text, at: this.now };
    this.changed();
  }

  /** What a change of the delay does on air, in words. @param {number} by ms */
  delayTold(by) {
    const seconds = (Math.abs(by) / 1000).toFixed(1);
    if (by < 0) return gettext("It jumps forward by %(seconds)s s.", { seconds });
    if (by === 0) return "";
    const { running } = this.aired.clock ?? {};
    return running ? gettext("It holds for %(seconds)s s: do it on a standing clock.", { seconds }) : gettext("It holds for %(seconds)s s.", { seconds });
  }

  /** Change the delay, and say what that does on air. @param {{ms: number} | {by: number}} change */
  async setDelay(change) {
    const told = await this.act("delay", change);
    if (told) this.say(true, [told.said, this.delayTold(told.ms - told.before)].join(" ").trim());
    return told;
  }

  /** Trim the running clock, or with 0 take the trim back. The answer says what is shown. @param {number} ms */
  setTrim(ms) {
    return this.act("trim", { ms });
  }

  /** Put a cue into the preview, alone: what stood by before is put away. @param {Cue} cue @param {string} [zone] */
  cue(cue, zone) {
    const { output } = this;
    return this.#inTurn(async () => {
      await this.#emptyBut(output, zone);
      // What stands keeps its name, so that the pages that have painted it need not say so again.
      const same = Object.values(output.program.graphics ?? {}).find((one) => one.graphic === cue.graphic && JSON.stringify(one.data ?? {}) === JSON.stringify(cue.data ?? {}));
      return this.#output(output, "standby", { cue: { id: same?.id ?? named(cue.graphic), ...cue }, ...(zone ? { zone } : {}) });
    });
  }

  /** Put a row of a rundown into the preview, alone. @param {number} row its id @param {string} zone where it stands */
  cueRow(row, zone) {
    const { output } = this;
    return this.#inTurn(async () => {
      await this.#emptyBut(output, zone);
      return this.#output(output, "cue-row", { row });
    });
  }

  /** Empty the preview, where anything stands by. */
  empty() {
    const { output } = this;
    return this.#inTurn(() => this.#emptyBut(output));
  }

  /** @param {Output} output @param {string} [zone] */
  async #emptyBut(output, zone) {
    if ([...Object.keys(output.program.standby ?? {}), output.cued].some((other) => other !== undefined && other !== zone)) await this.#output(output, "standby");
  }

  /** Take what stands by. Which it is the server knows: it may have been cued a moment ago. */
  take() {
    const { output } = this;
    return this.#inTurn(async () => {
      const zones = Object.keys(output.program.standby ?? {});
      if (zones.length < 2) return void (await this.#output(output, "take"));
      for (const zone of zones) await this.#output(output, "take", { zone });
    });
  }

  /** @param {Cue} cue @param {string} [zone] */
  takeNow(cue, zone) {
    return this.act("take", { cue: { id: named(cue.graphic), ...cue }, ...(zone ? { zone } : {}) });
  }

  /** @param {Proposal} proposal */
  settle(proposal) {
    this.proposals = this.proposals.filter((other) => other !== proposal);
    this.changed();
  }

  /**
   * Ask the server for something, and say in the foot what came of it. What is only read says nothing but faults.
   * @param {string} method @param {string} address @param {object} [body] @param {string} [said] where the answer has no words of its own
   * @returns {Promise<any>} the answer, null where there is none or it was refused
   */
  async ask(method, address, body, said) {
    const given = new AbortController();
    const timer = setTimeout(() => given.abort(), ANSWERS_WITHIN);
    try {
      const answer = await fetch(address, {
        method,
        headers: { "content-type": "application/json", accept: "application/json", "X-CSRFToken": this.csrf },
        body: body && JSON.stringify(body),
        signal: given.signal,
      });
      const told = await answer.json().catch(() => ({}));
      if (method !== "GET" || !answer.ok) this.say(answer.ok, saidOf(told, answer.status, said));
      return answer.ok ? told : null;
    } catch {
      this.say(false, gettext("The server does not answer: nothing has been done."));
      return null;
    } finally {
      clearTimeout(timer);
    }
  }

  #tick() {
    this.#air();
    const now = this.now;
    const silent = { silentMs: live.silentMs };
    this.reading = this.#face.read(this.aired, now - this.delay, { ...silent, trimMs: this.trim });
    this.feedReading = this.#feedFace.read(this.feed, now, silent);
    const before = this.proposals.length;
    this.proposals = this.proposals.filter(({ at }) => now - at < PROPOSED);
    if (before !== this.proposals.length) this.changed();
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
    if (follows) this.#propose(milestones(before, this.aired));
    this.changed();
  }

  /** @param {Milestone[]} found */
  #propose(found) {
    for (const one of found) {
      const kept = this.proposals.find(({ id }) => id === one.id);
      // A run that goes on is the same proposal with more points.
      if (kept) Object.assign(kept, one, { at: this.now });
      else if (one.kind === "run" || !this.#proposed.has(one.id)) this.proposals = [...this.proposals, { ...one, at: this.now }].slice(-MOST_PROPOSALS);
      this.#proposed.add(one.id);
    }
  }

  /** Count how often the feed has moved under what is held by hand. */
  #count() {
    for (const group of ["score", "clock", "fouls"]) {
      const entry = this.manual.groups?.[group];
      if (!entry || entry.source === "CORRECT") {
        this.#moved.delete(group);
        continue;
      }
      const said = JSON.stringify(valuesOf(this.feed, group));
      const held = this.#moved.get(group);
      if (!held || held.since !== entry.at) this.#moved.set(group, { since: entry.at ?? 0, said, count: 0 });
      else if (held.said !== said) this.#moved.set(group, { ...held, said, count: held.count + 1 });
    }
  }
}

/** What the feed says that a group holds. Of a running clock, that it runs. @param {GameDocument} feed @param {string} group @returns {any} */
function valuesOf({ score, clock, team_stats, possession }, group) {
  if (group === "score") return [score?.home, score?.away];
  if (group === "clock") return [clock?.running, clock?.period, clock?.phase];
  const of = (/** @type {Side} */ side) => [team_stats?.[side]?.fouls, team_stats?.[side]?.timeouts, team_stats?.[side]?.bonus];
  return [of("home"), of("away"), possession?.team];
}

/** @param {any} told @param {number} status @param {string} [said] */
function saidOf(told, status, said) {
  if (typeof told.said === "string" && told.said) return told.said;
  if (status === 403 || status === 401) return gettext("You are logged out, or may not do this. Log in again.");
  return status < 400 ? (said ?? gettext("Done.")) : gettext("It was refused (%(status)s).", { status });
}

let counted = 0;
/** A name for a cue, of its own among all desks. @param {string} graphic */
const named = (graphic) => `${graphic}-${Date.now().toString(36)}${(counted++).toString(36)}${Math.floor(Math.random() * 1e6).toString(36)}`;
