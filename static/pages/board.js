// The board: keeps a tile for each followed game, live first. New follows appear by themselves; a search leaves those
// of a team; everything goes by keys, too.
import "../js/menus.js";
import { alone } from "../js/alone.js";
import { ClockFace } from "../js/clock.js";
import { live } from "../js/live.js";
import { isFound } from "../js/search.js";
import { gettext, language } from "../js/text.js";
import { within } from "../js/within.js";
import "../components/game-tile.js";
import { groundsOf, short } from "../components/words.js";
import { rememberZone } from "../components/zone.js";

/** @typedef {import("../js/document.js").GameDocument} GameDocument */
/** @typedef {import("../components/game-tile.js").GameTile} GameTile */
/** @typedef {{doc: string, epoch: string, rev: number, at: number, state: GameDocument}} Served */
/** @typedef {{item: HTMLElement, tile: GameTile, face: ClockFace, state: GameDocument, stop: () => void}} Held */

const TOPICS = ["game", "score", "clock", "possession", "latest", "feed"];
const LOOK_AGAIN = 10_000;
/** How long a look is waited for before another is taken, ms. */
const PATIENCE = 60_000;
const ANNOUNCE_EVERY = 3000;

const board = /** @type {HTMLElement} */ (document.getElementById("board"));
const announcer = /** @type {HTMLElement} */ (document.getElementById("announcer"));
const tools = /** @type {HTMLFormElement} */ (document.querySelector(".board-tools"));
const field = /** @type {HTMLInputElement} */ (tools.elements.namedItem("search"));
const keys = /** @type {HTMLDialogElement} */ (document.getElementById("keys"));

/** @type {Map<string, Held>} */
const games = new Map();

/** @param {Served} served @param {HTMLElement} [painted] */
function add(served, painted) {
  const id = served.state.game?.event_id ?? "";
  const item = painted ?? document.createElement("li");
  item.dataset.event = id;
  const tile = /** @type {GameTile} */ (item.querySelector("game-tile") ?? item.appendChild(document.createElement("game-tile")));
  /** @type {Held} */
  const held = { item, tile, face: new ClockFace({ language }), state: served.state, stop: () => {} };
  games.set(id, held);
  show(held, false);
  const initial = served.epoch ? served : undefined;
  held.stop = live.watch(served.doc, { topics: TOPICS, initial }, (state, change) => {
    held.state = state;
    show(held, change.stale);
  });
  if (!painted) place(held);
}

/** @param {Held} held @param {boolean} offline */
function show(held, offline) {
  const { tile, state } = held;
  if (!state.game) return;
  const grounds = groundsOf(state.game);
  const before = tile.state?.game?.status;
  tile.state = state;
  tile.offline = offline;
  if (tile.grounds?.home !== grounds.home || tile.grounds.away !== grounds.away) tile.grounds = grounds;
  tick(held);
  if (before && before !== state.game.status) place(held);
}

/** @param {Held} held */
function tick({ tile, face, state }) {
  const now = live.now();
  const reading = face.read(state, now, { silentMs: live.silentMs });
  if (JSON.stringify(reading) !== JSON.stringify(tile.reading)) tile.reading = reading;
  tile.now = Math.floor(now / 1000) * 1000;
}

/** Put a tile into its group, by tip-off. @param {Held} held */
function place({ item, state }) {
  const list = document.querySelector(`[data-group="${state.game?.status}"] .tiles`);
  const rank = (/** @type {GameDocument | undefined} */ other) => [other?.game?.tipoff_at ?? 0, other?.game?.event_id ?? ""];
  const later = [...(list?.children ?? [])].find((other) => {
    const [at, id] = rank(games.get(/** @type {HTMLElement} */ (other).dataset.event ?? "")?.state);
    const [mine, own] = rank(state);
    return other !== item && (at > mine || (at === mine && id > own));
  });
  list?.insertBefore(item, later ?? null);
  tidy();
}

/** Hide what is empty or not searched for, and count the rest. */
function tidy() {
  let found = 0;
  for (const { item, state } of games.values()) {
    item.hidden = state.game !== undefined && !isFound(state.game, field.value);
    found += Number(!item.hidden);
  }
  for (const group of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-group]"))) {
    const shown = group.querySelectorAll("li:not([hidden])").length;
    group.hidden = shown === 0;
    /** @type {HTMLElement} */ (group.querySelector(".count")).textContent = `${shown}`;
  }
  tools.hidden = games.size === 0;
  /** @type {HTMLElement} */ (document.getElementById("board-nothing")).hidden = games.size === 0 || found > 0;
  /** @type {HTMLElement} */ (document.getElementById("board-empty")).hidden = games.size > 0;
}

/** @param {string} text */
function search(text) {
  field.value = text;
  const address = new URL(location.href);
  if (text) address.searchParams.set("search", text);
  else address.searchParams.delete("search");
  history.replaceState(null, "", address);
  tidy();
}

/** @param {string} density */
function showAs(density) {
  board.dataset.density = density;
  document.cookie = `density=${density}; path=/; max-age=31536000; samesite=lax`;
  for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (tools.querySelectorAll("[name=density]"))) button.setAttribute("aria-pressed", `${button.value === density}`);
}

const links = () => /** @type {HTMLElement[]} */ ([...board.querySelectorAll("li:not([hidden]) .tile")]);

/** Go to the next tile, or to the one before. @param {1 | -1} step */
function go(step) {
  const all = links();
  const at = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  all.at(at < 0 ? (step > 0 ? 0 : -1) : Math.min(Math.max(at + step, 0), all.length - 1))?.focus();
}

/** @type {{[key: string]: () => void}} */
const actions = {
  j: () => go(1),
  k: () => go(-1),
  "/": () => field.select(),
  d: () => showAs(board.dataset.density === "dense" ? "roomy" : "dense"),
  "?": () => keys.showModal(),
};

/** Say the score of the game that has the focus, when it changes: sixty at once would be noise. */
function announce() {
  const id = /** @type {HTMLElement | null} */ (document.activeElement?.closest("[data-event]"))?.dataset.event ?? "";
  const { game, score } = games.get(id)?.state ?? {};
  if (!game || score?.home === undefined || score.away === undefined) return void (announced = "");
  const text = gettext("%(away)s %(away_score)s, %(home)s %(home_score)s", { away: short(game.away), away_score: score.away, home: short(game.home), home_score: score.home });
  if (announced.startsWith(`${id}:`) && announced !== `${id}:${text}`) announcer.textContent = text;
  announced = `${id}:${text}`;
}
let announced = "";
board.addEventListener("focusin", announce);

addEventListener("keydown", (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  if (event.key === "Escape" && (field.value || target === field) && !keys.open) {
    search("");
    return field.blur();
  }
  if (event.ctrlKey || event.metaKey || event.altKey || keys.open || target.matches("input, select, textarea")) return;
  const action = actions[event.key.toLowerCase()];
  if (!action) return;
  event.preventDefault();
  action();
});
field.addEventListener("input", () => search(field.value));
tools.addEventListener("submit", (event) => {
  event.preventDefault();
  const { name, value } = /** @type {HTMLButtonElement} */ (event.submitter ?? {});
  if (name === "density") showAs(value);
  else links()[0]?.focus();
});
const help = /** @type {HTMLButtonElement} */ (document.getElementById("show-keys"));
help.hidden = false;
help.addEventListener("click", actions["?"]);
/** @type {HTMLElement} */ (document.getElementById("clear-search")).addEventListener("click", (event) => {
  event.preventDefault();
  search("");
  field.focus();
});

/** @typedef {{event_id: string, document: string, home: any, away: any, status: any, rules: string, tipoff_at?: number, venue?: string, rehearsal: boolean}} Listed */

let looking = false;

/** Look which games are followed by now, one look at a time: of two, the older might be answered last. */
async function lookAgain() {
  if (looking) return;
  looking = true;
  try {
    const answer = await fetch("/api/games", { headers: { accept: "application/json" }, signal: within(PATIENCE) });
    if (!answer.ok) return;
    const listed = await answer.json();
    alone(() => takeUp(listed));
  } finally {
    looking = false;
  }
}

/** Have a tile for each of these games, and for no other. @param {Listed[]} listed */
function takeUp(listed) {
  const ids = new Set(listed.map((game) => game.event_id));
  for (const [id, held] of games)
    if (!ids.has(id)) {
      held.stop();
      held.item.remove();
      games.delete(id);
    }
  for (const { document: doc, event_id, ...game } of listed)
    if (!games.has(event_id)) add({ doc, epoch: "", rev: 0, at: 0, state: { game: { event_id, format: "QUARTER", ...game }, feed: { state: "scheduled" } } });
  tidy();
}

rememberZone();
/** @type {{now: number, documents: Served[]}} */
const served = JSON.parse(document.getElementById("served")?.textContent ?? "");
live.configure({ now: served.now });
for (const one of served.documents) {
  const id = one.state.game?.event_id ?? "";
  const painted = [...document.querySelectorAll("[data-event]")].find((item) => /** @type {HTMLElement} */ (item).dataset.event === id);
  alone(() => add(one, /** @type {HTMLElement | undefined} */ (painted)));
}
if (new URLSearchParams(location.search).has("density")) showAs(board.dataset.density ?? "roomy");
tidy();
setInterval(() => {
  for (const held of games.values()) alone(() => tick(held));
}, 100);
setInterval(announce, ANNOUNCE_EVERY);
// A look that fails is no news: the next one comes by itself, and the tiles say when their link is lost.
setInterval(() => lookAgain().catch(() => {}), LOOK_AGAIN);
