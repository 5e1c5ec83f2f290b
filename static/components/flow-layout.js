// The chart of the flow of the game: the moments at which the score changed, and what is drawn of them.
// The twin of broadcast/dashboard/show/flow_layout.py, over tests/vectors/flow.json.
import { scaled } from "./time-axis.js";

/** @typedef {import("../js/document.js").GameDocument} GameDocument */
/** @typedef {import("../js/document.js").Side} Side */
/** @typedef {import("../js/document.js").Play} Play */
/** @typedef {import("./time-axis.js").Axis} Axis */
/** @typedef {{ms: number, home: number, away: number, play: Play}} Moment the score after a scoring play; `ms` of game time never falls */
/** @typedef {{team: Side, points: number, from_ms: number, to_ms: number}} TimedRun */

const HIGH = 1000;
const STEPS = [5, 10, 20, 50];
const MOST_STEPS = 6;
/** Texts of two runs of a team that stand nearer than this are too near on a phone, nearer than TOUCHING on any screen. */
const NEAR = 900;
const TOUCHING = 320;

/** @type {WeakMap<object, Moment[]>} */
const known = new WeakMap();

/** The moments at which the score changed, in order, of plays that have a clock. @param {GameDocument["plays"]} plays @returns {Moment[]} */
export function momentsOf(plays = NONE) {
  let found = known.get(plays);
  if (!found) {
    let latest = 0;
    const scoring = Object.entries(plays).filter(([, play]) => play.home !== undefined && play.away !== undefined && play.played_ms !== undefined);
    scoring.sort(([keyA, a], [keyB, b]) => a.order - b.order || (keyA < keyB ? -1 : 1));
    found = scoring.map(([, play]) => {
      latest = Math.max(latest, play.played_ms ?? 0);
      return { ms: latest, home: play.home ?? 0, away: play.away ?? 0, play };
    });
    known.set(plays, found);
  }
  return found;
}
/** @type {NonNullable<GameDocument["plays"]>} */
const NONE = {};

/** The points by which the home team leads. @param {Moment} moment */
export const marginOf = ({ home, away }) => home - away;

/** The long runs of which the times are known, in order. @param {GameDocument["story"]} story @returns {TimedRun[]} */
export const timedRuns = (story) =>
  Object.entries(story?.runs ?? {})
    .sort(([a], [b]) => Number(a) - Number(b))
    .flatMap(([, { team, points, from_ms, to_ms }]) => (from_ms === undefined || to_ms === undefined ? [] : [{ team, points, from_ms, to_ms }]));

/** The chart in places and heights: the scale, the outlines of both leads, and what is marked. @param {Moment[]} moments @param {GameDocument["story"]} story @param {Axis} axis */
export function layout(moments, story, axis) {
  const margins = moments.map(marginOf);
  const most = { home: Math.max(0, ...margins), away: Math.max(0, ...margins.map((margin) => -margin)) };
  const scale = scaleOf(most.home, most.away);
  /** @type {{x: number, kind: "tie" | "change"}[]} */
  const marks = [];
  let leader = 0;
  moments.forEach((moment, index) => {
    const sign = Math.sign(margins[index]);
    if (sign === 0) marks.push({ x: axis.place(moment.ms), kind: "tie" });
    else if (sign !== leader) {
      if (leader) marks.push({ x: axis.place(moment.ms), kind: "change" });
      leader = sign;
    }
  });
  const leads = SIGNS.filter(([team]) => most[team] > 0).map(([team, sign]) => {
    const index = margins.indexOf(sign * most[team]);
    return { team, x: axis.place(moments[index].ms), y: scale.y(margins[index]), points: most[team] };
  });
  const now = axis.place(axis.now);
  const zero = scale.y(0);
  const steps = moments.map((moment, index) => `H${axis.place(moment.ms)}V${scale.y(margins[index])}`).join("");
  /** The path round the times that one side leads. @param {number} sign */
  const outline = (sign) => {
    let [path, at] = [`M0 ${zero}`, zero];
    margins.forEach((margin, index) => {
      const y = sign * margin > 0 ? scale.y(margin) : zero;
      if (y !== at) [path, at] = [`${path}H${axis.place(moments[index].ms)}V${y}`, y];
    });
    return `${path}H${now}V${zero}Z`;
  };
  return { step: scale.step, zero, lines: scale.lines, now, home: outline(1), away: outline(-1), line: `M0 ${zero}${steps}H${now}`, marks, leads, runs: runsOf(timedRuns(story), axis) };
}
/** @type {[Side, number][]} */
const SIGNS = [["home", 1], ["away", -1]];

/** Heights of margins: each side up to a round number, at least one step. @param {number} home @param {number} away the biggest leads */
function scaleOf(home, away) {
  const up = (/** @type {number} */ most, /** @type {number} */ step) => Math.max(1, Math.ceil(most / step)) * step;
  const step = STEPS.find((one) => (up(home, one) + up(away, one)) / one <= MOST_STEPS) ?? STEPS[STEPS.length - 1];
  const [top, bottom] = [up(home, step), up(away, step)];
  const y = (/** @type {number} */ margin) => scaled(top - margin, HIGH, top + bottom);
  const lines = [];
  for (let margin = top; margin >= -bottom; margin -= step) if (margin) lines.push({ y: y(margin), lead: Math.abs(margin) });
  return { step, y, lines };
}

/** The runs with their places. `room` says where there is room for a text: `always`, `wide` or `never`. @param {TimedRun[]} runs @param {Axis} axis */
function runsOf(runs, axis) {
  /** @type {{[team: string]: number}} */
  const before = { home: -NEAR, away: -NEAR };
  return runs.map(({ team, points, from_ms, to_ms }) => {
    const [begin, end] = [axis.place(from_ms), axis.place(to_ms)];
    const middle = Math.floor((begin + end) / 2);
    const apart = middle - before[team];
    const room = apart >= NEAR ? "always" : apart >= TOUCHING ? "wide" : "never";
    if (room !== "never") before[team] = middle;
    return { team, points, left: begin, width: end - begin, room };
  });
}
