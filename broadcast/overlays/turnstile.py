"""Keeps those away who try tokens: so many wrong ones a minute from an address, then its tokens are not looked up.

A token that has been valid here keeps its way in: one visitor of a hall must not darken the mixers that share its
address.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

WRONG_A_MINUTE = 120
"""A page whose token was revoked asks six times a minute; a hall may have several."""


class Turnstile:
    """Counts wrong tokens by address, in this process."""

    def __init__(self, wrong_a_minute: int = WRONG_A_MINUTE) -> None:
        self._limit = RateLimitItemPerMinute(wrong_a_minute)
        self._limiter = FixedWindowRateLimiter(MemoryStorage())
        self._known: set[bytes] = set()

    def lets(self, address: str, token: str) -> bool:
        """Tell whether a token may be looked up now."""
        return _digest(token) in self._known or self._limiter.test(self._limit, address)

    def found(self, address: str, token: str, *, valid: bool) -> None:
        """Take note of whether a token that was looked up is valid."""
        if valid:
            self._known.add(_digest(token))
        else:
            self._known.discard(_digest(token))
            self._limiter.hit(self._limit, address)


@cache
def turnstile() -> Turnstile:
    """Return this process's turnstile."""
    return Turnstile()


def _digest(token: str) -> bytes:
    return sha256(token.encode()).digest()
