"""What a row must not say: absurd values are taken out of it, and a row that cannot be placed is refused."""

from __future__ import annotations

from collections.abc import Mapping

from broadcast.basketball.rules import RuleSet
from broadcast.basketball.tables import Data

FARTHEST_MM = 30_000
"""Farther than this from the hoop no shot can be: a court is 28.65 m long."""
_MUST_HAVE_TEAM = frozenset({"shots", "stats", "lineups", "possessions"})
_POSITION = ("x", "y", "distance")
_CLOCKS = ("clock_ms", "shot_clock_ms", "start_clock_ms", "end_clock_ms")
_FIVES = {"lineups": ("players",), "possessions": ("players", "opponents")}


def check(source: str, data: Data, sides: Mapping[str, str], rules: RuleSet) -> tuple[Data | None, list[str]]:
    """Return the row without what is absurd in it, and why each thing was left out.

    `sides` maps the ids of the two teams; while it does not name both, teams are not judged. The row is `None`
    where nothing of it can be used.
    """
    reasons: list[str] = []
    team = data.get("team")
    if len(sides) == 2 and team is not None and team not in sides:
        if source in _MUST_HAVE_TEAM:
            return None, [f"team {team} does not play in this game"]
        reasons.append(f"team {team} does not play in this game")
        data = {name: value for name, value in data.items() if name != "team"}
    if source in ("shots", "details") and any(abs(data.get(name, 0)) > FARTHEST_MM for name in _POSITION):
        farthest = max(abs(data.get(name, 0)) for name in _POSITION)
        reasons.append(f"a position {farthest / 1000:.0f} m from the hoop")
        data = {name: value for name, value in data.items() if name not in _POSITION}
    for name in _CLOCKS:
        if (reason := _absurd_clock(source, name, data, rules)) is not None:
            reasons.append(reason)
            data = {other: value for other, value in data.items() if other != name}
    for name in _FIVES.get(source, ()):
        five = data.get(name, ())
        if len(set(five)) != len(five):
            return None, [*reasons, "a player stands twice in the lineup"]
    return data, reasons


def _absurd_clock(source: str, name: str, data: Data, rules: RuleSet) -> str | None:
    """Return what is wrong with a clock. The scoreboard's own may be above the period's length: a countdown."""
    value = data.get(name)
    if value is None:
        return None
    if value < 0:
        return f"a clock of {value} ms"
    length = rules.length(data["period"]) if "period" in data else None
    if length is not None and value > length and source not in ("clock", "totals"):
        return f"a clock of {value // 1000} s in a period of {length // 1000} s"
    return None
