// One thing after another: keys come faster than answers, and a server may change the order of what comes at once.

/** How long what cannot wait gives what is under way, ms. */
const UNDER_WAY = 500;

export class Turns {
  /** What was begun last. @type {Promise<unknown>} */
  #last = Promise.resolve();
  /** How often what waited for its turn has been put away. */
  #putAway = 0;

  /**
   * Do something after what was begun before, whatever came of that. What has several parts is told whether it is to go
   * on: no longer once something that could not wait has come.
   * @template T @param {(goesOn: () => boolean) => T | Promise<T>} does @returns {Promise<T | undefined>} undefined where it was put away
   */
  inTurn(does) {
    const here = this.#putAway;
    const goesOn = () => here === this.#putAway;
    const turn = this.#last.then(() => (goesOn() ? does(goesOn) : undefined));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /**
   * Do something now, and put away what waits for its turn. What is under way gets a moment, or it would come in after.
   * @template T @param {() => T | Promise<T>} does @returns {Promise<T>}
   */
  atOnce(does) {
    this.#putAway += 1;
    const turn = Promise.race([this.#last, new Promise((resolve) => setTimeout(resolve, UNDER_WAY))]).then(does);
    this.#last = Promise.all([this.#last, turn]).catch(() => undefined);
    return turn;
  }
}
