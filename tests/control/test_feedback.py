"""What buttons are told of an output: the map, and how it is followed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest
from asgiref.sync import sync_to_async

from broadcast.control.feedback import Values, flat, names
from broadcast.control.following import follow
from broadcast.live.frames import Hello, Shown
from broadcast.overlays.actions import change_output, point_output
from broadcast.overlays.manual import GROUPS
from broadcast.overlays.presence import Presence
from broadcast.overlays.program import ZONES
from tests.control.conftest import Desk
from tests.control.documents import game_on_air
from tests.overlays.documents import now

NOW = 1_000_000_000
SETTINGS = {"name": "MAIN", "delay_ms": 0, "language": "en", "clock_policy": "hide", "event_id": "g1"}
BUG = {"graphic": "score-bug-a", "step": 1, "at": NOW - 9000}


def document(**program: Any) -> dict[str, Any]:
    return {"output": SETTINGS, "program": {"graphics": {"bug": BUG}, **program}}


def test_every_map_has_every_name_and_nothing_is_null() -> None:
    """What is not known is empty: a button that was never told shows nothing rather than None."""
    bare = flat({"output": {**SETTINGS}, "program": {"graphics": {}}}, {}, {}, {}, NOW)
    full = flat(document(), {}, game_on_air(), {}, NOW)
    assert bare.keys() == full.keys()
    assert {type(value) for value in (bare | full).values()} == {str, int}
    assert list(bare) == names()
    assert {bare[name] for name in ("score_home", "clock", "on_air_bug", "feed_state")} == {""}
    assert {f"on_air_{zone}" for zone in ZONES} | {f"source_{group}" for group in GROUPS} <= full.keys()


def test_the_game_is_told_as_it_is_aired() -> None:
    """Score, clock as text, colors, fouls, and from where each group of values comes."""
    view = game_on_air(team_stats={"home": {"fouls": 4, "timeouts": 0, "bonus": "BONUS"}, "away": {}})
    told = flat(document(), {}, view, {"score": {"source": "CORRECT"}}, view["clock"]["as_of"])
    expected = {
        "score_home": 8,
        "score_away": 11,
        "clock": "7:12",
        "period": "2ND",
        "shot_clock": "14",
        "clock_running": 0,
        "fouls_home": 4,
        "timeouts_home": 0,
        "bonus_home": "BONUS",
        "fouls_away": "",
        "abbreviation_away": "WLV",
        "color_home": "#5C0A22",
        "color_away": "#E9ECEF",
        "source_score": "CORRECT",
        "source_clock": "AUTO",
        "feed_state": "live",
    }
    assert expected.items() <= told.items()


def test_a_delayed_output_has_the_clock_that_it_airs() -> None:
    """The time by which it is read is put back by the delay, and a label stands for a clock that is none."""
    view = game_on_air()
    view["clock"] |= {"running": True, "as_of": NOW - 3000}
    delayed = {"output": SETTINGS | {"delay_ms": 3000, "language": "es"}, "program": {"graphics": {}}}
    told = flat(delayed, {}, view, {}, NOW)
    assert (told["clock"], told["period"], told["clock_running"]) == ("7:12", "2C", 1)
    view["clock"] |= {"phase": "break", "running": False, "ms": 0}
    assert flat(delayed, {}, view, {}, NOW)["clock"] == "DESCANSO"


def test_a_trimmed_output_has_the_clock_that_it_airs() -> None:
    """While the clock runs, further on by the trim; the trim is told with it."""
    view = game_on_air()
    view["clock"] |= {"running": True, "as_of": NOW}
    trimmed = {"output": SETTINGS | {"trim_ms": 1200}, "program": {"graphics": {}}}
    told = flat(trimmed, {}, view, {}, NOW)
    assert (told["clock"], told["trim_ms"]) == ("7:10", 1200)
    view["clock"] |= {"running": False}
    assert flat(trimmed, {}, view, {}, NOW)["clock"] == "7:12"
    assert flat(document(), {}, view, {}, NOW)["trim_ms"] == 0


def test_a_tally_is_what_a_page_has_painted() -> None:
    """Since the take, at its step, by a page that is there: not what was asked for alone."""
    page = {"seen_at": NOW - 1000, "shown": {"bug": {"step": 1, "at": NOW - 8000}}}
    lower = {"graphic": "lower-player", "id": "c1", "step": 1, "at": NOW - 100, "data": {"player": "h0"}}
    program = {"graphics": {"bug": BUG, "lower": lower}, "standby": {"slate": {"graphic": "slate", "step": 1}}}
    told = flat({"output": SETTINGS, "program": program}, {"a": page}, game_on_air(), {}, NOW)
    assert (told["on_air_lower"], told["painted_lower"]) == ("#23 KOVALENKO", 0)
    assert (told["painted_bug"], told["renderers"], told["preview_slate"]) == (1, 1, "SLATE")
    gone = flat({"output": SETTINGS, "program": program}, {"a": page | {"seen_at": 0}}, {}, {}, NOW)
    assert (gone["painted_bug"], gone["renderers"], gone["on_air_lower"]) == (0, 0, "PLAYER")


def test_a_message_is_told_while_it_stands() -> None:
    """The last one, and nothing when it is over."""
    told = {"id": "message", "payload": {"text": "TIMEOUT"}, "at": NOW, "ends": NOW + 6000}
    program = {"graphics": {"bug": BUG | {"actions": [told]}}}
    of = {"output": SETTINGS, "program": program}
    assert flat(of, {}, {}, {}, NOW + 5999)["message"] == "TIMEOUT"
    assert flat(of, {}, {}, {}, NOW + 6000)["message"] == ""


class Told:
    """What a follower has been told."""

    def __init__(self) -> None:
        self.frames: list[Values] = []
        self.at: list[float] = []
        self.values: Values = {}
        self._more = asyncio.Event()

    async def tell(self, values: Values) -> None:
        self.frames.append(values)
        self.at.append(asyncio.get_running_loop().time())
        self.values |= values
        self._more.set()

    async def until(self, **values: Any) -> None:
        async with asyncio.timeout(30):
            while not values.items() <= self.values.items():
                self._more.clear()
                await self._more.wait()


@asynccontextmanager
async def followed(desk: Desk) -> AsyncIterator[Told]:
    told = Told()
    task = asyncio.create_task(follow(desk.output.pk, told.tell))
    try:
        yield told
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def test_what_changes_is_told_and_nothing_else(desk: Desk) -> None:
    """The whole map first; a basket, a take and a value by hand are a few names each."""
    async with followed(desk) as told:
        await told.until(score_home=8, on_air_bug="SCORE BUG A, BAR")
        assert len(told.frames) == 1
        await desk.writer.publish({"score": {"home": 10, "away": 11}})
        await told.until(score_home=10)
        assert told.frames[-1] == {"score_home": 10}
        await desk.on("take", cue={"graphic": "slate", "data": {"line1": "Soon"}})
        await told.until(on_air_slate="SLATE")
        assert told.frames[-1].keys() == {"on_air_slate"}
        await desk.of("score", home=20)
        await told.until(score_home=20, source_score="MANUAL")
        await sync_to_async(change_output)("test", desk.output, name="ARENA")
        await told.until(output="ARENA")


async def test_a_running_clock_is_told_at_most_ten_times_a_second(desk: Desk) -> None:
    """In tenths each of them is another text; none is told twice, and it ends where it stands."""
    await desk.of("clock", do="set", ms=2_000, period="Q4")
    async with followed(desk) as told:
        await told.until(clock="2.0", source_clock="MANUAL")
        await desk.of("clock", do="start")
        await told.until(clock="0.0", clock_running=1)
        clocks = [frame["clock"] for frame in told.frames if "clock" in frame]
        assert len(clocks) == len(set(clocks)) and len(clocks) > 5
        waits = [after - before for before, after in zip(told.at[1:], told.at[2:], strict=False)]
        assert min(waits) > 0.09


async def test_a_delayed_output_is_told_when_it_airs_it(desk: Desk) -> None:
    """Never sooner, though what is set by hand counts at once; and no delay shows the present again."""
    await sync_to_async(change_output)("test", desk.output, delay_ms=700)
    async with followed(desk) as told:
        await told.until(delay_ms=700, score_home=8)
        before = now()
        await desk.writer.publish({"score": {"home": 10, "away": 11}})
        await told.until(score_home=10)
        assert now() - before >= 700
        await desk.writer.publish({"score": {"home": 12, "away": 11}})
        await sync_to_async(change_output)("test", desk.output, delay_ms=0)
        await told.until(score_home=12, delay_ms=0)


async def test_another_game_is_followed_when_the_output_points_at_it(desk: Desk) -> None:
    """And none when it points at none: what was told of the old one is taken back."""
    async with followed(desk) as told:
        await told.until(score_home=8)
        await sync_to_async(point_output)("test", desk.output, None)
        await told.until(event_id="", score_home="", clock="")
        await sync_to_async(point_output)("test", desk.output, desk.game)
        await told.until(score_home=8)
        await desk.writer.publish({"score": {"home": 9, "away": 11}})
        await told.until(score_home=9)


async def test_an_output_that_is_not_there_is_not_followed(desk: Desk) -> None:
    """It ends at once, and tells nothing."""
    told = Told()
    async with asyncio.timeout(30):
        await follow(99, told.tell)
    assert told.frames == []


@pytest.mark.parametrize("zone", ["bug", "lower"])
async def test_pages_that_paint_are_told(desk: Desk, zone: str) -> None:
    """A page that comes and says what it has painted turns the tally on."""
    if zone == "lower":
        await desk.on("take", cue={"graphic": "line-score"})
    token = await desk.output.tokens.aget()
    async with followed(desk) as told:
        await told.until(renderers=0)
        page = Presence(desk.output.pk, token.pk, "192.0.2.7")
        await page.came(Hello(v=1))
        await told.until(renderers=1)
        await page.has_shown(Shown(output=desk.output.document_name, cue=zone, step=1, at=now()))
        await told.until(**{f"painted_{zone}": 1})
