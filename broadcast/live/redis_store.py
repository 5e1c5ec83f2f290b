"""The store that keeps documents in Redis, for several processes. docs/live-store.md says how it works and why."""

import asyncio
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from redis.asyncio import Redis

from broadcast.live import redis_layout as layout
from broadcast.live.history import Change, History, Snapshot
from broadcast.live.memory import epoch_ms
from broadcast.live.patch import check, diff
from broadcast.live.redis_late import LateProjections
from broadcast.live.redis_layout import Kept
from broadcast.live.redis_link import TIMEOUT, client, reaching
from broadcast.live.redis_reader import Reader
from broadcast.live.redis_writer import RedisWriter
from broadcast.live.store import Clock, LoadMissing, StoreUnavailable, Subscriber

PREFIX = "live:"


@dataclass(frozen=True, slots=True)
class Link:
    """What one event loop has: the client for its commands, its reader, and what it could not project yet."""

    client: Redis
    reader: Reader
    late: LateProjections


class RedisStore:
    """A Store in the Redis at `url`. Each process has one; it may be used from any event loop.

    All but `subscribe`'s notices is answered by Redis itself, and raises StoreUnavailable if that takes longer than
    `timeout` (s).
    """

    def __init__(
        self,
        url: str,
        *,
        load_missing: LoadMissing | None = None,
        now: Clock = epoch_ms,
        prefix: str = PREFIX,
        timeout: float = TIMEOUT,
    ) -> None:
        self.load_missing = load_missing
        self.now = now
        self._url = url
        self._prefix = prefix
        self._timeout = timeout
        self._links: dict[asyncio.AbstractEventLoop, Link] = {}

    async def open(self, name: str, state: Mapping[str, Any] | None = None) -> RedisWriter:
        """See Store.open. Raises StoreUnavailable."""
        if state is not None:
            check(dict(state))
        while True:
            # Fence the older writer first, then read: nothing is added in between.
            if term := await self.call(layout.OPEN, name, self.now()):
                kept = await self._read(name)
            else:
                kept = Kept.of(History(await self._load(name) or self._new(name, 1, state or {})))
                term = await self._create(kept.history.head, for_writer=True)
            if term and kept:
                break
        writer = RedisWriter(self, kept, int(term.partition(b"-")[0]))
        if state is not None:
            await writer.replace(state)
        return writer

    async def project(self, name: str, rev: int, state: Mapping[str, Any], *, live: bool = True) -> Change | None:
        """See Store.project. Raises StoreUnavailable; then it is tried again, not live, while this process lives."""
        try:
            return await self._project(name, rev, state, live)
        except StoreUnavailable:
            self._link().late.add(name, rev, state)
            raise

    async def snapshot(self, name: str) -> Snapshot | None:
        """See Store.snapshot. Raises StoreUnavailable."""
        history = await self.history(name)
        return history.head if history else None

    async def changes(self, name: str, after_rev: int) -> list[Change] | None:
        """See Store.changes. Raises StoreUnavailable."""
        history = await self.history(name)
        return history.since(after_rev) if history else None

    async def state_at(self, name: str, at: int) -> Snapshot | None:
        """See Store.state_at. Raises StoreUnavailable."""
        history = await self.history(name)
        return history.at(at) if history else None

    async def history(self, name: str) -> History | None:
        """See Store.history. Raises StoreUnavailable."""
        if kept := await self._read(name):
            return kept.history
        loaded = await self._load(name)
        return History(loaded) if loaded else None

    async def writer_seen(self, name: str) -> int | None:
        """See Store.writer_seen. Raises StoreUnavailable."""
        commands: Any = self._link().client  # its types leave open whether it is async
        with reaching():
            seen = await commands.hget(self._keys(name)[1], "seen")
        return int(seen) if seen else None

    async def subscribe(self, name: str, subscriber: Subscriber) -> Callable[[], None]:
        """See Store.subscribe. Raises StoreUnavailable."""
        return await self._link().reader.subscribe(name, subscriber)

    async def close(self, name: str) -> None:
        """See Store.close. Raises StoreUnavailable."""
        await self.call(layout.CLOSE, name, self.now(), layout.CLOSED_FOR)

    async def aclose(self) -> None:
        """End the connections of the running event loop."""
        if link := self._links.pop(asyncio.get_running_loop(), None):
            await link.late.aclose()
            await link.reader.aclose()
            await link.client.aclose()

    async def call(self, script: str, name: str, *arguments: Any) -> Any:
        """Run a script on a document. Raises StoreUnavailable, and then it may have run or not."""
        with reaching():
            return await self._link().client.register_script(script)(keys=self._keys(name), args=arguments)

    async def trim(self, kept: Kept) -> None:
        """Let a document's trail follow, here and in Redis. Raises StoreUnavailable."""
        head = kept.history.head
        if kept.trim(head.at):
            trail = kept.history.trail
            await self.call(layout.TRIM, head.name, kept.ids[0], *layout.snapshot_arguments(trail))
            kept.trail_rev = trail.rev

    async def _project(self, name: str, rev: int, state: Mapping[str, Any], live: bool = False) -> Change | None:
        while True:
            kept = await self._read(name)
            if kept is None:
                check(dict(state))
                kept = Kept.of(History(await self._load(name) or self._new(name, rev, state)))
                if not await self._create(kept.history.head):
                    continue
            head = kept.history.head
            if rev <= head.rev or not (patch := diff(head.state, state)):
                return None
            change = Change(head.rev, rev, max(self.now(), head.at), live, patch)
            place = await self.call(layout.PROJECT, name, head.epoch, *layout.change_arguments(change))
            if place != layout.AGAIN:  # else somebody else was faster
                kept.append(change, dict(state), place.decode())
                await self.trim(kept)
                return change

    def _new(self, name: str, rev: int, state: Mapping[str, Any]) -> Snapshot:
        return Snapshot(name, secrets.token_hex(6), rev, self.now(), dict(state))

    async def _load(self, name: str) -> Snapshot | None:
        return await self.load_missing(name) if self.load_missing else None

    async def _create(self, snapshot: Snapshot, *, for_writer: bool = False) -> bytes | None:
        """Create a document and return its first id, or None if it is there already."""
        arguments = layout.snapshot_arguments(snapshot)
        place: bytes | None = await self.call(layout.CREATE, snapshot.name, self.now(), int(for_writer), *arguments)
        return place

    async def _read(self, name: str) -> Kept | None:
        log, doc = self._keys(name)
        with reaching():
            async with self._link().client.pipeline(transaction=True) as pipe:
                pipe.hgetall(doc)
                pipe.xrange(log)
                fields, entries = await pipe.execute()
        return layout.read(name, fields, entries)

    def _keys(self, name: str) -> tuple[str, str]:
        return self._log_key(name), f"{self._prefix}{name}:doc"

    def _log_key(self, name: str) -> str:
        return f"{self._prefix}{name}:log"

    def _link(self) -> Link:
        loop = asyncio.get_running_loop()
        if (link := self._links.get(loop)) is None:
            for ended in [other for other in self._links if other.is_closed()]:
                del self._links[ended]
            commands = client(self._url, self._timeout)
            reader = Reader(commands, self._url, self._prefix, self._log_key, self._timeout)
            link = self._links[loop] = Link(commands, reader, LateProjections(self._project))
        return link
