// STUB of the public interface; the implementation follows.

/** @typedef {{color?: string, text_color?: string, secondary?: string}} Jersey colors as #RRGGBB */
/** @typedef {{ground: string, ink: string, edge: string | null}} Block `edge`: the color of a 2 px line on the inner edge, or null */

/**
 * Choose the grounds and inks of two teams that stand side by side.
 * @param {Jersey} home
 * @param {Jersey} away the visitors, who give way where the two clash
 * @returns {{home: Block, away: Block}}
 */
export function teamColors(home, away) {
  return {
    home: { ground: home.color ?? "#3A4350", ink: home.text_color ?? "#F4F6F8", edge: null },
    away: { ground: away.color ?? "#3A4350", ink: away.text_color ?? "#F4F6F8", edge: null },
  };
}
