"""The journal behind a session: changes go to the database in batches, with the position they lead to."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress

from channels.db import database_sync_to_async
from django.db import DatabaseError

from broadcast.games import journal
from broadcast.games.journal import Change, Position

log = logging.getLogger(__name__)

BATCH_SECONDS = 0.25
RETRY_SECONDS = 1.0


class Keeper:
    """Writes the journal of one game. `position` tells where the feed stands when a batch is taken."""

    def __init__(self, event_id: str, position: Callable[[], Position]) -> None:
        self.event_id = event_id
        self._position = position
        self._waiting: list[Change] = []
        self._some = asyncio.Event()
        self._closing = asyncio.Event()
        self._writing = asyncio.Lock()

    def add(self, change: Change) -> None:
        """Take one change; it is written within `BATCH_SECONDS`."""
        self._waiting.append(change)
        self._some.set()

    @property
    def lag(self) -> int:
        """Return how many changes are not written yet."""
        return len(self._waiting)

    async def run(self) -> None:
        """Write until `close`. While the database is away the changes wait.

        A batch under way is not cancelled with the task that waits for it: it would be written twice.
        """
        while not self._closing.is_set():
            await self._some.wait()
            await self._pause(BATCH_SECONDS)
            try:
                await self.flush()
            except DatabaseError as error:
                log.error("game %s: the journal cannot be written, it waits: %s", self.event_id, error)
                await self._pause(RETRY_SECONDS)

    async def _pause(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._closing.wait()

    def close(self) -> None:
        """Let `run` write what waits, once, and end."""
        self._closing.set()
        self._some.set()

    async def flush(self) -> None:
        """Write what waits. Raises `DatabaseError`, and then keeps it."""
        async with self._writing:
            batch, place = list(self._waiting), self._position()
            if batch:
                await database_sync_to_async(journal.append)(self.event_id, batch, place)
                del self._waiting[: len(batch)]
            if not self._waiting:
                self._some.clear()
