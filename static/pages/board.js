// The board: keeps a tile for each followed game, live first. New follows appear by themselves.
import { ClockFace } from "../js/clock.js";
import { live } from "../js/live.js";
import "../components/game-tile.js";
import { groundsOf } from "../components/words.js";
import { rememberZone } from "../components/zone.js";

/** @typedef {import("../js/document.js").GameDocument} GameDocument */
/** @typedef {import("../components/game-tile.js").GameTile} GameTile */
/** @typedef {{doc: string, epoch: string, rev: number, at: number, state: GameDocument}} Served */
/** @typedef {{item: HTMLElement, tile: GameTile, face: ClockFace, state: GameDocument, stop: () => void}} Held */

const TOPICS = ["game", "score", "clock", "possession", "feed"];
const LOOK_AGAIN = 10_000;

/** @type {Map<string, Held>} */
const games = new Map();

/** @param {Served} served @param {HTMLElement} [painted] */
function add(served, painted) {
  const id = served.state.game?.event_id ?? "";
  const item = painted ?? document.createElement("li");
  item.dataset.event = id;
  const tile = /** @type {GameTile} */ (item.querySelector("game-tile") ?? item.appendChild(document.createElement("game-tile")));
  /** @type {Held} */
  const held = { item, tile, face: new ClockFace(), state: served.state, stop: () => {} };
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

/** Hide what is empty. */
function tidy() {
  for (const group of document.querySelectorAll("[data-group]")) /** @type {HTMLElement} */ (group).hidden = !group.querySelector("li");
  /** @type {HTMLElement} */ (document.getElementById("board-empty")).hidden = games.size > 0;
}

async function lookAgain() {
  const answer = await fetch("/api/games", { headers: { accept: "application/json" } });
  if (!answer.ok) return;
  /** @type {{event_id: string, document: string, home: any, away: any, status: any, rules: string, tipoff_at?: number, venue?: string, rehearsal: boolean}[]} */
  const listed = await answer.json();
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
  add(one, /** @type {HTMLElement | undefined} */ (painted));
}
setInterval(() => games.forEach(tick), 100);
// A look that fails is no news: the next one comes by itself, and the tiles say when their link is lost.
setInterval(() => lookAgain().catch(() => {}), LOOK_AGAIN);
