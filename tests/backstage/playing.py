"""A stand-in that runs in a thread with a loop of its own, for tests that ask it from views."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from types import TracebackType
from typing import Any, Self, TypeVar

from broadcast.recordings.format import Recording
from broadcast.standin.server import StandIn

Result = TypeVar("Result")

USER, SECRET = "explorer-user", "a secret that nobody sees"


class Playing:
    """The stand-in with one recording, all of which has been played. A context manager."""

    def __init__(self, recording: Recording, *, user: str = USER, secret: str = SECRET, **options: Any) -> None:
        self._recording, self._users = recording, {user: secret}
        self._options: dict[str, Any] = {"speed": float("inf")} | options
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)

    def __enter__(self) -> Self:
        self._thread.start()
        self.standin: StandIn = self.call(self._started())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.call(self.standin.stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def call(self, work: Coroutine[Any, Any, Result]) -> Result:
        """Do something in the stand-in's loop."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(60)

    async def _started(self) -> StandIn:
        standin = StandIn([self._recording], users=self._users, **self._options)
        await standin.start()
        return standin
