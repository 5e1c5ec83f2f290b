"""The sign of life of a feed worker: a row in the database, written every few seconds and removed at the end.

The row says that a worker runs and reaches the database, not that its feeds are well: each game's document says that.
"""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import socket
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from typing import NamedTuple

from channels.db import database_sync_to_async
from django.db import Error
from django.db.models.functions import Now

from broadcast.feed.metrics import FEEDS
from broadcast.feed.supervisor import Supervisor
from broadcast.games.models import Worker

log = logging.getLogger(__name__)

BEAT_SECONDS = 5.0
SILENT_SECONDS = 15.0
"""A worker that has written nothing for this long is not counted on: three beats were missed."""
KEPT = timedelta(minutes=10)
"""The row of a worker that was killed is kept for this long, to say when it was last seen."""
REMOVE_SECONDS = 2.0


class Seen(NamedTuple):
    """The workers of the database: how many were seen in time, and how long ago the last was (s)."""

    alive: int
    seconds: float | None


class Heartbeat:
    """Writes the row of this process. `games` gives the event ids of the games that it follows."""

    def __init__(self, games: Callable[[], Collection[str]], *, beat: float = BEAT_SECONDS) -> None:
        self.name = f"{socket.gethostname()[:80]}:{os.getpid()}:{secrets.token_hex(4)}"
        self._games = games
        self._beat = beat
        self._failing = False

    async def run(self) -> None:
        """Write until cancelled, and then remove the row. A database that is away is tried again at the next beat."""
        try:
            while True:
                await self._write()
                await asyncio.sleep(self._beat)
        finally:
            with suppress(TimeoutError, Error):  # a row that stays is old in a moment, and cleaned away by the next
                async with asyncio.timeout(REMOVE_SECONDS):
                    await database_sync_to_async(remove)(self.name)

    async def _write(self) -> None:
        try:
            await database_sync_to_async(write)(self.name, sorted(self._games()))
        except Error as error:
            if not self._failing:
                log.warning("this worker cannot say in the database that it is alive: %s", error)
            self._failing = True
        else:
            if self._failing:
                log.info("this worker says in the database again that it is alive")
            self._failing = False


def write(name: str, games: list[str]) -> None:
    """Write the row of a worker, and clean away those of workers that are gone for long."""
    Worker.objects.update_or_create(
        name=name,
        defaults={"seen_at": Now(), "games": games},
        create_defaults={"started_at": Now(), "seen_at": Now(), "games": games},
    )
    Worker.objects.filter(seen_at__lt=Now() - KEPT).delete()


def remove(name: str) -> None:
    """Remove the row of a worker that stops."""
    Worker.objects.filter(name=name).delete()


def seen() -> Seen:
    """Return which workers were seen. Raises `django.db.Error`."""
    ages = [
        max((now - seen_at).total_seconds(), 0.0)
        for seen_at, now in Worker.objects.annotate(now=Now()).values_list("seen_at", "now")
    ]
    return Seen(sum(age <= SILENT_SECONDS for age in ages), min(ages, default=None))


def _ended(beating: asyncio.Task[None]) -> None:
    """Say what has ended the signs of life before their time. The games go on."""
    if not beating.cancelled() and (error := beating.exception()):
        log.error("the signs of life of this worker have failed", exc_info=error)


@asynccontextmanager
async def alive(supervisor: Supervisor) -> AsyncIterator[None]:
    """Give signs of life of a supervisor, and let its games be measured, for as long as this lasts."""
    beating = asyncio.create_task(Heartbeat(supervisor.sessions.keys).run())
    beating.add_done_callback(_ended)
    try:
        with FEEDS.watching(supervisor.sessions):
            yield
    finally:
        beating.cancel()
        await asyncio.gather(beating, return_exceptions=True)
