// The words of the graphics, in the output's language: what stands on air, apart from names and what is typed.
// Periods and the clock's labels are in static/js/clock.js.

/**
 * @typedef {object} Words
 * @property {string} versus between two teams
 * @property {string} game the scope of a whole game
 * @property {string} half1 the scope of the first half
 * @property {string} half2
 * @property {string} half the label of half-time
 * @property {string} total the head of a column of totals
 * @property {string} onTheFloor
 * @property {string} startingFive
 * @property {string} coach
 * @property {string} shots
 * @property {string} leaders
 * @property {string} comparison
 * @property {string} made
 * @property {string} missed
 * @property {{[letter: string]: string}} positions
 */

/** @type {{[language: string]: Words}} */
const WORDS = {
  en: {
    versus: "VS",
    game: "GAME",
    half1: "1ST HALF",
    half2: "2ND HALF",
    half: "HALF",
    total: "TOTAL",
    onTheFloor: "ON THE FLOOR",
    startingFive: "STARTING FIVE",
    coach: "HEAD COACH",
    shots: "SHOTS",
    leaders: "LEADERS",
    comparison: "TEAM STATS",
    made: "MADE",
    missed: "MISSED",
    positions: { G: "GUARD", F: "FORWARD", C: "CENTER", PG: "POINT GUARD", SG: "SHOOTING GUARD", SF: "SMALL FORWARD", PF: "POWER FORWARD" },
  },
  es: {
    versus: "VS",
    game: "PARTIDO",
    half1: "1ª MITAD",
    half2: "2ª MITAD",
    half: "DESCANSO",
    total: "TOTAL",
    onTheFloor: "EN PISTA",
    startingFive: "QUINTETO INICIAL",
    coach: "ENTRENADOR",
    shots: "TIROS",
    leaders: "DESTACADOS",
    comparison: "ESTADÍSTICAS",
    made: "ANOTADO",
    missed: "FALLADO",
    positions: { G: "BASE/ESCOLTA", F: "ALERO", C: "PÍVOT", PG: "BASE", SG: "ESCOLTA", SF: "ALERO", PF: "ALA-PÍVOT" },
  },
};

/** The words of a language, English where it has none here. @param {string} [language] @returns {Words} */
export const words = (language = "en") => WORDS[language] ?? WORDS.en;

/** Write a name in capitals by the rules of a language (Turkish i, German ß). @param {string} text @param {string} [language] */
export const capitals = (text, language = "en") => text.toLocaleUpperCase(language);
