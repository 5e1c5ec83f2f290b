"""One viewer's socket: what is under way on it, and the sending itself.

The window counts what was sent and not yet acknowledged. While it is shut no byte is handed to the
transport, so a viewer that has stopped reading costs no memory beyond it, on servers without flow control
too (Daphne has none).
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Generator, Sequence
from functools import partial
from types import coroutine
from typing import Any, NamedTuple, Protocol

from broadcast.live.direct import DirectWriter
from broadcast.live.frames import Frame, Shown, Status
from broadcast.live.metrics import Counters

WINDOW_BYTES = 65_536
WINDOW_AGE = 5.0  # s; the window is shut while its oldest frame is older
MAX_AGE = 30.0  # s; the socket is closed when its oldest frame is older

NOT_ADMITTED = 4001
TOO_FAR_BEHIND = 4008
RESTART = 4009

Event = Any  # an ASGI event: servers and Channels type it differently
Send = Callable[[Event], Awaitable[None]]


class Access(Protocol):
    """What a socket may see. Its answers may change while the socket is open: see Hub.recheck."""

    @property
    def name(self) -> str:
        """Whose socket it is, for logs."""

    @property
    def ruled_by(self) -> str | None:
        """The document that says what the socket may see, if one does: the access is asked anew when it changes."""

    @property
    def ended(self) -> bool:
        """Whether the socket may see nothing any more, and is to be closed."""

    def may_watch(self, doc: str) -> bool:
        """Tell whether the document may be seen."""

    def delay_ms(self, doc: str) -> int:
        """Return how far behind the present the document is to be shown, in ms."""

    async def on_shown(self, frame: Shown) -> None:
        """Take note that an overlay has painted a step of a cue."""

    async def on_status(self, frame: Status) -> None:
        """Take note of how an overlay is."""

    async def on_gone(self) -> None:
        """Take note that the socket is gone."""


class Sent(NamedTuple):
    """A frame under way: of which document and revision, its bytes, and when it was sent (loop time)."""

    doc: str
    rev: int
    size: int
    at: float


class Parcel:
    """Frames that go out together, as one write where the server allows it. Made once for all sockets they go to.

    `revs` are the revisions that the frames lead to, `at` is when the parcel goes out (loop time).
    """

    __slots__ = ("_wire", "frames", "leading", "sent", "size")

    def __init__(self, doc: str, frames: Sequence[Frame], revs: Sequence[int], at: float) -> None:
        self.frames = frames
        self.sent = [Sent(doc, rev, frame.size, at) for frame, rev in zip(frames, revs, strict=True)]
        self.size = sum(frame.size for frame in frames)
        self.leading = self.size - frames[-1].size
        self._wire: bytes | None = None

    @property
    def wire(self) -> bytes:
        """All frames as they stand on the wire."""
        if self._wire is None:
            self._wire = b"".join([frame.wire for frame in self.frames])
        return self._wire


class Connection:
    """An accepted socket with its access. Frames go by `writer` where there is one, else by `send`."""

    def __init__(self, send: Send, access: Access, counters: Counters, writer: DirectWriter | None = None) -> None:
        self.access = access
        self.closed = False
        self._send = send
        self._writer = writer
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

    def offer(self, parcel: Parcel, now: float) -> bool:
        """Send frames that the viewer will acknowledge, if the window stays open (at loop time `now`) until the last of
        them; else send nothing and return False.
        """
        unacked = self._unacked
        if self._unacked_bytes + parcel.leading >= WINDOW_BYTES or (unacked and now - unacked[0].at >= WINDOW_AGE):
            return False
        self.deliver(parcel)
        return True

    def deliver(self, parcel: Parcel) -> None:
        """Send frames that the viewer will acknowledge. To be called only while the window is open."""
        if self.closed:
            return
        self._unacked.extend(parcel.sent)
        self._unacked_bytes += parcel.size
        self._counters.bytes += parcel.size
        if self._writer is None or self._sending is not None or not self._writer.write(parcel.wire):
            for frame in parcel.frames:
                self._put(frame.event)

    def tell(self, frame: Frame) -> None:
        """Send a frame that is not acknowledged."""
        self._counters.bytes += frame.size
        self._put(frame.event)

    def acked(self, doc: str, rev: int) -> None:
        """Take an acknowledgment. Sockets keep order, so it covers what was sent before too."""
        unacked = self._unacked
        covered = len(unacked)
        for sent in reversed(unacked):
            if sent.doc == doc and sent.rev <= rev:
                break
            covered -= 1
        for _ in range(covered):
            self._unacked_bytes -= unacked.popleft().size

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
