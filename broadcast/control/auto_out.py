"""Takes cues out by themselves that were taken for so long, and loops on. Runs beside the feed worker.

A cue with `auto_out_ms` goes out that long after its take, unless it went or was taken anew before. One of a loop is
followed by the next of its group (`rows.py`): that it loops stands in the cue, so whatever takes it off air ends the
loop, and the loop needs no page of a desk. What is due is found in the programs of all outputs, so a worker that comes
back takes out what became due while there was none.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from typing import Any, NamedTuple

from asgiref.sync import async_to_sync
from channels.db import database_sync_to_async

from broadcast.control.aired import aired_of
from broadcast.control.rows import after, row_of
from broadcast.games.documents import DATABASE_AWAY, reaching_database
from broadcast.live.store import StoreUnavailable
from broadcast.overlays.actions import take_after, take_out_of
from broadcast.overlays.by_hand import now_ms
from broadcast.overlays.models import Output
from broadcast.overlays.program import Program

log = logging.getLogger(__name__)

LOOK_SECONDS = 0.5
"""How often programs are looked at: no cue may go out sooner after its take."""


class Due(NamedTuple):
    """What goes out when: the take is known by its time."""

    when: int
    output: int
    zone: str
    at: int


def due_of(output: int, program: Program) -> list[Due]:
    """Return what of a program goes out by itself."""
    return [
        Due(cue["at"] + cue["auto_out_ms"], output, zone, cue["at"])
        for zone, cue in program["graphics"].items()
        if "at" in cue and "auto_out_ms" in cue
    ]


async def take_out_by_itself(look: float = LOOK_SECONDS) -> None:
    """Take out what is due, to the moment, until cancelled. What is away is tried again at the next look."""
    while True:
        until = now_ms() + round(look * 1000)
        try:
            with reaching_database():
                for one in sorted(await database_sync_to_async(_due)()):
                    if one.when > until:
                        break
                    await asyncio.sleep(max(0, one.when - now_ms()) / 1000)
                    await _go_out(one)
        except StoreUnavailable as error:
            log.warning("what goes out by itself waits: %s", error)
        await asyncio.sleep(max(0.0, (until - now_ms()) / 1000))


def _due() -> list[Due]:
    return [one for pk, program in Output.objects.values_list("pk", "program") for one in due_of(pk, program)]


async def _go_out(due: Due) -> None:
    """Take out what is due, or loop on. Raises what tells that the store or the database is away."""
    try:
        await database_sync_to_async(_take_out)(due)
    except (StoreUnavailable, *DATABASE_AWAY):
        raise
    except Exception:  # a fault in one row is no reason that nothing goes out by itself any more
        log.exception("the loop in %s of output %s has failed, and ends", due.zone, due.output)
        await database_sync_to_async(_take_out)(due, loops=False)


def _take_out(due: Due, *, loops: bool = True) -> None:
    output = Output.objects.filter(pk=due.output).first()
    if output is None:
        return
    cue = output.program["graphics"].get(due.zone, {})
    row = row_of(cue) if loops and cue.get("at") == due.at and "loop" in cue else None
    following = after(row, output.program, due.zone, _aired(output)) if row else None
    if following is None:
        take_out_of("auto-out", output, due.zone, due.at)
    else:
        take_after("loop", output, due.zone, due.at, *following)


def _aired(output: Output) -> Mapping[str, Any] | None:
    return async_to_sync(aired_of)(output.game_id, output.delay_ms).view if output.game_id else None
