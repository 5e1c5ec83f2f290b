"""What the client hands on: rows, what could not be read, and the containers both arrive in.

`docs/rows.md` is the contract: it gives the key of each source and the decoded form of its data.
"""

from typing import Any

import msgspec


class DecodeError(ValueError):
    """Something received cannot be understood at all. The only error that decoding raises."""


class Row(msgspec.Struct, frozen=True):
    """One version of one thing of a source.

    `data` is the decoded form of docs/rows.md, `None` for a row taken back, and empty for a source the
    client does not know. `raw` is the wire row. It is complete in itself: a row grouped under its
    team or player carries their ids, so it decodes alone.
    """

    source: str
    key: str
    data: dict[str, Any] | None
    raw: dict[str, Any]


class Rejected(msgspec.Struct, frozen=True):
    """Something received that was left out, and why.

    `field` names the one value that was left out of a row that was kept; it is `None` where the whole row
    was left out.
    """

    source: str
    reason: str
    raw_excerpt: str
    field: str | None = None


class Message(msgspec.Struct, frozen=True):
    """One message of the stream: its source as in docs/rows.md, its place in the sequence (`None` where
    unsequenced), its rows.
    """

    source: str
    seq: int | None
    rows: list[Row]
    rejected: list[Rejected]


class Frame(msgspec.Struct, frozen=True):
    """One WebSocket frame. `keepalive` where it was a ping, a pong or the like, and said nothing else."""

    messages: list[Message]
    keepalive: bool = False

    @property
    def understood(self) -> bool:
        """Whether at least one row could be read."""
        return any(message.rows for message in self.messages)


class Sets(msgspec.Struct, frozen=True):
    """Full sets of rows, as REST answers them.

    A source is in `rows` only if the answer held it: an empty list means that there are no rows, an absent
    source that nothing is known. `barred` maps a resource that the credential may not read to what the
    service said.
    """

    rows: dict[str, list[Row]]
    totals: Row | None
    rejected: list[Rejected]
    barred: dict[str, str]
