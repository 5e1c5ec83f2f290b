"""Corrections that drop themselves: the rule, and the watch over what is aired."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from hypothesis import given
from hypothesis import strategies as st

from broadcast.audit.models import Entry
from broadcast.basketball.aired import aired_view
from broadcast.control.watch import watch_corrections
from broadcast.feed import beside
from broadcast.live.stores import get_store
from broadcast.overlays.actions import change_output
from broadcast.overlays.by_hand import correct_score
from broadcast.overlays.manual import caught_up, corrected, settled
from tests.control.beside import run_beside
from tests.control.conftest import Desk
from tests.overlays.documents import now

points = st.integers(0, 150)
differences = st.dictionaries(st.sampled_from(["home", "away"]), st.integers(-20, 20))


def feed(**score: int) -> dict[str, Any]:
    return {"score": dict(score)}


@pytest.mark.parametrize(
    ("corrections", "then", "left"),
    [
        ([{"home": 2}], feed(home=62, away=50), {}),
        ([{"home": 2}], feed(home=61, away=50), {"home": 2}),
        ([{"home": 2}], feed(home=63, away=50), {"home": 2}),
        ([{"home": 2}], feed(home=60, away=52), {"home": 2}),
        ([{"home": -1}], feed(home=59, away=50), {}),
        ([{"home": 2, "away": 1}], feed(home=62, away=50), {"away": 1}),
        ([{"home": 2, "away": 1}], feed(home=62, away=51), {}),
        ([{"home": 2}, {"home": 1}], feed(home=62, away=50), {"home": 3}),
        ([{"home": 2}, {"home": 1}], feed(home=63, away=50), {}),
        ([{"home": 2}, {"away": 1}], feed(home=62, away=50), {"away": 1}),
    ],
)
def test_a_correction_is_dropped_where_the_feed_says_what_was_aired(
    corrections: list[dict[str, int]], then: dict[str, Any], left: dict[str, int]
) -> None:
    """Exactly that, one team by itself; a feed that has moved otherwise is still corrected."""
    groups: dict[str, Any] = {}
    for one in corrections:
        groups = corrected(groups, one, feed(home=60, away=50), "Ines", 1)
    after = settled(groups, then)
    assert after.get("score", {}).get("patch", {}).get("score", {}) == left
    assert caught_up(groups["score"], then) is (left == {})


def test_a_team_that_was_corrected_before_keeps_its_aim() -> None:
    """The feed has gone on since; correcting the other team does not move the aim of the first."""
    groups = corrected({}, {"home": 2}, feed(home=60, away=50), "Ines", 1)
    groups = corrected(groups, {"away": 1}, feed(home=61, away=50), "Ines", 2)
    assert groups["score"]["aim"] == {"score": {"home": 62, "away": 51}}


def test_a_score_that_is_held_is_never_dropped() -> None:
    """It stands until it is released."""
    groups = {"score": {"source": "MANUAL", "patch": feed(home=60), "by": "Ines", "at": 1}}
    assert settled(groups, feed(home=60)) == groups
    assert caught_up(groups["score"], feed(home=60)) is False


@given(st.fixed_dictionaries({"home": points, "away": points}), st.lists(differences, min_size=1, max_size=4))
def test_dropping_never_moves_what_is_aired_at_the_aim(score: dict[str, int], made: list[dict[str, int]]) -> None:
    """When the feed comes to what was aired, the picture is the same without the correction."""
    groups: dict[str, Any] = {}
    for one in made:
        groups = corrected(groups, one, feed(**score), "Ines", 1)
    aired = aired_view(feed(**score), {"groups": groups})
    assert settled(groups, aired) == {}
    assert aired_view(aired, {"groups": {}}) == aired


def watching() -> AbstractAsyncContextManager[None]:
    return run_beside(watch_corrections(look=0.02))


async def until(holds: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """Wait until the document of what is set by hand is as it should be, and return its groups."""
    changed = asyncio.Event()
    unsubscribe = await get_store().subscribe("manual:g1", lambda notice: changed.set())
    try:
        async with asyncio.timeout(30):
            while True:
                changed.clear()
                snapshot = await get_store().snapshot("manual:g1")
                groups: dict[str, Any] = snapshot.state["groups"] if snapshot else {}
                if holds(groups):
                    return groups
                await changed.wait()
    finally:
        unsubscribe()


async def test_a_correction_goes_when_the_feed_has_caught_up(desk: Desk) -> None:
    """It is logged as the correction's own doing, and undo does not bring it back."""
    async with watching():
        await desk.of("fouls", home={"fouls": 2})
        await desk.of("correct", home=2)
        await desk.writer.publish({"score": {"home": 9, "away": 11}})
        await desk.writer.publish({"score": {"home": 10, "away": 11}})
        assert set(await until(lambda groups: "score" not in groups)) == {"fouls"}
    entry = await Entry.objects.filter(action="manual.release").aget()
    assert (entry.actor, entry.details) == ("correction", {"group": "score"})
    assert (await desk.aired())["score"]["home"] == 10
    await desk.of("undo")
    assert "score" not in (await desk.get("games/g1/aired"))[1]["groups"]


async def test_a_correction_stays_until_the_delayed_picture_has_caught_up(desk: Desk) -> None:
    """The feed is there at once, an output that is behind later: dropped before, its score would dip."""
    behind = 600
    await sync_to_async(change_output)("test", desk.output, delay_ms=behind)
    await sync_to_async(correct_score)("Ines", desk.game, {"home": 2}, {"score": {"home": 8, "away": 11}})
    async with watching():
        at = now()
        await desk.writer.publish({"score": {"home": 10, "away": 11}})
        await until(lambda groups: groups == {})
        assert now() - at >= behind


async def test_what_was_passed_while_nobody_watched_is_seen_at_the_start(desk: Desk) -> None:
    """A worker that comes back judges by what is aired then."""
    await desk.of("correct", home=2)
    await desk.writer.publish({"score": {"home": 10, "away": 11}})
    async with watching():
        await until(lambda groups: groups == {})


async def test_what_is_registered_runs_beside_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """From the start to the end; what fails takes nothing with it, and registering twice is once."""
    seen: list[str] = []
    monkeypatch.setattr(beside, "_registered", [])

    async def runs() -> None:
        seen.append("runs")
        try:
            await asyncio.Event().wait()
        finally:
            seen.append("ended")

    async def fails() -> None:
        seen.append("fails")
        raise RuntimeError("on purpose")

    for one in (runs, fails, runs):
        beside.register(one)
    async with beside.beside():
        await asyncio.sleep(0)
        assert seen == ["runs", "fails"]
    assert seen == ["runs", "fails", "ended"]
