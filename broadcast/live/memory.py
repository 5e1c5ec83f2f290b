"""The store that keeps documents in this process. It serves one event loop, as in the embedded default."""

import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from broadcast.live.history import Change, History, Snapshot
from broadcast.live.patch import JSONObject, check, diff
from broadcast.live.store import Changed, Clock, Fenced, LoadMissing, Notice, Renewed, Subscriber


def epoch_ms() -> int:
    """Return the wall clock in ms."""
    return time.time_ns() // 1_000_000


@dataclass(slots=True)
class Document:
    """What the store holds of one document."""

    history: History
    term: int = 0
    writer_seen: int | None = None


class MemoryWriter:
    """The right to change one document of a MemoryStore."""

    def __init__(self, store: "MemoryStore", document: Document) -> None:
        self._store = store
        self._document = document
        self._term = document.term

    @property
    def name(self) -> str:
        return self._document.history.head.name

    @property
    def epoch(self) -> str:
        return self._document.history.head.epoch

    @property
    def rev(self) -> int:
        return self._document.history.head.rev

    @property
    def state(self) -> JSONObject:
        return self._document.history.head.state

    async def publish(self, topics: Mapping[str, Any | None], *, live: bool = True) -> Change | None:
        """See Writer.publish."""
        await self.touch()
        state = {topic: value for topic, value in self.state.items() if topic not in topics}
        state.update((topic, value) for topic, value in topics.items() if value is not None)
        return self._store.advance(self._document, self.rev + 1, state, live)

    async def touch(self) -> None:
        """See Writer.touch."""
        if self._term != self._document.term:
            raise Fenced(f"{self.name} has another writer")
        self._document.writer_seen = self._store.now()


class MemoryStore:
    """A Store in this process's memory."""

    def __init__(self, *, load_missing: LoadMissing | None = None, now: Clock = epoch_ms) -> None:
        self.load_missing = load_missing
        self.now = now
        self._documents: dict[str, Document] = {}
        self._subscribers: dict[str, list[Subscriber]] = {}

    async def open(self, name: str, state: Mapping[str, Any] | None = None) -> MemoryWriter:
        """See Store.open."""
        document = await self._install(name, state or {})
        document.term += 1
        document.writer_seen = self.now()
        writer = MemoryWriter(self, document)
        if state is not None:
            self.advance(document, writer.rev + 1, dict(state), live=False)
        return writer

    async def project(self, name: str, rev: int, state: Mapping[str, Any], *, live: bool = True) -> Change | None:
        """See Store.project."""
        document = await self._install(name, state, rev)
        if rev <= document.history.head.rev:
            return None
        return self.advance(document, rev, dict(state), live)

    async def snapshot(self, name: str) -> Snapshot | None:
        """See Store.snapshot."""
        history = await self._find(name)
        return history.head if history else None

    async def changes(self, name: str, after_rev: int) -> list[Change] | None:
        """See Store.changes."""
        history = await self._find(name)
        return history.since(after_rev) if history else None

    async def state_at(self, name: str, at: int) -> Snapshot | None:
        """See Store.state_at."""
        history = await self._find(name)
        return history.at(at) if history else None

    async def history(self, name: str) -> History | None:
        """See Store.history."""
        history = await self._find(name)
        return history.copy() if history else None

    async def writer_seen(self, name: str) -> int | None:
        """See Store.writer_seen."""
        document = self._documents.get(name)
        return document.writer_seen if document else None

    async def subscribe(self, name: str, subscriber: Subscriber) -> Callable[[], None]:
        """See Store.subscribe."""
        subscribers = self._subscribers.setdefault(name, [])
        subscribers.append(subscriber)

        def unsubscribe() -> None:
            subscribers.remove(subscriber)
            if not subscribers and self._subscribers.get(name) is subscribers:
                del self._subscribers[name]

        return unsubscribe

    async def close(self, name: str) -> None:
        """See Store.close."""
        document = self._documents.pop(name, None)
        if document is not None:
            document.term += 1

    async def aclose(self) -> None:
        """See Store.aclose."""

    def advance(self, document: Document, rev: int, state: JSONObject, live: bool) -> Change | None:
        """Bring a document to a state as revision `rev`, and tell its subscribers."""
        history = document.history
        patch = diff(history.head.state, state)
        if not patch:
            return None
        at = max(self.now(), history.head.at)  # the log is searched by time, so time never goes back in it
        change = Change(history.head.rev, rev, at, live, patch)
        history.append(change, state)
        history.trim(at)
        self._tell(history.head.name, Changed(history.head.epoch, change))
        return change

    async def _find(self, name: str) -> History | None:
        if document := self._documents.get(name):
            return document.history
        loaded = await self.load_missing(name) if self.load_missing else None
        if document := self._documents.get(name):  # opened while the loader was asked
            return document.history
        return History(loaded) if loaded else None

    async def _install(self, name: str, state: Mapping[str, Any], rev: int = 1) -> Document:
        history = await self._find(name)
        if document := self._documents.get(name):
            return document
        if history is None:
            check(dict(state))
            history = History(Snapshot(name, secrets.token_hex(6), rev, self.now(), dict(state)))
        document = self._documents[name] = Document(history)
        self._tell(name, Renewed(history.head.epoch))
        return document

    def _tell(self, name: str, notice: Notice) -> None:
        for subscriber in tuple(self._subscribers.get(name, ())):
            subscriber(notice)
