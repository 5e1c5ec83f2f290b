"""What an overlay's socket may see: its own output, and the game that this output points at."""

from __future__ import annotations

import logging
from typing import Any

from channels.db import database_sync_to_async

from broadcast.games.documents import reaching_database
from broadcast.live.connection import Access
from broadcast.live.consumer import Refusal, Scope
from broadcast.live.frames import Hello, Shown
from broadcast.live.hub import Hub
from broadcast.live.stores import get_hub
from broadcast.overlays.documents import project, state_of
from broadcast.overlays.models import Output, OutputToken

logger = logging.getLogger(__name__)


class OverlayAccess:
    """The access of one token. It follows the output's document: repointing and revoking count at once."""

    def __init__(self, hub: Hub, output: Output, token_id: int, state: dict[str, Any]) -> None:
        self._hub = hub
        self._doc = output.document_name
        self._token_id = str(token_id)
        self._first = state
        self.name = f"overlay of {output.name}"

    @property
    def _state(self) -> dict[str, Any]:
        followed = self._hub.peek(self._doc)
        return followed.state if followed else self._first

    def may_watch(self, doc: str) -> bool:
        """Tell whether the document is the output's own, or the game it points at, and the token valid."""
        state = self._state
        if self._token_id not in state["access"]["tokens"]:
            return False
        event_id = state["output"].get("event_id")
        return doc == self._doc or (event_id is not None and doc == f"game:{event_id}")

    def delay_ms(self, doc: str) -> int:
        """Return the output's delay for games. The output's own document is never delayed."""
        delay: int = self._state["output"]["delay_ms"] if doc.startswith("game:") else 0
        return delay

    async def on_shown(self, frame: Shown) -> None:
        """Take note that the overlay has painted a step of a cue."""
        logger.debug("%s has painted step %s of %s", self.name, frame.step, frame.cue)


class OverlayGate:
    """Admits sockets by the token in their hello. They need no origin: mixers send what they like."""

    def __init__(self, hub: Hub | None = None) -> None:
        self._hub = hub

    async def admit(self, scope: Scope, hello: Hello) -> Access | Refusal:
        """Return what the token opens, or why it opens nothing. Raises `StoreUnavailable`."""
        with reaching_database():
            found = await database_sync_to_async(_find)(hello.token or "")
        if found is None:
            return Refusal("This token opens no output.")
        output, token_id, state = found
        await project(output)
        return OverlayAccess(self._hub or get_hub(), output, token_id, state)


def find_token(token: str) -> OutputToken | None:
    """Return the valid token of this text, with its output, or None."""
    return OutputToken.objects.select_related("output").filter(token=token, revoked_at=None).first()


def _find(token: str) -> tuple[Output, int, dict[str, Any]] | None:
    row = find_token(token)
    return (row.output, row.pk, state_of(row.output)) if row else None
