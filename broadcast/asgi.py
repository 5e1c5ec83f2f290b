"""The ASGI application: pages over HTTP, live documents over WebSocket."""

import os
from typing import Any

from channels.routing import ProtocolTypeRouter, URLRouter
from channels.sessions import SessionMiddlewareStack
from django.core.asgi import get_asgi_application
from django.urls import path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "broadcast.settings")
pages = get_asgi_application()

from broadcast.games.gate import SessionGate  # noqa: E402 - models need the settings above
from broadcast.live.consumer import LiveConsumer  # noqa: E402

live: Any = LiveConsumer.as_asgi(gate=SessionGate())

application = ProtocolTypeRouter(
    {
        "http": pages,
        "websocket": SessionMiddlewareStack(
            URLRouter([path("ws/live/", live)]),
        ),
    }
)
