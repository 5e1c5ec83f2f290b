"""The control desk's page: one game, and the outputs that show it.

The page is a shell that stands at once; what is live in it comes from the documents that it is served with and then
watches. What is done on it goes through the commands under `/api/`.
"""

from __future__ import annotations

import logging
import time
from typing import Any

from asgiref.sync import sync_to_async
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from broadcast.dashboard.documents import document_of
from broadcast.games.models import Game
from broadcast.live.history import Snapshot
from broadcast.live.store import StoreUnavailable
from broadcast.live.stores import get_store
from broadcast.overlays.models import Manual, Output

logger = logging.getLogger(__name__)


@never_cache
@require_safe
@login_required
async def control(request: HttpRequest, event_id: str) -> HttpResponse:
    """Show the desk of a game, at the output `output` of those that point at it. Raises Http404.

    What is set by hand gets its row here: a document that does not exist yet is asked for anew every few seconds only,
    and the first value that is set by hand would be seen that late.
    """
    document = await document_of(event_id)
    if await Game.objects.filter(pk=event_id).aexists():
        await Manual.objects.aget_or_create(game_id=event_id)
    outputs = [output async for output in Output.objects.select_related("game")]
    pointed = [output for output in outputs if output.game_id == event_id]
    wanted = request.GET.get("output", "")
    chosen = next((output for output in pointed if str(output.pk) == wanted), pointed[0] if pointed else None)
    now = time.time_ns() // 1_000_000
    game = document.state["game"]
    context = {
        "event_id": event_id,
        "game": game,
        "title": gettext("%(away)s at %(home)s") % {side: game[side]["name"] for side in ("away", "home")},
        "score": document.state.get("score", {}),
        "outputs": pointed,
        "others": [output for output in outputs if output.game_id != event_id],
        "chosen": chosen,
        "served": {
            "now": now,
            "event_id": event_id,
            "user": (await request.auser()).get_username(),
            "outputs": [{"pk": output.pk, "name": output.name} for output in pointed],
            "chosen": chosen.pk if chosen else None,
            "document": document.as_json(),
            "aired": await _aired(event_id, now - chosen.delay_ms) if chosen and chosen.delay_ms else None,
        },
    }
    return await sync_to_async(render)(request, "control/desk.html", context)


async def _aired(event_id: str, at: int) -> dict[str, Any] | None:
    """Return the game as it was when what is on air now happened; None where that is not known."""
    try:
        held: Snapshot | None = await get_store().state_at(f"game:{event_id}", at)
    except StoreUnavailable as error:
        logger.warning("game %s cannot be had as it is aired: %s", event_id, error)
        return None
    return {"at": held.at, "state": held.state} if held else None
