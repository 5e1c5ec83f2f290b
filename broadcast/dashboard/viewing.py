"""What a panel needs to know besides the document: when it is looked at, where, and with which choices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo

from django.http import QueryDict


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
