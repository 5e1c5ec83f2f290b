"""What a row must not say: absurd values are taken out of it, and a row that cannot be placed is refused."""

from __future__ import annotations

from collections.abc import Mapping

from broadcast.basketball.rules import RuleSet
from broadcast.basketball.tables import Data

FARTHEST_MM = 30_000
"""Farther than this from the hoop no shot can be: a court is 28.65 m long."""
_MUST_HAVE_TEAM = frozenset({"shots", "stats", "lineups", "possessions"})
_POSITION = ("x", "y", "distance")


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
    if source in ("shots", "details", "lineups") and "clock_ms" in data and "period" in data:
        length = rules.length(data["period"])
        if length is not None and data["clock_ms"] > length:
            reasons.append(f"a clock of {data['clock_ms'] // 1000} s in a period of {length // 1000} s")
            data = {name: value for name, value in data.items() if name != "clock_ms"}
    if source == "lineups" and len(set(data["players"])) != len(data["players"]):
        return None, [*reasons, "a player stands twice in the lineup"]
    return data, reasons
