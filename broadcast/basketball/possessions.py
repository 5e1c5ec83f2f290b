"""How many possessions each side has had, and each five: a count of the possessions that are fed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from broadcast.basketball.fives import unit_key
from broadcast.basketball.rules import OTHER

Data = dict[str, Any]

_Part = tuple[str, str | None, str | None]


class Possessions:
    """The counts, kept as rows come and go. `sides` maps team ids to `home` and `away`."""

    def __init__(self, sides: Mapping[str, str]) -> None:
        self.sides = dict(sides)
        self.by_side: Counter[str] = Counter()
        self.by_unit: Counter[str] = Counter()
        self.against_unit: Counter[str] = Counter()
        self._held: dict[str, _Part] = {}

    def __bool__(self) -> bool:
        return bool(self._held)

    def update(self, rows: Mapping[str, Data | None]) -> None:
        """Take in rows by their keys; `None` for one that is no more."""
        for key, data in rows.items():
            if (held := self._held.pop(key, None)) is not None:
                self._add(held, -1)
            side = None if data is None else self.sides.get(data["team"])
            if data is None or side is None:
                continue
            own = unit_key(side, tuple(data["players"]))
            other = unit_key(OTHER[side], tuple(data.get("opponents", ())))
            self._held[key] = (side, own, other)
            self._add(self._held[key], 1)

    def _add(self, part: _Part, number: int) -> None:
        side, own, other = part
        self.by_side[side] += number
        if own is not None:
            self.by_unit[own] += number
        if other is not None:
            self.against_unit[other] += number
