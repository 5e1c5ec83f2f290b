// The page of a game, or of one panel of it: hands the live document to the panels, topic by topic, and keeps the
// choices in the address. Panels that are not in sight are not drawn, and some are not even loaded.
import "../js/menus.js";
import { alone } from "../js/alone.js";
import { Choices } from "../js/choices.js";
import { ClockFace } from "../js/clock.js";
import { live } from "../js/live.js";
import { painted } from "../js/painted.js";
import { gettext, language } from "../js/text.js";
import "../components/box-score.js";
import "../components/feed-state.js";
import "../components/floor-five.js";
import { GamePanel } from "../components/game-panel.js";
import "../components/line-score.js";
import "../components/play-list.js";
import "../components/score-board.js";
import "../components/score-strip.js";
import "../components/shot-chart.js";
import { age, groundsOf, short } from "../components/words.js";
import { rememberZone } from "../components/zone.js";

/** @typedef {import("../js/document.js").GameDocument} GameDocument */
/** @typedef {{doc: string, epoch: string, rev: number, at: number, state: GameDocument}} Served */

const ANNOUNCE_EVERY = 5000;
const FIRST = "box";
const BESIDE = "flow";

/** Panels that most pages begin without: their code is loaded when they come in sight. @type {{[tag: string]: () => Promise<unknown>}} */
const LATER = {
  "feed-report": () => import("../components/feed-report.js"),
  "game-flow": () => import("../components/game-flow.js"),
  "rotation-chart": () => import("../components/rotation-chart.js"),
  "team-comparison": () => import("../components/team-comparison.js"),
  "unit-table": () => import("../components/unit-table.js"),
};

const main = /** @type {HTMLElement} */ (document.getElementById("main"));
const announcer = /** @type {HTMLElement} */ (document.getElementById("announcer"));
const face = new ClockFace({ language });

/** @type {{now: number, documents: Served[]}} */
const { now: servedAt, documents } = JSON.parse(document.getElementById("served")?.textContent ?? "");
let state = documents[0].state;
let offline = false;
/** @type {import("../components/words.js").Grounds | undefined} */
let grounds;
/** @type {GamePanel[]} */
let panels = [];
/** @type {GamePanel[]} */
let inSight = [];

/** Take up the panels whose code is there. */
function collect() {
  panels = /** @type {GamePanel[]} */ ([...document.querySelectorAll("*")].filter((element) => element instanceof GamePanel));
  readAddress();
}

/** Say that a panel's code cannot be had: the server is away, or has a newer one. What the server painted stays. @param {string} tag */
function excuse(tag) {
  for (const element of document.querySelectorAll(`${tag}:empty`)) element.append(gettext("This panel could not be loaded. Load the page anew."));
}

/** @param {Element} element */
const isInSight = (element) => element.closest("header") !== null || element.checkVisibility?.() !== false;

/** Find the panels in sight, load the code that they lack, and hand them their topics. */
async function look() {
  inSight = panels.filter(isInSight);
  show();
  const due = Object.keys(LATER).filter((tag) => !customElements.get(tag) && [...document.querySelectorAll(tag)].some(isInSight));
  if (!due.length) return;
  const loaded = await Promise.allSettled(due.map((tag) => LATER[tag]()));
  for (const [index, { status }] of loaded.entries()) if (status === "rejected") excuse(due[index]);
  if (loaded.every(({ status }) => status === "rejected")) return;
  collect();
  await look();
}

/** Hand each panel in sight its topics. @param {boolean} [live] this is news: what is new may be seen to come */
function show(live = false) {
  const { game, feed } = state;
  if (!game || !feed) return;
  const fresh = groundsOf(game);
  if (grounds?.home !== fresh.home || grounds.away !== fresh.away) grounds = fresh;
  const surroundings = { grounds, offline, live };
  for (const panel of inSight) alone(() => panel.take(state, surroundings));
  tick();
}

/** What changes by itself: the clock, the ages, whether numbers look old. */
function tick() {
  const now = live.now();
  const reading = face.read(state, now, { silentMs: live.silentMs });
  const feed = state.feed;
  if (!feed) return;
  for (const panel of inSight) alone(() => panel.tick(state, now, reading));
  const old = offline || feed.state === "lost" || (reading.lost && feed.state !== "ended");
  main.toggleAttribute("data-old", old);
  const since = offline ? live.lastHeard || feed.last_message_at : feed.last_message_at;
  const text = old && since !== undefined ? age(now - since) : "";
  for (const chip of chips) if (chip.textContent !== text) chip.textContent = text;
}
const chips = document.getElementsByClassName("old-age");

/** Say the score to whoever listens, at most every few seconds. */
function announce() {
  const { game, score } = state;
  if (!game || score?.home === undefined || score.away === undefined) return;
  const text = gettext("%(away)s %(away_score)s, %(home)s %(home_score)s", { away: short(game.away), away_score: score.away, home: short(game.home), home_score: score.home });
  if (announced && announcer.textContent !== text && announced !== text) announcer.textContent = text;
  announced = text;
}
let announced = "";

/** @param {{[name: string]: string | string[]}} choices an empty string takes the name out of the address */
function remember(choices) {
  const address = new URL(location.href);
  for (const [name, value] of Object.entries(choices)) {
    address.searchParams.delete(name);
    for (const one of [value].flat()) if (one) address.searchParams.append(name, one);
  }
  history.replaceState(null, "", address);
}

function readAddress() {
  const choices = new Choices(location.search);
  for (const panel of panels) alone(() => panel.read(choices));
}

const tabs = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll("[role=tab]")]);
const narrow = matchMedia("(max-width: 699px)");
const wall = matchMedia("(min-width: 1921px)");
const deep = tabs.filter((tab) => !tab.classList.contains("narrow")).map((tab) => tab.dataset.tab ?? "");

/** On a phone the row of tabs is wider than the screen. @param {HTMLElement} tab */
function bringIntoSight(tab) {
  const row = /** @type {HTMLElement} */ (tab.parentElement);
  const [place, frame] = [tab.getBoundingClientRect(), row.getBoundingClientRect()];
  row.scrollLeft += place.left + place.width / 2 - (frame.left + frame.width / 2);
}

/** @param {string} name "" is the tab that a screen of this width begins with */
function choose(name) {
  main.dataset.tab = name;
  const chosen = deep.includes(name) ? name : FIRST;
  const beside = chosen === FIRST ? BESIDE : chosen;
  const current = narrow.matches ? name || "floor" : wall.matches ? beside : chosen;
  for (const tab of tabs) {
    const selected = tab.dataset.tab === current;
    tab.setAttribute("aria-selected", `${selected}`);
    tab.tabIndex = selected ? 0 : -1;
    if (selected) bringIntoSight(tab);
  }
  for (const one of deep) {
    const section = /** @type {HTMLElement} */ (document.getElementById(`panel-${one}`));
    section.toggleAttribute("data-shown", one === chosen);
    section.toggleAttribute("data-beside", one === beside);
  }
  void look();
}

for (const tab of tabs) {
  tab.addEventListener("click", (event) => {
    event.preventDefault();
    remember({ tab: tab.dataset.tab ?? "" });
    choose(tab.dataset.tab ?? "");
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
for (const width of [narrow, wall]) width.addEventListener("change", () => choose(main.dataset.tab ?? ""));
main.addEventListener("choose", (event) => {
  remember(/** @type {CustomEvent} */ (event).detail);
  readAddress();
});
addEventListener("popstate", readAddress);

/** Come alive: from here on what is live is drawn over what the server painted. */
function begin() {
  rememberZone();
  live.configure({ now: servedAt });
  collect();
  choose(main.dataset.tab ?? "");
  announce();
  const [{ doc, epoch, rev, at }] = documents;
  live.watch(doc, epoch ? { initial: { epoch, rev, at, state } } : {}, (held, change) => {
    state = held;
    offline = change.stale;
    show(change.live);
  });
  setInterval(tick, 100);
  setInterval(announce, ANNOUNCE_EVERY);
}
painted().then(begin);
