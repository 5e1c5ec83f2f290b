"""The data source of vMix: a game as a table of two rows. Pure.

vMix takes a top-level array with one object a row, and the columns of the first row. So each row has all columns, in
one order, all texts, and what is not known is empty. There is no clock in it: vMix asks at its own pace, and a frozen
clock over moving play is the fault viewers notice first.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from broadcast.basketball.rules import presets
from broadcast.control.templates import name_of

REGULAR, OVERTIMES = 4, 4
LED = ("PTS", "REB", "AST")
Row = dict[str, str]


def rows(aired: Mapping[str, Any], order: tuple[str, str]) -> list[Row]:
    """Return the two teams' rows of an aired view, in this order of `home` and `away`."""
    return [_row(aired, side) for side in order]


def _row(aired: Mapping[str, Any], side: str) -> Row:
    team = aired.get("game", {}).get(side, {})
    score = aired.get("score", {})
    stats = aired.get("team_stats", {}).get(side, {})
    row = {"side": side}
    row |= {name: _text(team.get(name)) for name in ("name", "short_name", "abbreviation", "color", "logo")}
    row["score"] = _text(score.get(side))
    row |= _periods(aired, side)
    row |= {name: _text(stats.get(name)) for name in ("fouls", "timeouts", "bonus")}
    row["possession"] = "1" if aired.get("possession", {}).get("team") == side else ""
    for stat in LED:
        row |= _leader(aired, side, stat)
    return row


def _periods(aired: Mapping[str, Any], side: str) -> Row:
    """Return the points by period, under `period_1` to `period_4` and `overtime_1` to `overtime_4`."""
    game = aired.get("game", {})
    rules = presets().get(game.get("rules", "")) or presets()["FIBA" if game.get("format") == "QUARTER" else "NCAA_M"]
    columns = [f"period_{number}" for number in range(1, REGULAR + 1)]
    columns += [f"overtime_{number}" for number in range(1, OVERTIMES + 1)]
    found = dict.fromkeys(columns, "")
    for name, period in aired.get("score", {}).get("periods", {}).items():
        number = rules.number(name)
        if number is None or side not in period:
            continue
        column = f"period_{number}" if number <= rules.periods else f"overtime_{number - rules.periods}"
        if column in found:
            found[column] = _text(period[side])
    return found


def _leader(aired: Mapping[str, Any], side: str, stat: str) -> Row:
    """Return who leads the team in a stat, all who do where they share it."""
    players = [one for one in aired.get("players", {}).values() if one.get("team") == side]
    most = max((one.get("line", {}).get(stat) or 0 for one in players), default=0)
    leaders = [name_of(one) for one in players if most > 0 and one.get("line", {}).get(stat) == most]
    key = f"leader_{stat.lower()}"
    return {key: " / ".join(sorted(leaders)), f"{key}_value": _text(most) if leaders else ""}


def _text(value: Any) -> str:
    return "" if value is None else str(value)
