// The game page: hands the live document to the panels, topic by topic, and keeps the choices in the address.
import { ClockFace } from "../js/clock.js";
import { live } from "../js/live.js";
import "../components/box-score.js";
import "../components/feed-report.js";
import { ageOf } from "../components/feed-state.js";
import "../components/floor-five.js";
import "../components/line-score.js";
import "../components/play-list.js";
import "../components/score-board.js";
import "../components/shot-chart.js";
import { SIDES, age, groundsOf, short } from "../components/words.js";
import { rememberZone } from "../components/zone.js";

/** @typedef {import("../js/document.js").GameDocument} GameDocument */
/** @typedef {{doc: string, epoch: string, rev: number, at: number, state: GameDocument}} Served */

const ANNOUNCE_EVERY = 5000;

/** @param {string} name @returns {any} */
const one = (name) => document.querySelector(name);
const main = /** @type {HTMLElement} */ (document.getElementById("main"));
const board = /** @type {import("../components/score-board.js").ScoreBoard} */ (one("score-board"));
const line = /** @type {import("../components/line-score.js").LineScore} */ (one("line-score"));
const shots = /** @type {import("../components/shot-chart.js").ShotChart} */ (one("shot-chart"));
const plays = /** @type {import("../components/play-list.js").PlayList} */ (one("play-list"));
const box = /** @type {import("../components/box-score.js").BoxScore} */ (one("box-score"));
const pill = /** @type {import("../components/feed-state.js").FeedState} */ (one("feed-state"));
const report = /** @type {import("../components/feed-report.js").FeedReport} */ (one("feed-report"));
const face = new ClockFace();

/** @type {{now: number, documents: Served[]}} */
const { now: servedAt, documents } = JSON.parse(document.getElementById("served")?.textContent ?? "");
let state = documents[0].state;
let offline = false;

/** Hand each panel its topics; a topic that kept its identity has kept its value, and its panel does not render. */
function show() {
  const { game, score, clock, team_stats: stats, players, feed } = state;
  if (!game || !feed) return;
  const grounds = groundsOf(game);
  const same = board.grounds?.home === grounds.home && board.grounds.away === grounds.away;
  const given = { game, ...(same ? {} : { grounds }) };
  Object.assign(board, given, { score, clock, stats, possession: state.possession });
  Object.assign(line, given, { score, period: clock?.period });
  for (const side of SIDES) Object.assign(one(`floor-five[side="${side}"]`), given, { players, lineup: state.lineups?.[side] });
  Object.assign(shots, given, { shots: state.shots, players, periods: score?.periods });
  Object.assign(plays, same ? {} : { grounds }, { plays: state.plays });
  Object.assign(box, given, { players, stats });
  Object.assign(pill, { feed, offline });
  Object.assign(report, { feed, offline });
  tick();
}

/** What changes by itself: the clock, the ages, whether numbers look old. */
function tick() {
  const now = live.now();
  const reading = face.read(state, now, { silentMs: live.silentMs });
  if (JSON.stringify(reading) !== JSON.stringify(board.reading)) board.reading = reading;
  const feed = state.feed;
  if (!feed) return;
  pill.age = ageOf(feed, now);
  report.now = Math.floor(now / 1000) * 1000;
  const old = offline || feed.state === "lost" || (reading.lost && feed.state !== "ended");
  main.toggleAttribute("data-old", old);
  const since = offline ? live.lastHeard || feed.last_message_at : feed.last_message_at;
  const text = old && since !== undefined ? age(now - since) : "";
  for (const chip of document.querySelectorAll(".old-age")) if (chip.textContent !== text) chip.textContent = text;
}

/** Say the score to whoever listens, at most every few seconds. */
function announce() {
  const { game, score } = state;
  if (!game || score?.home === undefined || score.away === undefined) return;
  const text = `${short(game.away)} ${score.away}, ${short(game.home)} ${score.home}`;
  const announcer = /** @type {HTMLElement} */ (document.getElementById("announcer"));
  if (announced && announcer.textContent !== text && announced !== text) announcer.textContent = text;
  announced = text;
}
let announced = "";

/** @param {{[name: string]: string}} choices an empty string takes the name out of the address */
function remember(choices) {
  const address = new URL(location.href);
  for (const [name, value] of Object.entries(choices)) value ? address.searchParams.set(name, value) : address.searchParams.delete(name);
  history.replaceState(null, "", address);
}

function fromAddress() {
  const query = new URLSearchParams(location.search);
  const get = (/** @type {string} */ name) => query.get(name) ?? "";
  const team = get("team");
  shots.filter = { team: team === "home" || team === "away" ? team : "", player: get("player"), period: get("period") };
  box.sort = get("sort");
  plays.everything = get("plays") === "all";
}

const tabs = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll("[role=tab]")]);
const narrow = matchMedia("(max-width: 699px)");

/** @param {string} name "" is the tab that a screen of this width begins with */
function choose(name) {
  main.dataset.tab = name;
  const wide = name === "feed" ? "feed" : "box";
  const current = narrow.matches ? name || "floor" : wide;
  for (const tab of tabs) {
    const chosen = tab.dataset.tab === current;
    tab.setAttribute("aria-selected", `${chosen}`);
    tab.tabIndex = chosen ? 0 : -1;
  }
  for (const panel of ["box", "feed"]) /** @type {HTMLElement} */ (document.getElementById(`panel-${panel}`)).hidden = panel !== wide;
}

for (const tab of tabs) {
  tab.addEventListener("click", (event) => {
    event.preventDefault();
    choose(tab.dataset.tab ?? "");
    remember({ tab: tab.dataset.tab ?? "" });
  });
  tab.addEventListener("keydown", (event) => {
    const shown = tabs.filter((other) => other.offsetParent !== null);
    const step = { ArrowRight: 1, ArrowLeft: -1, Home: -shown.indexOf(tab), End: shown.length - 1 - shown.indexOf(tab) }[event.key];
    if (step !== undefined || event.key === " ") event.preventDefault();
    const next = step === undefined ? tab : shown[(shown.indexOf(tab) + step + shown.length) % shown.length];
    if (step !== undefined) next.focus();
    if (step !== undefined || event.key === " ") next.click();
  });
}
narrow.addEventListener("change", () => choose(main.dataset.tab ?? ""));
shots.addEventListener("filter", (event) => {
  shots.filter = /** @type {CustomEvent} */ (event).detail;
  remember(shots.filter);
});
box.addEventListener("sort", (event) => {
  box.sort = /** @type {CustomEvent} */ (event).detail;
  remember({ sort: box.sort });
});

rememberZone();
live.configure({ now: servedAt });
fromAddress();
choose(main.dataset.tab ?? "");
show();
announce();
const [{ doc, epoch, rev, at }] = documents;
live.watch(doc, epoch ? { initial: { epoch, rev, at, state } } : {}, (held, change) => {
  state = held;
  offline = change.stale;
  show();
});
setInterval(tick, 100);
setInterval(announce, ANNOUNCE_EVERY);
