"""The one reader of an event loop: hears what happens to all documents that somebody here subscribed to.

It has a connection of its own and waits on all logs at once. Where each was read up to is kept, so nothing is missed
between two reads; after a lost connection it is told to read the document again, since Redis may have lost it.
"""

import asyncio
import logging
import random
import secrets
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import msgspec
from redis.asyncio import Redis
from redis.exceptions import RedisError

from broadcast.live.metrics import READER_UNAVAILABLE
from broadcast.live.redis_layout import notice
from broadcast.live.redis_link import connection, reaching
from broadcast.live.store import Notice, Renewed, StoreUnavailable, Subscriber

BLOCK = 2.0  # s
BATCH = 500  # entries of one log in one answer
FIRST_WAIT = 0.1  # s; after a lost connection, doubled up to LONGEST_WAIT
LONGEST_WAIT = 5.0  # s
WAKE_FOR = 600  # s; a key that is used seldom, left behind by a process that ended

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Watched:
    """A log that is read, up to which id, and who wants to hear of it."""

    position: str
    subscribers: list[Subscriber] = field(default_factory=list)


class Reader:
    """Reads the logs of documents by name; `log_key` gives the key of each."""

    def __init__(self, client: Redis, url: str, prefix: str, log_key: Callable[[str], str], timeout: float) -> None:
        self._client = client
        self._url = url
        self._timeout = timeout
        self._log_key = log_key
        self._wake_key = f"{prefix}wake:{secrets.token_hex(8)}"
        self._wakes = 0
        self._watched: dict[str, Watched] = {}
        self._reading: asyncio.Task[None] | None = None
        self._wait = FIRST_WAIT

    async def subscribe(self, name: str, subscriber: Subscriber) -> Callable[[], None]:
        """See Store.subscribe. Raises StoreUnavailable."""
        with reaching():
            (position,) = await self._positions([name])
        watched = self._watched.setdefault(name, Watched(position))
        watched.subscribers.append(subscriber)
        if self._reading is None or self._reading.done():
            self._reading = asyncio.get_running_loop().create_task(self._read())
        elif len(watched.subscribers) == 1:
            await self._wake()

        def unsubscribe() -> None:
            watched.subscribers.remove(subscriber)
            if not watched.subscribers and self._watched.get(name) is watched:
                del self._watched[name]

        return unsubscribe

    async def aclose(self) -> None:
        """Read no more."""
        self._watched.clear()
        if self._reading is not None:
            self._reading.cancel()
            with suppress(asyncio.CancelledError):
                await self._reading

    async def _wake(self) -> None:
        """End the present wait, so that the next one is for the documents of now. Should this fail, BLOCK ends it."""
        self._wakes += 1
        with suppress(StoreUnavailable), reaching():
            await self._client.xadd(self._wake_key, {"": ""}, id=f"{self._wakes}-0", maxlen=1, approximate=False)
            await self._client.expire(self._wake_key, WAKE_FOR)

    async def _positions(self, names: Iterable[str]) -> list[str]:
        """Return how far the logs of these documents go."""
        async with self._client.pipeline(transaction=False) as pipe:
            for name in names:
                pipe.xrevrange(self._log_key(name), count=1)
            return [entries[0][0].decode() if entries else "0-0" for entries in await pipe.execute()]

    async def _read(self) -> None:
        """Read as long as somebody is subscribed, whatever happens to Redis."""
        lost = False
        while self._watched:
            line = connection(self._url, self._timeout, BLOCK)
            try:
                await line.connect()
                if lost:
                    await self._catch_up()
                while self._watched:
                    await self._hear(line)
            except (RedisError, OSError, msgspec.MsgspecError, LookupError, ValueError) as error:
                lost = True
                READER_UNAVAILABLE.inc()
                logger.warning("Live documents are not heard of, next try in %.1f s: %s", self._wait, error)
                await asyncio.sleep(self._wait * random.uniform(0.75, 1.25))  # noqa: S311 - jitter, no secret
                self._wait = min(self._wait * 2, LONGEST_WAIT)
            finally:
                await line.disconnect(nowait=True)

    async def _catch_up(self) -> None:
        """Go on from where the logs end now, and have all documents read again: position first, then the data."""
        names = tuple(self._watched)
        for name, position in zip(names, await self._positions(names), strict=True):
            if watched := self._watched.get(name):
                watched.position = position
                self._tell(watched, Renewed(None))
        logger.info("Live documents are heard of again.")

    async def _hear(self, line: Any) -> None:
        """Wait for entries of any log, and tell of them."""
        logs = {self._log_key(name).encode(): watched for name, watched in self._watched.items()}
        await line.send_command(
            *("XREAD", "COUNT", BATCH, "BLOCK", round(BLOCK * 1000), "STREAMS", self._wake_key, *logs),
            *(f"{self._wakes}-0", *(watched.position for watched in logs.values())),
        )
        answer = await line.read_response()
        if isinstance(answer, Exception):
            raise answer
        self._wait = FIRST_WAIT
        for key, entries in answer or ():
            if watched := logs.get(key):
                for entry_id, flat in entries:
                    heard = notice(dict(zip(flat[::2], flat[1::2], strict=True)))
                    watched.position = entry_id.decode()
                    if heard is not None:
                        self._tell(watched, heard)

    def _tell(self, watched: Watched, heard: Notice) -> None:
        for subscriber in tuple(watched.subscribers):
            subscriber(heard)
