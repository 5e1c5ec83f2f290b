"""What the live stream tells its consumer."""

import msgspec

from broadcast.eventapi.rows import Frame


class Opened(msgspec.Struct, frozen=True):
    """The connection stands. `last_seq` is the resume point asked for, `None` for the event's beginning."""

    last_seq: int | None


class FrameReceived(msgspec.Struct, frozen=True):
    """A frame came, at `received_at` (epoch ms)."""

    frame: Frame
    received_at: int


class Unreadable(msgspec.Struct, frozen=True):
    """A frame came that is not understood. The connection goes on."""

    reason: str
    excerpt: str


class Pong(msgspec.Struct, frozen=True):
    """The service answered a ping, or said by itself that it is alive, at `at` (epoch ms)."""

    at: int


class Lost(msgspec.Struct, frozen=True):
    """There is no connection. The next attempt is made in `retry_in` seconds.

    `status` is the HTTP status of a refusal, at the handshake or for the token, else `None`.
    """

    reason: str
    status: int | None
    retry_in: float


Event = Opened | FrameReceived | Unreadable | Pong | Lost
