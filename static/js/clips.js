// Ask this server for clips of a game's plays, and for the video that there is (broadcast/dashboard/clips.py).
import { gettext } from "./text.js";
import { within } from "./within.js";

/** @typedef {{url: string, error: string}} ClipAnswer one of them is empty */
/** @typedef {{streams: string[], offered: boolean, error: string}} VideoAnswer `offered`: clips may be asked for; `error` in words for whoever asked */

/** Longer than the server itself waits for the service, ms. */
const PATIENCE = 90_000;

/** Cut a clip round a play. @param {string} event @param {string} play @param {{lead: number, tail: number}} handles @returns {Promise<ClipAnswer>} */
export async function makeClip(event, play, { lead, tail }) {
  const body = new URLSearchParams({ play, plays_lead: `${lead}`, plays_tail: `${tail}` });
  // Of a play that has just been the server waits for the last second of the clip before it asks the service.
  const patience = PATIENCE + 1000 * (lead + tail);
  const { url = "", message = "" } = await ask(`/games/${encodeURIComponent(event)}/clip`, { method: "POST", body }, patience);
  return { url, error: url ? "" : message };
}

/** Ask which video there is of a game. @param {string} event @returns {Promise<VideoAnswer>} */
export async function findVideo(event) {
  const { streams = [], offered = false, message = "" } = await ask(`/games/${encodeURIComponent(event)}/video`, {});
  return { streams, offered, error: message };
}

/** @param {string} address @param {RequestInit} request @param {number} [patience] ms @returns {Promise<any>} the answer, or `{message}` where there is none */
async function ask(address, request, patience = PATIENCE) {
  const token = /** @type {HTMLInputElement | null} */ (document.querySelector("input[name=csrfmiddlewaretoken]"))?.value ?? "";
  try {
    const answer = await fetch(address, {
      ...request,
      headers: { accept: "application/json", "x-csrftoken": token },
      signal: within(patience),
    });
    if (answer.headers.get("content-type")?.startsWith("application/json")) return await answer.json();
    if (answer.redirected || answer.status === 403) return { message: gettext("You are no longer logged in. Load the page anew.") };
    return { message: gettext("This server could not answer (%(status)s).", { status: answer.status }) };
  } catch {
    return { message: gettext("This server does not answer. Try again when the page is connected.") };
  }
}
