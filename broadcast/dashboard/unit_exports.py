"""The fives of a game as a CSV file: those that the choices of the address show, in the same order."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from broadcast.dashboard.documents import published, served
from broadcast.dashboard.show import Document
from broadcast.dashboard.show.five_man import fives
from broadcast.dashboard.show.units import chosen_of, on_floor
from broadcast.dashboard.show.words import by_jersey, code, full_name
from broadcast.dashboard.viewing import Viewing
from broadcast.games.models import Game
from broadcast.recordings.shelf import as_download, safe_stem
from broadcast.zone import viewer_zone

PLAYERS = tuple(f"player {number}" for number in range(1, 6))
HEADS = (
    "team",
    *PLAYERS,
    "on the floor",
    "seconds",
    "points for",
    "points against",
    "plus-minus",
    "possessions",
    "possessions against",
    "offensive rating",
    "defensive rating",
    "net rating",
    "unit",
)


@never_cache
@require_safe
@login_required
async def units_csv(request: HttpRequest, event_id: str) -> HttpResponse:
    """Give out the fives of a game."""
    known = await Game.objects.filter(event_id=event_id).afirst()
    document = await served(known) if known else await published(event_id)
    if document is None:
        raise Http404(f"No game {event_id} has been followed.")
    state = document.state
    lines = unit_lines(state, Viewing(document.at, viewer_zone(request), request.GET))
    name = safe_stem(f"{state['game']['away']['name']} at {state['game']['home']['name']} units")
    headers = as_download(f"{name}.csv") | {"content-type": "text/csv; charset=utf-8"}
    # The mark tells a spreadsheet that this is UTF-8.
    return HttpResponse(f"\ufeff{lines}".encode(), headers=headers)


def unit_lines(state: Document, viewing: Viewing) -> str:
    """Return the table as CSV (RFC 4180). Ratings are per 100 possessions; what is unknown is an empty cell."""
    units, players = state.get("units", {}), state.get("players", {})
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(HEADS)
    for key, numbers in fives(units, chosen_of(viewing)):
        unit = units[key]
        five = sorted(((one, players.get(one, {})) for one in unit["players"]), key=by_jersey)
        names = [_player(one, player) for one, player in five]
        writer.writerow(
            [
                guarded(code(state["game"][unit["team"]])),
                *names,
                *[""] * (len(PLAYERS) - len(names)),
                "yes" if on_floor(state, unit) else "",
                *(numbers[name] for name in ("seconds", "points_for", "points_against", "plus_minus")),
                *(unit.get(name, "") for name in ("possessions", "possessions_against")),
                *(_tenths(numbers[name]) for name in ("offense", "defense", "net")),
                key,
            ]
        )
    return written.getvalue()


def guarded(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _player(key: str, player: dict[str, Any]) -> str:
    return guarded(" ".join(part for part in (player.get("jersey", ""), full_name(player) or key) if part))


def _tenths(value: int | None) -> str:
    return "" if value is None else f"{value / 10:.1f}"
