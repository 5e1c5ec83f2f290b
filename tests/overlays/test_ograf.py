"""The OGraf rules, over every graphic in static/graphics, in a real Chromium.

One page for all. Each rule is asked of every graphic with what the renderer would give it (cues.py); what the page
does for a rule is in harness.js.
"""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from jsonschema import Draft202012Validator
from playwright.async_api import BrowserContext
from referencing import Registry, Resource

from tests.overlays.cues import data_of, graphics, manifest_of
from tests.overlays.studio import ROOT, Studio, open_studio

SCHEMAS = ROOT.parent / "shared" / "ograf" / "json-schemas"
MANIFEST = "https://ograf.ebu.io/v1/specification/json-schemas/graphics/schema.json"
ZONES = {"bug", "lower", "left", "right", "full", "slate"}
ABBREVIATED = ("score-bug-a", "score-bug-b")
"""What shows abbreviations, at one size."""
TOPICS = set(json.loads((ROOT / "docs" / "game-document.schema.json").read_text("utf-8"))["properties"])

every_graphic = pytest.mark.parametrize("graphic", graphics())
in_browser = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest.fixture(scope="module")
def manifest_schema() -> Draft202012Validator:
    if not SCHEMAS.is_dir():
        pytest.skip(f"the OGraf schemas are not beside the repository: {SCHEMAS}")
    loaded = [json.loads(path.read_text("utf-8")) for path in SCHEMAS.rglob("*.json")]
    resources = [(schema["$id"], Resource.from_contents(schema)) for schema in loaded]
    registry: Registry[Any] = Registry().with_resources(resources)
    return Draft202012Validator({"$ref": MANIFEST}, registry=registry)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def studio(built: None, context: BrowserContext) -> AsyncIterator[Studio]:
    opened = await open_studio(context)
    await opened.page.evaluate("import('/tests/overlays/harness.js').then((harness) => { window.harness = harness; })")
    yield opened
    await opened.page.close()
    assert opened.faults == []


async def run(studio: Studio, script: str, graphic: str, *values: Any) -> Any:
    """Run a function of (id, main, data, ...) in the page, over a stage that is emptied first."""
    await studio.page.evaluate("harness.reset()")
    manifest = manifest_of(graphic)
    result = await studio.evaluate(script, graphic, manifest["main"], data_of(graphic), *values)
    assert studio.faults == []
    return result


@every_graphic
def test_the_manifest_is_valid(graphic: str, manifest_schema: Draft202012Validator) -> None:
    """The manifest passes the EBU's schema."""
    assert [error.message for error in manifest_schema.iter_errors(manifest_of(graphic))] == []


def test_the_schema_refuses_what_is_wrong(manifest_schema: Draft202012Validator) -> None:
    """The schema is really asked: a manifest without a name, or with a key of its own, does not pass."""
    manifest = manifest_of("score-bug-a")
    assert list(manifest_schema.iter_errors({**manifest, "zone": "bug"}))
    assert list(manifest_schema.iter_errors({name: value for name, value in manifest.items() if name != "name"}))


@every_graphic
def test_the_manifest_says_what_a_server_must_know(graphic: str) -> None:
    """Its zones, its topics, what it needs and its files are there, and each parameter has a title for its field."""
    manifest = manifest_of(graphic)
    folder = ROOT / "static" / "graphics" / graphic
    properties = manifest["schema"]["properties"]
    assert manifest["id"] == graphic
    assert (folder / manifest["main"]).is_file()
    assert manifest["v_zones"] and set(manifest["v_zones"]) <= ZONES
    assert set(manifest["v_topics"]) <= TOPICS
    assert set(manifest["v_needs"]) <= set(properties)
    assert all(field.get("title") and field.get("type") for field in properties.values())
    for thumbnail in manifest.get("thumbnails", []):
        assert (folder / thumbnail["file"]).is_file()


class TestInBrowser:
    """What a graphic does in a page."""

    pytestmark = in_browser

    @every_graphic
    async def test_load_is_ready_and_paints_nothing(self, studio: Studio, graphic: str) -> None:
        """After load() the first play shows its data, in faces that are there; before it no pixel is drawn."""
        await run(studio, "() => undefined", graphic)
        clip: Any = {"x": 0, "y": 0, "width": 1920, "height": 1080}
        blank = await studio.page.screenshot(clip=clip)
        before = await run(
            studio,
            """async (id, main, data) => {
              window.element = await harness.loaded(id, main, data);
              return harness.seen(element);
            }""",
            graphic,
        )
        assert before == ""
        assert await studio.page.screenshot(clip=clip) == blank
        text, loading = await studio.evaluate(
            """async () => {
              const result = await element.playAction({ skipAnimation: true });
              if (result && result.statusCode !== 200) throw new Error(JSON.stringify(result));
              await harness.frames();
              return [harness.seen(element), [...document.fonts].filter(({ status }) => status === "loading").length];
            }"""
        )
        assert text and loading == 0
        assert await studio.page.screenshot(clip=clip) != blank

    @every_graphic
    async def test_updates_lead_where_loading_would_have(self, studio: Studio, graphic: str) -> None:
        """Loaded with one game and told of another, piece by piece, it reads as if it had been loaded with that."""
        first, updated, partial, fresh = await run(
            studio,
            """async (id, main, data, other) => {
              const show = async (element) => {
                await element.playAction({ goto: 0, skipAnimation: true });
                await harness.frames();
                return harness.seen(element);
              };
              const element = await harness.loaded(id, main, data);
              const first = await show(element);
              // Off air: some graphics keep an order, or a name, for as long as they are seen.
              await element.stopAction({ skipAnimation: true });
              for (const key of Object.keys(other)) {
                const result = await element.updateAction({ data: { [key]: other[key] } });
                if (result && result.statusCode !== 200) throw new Error(JSON.stringify(result));
              }
              const updated = await show(element);
              await element.updateAction({ data: {} });
              const partial = harness.seen(element);
              await harness.reset();
              return [first, updated, partial, await show(await harness.loaded(id, main, other))];
            }""",
            graphic,
            data_of(graphic, seed=8, word="Teodor"),
        )
        assert fresh and first != fresh, "its data are used"
        assert updated == fresh
        assert partial == updated, "what is not named stays"

    @every_graphic
    async def test_an_update_on_air_is_seen(self, studio: Studio, graphic: str) -> None:
        """What changes while the graphic is on air is drawn, without an action of another kind."""
        first, then = await run(
            studio,
            """async (id, main, data, other) => {
              const element = await harness.loaded(id, main, data);
              await element.playAction({ skipAnimation: true });
              const first = harness.seen(element);
              await element.updateAction({ data: other });
              await harness.frames();
              return [first, harness.seen(element)];
            }""",
            graphic,
            data_of(graphic, seed=8, word="Teodor"),
        )
        assert first and then and first != then

    @every_graphic
    async def test_names_are_measured_on_load_and_not_on_air(self, studio: Studio, graphic: str) -> None:
        """While the score and the clock go on nothing is measured: a name that is seen keeps its size and its form."""
        loaded, on_air = await run(
            studio,
            """async (id, main, data) => {
              const measured = harness.measured();
              try {
                const element = await harness.loaded(id, main, data);
                await element.playAction({ goto: 0, skipAnimation: true });
                await harness.frames();
                const loaded = measured.count;
                for (let more = 1; more <= 5; more += 1) {
                  const { score, clock, now } = data;
                  const news = { now: now + more * 1000 };
                  if (score) news.score = { home: score.home + 2 * more, away: score.away + more };
                  if (clock) news.clock = { ...clock, ms: clock.ms - 1000 * more, as_of: now + more * 1000 };
                  await element.updateAction({ data: { ...news, live: true } });
                  await harness.frames();
                }
                return [loaded, measured.count - loaded];
              } finally {
                measured.stop();
              }
            }""",
            graphic,
        )
        assert loaded > 0 or graphic in ABBREVIATED, "it has names, or texts, that are fitted"
        assert on_air == 0

    @every_graphic
    async def test_steps_follow_goto_and_delta(self, studio: Studio, graphic: str) -> None:
        """Every play answers with the step that the specification's rule leads to, and is seen while there is one."""
        actions = [
            *[{}, {"delta": 0}, {"delta": 1}, {"goto": 0}, {"delta": 2}, {"delta": -1}, {"goto": 1}, {"goto": 0}],
            *[
                {"delta": -1},
                {"goto": 5},
                {"goto": 99},
                {"delta": 1},
                {"goto": 2, "delta": 7},
                {"delta": 99},
                {"delta": 3},
            ],
        ]
        answers = await run(
            studio,
            """async (id, main, data, actions) => {
              const element = await harness.loaded(id, main, data);
              const answers = [];
              for (const action of actions) {
                const { statusCode, currentStep } = await element.playAction({ ...action, skipAnimation: true });
                answers.push([statusCode, currentStep ?? null, harness.seen(element) !== ""]);
              }
              return answers;
            }""",
            graphic,
            actions,
        )
        count = manifest_of(graphic).get("stepCount", 1)
        expected, step = [], None
        for action in actions:
            target = action.get("goto", (-1 if step is None else step) + action.get("delta", 1))
            step = target if 0 <= target < count else None
            expected.append([200, step, step is not None])
        assert answers == expected

    @every_graphic
    async def test_skip_animation_is_the_end_state_in_the_same_frame(self, studio: Studio, graphic: str) -> None:
        """Each step, and the way out, is there before the call has returned, and nothing moves after it."""
        states = await run(
            studio,
            """async (id, main, data, steps) => {
              const element = await harness.loaded(id, main, data);
              const moving = () => (element.shadowRoot ?? element).getAnimations({ subtree: true })
                .filter(({ playState }) => playState === "running").length;
              const states = [];
              const look = async (start) => {
                start();
                const at_once = [harness.seen(element), moving()];
                await new Promise((resolve) => setTimeout(resolve, 100));
                states.push([at_once, [harness.seen(element), moving()]]);
              };
              for (let goto = 0; goto < steps; goto += 1)
                await look(() => element.playAction({ goto, skipAnimation: true }));
              await look(() => element.stopAction({ skipAnimation: true }));
              return states;
            }""",
            graphic,
            manifest_of(graphic).get("stepCount", 1),
        )
        assert all(at_once == later for at_once, later in states), states
        assert all(moving == 0 for (_, moving), _ in states)
        assert all(text for (text, _), _ in states[:-1]) and states[-1][0][0] == ""

    @every_graphic
    async def test_any_action_at_any_time(self, studio: Studio, graphic: str) -> None:
        """Actions that cross each other all resolve, and the last ones decide what is seen."""
        steps = manifest_of(graphic).get("stepCount", 1)
        ends, fresh = await run(
            studio,
            """async (id, main, data, other, seeds, steps) => {
              // A message tab stands for some seconds by itself.
              const read = (element) => harness.seen(element).split("|").filter((one) => one !== "TIMEOUT").join("|");
              const play = async (seed) => {
                const { next, pick } = harness.chance(seed);
                const element = await harness.make(id, main);
                const answers = [];
                const act = () => {
                  const live = next() < 0.5;
                  const skipAnimation = next() < 0.3;
                  const some = pick([data, other]);
                  const key = pick(Object.keys(some));
                  return pick([
                    () => element.playAction({ skipAnimation }),
                    () => element.playAction({ goto: Math.floor(next() * (steps + 1)), skipAnimation }),
                    () => element.playAction({ delta: pick([-1, 0, 1, 2]), skipAnimation }),
                    () => element.stopAction({ skipAnimation }),
                    () => element.updateAction({ data: { [key]: next() < 0.2 ? null : some[key], live } }),
                    () => element.updateAction({ data: some, skipAnimation }),
                    () => element.customAction({ id: pick(["message", "nothing"]), payload: { text: "TIMEOUT" } }),
                  ])();
                };
                answers.push(act(), element.load({ data }), act());
                for (let number = 0; number < 40; number += 1) {
                  answers.push(act());
                  if (next() < 0.3) await new Promise((resolve) => setTimeout(resolve, next() * 40));
                }
                const late = new Promise((_, fail) => setTimeout(fail, 20_000, new Error("an action never answered")));
                const all = await Promise.race([Promise.all(answers), late]);
                await element.stopAction({});
                const gone = harness.seen(element);
                await element.updateAction({ data: other });
                await element.playAction({ goto: 0 });
                await new Promise((resolve) => setTimeout(resolve, 250));
                const moving = (element.shadowRoot ?? element).getAnimations({ subtree: true });
                await Promise.allSettled(moving.map(({ finished }) => finished));
                await harness.frames();
                const wrong = all.filter((answer) => answer && !Number.isInteger(answer.statusCode));
                return [wrong.length, gone, read(element)];
              };
              const ends = await Promise.all(seeds.map(play));
              await harness.reset();
              const one = await harness.loaded(id, main, other);
              await one.playAction({ goto: 0, skipAnimation: true });
              await harness.frames();
              return [ends, read(one)];
            }""",
            graphic,
            data_of(graphic, seed=8, word="Teodor"),
            [1, 2, 3, 4],
            steps,
        )
        assert fresh
        assert ends == [[0, "", fresh]] * 4, (
            "every answer is undefined or has a status; then nothing; then the last data"
        )

    @every_graphic
    async def test_dispose_leaves_nothing(self, studio: Studio, graphic: str) -> None:
        """Disposed of at any moment it holds no nodes, timers, frames, listeners, observers or animations."""
        found = await run(
            studio,
            """async (id, main, data, other) => {
              harness.count();
              const moments = {
                "while it loads": async (element) => void element.load({ data }),
                "when loaded": (element) => element.load({ data }),
                "in its way in": async (element) => {
                  await element.load({ data });
                  void element.playAction({});
                },
                "on air": async (element) => {
                  await element.load({ data });
                  await element.playAction({});
                  await element.customAction({ id: "message", payload: { text: "TIMEOUT" } });
                  void element.updateAction({ data: { ...other, live: true } });
                },
                "in its way out": async (element) => {
                  await element.load({ data });
                  await element.playAction({ skipAnimation: true });
                  void element.stopAction({});
                },
              };
              const found = {};
              for (const moment of Object.keys(moments)) {
                const element = await harness.make(id, main);
                harness.forget();
                await moments[moment](element);
                await element.dispose({});
                const root = element.shadowRoot ?? element;
                const held = { nodes: root.childNodes.length, moving: root.getAnimations({ subtree: true }).length };
                element.remove();
                await Promise.resolve();
                found[moment] = { ...held, ...harness.left() };
                harness.forget();
              }
              return found;
            }""",
            graphic,
            data_of(graphic, seed=8, word="Teodor"),
        )
        nothing = {"nodes": 0, "moving": 0, "timers": 0, "frames": 0, "listeners": 0, "observers": 0}
        assert found == dict.fromkeys(found, nothing)
