"""The bodies of requests under Daphne: a large one holds nothing up, and one that is too large is not taken in.

Twisted parses every form a second time, in the event loop, to which nobody listens here: with an upload of 64 MB
viewers and games would stand still for seconds. And it takes in whatever is sent, from anybody, before Django is asked.
"""

from __future__ import annotations

from typing import Any

from daphne.http_protocol import WebRequest

MOST = 80 << 20
"""Bytes of a body. A recording of the largest size that the shelf takes fits in with its form, and a little over."""
AT_ONCE = 1 << 20
"""Bytes of a body that are handed on to Django at once."""
_TOO_LARGE = b"HTTP/1.1 413 Content Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


class Request(WebRequest):  # type: ignore[misc] # Daphne has no types
    """A request whose form is parsed by Django alone, and whose body is `MOST` bytes long at most."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs, parsePOSTFormSubmission=False)
        self._taken = 0

    def gotLength(self, length: int | None) -> None:  # noqa: N802 - Twisted's name
        """Refuse a body that says that it is too large."""
        super().gotLength(length)
        if length is not None and length > MOST:
            self._refuse()

    def handleContentChunk(self, data: bytes) -> None:  # noqa: N802 - Twisted's name
        """Take a part of the body, until it is too large."""
        before, self._taken = self._taken, self._taken + len(data)
        if self._taken <= MOST:
            super().handleContentChunk(data)
        elif before <= MOST:
            self._refuse()

    def _refuse(self) -> None:
        """Answer and close; what comes until then is passed over."""
        self._taken = MOST + 1
        self.channel.transport.write(_TOO_LARGE)
        self.channel.loseConnection()


def take_bodies(factory: Any) -> None:
    """Have a factory of Daphne's make these requests."""
    build = factory.buildProtocol

    def build_protocol(address: Any) -> Any:
        protocol = build(address)
        protocol.requestFactory = Request
        return protocol

    factory.buildProtocol = build_protocol
