"""The passes by which a desk's pictures of an output are let in: made for a logged-in user, for one output, for a day.

A picture on a desk is the overlay page itself, with the output's delay and all, over a socket like a mixer's. It is not
counted among those who show the output.
"""

from __future__ import annotations

from django.core.signing import BadSignature, TimestampSigner

PREFIX = "desk:"
VALID_FOR = 24 * 3600  # s

_signer = TimestampSigner(salt="courtside.overlays.desk")


def make_pass(output_id: int) -> str:
    """Return what lets a picture of an output in."""
    return PREFIX + _signer.sign(str(output_id))


def output_of(token: str) -> int | None:
    """Return the output that a pass is for; None where this is no pass, or none any more."""
    if not token.startswith(PREFIX):
        return None
    try:
        return int(_signer.unsign(token.removeprefix(PREFIX), max_age=VALID_FOR))
    except (BadSignature, ValueError):
        return None
