"""The socket over which bench/fanout.py tells an ASGI application under test what to publish."""

import asyncio
import json
import os
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from typing import Any

ONE_BY_ONE = os.environ.get("BENCH_ONE_BY_ONE") == "1"  # a turn of the event loop for each patch

Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]


class Publisher(ABC):
    """Publishes in the process of the server."""

    @abstractmethod
    async def open(self, doc: str) -> None:
        """Begin a document at FIRST_REV."""

    @abstractmethod
    async def publish(self, due: int) -> None:
        """Publish the next patch, which was due at this moment (load.feed)."""

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        """Serve the socket: `{"open": doc}`, answered when it is open, and `{"count": patches, "due": us}`."""
        await receive()
        await send({"type": "websocket.accept"})
        while (event := await receive())["type"] != "websocket.disconnect":
            order = json.loads(event["text"])
            if "open" in order:
                await self.open(order["open"])
                await send({"type": "websocket.send", "text": "open"})
            else:
                for number in range(order["count"]):
                    await self.publish(order["due"] + number)  # never twice the same, or it would not be in the patch
                    if ONE_BY_ONE:
                        await asyncio.sleep(0)
