"""The game documents that pages are painted from.

A followed game has a document from the moment the feed worker takes it up. Before that, the page shows what
the schedule said; after the game, and where the store cannot be reached, what the database kept.
"""

from __future__ import annotations

import logging
from dataclasses import asdict, dataclass
from typing import Any

from django.http import Http404

from broadcast.basketball.reading import presets
from broadcast.games.models import Document, Game
from broadcast.live.history import Snapshot
from broadcast.live.store import StoreUnavailable
from broadcast.live.stores import get_store

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Served:
    """A document as a page is served with it. `rev` 0 and no epoch: nothing has been published yet."""

    doc: str
    epoch: str
    rev: int
    at: int
    state: dict[str, Any]

    def as_json(self) -> dict[str, Any]:
        """Return the fields as the socket's `snapshot` names them."""
        return asdict(self)


async def published(event_id: str) -> Served | None:
    """Return the game's document, or None where nothing has been published of it.

    Raises `StoreUnavailable` where the store cannot be reached and the database keeps none: what is live is not known.
    """
    name = f"game:{event_id}"
    held: Snapshot | Document | None
    try:
        held = await get_store().snapshot(name)
    except StoreUnavailable as error:
        logger.warning("%s is looked for in the database: %s", name, error)
        held = await Document.objects.filter(name=name).afirst()
        if held is None:
            raise
    return Served(name, held.epoch, held.rev, held.at, held.state) if held else None


async def document_of(event_id: str) -> Served:
    """Return the document of a game that is or was followed. Raises Http404."""
    known = await Game.objects.filter(event_id=event_id).afirst()
    document = await served(known) if known else await published(event_id)
    if document is None:
        raise Http404(f"No game {event_id} has been followed.")
    return document


async def served(game: Game) -> Served:
    """Return the game's document, or one that says what the schedule says."""
    return await published(game.event_id) or Served(f"game:{game.event_id}", "", 0, 0, announced(game))


def announced(game: Game) -> dict[str, Any]:
    """Return a game document from the schedule alone."""
    about: dict[str, Any] = {
        "event_id": game.event_id,
        "status": game.status,
        "format": "HALF" if presets()[game.rules]["periods"] == 2 else "QUARTER",
        "rules": game.rules,
        "home": {"id": game.home_id, "name": game.home_name},
        "away": {"id": game.away_id, "name": game.away_name},
    }
    if game.tipoff_at:
        about["tipoff_at"] = int(game.tipoff_at.timestamp() * 1000)
    if game.venue:
        about["venue"] = game.venue
    if game.rehearsal:
        about["rehearsal"] = True
    return {"game": about, "feed": {"state": "ended" if game.status == "ended" else "scheduled"}}
