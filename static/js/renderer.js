// A small OGraf renderer: keeps what stands on a stage in line with what is on the program, graphic by graphic.
// What cannot be loaded now is tried again; what stands is never taken away by a fault.

/** @typedef {{graphic: string, step?: number, data?: {[key: string]: any}}} Cue `step` counts from 1 */
/** @typedef {HTMLElement & {load: Function, playAction: Function, stopAction: Function, updateAction: Function, dispose: Function}} OGraf */

const TRY_AGAIN = 2000;

class Slot {
  /** @type {OGraf | null} */
  element = null;
  step = 0;
  /** The latest wish; an older one that finishes late gives way. @type {Cue | null} */
  cue = null;
  loading = false;

  /** @param {string} name */
  constructor(name) {
    this.name = name;
  }
}

export class Renderer {
  /** @type {Map<string, Slot>} */
  #slots = new Map();
  /** @type {{[key: string]: any}} */
  #data = {};
  #tries = 0;

  /**
   * @param {HTMLElement} stage
   * @param {URL} graphics the folder that holds a folder for each graphic
   * @param {(slot: string, step: number) => void} shown called once a step has been painted
   */
  constructor(stage, graphics, shown) {
    this.stage = stage;
    this.graphics = graphics;
    this.shown = shown;
  }

  /**
   * Bring the stage to the program.
   * @param {{[slot: string]: Cue}} program
   * @param {boolean} atOnce without animation: the page was (re)loaded, or what is shown was caught up
   */
  show(program, atOnce) {
    for (const [name, slot] of this.#slots) if (!(name in program)) this.#clear(slot, atOnce);
    for (const name of Object.keys(program)) {
      let slot = this.#slots.get(name);
      if (!slot) this.#slots.set(name, (slot = new Slot(name)));
      if (slot.cue && slot.cue.graphic !== program[name].graphic) this.#clear(slot, atOnce);
      slot.cue = program[name];
      void this.#bring(slot, atOnce);
    }
  }

  /** Hand data to every graphic that stands, and to those that come. @param {{[key: string]: any}} data null takes a key away */
  update(data) {
    for (const key of Object.keys(data)) {
      if (data[key] === null) delete this.#data[key];
      else this.#data[key] = data[key];
    }
    for (const { element } of this.#slots.values()) void element?.updateAction({ data });
  }

  /** @param {Slot} slot @param {boolean} atOnce */
  async #bring(slot, atOnce) {
    if (!slot.element) {
      if (slot.loading || !slot.cue) return;
      slot.loading = true;
      const element = await this.#load(slot.cue);
      slot.loading = false;
      if (!element) {
        setTimeout(() => this.#bring(slot, true), TRY_AGAIN);
        return;
      }
      if (!slot.cue || slot.cue.graphic !== element.dataset.graphic) {
        void element.dispose({});
        element.remove();
        return void this.#bring(slot, atOnce);
      }
      slot.element = element;
      slot.step = 0;
      // What came in while it was loading.
      await element.updateAction({ data: { ...this.#data, ...slot.cue.data, live: false } });
    }
    const { element, cue } = slot;
    if (!element || !cue) return;
    const step = cue.step ?? 1;
    if (step === slot.step) return;
    slot.step = step;
    if (cue.data) void element.updateAction({ data: cue.data });
    const result = await element.playAction({ goto: step - 1, skipAnimation: atOnce });
    if (result === undefined || result.statusCode < 300) requestAnimationFrame(() => this.shown(slot.name, step));
  }

  /** Take a slot's graphic out, whatever becomes of the slot. @param {Slot} slot @param {boolean} atOnce */
  #clear(slot, atOnce) {
    const { element } = slot;
    slot.element = null;
    slot.cue = null;
    slot.step = 0;
    if (!element) return;
    element.stopAction({ skipAnimation: atOnce }).finally(() => {
      void element.dispose({});
      element.remove();
    });
  }

  /** Fetch a graphic by its manifest and make it ready. @param {Cue} cue @returns {Promise<OGraf | null>} null: not now */
  async #load(cue) {
    const folder = new URL(`${encodeURIComponent(cue.graphic)}/`, this.graphics);
    this.#tries += 1;
    try {
      const answer = await fetch(new URL(`${encodeURIComponent(cue.graphic)}.ograf.json`, folder));
      if (!answer.ok) return null;
      const { main } = await answer.json();
      const element = /** @type {OGraf} */ (await this.#make(cue.graphic, new URL(main, folder)));
      element.dataset.graphic = cue.graphic;
      this.stage.append(element);
      const result = await element.load({
        data: { ...this.#data, ...cue.data, live: false },
        renderType: "realtime",
        renderCharacteristics: { resolution: { width: 1920, height: 1080 } },
      });
      if (result === undefined || result.statusCode < 300) return element;
      element.remove();
      return null;
    } catch (error) {
      // The network or the graphic failed. Nothing on air may say so; the console may.
      console.warn(`graphic ${cue.graphic}:`, error);
      return null;
    }
  }

  /** @param {string} id @param {URL} module */
  async #make(id, module) {
    const tag = `ograf-${id.toLowerCase().replace(/[^a-z0-9-]/g, "-")}`;
    if (!customElements.get(tag)) {
      // A module that once failed to load stays failed under its address.
      if (this.#tries > 1) module.searchParams.set("try", String(this.#tries));
      const { default: constructor } = await import(module.href);
      if (!customElements.get(tag)) customElements.define(tag, constructor);
    }
    return document.createElement(tag);
  }
}
