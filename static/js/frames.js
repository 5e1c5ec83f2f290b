// What the live viewer keeps of a stream: the newest lines, how many came of each source, and how fast. Pure; times are ms.

/** @typedef {{source: string, seq: number | null, keys: string[], removed: number, rejected: {reason: string, field: string | null, excerpt: string}[]}} Message */
/** @typedef {{kind: "frame" | "bad" | "opened" | "lost" | "pong" | "end", at?: number, messages?: Message[], text?: string, size?: number, reason?: string, status?: number | null, retry_ms?: number, last_seq?: number | null}} Line */
/** @typedef {Line & {number: number, came: number, sources: string[]}} Kept */

export const MOST_KEPT = 500;
const RATE_MS = 10_000;
export const BAD = "not understood";

export class Frames {
  /** @type {Kept[]} */
  kept = [];
  /** What is shown while it is paused. @type {Kept[] | null} */
  still = null;
  /** @type {Map<string, {count: number, times: number[]}>} */
  counts = new Map();
  total = 0;
  dropped = 0;
  /** The sources that are not shown. @type {Set<string>} */
  hidden = new Set();
  paused = false;
  number = 0;
  /** The greatest seq that came. @type {number | null} */
  seq = null;

  /** Forget what came; the resume point stays. */
  clear() {
    this.kept = [];
    this.still = null;
    this.counts = new Map();
    this.total = 0;
    this.dropped = 0;
  }

  /** Take in one line. @param {Line} line @param {number} now */
  take(line, now) {
    if (line.kind === "pong") return;
    const sources = line.kind === "bad" ? [BAD] : [...new Set((line.messages ?? []).map(({ source }) => source))];
    for (const { seq } of line.messages ?? []) if (seq !== null && (this.seq === null || seq > this.seq)) this.seq = seq;
    const counted = line.kind === "bad" ? [BAD] : (line.messages ?? []).map(({ source }) => source);
    for (const source of counted) {
      const one = this.counts.get(source) ?? { count: 0, times: [] };
      one.count += 1;
      one.times.push(now);
      if (one.times.length > 4000) one.times = one.times.slice(-2000);
      this.counts.set(source, one);
    }
    this.total += counted.length;
    this.kept.push({ ...line, number: ++this.number, came: now, sources });
    // In lumps: taking one away from the front for each that comes would move all of them each time.
    if (this.kept.length >= 2 * MOST_KEPT) {
      this.dropped += this.kept.length - MOST_KEPT;
      this.kept = this.kept.slice(-MOST_KEPT);
    }
  }

  /** Hold what is shown still, or go on. Counts go on in either case. @param {boolean} paused */
  pause(paused) {
    this.paused = paused;
    this.still = paused ? this.kept.slice(-MOST_KEPT) : null;
  }

  /** The lines to be shown, the newest first. */
  get shown() {
    const lines = (this.still ?? this.kept).slice(-MOST_KEPT);
    return lines.filter(({ sources }) => !sources.length || sources.some((source) => !this.hidden.has(source))).reverse();
  }

  /** How many have come while it is paused. */
  get waiting() {
    const last = this.still?.at(-1)?.number ?? 0;
    return this.still ? this.number - last : 0;
  }

  /** Each source with how many came and how many a second in the last ten. @param {number} now @returns {{source: string, count: number, rate: number}[]} */
  sources(now) {
    return [...this.counts].map(([source, one]) => {
      one.times = one.times.filter((time) => time > now - RATE_MS);
      return { source, count: one.count, rate: one.times.length / (RATE_MS / 1000) };
    });
  }
}

/** Cuts a text that comes in pieces into lines. */
export class Lines {
  constructor() {
    this.rest = "";
  }

  /** @param {string} piece @returns {string[]} the lines that are whole by now */
  push(piece) {
    const lines = (this.rest + piece).split("\n");
    this.rest = lines.pop() ?? "";
    return lines.filter(Boolean);
  }
}
