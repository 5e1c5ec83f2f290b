"""The frames of the socket (docs/protocol.md): what viewers send, checked, and what the server sends,
encoded.
"""

import struct
from typing import Annotated, Any, TypedDict

import msgspec

from broadcast.live.patch import JSONObject

MAX_FRAME = 65_536  # bytes that a viewer may send at once
WHOLE_TEXT = 0x81  # the first byte of a text frame that is not in pieces

Name = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Topics = Annotated[list[Name], msgspec.Meta(min_length=1, max_length=64)]
Revision = Annotated[int, msgspec.Meta(ge=0)]
Number = int | float
Side = Annotated[int, msgspec.Meta(ge=1, le=100_000)]

BAD_FRAME = "bad-frame"
NO_HELLO = "no-hello"
FORBIDDEN = "forbidden"
UNKNOWN_DOCUMENT = "unknown-document"
TOO_MANY = "too-many"


class BadFrame(ValueError):
    """A viewer sent what the protocol does not know. The message says what is wrong with it."""


class Hello(msgspec.Struct, tag_field="op", tag="hello", frozen=True):
    """The first frame. What follows `build` is what an overlay tells of itself."""

    v: int
    token: str | None = None
    build: str | None = None
    size: Any = None
    fps: Number | None = None
    agent: str | None = None
    fonts: Any = None


class Watch(msgspec.Struct, tag_field="op", tag="watch", frozen=True):
    """Wants a document, or some of its topics; with epoch and revision if it holds them already."""

    doc: Name
    topics: Topics | None = None
    epoch: str | None = None
    rev: Revision | None = None


class Unwatch(msgspec.Struct, tag_field="op", tag="unwatch", frozen=True):
    """Wants no more of a document."""

    doc: Name


class Ack(msgspec.Struct, tag_field="op", tag="ack", frozen=True):
    """Has everything up to this revision of a document."""

    doc: Name
    rev: Revision


class Ping(msgspec.Struct, tag_field="op", tag="ping", frozen=True):
    """Asks for a pong with the same `t`."""

    t: Number


class Status(msgspec.Struct, tag_field="op", tag="status", frozen=True):
    """How an overlay is: its size in px, the frames/s it measures, whether its fonts are loaded, how far the
    server's time is ahead of its machine's (ms), its build, and which cues could not be shown, and why.
    """

    size: tuple[Side, Side] | None = None
    fps: Annotated[float, msgspec.Meta(ge=0, le=1000)] | None = None
    fonts: bool | None = None
    offset_ms: Annotated[int, msgspec.Meta(ge=-(2**31), lt=2**31)] | None = None
    build: Annotated[str, msgspec.Meta(max_length=60)] | None = None
    refused: Annotated[dict[Name, Annotated[str, msgspec.Meta(max_length=500)]], msgspec.Meta(max_length=20)] | None = (
        None
    )


class Shown(msgspec.Struct, tag_field="op", tag="shown", frozen=True):
    """An overlay has painted a step of a cue at `at` (epoch ms); `action` is the time by which the last action of the
    cue that was painted is known.
    """

    output: Name
    cue: Name
    step: int
    at: Number
    action: Number | None = None


ViewerFrame = Hello | Watch | Unwatch | Ack | Ping | Status | Shown

_decoder: msgspec.json.Decoder[ViewerFrame] = msgspec.json.Decoder(ViewerFrame)
_encoder = msgspec.json.Encoder()


class SendEvent(TypedDict):
    """The ASGI event that sends a text frame."""

    type: str
    text: str


class Frame:
    """An encoded frame: one event for all sockets it goes to. `size` is in bytes."""

    __slots__ = ("_data", "_wire", "event", "size")

    def __init__(self, data: bytes) -> None:
        self.event = SendEvent(type="websocket.send", text=data.decode())
        self.size = len(data)
        self._data = data
        self._wire: bytes | None = None

    @property
    def wire(self) -> bytes:
        """The frame as it stands on the wire: whole, not masked, not compressed (RFC 6455 section 5.2)."""
        if self._wire is None:
            if self.size < 126:
                head = struct.pack("!BB", WHOLE_TEXT, self.size)
            elif self.size < 65_536:
                head = struct.pack("!BBH", WHOLE_TEXT, 126, self.size)
            else:
                head = struct.pack("!BBQ", WHOLE_TEXT, 127, self.size)
            self._wire = head + self._data
        return self._wire


def decode(text: str) -> ViewerFrame:
    """Return the frame in a viewer's text. Raises BadFrame."""
    if len(text) > MAX_FRAME:
        raise BadFrame(f"the frame is longer than {MAX_FRAME} bytes")
    data = text.encode(errors="replace")
    if len(data) > MAX_FRAME:
        raise BadFrame(f"the frame is longer than {MAX_FRAME} bytes")
    try:
        return _decoder.decode(data)
    except (msgspec.DecodeError, RecursionError) as error:
        raise BadFrame(str(error)) from error


def _encode(fields: dict[str, Any]) -> Frame:
    return Frame(_encoder.encode(fields))


def snapshot(doc: str, epoch: str, rev: int, at: int, state: JSONObject) -> Frame:
    """Return a whole document, or the topics of it that were asked for."""
    return _encode({"op": "snapshot", "doc": doc, "epoch": epoch, "rev": rev, "at": at, "state": state})


def patch(doc: str, epoch: str, base: int, rev: int, at: int, live: bool, patch: JSONObject) -> Frame:
    """Return what leads from revision `base` to `rev`."""
    return _encode(
        {
            "op": "patch",
            "doc": doc,
            "epoch": epoch,
            "base": base,
            "rev": rev,
            "at": at,
            "live": live,
            "patch": patch,
        }
    )


def beat(doc: str, epoch: str, rev: int, now: int, writer_seen: int | None) -> Frame:
    """Return a sign of life; `writer_seen` is left out for a document without a writer."""
    fields: dict[str, Any] = {"op": "beat", "doc": doc, "epoch": epoch, "rev": rev, "now": now}
    if writer_seen is not None:
        fields["writer_seen"] = writer_seen
    return _encode(fields)


def pong(t: Number, now: int) -> Frame:
    """Return the answer to a ping."""
    return _encode({"op": "pong", "t": t, "now": now})


def reload(build: str) -> Frame:
    """Return the news that a newer build is served."""
    return _encode({"op": "reload", "build": build})


def error(code: str, message: str, doc: str | None = None) -> Frame:
    """Return what went wrong, and with which document if it was about one."""
    fields = {"op": "error", "code": code, "message": message}
    if doc is not None:
        fields["doc"] = doc
    return _encode(fields)
