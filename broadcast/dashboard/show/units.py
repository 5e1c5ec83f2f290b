"""The fives that have played together, and what each player's team did with and without that player."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from broadcast.basketball.colors import grounds
from broadcast.dashboard.show import Document
from broadcast.dashboard.show.five_man import SORTS, Chosen, fives, on_and_off
from broadcast.dashboard.show.words import SIDES, by_jersey, code, full_name, minutes, short, signed, surname
from broadcast.dashboard.viewing import Viewing

MINIMUMS = ("1", "2", "3", "5", "10")
COLUMNS: tuple[tuple[str, str | Promise, str | Promise], ...] = (
    ("seconds", _("MIN"), _("Time together")),
    ("points_for", _("PTS"), _("Points made")),
    ("points_against", _("OPP"), _("Points allowed")),
    ("plus_minus", "+/−", _("Plus-minus")),
    ("offense", _("OFF"), _("Points made per 100 possessions")),
    ("defense", _("DEF"), _("Points allowed per 100 possessions")),
    ("net", _("NET"), _("Difference per 100 possessions")),
)
RATINGS = ("offense", "defense", "net")
MOST_PLAYERS = 10
"""Two fives: no five has more to be with, or without."""


def chosen_of(viewing: Viewing) -> Chosen:
    """Return the choices of an address. A player who means nothing is one who never played."""
    return Chosen(
        team=viewing.choice("units_team", SIDES),
        players=_several(viewing.choices, "units_with"),
        without=_several(viewing.choices, "units_without"),
        minutes=int(viewing.choice("units_minimum", MINIMUMS) or 0),
        sort=viewing.choice("units_sort", SORTS, "seconds"),
    )


def _several(choices: QueryDict, name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for one in choices.getlist(name) if one))[:MOST_PLAYERS]


def units(state: Document, viewing: Viewing) -> dict[str, Any]:
    """Return the table of the fives chosen, the choices, and the table of who was on and off."""
    game, players = state["game"], state.get("players", {})
    all_units = state.get("units", {})
    chosen = chosen_of(viewing)
    rated = any("possessions" in unit for unit in all_units.values())
    columns = [column for column in COLUMNS if rated or column[0] not in RATINGS]
    colors = grounds(game)
    rows = []
    for key, found in fives(all_units, chosen):
        unit = all_units[key]
        five = sorted(((one, players.get(one, {})) for one in unit["players"]), key=by_jersey)
        rows.append(
            {
                "key": key,
                "side": unit["team"],
                "code": code(game[unit["team"]]),
                "ground": colors[unit["team"]],
                "on_floor": on_floor(state, unit),
                "players": [{"jersey": one.get("jersey", ""), "name": surname(one) or who} for who, one in five],
                "cells": [text(name, found[name]) for name, _label, _title in columns],
            }
        )
    return {
        "event_id": game["event_id"],
        "any": bool(all_units),
        "rated": rated,
        "columns": [{"key": key, "label": label, "title": title} for key, label, title in columns],
        "sort": chosen.sort,
        "least": chosen.sort in ("points_against", "defense"),
        "rows": rows,
        "choices": _choices(state, chosen),
        "chips": _chips(state, chosen, viewing.choices),
        "kept": [(name, value) for name, values in viewing.choices.lists() if not _single(name) for value in values],
        "export": _export(viewing.choices),
        "players": _on_off(state, chosen.team, rated),
    }


def on_floor(state: Document, unit: dict[str, Any]) -> bool:
    """Tell whether a five stands on the floor now."""
    return set(state.get("lineups", {}).get(unit["team"], {}).get("players", ())) == set(unit["players"])


def text(name: str, value: int | None) -> str:
    """Write one of the numbers of a five; unknown is nothing."""
    if value is None:
        return ""
    if name == "seconds":
        return minutes(value)
    if name == "plus_minus":
        return signed(value)
    if name in RATINGS:
        tenths = f"{abs(value) // 10}.{abs(value) % 10}"
        return tenths if name != "net" or not value else f"+{tenths}" if value > 0 else f"−{tenths}"
    return str(value)


def _single(name: str) -> bool:
    """Tell whether the form has a field of this name that holds one value; what it adds to is kept."""
    return name in ("units_team", "units_minimum")


def _choices(state: Document, chosen: Chosen) -> dict[str, list[dict[str, Any]]]:
    """Return the options of the filters. Players are those of the team chosen who have been in a five."""
    game = state["game"]
    taken = {*chosen.players, *chosen.without}
    return {
        "team": [{"value": side, "text": short(game[side]), "chosen": chosen.team == side} for side in SIDES],
        "player": [
            {"value": key, "text": label(key, player)}
            for key, player in who_played(state, chosen.team)
            if key not in taken
        ],
        "minimum": [{"value": one, "text": one, "chosen": chosen.minutes == int(one)} for one in MINIMUMS],
    }


def who_played(state: Document, team: str) -> list[tuple[str, dict[str, Any]]]:
    """Return the players of a team, or of both, who have been in a five: visitors first, by number."""
    players = state.get("players", {})
    found = {key: unit["team"] for unit in state.get("units", {}).values() for key in unit["players"]}
    known = [(key, players.get(key, {})) for key, side in found.items() if team in ("", side)]
    return sorted(known, key=lambda item: (found[item[0]], by_jersey(item)))


def label(key: str, player: dict[str, Any]) -> str:
    """Write a player with number and name."""
    return " ".join(part for part in (player.get("jersey", ""), full_name(player) or key) if part)


def _chips(state: Document, chosen: Chosen, choices: QueryDict) -> list[dict[str, Any]]:
    """Return the players asked for, each with the address that no longer asks for him."""
    players = state.get("players", {})
    found = []
    for name, keys in (("units_with", chosen.players), ("units_without", chosen.without)):
        for key in keys:
            fewer = choices.copy()
            fewer.setlist(name, [one for one in choices.getlist(name) if one not in ("", key)])
            text = label(key, players.get(key, {}))
            found.append({"without": name == "units_without", "text": text, "address": f"?{fewer.urlencode()}"})
    return found


def _export(choices: QueryDict) -> str:
    """Return the query of the export of what is shown."""
    query = QueryDict(mutable=True)
    for name, values in choices.lists():
        if name.startswith("units_"):
            query.setlist(name, [value for value in values if value])
    return f"?{query.urlencode()}" if query else ""


def _on_off(state: Document, team: str, rated: bool) -> list[dict[str, Any]]:
    """Return for each player what the team did with and without: plus-minus, and per 100 possessions where fed."""
    rows = []
    names = ("plus_minus", "net") if rated else ("plus_minus",)
    for key, player in who_played(state, team):
        side = player.get("team")
        if side is None:
            continue
        found = on_and_off(state["units"], key, side)
        cells = [
            text(name, found[where][name]) if found[where]["seconds"] else ""
            for name in names
            for where in ("on", "off")
        ]
        rows.append(
            {
                "jersey": player.get("jersey", ""),
                "name": surname(player) or key,
                "ground": grounds(state["game"])[side],
                "cells": cells,
            }
        )
    return rows
