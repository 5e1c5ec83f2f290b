"""What other rooms let run beside the feed worker: they register it, so that this room need not know them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager

log = logging.getLogger(__name__)

Run = Callable[[], Coroutine[None, None, None]]
_registered: list[Run] = []


def register(run: Run) -> None:
    """Let a coroutine run in each process with a feed worker, from its start until it is cancelled at the end."""
    if run not in _registered:
        _registered.append(run)


@asynccontextmanager
async def beside() -> AsyncIterator[None]:
    """Let everything that is registered run for as long as this lasts. What fails stops no game."""
    tasks = [asyncio.create_task(run()) for run in _registered]
    for task in tasks:
        task.add_done_callback(_ended)
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _ended(task: asyncio.Task[None]) -> None:
    """Say what has ended before its time."""
    if not task.cancelled() and (error := task.exception()):
        log.error("what runs beside the feed worker has failed", exc_info=error)
