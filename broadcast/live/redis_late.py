"""Projections that Redis was not there for. They are written when it is back, as long as the process lives."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from broadcast.live.store import StoreUnavailable

FIRST_WAIT = 0.25  # s; doubled up to LONGEST_WAIT
LONGEST_WAIT = 5.0  # s

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Late:
    """A revision of a row that could not be projected."""

    rev: int
    state: Mapping[str, Any]


class LateProjections:
    """The newest revision of each document that `project` could not write, until it has."""

    def __init__(self, project: Callable[[str, int, Mapping[str, Any]], Awaitable[object]]) -> None:
        self._project = project
        self._late: dict[str, Late] = {}
        self._writing: asyncio.Task[None] | None = None

    def add(self, name: str, rev: int, state: Mapping[str, Any]) -> None:
        """Write this later, unless a newer revision is waiting."""
        if name not in self._late or self._late[name].rev < rev:
            self._late[name] = Late(rev, state)
        if self._writing is None or self._writing.done():
            self._writing = asyncio.get_running_loop().create_task(self._write())

    async def aclose(self) -> None:
        """Give up what waits."""
        self._late.clear()
        if self._writing is not None:
            self._writing.cancel()
            with suppress(asyncio.CancelledError):
                await self._writing

    async def _write(self) -> None:
        wait = FIRST_WAIT
        while self._late:
            await asyncio.sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT)
            with suppress(StoreUnavailable):
                for name, late in tuple(self._late.items()):
                    await self._project(name, late.rev, late.state)
                    if self._late.get(name) is late:
                        del self._late[name]
                        logger.info("%s: revision %d is projected, late.", name, late.rev)
