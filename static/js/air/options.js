// What an overlay's address asks for beside its output: how the picture is handed to a mixer, and what helps to set
// one up. `?view=matte`, `?view=preview`, `?view=lineup`, `?guides=1`, `?key=00ff00`, `?air-gold=FFC53D`.

/** @typedef {{view: "program" | "preview" | "matte" | "lineup", guides: boolean, key: string | null, theme: {[token: string]: string}}} Options `key`: a color, "none", or null where the address does not say */

/** @param {string} search the query of an address @returns {Options} */
export function optionsOf(search) {
  const query = new URLSearchParams(search);
  const view = query.get("view");
  const key = query.get("key");
  return {
    view: view === "matte" || view === "preview" || view === "lineup" ? view : "program",
    guides: query.get("guides") === "1",
    key: key === "none" ? key : colorOf(key),
    theme: themeOf(Object.fromEntries([...query].map(([token, value]) => [token, colorOf(value) ?? value]))),
  };
}

/** A color of three or six hex digits, with or without "#"; null: none. @param {string | null | undefined} text */
export const colorOf = (text) => (/^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.test(text ?? "") ? `#${(text ?? "").replace("#", "")}` : null);

/**
 * The tokens of a theme that may be set: names that begin with "air-", and plain values. Nothing that loads.
 * @param {unknown} theme
 * @returns {{[token: string]: string}}
 */
export function themeOf(theme) {
  if (typeof theme !== "object" || theme === null) return {};
  const plain = Object.entries(theme).filter(
    ([token, value]) => /^air-[a-z0-9-]{1,40}$/.test(token) && typeof value === "string" && /^[^;{}\\]{1,200}$/.test(value) && !/url\(|image|src\(/i.test(value),
  );
  return Object.fromEntries(plain);
}
