"""Rows that loop: each group's, one after another, beside the worker."""

import asyncio
from contextlib import suppress
from typing import Any

import pytest

from broadcast.audit.models import Entry
from broadcast.control.auto_out import take_out_by_itself
from broadcast.control.models import Rundown, RundownRow
from broadcast.control.rows import LOOP_MS, cue_of
from broadcast.live.stores import get_store
from tests.control.conftest import Desk

SLATE = {"graphic": "slate", "data": {"line1": "Soon"}}
COMPARISON = {"graphic": "comparison"}
LEADERS = {"graphic": "leaders"}
PLAYER = {"graphic": "lower-player", "data": {"team": "home", "player": "#23"}}
SHORT = 500


async def rows_of(*rows: dict[str, Any], **common: Any) -> list[RundownRow]:
    """Make a rundown whose rows loop as the group "half", each for half a second."""
    rundown = await Rundown.objects.acreate(name="Night")
    values = {"group": "half", "loop": True, "auto_out_ms": SHORT, **common}
    return [
        await RundownRow.objects.acreate(rundown=rundown, order=order, **{**values, **row})
        for order, row in enumerate(rows, start=1)
    ]


class Seen:
    """What the program has shown, one after another: the graphics of each of its states but the bug."""

    def __init__(self, desk: Desk) -> None:
        self.name = desk.output.document_name
        self.shown: list[dict[str, str]] = []
        self.changed = asyncio.Event()

    async def look(self) -> dict[str, str]:
        snapshot = await get_store().snapshot(self.name)
        assert snapshot is not None
        graphics = snapshot.state["program"]["graphics"]
        return {zone: cue["id"] for zone, cue in graphics.items() if zone != "bug"}

    async def until(self, *wanted: dict[str, str]) -> None:
        """Run the worker's part until these were shown in turn, and nothing between them."""
        task = asyncio.create_task(take_out_by_itself(look=0.02))
        unsubscribe = await get_store().subscribe(self.name, lambda notice: self.changed.set())
        try:
            async with asyncio.timeout(30):
                while len(self.shown) < len(wanted):
                    self.changed.clear()
                    now = await self.look()
                    if not self.shown or self.shown[-1] != now:
                        self.shown.append(now)
                        continue
                    await self.changed.wait()
        finally:
            unsubscribe()
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        assert self.shown == list(wanted)


def row_id(row: RundownRow) -> str:
    return f"row-{row.pk}"


async def test_the_rows_of_a_group_are_taken_one_after_another(desk: Desk) -> None:
    """Each in its own zone, the last one before it out in the same change; after the last comes the first."""
    first, second, third = await rows_of(COMPARISON, LEADERS, PLAYER)
    await desk.on("take-row", row=first.pk)
    full, left, lower = {"full": row_id(first)}, {"left": row_id(second)}, {"lower": row_id(third)}
    await Seen(desk).until(full, left, lower, full)
    assert "bug" in (await desk.program())["held"]
    entries = [entry async for entry in Entry.objects.filter(action="output.loop")]
    assert {entry.actor for entry in entries} == {"loop"}
    assert len(entries) >= 3


async def test_a_row_that_stood_by_loops_too(desk: Desk) -> None:
    """Whether it was cued before or taken at once."""
    first, second = await rows_of(COMPARISON, LEADERS)
    await desk.on("cue-row", row=first.pk)
    await desk.on("take")
    await Seen(desk).until({"full": row_id(first)}, {"left": row_id(second)})


@pytest.mark.parametrize("word", ["out", "clear", "panic", "take"])
async def test_whatever_takes_it_off_air_ends_the_loop(desk: Desk, word: str) -> None:
    """Out, clear, panic, and another take in its zone: nothing of the group comes any more."""
    first, _second = await rows_of(COMPARISON, LEADERS, auto_out_ms=LOOP_MS)
    await desk.on("take-row", row=first.pk)
    assert (await desk.program())["graphics"]["full"]["loop"] == "half"
    arguments: dict[str, dict[str, Any]] = {"out": {"zone": "full"}, "take": {"cue": {"graphic": "final"}}}
    more = arguments.get(word, {})
    assert (await desk.on(word, **more))[0] == 200
    program = await desk.program()
    assert not any("loop" in cue for cue in (program["graphics"] | program.get("held", {})).values())


async def test_a_row_that_cannot_be_taken_is_passed_over(desk: Desk) -> None:
    """Nobody wears 77, so the loop goes on with the one after."""
    first, _nobody, third = await rows_of(
        COMPARISON, {"graphic": "lower-player", "data": {"team": "home", "player": "#77"}}, LEADERS
    )
    await desk.on("take-row", row=first.pk)
    await Seen(desk).until({"full": row_id(first)}, {"left": row_id(third)})


async def test_a_row_that_cannot_be_read_ends_its_loop_alone(desk: Desk) -> None:
    """Its data are no object, as no page writes them: what stands goes out, and so does all else in its time."""
    first, _broken = await rows_of(COMPARISON, {"graphic": "leaders", "data": ["broken"]})
    await desk.on("take-row", row=first.pk)
    slate = {"slate": "soon"}
    await desk.on("take", cue=SLATE | {"id": "soon", "auto_out_ms": 2 * SHORT})
    await Seen(desk).until({"full": row_id(first), **slate}, slate, {})


async def test_a_loop_takes_nothing_out_that_is_not_its_own(desk: Desk) -> None:
    """While a producer's panel stands on the right, the lower third of the loop is passed over."""
    first, _lower, third = await rows_of(LEADERS, PLAYER, SLATE)
    await desk.on("take-row", row=first.pk)
    await desk.on("take", cue={"graphic": "shot-chart", "id": "mine", "data": {"team": "home"}})
    mine = {"right": "mine"}
    await Seen(desk).until({"left": row_id(first), **mine}, {"slate": row_id(third), **mine})


async def test_a_row_whose_loop_is_off_by_now_goes_out(desk: Desk) -> None:
    """What has been changed in the rundown counts when the row has stood for its length."""
    first, second = await rows_of(COMPARISON, LEADERS)
    await desk.on("take-row", row=first.pk)
    await RundownRow.objects.filter(pk=second.pk).adelete()
    await RundownRow.objects.filter(pk=first.pk).aupdate(loop=False)
    await Seen(desk).until({"full": row_id(first)}, {})


def test_only_rows_of_a_group_loop() -> None:
    """A loop without a group has nothing to go on to, and a bug stays; a row without a length gets eight seconds."""
    row = RundownRow(pk=1, graphic="slate", loop=True)
    assert "loop" not in cue_of(row, {})[1]
    row.group = "half"
    zone, cue = cue_of(row, {})
    assert (zone, cue["loop"], cue["auto_out_ms"]) == ("slate", "half", LOOP_MS)
    assert "loop" not in cue_of(RundownRow(pk=2, graphic="score-bug-a", loop=True, group="half"), {})[1]
