"""The box score: a table for each team, its totals and percentages. A column that nobody has is left out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from broadcast.dashboard.show import Document
from broadcast.dashboard.show.colors import grounds
from broadcast.dashboard.show.words import (
    SIDES,
    by_jersey,
    full_name,
    minutes,
    number,
    pair,
    percent,
    short,
    signed,
)
from broadcast.dashboard.viewing import Viewing

Player = dict[str, Any]

COLUMNS: tuple[tuple[str, str, str], ...] = (
    ("MIN", "MIN", "Playing time"),
    ("PTS", "PTS", "Points"),
    ("FG", "FG", "Field goals"),
    ("FG3", "3PT", "Three-pointers"),
    ("FT", "FT", "Free throws"),
    ("OFFENSIVE_REB", "OR", "Offensive rebounds"),
    ("DEFENSIVE_REB", "DR", "Defensive rebounds"),
    ("REB", "REB", "Rebounds"),
    ("AST", "AST", "Assists"),
    ("STL", "STL", "Steals"),
    ("BLK", "BLK", "Blocks"),
    ("TO", "TO", "Turnovers"),
    ("FL", "PF", "Fouls"),
    ("PM", "+/−", "Plus-minus"),
)
PAIRS = {"FG": "FGA", "FG3": "FGA3", "FT": "FTA"}
LED = ("PTS", "REB", "AST")


def _value(player: Player, key: str) -> float | None:
    line: dict[str, float] = player["line"]
    if key == "MIN":
        return player.get("seconds")
    if key == "PM":
        return player.get("plus_minus")
    if key in PAIRS and key not in line and PAIRS[key] in line:
        return 0
    return line.get(key)


def _text(player: Player, key: str) -> str:
    if key == "MIN":
        return minutes(player.get("seconds"))
    if key == "PM":
        return signed(player.get("plus_minus"))
    if key in PAIRS:
        return pair(player["line"], key, PAIRS[key])
    return number(player["line"].get(key))


def _order(sort: str) -> Callable[[tuple[str, Player]], tuple[Any, ...]]:
    if sort == "NAME":
        return lambda item: (full_name(item[1]).casefold(), item[0])
    if sort == "NO":
        return by_jersey
    if any(key == sort for key, _, _ in COLUMNS):

        def most_first(item: tuple[str, Player]) -> tuple[Any, ...]:
            value = _value(item[1], sort)
            return (value is None, -(value or 0), by_jersey(item))

        return most_first
    return lambda item: (not item[1].get("starter", False), by_jersey(item))


def box_score(state: Document, viewing: Viewing) -> dict[str, Any]:
    """Return the columns and both tables. `sort` is a column, NO or NAME; else starters first, by number."""
    sort = viewing.choices.get("sort", "")
    game = state["game"]
    players: dict[str, Player] = state.get("players", {})
    lines = {side: state.get("team_stats", {}).get(side, {}).get("line", {}) for side in SIDES}
    totals: dict[str, Player] = {side: {"line": line} for side, line in lines.items()}
    everybody = [*players.values(), *totals.values()]
    shown = [column for column in COLUMNS if any(_value(one, column[0]) is not None for one in everybody)]
    tables = []
    for side in SIDES:
        own = sorted(((key, player) for key, player in players.items() if player["team"] == side), key=_order(sort))
        best = {key: max((player["line"].get(key, 0) for _, player in own), default=0) for key in LED}
        rows = [
            {
                "id": player_id,
                "jersey": player.get("jersey", ""),
                "name": full_name(player) or player_id,
                "position": player.get("position", ""),
                "on_floor": player.get("on_floor", False),
                "cells": [
                    {
                        "text": _text(player, key),
                        "leads": key in best and best[key] > 0 and player["line"].get(key) == best[key],
                    }
                    for key, _, _ in shown
                ],
            }
            for player_id, player in own
        ]
        total = [_text(totals[side], key) if key not in ("MIN", "PM") else "" for key, _, _ in shown]
        rates = [percent(lines[side], key, PAIRS[key]) if key in PAIRS else "" for key, _, _ in shown]
        tables.append(
            {
                "side": side,
                "team": short(game[side]),
                "name": game[side]["name"],
                "ground": grounds(game)[side],
                "rows": rows,
                "total": total if any(total) else [],
                "rates": rates if any(rates) else [],
            }
        )
    columns = [{"key": key, "label": label, "title": title} for key, label, title in shown]
    return {"any": bool(players or columns), "columns": columns, "tables": tables, "sort": sort}
