// The words of the pages in the reader's language. The catalog is Django's, loaded before the modules (base.html);
// without one, and in the tests, the words are English.

/** @typedef {{[name: string]: string | number}} Values */
/** @type {{gettext(text: string): string, ngettext(one: string, many: string, count: number): string} | undefined} */
const catalog = /** @type {any} */ (globalThis).django;

/** The language of the page, such as "en" or "es". */
export const language = globalThis.document?.documentElement.lang || "en";

/** A count with its thousands apart, in no language by a point, which is the decimals' in all of them (docs/languages.md). @param {number} value */
export const grouped = (value) => value.toLocaleString("en").replaceAll(",", language === "en" ? "," : "\u202f");

/** A text in the reader's language, with `%(name)s` filled in. @param {string} text @param {Values} [values] */
export const gettext = (text, values) => fill(catalog ? catalog.gettext(text) : text, values);

/** A text that depends on a count, which is `%(count)s` in it. @param {string} one @param {string} many @param {number} count @param {Values} [values] */
export const ngettext = (one, many, count, values) => fill(catalog ? catalog.ngettext(one, many, count) : count === 1 ? one : many, { count, ...values });

/** @param {string} text @param {Values | undefined} values */
const fill = (text, values) => (values ? text.replace(/%\((\w+)\)s/g, (whole, name) => `${values[name] ?? whole}`) : text);
