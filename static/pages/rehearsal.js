// The rehearsal page works without this; it moves rehearsals without loading the page anew, and shows where they stand.
import "../js/confirm.js";
import "../js/menus.js";
import { report } from "../js/alone.js";
import { gettext, ngettext } from "../js/text.js";
import { within } from "../js/within.js";
import { rememberZone } from "../components/zone.js";

/**
 * @typedef {{event_id: string, lost: boolean, paused: boolean, position: number, duration: number, speed: string,
 *   ended: boolean, faults: string[], more: string, score: {away: ?number, home: ?number}, period: string, feed: string, outputs: {name: string}[]}} Rehearsal
 */

const LOOK_EVERY = 1000;
/** Longer than the server itself waits for the rehearsal machine, ms. */
const PATIENCE = 70_000;
const SKIPS = { ArrowLeft: -10, ArrowRight: 10 };

rememberZone();
const root = /** @type {HTMLElement} */ (document.querySelector("[data-state]"));
const refusal = /** @type {HTMLElement} */ (document.getElementById("refusal"));
const announcer = /** @type {HTMLElement} */ (document.getElementById("announcer"));

/** @param {number} seconds */
function timeText(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const tail = `${String(minutes).padStart(hours ? 2 : 1, "0")}:${String(whole % 60).padStart(2, "0")}`;
  return hours ? `${hours}:${tail}` : tail;
}

/**
 * What the server says, in its words where it has some. A login page or an error page is no answer.
 * @param {Response} response @returns {Promise<any>}
 */
async function answerOf(response) {
  if (response.redirected) return { error: gettext("You are no longer logged in. Load the page anew.") };
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return { error: gettext("Courtside refused that (%(status)s). Load the page anew and try again.", { status: response.status }) };
  }
}

/** One rehearsal on the page. */
class Player {
  /** @param {HTMLElement} element */
  constructor(element) {
    this.element = element;
    this.id = element.dataset.event ?? "";
    /** @type {Rehearsal | null} */
    this.told = null;
    this.toldAt = 0;
    this.held = false;
    /** Where it is being moved to, while the answer is awaited. @type {number | null} */
    this.aim = null;
    this.asked = 0;
    this.answered = 0;
    /** The number of the last move that was asked for. */
    this.moved = 0;
    /** When what was asked before is done. @type {Promise<void>} */
    this.turn = Promise.resolve();
    this.range = /** @type {HTMLInputElement | null} */ (this.part("range"));
    for (const button of element.querySelectorAll("[data-skip]")) {
      /** @type {HTMLElement} */ (button).hidden = false;
      button.addEventListener("click", () => this.skip(Number(/** @type {HTMLElement} */ (button).dataset.skip)));
    }
    for (const form of element.querySelectorAll("form[data-act]"))
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.send(/** @type {HTMLFormElement} */ (form));
      });
    for (const field of element.querySelectorAll("select[name=speed], input[name=fault]"))
      field.addEventListener("change", () => this.send(/** @type {HTMLFormElement} */ (field.closest("form"))));
    for (const plain of element.querySelectorAll(".plain-only")) /** @type {HTMLElement} */ (plain).hidden = true;
    this.range?.addEventListener("input", () => {
      this.held = true;
      this.tick();
    });
    this.range?.addEventListener("change", () => this.seek(Number(this.range?.value)));
    // One that is put back to where it was is not changed.
    for (const end of ["pointerup", "blur"]) this.range?.addEventListener(end, () => (this.held = false));
    element.addEventListener("keydown", (event) => this.key(event));
  }

  /** @param {string} name */
  part(name) {
    return /** @type {HTMLElement | null} */ (this.element.querySelector(`[data-part="${name}"]`));
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    const onRange = target === this.range;
    if (event.ctrlKey || event.metaKey || event.altKey || (target.matches("input, select, textarea") && !onRange)) return;
    if (event.key === " " && !target.matches("button, summary, a")) this.act(this.shows("play") ? "play" : "pause");
    else if (event.key in SKIPS) this.skip(SKIPS[/** @type {keyof SKIPS} */ (event.key)] * (event.shiftKey ? 6 : 1));
    else if (event.key === "Home") this.seek(0);
    else return;
    event.preventDefault();
  }

  position() {
    const { told } = this;
    if (this.aim !== null) return this.aim;
    if (!told) return 0;
    const speed = Number(told.speed);
    const since = told.paused || !Number.isFinite(speed) ? 0 : ((performance.now() - this.toldAt) / 1000) * speed;
    return Math.min(told.position + since, told.duration);
  }

  /** @param {number} seconds */
  skip(seconds) {
    this.seek(Math.min(Math.max(this.position() + seconds, 0), this.told?.duration ?? 0));
  }

  /** @param {number} position */
  seek(position) {
    const form = /** @type {HTMLFormElement} */ (this.element.querySelector('form[data-act="seek"]'));
    const body = new FormData(form);
    this.aim = position;
    this.held = false;
    body.set("position", position.toFixed(1));
    this.post(form.action, body);
  }

  /** Whether a form of the transport can be pressed: also known before the first answer. @param {string} action */
  shows(action) {
    return this.element.querySelector(`form[data-act="${action}"]:not([hidden])`) !== null;
  }

  /** @param {string} action */
  act(action) {
    this.send(/** @type {HTMLFormElement} */ (this.element.querySelector(`form[data-act="${action}"]`)));
  }

  /** @param {HTMLFormElement} form */
  send(form) {
    this.post(form.action, new FormData(form));
    if (form.classList.contains("place")) form.reset();
  }

  /**
   * Ask for something, after what was asked before: requests side by side may be answered in another order. Of moves
   * that wait for their turn only the last is made.
   * @param {string} url @param {FormData} body
   */
  post(url, body) {
    const asked = ++this.asked;
    const isMove = body.has("position");
    if (isMove) this.moved = asked;
    this.turn = this.turn.then(() => (isMove && asked !== this.moved ? this.settle(asked) : this.request(url, body, asked))).catch(report);
  }

  /** @param {string} url @param {FormData} body @param {number} asked */
  async request(url, body, asked) {
    let answer;
    try {
      answer = await answerOf(await fetch(url, { method: "POST", body, headers: { accept: "application/json" }, signal: within(PATIENCE) }));
    } catch {
      answer = { error: gettext("Courtside does not answer. Nothing was changed; try again.") };
    }
    this.settle(asked);
    if (answer.error) return refuse(answer.error);
    refuse("");
    if (answer.said) announcer.textContent = answer.said;
    take(answer.rehearsals, (player) => player.settled); // one that is asked for more by now would show what it was
  }

  /** Whether all that was asked for is done. */
  get settled() {
    return this.asked === this.answered;
  }

  /** @param {number} asked */
  settle(asked) {
    this.answered += 1;
    if (asked === this.asked) this.aim = null;
  }

  /** @param {Rehearsal} told */
  take(told) {
    this.told = told;
    this.toldAt = performance.now();
    if (told.lost) return;
    const { score, period, feed } = told;
    this.write("score", score.away == null || score.home == null ? "" : `${score.away}–${score.home}`);
    this.write("period", period);
    this.write("feed", feed);
    const standing = told.paused || told.ended;
    this.toggle("play", standing);
    this.toggle("pause", !standing);
    const speed = /** @type {HTMLSelectElement} */ (this.element.querySelector("select[name=speed]"));
    if (speed !== document.activeElement) speed.value = String(Number(told.speed));
    const on = told.faults.length + (told.more ? told.more.split(",").length : 0);
    this.write("count", on ? ngettext("%(count)s on", "%(count)s on", on) : "");
    for (const field of /** @type {NodeListOf<HTMLInputElement>} */ (this.element.querySelectorAll("input[name=fault]")))
      field.checked = told.faults.includes(field.value);
    const more = /** @type {HTMLInputElement} */ (this.element.querySelector("input[name=more]"));
    if (more !== document.activeElement) more.value = told.more;
    this.tick();
  }

  /** @param {string} action @param {boolean} shown */
  toggle(action, shown) {
    const form = /** @type {HTMLElement} */ (this.element.querySelector(`form[data-act="${action}"]`));
    const focused = form.contains(document.activeElement);
    form.hidden = !shown;
    if (focused && !shown) /** @type {HTMLElement | null} */ (this.element.querySelector(".transport form:not([hidden]) .primary"))?.focus();
  }

  /** @param {string} name @param {string} text */
  write(name, text) {
    const part = this.part(name);
    if (part && part.textContent !== text) part.textContent = text;
  }

  tick() {
    if (!this.told || !this.range) return;
    this.range.max = String(Math.floor(this.told.duration));
    const at = this.held ? Number(this.range.value) : this.position();
    if (!this.held) this.range.value = String(Math.floor(at));
    this.range.setAttribute("aria-valuetext", timeText(at));
    this.write("time", gettext("%(time)s of %(duration)s", { time: timeText(at), duration: timeText(this.told.duration) }));
  }
}

const players = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-event]"))].map((one) => new Player(one));

/** @param {string} text */
function refuse(text) {
  refusal.hidden = !text;
  if (refusal.textContent !== text) refusal.textContent = text;
}

let complaint = "";

/** Say what looking has found, and take that back when it is over: a refusal of what was asked for stays. @param {string} text */
function complain(text) {
  if (text || refusal.textContent === complaint) refuse(text);
  complaint = text;
}

/** Whether the page was painted for other rehearsals than there are now. @param {Rehearsal[]} told */
function isOther(told) {
  if (told.map((one) => one.event_id).join() !== players.map((player) => player.id).join()) return true;
  return told.some((one, index) => {
    const { element } = players[index];
    return one.lost !== element.classList.contains("gone") || one.outputs.map(({ name }) => name).join(", ") !== element.dataset.outputs;
  });
}

/** Whether a form is on its way that another page answers: to load this one anew would call it back. */
let leaving = false;
addEventListener("submit", (event) => (leaving ||= !event.defaultPrevented));
addEventListener("pageshow", () => (leaving = false));

/** Whether loading the page anew would take something from whoever is at it: an upload, what is asked for, or what is being typed. */
const isBusy = () => uploading || leaving || players.some((player) => !player.settled) || document.activeElement?.matches("input:not([type=range], [type=checkbox]), select") === true;

/** @param {Rehearsal[]} told @param {(player: Player) => boolean} isNews */
function take(told, isNews) {
  if (isOther(told) && !isBusy()) return location.reload();
  for (const player of players) {
    const one = told.find((each) => each.event_id === player.id);
    if (one && isNews(player)) player.take(one);
  }
}

let looking = false;

/** Look how the rehearsals stand, one look at a time: of two, the older might be answered last. */
async function look() {
  if (document.hidden || !players.length || looking) return;
  looking = true;
  const asked = new Map(players.map((player) => [player, player.settled ? player.asked : -1]));
  try {
    const response = await fetch(root.dataset.state ?? "", { headers: { accept: "application/json" }, signal: within(PATIENCE) });
    const answer = await answerOf(response);
    if (answer.error) return complain(answer.error);
    complain("");
    take(answer.rehearsals, (player) => player.asked === asked.get(player));  // what was told before it was moved is old
  } catch {
    complain(gettext("Courtside does not answer. It is asked again every second."));
  } finally {
    looking = false;
  }
}

const fresh = /** @type {HTMLFormElement} */ (document.querySelector("form[data-new]"));
const source = /** @type {HTMLSelectElement} */ (fresh.elements.namedItem("source"));
const simulated = /** @type {HTMLElement} */ (fresh.querySelector("[data-simulated]"));
const choose = () => (simulated.hidden = source.value !== "simulated");
source.addEventListener("change", choose);
choose();
fresh.addEventListener("submit", () => {
  const button = /** @type {HTMLButtonElement} */ (fresh.querySelector("button"));
  button.disabled = true;
  button.textContent = gettext("Making it ready…");
});
addEventListener("pageshow", () => {
  const button = /** @type {HTMLButtonElement} */ (fresh.querySelector("button"));
  button.disabled = false;
  button.textContent = gettext("Rehearse");
});

let uploading = false;
const upload = /** @type {HTMLFormElement} */ (document.querySelector("form[data-upload]"));
upload.addEventListener("submit", (event) => {
  event.preventDefault();
  const bar = /** @type {HTMLProgressElement} */ (upload.querySelector("progress"));
  const request = new XMLHttpRequest();
  request.upload.addEventListener("progress", ({ loaded, total }) => (bar.value = loaded / total));
  request.addEventListener("load", () => {
    uploading = false;
    bar.hidden = true;
    let answer;
    try {
      answer = JSON.parse(request.responseText);
    } catch {
      answer = {};
    }
    if (answer.to) return location.assign(answer.to);
    refuse(answer.error ?? gettext("The upload was refused. Load the page anew and try again."));
  });
  request.addEventListener("error", () => {
    uploading = false;
    bar.hidden = true;
    refuse(gettext("The upload was broken off. Try again."));
  });
  if (uploading) return;
  uploading = true;
  bar.value = 0;
  bar.hidden = false;
  request.open("POST", upload.action);
  request.setRequestHeader("accept", "application/json");
  request.send(new FormData(upload));
});

setInterval(look, LOOK_EVERY);
setInterval(() => players.forEach((player) => player.tick()), 250);
document.addEventListener("visibilitychange", look);
look();
