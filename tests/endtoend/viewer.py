"""A viewer of its own making: speaks docs/protocol.md and merges patches without any of the program's code."""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import suppress
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake
from websockets.typing import Origin

from tests.schemas import validate_document, validate_patch

KEPT_STATES = 400
KEPT_READINGS = 1_000


def merged(target: Any, patch: Any) -> Any:
    """Apply a JSON merge patch (RFC 7386) and return the result; the target stays as it is."""
    if not isinstance(patch, dict):
        return patch
    result = dict(target) if isinstance(target, dict) else {}
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = merged(result.get(key), value)
    return result


class Reading:
    """Reads frames and applies patches. Viewers that share it do the same work on the same frame once.

    It changes nothing of what each of them holds: a patch is applied to the very state that the viewer has.
    """

    def __init__(self) -> None:
        self._known: OrderedDict[Hashable, tuple[Any, Any]] = OrderedDict()

    def frame(self, text: str) -> Any:
        """Parse a frame; one with a patch is held against its schema."""
        return self._once(text, None, lambda: parsed(text))

    def apply(self, state: dict[str, Any], text: str, patch: dict[str, Any]) -> Any:
        """Return what the patch of a frame makes of a state."""
        return self._once((id(state), text), state, lambda: merged(state, patch))

    def whole(self, text: str, state: dict[str, Any]) -> None:
        """Hold the state of a frame, with all topics, against the schema."""
        self._once(("whole", text), None, lambda: validate_document(state))

    def _once(self, key: Hashable, of: Any, work: Callable[[], Any]) -> Any:
        if key not in self._known:
            self._known[key] = of, work()  # keeps what the id is of
            if len(self._known) > KEPT_READINGS:
                self._known.popitem(last=False)
        return self._known[key][1]


def parsed(text: str) -> Any:
    """Parse a frame, and hold a patch against its schema."""
    frame = json.loads(text)
    if frame["op"] == "patch":
        validate_patch(frame["patch"])
    return frame


class Viewer:
    """Watches one document, comes back when it is cut off, and keeps the states it has held by (epoch, rev)."""

    def __init__(
        self,
        url: str,
        doc: str,
        cookie: str,
        origin: str,
        topics: list[str] | None = None,
        reading: Reading | None = None,
    ) -> None:
        self.url, self.doc, self.topics = url, doc, topics
        self.reading = reading or Reading()
        self.headers = {"Cookie": f"sessionid={cookie}"}
        self.origin = origin
        self.epoch: str | None = None
        self.rev = -1
        self.state: dict[str, Any] = {}
        self.held: OrderedDict[tuple[str, int], dict[str, Any]] = OrderedDict()
        self.patches = self.snapshots = self.connections = self.repeated = 0
        self.at = 0
        """When what is held was published (epoch ms), if it came as a live patch."""
        self.heard_at = time.monotonic()
        self.longest_silence = 0.0
        """The longest time between two changes, s."""
        self.errors: list[str] = []
        self._changed = asyncio.Condition()

    async def run(self) -> None:
        """Watch until cancelled."""
        while True:
            try:
                async with connect(
                    self.url,
                    additional_headers=self.headers,
                    origin=Origin(self.origin),
                    max_size=None,
                    compression=None,
                    ping_interval=None,  # a machine that is too busy to answer has cut nobody off
                ) as socket:
                    self.connections += 1
                    await self._watch(socket)
            except (OSError, ConnectionClosed, InvalidHandshake, TimeoutError):
                await asyncio.sleep(random.uniform(0.1, 0.3))

    async def _watch(self, socket: ClientConnection) -> None:
        watch: dict[str, Any] = {"op": "watch", "doc": self.doc}
        if self.topics is not None:
            watch["topics"] = self.topics
        if self.epoch is not None:
            watch |= {"epoch": self.epoch, "rev": self.rev}
        await socket.send(json.dumps({"op": "hello", "v": 1}))
        await socket.send(json.dumps(watch))
        acking = asyncio.create_task(self._acknowledge(socket))
        try:
            await self._read(socket, watch)
        finally:
            acking.cancel()

    async def _acknowledge(self, socket: ClientConnection) -> None:
        """Acknowledge once a second, also while nothing comes: the last frame would shut the window else."""
        with suppress(ConnectionClosed):
            while True:
                await asyncio.sleep(1)
                await self._ack(socket)

    async def _ack(self, socket: ClientConnection) -> None:
        await socket.send(json.dumps({"op": "ack", "doc": self.doc, "rev": max(self.rev, 0)}))

    async def _read(self, socket: ClientConnection, watch: dict[str, Any]) -> None:
        async for text in socket:
            assert isinstance(text, str)
            frame = self.reading.frame(text)
            if frame["op"] == "snapshot":
                self.snapshots += 1
                if self.topics is None:
                    self.reading.whole(text, frame["state"])
                await self._hold(frame["epoch"], frame["rev"], frame["state"])
            elif frame["op"] == "patch":
                if frame["epoch"] == self.epoch and frame["base"] <= self.rev < frame["rev"]:
                    self.patches += 1
                    if frame["live"]:
                        self.at = frame["at"]
                    state = self.reading.apply(self.state, text, frame["patch"])
                    await self._hold(frame["epoch"], frame["rev"], state)
                elif frame["epoch"] == self.epoch and frame["rev"] <= self.rev:
                    self.repeated += 1
                else:
                    again = {name: value for name, value in watch.items() if name not in ("epoch", "rev")}
                    await socket.send(json.dumps(again))
            elif frame["op"] == "error":
                self.errors.append(frame["code"])
            if len(text) > 32_000:
                await self._ack(socket)

    async def _hold(self, epoch: str, rev: int, state: dict[str, Any]) -> None:
        now = time.monotonic()
        self.longest_silence = max(self.longest_silence, now - self.heard_at)
        self.heard_at = now
        self.epoch, self.rev, self.state = epoch, rev, state
        self.held[epoch, rev] = state
        if len(self.held) > KEPT_STATES:
            self.held.popitem(last=False)
        async with self._changed:
            self._changed.notify_all()

    async def until(self, wanted: Any, seconds: float = 60) -> dict[str, Any]:
        """Wait until `wanted(state)` holds, and return that state."""
        async with asyncio.timeout(seconds), self._changed:
            await self._changed.wait_for(lambda: wanted(self.state))
            return self.state
