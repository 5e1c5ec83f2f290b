"""One WebSocket connection of the live stream: frames in, pings out, and the judgment that it is dead.

Silence is no loss: the service may have nothing to say. An unanswered ping is. Pings are sent at an interval whatever
is received: the documentation asks for them in silence, and a service that counts them in any case is served too.
"""

import asyncio
import time
from typing import Any

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from broadcast.eventapi.decode import decode_frame
from broadcast.eventapi.events import FrameReceived, Pong, Unreadable
from broadcast.eventapi.rows import DecodeError
from broadcast.eventapi.values import excerpt

# A process that was busy past a deadline has not yet read what may lie in its socket; it looks once more.
_GRACE = 0.25


class ConnectionLost(Exception):
    """The connection is closed or dead; the text says how."""


class LiveConnection:
    """An open connection. `receive` is called by one task; `wake` and `ping` from anywhere in the loop."""

    def __init__(
        self, socket: ClientConnection, *, ping_interval: float, pong_timeout: float, text_ping: str | None
    ) -> None:
        self._socket = socket
        self._ping_interval = ping_interval
        self._pong_timeout = pong_timeout
        self._text_ping = text_ping
        self._loop = asyncio.get_running_loop()
        self._pinged_last = self._loop.time()
        self._pinged: float | None = None
        self._answer: asyncio.Future[Any] | None = None
        self._ping_wanted = False
        self._woken = False
        self._waiting: asyncio.Timeout | None = None

    def wake(self) -> None:
        """Make a `receive` that waits return `None`."""
        self._woken = True
        if self._waiting is not None and not self._waiting.expired():
            self._waiting.reschedule(self._loop.time())

    def ping(self) -> None:
        """Send a ping at once."""
        self._ping_wanted = True
        self.wake()

    async def close(self) -> None:
        """Close the connection; without the handshake where that is cancelled."""
        try:
            await self._socket.close()
        except asyncio.CancelledError:
            self._socket.transport.abort()
            raise

    async def receive(self) -> FrameReceived | Unreadable | Pong | None:
        """Return what comes next, or `None` when woken. Pings by itself. Raises `ConnectionLost`."""
        self._woken = False
        if self._ping_wanted or (self._pinged is None and self._loop.time() >= self._next_ping):
            await self._send_ping()
        if (answer := self._answer) is not None and answer.done():
            self._answer = None
            if not answer.cancelled() and answer.exception() is None:
                return self._pong()
        try:
            text = await self._next_text()
        except ConnectionClosed as error:
            raise ConnectionLost(_closing(error)) from error
        return None if text is None else self._understand(text)

    async def _next_text(self) -> str | bytes | None:
        """Return the next frame, or `None` when woken or having pinged, which is done where it is time to."""
        if self._woken:
            return None
        now = self._loop.time()
        deadline = self._next_ping if self._pinged is None else self._pinged + self._pong_timeout
        try:
            async with asyncio.timeout_at(deadline if deadline > now else now + _GRACE) as self._waiting:
                return await self._socket.recv()
        except TimeoutError:
            if not self._woken:
                await self._overdue()
            return None
        finally:
            self._waiting = None

    @property
    def _next_ping(self) -> float:
        return self._pinged_last + self._ping_interval

    async def _overdue(self) -> None:
        """Ping when it is time to; after a ping that nothing followed, give the connection up."""
        if self._pinged is not None:
            self._socket.transport.abort()
            raise ConnectionLost(f"a ping was not answered in {self._pong_timeout:g} s")
        await self._send_ping()

    async def _send_ping(self) -> None:
        self._ping_wanted = False
        self._pinged = self._pinged_last = self._loop.time()
        try:
            async with asyncio.timeout(self._pong_timeout):
                self._answer = asyncio.ensure_future(await self._socket.ping())
                self._answer.add_done_callback(lambda _: self.wake())
                if self._text_ping is not None:
                    await self._socket.send(self._text_ping)
        except TimeoutError as error:
            self._socket.transport.abort()
            raise ConnectionLost(f"a ping could not be sent in {self._pong_timeout:g} s") from error
        except ConnectionClosed as error:
            raise ConnectionLost(_closing(error)) from error

    def _understand(self, text: str | bytes) -> FrameReceived | Unreadable | Pong:
        """Decode a frame. Whatever comes, understood or not, shows that the peer is alive."""
        try:
            frame = decode_frame(text)
        except DecodeError as error:
            self._alive()
            return Unreadable(str(error), excerpt(text if isinstance(text, str) else repr(text[:300])))
        if frame.keepalive:
            return self._pong()
        self._alive()
        return FrameReceived(frame, _now())

    def _pong(self) -> Pong:
        self._alive()
        return Pong(_now())

    def _alive(self) -> None:
        self._pinged = None


def _now() -> int:
    return time.time_ns() // 1_000_000


def _closing(error: ConnectionClosed) -> str:
    """Return how the connection ended: the close code and reason of the service, or that there was none."""
    if error.rcvd is not None:
        reason = f": {error.rcvd.reason}" if error.rcvd.reason else ""
        return f"closed by the service with code {error.rcvd.code}{reason}"
    if error.sent is not None:
        reason = f": {error.sent.reason}" if error.sent.reason else ""
        return f"closed by the client with code {error.sent.code}{reason}"
    return "the connection broke off"
