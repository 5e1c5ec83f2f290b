"""What the fives that have played together come to: points, ratings per 100 possessions, who was on and who was off.

The twin of static/components/five-man.js, over tests/vectors/units.json. Ratings are whole tenths, so that what is
written adds up; they are there only where possessions are fed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from broadcast.dashboard.show.axis import scaled

Unit = dict[str, Any]

SORTS = ("seconds", "points_for", "points_against", "plus_minus", "offense", "defense", "net")
LEAST_FIRST = ("points_against", "defense")


@dataclass(frozen=True)
class Chosen:
    """Which fives are shown, and in which order. Empty chooses all."""

    team: str = ""
    players: tuple[str, ...] = ()
    """They all played."""
    without: tuple[str, ...] = ()
    """None of them played."""
    minutes: int = 0
    """The least time together."""
    sort: str = "seconds"

    def takes(self, unit: Unit) -> bool:
        """Tell whether a five is one of those chosen."""
        five = set(unit["players"])
        return (
            self.team in ("", unit["team"])
            and five.issuperset(self.players)
            and five.isdisjoint(self.without)
            and unit["seconds"] >= self.minutes * 60
        )


def fives(units: dict[str, Unit], chosen: Chosen) -> list[tuple[str, dict[str, int | None]]]:
    """Return the keys of the fives that are chosen with their numbers, the best first, those without one last."""
    found = [(key, numbers([unit])) for key, unit in units.items() if chosen.takes(unit)]

    def order(item: tuple[str, dict[str, int | None]]) -> tuple[bool, int, int, str]:
        value = item[1][chosen.sort]
        best = 0 if value is None else value if chosen.sort in LEAST_FIRST else -value
        return value is None, best, -(item[1]["seconds"] or 0), item[0]

    return sorted(found, key=order)


def numbers(units: list[Unit]) -> dict[str, int | None]:
    """Return what fives come to together. `offense`, `defense` and `net` are tenths of points per 100 possessions."""
    total = {
        name: sum(unit.get(name, 0) for unit in units)
        for name in ("seconds", "points_for", "points_against", "possessions", "possessions_against")
    }
    offense = _rating(total["points_for"], total["possessions"])
    defense = _rating(total["points_against"], total["possessions_against"])
    return {
        "seconds": total["seconds"],
        "points_for": total["points_for"],
        "points_against": total["points_against"],
        "plus_minus": total["points_for"] - total["points_against"],
        "offense": offense,
        "defense": defense,
        "net": offense - defense if offense is not None and defense is not None else None,
    }


def on_and_off(units: dict[str, Unit], player: str, team: str) -> dict[str, dict[str, int | None]]:
    """Return what a team's fives come to with a player, and without."""
    own = [unit for unit in units.values() if unit["team"] == team]
    return {
        "on": numbers([unit for unit in own if player in unit["players"]]),
        "off": numbers([unit for unit in own if player not in unit["players"]]),
    }


def _rating(points: int, possessions: int) -> int | None:
    return scaled(points, 1000, possessions) if possessions else None
