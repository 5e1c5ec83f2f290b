// Looking things up by names that come from outside: every object has a "constructor" that is no entry of it.

/** Whether a map has an entry of that name. Not `Object.hasOwn`: the browsers in some mixers are older than it. @param {{[name: string]: any}} map @param {string} name */
export const has = (map, name) => Object.prototype.hasOwnProperty.call(map, name);

/** The entry of a map, undefined where it has none of that name. @template T @param {{[name: string]: T} | undefined} map @param {string} name @returns {T | undefined} */
export const own = (map, name) => (map !== undefined && has(map, name) ? map[name] : undefined);
