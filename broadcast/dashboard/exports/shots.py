"""The shot chart to take away: the shots that a filter leaves as a table (CSV), and the view shown as a picture (SVG).

Both take the filters of the address as the panel does, and need no JavaScript.
"""

from __future__ import annotations

import base64
import re
from datetime import UTC, datetime

from asgiref.sync import sync_to_async
from django.contrib.auth.decorators import login_required
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from broadcast.basketball.rules import presets
from broadcast.dashboard.documents import document_of
from broadcast.dashboard.exports import download
from broadcast.dashboard.exports.spreadsheet import Cell, as_csv
from broadcast.dashboard.show import Document
from broadcast.dashboard.show.shot_drawing import THEMES, picture
from broadcast.dashboard.show.shot_filter import Shot, chosen_filter, played_ms
from broadcast.dashboard.show.shot_words import AREAS, attribute_name, by_attribute, period_name, unit_name
from broadcast.dashboard.show.shots import in_order, shot_chart
from broadcast.dashboard.show.words import full_name, short
from broadcast.dashboard.viewing import Viewing, viewing_of

_EXTENDED = re.compile("[\u0100-\u02ff\u1e00-\u1eff\u20a0-\u20cf]")


@never_cache
@require_safe
@login_required
async def svg(request: HttpRequest, event_id: str) -> HttpResponse:
    """Give out the chart as a picture: the view, the filters and the theme (`dark` or `light`) of the address."""
    document = await document_of(event_id)
    drawn = await sync_to_async(_drawn)(document.state, viewing_of(request))
    return download(document.state, "shots", "svg", "image/svg+xml", drawn)


@never_cache
@require_safe
@login_required
async def csv(request: HttpRequest, event_id: str) -> HttpResponse:
    """Give out the shots that the filters of the address leave, by time, one a row."""
    document = await document_of(event_id)
    chosen = chosen_filter(request.GET, document.state)
    shots = [(key, shot) for key, shot in in_order(document.state) if chosen.takes(shot)]
    table = as_csv([heads(), *(row(key, shot, document.state) for key, shot in shots)])
    return download(document.state, "shots", "csv", "text/csv; charset=utf-8", table)


def heads() -> list[str]:
    """Return the names of the columns."""
    return [
        _("Time (UTC)"),
        _("Period"),
        _("Game clock (seconds left)"),
        _("Game time played (seconds)"),
        _("Team"),
        _("Number"),
        _("Player"),
        _("Made (1) or missed (0)"),
        _("Worth (points)"),
        _("Right of the hoop (meters)"),
        _("In front of the hoop (meters)"),
        _("Distance (meters)"),
        _("Area"),
        _("Zone of the feed"),
        _("Advanced zone of the feed"),
        _("Visitors’ score before"),
        _("Home score before"),
        _("Assisted by"),
        _("How it was taken"),
        _("Visitors’ five"),
        _("Home five"),
        _("Corrected (1)"),
        _("Key"),
    ]


def row(key: str, shot: Shot, state: Document) -> list[Cell]:
    """Return the cells of one shot. What is not known is None."""
    players, units = state.get("players", {}), state.get("units", {})
    player = players.get(shot.get("player", ""), {})
    played = played_ms(shot, presets()[state["game"]["rules"]])
    fives = {side: units.get(unit) for side, unit in shot.get("units", {}).items()}
    return [
        datetime.fromtimestamp(shot["at"] / 1000, UTC).strftime("%Y-%m-%d %H:%M:%S.%f")[:-3],
        period_name(shot["period"]) if "period" in shot else None,
        thousandths(shot.get("clock_ms")),
        thousandths(played),
        short(state["game"][shot["team"]]),
        player.get("jersey"),
        full_name(player) or None,
        int(shot["made"]),
        3 if shot["three"] else 2,
        thousandths(shot.get("x")),
        thousandths(shot.get("y")),
        thousandths(shot.get("distance")),
        str(AREAS[shot["area"]]) if "area" in shot else None,
        shot.get("zone"),
        shot.get("advanced_zone"),
        shot.get("away"),
        shot.get("home"),
        full_name(players.get(shot.get("assisted_by", ""), {})) or None,
        "; ".join(attribute_name(one) for one in sorted(shot.get("attributes", []), key=by_attribute)) or None,
        *(unit_name(five, players) if (five := fives.get(side)) else None for side in ("away", "home")),
        1 if shot.get("corrected") else None,
        key,
    ]


def thousandths(value: int | None) -> float | None:
    """Return ms as seconds, or mm as meters."""
    return None if value is None else value / 1000


def _drawn(state: Document, viewing: Viewing) -> str:
    chart = shot_chart(state, viewing)
    theme = viewing.choice("theme", THEMES, THEMES[0])
    return picture(chart, state, theme, face(picture(chart, state, theme)))


def face(drawn: str) -> str:
    """Return the CSS that brings Barlow Condensed along with a picture, as far as its letters are needed; nothing
    where the front end has not been built."""
    subsets = ["latin", "latin-ext"] if _EXTENDED.search(drawn) else ["latin"]
    rules = []
    for subset in subsets:
        for weight in (600, 700):
            path = finders.find(f"dist/fonts/barlow-condensed-{subset}-{weight}-normal.woff2")
            if path is None:
                return ""
            with open(path, "rb") as file:
                rules.append(_font_face(subset, weight, base64.b64encode(file.read()).decode()))
    return "".join(rules)


def _font_face(subset: str, weight: int, data: str) -> str:
    only = "unicode-range:U+0100-02FF,U+1E00-1EFF,U+20A0-20CF;" if subset == "latin-ext" else ""
    return (
        f'@font-face{{font-family:"Barlow Condensed";font-weight:{weight};{only}'
        f'src:url("data:font/woff2;base64,{data}") format("woff2")}}'
    )
