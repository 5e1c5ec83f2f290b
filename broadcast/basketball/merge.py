"""The merge rule: how rows and sets that arrive in any order, any number of times, make one table.

A *row* is stamped once, when it is received. A *set* is a whole REST answer, stamped with what was known some seconds
before it was asked for, because REST and the stream are not synchronized and in REST a deletion shows only as absence.
Whatever the order and the number of arrivals, the same stamped rows and sets make the same table. `docs/merge-rule.md`
tells why each part is there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Generic, NamedTuple, TypeVar

import msgspec

V = TypeVar("V")
K = TypeVar("K")

_canonical = msgspec.json.Encoder(order="deterministic")

LAST = 1 << 62
"""An `n` above that of any row: a set covers every row of the `seq` it is stamped with."""


class Stamp(NamedTuple):
    """The place of a row or a set in the order of a game. Stamps compare from left to right."""

    run: int
    """Counts the restarts of the feed's sequence."""
    seq: int
    """The frame's sequence number; 0 in the tables of unsequenced sources; -1 below any of them."""
    n: int
    """The game's own count of rows received. `LAST` in the set of a sequenced source."""
    asked: int = 0
    """The game's own count of sets asked for; 0 for a row, so a set covers the rows it is level with."""


BOTTOM = Stamp(-1, -1, -1, -1)


def canonical(value: Any) -> bytes:
    """Return the canonical JSON of `value`: object keys sorted, no spaces."""
    return _canonical.encode(value)


class Table(Generic[K, V]):
    """The newest value per key. `None` stands for a row that was taken back."""

    __slots__ = ("floor", "rows")

    def __init__(self) -> None:
        self.floor = BOTTOM
        self.rows: dict[K, tuple[Stamp, V | None]] = {}

    def put(self, key: K, value: V | None, stamp: Stamp) -> bool:
        """Take in one row, and tell whether what the table says of `key` has changed, or who says it.

        A row at or below the floor is older than what the floor's set said, and is ignored. A row that says what an
        answer said before it counts as a change: a journal then holds the stream's own word, in its own place.
        """
        if stamp <= self.floor:
            return False
        held = self.rows.get(key)
        if held is not None:
            if held[0] > stamp:
                return False
            if held[0] == stamp and canonical(held[1]) >= canonical(value):
                return False
        self.rows[key] = (stamp, value)
        return held is None or held[1] != value or (held[0].asked > 0 and not stamp.asked)

    def replace(self, values: Mapping[K, V], stamp: Stamp) -> set[K]:
        """Take in a whole set, and return the keys whose value has changed.

        Keys that the set lacks are removed where they are stamped at or below it. Rows stamped above it stay.
        """
        if stamp < self.floor:
            return set()
        changed: set[K] = set()
        if stamp > self.floor:
            self.floor = stamp
            for key in [key for key, held in self.rows.items() if held[0] <= stamp and key not in values]:
                if self.rows.pop(key)[1] is not None:
                    changed.add(key)
        for key, value in values.items():
            held = self.rows.get(key)
            if held is not None:
                if held[0] > stamp or (held[0] == stamp and canonical(held[1]) >= canonical(value)):
                    continue
                if held[1] != value:
                    changed.add(key)
            else:
                changed.add(key)
            self.rows[key] = (stamp, value)
        return changed

    def restore(self, key: K, value: V | None, stamp: Stamp) -> None:
        """Put back an entry of a journal, which the merge rule has already let through once."""
        self.rows[key] = (stamp, value)

    def get(self, key: K) -> V | None:
        """Return the value of `key`, or `None` where there is none."""
        held = self.rows.get(key)
        return held[1] if held else None

    def stamp(self, key: K) -> Stamp:
        """Return the stamp of `key`, `BOTTOM` where there is none."""
        held = self.rows.get(key)
        return held[0] if held else BOTTOM

    def items(self) -> Iterator[tuple[K, V]]:
        """Iterate over the keys that have a value."""
        return ((key, held[1]) for key, held in self.rows.items() if held[1] is not None)

    def values(self) -> Iterator[V]:
        """Iterate over the values."""
        return (held[1] for held in self.rows.values() if held[1] is not None)

    def __contains__(self, key: K) -> bool:
        return self.get(key) is not None

    def __len__(self) -> int:
        return sum(1 for _ in self.values())


class Versions(Generic[K, V]):
    """The two newest different values that rows have given a key, whatever order they came in.

    It answers what a corrected row said before, and does not depend on which of its versions came first.
    """

    __slots__ = ("kept",)

    def __init__(self) -> None:
        self.kept: dict[K, list[tuple[Stamp, V]]] = {}

    def put(self, key: K, value: V, stamp: Stamp) -> bool:
        """Take in one version, and tell whether it is among the two newest now and was not before."""
        held = self.kept.get(key)
        if held is None:
            self.kept[key] = [(stamp, value)]
            return True
        for index, (other, same) in enumerate(held):
            if same == value:
                if stamp <= other:
                    return False
                held[index] = (stamp, value)
                held.sort(key=_by_stamp, reverse=True)
                return False
        newest = sorted([*held, (stamp, value)], key=_by_stamp, reverse=True)[:2]
        self.kept[key] = newest
        return (stamp, value) in newest

    def before(self, key: K, current: V) -> V | None:
        """Return the newest version of `key` that differs from `current`."""
        return next((value for _, value in self.kept.get(key, ()) if value != current), None)


def _by_stamp(version: tuple[Stamp, Any]) -> Stamp:
    return version[0]
