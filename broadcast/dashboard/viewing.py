"""What a panel needs to know besides the document: when it is looked at, where, and with which choices."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import tzinfo

from django.http import HttpRequest, QueryDict

from broadcast.zone import viewer_zone


@dataclass(frozen=True)
class Viewing:
    """One look at a game. `now` is server time in epoch ms; `choices` are those of the address.

    Each panel reads its own choices, and takes one that means nothing as none: an address may be old.
    """

    now: int
    zone: tzinfo
    choices: QueryDict

    def choice(self, name: str, allowed: tuple[str, ...], default: str = "") -> str:
        """Return a choice that is one of a few."""
        chosen = self.choices.get(name, default)
        return chosen if chosen in allowed else default


def now_ms() -> int:
    """Return the server's time in epoch ms."""
    return int(time.time() * 1000)


def viewing_of(request: HttpRequest) -> Viewing:
    """Return the look at a game that a request asks for."""
    return Viewing(now_ms(), viewer_zone(request), request.GET)
