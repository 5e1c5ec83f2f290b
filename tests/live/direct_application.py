"""An application that sends what it is told to, by a direct writer and by `send`, for Daphne to run.

A text that comes in is a JSON list of orders: `["direct", SIZE]` and `["send", SIZE]` send a frame with so many bytes,
`["close", CODE]` closes, `["spoil", ATTRIBUTE]` asks for a direct writer while an attribute of Autobahn's protocol is
one that nobody expects, `["tell"]` answers with what came of the orders on all sockets so far, `["writers"]`
with which sockets of the hub beside it have direct writers.
"""

import json
from functools import partial
from typing import Any

import django

django.setup()

from channels.routing import URLRouter  # noqa: E402 - needs the settings
from channels.sessions import SessionMiddlewareStack  # noqa: E402
from django.urls import path  # noqa: E402

from broadcast.live.direct import direct_writer  # noqa: E402
from broadcast.live.frames import Frame  # noqa: E402
from tests.live.application import Counting  # noqa: E402

ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyzæøå"
done: list[Any] = []
counting = Counting()


def text(size: int) -> str:
    """Return a text of so many bytes, with characters of two bytes where there is room."""
    whole = "æ" + ALPHABET * (size // len(ALPHABET.encode()) + 1)
    return whole.encode()[:size].decode(errors="replace").replace("\ufffd", "?")


async def puppet(scope: Any, receive: Any, send: Any) -> None:
    """Do what is ordered."""
    await receive()
    await send({"type": "websocket.accept"})
    writer = direct_writer(send)
    done.append(writer is not None)
    while (event := await receive())["type"] == "websocket.receive":
        for order, *rest in json.loads(event["text"]):
            match order, *rest:
                case "direct", size:
                    done.append(writer is not None and writer.write(Frame(text(size).encode()).wire))
                case "send", size:
                    await send({"type": "websocket.send", "text": text(size)})
                case "close", code:
                    await send({"type": "websocket.close", "code": code})
                case "spoil", attribute:
                    handle_reply = getattr(send, "__self__").real_send  # noqa: B009 - a bound method's, not typed
                    assert isinstance(handle_reply, partial)
                    [protocol] = handle_reply.args
                    known = getattr(protocol, attribute)
                    setattr(protocol, attribute, "unexpected")
                    done.append(direct_writer(send) is not None)
                    setattr(protocol, attribute, known)
                case ("writers",):
                    writers = [connection._writer is not None for connection in counting.hub._connections]
                    await send({"type": "websocket.send", "text": json.dumps(writers)})
                case ("tell",):
                    await send({"type": "websocket.send", "text": json.dumps(done)})


async def hidden(scope: Any, receive: Any, send: Any) -> None:
    """The puppet behind middleware of another kind."""

    async def plain(event: Any) -> None:
        await send(event)

    await puppet(scope, receive, plain)


served: dict[str, Any] = {"puppet": puppet, "hidden": hidden, "live": counting}
application = SessionMiddlewareStack(URLRouter([path(where, served[where]) for where in served]))
