"""The ASGI application: pages over HTTP, live documents over WebSocket."""

import gc
import os
from typing import Any

from channels.routing import ProtocolTypeRouter, URLRouter
from channels.sessions import SessionMiddlewareStack
from django.core.asgi import get_asgi_application
from django.urls import path, re_path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "broadcast.settings")
pages = get_asgi_application()

from broadcast.control.socket import ControlSocket  # noqa: E402 - models need the settings above
from broadcast.games.gate import SessionGate  # noqa: E402
from broadcast.live.connection import Access  # noqa: E402
from broadcast.live.consumer import LiveConsumer, Refusal, Scope  # noqa: E402
from broadcast.live.frames import Hello  # noqa: E402
from broadcast.overlays.gate import OverlayGate  # noqa: E402


class Doors:
    """Sends a socket with a token to the overlays' gate, any other to that of the users."""

    def __init__(self) -> None:
        self._overlays, self._users = OverlayGate(), SessionGate()

    async def admit(self, scope: Scope, hello: Hello) -> Access | Refusal:
        """Return what the socket may see, or why it may not come in."""
        return await (self._overlays if hello.token else self._users).admit(scope, hello)


async def nowhere(scope: Scope, receive: Any, send: Any) -> None:
    """Refuse a socket at any other address; the router would raise, and fill the log."""
    await receive()
    await send({"type": "websocket.close"})


live: Any = LiveConsumer.as_asgi(gate=Doors())
control: Any = ControlSocket.application
elsewhere: Any = nowhere  # a socket has no HTTP response
sockets = SessionMiddlewareStack(
    URLRouter([path("ws/live/", live), path("ws/control/", control), re_path("", elsewhere)])
)
application = ProtocolTypeRouter({"http": pages, "websocket": sockets})

# What has been imported stays: a full collection that looks through it stops all viewers for as long as it takes.
gc.collect()
gc.freeze()
