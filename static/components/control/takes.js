// What was taken last on the output that is worked on, and who took it. What others have done there is said in the foot.

import { gettext } from "../../js/text.js";
import { cueName, zoneName } from "./cues.js";
import { takesOf } from "./onair.js";

/** @typedef {import("../../js/air/preview.js").Program} Program */
/** @typedef {import("../../js/air/zones.js").Cue} Cue */
/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {{at: number, output: number, action: string, zone?: string, taken_at?: number, by: string}} Done what somebody did to an output; `taken_at`: the time that the program has of a take */

const MOST = 5;
const MOST_TAKERS = 40;
/** A take is in the log before it is asked who did it, ms. */
const WHO_AFTER = 150;
/** How long the program may be on its way when somebody has been told of a take, ms. */
const PROGRAM_WITHIN = 5000;

export class Takes {
  #desk;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #asking;
  /** Takes of others that are not on the program yet. @type {Set<Done>} */
  #untold = new Set();
  /** Who took what, by the time of the take. @type {Map<number, string>} */
  #takers = new Map();
  /** What was taken, the newest first. @type {{zone: string, cue: Cue, at: number}[]} */
  all = [];

  /** @param {Desk} desk */
  constructor(desk) {
    this.#desk = desk;
  }

  /** Who took what has this time, where that was somebody else. @param {number} at */
  by(at) {
    const taker = this.#takers.get(at);
    return taker === this.#desk.user ? undefined : taker;
  }

  /** Begin with what is on the program of another output. @param {Program} program */
  begin(program) {
    this.all = takesOf([], program, MOST);
  }

  /** Note what has been taken; who did it is asked for at once. @param {Program} program */
  note(program) {
    const all = takesOf(this.all, program, MOST);
    if (all === this.all) return;
    this.all = all;
    for (const done of this.#untold) this.#tellTake(done, false);
    clearTimeout(this.#asking);
    this.#asking = setTimeout(() => this.#desk.here.tell(), WHO_AFTER);
  }

  /** Learn what has been done, by whomever. @param {Done[]} done @param {boolean} isNews what is none is not said */
  learn(done, isNews) {
    for (const { taken_at, by } of done) if (taken_at !== undefined) this.#takers.set(taken_at, by);
    while (this.#takers.size > MOST_TAKERS) this.#takers.delete(/** @type {number} */ (this.#takers.keys().next().value));
    if (isNews) for (const one of done) this.#tell(one);
  }

  /** Say what has been done; of a take, once the program has it. @param {Done} done */
  #tell(done) {
    if (done.action !== "take") return this.#say(done);
    this.#untold.add(done);
    this.#tellTake(done, false);
    setTimeout(() => this.#tellTake(done, true), PROGRAM_WITHIN);
  }

  /** @param {Done} done @param {boolean} anyway whether the program has it or not */
  #tellTake(done, anyway) {
    if (!anyway && !this.all.some(({ at }) => at === done.taken_at)) return;
    if (this.#untold.delete(done)) this.#say(done);
  }

  /** Say what somebody else has done to the output that is worked on. @param {Done} done */
  #say({ output, action, zone = "", taken_at, by }) {
    const desk = this.#desk;
    if (output !== desk.pk || by === desk.user || action === "loop") return;
    const taken = this.all.find(({ at }) => at === taken_at);
    const values = { name: by, zone: zoneName(zone), cue: taken ? `${zoneName(zone)} ${cueName(taken.cue, desk.aired)}` : zoneName(zone) };
    const told = { take: gettext("%(name)s has taken %(cue)s.", values), out: gettext("%(name)s has taken %(zone)s out.", values), clear: gettext("%(name)s has cleared all but the bug.", values), panic: gettext("%(name)s has taken everything off air, or the bug back.", values) }[action];
    if (told) desk.say(true, told);
  }
}
