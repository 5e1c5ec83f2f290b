"""The documents of ended games: kept in the database, and loaded when nobody writes them any more."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import InterfaceError, OperationalError

from broadcast.games.models import Document
from broadcast.live.history import Snapshot
from broadcast.live.store import StoreUnavailable

DATABASE_AWAY = (OperationalError, InterfaceError)
"""What Django raises while the database cannot be reached; the same may be tried again."""


@contextmanager
def reaching_database() -> Iterator[None]:
    """Raise `StoreUnavailable` where the database does not answer: to a viewer it is the same."""
    try:
        yield
    except DATABASE_AWAY as error:
        raise StoreUnavailable(f"the database does not answer: {error}") from error


async def load_kept(name: str) -> Snapshot | None:
    """Return the kept document of this name, `None` if there is none. Raises `StoreUnavailable`."""
    with reaching_database():
        held = await Document.objects.filter(name=name).afirst()
    if held is None:
        return None
    return Snapshot(name=held.name, epoch=held.epoch, rev=held.rev, at=held.at, state=held.state)
