"""The timeouts of a team as pips: those left among those that it can have at most now. Pure.

Twin of static/js/timeouts.js; tests/vectors/timeouts.json holds the two to one behavior.
"""

from __future__ import annotations

from broadcast.basketball.reading import parse_period, presets


def pips(rules: str, period: str | None, left: int | None) -> list[bool]:
    """Return a pip for each timeout, those left first; none where the rule set, the period or the rest is unknown."""
    most = most_timeouts(rules, period)
    if left is None or most is None:
        return []
    return [place < left for place in range(max(most, left))]


def most_timeouts(rules: str, period: str | None) -> int | None:
    """Return how many timeouts a team begins this part of the game with, by the rule set; None where that is unknown.

    The steps of a rule set say from which period on a team has how many; the last one is of overtimes.
    """
    preset, at = presets().get(rules), parse_period(period)
    if preset is None or at is None:
        return None
    most: int = preset["timeouts"]
    steps = preset["timeout_steps"] or []
    if at.kind == "overtime":
        last = steps[-1] if steps else {}
        return int(last.get("have", most + last.get("more", 0)))
    for step in steps:
        if "have" in step and step.get("period", 99) <= at.number:
            most = step["have"]
    return most
