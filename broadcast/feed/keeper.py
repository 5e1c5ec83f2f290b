"""The journal behind a session: changes go to the database in batches, with the position they lead to."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress

from channels.db import database_sync_to_async
from django.db import DataError, Error

from broadcast.games import actions, journal
from broadcast.games.journal import Change, Position

log = logging.getLogger(__name__)

BATCH_SECONDS = 0.25
RETRY_SECONDS = 1.0


class Keeper:
    """Writes the journal of one take of a game, and its status.

    `position` tells where the feed stands when a batch is taken.
    """

    def __init__(self, event_id: str, position: Callable[[], Position], take: int = 0) -> None:
        self.event_id = event_id
        self._take = take
        self._position = position
        self._waiting: list[Change] = []
        self._doubtful: list[Change] = []
        """A batch whose writing was broken off: the database has all of it or nothing."""
        self._status: str | None = None
        self._noted: str | None = None
        self._some = asyncio.Event()
        self._closing = asyncio.Event()
        self._writing = asyncio.Lock()

    def add(self, change: Change) -> None:
        """Take one change; it is written within `BATCH_SECONDS`."""
        self._waiting.append(change)
        self._some.set()

    def note_status(self, status: str) -> None:
        """Take the status of the game, to be written if it is another than before."""
        if status != self._status:
            self._status = status
            self._some.set()

    @property
    def lag(self) -> int:
        """Return how many changes are not written yet."""
        return len(self._waiting)

    @property
    def waiting_since(self) -> int | None:
        """Return when the oldest change that is not written was received (epoch ms), `None` if none waits."""
        return self._waiting[0].at if self._waiting else None

    async def run(self) -> None:
        """Write until `close`, and then what is left. While the database is away the changes wait.

        To be awaited behind a shield: whoever is cancelled does not wait for the last batch.
        """
        closing = False
        while not closing:
            await self._some.wait()
            await self._pause(BATCH_SECONDS)
            closing = self._closing.is_set()  # before the last batch is taken, so that nothing is left behind
            try:
                await self.flush()
            except Error as error:
                log.error("the journal cannot be written, it waits: %s", error)
                await self._pause(RETRY_SECONDS)
        if self._waiting:
            log.error(
                "%d changes are not in the journal; they are asked for again from where it ends",
                len(self._waiting),
            )

    async def _pause(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._closing.wait()

    def close(self) -> None:
        """Let `run` write what waits, once, and end."""
        self._closing.set()
        self._some.set()

    def drop(self) -> None:
        """Forget what waits: another worker writes this game's journal now, or it is of another take."""
        self._waiting.clear()
        self._doubtful = []
        self._status = self._noted

    async def flush(self) -> None:
        """Write what waits. Raises `django.db.Error`, and then keeps it."""
        async with self._writing:
            if self._doubtful and await database_sync_to_async(journal.ends_with)(self.event_id, self._doubtful[-1]):
                del self._waiting[: len(self._doubtful)]
            self._doubtful = []
            batch, place, status = list(self._waiting), self._position(), self._status
            if batch:
                self._doubtful = batch
                try:
                    await database_sync_to_async(self._append)(batch, place)
                except journal.Overtaken as error:
                    log.info("%d changes are forgotten: %s", len(batch), error)
                    self.drop()
                    return
                self._doubtful = []
                del self._waiting[: len(batch)]
            if status is not None and status != self._noted:
                await database_sync_to_async(actions.set_status)(self.event_id, status)
                self._noted = status
            if not self._waiting and self._status == self._noted and not self._closing.is_set():
                self._some.clear()

    def _append(self, batch: Sequence[Change], place: Position) -> None:
        try:
            journal.append(self.event_id, batch, place, self._take)
        except (DataError, OverflowError, ValueError) as error:
            # One row that no column holds (a number beyond 64 bits, a name too long) must not hold up the others.
            log.error("a batch cannot be written as it is: %s", error)
            for change, reason in journal.append_each(self.event_id, batch, place, self._take):
                log.error("%s %.80s is not kept: %s", change.source, change.key, reason)
