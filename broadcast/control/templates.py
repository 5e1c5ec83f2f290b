"""The data of a cue as a template: players by jersey or by lead, resolved against the aired game. Pure.

In `player` and in `chosen`, `"#23"` is who wears 23 in the team of `team`, or in either where none is named;
`"leader PTS"` is who leads the team, or the game, in a stat of the feed's lines. Anything else stands as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

Data = dict[str, Any]
STATS = {"3PT": "FG3", "OREB": "OFFENSIVE_REB", "DREB": "DEFENSIVE_REB", "PF": "FL"}
"""Other names under which a stat may be asked for."""


class Unresolved(ValueError):
    """A template that means nobody in this game, or more than one. The message says which, in plain words."""


def resolved(data: Mapping[str, Any], aired: Mapping[str, Any]) -> Data:
    """Return the data with the ids of the players that are meant. Raises Unresolved."""
    made = dict(data)
    team = data.get("team")
    if isinstance(data.get("player"), str):
        made["player"] = _player(data["player"], team, aired)
    if isinstance(data.get("chosen"), list):
        made["chosen"] = [_player(one, team, aired) if isinstance(one, str) else one for one in data["chosen"]]
    return made


def by_jersey(jersey: str, team: str | None, aired: Mapping[str, Any]) -> str:
    """Return the id of who wears a number. Raises Unresolved. "0" and "00" are two numbers."""
    found = [key for key, player in _roster(team, aired).items() if player.get("jersey") == jersey]
    active = [key for key in found if aired["players"][key].get("active") is not False]
    if len(active or found) == 1:
        return (active or found)[0]
    if not found:
        params = {"number": jersey, "team": _team_name(team, aired)}
        raise Unresolved(_("Nobody wears #%(number)s: %(team)s.") % params)
    names = ", ".join(name_of(aired["players"][key]) for key in sorted(active or found))
    raise Unresolved(_("More than one wears #%(number)s: %(names)s.") % {"number": jersey, "names": names})


def name_of(player: Mapping[str, Any]) -> str:
    """Return how a player is called at the desk: the number and the surname."""
    name = player.get("on_air_name") or player.get("last_name") or player.get("name") or ""
    number = f"#{player['jersey']}" if player.get("jersey") else ""
    return " ".join(part for part in (number, name.upper()) if part)


def _player(meant: str, team: Any, aired: Mapping[str, Any]) -> str:
    side = team if team in ("home", "away") else None
    if meant.startswith("#"):
        return by_jersey(meant.removeprefix("#").strip(), side, aired)
    word, _space, stat = meant.partition(" ")
    if word == "leader" and stat:
        return _leader(stat.strip().upper(), side, aired)
    return meant


def _leader(stat: str, team: str | None, aired: Mapping[str, Any]) -> str:
    lines = {
        key: player.get("line", {}).get(STATS.get(stat, stat)) or 0 for key, player in _roster(team, aired).items()
    }
    most = max(lines.values(), default=0)
    if most <= 0:
        raise Unresolved(_("Nobody leads in %(stat)s yet.") % {"stat": stat})
    leaders = sorted(key for key, value in lines.items() if value == most)
    if len(leaders) > 1:
        names = ", ".join(name_of(aired["players"][key]) for key in leaders)
        raise Unresolved(_("%(names)s share the lead in %(stat)s: cue one of them.") % {"names": names, "stat": stat})
    return leaders[0]


def _roster(team: str | None, aired: Mapping[str, Any]) -> dict[str, Any]:
    players = aired.get("players", {})
    if not players:
        raise Unresolved(_("No players are known yet."))
    return {key: player for key, player in players.items() if team is None or player.get("team") == team}


def _team_name(team: str | None, aired: Mapping[str, Any]) -> str:
    game = aired.get("game", {})
    sides = (team,) if team else ("away", "home")
    return " / ".join(str(game.get(side, {}).get("name", side)) for side in sides)
