"""Read single values out of a wire row: ids, numbers, times, words. What is present but absurd is left out
and reported.
"""

import json
import math
import re
from collections.abc import Mapping
from typing import Any

from broadcast.eventapi import assumed
from broadcast.eventapi.clocks import Clock, parse_clock
from broadcast.eventapi.rows import DecodeError, Rejected

_NO_ID = frozenset({"", "0", "null", "none", "undefined", "nan"})
_WHOLE_AS_FLOAT = re.compile(r"\d{1,20}\.0+", re.ASCII)
_NUMBER = re.compile(r"[+-]?\d{1,18}(\.\d{1,18})?", re.ASCII)
_COLOR = re.compile(r"#?([0-9A-Fa-f]{6})", re.ASCII)
_EXCERPT_LENGTH = 300


class Unusable(DecodeError):
    """A row that cannot be kept, with the reason. Raised by the decoders of rows, never seen outside."""


def excerpt(value: Any) -> str:
    """Return the beginning of a wire value as text, for a person to look at."""
    try:
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=repr)
    except (RecursionError, ValueError):
        return f"({type(value).__name__} that cannot be written)"
    return text if len(text) <= _EXCERPT_LENGTH else text[:_EXCERPT_LENGTH] + "…"


def identifier(value: Any) -> str | None:
    """Return an id as text: 7269, "7269" and 7269.0 are one id. Null, the empty text and 0 (the service's
    "none") are no id.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, float):
        value = int(value) if math.isfinite(value) and value.is_integer() and abs(value) < 2**53 else None
    if isinstance(value, int):
        return str(value) if 0 < value < 2**63 else None
    if not isinstance(value, str) or len(value) > 200:
        return None
    text = value.strip()
    if text.isalnum() and text[0] in "123456789":
        return text
    if _WHOLE_AS_FLOAT.fullmatch(text):
        text = text.partition(".")[0]
    return None if text.lower() in _NO_ID else text


def number(value: Any) -> int | float | None:
    """Return a finite number, whole ones as int; numbers written as text are read. Else `None`."""
    kind = type(value)
    if kind is str and _NUMBER.fullmatch(value.strip()):
        value = float(value) if "." in value else int(value)
        kind = type(value)
    if kind is int:
        return value if -(10**15) < value < 10**15 else None
    if kind is not float or not -1e15 < value < 1e15:
        return None
    return int(value) if value.is_integer() else value


def words(value: Any) -> list[str]:
    """Return the texts of a list of words, in order; anything else in it is passed over."""
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def identifiers(value: Any) -> list[str]:
    """Return the ids of a list of ids or of objects that hold one, in order, each once."""
    if not isinstance(value, list):
        return []
    found = []
    for item in value:
        if isinstance(item, dict):
            item = next((item[name] for name in ("id", *assumed.PLAYER) if item.get(name) is not None), None)
        if (known := identifier(item)) is not None:
            found.append(known)
    return list(dict.fromkeys(found))


class Reader:
    """Reads the values of one wire row by any of their names, and collects what had to be left out in
    `rejected`.
    """

    def __init__(self, source: str, raw: dict[str, Any]) -> None:
        self.source = source
        self.raw = raw
        self.rejected: list[Rejected] = []

    def drop(self, field: str, reason: str) -> None:
        """Report one value as left out of the row."""
        self.rejected.append(Rejected(self.source, reason, excerpt(self.raw), field))

    def first(self, *names: str) -> Any:
        """Return the first value among the names that is there and not null."""
        for name in names:
            if (value := self.raw.get(name)) is not None:
                return value
        return None

    def identifier(self, *names: str) -> str | None:
        """Return the first usable id among the names."""
        for name in names:
            if (value := self.raw.get(name)) is not None and (known := identifier(value)) is not None:
                return known
        return None

    def text(self, *names: str) -> str | None:
        """Return the first text among the names that is not empty, stripped."""
        for name in names:
            value = self.raw.get(name)
            if isinstance(value, str) and (stripped := value.strip()):
                return stripped
        return None

    def link(self, *names: str) -> str | None:
        """Return the first http or https address among the names; any other kind of address is left out."""
        for name in names:
            if (text := self.text(name)) is None:
                continue
            if text.lower().startswith(("http://", "https://")):
                return text
            self.drop(name, "not an http address")
        return None

    def word(self, *names: str) -> str | None:
        """Return the first text among the names in upper case."""
        text = self.text(*names)
        return None if text is None else text.upper()

    def period(self) -> str | None:
        """Return the period's name in upper case; a plain number is its own name."""
        value = self.first(*assumed.PERIOD)
        return identifier(value) if not isinstance(value, str) else value.strip().upper() or None

    def flag(self, *names: str) -> bool | None:
        """Return the first true or false among the names."""
        value = self.first(*names)
        if isinstance(value, str):
            return {"true": True, "false": False}.get(value.strip().lower())
        return value if isinstance(value, bool) else None

    def whole(self, names: assumed.Names, low: int, high: int) -> int | None:
        """Return a number rounded to a whole one; one that cannot be read or lies outside `low` to `high`
        is left out and reported.
        """
        value = self.first(*names)
        if value is None or (type(value) is int and low <= value <= high):
            return value
        known = number(value)
        if known is None or not low <= known <= high:
            self.drop(names[0], f"not a number from {low} to {high}")
            return None
        return round(known)

    def within(self, names: assumed.Names, low: float, high: float) -> int | float | None:
        """Return a number; one that cannot be read or lies outside `low` to `high` is left out and reported."""
        value = self.first(*names)
        known = number(value)
        if value is not None and (known is None or not low <= known <= high):
            self.drop(names[0], f"not a number from {low} to {high}")
            return None
        return known

    def time(self, *names: str) -> int | None:
        """Return epoch ms."""
        return self.whole(names, 1, assumed.LATEST_MS - 1)

    def clock(self, *names: str) -> Clock | None:
        """Return a clock; one that is there but cannot be read is left out and reported."""
        value = self.first(*names)
        if value is None or value == "":
            return None
        known = parse_clock(value)
        if known is None:
            self.drop(names[0], "a clock that cannot be read")
        return known

    def color(self, *names: str) -> str | None:
        """Return a color as `#RRGGBB`; one in another form is left out and reported."""
        text = self.text(*names)
        if text is None:
            return None
        match = _COLOR.fullmatch(text)
        if match is None:
            self.drop(names[0], "not a color of the form #RRGGBB")
            return None
        return f"#{match[1].upper()}"

    def numbers(self, names: assumed.Names) -> dict[str, int | float]:
        """Return a mapping of names to numbers, names in upper case; a null is as good as absent, other
        values are reported.
        """
        value = self.first(*names)
        if value is None:
            return {}
        if not isinstance(value, dict):
            self.drop(names[0], "not a mapping of names to numbers")
            return {}
        found: dict[str, int | float] = {}
        for name, item in value.items():
            known = number(item)
            if known is not None:
                found[str(name).upper()] = known
            elif item is not None:
                self.drop(f"{names[0]}.{name}"[:100], "not a number")
        return found


def completed(raw: dict[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """Return a wire object with what its surroundings say of it, where it does not say so itself."""
    missing = {name: value for name, value in known.items() if raw.get(name) is None}
    return {**raw, **missing} if missing else raw


def present(**values: Any) -> dict[str, Any]:
    """Return the values that are known: docs/rows.md has no nulls."""
    return {name: value for name, value in values.items() if value is not None}
