// Where graphics come from: a folder each, with an OGraf manifest and the module that it names. Both are fetched once.

/** @typedef {{id: string, main: string, stepCount?: number, schema?: {properties?: {[name: string]: any}}, v_topics?: string[], customActions?: {id: string, v_stands?: number}[]}} Manifest */
/** @typedef {{load: Function, playAction: Function, stopAction: Function, updateAction: Function, customAction: Function, dispose: Function} & HTMLElement} OGraf */
/** @typedef {{statusCode: number, statusMessage?: string, currentStep?: number}} Result */

/** The topics of the game document: what a graphic of others asks for by the names in its schema. */
const TOPICS = new Set([
  ...["game", "score", "clock", "possession", "shots", "plays", "latest", "players", "lineups", "units", "stints"],
  ...["period_stats", "team_stats", "story", "officials", "feed"],
]);

export class Catalog {
  /** @type {Map<string, Promise<Manifest>>} */
  #manifests = new Map();
  /** @type {Map<string, string>} */
  #tags = new Map();
  #tries = 0;

  /** @param {URL} folder the folder that holds a folder for each graphic */
  constructor(folder) {
    this.folder = folder;
  }

  /** The manifest of a graphic. Rejects where it cannot be had now. @param {string} graphic @returns {Promise<Manifest>} */
  manifest(graphic) {
    let found = this.#manifests.get(graphic);
    if (!found) {
      const name = encodeURIComponent(graphic);
      this.#manifests.set(graphic, (found = fetchJson(new URL(`${name}/${name}.ograf.json`, this.folder))));
      found.catch(() => this.#manifests.delete(graphic));
    }
    return found;
  }

  /** An element of a graphic that has not been loaded yet. Rejects where its module cannot be had now. @param {string} graphic @returns {Promise<OGraf>} */
  async make(graphic) {
    let tag = this.#tags.get(graphic);
    if (!tag) {
      const { main } = await this.manifest(graphic);
      const Made = await this.#module(new URL(main, new URL(`${encodeURIComponent(graphic)}/`, this.folder)));
      tag = this.#tags.get(graphic) ?? freeTag(graphic);
      // A class can be registered once only, and its module may have done so.
      if (!customElements.get(tag)) customElements.define(tag, class extends Made {});
      this.#tags.set(graphic, tag);
    }
    return /** @type {OGraf} */ (document.createElement(tag));
  }

  /** @param {URL} address @returns {Promise<typeof HTMLElement>} */
  async #module(address) {
    // A module that once failed to load stays failed under its address.
    if (this.#tries > 0) address.searchParams.set("try", String(this.#tries));
    let module;
    try {
      module = await import(address.href);
    } catch (error) {
      this.#tries += 1;
      throw error;
    }
    const found = [module.default, ...Object.values(module)].find((one) => one?.prototype instanceof HTMLElement);
    if (!found) throw new Error(`${address.pathname} exports no graphic`);
    return found;
  }
}

/** The topics that a graphic is given: those that its manifest names, else those that its schema has. @param {Manifest} manifest @returns {string[]} */
export const topicsOf = ({ v_topics, schema }) => v_topics ?? Object.keys(schema?.properties ?? {}).filter((name) => TOPICS.has(name));

/** The actions that stand for a while: they are told how much of it is left, as `stands_ms`. @param {Manifest} manifest */
export const standingActions = ({ customActions = [] }) => new Set(customActions.filter(({ v_stands }) => v_stands !== undefined).map(({ id }) => id));

/**
 * Ask a graphic to do something. What it throws, and what it never answers, are answers too.
 * @param {OGraf} element
 * @param {"load" | "playAction" | "stopAction" | "updateAction" | "customAction" | "dispose"} action
 * @param {object} params
 * @param {number} [within] ms; without, however long it takes
 * @returns {Promise<Result>}
 */
export async function ask(element, action, params, within) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  try {
    const answers = [element[action](params)];
    if (within !== undefined)
      answers.push(new Promise((resolve) => (timer = setTimeout(resolve, within, { statusCode: 504, statusMessage: `no answer to ${action}()` }))));
    return (await Promise.race(answers)) ?? { statusCode: 200 };
  } catch (error) {
    return { statusCode: 500, statusMessage: `${action}(): ${error}` };
  } finally {
    clearTimeout(timer);
  }
}

/** @param {Result} result */
export const isDone = ({ statusCode }) => statusCode < 300;

/** @param {URL} address */
async function fetchJson(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address.pathname}: ${answer.status}`);
  return answer.json();
}

/** @param {string} graphic */
function freeTag(graphic) {
  const tag = `ograf-${graphic.toLowerCase().replace(/[^a-z0-9-]/g, "-")}`;
  let free = tag;
  for (let number = 2; customElements.get(free); number += 1) free = `${tag}-${number}`;
  return free;
}
