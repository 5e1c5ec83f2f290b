"""The WebSocket consumer of live documents: an ASGI application that speaks docs/protocol.md.

It is no Channels consumer: a bare application needs no channel layer (with one, a restart of Redis would
close every socket) and no dispatch for each frame. Who may see what is decided by the gate it is given.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, MutableMapping
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import validate_host

from broadcast.live import frames
from broadcast.live.connection import NOT_ADMITTED, RESTART, Access, Connection, Send
from broadcast.live.direct import direct_writer
from broadcast.live.frames import Ack, BadFrame, Hello, Ping, Shown, Status, Unwatch, ViewerFrame, Watch
from broadcast.live.group import Viewer
from broadcast.live.hub import Hub
from broadcast.live.store import StoreUnavailable
from broadcast.live.stores import get_hub

logger = logging.getLogger(__name__)

WRONG_ORIGIN = 4003
POLICY = 4002  # not 1008: Daphne sends no close code below 3000 but 1000

VERSION = 1
HELLO_WITHIN = 10.0  # s
MAX_BAD_FRAMES = 5
MAX_REFUSALS = 200
PONG_EVERY = 0.1  # s; pings that come faster are not answered

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Any]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

REASONS = {
    frames.FORBIDDEN: "This document may not be watched.",
    frames.UNKNOWN_DOCUMENT: "There is no such document.",
    frames.TOO_MANY: "Too many documents are watched on this socket.",
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a socket is not admitted, and the code to close it with: NOT_ADMITTED or WRONG_ORIGIN."""

    message: str
    code: int = NOT_ADMITTED


class Gate(Protocol):
    """Decides who may come in."""

    async def admit(self, scope: Scope, hello: Hello) -> Access | Refusal:
        """Return what the socket may see, or why it may not come in. Asked once, after its hello.

        Raises StoreUnavailable if it cannot find out now; then the socket is told to come back.
        """


def origin_allowed(scope: Scope) -> bool:
    """Tell whether a socket was opened by a page of an allowed host. One that names no origin was not."""
    origins = [value for name, value in scope.get("headers", ()) if name == b"origin"]
    if len(origins) != 1:
        return False
    try:
        host = urlsplit(origins[0].decode("latin-1")).hostname
    except ValueError:
        return False
    if not host:
        return False
    allowed = settings.ALLOWED_HOSTS or ([".localhost", "127.0.0.1", "::1"] if settings.DEBUG else [])
    return validate_host(host, [pattern.strip("[]") for pattern in allowed])


class Nobody:
    """The access of a socket that has not been admitted yet."""

    name = "nobody"
    ruled_by = None
    ended = False

    def may_watch(self, doc: str) -> bool:
        return False

    def delay_ms(self, doc: str) -> int:
        return 0

    async def on_shown(self, frame: Shown) -> None:
        pass

    async def on_status(self, frame: Status) -> None:
        pass

    async def on_gone(self) -> None:
        pass


class LiveConsumer:
    """One socket. `awaited` are name prefixes of documents that may be watched before they exist."""

    def __init__(
        self,
        gate: Gate,
        hub: Hub,
        receive: Receive,
        send: Send,
        awaited: Collection[str] = ("game:", "track:", "manual:"),
    ) -> None:
        self._gate = gate
        self._hub = hub
        self._receive = receive
        self._send = send
        self._awaited = tuple(awaited)
        self._bad_frames = 0
        self._refusals = 0
        self._next_pong = 0.0

    @classmethod
    def as_asgi(cls, gate: Gate, hub: Hub | None = None) -> Application:
        """Return the ASGI application that serves sockets through a gate, from this process's hub."""

        async def application(scope: Scope, receive: Receive, send: Send) -> None:
            await cls(gate, hub or get_hub(), receive, send).run(scope)

        return application

    async def run(self, scope: Scope) -> None:
        """Serve the socket until it is gone."""
        await self._receive()  # websocket.connect
        await self._send({"type": "websocket.accept"})
        if self._hub.closing:
            await self._send({"type": "websocket.close", "code": RESTART})
            return
        greeting = Connection(self._send, Nobody(), self._hub.counters)
        try:
            async with asyncio.timeout(HELLO_WITHIN):
                hello = await self._hello(greeting)
        except TimeoutError:
            hello = None
            greeting.tell(frames.error(frames.NO_HELLO, "No hello came."))
            greeting.close(POLICY)
        if hello is None:
            return
        try:
            access = await self._gate.admit(scope, hello)
        except StoreUnavailable as error:
            logger.warning("A socket is sent away, it comes back: %s", error)
            greeting.close(RESTART)
            return
        if isinstance(access, Refusal):
            greeting.tell(frames.error(frames.FORBIDDEN, access.message))
            greeting.close(access.code)
            return
        connection = Connection(self._send, access, self._hub.counters, direct_writer(self._send))
        try:
            await self._serve(connection, hello)
        finally:
            await access.on_gone()

    async def _hello(self, greeting: Connection) -> Hello | None:
        """Return the viewer's hello, or None if it went away, or was sent away, before it said one."""
        while (event := await self._receive())["type"] != "websocket.disconnect":
            frame = self._decoded(greeting, event)
            if isinstance(frame, Hello):
                if frame.v == VERSION:
                    return frame
                greeting.tell(frames.error(frames.BAD_FRAME, f"This server speaks version {VERSION}."))
                greeting.close(POLICY)
            elif frame is not None:
                self._complain(greeting, frames.NO_HELLO, "Say hello first.")
            if greeting.closed:
                return None
        return None

    async def _serve(self, connection: Connection, hello: Hello) -> None:
        hub = self._hub
        try:
            await hub.rule(connection)
        except StoreUnavailable:
            connection.close(RESTART)
            return
        if hub.closing:  # since the socket was opened
            connection.close(RESTART)
            return
        hub.connect(connection)
        try:
            if connection.access.ended:  # since it was admitted
                connection.close(NOT_ADMITTED)
            if hub.build is not None and hello.build and hello.build != hub.build:
                connection.tell(frames.reload(hub.build))
            while (event := await self._receive())["type"] != "websocket.disconnect":
                frame = self._decoded(connection, event)
                if frame is not None and not connection.closed:
                    await self._handle(connection, frame)
        finally:
            hub.disconnect(connection)

    async def _handle(self, connection: Connection, frame: ViewerFrame) -> None:
        match frame:
            case Ack(doc, rev):
                self._hub.acked(connection, doc, rev)
            case Watch():
                await self._watch(connection, frame)
            case Unwatch(doc):
                self._hub.unwatch(connection, doc)
            case Ping(t):
                now = asyncio.get_running_loop().time()
                if now >= self._next_pong:
                    self._next_pong = now + PONG_EVERY
                    connection.tell(frames.pong(t, self._hub.now()))
            case Shown():
                await connection.access.on_shown(frame)
            case Status():
                await connection.access.on_status(frame)
            case Hello():
                self._complain(connection, frames.BAD_FRAME, "Hello was said before.")

    async def _watch(self, connection: Connection, watch: Watch) -> None:
        topics = None if watch.topics is None else frozenset(watch.topics)
        viewer = Viewer(connection, watch.doc, topics, watch.epoch, watch.rev)
        try:
            code = await self._hub.watch(connection, viewer, awaited=watch.doc.startswith(self._awaited))
        except StoreUnavailable:
            connection.close(RESTART)
            return
        if code is not None:
            connection.tell(frames.error(code, REASONS[code], watch.doc))
            self._refusals += 1
            if self._refusals >= MAX_REFUSALS:
                connection.close(POLICY)

    def _decoded(self, connection: Connection, event: MutableMapping[str, Any]) -> ViewerFrame | None:
        text = event.get("text")
        try:
            if text is None:
                raise BadFrame("binary frames are not understood")
            return frames.decode(text)
        except BadFrame as error:
            self._complain(connection, frames.BAD_FRAME, str(error))
            return None

    def _complain(self, connection: Connection, code: str, message: str) -> None:
        self._hub.counters.bad_frames += 1
        self._bad_frames += 1
        connection.tell(frames.error(code, message))
        if self._bad_frames >= MAX_BAD_FRAMES:
            connection.close(POLICY)
