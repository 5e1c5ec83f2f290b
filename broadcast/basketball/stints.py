"""The stints of each player: from when to when, and what happened meanwhile.

Times are ms of game time played. Entries are never changed in place, so that a copy of the counts shares them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Data = dict[str, Any]


@dataclass
class Stints:
    """The stints by player, then by number ("0", "1", ...), as the document has them."""

    by_player: dict[str, dict[str, Data]] = field(default_factory=dict)

    def copy(self) -> Stints:
        """Return stints that go on from here without changing these."""
        return Stints(dict(self.by_player))

    def enter(self, player: str, played: int) -> None:
        """Put a player on the floor. Who left at this very moment goes on with the stint before."""
        number, last = self._last(player)
        if last is None or last.get("to_ms", played) != played:
            self._set(player, number + 1, {"from_ms": played, "plus_minus": 0})
        elif "to_ms" in last:
            self._set(player, number, {name: value for name, value in last.items() if name != "to_ms"})

    def leave(self, player: str, played: int) -> None:
        """Take a player off the floor. A stint without length is none, unless it holds points."""
        number, last = self._last(player)
        if last is None or "to_ms" in last:
            return
        if last["from_ms"] == played and not last["plus_minus"] and "points" not in last:
            stints = dict(self.by_player[player])
            del stints[str(number)]
            self.by_player[player] = stints
        else:
            self._set(player, number, {**last, "to_ms": played})

    def count(self, player: str, plus_minus: int, played: int) -> None:
        """Count points of either team for a player who stands on the floor, or has just left it."""
        number, last = self._last(player)
        if last is None or last.get("to_ms", played) != played:
            # Points for who stood there at the foul, in a stint without length that was left out.
            number, last = number + 1, {"from_ms": played, "to_ms": played, "plus_minus": 0}
        self._set(player, number, {**last, "plus_minus": last["plus_minus"] + plus_minus})

    def score(self, player: str, points: int) -> None:
        """Count points that a player made; nothing where he is not known to be on the floor."""
        number, last = self._last(player)
        if last is not None and "to_ms" not in last:
            self._set(player, number, {**last, "points": last.get("points", 0) + points})

    def _last(self, player: str) -> tuple[int, Data | None]:
        stints = self.by_player.get(player)
        if not stints:
            return -1, None
        number = len(stints) - 1
        return number, stints[str(number)]

    def _set(self, player: str, number: int, stint: Data) -> None:
        self.by_player[player] = {**self.by_player.get(player, {}), str(number): stint}
