// How many frames a second the page really draws: counted for two seconds of every ten. All the time would cost more
// than the graphics do, since a page that asks for each frame is laid out and painted for each.

const WINDOW = 2000;
const PAUSE = 8000;

export class FrameRate {
  /** Frames a second of the last window; 0 before the first. */
  fps = 0;

  start() {
    const from = performance.now();
    let frames = 0;
    const count = () => {
      frames += 1;
      const passed = performance.now() - from;
      if (passed < WINDOW) return requestAnimationFrame(count);
      this.fps = Math.round((frames / passed) * 1000);
      setTimeout(() => this.start(), PAUSE);
    };
    requestAnimationFrame(count);
  }
}
