"""Who is on the floor, and the bench."""

from __future__ import annotations

from typing import Any

from broadcast.basketball.reading import presets
from broadcast.dashboard.show import Document
from broadcast.dashboard.show.colors import grounds
from broadcast.dashboard.show.words import (
    SIDES,
    by_jersey,
    by_position,
    full_name,
    minutes,
    number,
    short,
    signed,
    surname,
)
from broadcast.dashboard.viewing import Viewing

SOURCES = {"plays": "from the plays", "possessions": "from possessions", "starters": "the starters"}
COLUMNS = ("PTS", "REB", "AST", "FL")


def lineups(state: Document, viewing: Viewing) -> dict[str, Any]:
    """Return both teams' five and bench."""
    return {side: floor_five(state, side) for side in SIDES}


def floor_five(state: Document, side: str) -> dict[str, Any]:
    """Return the five on the floor, guards first, and the bench by number. Unknown five: all are bench."""
    game = state["game"]
    players: dict[str, dict[str, Any]] = {
        key: player for key, player in state.get("players", {}).items() if player["team"] == side
    }
    lineup = state.get("lineups", {}).get(side)
    if lineup:
        five = [key for key in lineup["players"] if key in players]
    else:
        five = [key for key, player in players.items() if player.get("on_floor")]
    limit = presets()[game["rules"]]["fouls_out"]
    chosen = set(five)
    on = sorted(((key, players[key]) for key in chosen), key=by_position)
    bench = sorted(
        ((key, player) for key, player in players.items() if key not in chosen and player.get("active") is not False),
        key=by_jersey,
    )
    return {
        "side": side,
        "team": short(game[side]),
        "ground": grounds(game)[side],
        "source": SOURCES.get(lineup["source"], "") if lineup else "",
        "five": [_row(key, player, limit) for key, player in on],
        "bench": [_row(key, player, limit) for key, player in bench],
        "known": bool(on),
    }


def _row(key: str, player: dict[str, Any], limit: int) -> dict[str, Any]:
    line = player["line"]
    return {
        "id": key,
        "jersey": player.get("jersey", ""),
        "name": surname(player) or key,
        "full_name": full_name(player) or key,
        "position": player.get("position", ""),
        "stats": [
            {"text": number(line.get(name)), "trouble": name == "FL" and line.get(name, 0) >= limit - 1}
            for name in COLUMNS
        ],
        "plus_minus": signed(player.get("plus_minus")),
        "time": minutes(player.get("seconds")),
    }
