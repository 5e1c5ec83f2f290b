// Asking the server: one request, and in words what came of it. What is asked, and in which order, is the caller's.
import { gettext } from "../../js/text.js";

const ANSWERS_WITHIN = 5000;

export class Server {
  #csrf;
  #say;

  /** @param {string} csrf @param {(ok: boolean, text: string) => void} say where it is said what came of it */
  constructor(csrf, say) {
    this.#csrf = csrf;
    this.#say = say;
  }

  /**
   * Ask the server for something, and say what came of it. What is only read says nothing but faults.
   * @param {string} method @param {string} address @param {object} [body] @param {string} [said] where the answer has no words of its own
   * @returns {Promise<any>} the answer, null where there is none or it was refused
   */
  async ask(method, address, body, said) {
    const given = new AbortController();
    const timer = setTimeout(() => given.abort(), ANSWERS_WITHIN);
    try {
      const answer = await fetch(address, {
        method,
        headers: { "content-type": "application/json", accept: "application/json", "X-CSRFToken": this.#csrf },
        body: body && JSON.stringify(body),
        signal: given.signal,
      });
      const told = await answer.json().catch(() => ({}));
      if (method !== "GET" || !answer.ok) this.#say(answer.ok, saidOf(told, answer.status, said));
      return answer.ok ? told : null;
    } catch {
      this.#say(false, given.signal.aborted ? gettext("The server has not answered in time: look whether it was done before you press again.") : gettext("The server does not answer: nothing has been done."));
      return null;
    } finally {
      clearTimeout(timer);
    }
  }
}

/** @param {any} told @param {number} status @param {string} [said] */
function saidOf(told, status, said) {
  if (typeof told.said === "string" && told.said) return told.said;
  if (status === 403 || status === 401) return gettext("You are logged out, or may not do this. Log in again.");
  return status < 400 ? (said ?? gettext("Done.")) : gettext("It was refused (%(status)s).", { status });
}
