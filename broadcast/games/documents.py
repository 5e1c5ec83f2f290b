"""The documents of ended games: kept in the database, and loaded when nobody writes them any more."""

from __future__ import annotations

from broadcast.games.models import Document
from broadcast.live.history import Snapshot


async def load_kept(name: str) -> Snapshot | None:
    """Return the kept document of this name, `None` if there is none."""
    held = await Document.objects.filter(name=name).afirst()
    if held is None:
        return None
    return Snapshot(name=held.name, epoch=held.epoch, rev=held.rev, at=held.at, state=held.state)
