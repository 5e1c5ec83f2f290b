"""The fives of a game as a CSV file: those that the choices of the address show, in the same order."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from broadcast.dashboard.documents import document_of
from broadcast.dashboard.exports import download
from broadcast.dashboard.exports.spreadsheet import Cell, as_csv
from broadcast.dashboard.show import Document
from broadcast.dashboard.show.five_man import fives
from broadcast.dashboard.show.units import chosen_of, label, on_floor
from broadcast.dashboard.show.words import by_jersey, short
from broadcast.dashboard.viewing import Viewing, viewing_of

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
    state = (await document_of(event_id)).state
    viewing = viewing_of(request)
    return download(state, "units", "csv", "text/csv; charset=utf-8", as_csv(table(state, viewing)))


def table(state: Document, viewing: Viewing) -> Iterator[list[Cell]]:
    """Yield the head and a row for each five. Ratings are per 100 possessions; what is unknown is an empty cell."""
    units, players = state.get("units", {}), state.get("players", {})
    yield list(HEADS)
    for key, numbers in fives(units, chosen_of(viewing)):
        unit = units[key]
        five = sorted(((one, players.get(one, {})) for one in unit["players"]), key=by_jersey)
        names = [label(one, player) for one, player in five]
        yield [
            short(state["game"][unit["team"]]),
            *names,
            *[None] * (len(PLAYERS) - len(names)),
            "yes" if on_floor(state, unit) else None,
            *(numbers[name] for name in ("seconds", "points_for", "points_against", "plus_minus")),
            *(unit.get(name) for name in ("possessions", "possessions_against")),
            *(None if (value := numbers[name]) is None else value / 10 for name in ("offense", "defense", "net")),
            key,
        ]
