// JSON merge patch (RFC 7386), as live documents use it: documents hold no null, so null removes.

import { own } from "./own.js";

/** @typedef {null | boolean | number | string | unknown[] | {[key: string]: any}} Json */

/** @param {unknown} value @returns {value is {[key: string]: any}} */
export const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Return `target` with `patch` applied. Neither is changed; what the patch does not touch is shared, so a
 * topic that kept its identity has kept its value.
 *
 * @param {any} target
 * @param {any} patch
 * @returns {any}
 */
export function merge(target, patch) {
  if (!isObject(patch)) return patch;
  const result = isObject(target) ? { ...target } : {};
  for (const key of Object.keys(patch)) {
    const value = patch[key];
    if (value === null) delete result[key];
    // Keys come from outside, and an assignment to "__proto__" would set the prototype.
    else if (key === "__proto__") Object.defineProperty(result, key, { value: merge(undefined, value), enumerable: true, configurable: true });
    else result[key] = merge(own(result, key), value);
  }
  return result;
}
