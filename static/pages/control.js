// The control desk: gives each region the desk, and turns presses into commands (static/js/keys.js says which).
import "../components/control/align.js";
import "../components/control/clock.js";
import "../components/control/floor.js";
import "../components/control/foot.js";
import "../components/control/fouls.js";
import "../components/control/map.js";
import "../components/control/picture.js";
import "../components/control/proposals.js";
import "../components/control/row-form.js";
import "../components/control/rundown.js";
import "../components/control/score.js";
import "../components/control/status.js";
import "../components/control/transport.js";
import { playerByJersey, playerCue } from "../components/control/cues.js";
import { Desk } from "../components/control/desk.js";
import { gameCue } from "../components/control/quick.js";
import "../js/menus.js";
import { LAPSES, meaning, standing } from "../js/keys.js";

/** @typedef {import("../js/keys.js").Command} Command */

const served = JSON.parse(document.getElementById("served")?.textContent ?? "");
const csrf = /** @type {HTMLInputElement} */ (document.querySelector("[name=csrfmiddlewaretoken]")).value;
const desk = new Desk(served, csrf);

/** @template {Element} T @param {string} selector */
const region = (selector) => /** @type {T} */ (document.querySelector(selector));
const transport = /** @type {import("../components/control/transport.js").DeskTransport} */ (region("desk-transport"));
const rundown = /** @type {import("../components/control/rundown.js").DeskRundown} */ (region("desk-rundown"));
const clock = /** @type {import("../components/control/clock.js").DeskClock} */ (region("desk-clock"));
const align = /** @type {import("../components/control/align.js").DeskAlign} */ (region("desk-align"));
const proposals = /** @type {import("../components/control/proposals.js").DeskProposals} */ (region("desk-proposals"));

/** @type {{[name: string]: (command: Command) => unknown}} */
const ACTIONS = {
  take: () => desk.commands.take(),
  choose: () => rundown.play(desk.row, false),
  out: () => desk.commands.act("out"),
  empty: () => desk.commands.empty(),
  clear: () => desk.commands.act("clear"),
  panic: () => transport.hold(true),
  bug: () => desk.commands.act("bug"),
  cue: ({ what }) => desk.commands.cue(gameCue(what)),
  card: ({ card }) => focusCard(card),
  clock: ({ act }) => (act === "toggle" ? clock.toggle(true) : clock.shot(act === "shot-short", true)),
  proposal: ({ accept }) => {
    const [first] = desk.proposed.all;
    if (first) return accept ? proposals.accept(first) : desk.settle(first);
  },
  output: () => {
    const all = [...desk.outputs.keys()];
    desk.choose(all[(all.indexOf(desk.pk) + 1) % all.length]);
  },
  map: () => {
    desk.mapShown = true;
    desk.changed();
  },
  select: ({ by }) => {
    desk.row = Math.max(0, Math.min(rundown.rows.length - 1, desk.row + by));
    desk.changed();
  },
  row: ({ row, take }) => rundown.play(row - 1, take),
  "own-row": ({ key, take }) => rundown.playKey(key, take),
  delay: ({ by }) => desk.commands.setDelay({ by }),
  align: () => align.press(),
  undo: () => desk.commands.set("undo"),
  player: ({ team, jersey, kind }) => {
    const found = playerByJersey(desk.aired, team, jersey);
    // Who is not on the roster, or there twice, is the server's to refuse in words.
    return found ? desk.commands.cue(playerCue(kind, ...found, desk.aired)) : desk.commands.act("player", { team, jersey, kind });
  },
};

/** @param {string} card */
function focusCard(card) {
  /** @type {HTMLInputElement | null} */ (document.querySelector(`desk-${card} input`))?.focus();
}

const FIELDS = "input, select, textarea";

/** Whether the focus is on a control, to which Space and Enter belong. */
const onControl = () => document.activeElement?.matches("a, button, summary, [role=button]") ?? false;

/** How the keys are: on; of the control that has the focus; off. And in which region the focus is. */
function lamp() {
  const { activeElement } = document;
  const away = !desk.keysWanted || !document.hasFocus() || (activeElement?.matches(FIELDS) ?? false);
  const keys = away ? "off" : onControl() ? "focus" : "on";
  const focused = activeElement?.matches("desk-field input") ? (activeElement.closest(".card")?.localName ?? "") : "";
  if (keys === desk.keys && focused === desk.focused) return;
  desk.keys = keys;
  desk.focused = focused;
  desk.changed();
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let lapsing;
/** @param {import("../js/keys.js").Typed | null} typed */
function type(typed) {
  clearTimeout(lapsing);
  if (typed) lapsing = setTimeout(() => type(standing(desk.typed, performance.now())), LAPSES);
  if (typed === desk.typed) return;
  desk.typed = typed;
  desk.changed();
}

addEventListener("keydown", (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  if (!desk.keysWanted || desk.mapShown || event.defaultPrevented || target.matches(FIELDS)) return;
  if (onControl() && (event.key === " " || event.key === "Enter") && !desk.typed) return;
  const { code, key, shiftKey: shift, ctrlKey: ctrl, altKey: alt, metaKey: meta, repeat } = event;
  const { command, typed } = meaning({ code, key, shift, ctrl, alt, meta, repeat }, desk.typed, performance.now());
  type(typed);
  if (repeat && !ctrl && !alt && !meta && (key === " " || key.startsWith("Arrow") || key.startsWith("Page"))) event.preventDefault();
  if (!command) return;
  event.preventDefault();
  void ACTIONS[command.name]?.(command);
});
addEventListener("keyup", ({ code }) => code === "Backquote" && transport.hold(false));
addEventListener("blur", () => transport.hold(false));

// A press of the mouse leaves the focus with the desk, so that Space stays TAKE; a field takes it.
addEventListener("mousedown", (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  if (target.closest(`${FIELDS}, dialog, [draggable=true]`)) return;
  if (target.closest("button, a")) event.preventDefault();
  if (document.activeElement instanceof HTMLElement && document.activeElement !== document.body) document.activeElement.blur();
});
for (const name of ["focusin", "focusout", "focus", "blur"]) addEventListener(name, () => setTimeout(lamp));
desk.addEventListener("keys", lamp);
desk.addEventListener("align", () => align.press());
desk.addEventListener("choose", () => rundown.play(desk.row, false));

for (const element of document.querySelectorAll("desk-status, desk-picture, desk-transport, desk-rundown, desk-row-form, desk-quick, desk-score, desk-clock, desk-fouls, desk-floor, desk-align, desk-proposals, desk-foot, desk-map"))
  /** @type {import("../components/control/region.js").Region} */ (element).desk = desk;
desk.start(served);
lamp();
