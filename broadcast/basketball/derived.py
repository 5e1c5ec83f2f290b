"""What is worked out for a team from shots and lines: points in the paint, of fast breaks and the bench, factors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from broadcast.basketball.fold import Fold
from broadcast.basketball.possessions import Possessions
from broadcast.basketball.rules import OTHER, SIDES

Data = dict[str, Any]

FAST_BREAK = frozenset({"FASTBREAK", "FAST_BREAK"})
"""ASSUMED: the attribute of a shot on a fast break, and how the stat of the points begins; no list names either."""
_FAST_BREAK_STATS = tuple(f"{name}_{points}" for name in sorted(FAST_BREAK) for points in ("PTS", "POINTS"))
_PAINT = ("rim", "paint")
_FREE_THROW_WEIGHT = 0.44
"""The share of free throws that end a possession, as the leagues have it."""


def parts(
    lines: Mapping[str, Data],
    players: Mapping[str, Data],
    of_shots: Mapping[str, Data],
    fold: Fold,
    possessions: Possessions,
) -> dict[str, Data]:
    """Return for each side what `team_stats` says besides its line, fouls and timeouts. Unknown = absent.

    `of_shots` is what `from_shots` has found.
    """
    found: dict[str, Data] = {side: dict(of_shots[side]) for side in SIDES}
    for side in SIDES:
        if fold.chances.rebounds_seen:
            found[side]["second_chance"] = fold.chances.second_chance[side]
        if fold.chances.turnovers_seen:
            found[side]["off_turnovers"] = fold.chances.off_turnovers[side]
        if possessions:
            found[side]["possessions"] = possessions.by_side[side]
        if fed := factors(lines[side], lines[OTHER[side]]):
            found[side]["factors"] = fed
    _add_bench(found, lines, players)
    _add_fed_breaks(found, lines)
    return found


def from_shots(shots: Mapping[str, Data]) -> dict[str, Data]:
    """Return for each side the points in the paint and of fast breaks, where shots tell of them."""
    found: dict[str, Data] = {side: {} for side in SIDES}
    placed = marked = False
    paint, fast = dict.fromkeys(SIDES, 0), dict.fromkeys(SIDES, 0)
    for shot in shots.values():
        points = (3 if shot["three"] else 2) if shot["made"] else 0
        if area := shot.get("area"):
            placed = True
            if area in _PAINT:
                paint[shot["team"]] += points
        if not FAST_BREAK.isdisjoint(shot.get("attributes", ())):
            marked = True
            fast[shot["team"]] += points
    for side in SIDES:
        if placed:
            found[side]["paint"] = paint[side]
        if marked:
            found[side]["fast_break"] = fast[side]
    return found


def _add_fed_breaks(found: dict[str, Data], lines: Mapping[str, Data]) -> None:
    """Prefer the feed's own points on the break, where any line has them."""
    for stat in _FAST_BREAK_STATS:
        if any(stat in line for line in lines.values()):
            for side in SIDES:
                found[side]["fast_break"] = int(lines[side].get(stat, 0))
            return


def _add_bench(found: dict[str, Data], lines: Mapping[str, Data], players: Mapping[str, Data]) -> None:
    """Add the points of those who did not start, where the roster names five who did and points are fed."""
    starters, points = dict.fromkeys(SIDES, 0), dict.fromkeys(SIDES, 0)
    for player in players.values():
        if player.get("starter"):
            starters[player["team"]] += 1
        else:
            points[player["team"]] += player["line"].get("PTS", 0)
    for side in SIDES:
        if starters[side] == 5 and "PTS" in lines[side]:
            found[side]["bench"] = int(points[side])


def factors(line: Mapping[str, float], opponents: Mapping[str, float]) -> dict[str, float]:
    """Return the four factors of a team as fractions, each where it can be told.

    A stat that neither line has is not known; one that only the other has is 0.
    """
    known = line.keys() | opponents.keys()
    tries, turnovers = line.get("FGA", 0), line.get("TO", 0)
    ended = tries + _FREE_THROW_WEIGHT * line.get("FTA", 0) + turnovers
    offensive = line.get("OFFENSIVE_REB", 0)
    rebounds = offensive + opponents.get("DEFENSIVE_REB", 0)
    found: dict[str, float] = {}
    if tries:
        found["efg"] = round((line.get("FG", 0) + 0.5 * line.get("FG3", 0)) / tries, 3)
        found["free_throw"] = round(line.get("FT", 0) / tries, 3)
    if ended and {"TO", "FGA"} <= known:
        found["turnover"] = round(turnovers / ended, 3)
    if rebounds and {"OFFENSIVE_REB", "DEFENSIVE_REB"} <= known:
        found["offensive_rebound"] = round(offensive / rebounds, 3)
    return found
