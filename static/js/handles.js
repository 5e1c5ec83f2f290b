// How much of the picture before and after a play belongs to its clip. The twin of broadcast/dashboard/exports/handles.py.

/** Seconds before or after a play. */
export const LONGEST = 120;

/** Read the choices of an address; what is no number of seconds, or too long, is the usual. @param {URLSearchParams} choices */
export const readHandles = (choices) => ({ lead: seconds(choices.get("plays_lead"), 8), tail: seconds(choices.get("plays_tail"), 4) });

/** @param {string | null} text @param {number} usual */
const seconds = (text, usual) => (/^\d{1,3}$/.test(text ?? "") && Number(text) <= LONGEST ? Number(text) : usual);
