"""Decode lists of things one by one, so that a bad one spares the rest."""

from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar

import msgspec

from broadcast.eventapi.rows import DecodeError, Rejected
from broadcast.eventapi.values import Reader, Unusable, excerpt

Thing = TypeVar("Thing")


class Batch(msgspec.Struct, Generic[Thing], frozen=True):
    """What was read of an answer, in its order, and what was left out: whole things, or single values (`field`)."""

    items: list[Thing]
    rejected: list[Rejected]


class One(msgspec.Struct, Generic[Thing], frozen=True):
    """The one thing that was read of an answer, and the values of it that were left out."""

    item: Thing
    rejected: list[Rejected]


def decode_batch(source: str, decode: Callable[[Reader], Thing], sent: Iterable[Any]) -> Batch[Thing]:
    """Decode each object of a list by `decode`, which raises `Unusable` for one that cannot be kept. Never raises."""
    items: list[Thing] = []
    rejected: list[Rejected] = []
    for raw in sent:
        if not isinstance(raw, dict):
            rejected.append(Rejected(source, "not an object", excerpt(raw)))
            continue
        reader = Reader(source, raw)
        try:
            items.append(decode(reader))
        except Unusable as error:
            reader.rejected.append(Rejected(source, str(error), excerpt(raw)))
        rejected += reader.rejected
    return Batch(items, rejected)


def decode_one(source: str, decode: Callable[[Reader], Thing], body: Any) -> One[Thing]:
    """Decode the one thing that an answer is: bare, alone in a list, or under a key of its own.

    Raises `DecodeError` where the thing itself cannot be read; single values of it are left out.
    """
    inner = body
    if isinstance(body, dict) and len(body) == 1 and isinstance(held := next(iter(body.values())), dict | list):
        inner = held
    batch = decode_batch(source, decode, inner if isinstance(inner, list) else [inner])
    if len(batch.items) != 1:
        raise DecodeError(f"expected one {source}, got {excerpt(body)}")
    return One(batch.items[0], batch.rejected)


def list_in(body: Any, *names: str) -> list[Any]:
    """Return the list that an answer is, or holds under the first of the names that has one.

    Raises `DecodeError` for an answer without.
    """
    if isinstance(body, list):
        return body
    held = body if isinstance(body, dict) else {}
    for name in names:
        if isinstance(held.get(name), list):
            found: list[Any] = held[name]
            return found
    raise DecodeError(f"expected a list of {names[0]}, got {excerpt(body)}")


def parts_of(reader: Reader, *names: str) -> list[dict[str, Any]]:
    """Return the objects of a list inside a thing; anything else in it is reported."""
    value = reader.first(*names)
    if value is None:
        return []
    if not isinstance(value, list):
        reader.drop(names[0], "not a list")
        return []
    found = []
    for item in value:
        if isinstance(item, dict):
            found.append(item)
        else:
            reader.drop(names[0], "an entry that is not an object")
    return found


def inner_batch(reader: Reader, decode: Callable[[Reader], Thing], *names: str) -> list[Thing]:
    """Decode the things of a list inside a thing; those that cannot be kept are reported by the outer one."""
    batch = decode_batch(reader.source, decode, parts_of(reader, *names))
    reader.rejected += batch.rejected
    return batch.items


def links_of(reader: Reader, *names: str) -> dict[str, str]:
    """Return the links of a mapping inside a thing by name; what is no http address is reported."""
    value = reader.first(*names)
    if value is None:
        return {}
    if not isinstance(value, dict):
        reader.drop(names[0], "not a mapping of names to addresses")
        return {}
    part = Reader(reader.source, value)
    found = {str(name): link for name in value if (link := part.link(name)) is not None}
    reader.rejected += part.rejected
    return found
