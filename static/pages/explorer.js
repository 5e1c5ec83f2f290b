// The explorer works without this; it sends without loading the page anew, folds and searches answers, and shows the
// live stream.
import "../js/menus.js";
import { html, nothing, render } from "lit";
import { copyText } from "../components/json-view.js";
import "../components/live-frames.js";
import "../components/raw-shots.js";
import "../components/rows-table.js";
import { addressOf, listsIn, shotsIn } from "../js/answer.js";
import { Lines } from "../js/frames.js";
import { parseExact } from "../js/json-tree.js";
import { gettext, ngettext } from "../js/text.js";
import { within } from "../js/within.js";

/**
 * @typedef {object} Told what the server says of a request
 * @property {number | null} [status]
 * @property {string} [reason]
 * @property {number} [ms]
 * @property {number} [bytes]
 * @property {string} [cut]
 * @property {[string, string][]} [headers]
 * @property {string} [text]
 * @property {{title: string, advice: string, details: string} | null} [trouble]
 * @property {string} [sent]
 * @property {string} [curl]
 * @property {number} [curl_until]
 * @property {string} [command]
 * @property {number} [at]
 * @property {{message: string, parameter?: string, line?: number, column?: number}} [mistake]
 * @property {{mark: string, act: string, title: string, does: string, line: string, where: string, body: string}} [confirm]
 */
/** @typedef {{told: Told, value: any, lists: import("../js/answer.js").List[], shots: import("../js/answer.js").RawShot[]}} Answer */

/** @typedef {import("../js/answer.js").Map_ & {name: string | null, rules: {[event: string]: string}, rule_sets: [string, string][]}} PageData */
const data = /** @type {PageData} */ (JSON.parse(document.getElementById("explorer")?.textContent ?? "{}"));
const MOST_ANSWERS = 5;

/** @param {string} id */
const part = (id) => document.getElementById(id);
const link = (/** @type {string} */ key, /** @type {string} */ holder, /** @type {any} */ value) => addressOf(data, key, holder, value);

/** @param {string} text */
function announce(text) {
  const announcer = part("announcer");
  if (announcer) announcer.textContent = text;
}

// The list of endpoints.
const filter = /** @type {HTMLInputElement} */ (part("filter"));
const entries = [.../** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(".endpoints [data-words]"))];
/** @type {HTMLElement} */ (filter.closest("label")).hidden = false;
/** Bring an entry into sight within its own box, without moving the page. @param {string} box @param {string} entry */
function bringIntoSight(box, entry) {
  const outer = document.querySelector(box);
  const inner = outer?.querySelector(entry);
  if (!outer || !inner) return;
  const [frame, place] = [outer.getBoundingClientRect(), inner.getBoundingClientRect()];
  if (place.bottom > frame.bottom) outer.scrollTop += place.top - frame.top - frame.height / 3;
  if (place.right > frame.right) outer.scrollLeft += place.right - frame.right;
}
bringIntoSight(".endpoints .scroll", '[aria-current="page"]');
bringIntoSight(".top-bar nav", '[aria-current="page"]');

function filterEntries() {
  const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const entry of entries) {
    const has = entry.dataset.words?.toLowerCase() ?? "";
    const shown = words.every((word) => has.includes(word));
    /** @type {HTMLElement} */ (entry.parentElement).hidden = !shown;
    if (shown) count++;
  }
  for (const section of document.querySelectorAll(".endpoints section"))
    /** @type {HTMLElement} */ (section).hidden = !section.querySelector("li:not([hidden])");
  /** @type {HTMLElement} */ (part("nothing")).hidden = count > 0;
  /** @type {HTMLElement} */ (part("filter-count")).textContent = words.length ? ngettext("%(count)s endpoint", "%(count)s endpoints", count) : "";
}
filter.addEventListener("input", filterEntries);

const shownEntries = () => entries.filter((entry) => !entry.parentElement?.hidden);
document.querySelector(".endpoints")?.addEventListener("keydown", (event) => {
  const { key, target } = /** @type {KeyboardEvent} */ (event);
  const shown = shownEntries();
  const at = shown.indexOf(/** @type {HTMLAnchorElement} */ (target));
  if (key === "ArrowDown") shown[Math.min(at + 1, shown.length - 1)]?.focus();
  else if (key === "ArrowUp") (at <= 0 ? filter : shown[at - 1]).focus();
  else if (key === "Home" && at >= 0) shown[0]?.focus();
  else if (key === "End" && at >= 0) shown.at(-1)?.focus();
  else if (key === "Enter" && target === filter) shown[0]?.click();
  else if (key === "Escape" && filter.value) {
    filter.value = "";
    filterEntries();
    filter.focus();
  } else return;
  event.preventDefault();
  event.stopPropagation();
});

// Sending.
const form = /** @type {HTMLFormElement | null} */ (part("request"));
const place = part("answer");
const abortButton = /** @type {HTMLButtonElement | null} */ (part("abort"));
const mistake = part("mistake");
/** @type {AbortController | null} */
let under_way = null;
let tab = "json";
/** The answers that the browser's back and forward lead to, by their number. @type {Map<number, Answer>} */
const answers = new Map();
let newest = 0;

/** The form as an address: what is filled in, without what is only sent. @param {HTMLFormElement} form */
function addressOfForm(form) {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form))
    if (!["csrfmiddlewaretoken", "body", "act", "confirmed"].includes(name) && value && !(name === "api" && value === "configured")) query.append(name, `${value}`);
  return location.pathname + (`${query}` && `?${query}`);
}

/** @param {string} text @param {Told["mistake"]} [where] */
function refuse(text, where) {
  if (!form || !mistake) return;
  mistake.hidden = !text;
  mistake.textContent = text;
  for (const field of form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
  const field = where?.parameter ? /** @type {HTMLInputElement | HTMLTextAreaElement | null} */ (form.querySelector(`[name="${CSS.escape(where.parameter)}"]`)) : null;
  if (!field) return;
  field.setAttribute("aria-invalid", "true");
  field.focus();
  if (field instanceof HTMLTextAreaElement && where?.line) {
    const before = field.value.split("\n").slice(0, where.line - 1);
    const at = before.reduce((sum, line) => sum + line.length + 1, 0) + (where.column ?? 1) - 1;
    field.setSelectionRange(at, Math.min(at + 1, field.value.length));
  }
}

/** @param {string} act @param {string} [confirmed] */
async function ask(act, confirmed) {
  if (!form || under_way) return;
  const body = new FormData(form);
  const address = addressOfForm(form); // of what is sent: until it is answered something else may be filled in
  body.set("act", act);
  if (confirmed) body.set("confirmed", confirmed);
  else body.delete("confirmed");
  under_way = new AbortController();
  form.setAttribute("aria-busy", "true");
  if (abortButton) abortButton.hidden = false;
  announce(gettext("Sending"));
  try {
    const response = await fetch(form.action, { method: "POST", body, headers: { accept: "application/json" }, signal: under_way.signal });
    if (response.redirected || !(response.headers.get("content-type") ?? "").includes("json"))
      return refuse(response.redirected ? gettext("You are no longer logged in. Load the page anew.") : gettext("Courtside answered %(status)s. Load the page anew and try again.", { status: response.status }));
    const told = /** @type {Told} */ (await response.json());
    refuse("");
    if (told.mistake) refuse(gettext("Not sent: %(reason)s.", { reason: told.mistake.message }), told.mistake);
    else if (told.confirm) confirmFirst(told.confirm);
    else {
      const answer = understand(told);
      answers.set(++newest, answer);
      answers.delete(newest - MOST_ANSWERS);
      const state = { answer: newest };
      if (address === location.pathname + location.search) history.replaceState(state, "", address);
      else history.pushState(state, "", address);
      show(answer);
      if (told.at) announce(`${told.status ?? gettext("No answer")} ${told.reason ?? ""}, ${told.ms} ms`);
      else announce(gettext("The command is written"));
    }
  } catch (error) {
    const aborted = error instanceof DOMException && error.name === "AbortError";
    const changing = form.dataset.method !== "GET" && act === "send";
    if (aborted) refuse(changing ? gettext("Aborted. What was sent may have been carried out all the same.") : gettext("Aborted."));
    else refuse(gettext("Courtside does not answer. Try again."));
  } finally {
    under_way = null;
    form.removeAttribute("aria-busy");
    if (abortButton) abortButton.hidden = true;
  }
}

/** @param {Told} told @returns {Answer} */
function understand(told) {
  let value;
  try {
    value = told.text?.trim() ? parseExact(told.text) : undefined;
  } catch {
    value = undefined; // shown as the text that it is
  }
  const lists = listsIn(value);
  return { told, value, lists, shots: shotsIn(lists) };
}

/** @param {NonNullable<Told["confirm"]>} asked */
function confirmFirst(asked) {
  const dialog = /** @type {HTMLDialogElement} */ (part("confirm"));
  const writes = asked.act === "write";
  render(
    html`<form method="dialog" @submit=${(/** @type {SubmitEvent} */ event) => {
        const yes = /** @type {HTMLButtonElement | null} */ (event.submitter)?.value === "yes";
        if (yes) queueMicrotask(() => ask(asked.act, asked.mark));
      }}>
      <h2 id="confirm-title">${writes ? gettext("Write a signed command that changes something?") : gettext("%(title)s: this changes something", { title: asked.title })}</h2>
      <p lang="en">${asked.does}</p>
      <dl><dt>${gettext("Request")}</dt><dd><code>${asked.line}</code></dd><dt>${gettext("Asked of")}</dt><dd>${asked.where}</dd></dl>
      ${asked.body ? html`<pre class="scroll" tabindex="0" aria-label=${gettext("The body")}>${asked.body}</pre>` : nothing}
      <p class="note">${writes ? gettext("Whoever has the command can send it, with any body, for five minutes.") : ""} ${gettext("It is noted in the audit log under your name.")}</p>
      <div class="send"><button value="yes" class="primary">${writes ? gettext("Write it") : gettext("Yes, send it")}</button><button value="no" autofocus>${gettext("Do not")}</button></div>
    </form>`,
    dialog,
  );
  dialog.showModal();
}

/** @param {number} bytes */
const sizeText = (bytes) => (bytes < 1000 ? `${bytes} B` : bytes < 1e6 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`);

/** @param {string} text */
const copyButton = (text) => html`<button type="button" @click=${async (/** @type {Event} */ event) => {
  const button = /** @type {HTMLButtonElement} */ (event.currentTarget);
  await copyText(text).then(
    () => (button.textContent = gettext("Copied")),
    () => (button.textContent = gettext("Not copied")),
  );
  setTimeout(() => (button.textContent = gettext("Copy")), 1500);
}}>${gettext("Copy")}</button>`;

/** @param {Told} told */
function commands(told) {
  const left = (told.curl_until ?? 0) - Date.now();
  const until = new Date(told.curl_until ?? 0).toTimeString().slice(0, 8);
  return html`${told.command ? html`<div class="snippet"><h3>${gettext("Command line")}</h3><pre class="command">${told.command}</pre>${copyButton(told.command)}</div>` : nothing}
    ${told.curl
      ? html`<div class="snippet"><h3>curl</h3><pre class="command">${told.curl}</pre>${copyButton(told.curl)}<p class="note">${left > 0 ? gettext("Signed: good for five minutes, until %(time)s.", { time: until }) : gettext("It was good until %(time)s; send again for a fresh one.", { time: until })} ${gettext("The secret is not in it.")}</p></div>`
      : html`<p class="note">${gettext("No signed curl is given beside what changes something; “Only write the command” gives one, and notes it.")}</p>`}`;
}

/** @param {Answer} answer */
function tabsOf({ told, value, lists, shots }) {
  const list = [{ key: "json", text: value === undefined ? gettext("Text") : "JSON" }];
  if (lists.length) list.push({ key: "table", text: gettext("Table") });
  if (shots.length) list.push({ key: "shots", text: gettext("Shots (%(count)s)", { count: shots.length }) });
  list.push({ key: "headers", text: gettext("Headers (%(count)s)", { count: told.headers?.length ?? 0 }) }, { key: "command", text: gettext("Command") });
  return list;
}

/** @param {Answer} answer */
function show(answer) {
  if (!place) return;
  const { told } = answer;
  if (!told.at) {
    render(html`<section class="panel answer" aria-labelledby="answer-title"><h2 id="answer-title">${gettext("Command")}</h2><p class="sent"><code>${told.sent}</code></p>${commands(told)}</section>`, place);
    return;
  }
  const tabs = tabsOf(answer);
  if (!tabs.some(({ key }) => key === tab)) tab = "json";
  const good = told.status != null && told.status < 400;
  render(
    html`<section class="panel answer" aria-labelledby="answer-title"><h2 id="answer-title" class="visually-hidden">${gettext("Answer")}</h2>
      <p class="facts"><b class=${good ? "good" : "bad"}>${told.status == null ? gettext("No answer") : `${told.status} ${told.reason}`}</b> <span>${told.ms} ms</span> <span>${sizeText(told.bytes ?? 0)}</span> <code class="sent">${told.sent}</code></p>
      ${told.trouble ? html`<div class="message error" role="alert"><h3>${told.trouble.title}</h3><p>${told.trouble.advice}</p><p class="details">${told.trouble.details}</p></div>` : nothing}
      ${told.cut ? html`<p class="message warning">${told.cut}</p>` : nothing}
      <div class="answer-tabs" role="tablist" aria-label=${gettext("The answer")} @keydown=${turn}>${tabs.map(({ key, text }) => html`<button type="button" role="tab" id="tab-${key}" aria-selected=${key === tab} aria-controls="answer-panel" tabindex=${key === tab ? 0 : -1} @click=${() => open(key, answer)}>${text}</button>`)}</div>
      <div class="answer-panel" id="answer-panel" role="tabpanel" aria-labelledby="tab-${tab}">${panel(answer)}</div>
    </section>`,
    place,
  );
}

/** @param {Answer} answer */
function panel(answer) {
  const { told, value, lists, shots } = answer;
  if (tab === "table") return html`<rows-table .lists=${lists} .link=${link}></rows-table>`;
  if (tab === "shots") return html`<raw-shots .shots=${shots} .ruleSets=${data.rule_sets} rules=${rulesOf(told)}></raw-shots>`;
  if (tab === "headers") return html`<dl class="headers">${(told.headers ?? []).map(([name, text]) => html`<dt>${name}</dt><dd>${text}</dd>`)}</dl>`;
  if (tab === "command") return commands(told);
  if (value === undefined) return html`<pre class="painted scroll" tabindex="0" aria-label=${gettext("The body of the answer")}>${told.text?.slice(0, 200_000) || gettext("The answer has no body.")}</pre>`;
  return html`<json-view label=${gettext("The answer")} .value=${value} .text=${told.text} .link=${link}></json-view>`;
}

/** The rules of a followed game whose id the request names. @param {Told} told */
const rulesOf = (told) => Object.entries(data.rules).find(([event]) => told.sent?.includes(event))?.[1] ?? "NBA";

/** @param {string} key @param {Answer} answer */
function open(key, answer) {
  tab = key;
  show(answer);
}

/** @param {KeyboardEvent} event */
function turn(event) {
  const tabs = [.../** @type {NodeListOf<HTMLElement>} */ (/** @type {HTMLElement} */ (event.currentTarget).querySelectorAll('[role="tab"]'))];
  const at = tabs.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  const chosen = tabs[(next + tabs.length) % tabs.length];
  chosen.click();
  chosen.focus();
}

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  const { value } = /** @type {HTMLButtonElement} */ (event.submitter ?? part("send"));
  ask(value);
});
abortButton?.addEventListener("click", () => under_way?.abort());

document.addEventListener("keydown", (event) => {
  const target = /** @type {Element} */ (event.target);
  if (event.key === "/" && !event.ctrlKey && !event.metaKey && !target.matches("input, textarea, select")) {
    filter.focus();
    filter.select();
  } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && form && !target.closest("dialog, #live")) ask("send");
  else if (event.key === "Escape" && under_way) under_way.abort();
  else return;
  event.preventDefault();
});

// Back and forward: what was filled in, and its answer where it is still held.
addEventListener("popstate", (event) => {
  const answer = answers.get(event.state?.answer);
  if (!answer) return location.reload();
  fillIn(new URLSearchParams(location.search));
  show(answer);
});

/** @param {URLSearchParams} query */
function fillIn(query) {
  if (!form) return;
  /** @type {{[name: string]: number}} */
  const used = {};
  for (const field of /** @type {NodeListOf<HTMLInputElement | HTMLSelectElement>} */ (form.querySelectorAll(".fields [name]"))) {
    const values = query.getAll(field.name);
    if (field.type === "checkbox") /** @type {HTMLInputElement} */ (field).checked = values.includes(field.value);
    else field.value = values[(used[field.name] = (used[field.name] ?? -1) + 1)] ?? "";
  }
  const api = part("api");
  if (api instanceof HTMLSelectElement) api.value = query.get("api") ?? "configured";
}

// Another Event API has other ids: the page is loaded with those, unless a body has been written, which would be lost.
part("api")?.addEventListener("change", (event) => {
  if (!form) return;
  if (form.querySelector("textarea")) data.api = /** @type {HTMLSelectElement} */ (event.target).value;
  else location.assign(addressOfForm(form));
});

// The live stream.
const live = /** @type {HTMLFormElement | null} */ (part("live"));
const frames = /** @type {import("../components/live-frames.js").LiveFrames | null} */ (document.querySelector("live-frames"));
/** @type {AbortController | null} */
let watching = null;
/** When the server has answered the lease that was asked for last. @type {Promise<unknown>} */
let opened = Promise.resolve();
/** How long that is waited for before another is asked for, ms. */
const OPENED_WITHIN = 10_000;
/** @param {AbortSignal} signal */
const aborted = (signal) => new Promise((resolve) => signal.addEventListener("abort", resolve));

/** Look at the stream until it ends; while somebody looks at this page, a lease that is over is taken anew. @param {number | null} [from] */
async function watch(from = null) {
  if (!live || !frames || !form) return;
  const before = watching;
  const own = (watching = new AbortController());
  const body = new FormData(live);
  const request = new FormData(form);
  body.set("event_id", `${request.get("event_id") ?? ""}`);
  body.set("api", `${request.get("api") ?? ""}`);
  if (from === null) frames.begin();
  frames.ended = "";
  frames.state = "opening";
  // A person has one stream, the one that the server heard of last: that has to be this one.
  await Promise.race([opened, aborted(own.signal), aborted(within(OPENED_WITHIN))]);
  before?.abort();
  if (own !== watching) return;
  let resume = from;
  for (;;) {
    if (resume !== null) body.set("last_seq", `${resume}`);
    const reason = await lease(body, own.signal);
    if (own !== watching) return;
    if (reason === "lease" && !document.hidden) {
      resume = frames.frames.seq ?? resume;
      continue;
    }
    frames.state = "closed";
    frames.ended = reason === "lease" ? "hidden" : reason;
    return;
  }
}

/** Read one lease, and return why it ended. @param {FormData} body @param {AbortSignal} signal @returns {Promise<string>} */
async function lease(body, signal) {
  try {
    const asked = fetch(/** @type {HTMLFormElement} */ (live).action, { method: "POST", body, signal });
    opened = asked.catch(() => undefined);
    const response = await asked;
    if (response.redirected) return gettext("You are no longer logged in. Load the page anew.");
    if (!response.ok || !response.body) {
      const isJson = response.headers.get("content-type")?.includes("json");
      return isJson ? (await response.json()).error : gettext("Courtside answered %(status)s.", { status: response.status });
    }
    const reader = response.body.getReader();
    const decoder = new TextDecoder();
    const lines = new Lines();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return "gone";
      const parsed = lines.push(decoder.decode(value, { stream: true })).map((line) => JSON.parse(line));
      const end = parsed.findIndex(({ kind }) => kind === "end");
      frames?.take(end < 0 ? parsed : parsed.slice(0, end));
      if (end >= 0) return parsed[end].reason;
    }
  } catch {
    return signal.aborted ? "stopped" : "gone";
  }
}

if (live && frames) {
  live.hidden = false;
  frames.link = link;
  live.addEventListener("submit", (event) => {
    event.preventDefault();
    watch();
  });
  frames.addEventListener("stop", () => watching?.abort());
  frames.addEventListener("again", () => watch(frames.frames.seq ?? undefined));
}
