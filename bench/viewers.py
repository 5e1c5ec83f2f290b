"""Viewers without a page: sockets that watch documents, acknowledge, and note when which frame came.

As a program (`python bench/viewers.py URL DOC COOKIE ORIGIN COUNT`) it is a crowd before one document: it prints a
line when all of them hold it, and once its input is closed the times at which each home score came, as JSON.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin

ACK_EVERY = 1.0  # s
ACK_BYTES = 32_768
OPENING_AT_ONCE = 20

OnFrame = Callable[[float, "dict[str, Any]"], None]


class LightViewer:
    """Watches one document until cancelled. `on_frame` gets the moment (epoch ms) and each snapshot or patch.

    `cookie` is the session's, and `origin` the page's; both are None for a server that asks for neither.
    """

    def __init__(self, url: str, doc: str, cookie: str | None, origin: str | None, on_frame: OnFrame) -> None:
        self.ready = asyncio.Event()
        self.cut_off = 0
        self._url, self._doc = url, doc
        self._origin = None if origin is None else Origin(origin)
        self._headers = {} if cookie is None else {"Cookie": f"sessionid={cookie}"}
        self._on_frame = on_frame
        self._rev = self._unacked = 0

    async def run(self, opening: asyncio.Semaphore) -> None:
        """Watch; a socket that is closed is counted and not opened again."""
        try:
            async with opening:
                socket = await connect(
                    self._url,
                    additional_headers=self._headers,
                    origin=self._origin,
                    compression=None,
                    max_size=None,
                    ping_interval=None,
                )
            async with socket, asyncio.TaskGroup() as group:
                await socket.send(json.dumps({"op": "hello", "v": 1}))
                await socket.send(json.dumps({"op": "watch", "doc": self._doc}))
                acknowledging = group.create_task(self._acknowledge(socket))
                async for text in socket:
                    at = time.time_ns() / 1_000_000
                    frame = parsed(str(text))
                    if frame["op"] in ("snapshot", "patch"):
                        self._unacked += len(text)
                        self._rev = frame["rev"]
                        self._on_frame(at, frame)
                        self.ready.set()
                        if self._unacked >= ACK_BYTES:
                            await self._ack(socket)
                acknowledging.cancel()
                self.cut_off += 1
        except* ConnectionClosed:
            self.cut_off += 1

    async def _acknowledge(self, socket: ClientConnection) -> None:
        """Acknowledge by a timer: the last frame too, or the window would shut with nothing more to come."""
        while True:
            await asyncio.sleep(ACK_EVERY)
            if self._unacked:
                await self._ack(socket)

    async def _ack(self, socket: ClientConnection) -> None:
        self._unacked = 0
        await socket.send(json.dumps({"op": "ack", "doc": self._doc, "rev": self._rev}))


@asynccontextmanager
async def watching(viewers: Sequence[LightViewer]) -> AsyncIterator[None]:
    """Let viewers watch meanwhile. Begins when all of them hold their document; raises what one has failed with."""
    opening = asyncio.Semaphore(OPENING_AT_ONCE)
    tasks = [asyncio.create_task(viewer.run(opening)) for viewer in viewers]
    ready = asyncio.create_task(_all_ready(viewers))
    try:
        done, _ = await asyncio.wait([ready, *tasks], return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
        assert ready.done(), "a viewer was cut off before it held its document"
        yield
    finally:
        for task in (ready, *tasks):
            task.cancel()
        await asyncio.gather(ready, *tasks, return_exceptions=True)


async def _all_ready(viewers: Sequence[LightViewer]) -> None:
    for viewer in viewers:
        await viewer.ready.wait()


_newest: tuple[str, dict[str, Any]] = ("", {})


def parsed(text: str) -> dict[str, Any]:
    """Return a frame; the same text as that of the frame before, as many viewers get it, is read once."""
    global _newest
    if text != _newest[0]:
        _newest = (text, json.loads(text))
    return _newest[1]


async def watch_as_crowd(url: str, doc: str, cookie: str, origin: str, count: int) -> dict[str, Any]:
    """Watch a document on `count` sockets until the input is closed; return when which home score came."""
    came: dict[int, list[float]] = {}

    def note(at: float, frame: dict[str, Any]) -> None:
        score = (frame.get("patch") or {}).get("score") or {}
        if "home" in score:
            came.setdefault(score["home"], []).append(round(at, 2))

    viewers = [LightViewer(url, doc, cookie, origin, note) for _ in range(count)]
    async with watching(viewers):
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        await asyncio.to_thread(sys.stdin.read)
    return {"came": came, "cut_off": sum(viewer.cut_off for viewer in viewers)}


if __name__ == "__main__":
    place, name, key, page, number = sys.argv[1:]
    sys.stdout.write(json.dumps(asyncio.run(watch_as_crowd(place, name, key, page, int(number)))))
