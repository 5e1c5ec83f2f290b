"""The viewers: many sockets in one process that cost as little as possible, and the same for every server.

A viewer counts revisions. Frames of a load have one length, so of what one read brings only the first and the last
frame are looked at; that the numbers of the two fit the number of bytes says that nothing between is missing. Where it
does not fit, every frame is read.
"""

import select
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic, monotonic_ns

from bench.broadcasting import wire
from bench.broadcasting.load import STAMP_DIGITS

READ_BYTES = 65_536
AT_ONCE = 40  # handshakes under way; servers let few connections wait
ACK_BYTES = 32_768  # as static/js/live.js acknowledges
ACK_EVERY = 1.0  # s; at a moment of its own for each viewer, as pages were not all opened at once
TICK = 0.02  # s
CHUNK = 16  # revisions; how finely the progress of the slowest viewer is known
REV_DIGITS = 7
STAMP_FROM_END = len('"}}}') + STAMP_DIGITS


@dataclass(frozen=True, slots=True)
class Manners:
    """How a viewer behaves to a server: where it asks, what it says first, and whether it acknowledges."""

    path: str
    greeting: tuple[dict[str, object], ...] = ()
    acknowledges: str | None = None  # the document, for the hub


@dataclass(slots=True, eq=False)
class Viewer:
    """One socket and what came on it."""

    line: socket.socket
    partial: bytes = b""
    held: int = 0
    chunk: int = 0
    unacked: int = 0


@dataclass(slots=True)
class Places:
    """Where the numbers stand in a frame, learned from the first."""

    size: int
    head: bytes
    base: slice
    rev: slice


@dataclass(slots=True)
class Tally:
    """What all viewers got of a load. Latencies in us."""

    revisions: int = 0
    frames: int = 0
    latencies: list[int] = field(default_factory=list)


class Viewers:
    """Sockets to one server, which all watch the same."""

    def __init__(self, port: int, count: int, manners: Manners) -> None:
        self.tally = Tally()
        self.timing = False
        self._manners = manners
        self._poll = select.epoll()
        self._by_fd: dict[int, Viewer] = {}
        self._ring: list[Viewer] = []
        self._others: dict[int, Callable[[], None]] = {}
        self._places: Places | None = None
        self._ticked = monotonic()
        self._start = self._whole = 0
        self._passed: list[int] = []
        self._connect(port, count)

    @property
    def reached(self) -> int:
        """The newest revision, rounded down to a chunk, that every viewer has."""
        full = len(self._by_fd)
        while self._whole < len(self._passed) and self._passed[self._whole] >= full:
            self._whole += 1
        return self._start + self._whole * CHUNK

    def everyone_has(self, rev: int) -> bool:
        """Tell whether every viewer has this revision."""
        return all(viewer.held >= rev for viewer in self._by_fd.values())

    def begin(self, rev: int, patches: int, *, timing: bool) -> None:
        """Count anew from a revision that every viewer has."""
        self.tally = Tally()
        self.timing = timing
        self._start, self._whole = rev, 0
        self._passed = [0] * (patches // CHUNK)
        for viewer in self._by_fd.values():
            viewer.chunk = 0

    def listen(self, line: socket.socket, ready: Callable[[], None]) -> None:
        """Call `ready` when something came on another socket."""
        self._others[line.fileno()] = ready
        self._poll.register(line, select.EPOLLIN)

    def turn(self, timeout: float) -> bool:
        """Read what has come, waiting for it `timeout` s at most. Returns whether anything came."""
        self._tick()
        if self._manners.acknowledges is not None:
            timeout = min(timeout, TICK)
        events = self._poll.poll(max(timeout, 0.0), 512)
        for descriptor, _ in events:
            viewer_there = self._by_fd.get(descriptor)
            if viewer_there is not None:
                self._read(viewer_there)
            else:
                self._others[descriptor]()
        return bool(events)

    def close(self) -> None:
        """Drop every socket."""
        for viewer in self._by_fd.values():
            viewer.line.close()
        self._by_fd.clear()
        self._poll.close()

    def _connect(self, port: int, count: int) -> None:
        request = wire.handshake(port, self._manners.path)
        greeting = b"".join(map(wire.masked, self._manners.greeting))
        waiting: dict[int, Viewer] = {}
        opened = 0
        deadline = monotonic() + 60
        while opened < count or waiting:
            if monotonic() > deadline:
                raise wire.Refused(f"only {opened - len(waiting)} of {count} sockets were opened in time")
            while opened < count and len(waiting) < AT_ONCE:
                line = wire.connect(port)
                line.sendall(request)
                line.setblocking(False)
                waiting[line.fileno()] = Viewer(line)
                self._poll.register(line, select.EPOLLIN)
                opened += 1
            self._tick()
            for descriptor, _ in self._poll.poll(TICK):
                if (viewer := waiting.get(descriptor)) is None:
                    self._read(self._by_fd[descriptor])
                    continue
                data = viewer.line.recv(READ_BYTES)
                if not data:
                    raise wire.Refused("the server closed a socket during its handshake")
                viewer.partial += data
                rest = wire.after_handshake(viewer.partial)
                if rest is not None:
                    viewer.partial = rest
                    if greeting:
                        viewer.line.sendall(greeting)
                    self._by_fd[descriptor] = waiting.pop(descriptor)
                    self._ring.append(viewer)

    def _read(self, viewer: Viewer) -> None:
        try:
            data = viewer.line.recv(READ_BYTES)
        except BlockingIOError:
            return
        except ConnectionError:
            data = b""
        if not data:
            self._poll.unregister(viewer.line)
            del self._by_fd[viewer.line.fileno()]
            viewer.line.close()
            viewer.unacked = 0
            return
        came = len(data)
        if viewer.partial:
            data = viewer.partial + data
        before = viewer.held
        places = self._places
        if places is None or not self._count(viewer, data, places):
            self._read_each(viewer, data)
        if viewer.held != before:
            chunk = (viewer.held - self._start) // CHUNK
            if chunk != viewer.chunk:
                for passed in range(viewer.chunk, min(chunk, len(self._passed))):
                    self._passed[passed] += 1
                viewer.chunk = chunk
            if self._manners.acknowledges is not None:
                viewer.unacked += came
                if viewer.unacked >= ACK_BYTES:
                    self._acknowledge(viewer)

    def _count(self, viewer: Viewer, data: bytes, places: Places) -> bool:
        """Take whole frames of the known length; return False if these are not that."""
        size = places.size
        count = len(data) // size
        if not count:
            return False
        last = (count - 1) * size
        if not data.startswith(places.head) or data[last : last + len(places.head)] != places.head:
            return False
        held = viewer.held
        if int(data[places.base]) != held:
            return False
        end = last + size
        rev = data[last + places.rev.start : last + places.rev.stop]
        if int(rev) != held + count:
            return False
        viewer.held = held + count
        viewer.partial = data[end:]
        tally = self.tally
        tally.revisions += count
        tally.frames += count
        if self.timing:
            now = monotonic_ns() // 1000
            for stop in range(size, end + 1, size):
                stamp = data[stop - STAMP_FROM_END : stop - STAMP_FROM_END + STAMP_DIGITS]
                tally.latencies.append(now - int(stamp))
        return True

    def _read_each(self, viewer: Viewer, data: bytes) -> None:
        start = 0
        while (found := wire.frame_at(data, start)) is not None:
            opcode, begin, end = found
            if opcode == wire.CLOSE:
                raise wire.Refused(f"the server closed a socket: {data[begin:end]!r}")
            if opcode == wire.PING:
                viewer.line.send(wire.pong(data[begin:end]))
            if opcode == wire.TEXT and data.startswith(b'{"op":"patch"', begin):
                self._take(viewer, data, start, begin, end)
            elif data.startswith(b'{"op":"snapshot"', begin):
                rev = data.index(b'"rev":', begin) + 6
                viewer.held = int(data[rev : rev + REV_DIGITS])
            start = end
        viewer.partial = data[start:]

    def _take(self, viewer: Viewer, data: bytes, start: int, begin: int, end: int) -> None:
        """Take one patch frame, whatever it leads to."""
        at = data.index(b'"base":', begin) + 7
        base = int(data[at : at + REV_DIGITS])
        rev_at = data.index(b'"rev":', at) + 6
        rev = int(data[rev_at : rev_at + REV_DIGITS])
        if self._places is None:
            self._places = Places(
                end - start,
                data[start : begin + len(b'{"op":"patch"')],
                slice(at - start, at - start + REV_DIGITS),
                slice(rev_at - start, rev_at - start + REV_DIGITS),
            )
        tally = self.tally
        if rev > viewer.held:
            tally.revisions += rev - max(base, viewer.held)
            tally.frames += 1
            viewer.held = rev
            if self.timing:
                stamp = data[end - STAMP_FROM_END : end - STAMP_FROM_END + STAMP_DIGITS]
                tally.latencies.append(monotonic_ns() // 1000 - int(stamp))

    def _tick(self) -> None:
        """Let those viewers acknowledge whose moment has come since the last time."""
        since, self._ticked = self._ticked, monotonic()
        if self._manners.acknowledges is None:
            return
        viewers = self._ring
        first, last = (int(moment / ACK_EVERY * len(viewers)) for moment in (since, self._ticked))
        for number in range(first, min(last, first + len(viewers))):
            viewer = viewers[number % len(viewers)]
            if viewer.unacked:
                self._acknowledge(viewer)

    def _acknowledge(self, viewer: Viewer) -> None:
        viewer.unacked = 0
        viewer.line.send(wire.masked({"op": "ack", "doc": self._manners.acknowledges, "rev": viewer.held}))
