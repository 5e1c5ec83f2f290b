"""Feedback that is pushed into Companion, over real HTTP."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest
import pytest_asyncio
from asgiref.sync import sync_to_async

from broadcast.control import push
from broadcast.control.feedback import Values, names
from broadcast.control.push import Pusher, push_feedback
from broadcast.control.target_models import FeedbackTarget
from broadcast.control.targets import add_target, remove_target, switch_target
from tests.control.beside import run_beside
from tests.control.companion import Companion
from tests.control.conftest import Desk
from tests.control.documents import game_on_air


@pytest_asyncio.fixture
async def companion() -> AsyncIterator[Companion]:
    made = Companion("c_score_home", "c_on_air_bug", "c_clock", "c_output")
    await made.start()
    yield made
    await made.stop()


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(push, "FIRST_WAIT", 0.05)
    monkeypatch.setattr(push, "A_SECOND", 500)
    monkeypatch.setattr(push, "TIMEOUT_SECONDS", 30.0)  # who is slow on a busy machine is not away


def pushing() -> AbstractAsyncContextManager[None]:
    return run_beside(push_feedback(look=0.02))


async def target_of(desk: Desk, companion: Companion, prefix: str = "c_", **more: Any) -> FeedbackTarget:
    return await sync_to_async(add_target)("test", desk.output, companion.url, prefix, **more)


async def noted(target: FeedbackTarget, **values: Any) -> FeedbackTarget:
    """Wait until the row says this."""
    async with asyncio.timeout(30):
        while True:
            await target.arefresh_from_db()
            if all(getattr(target, name) == value for name, value in values.items()):
                return target
            await asyncio.sleep(0.01)


async def test_variables_have_what_the_output_shows(desk: Desk, companion: Companion) -> None:
    """All at first, then what changes, and nothing twice; those that Companion has not are named and left out."""
    target = await target_of(desk, companion)
    async with pushing():
        await companion.until(c_score_home="8", c_on_air_bug="SCORE BUG A, BAR", c_clock="7:12", c_output="MAIN")
        missing = sorted(f"c_{name}" for name in names() if f"c_{name}" not in companion.values)
        await noted(target, error="", missing=missing)
        assert target.reached_at is not None
        companion.asked.clear()
        await desk.writer.publish({"score": {"home": 10, "away": 11}})
        await companion.until(c_score_home="10")
        await desk.on("bug")
        await companion.until(c_on_air_bug="")
    assert [(name, value) for _, name, value in companion.asked] == [("c_score_home", "10"), ("c_on_air_bug", "")]


async def test_missing_variables_are_made_where_that_is_wanted(desk: Desk, companion: Companion) -> None:
    """By a Companion that can; none is missing then."""
    companion.makes = True
    target = await target_of(desk, companion, "", makes=True)
    async with pushing():
        await companion.until(score_home="8", source_names="AUTO", renderers="0")
        await noted(target, missing=[])
        assert target.reached_at is not None
    assert set(names()) <= set(companion.values)


async def test_a_companion_that_comes_back_is_told_everything(desk: Desk, companion: Companion) -> None:
    """It may have been restarted. Meanwhile the row says why it could not be reached, and nothing stands still."""
    target = await target_of(desk, companion)
    async with pushing():
        await companion.until(c_score_home="8")
        await noted(target, error="")
        await companion.stop()
        await desk.writer.publish({"score": {"home": 10, "away": 11}})
        async with asyncio.timeout(30):
            while not target.error:
                await target.arefresh_from_db()
                await asyncio.sleep(0.01)
        assert target.error == "nothing answers at this address" and target.error_at is not None
        await desk.writer.publish({"score": {"home": 12, "away": 11}})
        await companion.start()
        await companion.until(c_score_home="12", c_on_air_bug="SCORE BUG A, BAR", c_output="MAIN")
        await noted(target, error="")


async def test_a_fault_in_what_is_followed_is_got_over(
    desk: Desk, companion: Companion, caplog: pytest.LogCaptureFixture
) -> None:
    """A clock that nobody can read is logged; with the next one that can be read the values are told again."""
    await target_of(desk, companion)
    async with pushing():
        await companion.until(c_clock="7:12")
        clock = game_on_air()["clock"]
        await desk.writer.publish({"clock": clock | {"running": True, "ms": "broken"}})
        await desk.writer.publish({"score": {"home": 9, "away": 11}})
        async with asyncio.timeout(30):
            while "feedback is pushed anew after a fault" not in caplog.messages:
                await asyncio.sleep(0.01)
        await desk.writer.publish({"clock": clock | {"ms": 400_000}})
        await companion.until(c_clock="6:40", c_score_home="9")


async def test_a_companion_that_is_away_is_asked_ever_less_often(
    desk: Desk, companion: Companion, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each wait is twice the one before, up to the longest."""
    monkeypatch.setattr(push, "FIRST_WAIT", 0.02)
    monkeypatch.setattr(push, "LONGEST_WAIT", 0.3)
    companion.status = 500
    target = await target_of(desk, companion)
    async with pushing():
        async with asyncio.timeout(30):
            while len(companion.asked) < 7:
                await asyncio.sleep(0.01)
        await noted(target, error="HTTP 500")
    times = [at for at, _, _ in companion.asked]
    waits = [after - before for before, after in zip(times, times[1:], strict=False)]
    least = [0.02, 0.04, 0.08, 0.16, 0.3, 0.3]
    assert all(wait >= bound for wait, bound in zip(waits, least, strict=False)), waits


@pytest.mark.parametrize("status", [301, 307, 400, 401, 500])
async def test_what_is_no_companion_is_named_by_its_status(desk: Desk, companion: Companion, status: int) -> None:
    """A redirect is not followed."""
    companion.status = status
    target = await target_of(desk, companion)
    async with pushing():
        await noted(target, error=f"HTTP {status}")
    assert target.reached_at is None


async def test_a_companion_that_hangs_holds_up_nothing(
    desk: Desk, companion: Companion, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another target goes on; of what changed meanwhile only the newest value is sent."""
    monkeypatch.setattr(push, "TIMEOUT_SECONDS", 0.5)
    heard: list[Values] = []
    tell = Pusher._tell

    async def hearing(pusher: Pusher, values: Values) -> None:
        await tell(pusher, values)
        heard.append(values)

    monkeypatch.setattr(Pusher, "_tell", hearing)
    other = Companion("c_score_home")
    await other.start()
    await target_of(desk, companion)
    second = await target_of(desk, other)
    async with pushing():
        await companion.until(c_score_home="8")
        companion.stuck.clear()
        for home in (9, 10, 11):
            await desk.writer.publish({"score": {"home": home, "away": 11}})
            await other.until(c_score_home=str(home))
        async with asyncio.timeout(30):
            while [values.get("score_home") for values in heard].count(11) < 2:
                await asyncio.sleep(0.01)
        companion.asked.clear()
        companion.stuck.set()
        await companion.until(c_score_home="11")
        await noted(second, error="")
    assert Counter(value for _, name, value in companion.asked if name == "c_score_home").keys() == {"11"}
    await other.stop()


async def test_requests_are_spread(desk: Desk, companion: Companion, monkeypatch: pytest.MonkeyPatch) -> None:
    """No more in a second than are allowed."""
    monkeypatch.setattr(push, "A_SECOND", 50)
    await target_of(desk, companion)
    async with pushing():
        async with asyncio.timeout(30):
            while len(companion.asked) < len(names()):
                await asyncio.sleep(0.01)
    times = [at for at, _, _ in companion.asked]
    assert times[len(names()) - 1] - times[0] > (len(names()) - 1) / 50 * 0.9


async def test_what_is_switched_off_or_removed_is_told_nothing_more(desk: Desk, companion: Companion) -> None:
    """At the next look; switched on again it is told all."""
    target = await target_of(desk, companion)
    async with pushing():
        await companion.until(c_score_home="8")
        await sync_to_async(switch_target)("test", target, enabled=False)
        await until_none_push()
        await desk.writer.publish({"score": {"home": 10, "away": 11}})
        await sync_to_async(switch_target)("test", target, enabled=True)
        await companion.until(c_score_home="10")
        await sync_to_async(remove_target)("test", target)
        await until_none_push()
        await desk.writer.publish({"score": {"home": 12, "away": 11}})
        await asyncio.sleep(0.3)  # nothing is to come, so there is nothing to wait for
    assert companion.values["c_score_home"] == "10"


async def until_none_push() -> None:
    """Wait until it has been looked again at where to push, and nothing is pushed any more."""
    async with asyncio.timeout(30):
        while any(getattr(task.get_coro(), "__qualname__", "") == "Pusher.run" for task in asyncio.all_tasks()):
            await asyncio.sleep(0.01)
