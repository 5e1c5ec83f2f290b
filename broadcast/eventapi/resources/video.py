"""Video of a game: clips and streams (EVENT_API section 3)."""

from typing import Any

import msgspec

from broadcast.eventapi.resources.batch import Batch, One, decode_batch, decode_one, list_in
from broadcast.eventapi.values import Reader, Unusable


class VideoStream(msgspec.Struct, frozen=True):
    """A stream that there is of a game."""

    id: str
    name: str | None = None


def decode_streams(body: Any) -> Batch[VideoStream]:
    """Decode the list of streams. Raises `DecodeError` for an answer without one."""
    return decode_batch("stream", _stream, list_in(body, "streams"))


def _stream(reader: Reader) -> VideoStream:
    stream_id = reader.identifier("id")
    if stream_id is None:
        raise Unusable("a stream without an id")
    return VideoStream(stream_id, reader.text("name"))


def decode_clip(body: Any) -> One[str]:
    """Return the address of a clip. Raises `DecodeError` for an answer without one."""
    return decode_one("clip", _clip, {"url": body} if isinstance(body, str) else body)


def _clip(reader: Reader) -> str:
    link = reader.link("url")
    if link is None:
        raise Unusable("a clip without an address")
    return link
