// The sound of a lost clock: two short tones, every two seconds, until somebody has heard them or it is over. Browsers
// let a page sound only after it was clicked or typed at once; a desk that is worked at has been.

const EVERY = 2000;
const TONES = [880, 660];
const TONE = 0.14;

export class Alarm {
  /** @type {AudioContext | undefined} */
  #context;
  #lost = false;
  #acknowledged = false;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #timer;

  get quiet() {
    return this.#acknowledged;
  }

  /** Say whether there is something to be alarmed about. @param {boolean} lost */
  sound(lost) {
    if (lost === this.#lost) return;
    this.#lost = lost;
    this.#acknowledged = false;
    clearInterval(this.#timer);
    if (!lost) return;
    this.#play();
    this.#timer = setInterval(() => this.#play(), EVERY);
  }

  /** Somebody has heard it: silence until it is lost again. */
  acknowledge() {
    this.#acknowledged = true;
    clearInterval(this.#timer);
  }

  #play() {
    if (navigator.userActivation && !navigator.userActivation.hasBeenActive) return;
    this.#context ??= new AudioContext();
    const context = this.#context;
    void context.resume();
    TONES.forEach((frequency, at) => {
      const begins = context.currentTime + at * (TONE + 0.04);
      const tone = new OscillatorNode(context, { frequency });
      const volume = new GainNode(context, { gain: 0.2 });
      tone.connect(volume).connect(context.destination);
      tone.start(begins);
      tone.stop(begins + TONE);
    });
  }
}
