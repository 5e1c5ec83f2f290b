// When the page loads itself anew: never while something is on air, unless it is told to.

const LOOK = 1000;
const LAST = "courtside-reloaded-for";

export class Renewal {
  /** The build that is served now, where it is another than this page's. */
  #build = "";
  #empty = false;
  #reloadAt = 0;
  #loading = false;

  /**
   * @param {number} loadedAt server time at which this page was served, epoch ms
   * @param {() => number} now server time
   * @param {() => Promise<boolean>} opens whether the page can be had now: a browser's own page of errors must not go on air
   */
  constructor(loadedAt, now, opens) {
    this.loadedAt = loadedAt;
    this.now = now;
    this.opens = opens;
  }

  start() {
    setInterval(() => this.#look(), LOOK);
  }

  /** Another build is served than this page's. @param {string} build */
  offer(build) {
    this.#build = build;
    this.#look();
  }

  /** @param {boolean} empty nothing is on the program @param {number | undefined} reloadAt when reloading was asked for, epoch ms */
  learn(empty, reloadAt) {
    this.#empty = empty;
    this.#reloadAt = reloadAt ?? 0;
    this.#look();
  }

  #look() {
    if (this.#isDue() && !this.#loading) void this.#reload();
  }

  #isDue() {
    const told = this.#reloadAt > this.loadedAt && this.#reloadAt <= this.now();
    // Once for each build: behind two servers of different builds a page would go on for ever.
    const newer = this.#build !== "" && this.#empty && sessionStorage.getItem(LAST) !== this.#build;
    return told || newer;
  }

  async #reload() {
    this.#loading = true;
    const opens = await this.opens();
    this.#loading = false;
    // Meanwhile something may have come on air.
    if (!opens || !this.#isDue()) return;
    if (this.#build) sessionStorage.setItem(LAST, this.#build);
    location.reload();
  }
}
