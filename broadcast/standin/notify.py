"""Webhooks: who is to be told when a game goes live and when it has ended, and the telling.

A callback is tried a few times, a little later each time, and then given up; nothing else waits for it.
"""

from __future__ import annotations

import asyncio
import logging
import uuid
from typing import Any

import aiohttp

from broadcast.standin import assumed

logger = logging.getLogger(__name__)

# At most so many callbacks wait or are under way; what comes then is dropped, and said in the log.
_MOST = 1000


class Notifier:
    """The notifications that were asked for, by id, and their callbacks. `waits` are seconds before each new try."""

    def __init__(self, waits: tuple[float, ...] = assumed.NOTIFY_WAITS) -> None:
        self.notifications: dict[str, dict[str, Any]] = {}
        self._waits = waits
        self._client: aiohttp.ClientSession | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def stop(self) -> None:
        """Give up every callback."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._client is not None:
            await self._client.close()

    def add(self, url: str, *, end_notify: bool) -> dict[str, Any]:
        """Ask for callbacks to a URL; gives the notification."""
        notify_id = str(uuid.uuid4())
        stored = {"id": notify_id, "url": url, "end_notify": end_notify}
        self.notifications[notify_id] = stored
        return stored

    def tell(self, event_id: str, status: str) -> None:
        """Tell whoever wants to know that a game went live (ACTIVE) or has ended (ENDED)."""
        for notification in self.notifications.values():
            if status == assumed.ENDED and not notification["end_notify"]:
                continue
            if len(self._tasks) >= _MOST:
                logger.warning("callback to %s dropped: %d are waiting", notification["url"], _MOST)
                continue
            body = {"event_id": event_id, "status": status}
            task = asyncio.create_task(self._call(notification["url"], body))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _call(self, url: str, body: dict[str, str]) -> None:
        if self._client is None:
            timeout = aiohttp.ClientTimeout(total=assumed.NOTIFY_SECONDS)
            self._client = aiohttp.ClientSession(timeout=timeout)
        for wait in (*self._waits, None):
            try:
                async with self._client.post(url, json=body, allow_redirects=False) as answer:
                    if answer.status < 300:
                        return
                    said = f"status {answer.status}"
            except (aiohttp.ClientError, TimeoutError, ValueError, OSError) as error:
                said = f"{type(error).__name__} {error}"
            if wait is None:
                logger.warning("callback %s to %s given up: %s", body, url, said)
                return
            logger.info("callback to %s failed, again in %s s: %s", url, wait, said)
            await asyncio.sleep(wait)
