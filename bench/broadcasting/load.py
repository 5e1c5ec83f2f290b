"""What is sent: the same text for every server, so that the same viewers can read it at the same places.

A patch frame of docs/protocol.md whose numbers all have a fixed width, so that every frame has the same length and
a viewer can count many of them without looking at each.
"""

from dataclasses import dataclass
from typing import Any

PATCH_BYTES = 800  # the encoded merge patch alone; the frame adds its op, document, epoch and revisions
FIRST_REV = 1_000_000  # so that every revision has seven digits
EPOCH = "0123456789ab"
FIRST_AT = 1_000_000_000_000  # ms; a time of thirteen digits, as those of now have
STAMP_DIGITS = 16

_BARE = len('{"feed":{"seq":1000000,"text":"","sent":"0000000000000000"}}')
TEXT_BYTES = PATCH_BYTES - _BARE


@dataclass(frozen=True, slots=True)
class Load:
    """How many viewers get how many patches; `rate` a second, or as fast as the server takes them.

    The patches of a burst are a multiple of viewers.CHUNK.
    """

    viewers: int
    patches: int
    rate: int | None = None

    @property
    def title(self) -> str:
        if self.rate is None:
            return f"{self.viewers:,} viewers, burst"
        return f"{self.viewers:,} viewers, {self.rate} a second"


def feed(rev: int, due: int) -> dict[str, Any]:
    """Return the value of the one topic at a revision; `due` is when it was to be published, in us of the
    monotonic clock, which is the same in all processes of a machine.
    """
    return {"seq": rev, "text": "xy"[rev % 2] * TEXT_BYTES, "sent": f"{due:0{STAMP_DIGITS}}"}


def text(doc: str, rev: int, due: int) -> str:
    """Return the frame that leads to a revision, as the hub encodes it."""
    value = feed(rev, due)
    at = f"{FIRST_AT + due // 1000}"
    return (
        f'{{"op":"patch","doc":"{doc}","epoch":"{EPOCH}","base":{rev - 1},"rev":{rev},"at":{at},"live":true,'
        f'"patch":{{"feed":{{"seq":{rev},"text":"{value["text"]}","sent":"{value["sent"]}"}}}}}}'
    )
