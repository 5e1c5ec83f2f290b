"""Subscription tokens: one game each (EVENT_API.md, section 8). Pure: the wall time is an argument."""

from __future__ import annotations

import uuid

from broadcast.standin.assumed import TOKENS_KEPT


class Tokens:
    """The tokens handed out, newest last; the oldest are forgotten once there are many."""

    def __init__(self) -> None:
        self._issued: dict[str, tuple[str, float, str]] = {}

    def issue(self, event_id: str, now: float, user: str) -> str:
        """Make a token for a game, with the rights of a user."""
        token = str(uuid.uuid4())
        self._issued[token] = (event_id, now, user)
        while len(self._issued) > TOKENS_KEPT:
            del self._issued[next(iter(self._issued))]
        return token

    def event_id(self, token: str) -> str | None:
        """Give the game of a token, None where it is unknown."""
        issued = self._issued.get(token)
        return issued[0] if issued else None

    def age(self, token: str, now: float) -> float:
        """Give how many seconds ago a known token was issued."""
        return now - self._issued[token][1]

    def user(self, token: str) -> str:
        """Give whose rights a known token has."""
        return self._issued[token][2]
