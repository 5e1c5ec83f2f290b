"""Frames straight to the transport, where the server is Daphne.

Under Daphne an ASGI `send` takes a frame through seven calls of Autobahn's, which encode it anew for every socket, and
through two changes of the event loop's selector. A hub sends the same frame to all of its sockets: here it is encoded
once, and given to the socket itself. Order is kept, since Autobahn writes to the same transport; what the socket does
not take goes into the transport's buffer, as it would have.

Everything that this rests on is looked for first. Where something differs (another server, TLS in Daphne itself, a
negotiated extension, internals that have changed) there is no direct writer, and frames go by `send`.
docs/performance.md has what it brings.
"""

import sys
from collections import deque
from functools import partial
from types import NoneType
from typing import Any

from channels.sessions import InstanceSessionWrapper

MISSING = object()


class DirectWriter:
    """Writes encoded frames to one socket under Daphne."""

    __slots__ = ("_protocol", "_socket", "_transport")

    def __init__(self, protocol: Any, transport: Any) -> None:
        self._protocol = protocol
        self._transport = transport
        self._socket = transport.socket

    def write(self, data: bytes) -> bool:
        """Write whole frames after all that was sent before; return False, with nothing written, if now only `send` can
        say what is to happen: the socket is closing or closed, or Autobahn holds something back itself.
        """
        protocol, transport = self._protocol, self._transport
        if protocol.state != protocol.STATE_OPEN or protocol.send_queue or not transport.connected:
            return False
        if transport.dataBuffer or transport._tempDataBuffer:
            transport.write(data)
            return True
        try:
            taken = self._socket.send(data)
        except (BlockingIOError, InterruptedError):
            taken = 0
        except OSError:
            return False
        if taken < len(data):
            transport.write(data[taken:])
        return True


def direct_writer(send: Any) -> DirectWriter | None:
    """Return the direct writer of an accepted socket, or None where its frames have to go by `send`."""
    if "daphne.ws_protocol" not in sys.modules:  # importing it here would install a reactor
        return None
    from daphne.ws_protocol import WebSocketProtocol
    from twisted.internet.tcp import Connection

    while isinstance(wrapper := getattr(send, "__self__", None), InstanceSessionWrapper):
        send = wrapper.real_send  # it adds cookies to HTTP responses and hands on the rest
    if not isinstance(send, partial) or len(send.args) != 1 or not isinstance(send.args[0], WebSocketProtocol):
        return None
    [protocol] = send.args
    transport = getattr(protocol, "transport", None)
    if not isinstance(transport, Connection) or getattr(transport, "TLS", False):
        return None
    expected = (
        (protocol, "state", int),
        (protocol, "STATE_OPEN", int),
        (protocol, "send_queue", deque),
        (protocol, "websocket_extensions_in_use", list),
        (protocol, "_perMessageCompress", NoneType),
        (protocol, "maskServerFrames", bool),
        (transport, "connected", int),
        (transport, "dataBuffer", bytes),
        (transport, "_tempDataBuffer", list),
    )
    if not all(isinstance(getattr(owner, name, MISSING), kind) for owner, name, kind in expected):
        return None
    if protocol.websocket_extensions_in_use or protocol.maskServerFrames:
        return None
    return DirectWriter(protocol, transport)
