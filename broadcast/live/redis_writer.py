"""The writer of a document in Redis. What it could not write it keeps, and writes with what comes next."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from broadcast.live import redis_layout as layout
from broadcast.live.history import Change, History
from broadcast.live.patch import JSONObject, diff
from broadcast.live.redis_layout import Kept
from broadcast.live.store import Fenced, StoreUnavailable

if TYPE_CHECKING:
    from broadcast.live.redis_store import RedisStore

logger = logging.getLogger(__name__)


class RedisWriter:
    """The right to change one document of a RedisStore.

    `state` is what the writer was given last, and `rev` the last revision that Redis is known to have. They differ
    after a StoreUnavailable; the next `publish` or `touch` writes all that is missing, as changes that are not live.
    `epoch` changes when Redis has lost the document and it was written anew.
    """

    def __init__(self, store: RedisStore, kept: Kept, term: int) -> None:
        self._store = store
        self._kept = kept
        self._term = term
        self._n = 0
        self._wanted = kept.history.head.state
        self._unanswered: tuple[Change, JSONObject] | None = None
        self._owing = False
        self._lock = asyncio.Lock()

    @property
    def name(self) -> str:
        return self._kept.history.head.name

    @property
    def epoch(self) -> str:
        return self._kept.history.head.epoch

    @property
    def rev(self) -> int:
        return self._kept.history.head.rev

    @property
    def state(self) -> JSONObject:
        return self._wanted

    async def publish(self, topics: Mapping[str, Any | None], *, live: bool = True) -> Change | None:
        """See Writer.publish. Raises StoreUnavailable; then the topics are kept and need not be handed over again."""
        async with self._lock:
            state = {topic: value for topic, value in self._wanted.items() if topic not in topics}
            state.update((topic, value) for topic, value in topics.items() if value is not None)
            return await self._bring(state, live)

    async def replace(self, state: Mapping[str, Any]) -> None:
        """Bring the document to a state, as a change that is not live. Raises as `publish` does."""
        async with self._lock:
            await self._bring(dict(state), live=False)

    async def touch(self) -> None:
        """See Writer.touch. Raises StoreUnavailable. Writes what could not be written before."""
        async with self._lock:
            await self._bring(self._wanted, live=False)

    async def _bring(self, state: JSONObject, live: bool) -> Change | None:
        """Bring Redis to a state, and return the last change that this took."""
        diff(self._wanted, state)  # raises if it cannot stand; then nothing has changed
        self._wanted = state
        live = live and not self._owing
        self._owing = True  # until it is done, also if this task is cancelled meanwhile
        written = None
        if self._unanswered is not None:
            written = await self._write(*self._unanswered)
        head = self._kept.history.head
        if patch := diff(head.state, state):
            at = max(self._store.now(), head.at)  # the log is searched by time, so time never goes back in it
            written = await self._write(Change(head.rev, head.rev + 1, at, live, patch), state)
        elif written is None:
            await self._append(self._n)
        self._owing = False
        return written

    async def _write(self, change: Change, state: JSONObject) -> Change:
        self._unanswered = change, state
        await self._append(self._n + 1, *layout.change_arguments(change))
        if self._unanswered is not None:
            self._n += 1
            self._kept.append(change, state, f"{self._term}-{self._n}")
            self._unanswered = None
        try:
            await self._store.trim(self._kept)
        except StoreUnavailable as error:
            logger.info("%s is trimmed later: %s", self.name, error)
        return change

    async def _append(self, n: int, *change: Any) -> None:
        now = self._store.now()
        status = await self._store.call(layout.APPEND, self.name, self._term, n, self.epoch, now, *change)
        if status == layout.LOST:
            status = await self._restore()
        if status == layout.FENCED:
            raise Fenced(f"{self.name} has another writer, or was closed")

    async def _restore(self) -> bytes:
        """Write the whole document, with all changes that are kept, under another epoch.

        The epoch cannot be continued: another writer may have used its next revisions for something else.
        """
        old = self._kept.history
        history = History(replace(old.trail, epoch=secrets.token_hex(6)), old.changes)
        if self._unanswered is not None:
            history.append(*self._unanswered)
        first = self._n + 2  # no id is used twice: what was not answered may have been written
        self._n = first + len(history.changes)
        arguments = [argument for change in history.changes for argument in layout.change_arguments(change)]
        status: bytes = await self._store.call(
            *(layout.RESTORE, self.name, self._term, first, self._store.now()),
            *layout.snapshot_arguments(history.trail),
            *arguments,
        )
        if status == layout.OK:
            ids = [f"{self._term}-{n}" for n in range(first + 1, self._n + 1)]
            self._kept = Kept.of(history, ids)
            self._unanswered = None
            logger.warning("Redis had lost %s: it was written anew, up to revision %d.", self.name, self.rev)
        return status
