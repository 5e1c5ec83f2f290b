"""The live document of an output, `output:<id>`: a projection of its row and of its valid tokens.

Topics: `output` (the settings), `program` (what is on air) and `access` (the ids of the valid tokens, which
the gate reads). Its revision is the row's version.
"""

from __future__ import annotations

import time
from typing import Any

from asgiref.sync import async_to_sync
from channels.db import database_sync_to_async

from broadcast.games.documents import reaching_database
from broadcast.live.history import Snapshot
from broadcast.live.stores import get_store
from broadcast.overlays.models import Output

PREFIX = "output:"


def state_of(output: Output) -> dict[str, Any]:
    """Return the document of an output as its row stands. Reads the database."""
    settings = {
        "name": output.name,
        "width": output.width,
        "height": output.height,
        "delay_ms": output.delay_ms,
        "team_order": output.team_order,
        "swap": output.swap,
        "language": output.language,
        "clock_policy": output.clock_policy,
        "mark_rehearsal": output.mark_rehearsal,
    }
    if output.game_id is not None:
        settings["event_id"] = output.game_id
    if output.key_color:
        settings["key_color"] = output.key_color
    valid = output.tokens.filter(revoked_at=None).values_list("pk", flat=True)
    return {"output": settings, "program": output.program, "access": {"tokens": [str(pk) for pk in valid]}}


async def project(output: Output) -> None:
    """Bring the live document to the row. An older row than the document's is ignored. Raises `StoreUnavailable`."""
    with reaching_database():
        state = await database_sync_to_async(state_of)(output)
    await get_store().project(output.document_name, output.version, state)


def publish(output: Output) -> None:
    """Bring the live document to the row, from code that is not async."""
    async_to_sync(project)(output)


async def load(name: str) -> Snapshot | None:
    """Return the document `output:<id>` from its row, or None: what a store asks for on a miss.

    Raises `StoreUnavailable`.
    """
    pk = name.removeprefix(PREFIX)
    if pk == name or not pk.isdecimal():
        return None
    with reaching_database():
        found: Snapshot | None = await database_sync_to_async(_load)(int(pk))
    return found


def _load(pk: int) -> Snapshot | None:
    output = Output.objects.filter(pk=pk).first()
    if output is None:
        return None
    # The epoch is the row's own, so that a viewer resumes over a restart of the server.
    now = time.time_ns() // 1_000_000
    return Snapshot(output.document_name, f"row{pk}", output.version, now, state_of(output))
