"""Who is on the floor, and the bench."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from broadcast.basketball.colors import grounds
from broadcast.basketball.reading import game_time, presets
from broadcast.dashboard.show import Document
from broadcast.dashboard.show.words import (
    SIDES,
    by_jersey,
    by_position,
    full_name,
    minutes,
    number,
    period_name,
    short,
    signed,
    surname,
)
from broadcast.dashboard.viewing import Viewing

SOURCES = {
    "lineups": gettext_lazy("from the feed"),
    "plays": gettext_lazy("from the plays"),
    "possessions": gettext_lazy("from possessions"),
    "starters": gettext_lazy("the starters"),
}
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
        "since": since(state, lineup.get("since", 0)) if lineup else "",
        "five": [_row(key, player, limit) for key, player in on],
        "bench": [_row(key, player, limit) for key, player in bench],
        "known": bool(on),
    }


def since(state: Document, at: int) -> str:
    """Return the game time since which a five stands (`since 7:12 3RD`), which is that of the last play up to then.

    Nothing where it stands since before the first play that has a time.
    """
    timed = [
        play for play in state.get("plays", {}).values() if play["at"] <= at and "period" in play and "clock_ms" in play
    ]
    if not timed:
        return ""
    last = max(timed, key=lambda play: (play["at"], play["order"]))
    return _("since %(time)s %(period)s") % {"time": game_time(last["clock_ms"]), "period": period_name(last["period"])}


def initials(player: dict[str, Any]) -> str:
    """Return what stands for a picture: the first letters of the first and the last name."""
    names = [player.get("first_name", ""), player.get("last_name", "")]
    words = [name for name in names if name] or full_name(player).split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


def picture(player: dict[str, Any]) -> str:
    """Return the address of a player's picture if a browser may load it, else nothing."""
    address = str(player.get("picture", ""))
    return address if address.startswith("https://") else ""


def _row(key: str, player: dict[str, Any], limit: int) -> dict[str, Any]:
    line = player["line"]
    return {
        "id": key,
        "jersey": player.get("jersey", ""),
        "name": surname(player) or key,
        "full_name": full_name(player) or key,
        "position": player.get("position", ""),
        "initials": initials(player),
        "picture": picture(player),
        "out": line.get("FL", 0) >= limit,
        "stats": [
            {"text": number(line.get(name)), "trouble": name == "FL" and line.get(name, 0) >= limit - 1}
            for name in COLUMNS
        ],
        "plus_minus": signed(player.get("plus_minus")),
        "time": minutes(player.get("seconds")),
    }
