// Who else is at the desk of this game: the page tells of itself every few seconds, and is told of them, of what has been
// done to the outputs (takes.js) and of the rundowns (rundowns.js).

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./takes.js").Done} Done */
/** @typedef {{desks: string[], done: Done[], rundowns: string}} Told */

const EVERY = 4000;
const ANSWERS_WITHIN = 3000;

export class Here {
  #desk;
  #key = crypto.randomUUID ? crypto.randomUUID() : uuid();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #asking = false;
  /** It was to be told while an answer was on its way, which may be of before. */
  #again = false;
  /** Up to when what was done is known, epoch ms. */
  #known = 0;
  /** The users of the other pages, one for each page. @type {string[]} */
  others = [];

  /** @param {Desk} desk */
  constructor(desk) {
    this.#desk = desk;
  }

  start() {
    addEventListener("pagehide", () => void this.#send({ gone: true }, true));
    void this.tell();
  }

  /** Tell of this page now, and learn of the others. */
  async tell() {
    if (this.#asking) return void (this.#again = true);
    clearTimeout(this.#timer);
    this.#asking = true;
    this.#again = false;
    const told = await this.#send({}, false);
    this.#asking = false;
    this.#timer = setTimeout(() => this.tell(), this.#again ? 0 : EVERY);
    if (told) this.#learn(told);
  }

  /** @param {Told} told */
  #learn({ desks, done, rundowns }) {
    const desk = this.#desk;
    const others = [...desks].sort();
    desk.rundowns.follow(rundowns);
    const fresh = done.filter(({ at }) => at > this.#known);
    const first = this.#known === 0;
    if (done.length) this.#known = Math.max(this.#known, ...done.map(({ at }) => at));
    else if (first) this.#known = 1;
    if (!fresh.length && String(others) === String(this.others)) return;
    this.others = others;
    // What was done before this page was there is no news.
    desk.takes.learn(fresh, !first);
    desk.changed();
  }

  /** @param {object} more @param {boolean} keepalive the page is going @returns {Promise<Told | null>} */
  async #send(more, keepalive) {
    const given = new AbortController();
    const timer = keepalive ? undefined : setTimeout(() => given.abort(), ANSWERS_WITHIN);
    try {
      const answer = await fetch(`/games/${encodeURIComponent(this.#desk.eventId)}/control/here/`, {
        method: "POST",
        headers: { "content-type": "application/json", "X-CSRFToken": this.#desk.csrf },
        body: JSON.stringify({ key: this.#key, ...more }),
        keepalive,
        signal: given.signal,
      });
      return answer.ok && answer.status === 200 && !answer.redirected ? await answer.json() : null;
    } catch {
      return null; // it is told again soon
    } finally {
      clearTimeout(timer);
    }
  }
}

/** A UUID where the page is not served over HTTPS, and the browser makes none. */
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
