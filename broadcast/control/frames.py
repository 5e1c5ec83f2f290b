"""The frames of the control socket (docs/control-api.md): what a program sends, checked."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from msgspec import Meta

MAX_FRAME = 65_536
"""Bytes that a program may send at once."""

Name = Annotated[str, Meta(min_length=1, max_length=80)]
Id = Annotated[str, Meta(max_length=200)] | int | None
"""What the answer to a frame has too, so that a program knows which is meant."""
NOTHING = msgspec.Raw(b"{}")


class BadFrame(ValueError):
    """A program sent what the protocol does not know. The message says what is wrong with it."""


class _Frame(msgspec.Struct, tag_field="op", frozen=True, forbid_unknown_fields=True):
    """A frame, told apart by its `op`."""


class Hello(_Frame, tag="hello", frozen=True):
    """The first frame: the control token where it is not a page's session that lets in, and the language of answers."""

    v: int = 1
    token: Annotated[str, Meta(max_length=200)] | None = None
    language: Annotated[str, Meta(max_length=20)] = "en"


class Do(_Frame, tag="do", frozen=True):
    """A word: of the output, or where a game is named of that, as the output airs it."""

    word: Name
    id: Id = None
    output: int | None = None
    game: Name | None = None
    args: msgspec.Raw = NOTHING


class Read(_Frame, tag="read", frozen=True):
    """A read, by its name."""

    what: Name
    id: Id = None
    args: msgspec.Raw = NOTHING


class Feedback(_Frame, tag="feedback", frozen=True):
    """Wants to be told of an output what has changed, or no longer."""

    output: int
    on: bool = True
    id: Id = None


class Ping(_Frame, tag="ping", frozen=True):
    """Asks for a pong with the same `t`."""

    t: int | float


Frame = Hello | Do | Read | Feedback | Ping

_decoder: msgspec.json.Decoder[Frame] = msgspec.json.Decoder(Frame)


def decode(text: str | None) -> Frame:
    """Return a frame. Raises BadFrame."""
    if text is None:
        raise BadFrame("Binary frames are not understood.")
    data = text.encode("utf-8", "surrogatepass")
    if len(data) > MAX_FRAME:
        raise BadFrame(f"A frame has at most {MAX_FRAME} bytes.")
    try:
        return _decoder.decode(data)
    except (msgspec.DecodeError, RecursionError) as error:
        raise BadFrame(str(error)) from error


def identity_of(text: str | None) -> Any:
    """Return the `id` of a frame that was not understood, where it has one that can be found."""
    if text is None or len(text) > MAX_FRAME:
        return None
    try:
        found = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError):
        return None
    identity = found.get("id") if isinstance(found, dict) else None
    return identity if isinstance(identity, str | int) and len(str(identity)) <= 200 else None
