"""Drops corrections when the feed has caught up with them. Runs beside the feed worker.

A correction is judged by what outputs air: by the feed less the longest delay of those that point at the game. Dropped
any sooner, it would be missing from a feed that is not there yet, and the score would dip on air.
"""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import AsyncExitStack, suppress

from channels.db import database_sync_to_async
from django.db.models import Max

from broadcast.games.documents import reaching_database
from broadcast.games.models import Game
from broadcast.live.store import Changed, Notice, Store, StoreUnavailable
from broadcast.live.stores import get_store
from broadcast.overlays.by_hand import settle
from broadcast.overlays.manual import settled
from broadcast.overlays.models import Output

log = logging.getLogger(__name__)

LOOK_SECONDS = 1.0
"""How often outputs are looked at: which games they point at, with which delay."""


async def watch_corrections(look: float = LOOK_SECONDS) -> None:
    """Watch the games that outputs point at, until cancelled. What is away is tried again at the next look."""
    watched: dict[str, tuple[CorrectionWatch, asyncio.Task[None]]] = {}
    try:
        while True:
            try:
                with reaching_database():
                    delays = await database_sync_to_async(_delays)()
            except StoreUnavailable as error:
                log.warning("corrections are watched as before: %s", error)
            else:
                _match(watched, delays)
            await asyncio.sleep(look)
    finally:
        await _end([task for _watch, task in watched.values()])


def _match(watched: dict[str, tuple[CorrectionWatch, asyncio.Task[None]]], delays: dict[str, int]) -> None:
    """Watch the games that are there now, those again whose task has ended, and no others."""
    for event_id in [name for name, (_watch, task) in watched.items() if name not in delays or task.done()]:
        watched.pop(event_id)[1].cancel()
    for event_id, delay_ms in delays.items():
        if event_id in watched:
            watched[event_id][0].delay_ms = delay_ms
        else:
            watch = CorrectionWatch(get_store(), event_id, delay_ms)
            watched[event_id] = watch, asyncio.create_task(watch.run())


async def _end(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _delays() -> dict[str, int]:
    """Return the longest delay of the outputs that point at each game."""
    found = Output.objects.filter(game__isnull=False).values_list("game_id").annotate(Max("delay_ms"))
    return {str(event_id): delay for event_id, delay in found}


class CorrectionWatch:
    """Watches one game. `delay_ms` may change while it runs."""

    def __init__(self, store: Store, event_id: str, delay_ms: int) -> None:
        self.delay_ms = delay_ms
        self._store = store
        self._event_id = event_id
        self._moments: list[int] = []
        self._unread = True
        """The game's history is to be read: nothing was heard yet, or something may have been missed."""
        self._changed = asyncio.Event()

    async def run(self) -> None:
        """Watch until cancelled, or until what is needed is away."""
        async with AsyncExitStack() as stack:
            try:
                stack.callback(await self._store.subscribe(f"game:{self._event_id}", self._on_game))
                stack.callback(await self._store.subscribe(f"manual:{self._event_id}", self._on_manual))
                while True:
                    await self._judge_next()
            except StoreUnavailable as error:
                log.warning("corrections of %s cannot be watched now: %s", self._event_id, error)

    async def _judge_next(self) -> None:
        """Wait for the next moment of the feed that is aired, and judge by it."""
        self._changed.clear()
        if self._unread:
            self._unread = False
            await self._read()
        if not self._moments:
            await self._changed.wait()
            return
        wait = self._moments[0] + self.delay_ms - _now_ms()
        if wait > 0:
            with suppress(TimeoutError):  # an earlier moment, a shorter delay
                await asyncio.wait_for(self._changed.wait(), min(wait / 1000, LOOK_SECONDS))
            return
        await self._judge(self._moments.pop(0))

    async def _read(self) -> None:
        """Note what is aired now, and what has come of the feed and is going to be aired."""
        aired = _now_ms() - self.delay_ms
        history = await self._store.history(f"game:{self._event_id}")
        self._note(aired)
        for change in history.changes if history else ():
            if change.at > aired and "score" in change.patch:
                self._note(change.at)

    async def _judge(self, moment: int) -> None:
        manual = await self._store.snapshot(f"manual:{self._event_id}")
        groups = manual.state.get("groups", {}) if manual else {}
        if not any(entry["source"] == "CORRECT" for entry in groups.values()):
            return
        feed = await self._store.state_at(f"game:{self._event_id}", moment)
        if feed is None or settled(groups, feed.state) == groups:
            return
        with reaching_database():
            await database_sync_to_async(_settle)(self._event_id, feed.state)

    def _on_game(self, notice: Notice) -> None:
        if isinstance(notice, Changed):
            if "score" in notice.change.patch:
                self._note(notice.change.at)
        else:
            self._unread = True
            self._changed.set()

    def _on_manual(self, notice: Notice) -> None:
        self._note(_now_ms() - self.delay_ms)

    def _note(self, moment: int) -> None:
        self._moments = sorted({*self._moments, moment})
        self._changed.set()


def _settle(event_id: str, feed: dict[str, object]) -> None:
    game = Game.objects.filter(pk=event_id).first()
    if game is not None and settle(game, feed):
        log.info("the feed of %s has caught up with a correction", event_id)


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
