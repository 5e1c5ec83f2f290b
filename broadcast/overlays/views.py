"""The overlay page: what a mixer's browser source loads."""

from __future__ import annotations

import logging
import time
from typing import Any

from channels.db import database_sync_to_async
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import aget_object_or_404, render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from broadcast.games.documents import reaching_database
from broadcast.live.history import Snapshot
from broadcast.live.store import StoreUnavailable
from broadcast.live.stores import get_hub, get_store
from broadcast.overlays.catalog import graphics
from broadcast.overlays.desk import make_pass
from broadcast.overlays.documents import project
from broadcast.overlays.gate import find_token
from broadcast.overlays.models import Output

logger = logging.getLogger(__name__)

ALWAYS = frozenset({"game", "score", "clock", "feed"})
"""The topics of the game that a page reads whatever is on air."""

OPEN_TOPICS = frozenset({"output", "program", "groups"})
"""What an overlay may know of the output, and of what people have set by hand."""


@require_safe
async def overlay(request: HttpRequest, token: str) -> HttpResponse:
    """Serve an output's overlay with its state as of now less its delay, so that it stands at once.

    An unknown token gets an empty page that asks again by itself: an error text must not go on air. So does a known
    one while the database or the store is away.
    """
    context: dict[str, Any] = {}
    status = 404
    try:
        with reaching_database():
            row = await database_sync_to_async(find_token)(token, request.META.get("REMOTE_ADDR") or "")
        if row:
            context = {"output": row.output, "start": await _start(row.output, token)}
            status = 200
    except StoreUnavailable as error:
        logger.warning("an overlay cannot be served now, it asks again: %s", error)
        status = 503
    response = render(request, "overlays/overlay.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"  # the address is the secret
    # A local file may frame it (overlays/local.html). It is read-only and knows no login: framing it gains nothing.
    setattr(response, "xframe_options_exempt", True)  # noqa: B010 (Django's and django-csp's own marks)
    setattr(response, "_csp_replace", {"frame-ancestors": None})  # noqa: B010
    return response


@require_safe
@login_required
@xframe_options_sameorigin
async def picture(request: HttpRequest, pk: int) -> HttpResponse:
    """Serve a desk's picture of an output: the overlay page as a mixer gets it, let in by a pass."""
    output = await aget_object_or_404(Output, pk=pk)
    try:
        context = {"output": output, "start": await _start(output, make_pass(pk))}
        response = render(request, "overlays/overlay.html", context)
    except StoreUnavailable as error:
        logger.warning("a picture cannot be served now, it asks again: %s", error)
        response = render(request, "overlays/overlay.html", {}, status=503)
    response.headers["Cache-Control"] = "no-store"
    return response


async def _start(output: Output, token: str) -> dict[str, Any]:
    """Return what the page begins with: its documents as they are to be shown now."""
    await project(output)
    store = get_store()
    now = time.time_ns() // 1_000_000
    documents = {output.document_name: await store.snapshot(output.document_name)}
    if output.game_id is not None:
        manual = f"manual:{output.game_id}"
        documents[manual] = await store.snapshot(manual)
        name = f"game:{output.game_id}"
        if output.delay_ms > 0:
            documents[name] = await store.state_at(name, now - output.delay_ms)
        else:
            documents[name] = await store.snapshot(name)
    topics = _game_topics(output)
    return {
        "token": token,
        "output": output.document_name,
        "build": get_hub().build or "",
        "now": now,
        "topics": sorted(topics),
        "documents": {
            name: _held(snapshot, topics if name.startswith("game:") else OPEN_TOPICS)
            for name, snapshot in documents.items()
            if snapshot
        },
    }


def _game_topics(output: Output) -> frozenset[str]:
    """Return the topics that what is on air reads, or is going to."""
    cues = [cue for part in output.program.values() for cue in part.values()]
    return ALWAYS.union(*(graphics()[cue["graphic"]].topics for cue in cues if cue["graphic"] in graphics()))


def _held(snapshot: Snapshot, topics: frozenset[str]) -> dict[str, Any]:
    state = {topic: value for topic, value in snapshot.state.items() if topic in topics}
    return {"epoch": snapshot.epoch, "rev": snapshot.rev, "at": snapshot.at, "state": state}
