"""Plain Channels, as its documentation shows: a consumer for each socket, a group, a `group_send` for each patch.

`BENCH_LAYER` names the layer: `core` or `pubsub`, of channels_redis; Redis is at `BENCH_REDIS`. At its default
capacity of 100 the core layer drops messages in a burst without an error; here it has room for all of them.
"""

import os
from typing import Any

import django
from django.conf import settings

ROOM = 1_000_000  # messages; more than a run has

LAYERS = {
    "core": {
        "BACKEND": "channels_redis.core.RedisChannelLayer",
        "CONFIG": {"hosts": [os.environ["BENCH_REDIS"]], "capacity": ROOM},
    },
    "pubsub": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [os.environ["BENCH_REDIS"]]},
    },
}
settings.configure(CHANNEL_LAYERS={"default": LAYERS[os.environ["BENCH_LAYER"]]}, ALLOWED_HOSTS=["*"])
django.setup()

from channels.generic.websocket import AsyncWebsocketConsumer  # noqa: E402 - needs the settings
from channels.layers import get_channel_layer  # noqa: E402
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from django.urls import path  # noqa: E402

from bench.broadcasting.load import FIRST_REV, text  # noqa: E402
from bench.broadcasting.publisher import Publisher  # noqa: E402


class ViewerConsumer(AsyncWebsocketConsumer):  # type: ignore[misc]  # Channels is not typed
    """One socket of the group that its address names."""

    async def connect(self) -> None:
        self.group = self.scope["url_route"]["kwargs"]["group"]
        await self.channel_layer.group_add(self.group, self.channel_name)
        await self.accept()

    async def disconnect(self, code: int) -> None:
        await self.channel_layer.group_discard(self.group, self.channel_name)

    async def patch(self, event: dict[str, str]) -> None:
        await self.send(text_data=event["text"])


class GroupSender(Publisher):
    """Publishes with `group_send`."""

    def __init__(self) -> None:
        self._doc = ""
        self._rev = FIRST_REV

    async def open(self, doc: str) -> None:
        self._doc, self._rev = doc, FIRST_REV

    async def publish(self, due: int) -> None:
        self._rev += 1
        event = {"type": "patch", "text": text(self._doc, self._rev, due)}
        await get_channel_layer().group_send(self._doc, event)


orders: Any = GroupSender()
sockets = URLRouter([path("viewers/<str:group>", ViewerConsumer.as_asgi()), path("orders", orders)])
application = ProtocolTypeRouter({"websocket": sockets})
