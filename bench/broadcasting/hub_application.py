"""The hub under test: the program's consumer behind the middleware of broadcast/asgi.py, with an open gate."""

import os
from typing import Any

import django

django.setup()

from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402 - needs the settings
from channels.sessions import SessionMiddlewareStack  # noqa: E402
from django.urls import path  # noqa: E402

from bench.broadcasting.load import FIRST_REV, feed  # noqa: E402
from bench.broadcasting.publisher import Publisher  # noqa: E402
from broadcast.live.connection import Event, Send  # noqa: E402
from broadcast.live.consumer import Application, LiveConsumer, Receive, Scope  # noqa: E402
from broadcast.live.hub import Hub  # noqa: E402
from broadcast.live.memory import MemoryStore  # noqa: E402
from broadcast.live.store import Writer  # noqa: E402
from tests.live.viewers import OpenGate  # noqa: E402


def by_send(application: Application) -> Application:
    """Return an application that cannot tell which server it runs on, so that all frames go by `send`."""

    async def hidden(scope: Scope, receive: Receive, send: Send) -> None:
        async def plain(event: Event) -> None:
            await send(event)

        await application(scope, receive, plain)

    return hidden


class StoreWriter(Publisher):
    """Publishes through a writer of the hub's store, as the feed worker does in the embedded default."""

    def __init__(self, hub: Hub) -> None:
        self._store = hub.store
        self._writer: Writer | None = None

    async def open(self, doc: str) -> None:
        await self._store.project(doc, FIRST_REV, {"feed": feed(FIRST_REV, 0)})
        self._writer = await self._store.open(doc)

    async def publish(self, due: int) -> None:
        assert self._writer is not None
        await self._writer.publish({"feed": feed(self._writer.rev + 1, due)})


hub = Hub(MemoryStore(), coalesce=0)
consumer = LiveConsumer.as_asgi(OpenGate(), hub)
live: Any = by_send(consumer) if os.environ.get("BENCH_BY_SEND") == "1" else consumer
orders: Any = StoreWriter(hub)
sockets = SessionMiddlewareStack(URLRouter([path("ws/live/", live), path("orders", orders)]))
application = ProtocolTypeRouter({"websocket": sockets})
