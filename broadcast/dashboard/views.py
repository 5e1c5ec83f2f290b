"""The board of followed games and the game page. Both are painted whole from the live documents."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import Any

from asgiref.sync import sync_to_async
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from broadcast.dashboard.documents import Served, published, served
from broadcast.dashboard.show.page import game_page, tile
from broadcast.dashboard.show.shots import Filter
from broadcast.dashboard.show.words import SIDES
from broadcast.games.export import NothingRecorded, recording_of
from broadcast.games.models import Game
from broadcast.recordings.format import write
from broadcast.recordings.shelf import as_download, safe_stem
from broadcast.zone import viewer_zone

GROUPS = (("live", "Live"), ("scheduled", "Coming"), ("ended", "Final"))
TABS = (
    ("floor", "Floor", True),
    ("shots", "Shots", True),
    ("plays", "Plays", True),
    ("box", "Box score", False),
    ("feed", "Feed", False),
)
"""Name, text, and whether the tab is one of narrow screens only, where the page is one column."""

TILE_TOPICS = ("game", "score", "clock", "possession", "feed")


def now_ms() -> int:
    """Return the server's time in epoch ms."""
    return int(time.time() * 1000)


async def followed() -> list[tuple[Game, Served]]:
    """Return the followed games with their documents, by tip-off."""
    games = [game async for game in Game.objects.filter(follow__isnull=False)]
    return [(game, await served(game)) for game in games]


@never_cache
@require_safe
@login_required
async def board(request: HttpRequest) -> HttpResponse:
    """Show a tile for each followed game: live first, then coming, then final."""
    now, zone = now_ms(), viewer_zone(request)
    documents = [document for _, document in await followed()]
    tiles = [tile(document.state, now, zone) for document in documents]
    tiles.sort(key=lambda one: (one["tipoff_at"] or 0, one["event_id"]))
    groups = [
        {"status": status, "title": title, "tiles": [one for one in tiles if one["status"] == status]}
        for status, title in GROUPS
    ]
    context = {
        "groups": groups,
        "count": len(tiles),
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
    """Show one game, followed now or before."""
    known = await Game.objects.filter(event_id=event_id).afirst()
    document = await served(known) if known else await published(event_id)
    if document is None:
        raise Http404(f"No game {event_id} has been followed.")
    tab = request.GET.get("tab", "")
    now = now_ms()
    context: dict[str, Any] = {
        "event_id": event_id,
        "tabs": TABS,
        "tab": tab if tab in {name for name, _, _ in TABS} else "",
        "page": game_page(
            document.state,
            now,
            viewer_zone(request),
            chosen=_filter(request),
            sort=request.GET.get("sort", ""),
            every_play=request.GET.get("plays") == "all",
        ),
        "served": {"now": now, "documents": [document.as_json()]},
    }
    return await sync_to_async(render)(request, "dashboard/game.html", context)


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


def _filter(request: HttpRequest) -> Filter:
    team = request.GET.get("team", "")
    return Filter(
        team=team if team in SIDES else "",
        player=request.GET.get("player", ""),
        period=request.GET.get("period", ""),
    )
