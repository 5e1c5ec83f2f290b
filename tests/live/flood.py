"""A live consumer as an application of its own, whose documents are flooded with changes on demand, over HTTP.

`POST /flood?documents=D&changes=C&bytes=B&pause=S` makes C changes of B bytes, one after another with S seconds
between, in each of the documents `game:0` to `game:<D-1>`, and answers when they are made. Each change carries the
moment at which it was made, `feed.at`, in epoch ms. `GET /` answers what the process holds and what the hub counts.
With STALL_SECONDS in the environment a viewer may stall for so long before it is closed.
"""

import asyncio
import ctypes
import dataclasses
import gc
import json
import os
import time
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from broadcast.live import hub
from broadcast.live.connection import Send
from broadcast.live.consumer import LiveConsumer, Receive, Scope
from broadcast.live.hub import Hub
from broadcast.live.memory import MemoryStore
from broadcast.live.store import Writer
from tests.live.application import TokenGate

DOCUMENTS = 64
PAGE = os.sysconf("SC_PAGE_SIZE")
libc = ctypes.CDLL(None)
if "STALL_SECONDS" in os.environ:
    hub.MAX_AGE = float(os.environ["STALL_SECONDS"])  # type: ignore[attr-defined]


class Flood:
    """The application."""

    def __init__(self) -> None:
        self.hub = Hub(MemoryStore())
        self.live = LiveConsumer.as_asgi(TokenGate(), self.hub)
        self.writers: list[Writer] = []
        self.texts = ("", "")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self.live(scope, receive, send)
            return
        while (await receive()).get("more_body"):
            pass
        if scope["method"] == "POST":
            wanted = dict(parse_qsl(scope["query_string"].decode()))
            await self.flood(
                int(wanted["documents"]), int(wanted["changes"]), int(wanted["bytes"]), float(wanted["pause"])
            )
        body = json.dumps(self.state()).encode()
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % len(body))]})
        await send({"type": "http.response.body", "body": body})

    async def flood(self, documents: int, changes: int, size: int, pause: float) -> None:
        """Make changes. All of a size share two texts, so that the log of the documents holds nothing but them."""
        while len(self.writers) < documents:
            self.writers.append(await self.hub.store.open(f"game:{len(self.writers)}", {"feed": {"at": 0.0}}))
        if len(self.texts[0]) != size:
            self.texts = ("x" * size, "y" * size)
        for number in range(changes):
            for writer in self.writers[:documents]:
                at = time.time_ns() / 1_000_000
                await writer.publish({"feed": {"at": at, "text": self.texts[number % 2]}})
            await asyncio.sleep(pause)  # not by the clock: changes that make up for lost time would be composed

    def state(self) -> dict[str, Any]:
        """Return the resident memory in bytes, without what is only not given back yet, and the hub's counters."""
        gc.collect()
        libc.malloc_trim(0)
        resident = int(Path("/proc/self/statm").read_text().split()[1]) * PAGE
        descriptors = len(os.listdir("/proc/self/fd"))
        return {"resident": resident, "descriptors": descriptors, **dataclasses.asdict(self.hub.counters)}


application = Flood()
