"""What an overlay's socket may see: its own output, and the game that this output points at."""

from __future__ import annotations

from typing import Any

from channels.db import database_sync_to_async

from broadcast.games.documents import reaching_database
from broadcast.live.connection import Access
from broadcast.live.consumer import Refusal, Scope
from broadcast.live.frames import Hello, Shown, Status
from broadcast.live.hub import Hub
from broadcast.live.stores import get_hub
from broadcast.overlays.desk import output_of
from broadcast.overlays.documents import project, state_of
from broadcast.overlays.models import Output, OutputToken
from broadcast.overlays.presence import Presence
from broadcast.overlays.turnstile import turnstile


class OverlayAccess:
    """The access of one token, or of a desk's picture, which has none and is not counted.

    It follows the output's document: repointing and revoking count at once.
    """

    def __init__(
        self, hub: Hub, output: Output, state: dict[str, Any], token_id: int | None, presence: Presence | None
    ) -> None:
        self._hub = hub
        self._token_id = token_id
        self._first = state
        self._presence = presence
        self.ruled_by = output.document_name
        self.name = f"overlay of {output.name}"

    @property
    def _state(self) -> dict[str, Any]:
        held = self._hub.peek(self.ruled_by)
        return held.state if held else self._first

    @property
    def ended(self) -> bool:
        """Whether the token has been revoked."""
        return self._token_id is not None and str(self._token_id) not in self._state["access"]["tokens"]

    def may_watch(self, doc: str) -> bool:
        """Tell whether the document is the output's own, or of the game it points at, and the token valid."""
        if self.ended:
            return False
        event_id = self._state["output"].get("event_id")
        return doc == self.ruled_by or (event_id is not None and doc in (f"game:{event_id}", f"manual:{event_id}"))

    def delay_ms(self, doc: str) -> int:
        """Return the output's delay for games. What people set by hand is never delayed."""
        delay: int = self._state["output"]["delay_ms"] if doc.startswith("game:") else 0
        return delay

    async def on_shown(self, frame: Shown) -> None:
        """Take note that the overlay has painted a step of a cue."""
        if self._presence is not None:
            await self._presence.has_shown(frame)

    async def on_status(self, frame: Status) -> None:
        """Take note of how the overlay is."""
        if self._presence is not None:
            await self._presence.is_so(frame)

    async def on_gone(self) -> None:
        """Take note that the overlay is gone."""
        if self._presence is not None:
            await self._presence.went()


class OverlayGate:
    """Admits sockets by the token in their hello. They need no origin: mixers send what they like."""

    def __init__(self, hub: Hub | None = None) -> None:
        self._hub = hub

    async def admit(self, scope: Scope, hello: Hello) -> Access | Refusal:
        """Return what the token opens, or why it opens nothing. Raises `StoreUnavailable`."""
        token, address = hello.token or "", address_of(scope)
        with reaching_database():
            found = await database_sync_to_async(_find)(token, address)
        if found is None:
            return Refusal("This token opens no output.")
        output, token_id, state = found
        await project(output)
        presence = None
        if token_id is not None:
            presence = Presence(output.pk, token_id, address)
            await presence.came(hello)
        return OverlayAccess(self._hub or get_hub(), output, state, token_id, presence)


def address_of(scope: Scope) -> str:
    """Return the address that a socket or request came from, "" where the server does not say."""
    client = scope.get("client")
    return str(client[0]) if client else ""


def find_token(token: str, address: str) -> OutputToken | None:
    """Return the valid token of this text, with its output, or None. An address that guesses is not answered."""
    if not turnstile().lets(address, token):
        return None
    found = OutputToken.objects.select_related("output").filter(token=token, revoked_at=None).first()
    turnstile().found(address, token, valid=found is not None)
    return found


def _find(token: str, address: str) -> tuple[Output, int | None, dict[str, Any]] | None:
    """Return the output that a token or a desk's pass opens, the token's id, and the output's document."""
    if (pk := output_of(token)) is not None:
        output = Output.objects.filter(pk=pk).first()
        return (output, None, state_of(output)) if output else None
    row = find_token(token, address)
    return (row.output, row.pk, state_of(row.output)) if row else None
