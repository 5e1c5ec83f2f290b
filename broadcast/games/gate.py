"""Who may see which live documents over a session socket: everybody who is logged in sees all of them."""

from __future__ import annotations

from channels.auth import get_user

from broadcast.games.documents import reaching_database
from broadcast.live.connection import Access
from broadcast.live.consumer import WRONG_ORIGIN, Refusal, Scope, origin_allowed
from broadcast.live.frames import Hello, Shown, Status

_PREFIXES = ("game:", "output:", "manual:", "renderers:")


class UserAccess:
    """What a logged-in user may see: every game, output, manual value and renderer, without delay."""

    ruled_by = None
    ended = False

    def __init__(self, name: str) -> None:
        self.name = name

    def may_watch(self, doc: str) -> bool:
        """Tell whether the user may see a document."""
        return doc.startswith(_PREFIXES)

    def delay_ms(self, doc: str) -> int:
        """Return 0: control views show the present."""
        return 0

    async def on_shown(self, frame: Shown) -> None:
        """Ignore the frame: only overlays paint cues."""

    async def on_status(self, frame: Status) -> None:
        """Ignore the frame: only overlays are asked how they are."""

    async def on_gone(self) -> None:
        """Note nothing: who watches is nobody's business."""


class SessionGate:
    """Admits users who are logged in, from pages of an allowed host."""

    async def admit(self, scope: Scope, hello: Hello) -> Access | Refusal:
        """Return the user's access, or why the socket may not come in. Raises `StoreUnavailable`."""
        if not origin_allowed(scope):
            return Refusal("This page may not open a socket here.", WRONG_ORIGIN)
        with reaching_database():
            user = await get_user(scope)
        if not user.is_authenticated:
            return Refusal("Log in first.")
        return UserAccess(user.get_username())
