"""The keys of fives: short, and the same for the same five whenever and in whatever order they are named."""

from __future__ import annotations

import hashlib
from functools import lru_cache

Five = tuple[str, ...]

KEY_DIGITS = 10
"""Hexadecimal digits of the hash: of a thousand fives two would share a key once in two million games."""


@lru_cache(maxsize=4096)
def unit_key(side: str, five: Five) -> str | None:
    """Return the key in `units` of five players of a side; `None` where they are not five."""
    if len(five) != 5:
        return None
    digest = hashlib.blake2s("\n".join(sorted(five)).encode(), digest_size=KEY_DIGITS // 2)
    return f"{side}-{digest.hexdigest()}"
