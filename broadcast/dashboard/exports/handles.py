"""How much of the picture before and after a play belongs to its clip, by the choices of an address. Pure."""

from __future__ import annotations

from typing import Final, NamedTuple

from django.http import QueryDict

LONGEST: Final = 120
"""Seconds before or after a play."""


class Handles(NamedTuple):
    """Seconds before and after the moment of a play."""

    lead: int = 8
    tail: int = 4

    @classmethod
    def of(cls, choices: QueryDict) -> Handles:
        """Read `plays_lead` and `plays_tail`; what is no number of seconds, or too long, is the usual."""
        usual = cls()
        return cls(_seconds(choices, "plays_lead", usual.lead), _seconds(choices, "plays_tail", usual.tail))

    def around(self, at: int) -> tuple[int, int]:
        """Return where the clip of a moment begins and ends, all in epoch ms. It is at least a second long."""
        return at - self.lead * 1000, at + max(self.tail, 0 if self.lead else 1) * 1000


def _seconds(choices: QueryDict, name: str, usual: int) -> int:
    text = choices.get(name, "")
    if text.isascii() and text.isdigit() and len(text) < 4 and int(text) <= LONGEST:
        return int(text)
    return usual
