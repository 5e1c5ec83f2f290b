"""A viewer after docs/protocol.md, strict: a frame that the protocol does not allow is a failure, not a
reason to ask again. It keeps what it has received, and acknowledges unless it is told not to."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from broadcast.live.connection import Access, Connection
from broadcast.live.consumer import Refusal, Scope
from broadcast.live.frames import Hello, Shown, Status
from broadcast.live.group import Viewer
from broadcast.live.hub import Hub
from broadcast.live.patch import apply


@dataclass
class Held:
    """What a viewer holds of a document."""

    epoch: str
    rev: int
    state: dict[str, Any]

    def take(self, frame: dict[str, Any]) -> bool:
        """Apply a patch frame as the protocol says; return False if it is older than what is held."""
        assert frame["epoch"] == self.epoch, f"a patch of another epoch: {frame}"
        assert frame["base"] < frame["rev"], frame
        if frame["rev"] <= self.rev:
            return False
        assert frame["base"] <= self.rev, f"a gap: at {self.rev}, got {frame}"
        assert frame["patch"], "an empty patch was sent"
        self.state = apply(self.state, frame["patch"])
        self.rev = frame["rev"]
        return True


@dataclass
class OpenAccess:
    """An access that may watch everything but what is barred, each document with its delay."""

    delays: dict[str, int] = field(default_factory=dict)
    barred: set[str] = field(default_factory=set)
    shown: list[Shown] = field(default_factory=list)
    told: list[Status] = field(default_factory=list)
    gone: bool = False
    name: str = "somebody"
    ruled_by: str | None = None
    ended: bool = False

    def may_watch(self, doc: str) -> bool:
        return doc not in self.barred

    def delay_ms(self, doc: str) -> int:
        return self.delays.get(doc, 0)

    async def on_shown(self, frame: Shown) -> None:
        self.shown.append(frame)

    async def on_status(self, frame: Status) -> None:
        self.told.append(frame)

    async def on_gone(self) -> None:
        self.gone = True


class OpenGate:
    """Admits everybody, to everything."""

    async def admit(self, scope: Scope, hello: Hello) -> Access | Refusal:
        return OpenAccess()


class LocalViewer:
    """A viewer whose socket is a function call, for simulated time."""

    def __init__(self, hub: Hub, *, on_frame: Callable[["LocalViewer", dict[str, Any]], None] | None = None):
        self.hub = hub
        self.access = OpenAccess()
        self.held: dict[str, Held] = {}
        self.received: list[dict[str, Any]] = []
        self.bytes = 0
        self.acking = True
        self.closed: int | None = None
        self.on_frame = on_frame
        self.connection = Connection(self._receive, self.access, hub.counters)
        hub.connect(self.connection)

    async def watch(self, doc: str, topics: frozenset[str] | None = None, *, resume: bool = False) -> str | None:
        held = self.held.get(doc) if resume else None
        viewer = Viewer(self.connection, doc, topics, held.epoch if held else None, held.rev if held else None)
        return await self.hub.watch(self.connection, viewer)

    def reconnect(self) -> None:
        """Lose the socket and come back with another."""
        self.hub.disconnect(self.connection)
        self.closed = None
        self.connection = Connection(self._receive, self.access, self.hub.counters)
        self.hub.connect(self.connection)

    def ack(self) -> None:
        """Acknowledge all that is held."""
        for doc, held in self.held.items():
            if self.connection in self.hub._connections:
                self.hub.acked(self.connection, doc, held.rev)

    def frames(self, op: str) -> list[dict[str, Any]]:
        return [frame for frame in self.received if frame["op"] == op]

    async def _receive(self, event: dict[str, Any]) -> None:
        if event["type"] == "websocket.close":
            self.closed = event["code"]
            return
        self.bytes += len(event["text"].encode())
        frame = json.loads(event["text"])
        self.received.append(frame)
        if frame["op"] == "snapshot":
            self.held[frame["doc"]] = Held(frame["epoch"], frame["rev"], frame["state"])
        elif frame["op"] == "patch":
            self.held[frame["doc"]].take(frame)
        elif frame["op"] == "beat":
            held = self.held[frame["doc"]]
            assert (frame["epoch"], True) == (held.epoch, frame["rev"] <= held.rev), "a beat beyond what is held"
        if self.on_frame:
            self.on_frame(self, frame)
        if self.acking and frame["op"] in ("snapshot", "patch"):
            asyncio.get_running_loop().call_later(0.1, self._ack_in_time)

    def _ack_in_time(self) -> None:
        if self.acking:
            self.ack()
