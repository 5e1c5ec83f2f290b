"""The shot chart: its filters, the shots that they leave, drawn in one of four views, and what they add up to.

The parts: `shot_filter.py` chooses, `shot_views.py` counts, `shot_words.py` speaks; here they are put together.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from broadcast.basketball.colors import grounds
from broadcast.basketball.court import court_of_rules
from broadcast.dashboard.show import Document
from broadcast.dashboard.show.shot_filter import NAMES, Filter, Shot, chosen_filter
from broadcast.dashboard.show.shot_options import menus
from broadcast.dashboard.show.shot_views import (
    FEWEST_FOR_HEXAGONS,
    Tally,
    areas,
    hexagon,
    hexagons,
    label_places,
    tally,
    zones,
)
from broadcast.dashboard.show.shot_words import AREAS, facts, part_in_words, percent
from broadcast.dashboard.show.words import SIDES, code
from broadcast.dashboard.viewing import Viewing

VIEWS = ("marks", "areas", "zones", "hex")
CROWDED = 80
SIZES_AT = (-250, 650, 1600, 2600)
"""Where the hexagons of the legend stand, the smallest first."""


def in_order(state: Document) -> list[tuple[str, Shot]]:
    """Return the shots with their keys by time."""
    return sorted(state.get("shots", {}).items(), key=lambda item: (item[1]["at"], item[0]))


def shot_chart(state: Document, viewing: Viewing) -> dict[str, Any]:
    """Return what the panel shows: filters, one view of the shots that they leave, totals, and what is left out."""
    chosen = chosen_filter(viewing.choices, state)
    game = state["game"]
    every = in_order(state)
    shots = [(key, shot) for key, shot in every if chosen.takes(shot)]
    floor = court_of_rules(game["rules"])
    placed = [(key, shot) for key, shot in shots if "x" in shot and "y" in shot and floor.holds(shot["x"], shot["y"])]
    view = viewing.choice("view", VIEWS, "marks")
    few = view == "hex" and bool(shots) and len(placed) < FEWEST_FOR_HEXAGONS
    drawn = "marks" if few else view
    unplaced = without_a_place(drawn, [shot for _, shot in shots], len(placed))
    others = [
        (name, value)
        for name, values in viewing.choices.lists()
        if name not in NAMES and name != "view"
        for value in values
    ]
    return {
        "view": view,
        "drawn": drawn,
        "view_box": floor.view_box,
        "lines": floor.lines(),
        "grounds": grounds(game),
        "ground": grounds(game)[chosen.team] if chosen.team else "",
        "menus": menus(state, chosen, view),
        "others": others,
        "cleared": urlencode(others + ([("view", view)] if view != "marks" else [])),
        "query": viewing.choices.urlencode(),
        "filtered": bool(chosen.parts),
        "counted": counted(len(shots), len(every)),
        "nothing": "" if shots else nothing(chosen, state, [shot for _, shot in every]),
        "unplaced": unplaced,
        "left_out": left_out(drawn, unplaced),
        "note": _("Hexagons need %(fewest)s shots; here are %(count)s.")
        % {"fewest": FEWEST_FOR_HEXAGONS, "count": len(placed)}
        if few
        else "",
        "totals": [total(side, [shot for _, shot in shots], game) for side in SIDES],
        "words": {"efg": _("eFG%"), "fg_percent": _("FG%"), "efg_to_mean": _("eFG%, to the game’s")},
        "sizes": [hexagon(x, 0, size) for size, x in enumerate(SIZES_AT, start=1)],
        "in_words": [part_in_words(part, chosen, state) for part in chosen.parts],
    } | _drawn(drawn, state, placed, shots, every)


def _drawn(
    view: str,
    state: Document,
    placed: list[tuple[str, Shot]],
    shots: list[tuple[str, Shot]],
    every: list[tuple[str, Shot]],
) -> dict[str, Any]:
    """Return what one view draws."""
    game, players = state["game"], state.get("players", {})
    floor = court_of_rules(game["rules"])
    if view == "areas":
        places, shapes = label_places(floor), floor.shapes()
        counts = areas((shot for _, shot in placed), (shot for _, shot in every))
        return {
            "areas": [
                one
                | {
                    "path": shapes[one["area"]],
                    "title": area_title(one),
                    "percent": percent(one["made"], one["tried"], 0),
                }
                | dict(zip(("x", "y", "anchor"), places[one["area"]], strict=True))
                for one in counts
            ]
        }
    if view == "hex":
        cells = hexagons((shot for _, shot in placed), (shot for _, shot in every))
        return {"hexagons": [one | {"title": hexagon_title(one)} for one in cells]}
    if view == "zones":
        return {
            "tables": [
                {
                    "title": title,
                    "rows": [zone_row(number, one) for number, one in zones((shot for _, shot in shots), name)],
                }
                for name, title in (("zone", _("Zones")), ("advanced_zone", _("Advanced zones")))
            ]
        }
    metric = floor.name == "FIBA"
    marks = [
        {
            "key": key,
            "x": shot["x"],
            "y": -shot["y"],
            "cross": cross(shot["x"], -shot["y"]),
            "made": shot["made"],
            "side": shot["team"],
            "title": ", ".join(facts(shot, players, game, metric)),
        }
        for key, shot in sorted(placed, key=lambda item: item[1]["made"])
    ]
    return {"marks": marks, "radius": 230 if len(marks) <= CROWDED else 190}


def cross(x: int, y: int) -> str:
    """Return the path of a miss. It is not moved there by a transform: browsers paint a hundred of these slowly."""
    return f"M{x - 165} {y - 165}l330 330M{x + 165} {y - 165}l-330 330"


def counted(shown: int, every: int) -> str:
    """Say how many of all shots are shown."""
    if not every:
        return ""
    if shown == every:
        return ngettext("%(count)s shot", "%(count)s shots", every) % {"count": every}
    return ngettext("%(shown)s of %(count)s shot", "%(shown)s of %(count)s shots", every) % {
        "shown": shown,
        "count": every,
    }


def without_a_place(view: str, shots: list[Shot], placed: int) -> int:
    """Return how many of the shots shown have no place in a view."""
    if view == "zones":
        return sum("zone" not in shot and "advanced_zone" not in shot for shot in shots)
    return sum("area" not in shot for shot in shots) if view == "areas" else len(shots) - placed


def left_out(view: str, count: int) -> str:
    """Say how many of the shots shown have no place in a view."""
    if not count:
        return ""
    if view == "zones":
        return ngettext("%(count)s without a zone", "%(count)s without a zone", count) % {"count": count}
    return ngettext("%(count)s not drawn", "%(count)s not drawn", count) % {"count": count}


def nothing(chosen: Filter, state: Document, every: list[Shot]) -> str:
    """Say why no shot is shown: which part of the filter leaves nothing of what the others would show."""
    if not every:
        return _("No shots yet.")
    guilty = [
        part_in_words(part, chosen, state)
        for part in chosen.parts
        if any(chosen.without(part).takes(shot) for shot in every)
    ]
    if len(guilty) == 1:
        return _("No shot is left by “%(filter)s”.") % {"filter": guilty[0]}
    if guilty:
        return _("No shot fits all of these at once: %(filters)s.") % {"filters": " · ".join(guilty)}
    every_part = " · ".join(part_in_words(part, chosen, state) for part in chosen.parts)
    return _("No shot fits these filters: %(filters)s.") % {"filters": every_part}


def total(side: str, shots: list[Shot], game: dict[str, Any]) -> dict[str, Any]:
    """Return what a team's shots add up to."""
    own = tally(shot for shot in shots if shot["team"] == side)
    return {
        "side": side,
        "code": code(game[side]),
        "made": own.made,
        "tried": own.tried,
        "threes_made": own.threes_made,
        "threes": own.threes,
        "efg": percent(own.points, 2 * own.tried),
        "points_per_shot": hundredths(own.points, own.tried),
    }


def hundredths(points: int, shots: int) -> str:
    """Write points per shot to two places, rounded half up."""
    if not shots:
        return ""
    rounded = (200 * points + shots) // (2 * shots)
    return f"{rounded // 100}.{rounded % 100:02}"


def area_title(one: dict[str, Any]) -> str:
    """Return what is said of an area."""
    name = str(AREAS[one["area"]])
    if not one["tried"]:
        return _("%(area)s: no shots") % {"area": name}
    values = {
        "area": name,
        "made": one["made"],
        "tried": one["tried"],
        "percent": f"{percent(one['made'], one['tried'], 0)}%",
    }
    return _("%(area)s: %(made)s of %(tried)s, %(percent)s") % values


def hexagon_title(one: dict[str, Any]) -> str:
    """Return what is said of a hexagon."""
    values = {"made": one["made"], "tried": one["tried"], "points": hundredths(one["points"], one["tried"])}
    return _("%(made)s of %(tried)s, %(points)s points per shot") % values


def zone_row(number: int, one: Tally) -> dict[str, Any]:
    """Return a row of the table of zones."""
    return {
        "zone": number,
        "made": one.made,
        "tried": one.tried,
        "percent": percent(one.made, one.tried),
        "efg": percent(one.points, 2 * one.tried),
    }
