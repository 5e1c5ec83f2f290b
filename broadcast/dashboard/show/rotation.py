"""Who played when: the stints of each player over the game, with how the score went meanwhile."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from broadcast.basketball.colors import grounds
from broadcast.dashboard.show import Document
from broadcast.dashboard.show.axis import WIDE, Axis, axis_of, share
from broadcast.dashboard.show.flow_layout import layout
from broadcast.dashboard.show.words import SIDES, by_jersey, full_name, minutes, short, signed, surname
from broadcast.dashboard.viewing import Viewing

NARROWEST = 20
"""The width of the shortest stint, in places: one that has just begun is seen."""


def rows(state: Document, side: str) -> list[dict[str, Any]]:
    """Return a team's players who have played: starters first, then as they came in. Bars are in places.

    The twin of `rowsOf` in static/components/stints.js, over tests/vectors/rotation.json.
    """
    axis = axis_of(state)
    players, stints = state.get("players", {}), state.get("stints", {})
    found = []
    for key, player in players.items():
        if player["team"] != side or not stints.get(key):
            continue
        own = [stint for _number, stint in sorted(stints[key].items(), key=lambda item: int(item[0]))]
        first = own[0]["from_ms"]
        found.append(((not player.get("starter", False), first, by_jersey((key, player))), key, own))
    found.sort(key=lambda one: one[0])
    return [{"id": key, "bars": [_bar(stint, axis) for stint in own]} for _order, key, own in found]


def _bar(stint: dict[str, Any], axis: Axis) -> dict[str, Any]:
    begin = min(axis.place(stint["from_ms"]), WIDE - NARROWEST)
    end = axis.place(stint.get("to_ms", max(axis.now, stint["from_ms"])))
    return {
        "left": begin,
        "width": max(end - begin, NARROWEST),
        "now": "to_ms" not in stint,
        "minus": stint["plus_minus"] < 0,
        "stint": stint,
    }


def rotation(state: Document, viewing: Viewing) -> dict[str, Any]:
    """Return a table for each team that has stints, and the margin above it."""
    game = state["game"]
    axis = axis_of(state)
    drawn = layout(state)
    teams = []
    for side in SIDES:
        own = [_row(row, state["players"][row["id"]], axis) for row in rows(state, side)]
        if own:
            teams.append({"side": side, "name": short(game[side]), "rows": own})
    return {
        "teams": teams,
        "grounds": grounds(game),
        "periods": axis.periods(),
        "grid": grid(axis),
        "chart": drawn,
    }


def grid(axis: Axis) -> str:
    """Return the background that marks the periods: a line at the beginning of each but the first."""
    return ", ".join(
        f"linear-gradient(var(--line), var(--line)) {period['left']} 0 / 1px 100% no-repeat"
        for period in axis.periods()[1:]
    )


def _row(row: dict[str, Any], player: dict[str, Any], axis: Axis) -> dict[str, Any]:
    return {
        "jersey": player.get("jersey", ""),
        "name": surname(player) or row["id"],
        "full_name": full_name(player) or row["id"],
        "on_floor": any(bar["now"] for bar in row["bars"]),
        "time": minutes(player.get("seconds")),
        "plus_minus": signed(player.get("plus_minus")),
        "bars": [
            {
                "left": share(bar["left"]),
                "width": share(bar["width"]),
                "now": bar["now"],
                "minus": bar["minus"],
                "label": signed(bar["stint"]["plus_minus"]),
                "told": told(bar["stint"], axis),
            }
            for bar in row["bars"]
        ],
    }


def told(stint: dict[str, Any], axis: Axis) -> str:
    """Return a stint in words: from when to when, plus-minus, the player's points where they are known."""
    begin = axis.moment(stint["from_ms"])
    if "to_ms" in stint:
        when = _("%(begin)s to %(end)s") % {"begin": begin, "end": axis.moment(stint["to_ms"], ends=True)}
    else:
        when = _("%(begin)s to now") % {"begin": begin}
    parts = [when, signed(stint["plus_minus"])]
    if "points" in stint:
        parts.append(ngettext("%(count)s point", "%(count)s points", stint["points"]) % {"count": stint["points"]})
    return ", ".join(parts)
