"""One viewer's socket: what is under way on it, and the sending itself.

The window counts what was sent and not yet acknowledged. While it is shut no byte is handed to the
transport, so a viewer that has stopped reading costs no memory beyond it, on servers without flow control
too (Daphne has none).
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Generator
from dataclasses import dataclass
from functools import partial
from types import coroutine
from typing import Any, Protocol

from broadcast.live.frames import Frame, Shown
from broadcast.live.metrics import Counters

WINDOW_BYTES = 65_536
WINDOW_AGE = 5.0  # s; the window is shut while its oldest frame is older
MAX_AGE = 30.0  # s; the socket is closed when its oldest frame is older

TOO_FAR_BEHIND = 4008
RESTART = 4009

Event = Any  # an ASGI event: servers and Channels type it differently
Send = Callable[[Event], Awaitable[None]]


class Access(Protocol):
    """What a socket may see. Its answers may change while the socket is open: see Hub.recheck."""

    @property
    def name(self) -> str:
        """Whose socket it is, for logs."""

    def may_watch(self, doc: str) -> bool:
        """Tell whether the document may be seen."""

    def delay_ms(self, doc: str) -> int:
        """Return how far behind the present the document is to be shown, in ms."""

    async def on_shown(self, frame: Shown) -> None:
        """Take note that an overlay has painted a step of a cue."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A frame under way: of which document and revision, its bytes, and when it was sent (loop time)."""

    doc: str
    rev: int
    size: int
    at: float


class Connection:
    """An accepted socket with its access."""

    def __init__(self, send: Send, access: Access, counters: Counters) -> None:
        self.access = access
        self.closed = False
        self._send = send
        self._counters = counters
        self._loop = asyncio.get_running_loop()
        self._unacked: deque[Sent] = deque()
        self._unacked_bytes = 0
        self._outbox: deque[Event] = deque()
        self._sending: asyncio.Task[None] | None = None

    @property
    def open(self) -> bool:
        """Whether the window is open: more may be sent."""
        return self._unacked_bytes < WINDOW_BYTES and self.age < WINDOW_AGE

    @property
    def age(self) -> float:
        """How long the oldest frame has been under way, in s; 0 if none is."""
        return self._loop.time() - self._unacked[0].at if self._unacked else 0.0

    @property
    def unacked_bytes(self) -> int:
        """How many bytes are under way."""
        return self._unacked_bytes

    def deliver(self, frame: Frame, doc: str, rev: int) -> None:
        """Send a frame that the viewer will acknowledge. To be called only while the window is open."""
        self._unacked.append(Sent(doc, rev, frame.size, self._loop.time()))
        self._unacked_bytes += frame.size
        self.tell(frame)

    def tell(self, frame: Frame) -> None:
        """Send a frame that is not acknowledged."""
        self._counters.bytes += frame.size
        self._put(frame.event)

    def acked(self, doc: str, rev: int) -> None:
        """Take an acknowledgment. Sockets keep order, so it covers what was sent before too."""
        covered = 0
        for place, sent in enumerate(self._unacked, 1):
            if sent.doc == doc and sent.rev <= rev:
                covered = place
        for _ in range(covered):
            self._unacked_bytes -= self._unacked.popleft().size

    def close(self, code: int) -> None:
        """Close the socket. What waits to be sent is dropped, also what the transport does not take."""
        if not self.closed:
            self._outbox.clear()
            if self._sending is not None:
                self._sending.cancel()
            self._put({"type": "websocket.close", "code": code})
            self.closed = True

    def lost(self) -> None:
        """Take note that the socket is gone."""
        self.closed = True
        self._outbox.clear()
        self._unacked.clear()
        self._unacked_bytes = 0
        if self._sending is not None:
            self._sending.cancel()

    def _put(self, event: Event) -> None:
        if self.closed:
            return
        self._outbox.append(event)
        if self._sending is None:
            self._sending = run_eagerly(self._drain(), self._drained)

    async def _drain(self) -> None:
        try:
            while self._outbox:
                await self._send(self._outbox.popleft())
        except (OSError, RuntimeError):
            # The server has found the socket closed; each says so in its own way, and the consumer hears it
            # next.
            self.closed = True
            self._outbox.clear()

    def _drained(self) -> None:
        self._sending = None
        if self._outbox:
            self._sending = run_eagerly(self._drain(), self._drained)


def run_eagerly(work: Coroutine[Any, Any, None], done: Callable[[], None]) -> asyncio.Task[None] | None:
    """Run a coroutine at once as far as it goes without waiting; the rest, if any, becomes a task.

    A send to a socket with room in its buffer never waits, and a task for each would cost more than the send.
    `done` is called when the work has ended. Returns the task, or None if the work has ended already.
    """
    try:
        waiting_for = work.send(None)
    except StopIteration:
        done()
        return None
    task = asyncio.get_running_loop().create_task(_go_on(work, waiting_for))
    task.add_done_callback(lambda _: done())
    return task


async def _go_on(work: Coroutine[Any, Any, None], waiting_for: Any) -> None:
    await _rest(work, waiting_for)


@coroutine
def _rest(work: Coroutine[Any, Any, None], waiting_for: Any) -> Generator[Any, Any, None]:
    """Await the rest of a coroutine that has already asked to wait for something."""
    while True:
        try:
            value = yield waiting_for
        except BaseException as error:  # noqa: BLE001 - not handled here, but handed on into the coroutine
            resume = partial(work.throw, error)
        else:
            resume = partial(work.send, value)
        try:
            waiting_for = resume()
        except StopIteration:
            return
