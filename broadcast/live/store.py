"""The contract of a store of live documents, which the memory store and the Redis store keep.

A store has one writer a document at a time and any number of readers. tests/live/test_store.py says in full
what a store does.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from broadcast.live.history import Change, History, Snapshot
from broadcast.live.patch import JSONObject


class Fenced(Exception):
    """Another writer has opened the document since, or it was closed: this one may not write any more."""


class StoreUnavailable(Exception):
    """The store cannot be reached now. What was read before still stands; ask again later."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A change was appended to a document of this epoch."""

    epoch: str
    change: Change


@dataclass(frozen=True, slots=True)
class Renewed:
    """The document was created, perhaps in place of one that was closed: its history begins anew.

    Without an epoch: it may be another, or have changed unheard, since the store was out of reach. Read it again.
    """

    epoch: str | None


Notice = Changed | Renewed
Subscriber = Callable[[Notice], None]
LoadMissing = Callable[[str], Awaitable[Snapshot | None]]
Clock = Callable[[], int]


class Writer(Protocol):
    """The right to change one document, until another writer opens it."""

    @property
    def name(self) -> str: ...

    @property
    def epoch(self) -> str: ...

    @property
    def rev(self) -> int: ...

    @property
    def state(self) -> JSONObject: ...

    async def publish(self, topics: Mapping[str, Any | None], *, live: bool = True) -> Change | None:
        """Replace these topics (None removes one) as one change, or return None if that changes nothing.

        The values belong to the store from then on: hand over new objects, sharing what did not change with
        what was handed over before; shared parts cost nothing. Raises DocumentError if a value cannot stand
        in a document, and Fenced; then nothing has changed.
        """

    async def touch(self) -> None:
        """Say that the writer is alive although nothing changed. Raises Fenced."""


class Store(Protocol):
    """Live documents by name.

    `load_missing` is asked for a document that the store does not hold, such as the document of an ended
    game. It raises StoreUnavailable if it cannot find out.
    """

    load_missing: LoadMissing | None

    async def open(self, name: str, state: Mapping[str, Any] | None = None) -> Writer:
        """Return the document's one writer, creating the document if it is nowhere.

        An older writer is fenced. Epoch and revision are continued, also from what the loader finds. If
        `state` is given the document is brought to it: at its creation, else as a change that is not live.
        """

    async def project(self, name: str, rev: int, state: Mapping[str, Any], *, live: bool = True) -> Change | None:
        """Bring a document that mirrors a database row to the row's revision, whoever says it first.

        Ignored if the store holds that revision or a later one. Such a document has no writer.
        """

    async def snapshot(self, name: str) -> Snapshot | None:
        """Return the document as it is, or None if neither the store nor the loader has it."""

    async def changes(self, name: str, after_rev: int) -> list[Change] | None:
        """Return the changes after a revision, or None if these are not kept or it is not reached."""

    async def state_at(self, name: str, at: int) -> Snapshot | None:
        """Return the document as it was at a moment at most MAX_DELAY ago, or None if it did not exist
        then.
        """

    async def history(self, name: str) -> History | None:
        """Return the document with all changes that are kept, or None if nobody has it."""

    async def writer_seen(self, name: str) -> int | None:
        """Return when the writer last wrote or touched the document (epoch ms), or None if it had none."""

    async def subscribe(self, name: str, subscriber: Subscriber) -> Callable[[], None]:
        """Call `subscriber` on each notice about a document, existing or not, and return what ends that.

        The subscription stands when this returns: subscribe first, then read the history, and nothing is
        missed. Subscribers run in the event loop that subscribed and must not raise.
        """

    async def close(self, name: str) -> None:
        """Forget a document: its writer is fenced, and reading it asks the loader."""

    async def aclose(self) -> None:
        """Let go of what the running event loop holds of the store, before it ends."""
