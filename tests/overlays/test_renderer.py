"""How the renderer brings a stage to the program: zones, standby, choreography, faults. In a real Chromium."""

import json
import random
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import BrowserContext

from tests.overlays.studio import Studio, open_studio

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

PROBE = """
export default class extends HTMLElement {
  async load({ data }) {
    this.data = { ...data };
    this.note("load", data);
    while (this.data.gate && !window.open_gates.has(this.data.gate)) await new Promise((r) => window.waiting.push(r));
    if (this.data.refuses_load) return { statusCode: 422, statusMessage: this.data.refuses_load };
  }
  async playAction(params) {
    this.note("play", params);
    if (this.data.refuses_play) return { statusCode: 422, statusMessage: this.data.refuses_play };
    await this.move(params.skipAnimation, [{ opacity: 0 }, { opacity: 1 }], 320);
    return { statusCode: 200, currentStep: params.goto };
  }
  async stopAction(params) {
    this.note("stop", params);
    await this.move(params.skipAnimation, [{ opacity: 1 }, { opacity: 0 }], 200);
    this.note("stopped");
  }
  async updateAction({ data }) {
    Object.assign(this.data, data);
    this.note("update", data);
  }
  async customAction(params) {
    this.note("act", params);
    if (params.payload.refuse) return { statusCode: 422, statusMessage: params.payload.refuse };
  }
  async dispose() { this.note("dispose"); }
  async move(skip, frames, duration) {
    if (skip) return;
    this.moving?.cancel();
    this.moving = this.animate(frames, duration);
    await this.moving.finished.catch(() => {});
  }
  note(what, params = {}) {
    this.graphic ??= this.parentNode.dataset.graphic;
    this.told ??= window.told; // what comes late is none of the next test's
    this.told.push({ at: performance.now(), frame: window.frame, graphic: this.graphic, what, params });
  }
}
"""

START = """async (known, topics) => {
  const { Renderer } = await import("/static/js/renderer.js");
  window.renderer?.empty();
  const reports = [];
  Object.assign(window, { told: [], reports, open_gates: new Set(), waiting: [] });
  if (window.frame === undefined) {
    window.frame = 0;
    const count = () => { window.frame += 1; requestAnimationFrame(count); };
    count();
  }
  window.openGate = (gate) => { open_gates.add(gate); waiting.splice(0).forEach((go) => go()); };
  window.stage = document.getElementById("stage");
  window.renderer = new Renderer(stage, new URL("/graphics/", location.href), {
    shown: (cue, step) => reports.push(["shown", cue, step]),
    acted: (cue, at) => reports.push(["acted", cue, at]),
    refused: (cue, message) => reports.push(["refused", cue, message]),
    needs: (topics) => reports.push(["needs", topics]),
  }, () => window.time ?? 1000);
  renderer.update(known);
  renderer.cover(topics);
  window.on = () => [...stage.children]
    .filter((frame) => frame.style.visibility !== "hidden")
    .map((frame) => `${frame.dataset.zone} ${frame.dataset.graphic}`).sort();
}"""

GRAPHICS = ["one", "two", "three", "four"]


def manifest(graphic: str, *topics: str) -> dict[str, Any]:
    actions = [{"id": "message", "name": "Message", "v_stands": 6000}, {"id": "wink", "name": "Wink"}]
    return {"id": graphic, "name": graphic, "main": "probe.js", "v_topics": list(topics), "customActions": actions}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def opened(built: None, context: BrowserContext) -> AsyncIterator[Studio]:
    studio = await open_studio(context)
    yield studio
    await studio.page.close()


@pytest_asyncio.fixture(loop_scope="session")
async def studio(opened: Studio) -> AsyncIterator[Studio]:
    """Return the studio with a renderer over an empty stage, and a probe by each of four ids."""
    opened.graphics = {graphic: (manifest(graphic, "score"), PROBE) for graphic in GRAPHICS}
    opened.graphics["players"] = (manifest("players", "players"), PROBE)
    await opened.evaluate(START, {"score": {"home": 8}, "language": "en", "now": 5, "silent_ms": 0}, ["score"])
    yield opened
    assert opened.faults == []


async def show(studio: Studio, graphics: Any = None, standby: Any = None, *, at_once: bool = False) -> None:
    program = {"graphics": graphics or {}, "standby": standby or {}}
    await studio.evaluate("(program, atOnce) => renderer.show(program, atOnce)", program, at_once)


async def stands(studio: Studio, *expected: str) -> None:
    """Wait until exactly these stand, and nothing moves any more."""
    await studio.page.wait_for_function(
        """(expected) => JSON.stringify(on()) === JSON.stringify(expected)
          && stage.getAnimations({ subtree: true }).length === 0""",
        arg=sorted(expected),
        timeout=20_000,
    )


async def reported(studio: Studio, *report: Any) -> None:
    """Wait until the renderer has reported this."""
    await studio.page.wait_for_function(
        "(report) => reports.some((one) => JSON.stringify(one) === report)",
        arg=json.dumps(report, separators=(",", ":")),
        timeout=20_000,
    )


async def told(studio: Studio, *what: str) -> list[tuple[str, str]]:
    """Return which graphic was told which of these, in order."""
    noted = await studio.evaluate("() => told")
    return [(one["graphic"], one["what"]) for one in noted if one["what"] in (what or (one["what"],))]


async def moment(studio: Studio, graphic: str, what: str, unit: str = "at") -> float:
    """Return when a graphic was last told something, ms, or in which `frame` of the page."""
    noted = await studio.evaluate("() => told")
    return float([one[unit] for one in noted if (one["graphic"], one["what"]) == (graphic, what)][-1])


async def test_a_take_is_loaded_played_and_reported(studio: Studio) -> None:
    """A cue is loaded with its data and the topics of its manifest, played at its step, and reported once painted."""
    await show(studio, {"lower": {"graphic": "one", "id": "c1", "step": 2, "data": {"line1": "A"}}})
    await reported(studio, "shown", "c1", 2)
    await stands(studio, "lower one")
    load, play = await studio.evaluate("() => told")
    assert load["params"] == {
        "score": {"home": 8},
        "language": "en",
        "zone": "lower",
        "bug": "",
        "lower": True,
        "line1": "A",
        "now": 5,
        "silent_ms": 0,
        "live": False,
    }
    assert play["params"] == {"goto": 1, "skipAnimation": False}
    await show(studio)
    await reported(studio, "shown", "c1", 0)
    assert await studio.evaluate("() => stage.childNodes.length") == 0
    assert (await told(studio))[-1] == ("one", "dispose")


async def test_a_page_that_loads_shows_what_is_on_air_at_once(studio: Studio) -> None:
    """What is on the program when the page loads is played without animation, and without an id called by its zone."""
    await show(studio, {"bug": {"graphic": "one"}, "lower": {"graphic": "two"}}, at_once=True)
    await reported(studio, "shown", "bug", 1)
    await reported(studio, "shown", "lower", 1)
    noted = await studio.evaluate("() => told.filter(({ what }) => what === 'play').map(({ params }) => params)")
    assert noted == [{"goto": 0, "skipAnimation": True}] * 2


async def test_standby_is_loaded_and_its_take_plays_that_element(studio: Studio) -> None:
    """A cue on standby is ready and unseen; taking it loads nothing."""
    cue = {"graphic": "one", "id": "c1", "data": {"line1": "A"}}
    await show(studio, standby={"lower": cue})
    await studio.page.wait_for_function("told.some(({ what }) => what === 'load')")
    assert await studio.evaluate("() => on()") == []
    await show(studio, {"lower": {**cue, "at": 77}})
    await stands(studio, "lower one")
    assert await told(studio, "load", "play") == [("one", "load"), ("one", "play")]


async def test_standby_without_ids_is_known_by_its_data(studio: Studio) -> None:
    """A take plays the element with the same data, and what stood in the zone goes out as another comes in."""
    first, second = ({"graphic": "one", "data": {"line1": line}} for line in "AB")
    await show(studio, {"lower": first})
    await stands(studio, "lower one")
    await show(studio, {"lower": first}, {"lower": second})
    await studio.page.wait_for_function("told.filter(({ what }) => what === 'load').length === 2")
    await show(studio, {"lower": second})
    await studio.page.wait_for_function("told.some(({ what }) => what === 'dispose')")
    assert await told(studio, "load", "play", "stop") == [
        *[("one", "load"), ("one", "play")],
        *[("one", "load"), ("one", "play"), ("one", "stop")],
    ]


@pytest.mark.parametrize(("from_zone", "to_zone"), [("lower", "lower"), ("lower", "left"), ("right", "lower")])
async def test_the_second_outs_the_first_in_one_move(studio: Studio, from_zone: str, to_zone: str) -> None:
    """What stands stays until the other has loaded; then the way out and the way in start together."""
    await show(studio, {from_zone: {"graphic": "one"}})
    await stands(studio, f"{from_zone} one")
    await show(studio, {to_zone: {"graphic": "two", "data": {"gate": "g"}}})
    await studio.page.wait_for_function("told.some(({ graphic }) => graphic === 'two')")
    await studio.evaluate("() => new Promise((r) => setTimeout(r, 60))")
    assert await told(studio, "stop") == []
    await studio.evaluate("() => openGate('g')")
    await stands(studio, f"{to_zone} two")
    frames = [await moment(studio, *what, "frame") for what in (("one", "stop"), ("two", "play"))]
    assert abs(frames[0] - frames[1]) <= 2


async def test_left_and_right_stand_together(studio: Studio) -> None:
    """The two sides do not touch each other; the lower zone outs both."""
    await show(studio, {"left": {"graphic": "one"}})
    await stands(studio, "left one")
    await show(studio, {"left": {"graphic": "one"}, "right": {"graphic": "two"}})
    await stands(studio, "left one", "right two")
    await show(studio, {"lower": {"graphic": "three"}})
    await stands(studio, "lower three")


async def test_a_full_frame_comes_after_the_others_and_the_bug_after_it(studio: Studio) -> None:
    """Bug and lower are out before the full frame moves, and the bug moves when the full frame is out."""
    bug = {"bug": {"graphic": "one"}}
    await show(studio, {**bug, "lower": {"graphic": "two"}})
    await stands(studio, "bug one", "lower two")
    await show(studio, {**bug, "full": {"graphic": "three"}})
    await stands(studio, "full three")
    assert await moment(studio, "one", "stopped") <= await moment(studio, "three", "play")
    assert await moment(studio, "two", "stopped") <= await moment(studio, "three", "play")
    await show(studio, bug)
    await stands(studio, "bug one")
    assert await moment(studio, "three", "stopped") <= await moment(studio, "one", "play")
    assert len(await told(studio, "load")) == 3, "the bug was kept"


async def test_the_bug_comes_back_when_the_program_had_left_it_out(studio: Studio) -> None:
    """A server that takes the bug off the program for the full frame gets the same picture."""
    await show(studio, {"bug": {"graphic": "one"}})
    await stands(studio, "bug one")
    await show(studio, {"full": {"graphic": "three"}})
    await stands(studio, "full three")
    await show(studio, {"bug": {"graphic": "one"}})
    await stands(studio, "bug one")
    assert await moment(studio, "three", "stopped") <= await moment(studio, "one", "play")


async def test_nothing_goes_out_for_a_full_frame_that_does_not_come(studio: Studio) -> None:
    """The bug stands while the full frame loads, and when it refuses."""
    bug = {"bug": {"graphic": "one"}}
    await show(studio, bug)
    await stands(studio, "bug one")
    await show(studio, {**bug, "full": {"graphic": "two", "id": "f1", "data": {"refuses_load": "Four are known."}}})
    await reported(studio, "refused", "f1", "Four are known.")
    await stands(studio, "bug one")
    assert await told(studio, "stop") == []


async def test_a_full_frame_is_asked_before_others_go_out_for_it(studio: Studio) -> None:
    """A graphic that can say beforehand that it will refuse costs nothing, and comes when it no longer does."""
    module = PROBE.replace("async load(", "refusal() { return this.data.why ?? ''; }\n  async load(")
    studio.graphics["careful"] = (manifest("careful"), module)
    bug = {"bug": {"graphic": "one"}}
    await show(studio, bug)
    await stands(studio, "bug one")
    full = {"graphic": "careful", "id": "f1", "data": {"why": "Four of five are known."}}
    await show(studio, {**bug, "full": full})
    await reported(studio, "refused", "f1", "Four of five are known.")
    assert await told(studio, "stop", "play") == [("one", "play")]
    await show(studio, {**bug, "full": {**full, "data": {"why": ""}}})
    await stands(studio, "full careful")
    await reported(studio, "refused", "f1", "")


async def test_the_slate_needs_no_game(studio: Studio) -> None:
    """The slate stands without a game, over all, and stays when the game goes."""
    await studio.evaluate("() => renderer.cover(null)")
    await show(studio, {"slate": {"graphic": "one"}, "lower": {"graphic": "two"}})
    await stands(studio, "slate one")


async def test_a_full_frame_that_refuses_to_play_gives_the_bug_back(studio: Studio) -> None:
    """Refused after the others went out for it, it is not tried until the cue is another."""
    bug = {"bug": {"graphic": "one"}}
    await show(studio, bug)
    await stands(studio, "bug one")
    full = {"graphic": "two", "id": "f1", "data": {"refuses_play": "Not now."}}
    await show(studio, {**bug, "full": full})
    await reported(studio, "refused", "f1", "Not now.")
    await stands(studio, "bug one")
    await show(studio, {**bug, "full": {**full, "data": {"refuses_play": ""}}})
    await stands(studio, "full two")


async def test_a_newer_wish_overtakes_one_that_is_loading(studio: Studio) -> None:
    """What is not wanted any more when it has loaded is never played."""
    await show(studio, {"lower": {"graphic": "one", "data": {"gate": "g"}}})
    await studio.page.wait_for_function("told.length > 0")
    await show(studio, {"lower": {"graphic": "two"}})
    await stands(studio, "lower two")
    await studio.evaluate("() => openGate('g')")
    await show(studio)
    await stands(studio)
    assert await told(studio, "play") == [("two", "play")]


async def test_an_out_overtakes_a_take_that_is_loading(studio: Studio) -> None:
    """What stood only until the next was there goes out when the next is not wanted any more."""
    await show(studio, {"lower": {"graphic": "one"}})
    await stands(studio, "lower one")
    await show(studio, {"left": {"graphic": "two", "data": {"gate": "never"}}})
    await studio.page.wait_for_function("told.some(({ graphic }) => graphic === 'two')")
    await show(studio)
    await stands(studio)


async def test_a_graphic_that_cannot_be_had_leaves_what_stands_and_is_tried_again(studio: Studio) -> None:
    """A fault is reported, what stands stays, and the graphic comes when it can be had."""
    await show(studio, {"lower": {"graphic": "one"}})
    await stands(studio, "lower one")
    studio.graphics["late"] = (manifest("late", "score"), PROBE)
    studio.broken.add("late")
    await show(studio, {"lower": {"graphic": "late", "id": "c2"}})
    await studio.page.wait_for_function("reports.some(([what, cue]) => what === 'refused' && cue === 'c2')")
    assert await studio.evaluate("() => on()") == ["lower one"]
    studio.broken.clear()
    await stands(studio, "lower late")
    await reported(studio, "refused", "c2", "")


async def test_a_graphic_that_refuses_to_play_leaves_what_stands(studio: Studio) -> None:
    """The one that stands is not asked to go for one that does not come."""
    await show(studio, {"lower": {"graphic": "one"}})
    await stands(studio, "lower one")
    await show(studio, {"lower": {"graphic": "two", "id": "c2", "data": {"refuses_play": "No."}}})
    await reported(studio, "refused", "c2", "No.")
    assert await studio.evaluate("() => on()") == ["lower one"]
    assert await told(studio, "stop") == []
    assert await studio.evaluate("() => reports.some(([what, cue]) => what === 'shown' && cue === 'c2')") is False


async def test_a_fault_in_a_graphic_is_a_refusal(studio: Studio) -> None:
    """A module without a graphic, and one that throws, are reported like any other."""
    studio.graphics["empty"] = (manifest("empty"), "export const nothing = 1;")
    studio.graphics["throws"] = (
        manifest("throws"),
        "export default class extends HTMLElement { load() { throw new Error('oh'); } dispose() {} }",
    )
    await show(studio, {"left": {"graphic": "empty", "id": "c1"}, "right": {"graphic": "throws", "id": "c2"}})
    await studio.page.wait_for_function(
        "new Set(reports.filter(([w]) => w === 'refused').map(([, c]) => c)).size === 2"
    )
    assert await studio.evaluate("() => on()") == []


async def test_new_data_of_a_cue_that_stands_are_an_update(studio: Studio) -> None:
    """The graphic is told what changed, and what its cue no longer says is taken away by null."""
    await show(studio, {"lower": {"graphic": "one", "id": "c1", "data": {"line1": "A", "line2": "B", "items": [1]}}})
    await stands(studio, "lower one")
    await show(studio, {"lower": {"graphic": "one", "id": "c1", "data": {"line1": "C", "items": [1]}}})
    updates = await studio.evaluate("() => told.filter(({ what }) => what === 'update').map(({ params }) => params)")
    assert updates == [{"line1": "C", "line2": None, "now": 5, "silent_ms": 0, "live": True}]
    assert await told(studio, "play") == [("one", "play")]


async def test_a_step_is_played_and_reported(studio: Studio) -> None:
    """A cue that goes on to another step is played there, in the same element."""
    await show(studio, {"full": {"graphic": "one", "id": "c1"}})
    await reported(studio, "shown", "c1", 1)
    await show(studio, {"full": {"graphic": "one", "id": "c1", "step": 3}})
    await reported(studio, "shown", "c1", 3)
    assert await told(studio, "load", "play") == [("one", "load"), ("one", "play"), ("one", "play")]


async def test_what_goes_is_not_reported_over_what_came_by_its_name(studio: Studio) -> None:
    """Two bugs without an id have one name: that the first has gone does not say that the second is not there."""
    await show(studio, {"bug": {"graphic": "one"}})
    await reported(studio, "shown", "bug", 1)
    await show(studio, {"bug": {"graphic": "two"}})
    await studio.page.wait_for_function("told.some(({ what }) => what === 'dispose')")
    await studio.evaluate("async () => { for (const end = frame + 4; frame < end; ) await new Promise(setTimeout); }")
    assert await studio.evaluate("() => reports.filter(([what]) => what === 'shown')") == [["shown", "bug", 1]] * 2


async def test_the_lower_zone_is_told_which_bug_is_in(studio: Studio) -> None:
    """The graphics that stand on the bug learn when it comes and goes."""
    studio.graphics["score-bug-a"] = (manifest("score-bug-a"), PROBE)
    lower = {"lower": {"graphic": "one"}}
    await show(studio, lower)
    await stands(studio, "lower one")
    await show(studio, {**lower, "bug": {"graphic": "score-bug-a"}})
    await stands(studio, "lower one", "bug score-bug-a")
    await show(studio, lower)
    await stands(studio, "lower one")
    told_of = await studio.evaluate(
        """() => told.filter(({ graphic, params }) => graphic === "one" && "bug" in params)
          .map(({ params }) => [params.bug, params.live])"""
    )
    assert told_of == [["", False], ["a", True], ["", True]]


async def test_a_graphic_waits_for_the_topics_it_needs(studio: Studio) -> None:
    """The renderer asks for the topics of program and standby; a graphic is loaded when they are there."""
    await show(studio, {"lower": {"graphic": "one"}}, {"left": {"graphic": "players"}})
    await reported(studio, "needs", ["players", "score"])
    await stands(studio, "lower one")
    assert ("players", "load") not in await told(studio)
    await studio.evaluate("() => { renderer.update({ players: { 1: {} } }); renderer.cover(['score', 'players']); }")
    await studio.page.wait_for_function("told.some(({ graphic }) => graphic === 'players')")
    load = await studio.evaluate("() => told.find(({ graphic }) => graphic === 'players').params")
    assert load["players"] == {"1": {}} and "score" not in load
    await show(studio, {"lower": {"graphic": "one"}})
    await reported(studio, "needs", ["score"])


async def test_a_graphic_hears_of_its_topics_alone(studio: Studio) -> None:
    """An update of other topics, or of what it knows already, is none for a graphic; the passing of time is."""
    await show(studio, {"lower": {"graphic": "one"}})
    await stands(studio, "lower one")
    await studio.evaluate(
        """() => {
          renderer.update({ clock: { ms: 5 }, now: 6 }, true);
          renderer.update({ language: "en", now: 7 });
          renderer.update({ score: { home: 9 }, now: 8 }, true);
          renderer.update({ now: 9, silent_ms: 1 });
          renderer.update({ score: null, now: 10 });
        }"""
    )
    updates = await studio.evaluate("() => told.filter(({ what }) => what === 'update').map(({ params }) => params)")
    assert updates == [
        {"score": {"home": 9}, "now": 8, "silent_ms": 0, "live": True},
        {"now": 9, "silent_ms": 1, "live": False},
        {"score": None, "now": 10, "silent_ms": 1, "live": False},
    ]


async def test_another_game_leaves_what_stands_until_something_is_known_of_it(studio: Studio) -> None:
    """New graphics wait for the new game's topics; without any game, what shows one goes out."""
    await show(studio, {"lower": {"graphic": "one"}})
    await stands(studio, "lower one")
    await studio.evaluate("() => renderer.cover([])")
    await show(studio, {"lower": {"graphic": "one"}, "bug": {"graphic": "two"}})
    await studio.evaluate("() => new Promise((r) => setTimeout(r, 60))")
    assert await studio.evaluate("() => on()") == ["lower one"]
    await studio.evaluate("() => renderer.cover(['score'])")
    await stands(studio, "lower one", "bug two")
    await studio.evaluate("() => renderer.cover(null)")
    await stands(studio)


async def test_emptying_the_stage_is_at_once(studio: Studio) -> None:
    """Nothing is left, not even what was on its way in."""
    await show(studio, {"lower": {"graphic": "one"}}, {"left": {"graphic": "two"}})
    await studio.page.wait_for_function("told.some(({ what }) => what === 'play')")
    assert await studio.evaluate("() => { renderer.empty(); return stage.childNodes.length; }") == 0
    assert await studio.evaluate("() => stage.getAnimations({ subtree: true }).length") == 0


async def test_a_graphic_of_others_plays_as_it_is(studio: Studio) -> None:
    """A graphic written from the OGraf specification alone steps, updates and leaves on an output."""
    cue = {"graphic": "three-lines", "id": "f1", "data": {"first": "Attendance"}}
    await show(studio, {"lower": {**cue, "step": 1}})
    await reported(studio, "shown", "f1", 1)
    await stands(studio, "lower three-lines")
    text = "() => [...stage.querySelectorAll('p')].map((line) => line.textContent)"
    assert await studio.evaluate(text) == ["Attendance", "", ""]
    await show(studio, {"lower": {**cue, "step": 3}})
    await reported(studio, "shown", "f1", 3)
    assert await studio.evaluate(text) == ["Attendance", "Two", "undefined-8"]
    await studio.evaluate("() => renderer.update({ score: { home: 10, away: 11 } }, true)")
    assert await studio.evaluate(text) == ["Attendance", "Two", "11-10"]
    await show(studio)
    await reported(studio, "shown", "f1", 0)
    assert await studio.evaluate("() => stage.childNodes.length") == 0


AIRED = """async (start) => {
  const { AiredGame } = await import("/static/js/air/aired-game.js");
  // In place of the connection: what is watched, and a way to answer.
  const watched = new Map();
  const live = {
    watch(doc, { topics, initial }, callback) {
      const watch = { doc, topics, callback };
      asked.push([doc, topics ?? null, initial !== undefined]);
      if (initial) queueMicrotask(() => callback(initial.state, { live: false }));
      watched.set(doc, watch);
      return () => { if (watched.get(doc) === watch) watched.delete(doc); asked.push([doc, "end"]); };
    },
    state: () => window.held,
  };
  Object.assign(window, { aired: [], asked: [], held: undefined });
  window.answer = (doc, state, moves) => watched.get(doc)?.callback(state, { live: moves });
  window.game = new AiredGame(live, start, (view, moves, topics) => aired.push([view, moves, topics]));
}"""


async def test_values_set_by_hand_lie_over_the_feed(studio: Studio) -> None:
    """A value set by hand is aired at once and as a cut, over whatever the feed says, and goes when it is released."""
    await studio.evaluate(AIRED, {"documents": {}, "topics": []})
    feed = {"game": {"event_id": "g1"}, "score": {"home": 8, "away": 11}, "feed": {"state": "live"}}
    by_hand = {"groups": {"score": {"source": "MANUAL", "patch": {"score": {"home": 10}}}}}
    views = await studio.evaluate(
        """(feed, byHand) => {
          game.point("g1");
          answer("game:g1", feed, false);
          answer("manual:g1", byHand, true);
          answer("game:g1", { ...feed, score: { home: 8, away: 13 } }, true);
          answer("manual:g1", { groups: {} }, true);
          return aired.map(([view, moves]) => [view.score, moves]);
        }""",
        feed,
        by_hand,
    )
    assert views == [
        [{"home": 8, "away": 11}, False],
        [{"home": 10, "away": 11}, False],
        [{"home": 10, "away": 13}, True],
        [{"home": 8, "away": 13}, False],
    ]


async def test_more_topics_count_when_they_have_come(studio: Studio) -> None:
    """While more topics are asked for what was known goes on, and is not taken for an answer."""
    own = ["feed", "game", "score"]
    game = {"game": {"event_id": "g1"}, "score": {"home": 8}}
    start = {"documents": {"game:g1": {"epoch": "e", "rev": 1, "at": 1, "state": game}}, "topics": own}
    await studio.evaluate(AIRED, start)
    topics, asked = await studio.evaluate(
        """async (game_) => {
          game.point("g1");
          await new Promise((resolve) => setTimeout(resolve));
          window.held = game_;
          game.need(["players"]);
          answer("game:g1", game_, false);
          answer("manual:g1", { groups: {} }, false);
          answer("game:g1", { ...game_, players: {} }, false);
          return [aired.map(([, , topics]) => topics), asked];
        }""",
        game,
    )
    assert topics == [own, own, [*own[:2], "players", "score"]]
    assert ["game:g1", own, True] in asked and ["game:g1", [*own[:2], "players", "score"], False] in asked


async def test_a_score_that_is_still_being_read_is_not_aired(studio: Studio) -> None:
    """Nothing of a game is aired while it is caught up with for the first time; later it goes on."""
    await studio.evaluate(AIRED, {"documents": {}, "topics": []})
    scores = await studio.evaluate(
        """() => {
          const reading = { game: { event_id: "g1" }, feed: { state: "catching-up" } };
          game.point("g1");
          answer("game:g1", reading, false);
          const first = aired.length;
          answer("game:g1", { ...reading, score: { home: 61, away: 58 } }, false);
          answer("game:g1", reading, false);
          return [first, aired.length];
        }"""
    )
    assert scores == [0, 2]


@pytest.mark.parametrize("seed", range(6))
async def test_any_series_of_programs_ends_with_the_last(studio: Studio, seed: int) -> None:
    """However programs follow each other, in the end what the last one says stands, and nothing else is there."""
    pick = random.Random(seed)
    zones = ["bug", "lower", "left", "right", "full"]

    def program() -> dict[str, Any]:
        chosen = pick.sample(zones, pick.randint(0, 3))
        if "lower" in chosen:
            chosen = [zone for zone in chosen if zone not in ("left", "right")]
        return {
            zone: {"graphic": pick.choice(GRAPHICS), "id": f"{zone}{pick.randint(1, 3)}", "step": pick.randint(1, 2)}
            for zone in chosen
        }

    for _ in range(25):
        await show(studio, program(), program(), at_once=pick.random() < 0.2)
        await studio.evaluate("(wait) => new Promise((r) => setTimeout(r, wait))", pick.choice([0, 0, 5, 40]))
    last = program()
    await show(studio, last)
    hidden = {"bug", "lower", "left", "right"} if "full" in last else set()
    await stands(studio, *(f"{zone} {cue['graphic']}" for zone, cue in last.items() if zone not in hidden))
    assert await studio.evaluate("() => stage.childNodes.length") == len(last)


def action(at: int, name: str = "message", ends: int = 7000, **payload: Any) -> dict[str, Any]:
    return {"id": name, "payload": payload, "at": at, "ends": ends}


async def acts(studio: Studio) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = await studio.evaluate("() => told.filter((one) => one.what === 'act')")
    return found


async def test_an_action_is_told_once_and_reported(studio: Studio) -> None:
    """What stands is told, with how long it has to stand; the same program again, or a new step, tells nothing more."""
    cue: dict[str, Any] = {"graphic": "one"}
    await show(studio, {"bug": cue})
    await reported(studio, "shown", "bug", 1)
    cue["actions"] = [action(1000, text="RUN")]
    await show(studio, {"bug": cue})
    await reported(studio, "acted", "bug", 1000)
    await show(studio, {"bug": cue | {"step": 2}})
    await reported(studio, "shown", "bug", 2)
    cue["actions"].append(action(1200, "wink", 3200))
    await show(studio, {"bug": cue | {"step": 2}})
    await reported(studio, "acted", "bug", 1200)
    assert [one["params"] for one in await acts(studio)] == [
        {"id": "message", "payload": {"text": "RUN", "stands_ms": 6000}, "skipAnimation": False},
        {"id": "wink", "payload": {}, "skipAnimation": False},
    ]


async def test_a_page_that_loads_does_the_rest_of_an_action(studio: Studio) -> None:
    """What is over by the server's time is left out, what is not is told at once with what is left of it."""
    await studio.evaluate("() => { window.time = 5500; }")
    cue = {"graphic": "one", "actions": [action(0, ends=5000, text="OVER"), action(1000, text="RUN")]}
    await show(studio, {"bug": cue}, at_once=True)
    await reported(studio, "acted", "bug", 1000)
    await studio.evaluate("() => { window.time = undefined; }")
    assert [one["params"] for one in await acts(studio)] == [
        {"id": "message", "payload": {"text": "RUN", "stands_ms": 1500}, "skipAnimation": True}
    ]


async def test_an_action_waits_for_what_it_is_told_to(studio: Studio) -> None:
    """Under a full frame nothing is told; when the bug is back it is told what is not over."""
    await show(studio, {"bug": {"graphic": "one"}})
    await reported(studio, "shown", "bug", 1)
    await show(studio, {"bug": {"graphic": "one"}, "full": {"graphic": "two"}})
    await stands(studio, "full two")
    await show(studio, {"bug": {"graphic": "one", "actions": [action(1000)]}, "full": {"graphic": "two"}})
    assert await acts(studio) == []
    await show(studio, {"bug": {"graphic": "one", "actions": [action(1000)]}})
    await reported(studio, "acted", "bug", 1000)


async def test_a_refused_action_is_reported_and_what_stands_stays(studio: Studio) -> None:
    """Its reason is told, nothing is played anew, and it is not tried again."""
    cue = {"graphic": "one", "actions": [action(1000, refuse="not now")]}
    await show(studio, {"bug": cue})
    await reported(studio, "refused", "bug", "not now")
    await show(studio, {"bug": cue | {"data": {"line1": "A"}}})
    await stands(studio, "bug one")
    assert len(await acts(studio)) == 1
    assert [what for _, what in await told(studio, "load", "play", "dispose")] == ["load", "play"]
