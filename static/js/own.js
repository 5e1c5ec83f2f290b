// Looking things up by names that come from outside: every object has a "constructor" that is no entry of it.

/** The entry of a map, undefined where it has none of that name. @template T @param {{[name: string]: T} | undefined} map @param {string} name @returns {T | undefined} */
export const own = (map, name) => (map !== undefined && Object.hasOwn(map, name) ? map[name] : undefined);
