"""The live documents of what is on air: projections of rows.

`output:<id>`: topics `output` (the settings), `program` (what is on air) and `access` (the ids of the valid tokens,
which the gate reads). `renderers:<id>`: topic `renderers`, the pages that show the output now by their keys, for the
desk alone. `manual:<event id>`: topic `groups`, what people have set by hand of a game. The revision of each is
counted in its row.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from asgiref.sync import async_to_sync
from channels.db import database_sync_to_async

from broadcast.games.documents import reaching_database
from broadcast.live.history import Snapshot
from broadcast.live.stores import get_store
from broadcast.overlays.models import Manual, Output, Renderer

PREFIX = "output:"
PRESENCE = "renderers:"
MANUAL = "manual:"
SETTINGS = (
    "name",
    "width",
    "height",
    "frame_rate",
    "delay_ms",
    "team_order",
    "swap",
    "language",
    "clock_policy",
    "mark_rehearsal",
)
OPTIONAL = ("trim_ms", "key_color", "theme", "css", "sponsor", "reload_at")


def state_of(output: Output) -> dict[str, Any]:
    """Return the document of an output as its row stands. Reads the database."""
    settings = {name: getattr(output, name) for name in SETTINGS}
    settings |= {name: value for name in OPTIONAL if (value := getattr(output, name))}
    if output.game_id is not None:
        settings["event_id"] = output.game_id
    valid = output.tokens.filter(revoked_at=None).values_list("pk", flat=True)
    return {"output": settings, "program": output.program, "access": {"tokens": [str(pk) for pk in valid]}}


def presence_of(output: Output) -> dict[str, Any]:
    """Return the document of those who show an output. Reads the database."""
    return {"renderers": {str(one.key): _renderer(one) for one in output.renderers.select_related("token")}}


def _renderer(one: Renderer) -> dict[str, Any]:
    told = {
        "token": str(one.token_id),
        "name": one.token.name,
        "address": one.address,
        "agent": one.agent,
        "build": one.build,
        "size": [one.width, one.height] if one.width and one.height else None,
        "fps": one.fps,
        "fonts": one.fonts,
        "offset_ms": one.offset_ms,
        "shown": one.shown,
        "refused": one.refused,
        "connected_at": epoch_ms(one.connected_at),
        "seen_at": epoch_ms(one.seen_at),
    }
    return {name: value for name, value in told.items() if value not in (None, "")}


def epoch_ms(at: datetime) -> int:
    """Return a time as documents have it."""
    return round(at.timestamp() * 1000)


async def project(output: Output) -> None:
    """Bring the live document to the row. An older row than the document's is ignored. Raises `StoreUnavailable`."""
    with reaching_database():
        state = await database_sync_to_async(state_of)(output)
    await get_store().project(output.document_name, output.version, state)


async def project_presence(output: Output) -> None:
    """Bring the document of those who show the output to its rows. Raises `StoreUnavailable`."""
    with reaching_database():
        state = await database_sync_to_async(presence_of)(output)
    await get_store().project(output.presence_name, output.presence, state)


async def project_manual(manual: Manual) -> None:
    """Bring the document of what is set by hand to its row. Raises `StoreUnavailable`."""
    await get_store().project(manual.document_name, manual.version, {"groups": manual.groups})


def publish_manual(manual: Manual) -> None:
    """Bring the document to the row, from code that is not async."""
    async_to_sync(project_manual)(manual)


def publish(output: Output) -> None:
    """Bring the live document to the row, from code that is not async."""
    async_to_sync(project)(output)


async def load(name: str) -> Snapshot | None:
    """Return the document `output:<id>` from its row, or None: what a store asks for on a miss.

    Raises `StoreUnavailable`.
    """
    return await _loaded(name, PREFIX, lambda output: (output.version, state_of(output)))


async def load_presence(name: str) -> Snapshot | None:
    """Return the document `renderers:<id>` from its rows, or None. Raises `StoreUnavailable`."""
    return await _loaded(name, PRESENCE, lambda output: (output.presence, presence_of(output)))


async def load_manual(name: str) -> Snapshot | None:
    """Return the document `manual:<event id>` from its row, or None. Raises `StoreUnavailable`."""
    event_id = name.removeprefix(MANUAL)
    with reaching_database():
        row = await Manual.objects.filter(game=event_id).afirst()
    if row is None:
        return None
    return Snapshot(name, f"row{event_id}", row.version, time.time_ns() // 1_000_000, {"groups": row.groups})


async def _loaded(name: str, prefix: str, read: Callable[[Output], tuple[int, dict[str, Any]]]) -> Snapshot | None:
    pk = name.removeprefix(prefix)
    if pk == name or not pk.isdecimal():
        return None

    def found() -> Snapshot | None:
        output = Output.objects.filter(pk=int(pk)).first()
        if output is None:
            return None
        rev, state = read(output)
        # The epoch is the row's own, so that a viewer resumes over a restart of the server.
        return Snapshot(name, f"row{pk}", rev, time.time_ns() // 1_000_000, state)

    with reaching_database():
        snapshot: Snapshot | None = await database_sync_to_async(found)()
    return snapshot
