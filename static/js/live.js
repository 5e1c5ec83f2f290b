// The page's one connection to the server's live documents: opens the socket, keeps it open, keeps server
// time, acknowledges. What the documents hold is documents.js; what the frames mean is docs/protocol.md.

import { backoff, REFUSED } from "./backoff.js";
import { Documents } from "./documents.js";
import { ServerTime, monotonic } from "./servertime.js";

/** @typedef {import("./documents.js").Change} Change */
/** @typedef {import("./documents.js").Callback} Callback */
/** @typedef {import("./documents.js").Held} Held */

const TICK = 500;
const PING_EVERY = 5000;
const FIRST_PINGS = 5;
const UNANSWERED = 10_000;
const ACK_EVERY = 1000;
const ACK_BYTES = 32 * 1024;
const ASK_AGAIN = 5000;

/** Events: `link` when `connected` or `stale` changes, `reload` (detail: the build served now), `refused` (detail: the close code), `forbidden` (detail: the document). */
export class Live extends EventTarget {
  #time = new ServerTime();
  #documents = new Documents((frame) => this.#send(frame));
  /** @type {WebSocket | null} */
  #socket = null;
  #started = false;
  #attempt = 0;
  #openedAt = 0;
  #heardAt = -Infinity;
  #pongAt = -Infinity;
  /** Local time of the oldest unanswered ping. @type {number | null} */
  #pinged = null;
  #pingedLast = -Infinity;
  #ackedAt = 0;
  #bytes = 0;
  #stale = false;
  /** @type {{url?: string, token?: string, build?: string, hello?: () => {[key: string]: any}}} */
  #settings = {};

  /** True while the socket is open and has answered. */
  connected = false;

  /**
   * Set what the connection says of itself, before the first `watch`.
   * @param {object} settings
   * @param {string} [settings.url] default: /ws/live/ of this page's server
   * @param {string} [settings.token] an overlay's
   * @param {string} [settings.build] of the page
   * @param {() => {[key: string]: any}} [settings.hello] more for the first frame, asked for at each connection
   * @param {number} [settings.now] server time as of now, from the page that was served
   */
  configure({ now, ...settings }) {
    this.#settings = settings;
    if (now !== undefined) this.#time.seed(now);
  }

  /**
   * Watch a document. The callback gets the whole state held (topics of other watchers included) at each change
   * of the chosen topics, and again when the link is lost or back. The last good state is never taken away.
   *
   * @param {string} doc such as "game:1234"
   * @param {{topics?: string[], initial?: Held}} options `topics` absent = all. `initial`: what the page was served with
   * @param {Callback} callback
   * @returns {() => void} stops watching
   */
  watch(doc, options, callback) {
    const stop = this.#documents.watch(doc, options, callback);
    this.#start();
    return stop;
  }

  /** The state held of a watched document, or undefined. @param {string} doc */
  state(doc) {
    return this.#documents.state(doc);
  }

  /** Server time, epoch ms: by the pongs, before the first by the page that was served. */
  now() {
    return this.#time.now();
  }

  /** Server time (epoch ms) of the last frame heard; 0 before the first. */
  get lastHeard() {
    return this.#heardAt === -Infinity ? 0 : this.#time.now(this.#heardAt);
  }

  /** How long the server has not answered, ms. 0 while no ping is open: a sleeping page is not a lost link. */
  get silentMs() {
    if (!this.#started) return 0;
    const local = monotonic();
    if (!this.connected) return local - Math.max(this.#pongAt, this.#openedAt);
    if (this.#pinged === null) return 0;
    return local - Math.max(this.#pongAt, this.#pinged - PING_EVERY);
  }

  /** True while the link is lost: unanswered for 10 s. */
  get stale() {
    return this.#stale;
  }

  /** Send a frame of an overlay's own, such as `shown`; without a connection it is dropped. @param {{op: string, [key: string]: any}} frame */
  tell(frame) {
    this.#send(frame);
  }

  #start() {
    if (this.#started) return;
    this.#started = true;
    this.#openedAt = monotonic();
    setInterval(() => this.#tick(), TICK);
    const wake = () => {
      if (!this.#socket) this.#open();
      else this.#tick();
    };
    addEventListener("online", wake);
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && wake());
    this.#open();
  }

  #open() {
    const secure = location.protocol === "https:";
    const socket = new WebSocket(this.#settings.url ?? `${secure ? "wss" : "ws"}://${location.host}/ws/live/`);
    this.#socket = socket;
    this.#pinged = null;
    const opening = monotonic();
    socket.addEventListener("open", () => {
      const { token, build = "", hello } = this.#settings;
      this.#send({ op: "hello", v: 1, ...(token ? { token } : {}), build, ...hello?.() });
      this.#documents.resume();
      this.#ping();
    });
    socket.addEventListener("message", (event) => this.#receive(String(event.data)));
    socket.addEventListener("close", (event) => this.#lose(socket, event.code));
    setTimeout(() => {
      if (socket.readyState === WebSocket.CONNECTING && monotonic() - opening >= UNANSWERED) this.#lose(socket, 0);
    }, UNANSWERED + 1);
  }

  /** @param {WebSocket} socket @param {number} code */
  #lose(socket, code) {
    if (socket !== this.#socket) return;
    this.#socket = null;
    this.#pinged = null;
    this.#setLink(false, this.#stale);
    socket.close();
    if (REFUSED.has(code)) this.dispatchEvent(new CustomEvent("refused", { detail: code }));
    setTimeout(() => this.#socket ?? this.#open(), backoff(code, this.#attempt++));
  }

  /** @param {string} text */
  #receive(text) {
    this.#heardAt = monotonic();
    this.#attempt = 0;
    this.#setLink(true, this.#stale);
    const frame = JSON.parse(text);
    switch (frame.op) {
      case "pong":
        this.#pong(frame);
        break;
      case "snapshot":
      case "patch":
        this.#bytes += text.length;
        this.#documents.receive(frame);
        if (this.#bytes >= ACK_BYTES) this.#acknowledge();
        break;
      case "beat":
        this.#documents.receive(frame);
        break;
      case "reload":
        this.dispatchEvent(new CustomEvent("reload", { detail: frame.build }));
        break;
      case "error":
        // Not known yet, or not yet allowed: an output may be pointed at the game in a moment.
        if (frame.code === "forbidden") this.dispatchEvent(new CustomEvent("forbidden", { detail: frame.doc }));
        if (frame.doc !== undefined) setTimeout(() => this.#documents.retry(frame.doc), ASK_AGAIN);
        break;
    }
  }

  #tick() {
    const local = monotonic();
    if (this.#socket?.readyState === WebSocket.OPEN) {
      if (this.#pinged !== null && local - this.#pinged >= UNANSWERED) this.#lose(this.#socket, 0);
      else if (this.#time.samples < FIRST_PINGS || local - this.#pingedLast >= PING_EVERY) this.#ping();
      if (local - this.#ackedAt >= ACK_EVERY) this.#acknowledge();
    }
    this.#setLink(this.connected, this.silentMs > UNANSWERED);
  }

  #ping() {
    this.#pingedLast = monotonic();
    this.#pinged ??= this.#pingedLast;
    this.#send({ op: "ping", t: this.#pingedLast });
  }

  /** @param {{t: number, now: number}} frame */
  #pong({ t, now }) {
    this.#pongAt = monotonic();
    this.#pinged = null;
    this.#time.sample(t, this.#pongAt, now);
    this.#setLink(true, false);
  }

  #acknowledge() {
    this.#ackedAt = monotonic();
    this.#bytes = 0;
    for (const ack of this.#documents.takeAcks()) this.#send(ack);
  }

  /** @param {boolean} connected @param {boolean} stale */
  #setLink(connected, stale) {
    if (connected === this.connected && stale === this.#stale) return;
    this.connected = connected;
    this.#stale = stale;
    this.#documents.setStale(stale);
    this.dispatchEvent(new Event("link"));
  }

  /** @param {{[key: string]: any}} frame */
  #send(frame) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame));
  }
}

/** The page's one connection. It opens at the first `watch`. */
export const live = new Live();
