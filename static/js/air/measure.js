// How many frames a second the page really draws: a count over windows of two seconds, all the time.

const WINDOW = 2000;

export class FrameRate {
  /** Frames a second of the last window; 0 before the first. */
  fps = 0;
  #frames = 0;
  #from = performance.now();

  start() {
    const count = () => {
      this.#frames += 1;
      const now = performance.now();
      if (now - this.#from >= WINDOW) {
        this.fps = Math.round((this.#frames / (now - this.#from)) * 1000);
        this.#frames = 0;
        this.#from = now;
      }
      requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
  }
}
