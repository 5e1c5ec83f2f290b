// Finding games by their teams. The twin of `is_found` in broadcast/dashboard/show/board.py, over tests/vectors/search.json.

/** @param {string} text */
const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{Mn}/gu, "");

/**
 * Whether all words searched for are in the names of a game's teams, whatever their case and accents.
 * @param {{home: import("./document.js").Team, away: import("./document.js").Team}} game @param {string} search
 */
export function isFound({ home, away }, search) {
  const names = plain([away, home].flatMap(({ name, short_name = "", abbreviation = "" }) => [name, short_name, abbreviation]).join(" "));
  return plain(search)
    .split(/\s+/)
    .every((word) => names.includes(word));
}
