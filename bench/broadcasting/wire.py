"""As much of WebSocket as a viewer needs: the handshake, masked text frames out, the heads of frames in."""

import json
import socket
import struct
from typing import Any

KEY = "Y291cnRzaWRlIGJlbmNoIQ=="
NO_MASK = b"\0\0\0\0"  # a mask of zeros leaves the payload as it is
TEXT, CLOSE, PING = 0x1, 0x8, 0x9


class Refused(RuntimeError):
    """The server did not take the socket, or closed it."""


def handshake(port: int, path: str) -> bytes:
    """Return the request that opens a WebSocket. It offers no extension: frames come uncompressed."""
    return (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Origin: http://127.0.0.1:{port}\r\nSec-WebSocket-Key: {KEY}\r\nSec-WebSocket-Version: 13\r\n\r\n"
    ).encode()


def after_handshake(data: bytes) -> bytes | None:
    """Return what follows the answer to a handshake, or None while the answer is not complete. Raises Refused."""
    head, end, rest = data.partition(b"\r\n\r\n")
    if not end:
        return None
    if not head.startswith(b"HTTP/1.1 101 "):
        raise Refused(head.decode("latin-1"))
    return rest


def masked(frame: dict[str, Any]) -> bytes:
    """Return a text frame as a client sends it."""
    payload = json.dumps(frame, separators=(",", ":")).encode()
    size = len(payload)
    head = struct.pack("!BB", 0x81, 0x80 | size) if size < 126 else struct.pack("!BBH", 0x81, 0xFE, size)
    return head + NO_MASK + payload


def pong(payload: bytes) -> bytes:
    """Return the answer to a ping."""
    return bytes((0x8A, 0x80 | len(payload))) + NO_MASK + payload


def frame_at(data: bytes, start: int) -> tuple[int, int, int] | None:
    """Return the opcode of the frame that begins at `start`, and where its payload begins and ends, or None while it is
    not complete.
    """
    if len(data) < start + 2:
        return None
    size, begin = data[start + 1] & 0x7F, start + 2
    if size >= 126:
        width = 2 if size == 126 else 8
        if len(data) < begin + width:
            return None
        size = int.from_bytes(data[begin : begin + width], "big")
        begin += width
    if len(data) < begin + size:
        return None
    return data[start] & 0x0F, begin, begin + size


def connect(port: int) -> socket.socket:
    """Return a connection to a port of this machine."""
    line = socket.create_connection(("127.0.0.1", port), timeout=10)
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return line
