// What stats are called on air, in the output's language: in letters beside a number, in words where there is room.

/** The short names of stats where they are not the key itself. @type {{[language: string]: {[key: string]: string}}} */
const SHORT = {
  en: { FG3: "3PT", OFFENSIVE_REB: "OR", DEFENSIVE_REB: "DR", PLUS_MINUS: "+/−" },
  es: { FG: "TC", FG3: "T3", FT: "TL", "FG%": "TC%", "3P%": "T3%", "FT%": "TL%", STL: "ROB", BLK: "TAP", TO: "PER", FL: "FP", OFFENSIVE_REB: "RO", DEFENSIVE_REB: "RD", PLUS_MINUS: "+/−" },
};

/** The names of stats where there is room for words. @type {{[language: string]: {[key: string]: string}}} */
const LONG = {
  en: {
    PTS: "POINTS", FG: "FIELD GOALS", FG3: "3-POINTERS", FT: "FREE THROWS", REB: "REBOUNDS", OFFENSIVE_REB: "OFF. REBOUNDS", DEFENSIVE_REB: "DEF. REBOUNDS",
    AST: "ASSISTS", STL: "STEALS", BLK: "BLOCKS", TO: "TURNOVERS", FL: "FOULS", lead: "BIGGEST LEAD", paint: "PAINT POINTS", second_chance: "SECOND CHANCE",
    off_turnovers: "OFF TURNOVERS", fast_break: "FAST BREAK", bench: "BENCH POINTS", efg: "EFFECTIVE FG%", turnover: "TURNOVER %", offensive_rebound: "OFF. REBOUND %", free_throw: "FREE THROW RATE",
  },
  es: {
    PTS: "PUNTOS", FG: "TIROS DE CAMPO", FG3: "TRIPLES", FT: "TIROS LIBRES", REB: "REBOTES", OFFENSIVE_REB: "REBOTES OF.", DEFENSIVE_REB: "REBOTES DEF.",
    AST: "ASISTENCIAS", STL: "ROBOS", BLK: "TAPONES", TO: "PÉRDIDAS", FL: "FALTAS", lead: "MÁXIMA VENTAJA", paint: "EN LA ZONA", second_chance: "2.ª OPORTUNIDAD",
    off_turnovers: "TRAS PÉRDIDA", fast_break: "CONTRAATAQUE", bench: "BANQUILLO", efg: "% TC EFECTIVO", turnover: "% PÉRDIDAS", offensive_rebound: "% REBOTE OF.", free_throw: "TL POR TIRO",
  },
}; // prettier-ignore

/** @type {{[language: string]: (count: number) => string}} */
const TIED = { en: (count) => `${count} PLAYERS`, es: (count) => `EMPATE DE ${count}` };

/** Several who share the lead. @param {number} count @param {string | undefined} language */
export const tied = (count, language) => (TIED[language ?? "en"] ?? TIED.en)(count);

/** What a stat is called on air. @param {string} key @param {string | undefined} language @param {boolean} [long] in words rather than letters @returns {string} */
export function labelOf(key, language, long = false) {
  const table = (long ? LONG : SHORT)[language ?? "en"] ?? (long ? LONG : SHORT).en;
  return table[key] ?? (long ? labelOf(key, language) : key);
}

/** How an area is filled, beside the game's effective field goals. @type {{[language: string]: {under: string, within: string, over: string}}} */
export const TONES = {
  en: { under: "BELOW", within: "AVERAGE", over: "ABOVE" },
  es: { under: "BAJO", within: "MEDIA", over: "ALTO" },
};
