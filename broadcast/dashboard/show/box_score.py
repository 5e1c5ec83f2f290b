"""The box score: a table for each team, its totals and percentages. A column that nobody has is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from broadcast.basketball.colors import grounds
from broadcast.dashboard.show import Document
from broadcast.dashboard.show.box_lines import (
    FIRST_HALF,
    OVERTIMES,
    SECOND_HALF,
    Lines,
    Player,
    did_not_play,
    fraction,
    is_left_out,
    lines_of,
    periods_of,
)
from broadcast.dashboard.show.words import (
    SIDES,
    by_jersey,
    full_name,
    minutes,
    number,
    pair,
    percent,
    period_name,
    short,
    signed,
    tenths,
)
from broadcast.dashboard.viewing import Viewing


class Column(NamedTuple):
    """A column: its key in addresses, what stands over it, and what that means."""

    key: str
    label: str | Promise
    title: str | Promise


MINUTES: Final = Column("MIN", gettext_lazy("MIN"), gettext_lazy("Playing time"))
PLUS_MINUS: Final = Column("PM", "+/−", gettext_lazy("Plus-minus"))
STANDARD: Final = (
    Column("PTS", gettext_lazy("PTS"), gettext_lazy("Points")),
    Column("FG", gettext_lazy("FG"), gettext_lazy("Field goals")),
    Column("FG3", gettext_lazy("3PT"), gettext_lazy("Three-pointers")),
    Column("FT", gettext_lazy("FT"), gettext_lazy("Free throws")),
    Column("OFFENSIVE_REB", gettext_lazy("OR"), gettext_lazy("Offensive rebounds")),
    Column("DEFENSIVE_REB", gettext_lazy("DR"), gettext_lazy("Defensive rebounds")),
    Column("REB", gettext_lazy("REB"), gettext_lazy("Rebounds")),
    Column("AST", gettext_lazy("AST"), gettext_lazy("Assists")),
    Column("STL", gettext_lazy("STL"), gettext_lazy("Steals")),
    Column("BLK", gettext_lazy("BLK"), gettext_lazy("Blocks")),
    Column("TO", gettext_lazy("TO"), gettext_lazy("Turnovers")),
    Column("FL", gettext_lazy("PF"), gettext_lazy("Fouls")),
)
RATES: Final = (
    Column("FG%", gettext_lazy("FG%"), gettext_lazy("Field goals made of a hundred")),
    Column("3P%", gettext_lazy("3P%"), gettext_lazy("Three-pointers made of a hundred")),
    Column("FT%", gettext_lazy("FT%"), gettext_lazy("Free throws made of a hundred")),
    Column("eFG%", gettext_lazy("eFG%"), gettext_lazy("Effective field goals: a three counts half as much again")),
    Column("TS%", gettext_lazy("TS%"), gettext_lazy("True shooting: points over twice the shots and 0.44 free throws")),
    Column("AST/TO", gettext_lazy("AST/TO"), gettext_lazy("Assists for each turnover")),
)
COLUMNS: Final = (MINUTES, *STANDARD, PLUS_MINUS)
COMPUTED: Final = {column.key for column in (MINUTES, *RATES, PLUS_MINUS)}
RATE_KEYS: Final = {column.key for column in RATES}
PAIRS: Final = {"FG": "FGA", "FG3": "FGA3", "FT": "FTA"}
LED: Final = ("PTS", "REB", "AST", "STL", "BLK")

NEVER_SHOWN: Final = {"FG2", "FGA2", "TEAM_SCORE", "OPPOSING_TEAM_SCORE", *PAIRS.values()}
"""Stats that other columns say, or that are no player's."""

FURTHER: Final = {
    "DIST": gettext_lazy("Distance covered, in centimeters"),
    "LBTO": gettext_lazy("Live-ball turnovers"),
}
"""What the Event API's documentation says of a stat that it may send; of others only the name is known."""

VIEWS: Final = (
    ("", gettext_lazy("Standard")),
    ("advanced", gettext_lazy("Advanced")),
    ("all", gettext_lazy("All columns")),
)
PARTS: Final = {
    FIRST_HALF: gettext_lazy("1st half"),
    SECOND_HALF: gettext_lazy("2nd half"),
    OVERTIMES: gettext_lazy("Overtimes"),
}


class Chosen(NamedTuple):
    """What a box score is looked at for: the choices of an address, and what they come to in a game."""

    period: str
    view: str
    sort: str
    lines: Lines
    columns: list[Column]


def chosen_box(state: Document, viewing: Viewing) -> Chosen:
    """Return what the choices `box_period`, `box_columns` and `sort` come to in a game."""
    parts = periods_of(state)
    period = viewing.choice("box_period", tuple(parts))
    view = viewing.choice("box_columns", tuple(name for name, _title in VIEWS))
    lines = lines_of(state, parts.get(period))
    everybody: list[Player] = [*lines.players.values(), *({"line": line} for line in lines.teams.values())]
    offered = _offered(view, everybody)
    columns = [column for column in offered if any(value_of(one, column.key) is not None for one in everybody)]
    sort = viewing.choices.get("sort", "")
    known = sort.removeprefix("-") in {"NO", "NAME", *(column.key for column in columns)}
    return Chosen(period, view, sort if known else "", lines, columns)


def _offered(view: str, everybody: Iterable[Player]) -> list[Column]:
    """Return the columns of a view, before those that nobody has are left out."""
    known = {column.key for column in COLUMNS} | NEVER_SHOWN | COMPUTED
    further = sorted({name for one in everybody for name in one["line"]} - known)
    more = [*RATES, *(Column(name, name, FURTHER.get(name, name)) for name in further)]
    if view == "advanced":
        return [MINUTES, *more, PLUS_MINUS]
    return [MINUTES, *STANDARD, *(more if view == "all" else ()), PLUS_MINUS]


def value_of(player: Player, key: str) -> float | None:
    """Return the number that a player, or a team, is sorted by in a column; None where it is not known."""
    line: dict[str, float] = player["line"]
    if key == "MIN":
        return player.get("seconds")
    if key == "PM":
        return player.get("plus_minus")
    if key in RATE_KEYS:
        parts = fraction(line, key)
        return parts[0] / parts[1] if parts else None
    if key in PAIRS and key not in line and PAIRS[key] in line:
        return 0
    return line.get(key)


def text_of(player: Player, key: str) -> str:
    """Return what stands in a column for a player, or a team."""
    if key == "MIN":
        return minutes(player.get("seconds"))
    if key == "PM":
        return signed(player.get("plus_minus"))
    if key in RATE_KEYS:
        parts = fraction(player["line"], key)
        return tenths(*parts) if parts else ""
    if key in PAIRS:
        return pair(player["line"], key, PAIRS[key])
    return number(player["line"].get(key))


Numbered = tuple[str, Player]


def team_rows(state: Document, chosen: Chosen, side: str) -> list[Numbered]:
    """Return a team's players as they are sorted. Whoever has nothing in the column stands last either way."""
    own = [item for item in chosen.lines.players.items() if item[1]["team"] == side and not is_left_out(item[1])]
    key, backward = chosen.sort.removeprefix("-"), chosen.sort.startswith("-")
    own.sort(key=by_jersey)
    if key == "NO":
        return own[::-1] if backward else own
    if key == "NAME":
        return sorted(own, key=lambda item: (full_name(item[1]).lower(), item[0]), reverse=backward)
    if not key:
        return sorted(own, key=lambda item: (not item[1].get("starter", False), did_not_play(state, item[1])))

    def most_first(item: Numbered) -> tuple[bool, float]:
        value = value_of(item[1], key)
        return value is None, (value or 0) * (1 if backward else -1)

    return sorted(own, key=most_first)


def box_score(state: Document, viewing: Viewing) -> dict[str, Any]:
    """Return the columns and both tables, of the whole game or a period. `sort` is a column, NO or NAME, with a `-`
    before it the other way round; else starters first, by number."""
    chosen = chosen_box(state, viewing)
    head = _heads(chosen)
    query = {"sort": chosen.sort, "box_period": chosen.period, "box_columns": chosen.view}
    return {
        "any": bool(chosen.lines.players or chosen.columns),
        "columns": [head(column.key, column.label, column.title, "descending") for column in chosen.columns],
        "number": head("NO", _("No"), _("Number"), "ascending"),
        "player": head("NAME", _("Player"), _("Name"), "ascending"),
        "tables": [_table(state, chosen, side) for side in SIDES],
        "sort": chosen.sort,
        "counted": bool(chosen.period),
        "wide": chosen.view == "all",
        "periods": [
            {"value": name, "text": part_text(name), "chosen": name == chosen.period} for name in periods_of(state)
        ],
        "views": [{"value": name, "text": text, "chosen": name == chosen.view} for name, text in VIEWS],
        "query": urlencode({name: value for name, value in query.items() if value}),
        "kept": [
            (name, value)
            for name, values in viewing.choices.lists()
            for value in values
            if name not in ("box_period", "box_columns", "sort")
        ],
    }


def part_text(name: str) -> str:
    """Return what a part of a game is called."""
    return str(PARTS.get(name) or period_name(name))


def _heads(chosen: Chosen) -> Callable[[str, str | Promise, str | Promise, str], dict[str, Any]]:
    """Return what makes the head of a column: its words, the way it is sorted now, and the sort that a press chooses.

    A first press sorts, a second the other way round, a third puts the starters first again.
    """
    other = {"ascending": "descending", "descending": "ascending"}

    def head(key: str, label: str | Promise, title: str | Promise, way: str) -> dict[str, Any]:
        sorted_now = way if chosen.sort == key else other[way] if chosen.sort == f"-{key}" else ""
        following = {key: f"-{key}", f"-{key}": None}.get(chosen.sort, key)
        words = _("%(column)s: sort") % {"column": title}
        return {"key": key, "label": label, "title": title, "words": words, "sorted": sorted_now, "next": following}

    return head


def _table(state: Document, chosen: Chosen, side: str) -> dict[str, Any]:
    game, keys = state["game"], [column.key for column in chosen.columns]
    own = team_rows(state, chosen, side)
    best = {key: max((player["line"].get(key, 0) for _key, player in own), default=0) for key in LED}
    line = chosen.lines.teams.get(side, {})
    total = [text_of({"line": line}, key) if key not in ("MIN", "PM") else "" for key in keys]
    rates = [percent(line, key, PAIRS[key]) if key in PAIRS else "" for key in keys]
    bench = [key for key, player in own if not player.get("starter")]
    return {
        "side": side,
        "team": short(game[side]),
        "name": game[side]["name"],
        "ground": grounds(game)[side],
        "rows": [
            {
                "id": player_id,
                "jersey": player.get("jersey", ""),
                "name": full_name(player) or player_id,
                "position": player.get("position", ""),
                "starter": player.get("starter", False),
                "bench_begins": not chosen.sort and len(bench) < len(own) and bench[:1] == [player_id],
                "on_floor": player.get("on_floor", False),
                "out": not chosen.period and did_not_play(state, player),
                "cells": [
                    {
                        "text": text_of(player, key),
                        "leads": key in best and best[key] > 0 and player["line"].get(key) == best[key],
                    }
                    for key in keys
                ],
            }
            for player_id, player in own
        ],
        "total": total if any(total) else [],
        "rates": rates if any(rates) else [],
    }
