"""A live document with the changes that led to it: what a store keeps and what a hub holds a copy of.

A history begins at its trail, the oldest state still kept, and each change leads on from there. So any
revision, and the state at any moment since the trail, can be built from it. No I/O, no clock of its own.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

from broadcast.live.patch import JSONObject, apply

MAX_DELAY = 120_000  # ms; no output can be delayed further than the log reaches back
MIN_CHANGES = 300  # kept however old they are, so that a viewer can resume after a quiet time
TRIM_EVERY = 64  # changes; trimming moves the list, so it is done for many at once

_by_rev = attrgetter("rev")
_by_at = attrgetter("at")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A document at one revision. `at` is when that revision was made, in epoch ms."""

    name: str
    epoch: str
    rev: int
    at: int
    state: JSONObject


@dataclass(frozen=True, slots=True)
class Change:
    """A merge patch that leads from revision `base` to `rev`. `live` is false for what was caught up."""

    base: int
    rev: int
    at: int
    live: bool
    patch: JSONObject


class History:
    """A document's trail, its changes since then in order, and its present state."""

    def __init__(self, trail: Snapshot, changes: Iterable[Change] = ()) -> None:
        self.trail = trail
        self.head = trail
        self._changes: list[Change] = []
        for change in changes:
            self.append(change)

    @property
    def changes(self) -> Sequence[Change]:
        """All changes since the trail, oldest first."""
        return self._changes

    def append(self, change: Change, state: JSONObject | None = None) -> None:
        """Add the next change, which leads to `state` where the caller has it at hand.

        Raises ValueError if the change does not lead on from the present revision.
        """
        if change.base != self.head.rev or change.rev <= change.base:
            raise ValueError(
                f"expected a change from revision {self.head.rev} of {self.head.name}, "
                f"got one from {change.base} to {change.rev}"
            )
        self._changes.append(change)
        self.head = _after(self.head, change, state)

    def copy(self) -> "History":
        """Return a history that later changes of this one do not reach."""
        twin = History(self.trail)
        twin._changes = self._changes.copy()
        twin.head = self.head
        return twin

    def since(self, rev: int, until: int | None = None) -> list[Change] | None:
        """Return the changes after `rev`, up to the moment `until`, or None where the way from `rev` is not
        kept.

        It is not kept if `rev` is older than the trail, or is no revision of this document yet.
        """
        if not self.trail.rev <= rev <= self.head.rev:
            return None
        start = bisect_right(self._changes, rev, key=_by_rev)
        end = None if until is None else bisect_right(self._changes, until, lo=start, key=_by_at)
        return self._changes[start:end]

    def next_after(self, rev: int) -> Change | None:
        """Return the first change that leads beyond `rev`."""
        place = bisect_right(self._changes, rev, key=_by_rev)
        return self._changes[place] if place < len(self._changes) else None

    def at(self, moment: int) -> Snapshot | None:
        """Return the document as it was at `moment` (epoch ms), or None if it did not exist then."""
        if moment >= self.head.at:
            return self.head
        if moment < self.trail.at:
            return None
        snapshot = self.trail
        for change in self._changes[: bisect_right(self._changes, moment, key=_by_at)]:
            snapshot = _after(snapshot, change)
        return snapshot

    def trim(self, now: int) -> None:
        """Let the trail follow: forget changes older than MAX_DELAY, but keep the last MIN_CHANGES."""
        if len(self._changes) < MIN_CHANGES + TRIM_EVERY:
            return
        old = bisect_left(self._changes, now - MAX_DELAY, key=_by_at)
        drop = min(old, len(self._changes) - MIN_CHANGES)
        if drop >= TRIM_EVERY:
            for change in self._changes[:drop]:
                self.trail = _after(self.trail, change)
            del self._changes[:drop]


def _after(snapshot: Snapshot, change: Change, state: JSONObject | None = None) -> Snapshot:
    if state is None:
        state = apply(snapshot.state, change.patch)
    return Snapshot(snapshot.name, snapshot.epoch, change.rev, change.at, state)
