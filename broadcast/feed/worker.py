"""The feed worker: a Channels worker that runs the supervisor and listens for nudges."""

from __future__ import annotations

import asyncio
import logging
import random
from typing import Any
from urllib.parse import urlsplit

from channels.consumer import AsyncConsumer
from channels.layers import get_channel_layer
from channels.worker import Worker
from django.conf import settings
from django.utils.translation import gettext
from redis.exceptions import RedisError

from broadcast.feed.beside import beside
from broadcast.feed.heartbeat import alive
from broadcast.feed.service import event_api, rehearsal_api
from broadcast.feed.supervisor import Supervisor
from broadcast.games.actions import FEED_GROUP
from broadcast.live.stores import get_store

log = logging.getLogger(__name__)

_LONGEST_WAIT = 10.0


class Nudges(AsyncConsumer):  # type: ignore[misc] # Channels has no types
    """Hands a nudge on to the supervisor. A nudge carries nothing: the database says which games are followed."""

    channel_layer_alias: Any = None

    def __init__(self, supervisor: Supervisor) -> None:
        self._supervisor = supervisor

    async def feed_nudge(self, message: dict[str, Any]) -> None:
        """Compare follows and sessions now."""
        self._supervisor.nudge()


class FeedWorker(Worker):  # type: ignore[misc] # Channels has no types
    """Runs one supervisor, and listens on a channel of its own in the group of the feed workers."""

    def __init__(self, supervisor: Supervisor) -> None:
        super().__init__(Nudges.as_asgi(supervisor=supervisor), [], get_channel_layer())
        self.supervisor = supervisor

    async def handle(self) -> None:
        """Run until cancelled."""
        listening = asyncio.create_task(self._listen())
        listening.add_done_callback(_deaf)
        try:
            await self.supervisor.run()
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)

    async def _listen(self) -> None:
        """Listen for nudges. A channel layer that goes away ends the listener, not the worker: games go on."""
        wait = 0.5
        while True:
            try:
                channel = await self.channel_layer.new_channel(FEED_GROUP)
                await self.channel_layer.group_add(FEED_GROUP, channel)
                await self.listener(channel)
            except (OSError, RedisError) as error:
                log.warning("the channel layer is not reachable, nudges are not heard: %s", error)
            await asyncio.sleep(wait * (1 + random.random()))  # noqa: S311 - jitter, no secret
            wait = min(wait * 2, _LONGEST_WAIT)


def _deaf(listening: asyncio.Task[None]) -> None:
    """Say what has ended the listening. Follows count all the same, at the supervisor's next look."""
    if not listening.cancelled() and (error := listening.exception()):
        log.error("nudges are not heard any more", exc_info=error)


def configuration_error() -> str | None:
    """Return what is missing in the settings to follow games, as one line; `None` if nothing is."""
    missing = [name for name in ("EVENT_API_URL", "EVENT_USERNAME", "EVENT_SECRET") if not getattr(settings, name)]
    if missing:
        told = gettext("Not set: %(names)s. To follow games, set it in the environment or in .env.")
        return told % {"names": ", ".join(missing)}
    parts = urlsplit(settings.EVENT_API_URL)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path not in ("", "/"):
        told = gettext("EVENT_API_URL is %(address)s: write http:// or https:// and a host alone.")
        return told % {"address": repr(settings.EVENT_API_URL)}
    if "{token}" not in settings.LIVE_DATA_URL:
        return gettext(
            "LIVE_DATA_URL has no {token} in it: it is the address of the live stream with {token} in its place."
        )
    return None


async def run_worker() -> None:
    """Follow games until cancelled."""
    async with event_api() as service, rehearsal_api() as rehearsals:
        supervisor = Supervisor(service, get_store(), rehearsals=rehearsals)
        async with alive(supervisor), beside():
            await FeedWorker(supervisor).handle()
