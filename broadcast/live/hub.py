"""The hub: brings the documents of a store to the viewers of this process.

Each document that somebody here watches is followed once, and its viewers are grouped. Nothing here is done
per viewer and change but handing one encoded frame to a socket. All of it runs in one event loop.
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress

from broadcast.live import frames
from broadcast.live.connection import MAX_AGE, NOT_ADMITTED, RESTART, TOO_FAR_BEHIND, Connection
from broadcast.live.group import COALESCE, Group, Topics, Viewer
from broadcast.live.history import MAX_DELAY, History, Snapshot
from broadcast.live.memory import epoch_ms
from broadcast.live.metrics import Counters
from broadcast.live.store import Clock, Notice, Renewed, Store, StoreUnavailable

BEAT_EVERY = 5  # s
MAX_WATCHED = 64  # documents on one socket
LINGER = 10  # s; how long a document is followed after its last viewer left

logger = logging.getLogger(__name__)


class Followed:
    """A document's history, kept up to date from the store, and its groups of viewers here."""

    def __init__(self, name: str, store: Store, now: Clock, on_change: Callable[[str], None]) -> None:
        self.name = name
        self.history: History | None = None
        self.groups: dict[tuple[Topics, int], Group] = {}
        self.idle = 0
        self._store = store
        self._now = now
        self._on_change = on_change
        self._lock = asyncio.Lock()
        self._unsubscribe: Callable[[], None] | None = None
        self._stale = True
        self._heard_meanwhile: list[Notice] = []
        self._reading: asyncio.Task[None] | None = None

    async def ready(self) -> None:
        """Follow the store, if that is not so yet. Raises StoreUnavailable."""
        async with self._lock:
            if self._unsubscribe is None:
                self._unsubscribe = await self._store.subscribe(self.name, self._hear)
            while self._stale:
                self._heard_meanwhile.clear()
                self.history = await self._store.history(self.name)
                self._stale = not all(map(self._take, self._heard_meanwhile))
                if not self._stale:
                    for group in self.groups.values():
                        group.follow(self.history)
                    self._on_change(self.name)

    async def beat(self) -> None:
        """Send the groups a sign of life; read the history again if that failed before."""
        try:
            await self.ready()
            writer_seen = await self._store.writer_seen(self.name)
        except StoreUnavailable as error:
            logger.warning("%s: %s", self.name, error)
            writer_seen = None
        for group in tuple(self.groups.values()):
            group.beat(self._now(), writer_seen)

    def stop(self) -> None:
        """Follow no more."""
        if self._unsubscribe is not None:
            self._unsubscribe()
        if self._reading is not None:
            self._reading.cancel()
        for group in self.groups.values():
            group.stop()

    def _hear(self, notice: Notice) -> None:
        if self._stale:
            self._heard_meanwhile.append(notice)
        elif self._take(notice):
            for group in self.groups.values():
                group.changed()
            self._on_change(self.name)
        else:
            self._stale = True
        if self._stale and (self._reading is None or self._reading.done()):
            self._reading = asyncio.get_running_loop().create_task(self._read_again())

    def _take(self, notice: Notice) -> bool:
        """Bring the history up to a notice; return False if it has to be read again."""
        history = self.history
        if history is None or isinstance(notice, Renewed) or notice.epoch != history.head.epoch:
            return False  # one that begins anew may have another state under the same epoch: that of a row
        if notice.change.rev > history.head.rev:
            if notice.change.base != history.head.rev:
                return False
            history.append(notice.change)
            history.trim(self._now())
        return True

    async def _read_again(self) -> None:
        with suppress(StoreUnavailable):  # the next beat tries again
            await self.ready()


class Hub:
    """The documents that are watched in this process and the sockets that watch them.

    A document that rules a socket's access (`Access.ruled_by`) is followed as long as the socket is there, and the
    access is asked again after each change of it. What follows a change within `coalesce` s is
    composed into one patch; with 0 every change is a patch of its own, but for viewers that fell behind.
    """

    def __init__(
        self,
        store: Store,
        *,
        now: Clock = epoch_ms,
        build: str | None = None,
        coalesce: float = COALESCE,
    ) -> None:
        self.store = store
        self.now = now
        self.build = build
        self.counters = Counters()
        self.closing = False
        self._coalesce = coalesce
        self._connections: dict[Connection, dict[str, Viewer]] = {}
        self._followed: dict[str, Followed] = {}
        self._ticking: asyncio.Task[None] | None = None

    async def rule(self, connection: Connection) -> None:
        """Follow the document that rules a socket's access, if one does. Raises StoreUnavailable."""
        if connection.access.ruled_by is not None:
            await self._follow(connection.access.ruled_by).ready()

    def connect(self, connection: Connection) -> None:
        """Take in an accepted socket."""
        self._connections[connection] = {}
        self.counters.sockets += 1
        if self._ticking is None or self._ticking.done():
            self._ticking = asyncio.get_running_loop().create_task(self._tick())

    def disconnect(self, connection: Connection) -> None:
        """Let a socket go, with all that it watches."""
        connection.lost()
        viewers = self._connections.pop(connection, None)
        if viewers is None:
            return
        self.counters.sockets -= 1
        for viewer in viewers.values():
            self._leave(viewer)

    async def watch(self, connection: Connection, viewer: Viewer, *, awaited: bool = True) -> str | None:
        """Let a socket watch a document with its access's delay, in place of what it watched of it before.

        A document that is nowhere is served as soon as it exists, if it is `awaited`. Returns the code of
        the error if it may not be watched. Raises StoreUnavailable.
        """
        if not connection.access.may_watch(viewer.doc):
            return frames.FORBIDDEN
        watched = self._connections[connection]
        if len(watched) >= MAX_WATCHED and viewer.doc not in watched:
            return frames.TOO_MANY
        followed = self._follow(viewer.doc)
        await followed.ready()
        if connection.closed or connection not in self._connections:
            return None
        self.unwatch(connection, viewer.doc)
        if not connection.access.may_watch(viewer.doc):  # no longer
            return frames.FORBIDDEN
        if followed.history is None and not awaited:
            return frames.UNKNOWN_DOCUMENT
        watched[viewer.doc] = viewer
        self.counters.viewers += 1
        self._enter(viewer)
        return None

    def unwatch(self, connection: Connection, doc: str) -> None:
        """Let a socket watch a document no more."""
        if viewer := self._connections[connection].pop(doc, None):
            self._leave(viewer)

    def acked(self, connection: Connection, doc: str, rev: int) -> None:
        """Take an acknowledgment; viewers that fell behind on this socket are brought up to date."""
        connection.acked(doc, rev)
        for viewer in self._connections[connection].values():
            if not connection.open:
                break
            if viewer.behind and viewer.group is not None:
                viewer.group.bring(viewer)

    def peek(self, doc: str) -> Snapshot | None:
        """Return the newest state of a document, if this process follows it."""
        followed = self._followed.get(doc)
        return followed.history.head if followed and followed.history else None

    def recheck(self, doc: str | None = None) -> None:
        """Ask the access of each socket anew, or of those that `doc` rules: rights and delays may have changed.

        What may be watched no more is taken away with an error; what has another delay now goes on with that. A
        socket whose access has ended is closed.
        """
        for connection, viewers in tuple(self._connections.items()):
            if doc is not None and connection.access.ruled_by != doc:
                continue
            if connection.access.ended:
                connection.close(NOT_ADMITTED)
                self._forget_viewers(connection)
            else:
                self._recheck(connection, viewers)

    def reload(self, build: str) -> None:
        """Tell every viewer that another build is served now, and those that come with an older one too."""
        self.build = build
        frame = frames.reload(build)
        for connection in self._connections:
            connection.tell(frame)

    async def shutdown(self, code: int = RESTART, over: float = 0.0) -> None:
        """Take no more sockets and close all, spread over `over` seconds so that they do not all return at
        once.
        """
        self.closing = True
        connections = list(self._connections)
        for connection in connections:
            connection.close(code)
            await asyncio.sleep(over / len(connections))
        self._stop_ticking()
        for followed in self._followed.values():
            followed.stop()
        self._followed.clear()

    def _recheck(self, connection: Connection, viewers: dict[str, Viewer]) -> None:
        for viewer in tuple(viewers.values()):
            if not connection.access.may_watch(viewer.doc):
                self.unwatch(connection, viewer.doc)
                connection.tell(frames.error(frames.FORBIDDEN, "This document may no longer be watched.", viewer.doc))
            elif viewer.group is not None and viewer.group.delay != self._delay(viewer):
                self._exit(viewer)
                self._enter(viewer)

    def _delay(self, viewer: Viewer) -> int:
        return min(max(viewer.connection.access.delay_ms(viewer.doc), 0), MAX_DELAY)

    def _follow(self, name: str) -> Followed:
        followed = self._followed.get(name)
        if followed is None:
            followed = self._followed[name] = Followed(name, self.store, self.now, self._changed)
        followed.idle = 0
        return followed

    def _changed(self, doc: str) -> None:
        if any(connection.access.ruled_by == doc for connection in self._connections):
            asyncio.get_running_loop().call_soon(self.recheck, doc)

    def _enter(self, viewer: Viewer) -> None:
        followed = self._follow(viewer.doc)
        key = (viewer.topics, self._delay(viewer))
        group = followed.groups.get(key)
        if group is None:
            group = followed.groups[key] = Group(viewer.doc, *key, self.counters, self.now, self._coalesce)
            group.follow(followed.history)
        group.add(viewer)

    def _exit(self, viewer: Viewer) -> None:
        group = viewer.group
        if group is None:
            return
        group.remove(viewer)
        followed = self._followed.get(viewer.doc)
        if not group.viewers and followed is not None:
            group.stop()
            followed.groups.pop((group.topics, group.delay), None)

    def _leave(self, viewer: Viewer) -> None:
        self._exit(viewer)
        self.counters.viewers -= 1

    async def _tick(self) -> None:
        seconds = 0
        while self._connections or self._followed:
            await asyncio.sleep(1)
            seconds += 1
            for connection in tuple(self._connections):
                if connection.age >= MAX_AGE and not connection.closed:
                    logger.info("%s is too far behind", connection.access.name)
                    self.counters.closed_behind += 1
                    connection.close(TOO_FAR_BEHIND)
                    self._forget_viewers(connection)
            ruling = {connection.access.ruled_by for connection in self._connections}
            for followed in tuple(self._followed.values()):
                followed.idle = 0 if followed.groups or followed.name in ruling else followed.idle + 1
                if followed.idle > LINGER:
                    followed.stop()
                    del self._followed[followed.name]
            if seconds % BEAT_EVERY == 0:
                beats = [followed.beat() for followed in self._followed.values()]
                for error in await asyncio.gather(*beats, return_exceptions=True):
                    if error is not None:
                        logger.error("A beat failed.", exc_info=error)

    def _forget_viewers(self, connection: Connection) -> None:
        for doc in tuple(self._connections[connection]):
            self.unwatch(connection, doc)

    def _stop_ticking(self) -> None:
        if self._ticking is not None:
            self._ticking.cancel()
