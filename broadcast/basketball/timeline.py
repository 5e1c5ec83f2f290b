"""The plays, the shots and the changes of the five on the floor in order of time, and the counts over them.

An event that comes last in time is counted at once. A late, a corrected or a deleted one takes the counts back to a
copy made before its place, and from there they are made again; so the counts depend on what is known, never on the
order in which it came.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from broadcast.basketball.fives import Five
from broadcast.basketball.fold import Data, Fold
from broadcast.basketball.rules import RuleSet

COPY_EVERY = 64
"""Events between two copies of the counts: at most so many more than are out of place are counted again."""

PLAY, SHOT, CHANGE = range(3)
"""The order of events at the same moment: a play's substitutions are part of what made the new five."""

Events = Mapping[str, Data | None]
"""Rows by their keys; `None` for one that is no more."""


class Place(NamedTuple):
    """Where an event stands in time."""

    at: int
    rank: int
    key: str


class Timeline:
    """The events of one game in order. `sides` maps team ids to `home` and `away`.

    `source` says who tells the five on the floor: `lineups`, `plays`, `possessions` or `starters`.
    """

    def __init__(self, rules: RuleSet, sides: Mapping[str, str], starters: Mapping[str, Five], source: str) -> None:
        self.sides = dict(sides)
        self.starters = dict(starters)
        self.source = source
        self.fold = Fold(rules, self.sides, starters, from_plays=source == "plays")
        self._copies = [self.fold.copy()]
        self._places: list[Place] = []
        self._data: list[Data] = []
        self._held: dict[tuple[int, str], Place] = {}
        self._folded = 0

    def __len__(self) -> int:
        return len(self._places)

    def update(self, plays: Events, changes: Events, shots: Events) -> None:
        """Take in plays, changes of the five, and shots."""
        first = min(self._place(plays, PLAY), self._place(shots, SHOT), self._place(changes, CHANGE))
        if first < self._folded:
            del self._copies[first // COPY_EVERY + 1 :]
            self.fold = self._copies[-1].copy()
            self._folded = (len(self._copies) - 1) * COPY_EVERY
        while self._folded < len(self._places):
            self._count(self._places[self._folded], self._data[self._folded])
            self._folded += 1
            if self._folded % COPY_EVERY == 0:
                self._copies.append(self.fold.copy())

    def _count(self, place: Place, data: Data) -> None:
        if place.rank == CHANGE:
            self.fold.change(data)
        elif place.rank == SHOT:
            self.fold.shot(place.key, data)
        else:
            self.fold.play(place.key, data)

    def _place(self, events: Events, rank: int) -> int:
        """Put events in their places, and return the first place where something is different now."""
        first = len(self._places)
        for key in events:
            held = self._held.pop((rank, key), None)
            if held is not None:
                index = bisect_left(self._places, held)
                del self._places[index], self._data[index]
                first = min(first, index)
        fresh: Iterable[tuple[Place, Data]] = sorted(
            (Place(data["at"] if "at" in data else data["start"], rank, key), data)
            for key, data in events.items()
            if data is not None
        )
        for place, data in fresh:
            index = bisect_left(self._places, place)
            self._places.insert(index, place)
            self._data.insert(index, data)
            self._held[rank, place.key] = place
            first = min(first, index)
        return first
