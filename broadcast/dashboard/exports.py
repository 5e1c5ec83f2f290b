"""What the exports of a game share: the document they are made of, their names, and the answer that is saved."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from broadcast.dashboard.documents import published, served
from broadcast.dashboard.show import Document
from broadcast.dashboard.show.words import short
from broadcast.games.models import Game
from broadcast.recordings.shelf import safe_stem


async def state_of(event_id: str) -> Document:
    """Return the document of a game that is or was followed. Raises Http404."""
    known = await Game.objects.filter(event_id=event_id).afirst()
    document = await served(known) if known else await published(event_id)
    if document is None:
        raise Http404(f"No game {event_id} has been followed.")
    return document.state


def title_of(state: Document) -> str:
    """Return what a game's files are called by."""
    game = state["game"]
    return f"{short(game['away'])} at {short(game['home'])}"


def download(state: Document, what: str, ending: str, kind: str, content: str) -> HttpResponse:
    """Return an answer that a browser saves, as `Badgers-at-Herons-plays.edl`."""
    name = f"{safe_stem(f'{title_of(state)} {what}')}.{ending}"
    saved = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return HttpResponse(content.encode(), headers={"content-type": kind, "content-disposition": saved})
