"""The lines that a box score is made of: of the whole game, of a period, of several; and what is worked out of a line.

The whole game's lines are the feed's own. Those of periods are counted from the plays. Twin of static/js/box.js;
tests/vectors/box.json holds the two to one behavior.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from broadcast.basketball.reading import parse_period
from broadcast.dashboard.show import Document
from broadcast.dashboard.show.words import by_period

Line = dict[str, float]
Player = dict[str, Any]

FIRST_HALF: Final = "first-half"
SECOND_HALF: Final = "second-half"
OVERTIMES: Final = "overtimes"
HALVES: Final = {FIRST_HALF: ("Q1", "Q2"), SECOND_HALF: ("Q3", "Q4")}


class Lines(NamedTuple):
    """Every player with the line, time and plus-minus of a part of the game, and the line of each team."""

    players: dict[str, Player]
    teams: dict[str, Line]


def periods_of(state: Document) -> dict[str, tuple[str, ...]]:
    """Return the parts of a game that there are lines of, by the name that an address has for each, with its periods.

    The periods in order, then the halves of a game of quarters, then all overtimes where there are several.
    """
    names = sorted(state.get("period_stats", {}), key=by_period)
    overtimes = tuple(name for name in names if _is_overtime(name))
    parts: dict[str, tuple[str, ...]] = {name: (name,) for name in names}
    parts |= {half: quarters for half, quarters in HALVES.items() if any(name in parts for name in quarters)}
    return parts | ({OVERTIMES: overtimes} if len(overtimes) > 1 else {})


def lines_of(state: Document, periods: Iterable[str] | None) -> Lines:
    """Return the lines of some periods, or of the whole game."""
    players: dict[str, Player] = state.get("players", {})
    if periods is None:
        fed = {side: stats["line"] for side, stats in state.get("team_stats", {}).items() if "line" in stats}
        return Lines(players, fed)
    counted = [state["period_stats"][name] for name in periods if name in state.get("period_stats", {})]
    played = {key: [player.get("periods", {}).get(name, {}) for name in periods] for key, player in players.items()}
    own = ("seconds", "plus_minus")
    return Lines(
        {
            key: {name: value for name, value in player.items() if name not in (*own, "line")}
            | {"line": summed(lines[key] for lines in counted if key in lines)}
            | {name: value for name, value in summed(played[key]).items() if name in own}
            for key, player in players.items()
        },
        {
            side: summed(lines[side] for lines in counted if side in lines)
            for side in ("away", "home")
            if any(side in lines for lines in counted)
        },
    )


def summed(lines: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Return the sums of the numbers that lines have under each name."""
    total: dict[str, Any] = {}
    for line in lines:
        for name, value in line.items():
            total[name] = total.get(name, 0) + value
    return total


def fraction(line: Line, key: str) -> tuple[float, float] | None:
    """Return what a rate is made of, as its parts in whole numbers, or None where there is nothing to divide by.

    `FG%`, `3P%`, `FT%`; `eFG%` counts a three half as much again; `TS%` has points over twice the shots, a free throw
    being 0.44 of one; `AST/TO` is times 0.01. What a line lacks beside its attempts is none of it.
    """
    has = line.get
    made, tried, threes, free = has("FG", 0), has("FGA", 0), has("FG3", 0), has("FTA", 0)
    parts = {
        "FG%": (made, tried),
        "3P%": (threes, has("FGA3", 0)),
        "FT%": (has("FT", 0), free),
        "eFG%": (2 * made + threes, 2 * tried),
        "TS%": (25 * has("PTS", 0), 50 * tried + 22 * free),
        "AST/TO": (has("AST", 0), 100 * has("TO", 0)),
    }[key]
    return parts if parts[1] >= 1 else None


def did_not_play(state: Document, player: Player) -> bool:
    """Tell whether a player is known not to have played: the game is over, presence was counted, and not for him."""
    if state["game"]["status"] != "ended" or player.get("seconds") or any(player["line"].values()):
        return False
    return any(one.get("seconds") for one in state.get("players", {}).values() if one["team"] == player["team"])


def is_left_out(player: Player) -> bool:
    """Tell whether the roster has a player as no longer active, who has no numbers either."""
    return player.get("active") is False and not player.get("seconds") and not any(player["line"].values())


def _is_overtime(name: str) -> bool:
    period = parse_period(name)
    return period is not None and period.kind == "overtime"
