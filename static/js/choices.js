// The choices of an address.

/** Of a name that stands in the address several times, the last one counts, as it does for the server. */
export class Choices extends URLSearchParams {
  /** @param {string} name */
  get(name) {
    return this.getAll(name).at(-1) ?? null;
  }
}
