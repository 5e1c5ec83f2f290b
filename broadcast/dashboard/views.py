"""The board of followed games and the game page. Both are painted whole from the live documents."""

from __future__ import annotations

import logging
import tempfile
from pathlib import Path
from typing import Any

from asgiref.sync import sync_to_async
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from broadcast.dashboard.documents import Served, document_of, served
from broadcast.dashboard.panels import BESIDE, BY_NAME, DEEP, PANELS, Panel, said
from broadcast.dashboard.show.board import DENSITIES, tile
from broadcast.dashboard.show.page import frame
from broadcast.dashboard.viewing import now_ms, viewing_of
from broadcast.games.export import NothingRecorded, recording_of
from broadcast.games.models import Game
from broadcast.recordings.format import write
from broadcast.recordings.shelf import as_download, safe_stem
from broadcast.zone import viewer_zone

logger = logging.getLogger(__name__)

GROUPS = (("live", _("Live")), ("scheduled", _("Coming")), ("ended", _("Final")))
NARROW_TABS = (("floor", _("Floor")), ("shots", _("Shots")), ("plays", _("Plays")))
"""The parts of the page that are tabs on narrow screens, where the page is one column."""

TILE_TOPICS = ("game", "score", "clock", "possession", "latest", "feed")


async def followed() -> list[tuple[Game, Served]]:
    """Return the followed games with their documents, by tip-off."""
    games = [game async for game in Game.objects.filter(follow__isnull=False)]
    return [(game, await served(game)) for game in games]


@never_cache
@require_safe
@login_required
async def board(request: HttpRequest) -> HttpResponse:
    """Show a tile for each followed game: live first, then coming, then final.

    `search` leaves those of a team. `density` is roomy or dense, and is remembered by the browser.
    """
    now, zone = now_ms(), viewer_zone(request)
    search = request.GET.get("search", "")
    density = request.GET.get("density") or request.COOKIES.get("density")
    documents = [document for _, document in await followed()]
    tiles = []
    for document in documents:
        try:
            tiles.append(tile(document.state, now, zone, search))
        except Exception:  # the board is there for the other games; the browser makes the tile that is missing
            logger.exception("%s: its tile cannot be painted", document.doc)
    tiles.sort(key=lambda one: (one["tipoff_at"] or 0, one["event_id"]))
    groups = [
        {
            "status": status,
            "title": title,
            "tiles": (own := [one for one in tiles if one["status"] == status]),
            "shown": sum(not one["hidden"] for one in own),
        }
        for status, title in GROUPS
    ]
    context = {
        "groups": groups,
        "count": len(tiles),
        "found": sum(not one["hidden"] for one in tiles),
        "search": search,
        "density": density if density in DENSITIES else DENSITIES[0],
        "served": {
            "now": now,
            "documents": [
                document.as_json()
                | {"state": {name: document.state[name] for name in TILE_TOPICS if name in document.state}}
                for document in documents
            ],
        },
    }
    return await sync_to_async(render)(request, "dashboard/board.html", context)


@never_cache
@require_safe
@login_required
async def game(request: HttpRequest, event_id: str) -> HttpResponse:
    """Show one game, followed now or before. The deep panels that are not chosen are left to the browser."""
    tab = request.GET.get("tab", "")
    chosen = tab if tab in DEEP else DEEP[0]
    beside = chosen if chosen != DEEP[0] else BESIDE
    names = {one.name for one in PANELS if not one.deep} | {DEEP[0], beside}
    document = await document_of(event_id)
    context, panels = _painted(request, event_id, document, names)
    deep = [_entry(one, panels) for one in PANELS if one.deep]
    context |= {
        "tab": tab if tab in DEEP or tab in {name for name, title in NARROW_TABS} else "",
        "tabs": [{"name": name, "title": title} for name, title in NARROW_TABS] + deep,
        "deep": deep,
        "shown": chosen,
        "beside": beside,
        "panels": panels,
    }
    return await sync_to_async(render)(request, "dashboard/game.html", context)


@never_cache
@require_safe
@login_required
async def panel(request: HttpRequest, event_id: str, name: str) -> HttpResponse:
    """Show one panel of a game alone, for a monitor of its own."""
    if name not in BY_NAME:
        raise Http404(f"A game has no panel {name}: {', '.join(BY_NAME)}.")
    document = await document_of(event_id)
    context, panels = _painted(request, event_id, document, {name, "scoreboard"})
    context["panel"] = _entry(BY_NAME[name], panels)
    if name != "scoreboard":
        context["strip"] = panels.get("scoreboard")
    return await sync_to_async(render)(request, "dashboard/panel.html", context)


def _painted(
    request: HttpRequest, event_id: str, document: Served, names: set[str]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what every page of a game is painted from, and what the panels named say."""
    viewing = viewing_of(request)
    context = {
        "event_id": event_id,
        "frame": frame(document.state, viewing.now),
        "menu": PANELS,
        "served": {"now": viewing.now, "documents": [document.as_json()]},
    }
    return context, said(document.state, viewing, names)


def _entry(one: Panel, panels: dict[str, Any]) -> dict[str, Any]:
    """Return a panel as the templates have it."""
    return {
        "name": one.name,
        "title": one.title,
        "deep": one.deep,
        "template": f"dashboard/components/{one.template}.html",
        "element": one.template.replace("_", "-"),
        "said": panels.get(one.name),
    }


@require_safe
@login_required
async def recording(request: HttpRequest, event_id: str) -> HttpResponse:
    """Give out a followed game as a recording."""
    try:
        name, content = await sync_to_async(_exported)(event_id)
    except NothingRecorded as error:
        raise Http404(str(error)) from error
    return HttpResponse(content, headers=as_download(name))


def _exported(event_id: str) -> tuple[str, bytes]:
    """Return a name for a game's recording, and the bytes of its file."""
    made = recording_of(event_id)
    game = made.header.game
    with tempfile.TemporaryDirectory(prefix="recording-") as folder:
        path = Path(folder) / "game.jsonl.gz"
        write(path, made.header, made.records)
        teams = f"{game.get('away_team_name')} at {game.get('home_team_name')}"
        return f"{safe_stem(teams)}.jsonl.gz", path.read_bytes()
