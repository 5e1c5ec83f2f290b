// Server time, from the answers to pings. The machine's own clock is never trusted: mixers' are often wrong.

const KEPT = 20;
const FASTEST = 5;
/** An answer that disagrees by more than this means that one of the clocks was set, or that the machine slept. */
const SET_ANEW = 1000;

/** Local time in ms that no setting of the clock moves. */
export const monotonic = () => performance.now();

export class ServerTime {
  /** @type {{offset: number, trip: number}[]} */
  #samples = [];
  /** Server time less local time. */
  #offset = Date.now() - monotonic();
  #known = false;

  /** True once server time is known, from the page that was served or from a pong. */
  get known() {
    return this.#known;
  }

  /** Epoch ms on the server. @param {number} [local] */
  now(local = monotonic()) {
    return local + this.#offset;
  }

  /** The number of pongs that the offset rests on. */
  get samples() {
    return this.#samples.length;
  }

  /** Start from the server time that the page was served with, until a pong is heard. @param {number} serverNow @param {number} [local] */
  seed(serverNow, local = monotonic()) {
    if (this.#samples.length > 0) return;
    this.#offset = serverNow - local;
    this.#known = true;
  }

  /**
   * Take an answered ping. The offset is the median of the five fastest of the last twenty.
   * @param {number} sent local time
   * @param {number} received local time
   * @param {number} serverNow the pong's `now`
   */
  sample(sent, received, serverNow) {
    const trip = received - sent;
    const offset = serverNow - (sent + received) / 2;
    if (this.#samples.length > 0 && Math.abs(offset - this.#offset) > SET_ANEW + trip) this.#samples = [];
    this.#samples.push({ offset, trip });
    if (this.#samples.length > KEPT) this.#samples.shift();
    const fastest = [...this.#samples].sort((a, b) => a.trip - b.trip).slice(0, FASTEST);
    this.#offset = median(fastest.map((sample) => sample.offset));
    this.#known = true;
  }
}

/** @param {number[]} values */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
