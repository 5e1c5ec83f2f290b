"""Follows one output for those who show what it does: what has changed of `feedback.flat`, as it changes.

One of these runs for each subscriber. It hears of the documents of the output, of who shows it, of its game, and of
what is set by hand; a running clock is read ten times a second, all else when it has changed. A delayed output is
looked at when a change of the feed is due on it.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, suppress
from heapq import heappop, heappush
from typing import Any

from broadcast.control.aired import Aired, aired_of
from broadcast.control.feedback import Values, flat
from broadcast.live.store import Changed, Notice
from broadcast.live.stores import get_store

Tell = Callable[[Values], Awaitable[None]]

TICK_SECONDS = 0.1
"""How often a running clock is read, and the least time between two looks."""

IDLE_SECONDS = 1.0
"""How often the rest is looked at without having changed: pages grow old, a clock that has stopped gets its label."""

ANEW_SECONDS = 5.0
"""How often the documents are read although nothing was heard of them."""


async def follow(output_id: int, tell: Tell) -> None:
    """Tell the whole map, and from then on what has changed of it, until cancelled or the output is gone.

    Raises `StoreUnavailable`; whoever follows may begin again.
    """
    async with AsyncExitStack() as stack:
        await _Following(output_id, tell, stack).run()


class _Following:
    def __init__(self, output_id: int, tell: Tell, stack: AsyncExitStack) -> None:
        self._id = output_id
        self._tell = tell
        self._stack = stack
        self._store = get_store()
        self._heard = asyncio.Event()
        self._due: list[int] = []
        self._delay_ms = 0
        self._event_id: str | None = None
        self._unsubscribe: list[Callable[[], None]] = []
        stack.callback(self._forget_game)

    async def run(self) -> None:
        for name in (f"output:{self._id}", f"renderers:{self._id}"):
            self._stack.callback(await self._store.subscribe(name, lambda notice: self._heard.set()))
        told: Values = {}
        while True:
            read_at = time.monotonic()
            self._heard.clear()
            read = await self._read()
            if read is None:
                return
            while True:
                output, renderers, look = read
                values = flat(output, renderers, look.view, look.groups, _now_ms())
                changed = {name: value for name, value in values.items() if told.get(name) != value}
                if changed:
                    await self._tell(changed)
                    told = values
                await asyncio.sleep(TICK_SECONDS)
                if await self._wait(values["clock_running"] == 1) or time.monotonic() - read_at > ANEW_SECONDS:
                    break

    async def _read(self) -> tuple[dict[str, Any], dict[str, Any], Aired] | None:
        output = await self._store.snapshot(f"output:{self._id}")
        if output is None:
            return None
        renderers = await self._store.snapshot(f"renderers:{self._id}")
        settings = output.state["output"]
        await self._point(settings.get("event_id"), settings["delay_ms"])
        now = _now_ms()
        while self._due and self._due[0] <= now:
            heappop(self._due)
        look = Aired({}, {}, {}, now, self._delay_ms)
        if self._event_id is not None:
            look = await aired_of(self._event_id, self._delay_ms, now)
        return output.state, renderers.state["renderers"] if renderers else {}, look

    async def _point(self, event_id: str | None, delay_ms: int) -> None:
        """Hear of the game that the output points at, and of what of it is on its way to a delayed output."""
        if (event_id, delay_ms) == (self._event_id, self._delay_ms):
            return
        self._forget_game()
        self._event_id, self._delay_ms = event_id, delay_ms
        if event_id is None:
            return
        for name, hear in ((f"game:{event_id}", self._on_game), (f"manual:{event_id}", self._on_manual)):
            self._unsubscribe.append(await self._store.subscribe(name, hear))
        if delay_ms:
            history = await self._store.history(f"game:{event_id}")
            self._due = sorted(change.at + delay_ms for change in history.changes) if history else []

    def _forget_game(self) -> None:
        for unsubscribe in self._unsubscribe:
            unsubscribe()
        self._unsubscribe.clear()
        self._due.clear()

    def _on_game(self, notice: Notice) -> None:
        if self._delay_ms and isinstance(notice, Changed):
            heappush(self._due, notice.change.at + self._delay_ms)
        self._heard.set()

    def _on_manual(self, notice: Notice) -> None:
        self._heard.set()

    async def _wait(self, running: bool) -> bool:
        """Wait for something to look at; tell whether the documents are to be read."""
        wait = 0.0 if running else IDLE_SECONDS - TICK_SECONDS
        if self._due:
            wait = min(wait, (self._due[0] - _now_ms()) / 1000)
        if wait > 0:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._heard.wait(), wait)
        return self._heard.is_set() or bool(self._due and self._due[0] <= _now_ms())


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
