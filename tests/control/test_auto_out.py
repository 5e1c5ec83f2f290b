"""Cues that go out by themselves."""

import asyncio
from contextlib import AbstractAsyncContextManager
from typing import Any

from broadcast.audit.models import Entry
from broadcast.control.auto_out import Due, due_of, take_out_by_itself
from broadcast.control.models import Rundown, RundownRow
from broadcast.live.stores import get_store
from tests.control.beside import run_beside
from tests.control.conftest import Desk
from tests.overlays.documents import now

SLATE = {"graphic": "slate", "data": {"line1": "Soon"}}


def running() -> AbstractAsyncContextManager[None]:
    return run_beside(take_out_by_itself(look=0.02))


async def until_out(desk: Desk, zone: str) -> None:
    """Wait until nothing stands in a zone."""
    changed = asyncio.Event()
    name = desk.output.document_name
    unsubscribe = await get_store().subscribe(name, lambda notice: changed.set())
    try:
        async with asyncio.timeout(30):
            while True:
                changed.clear()
                snapshot = await get_store().snapshot(name)
                assert snapshot is not None
                if zone not in snapshot.state["program"]["graphics"]:
                    return
                await changed.wait()
    finally:
        unsubscribe()


def test_only_what_was_taken_for_a_time_is_due() -> None:
    """A cue without a time of its take, or without a length, stands."""
    cues: dict[str, Any] = {
        "bug": {"graphic": "score-bug-a", "step": 1},
        "lower": {"graphic": "line-score", "step": 1, "at": 1000, "auto_out_ms": 500},
        "slate": {"graphic": "slate", "step": 1, "at": 1000},
    }
    assert due_of(7, {"graphics": cues}) == [Due(1500, 7, "lower", 1000)]


async def test_a_row_goes_out_after_its_length(desk: Desk) -> None:
    """Not before it, logged as its own doing; what else is on air stays."""
    rundown = await Rundown.objects.acreate(name="Night")
    row = await RundownRow.objects.acreate(rundown=rundown, order=1, auto_out_ms=500, **SLATE)
    async with running():
        await desk.on("take-row", row=row.pk)
        at = (await desk.program())["graphics"]["slate"]["at"]
        await until_out(desk, "slate")
        assert now() - at >= 500
    assert set((await desk.program())["graphics"]) == {"bug"}
    entry = await Entry.objects.filter(action="output.out").aget()
    assert entry.actor == "auto-out"


async def test_what_was_taken_anew_is_counted_from_then(desk: Desk) -> None:
    """A second take in the same zone is not taken out with the first."""
    await desk.on("take", cue=SLATE | {"auto_out_ms": 500})
    first = (await desk.program())["graphics"]["slate"]["at"]
    while now() <= first:
        await asyncio.sleep(0)
    await desk.on("take", cue=SLATE | {"auto_out_ms": 600})
    second = (await desk.program())["graphics"]["slate"]["at"]
    async with running():
        await until_out(desk, "slate")
    assert now() - second >= 600


async def test_a_length_that_is_too_short_is_refused(desk: Desk) -> None:
    """Nobody could read it."""
    assert (await desk.on("take", cue=SLATE | {"auto_out_ms": 100}))[0] == 422
