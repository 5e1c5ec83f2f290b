"""What can be taken away of a game: the shots, the plays, the box score, the fives. Here: the names, and the answer
that a browser saves."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from broadcast.dashboard.show import Document
from broadcast.dashboard.show.words import short
from broadcast.recordings.shelf import safe_stem


def title_of(state: Document) -> str:
    """Return what a game's files are called by."""
    game = state["game"]
    return f"{short(game['away'])} at {short(game['home'])}"


def download(state: Document, what: str, ending: str, kind: str, content: str) -> HttpResponse:
    """Return an answer that a browser saves, as `Badgers-at-Herons-plays.edl`."""
    name = f"{safe_stem(f'{title_of(state)} {what}')}.{ending}"
    saved = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return HttpResponse(content.encode(), headers={"content-type": kind, "content-disposition": saved})
