"""JSON merge patches (RFC 7386) over documents that hold no null.

Pure functions. Values are never changed in place: results share every part that did not change, and `diff`
uses that sharing, so a part that is the same object in both documents costs nothing.
"""

import math
from collections.abc import Collection, Mapping
from typing import Any

JSONObject = dict[str, Any]


class DocumentError(ValueError):
    """A value that a document cannot hold: a null, a key that is no text, a number that JSON lacks."""


def apply(target: Any, patch: Any) -> Any:
    """Return `target` with the merge patch applied (RFC 7386 section 2)."""
    if not isinstance(patch, dict):
        return patch
    result: JSONObject = dict(target) if isinstance(target, dict) else {}
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        elif isinstance(value, dict):
            result[key] = apply(result.get(key), value)
        else:
            result[key] = value
    return result


def diff(old: Mapping[str, Any], new: Mapping[str, Any]) -> JSONObject:
    """Return the merge patch that turns `old` into `new`, empty if they are equal.

    Raises DocumentError with its place if a value in `new` that is not shared with `old` cannot stand in a
    document.
    """
    return _diff(old, new, "")


def compose(first: Mapping[str, Any], second: Mapping[str, Any]) -> JSONObject | None:
    """Return the patch that does what `first` and then `second` do, or None where no merge patch can.

    That is so where the later has an object at a place where the earlier has null or a scalar: merging the
    two would bring back what the earlier one deleted.
    """
    result: JSONObject = dict(first)
    for key, later in second.items():
        if key in first and isinstance(later, dict):
            earlier = first[key]
            if not isinstance(earlier, dict):
                return None
            later = compose(earlier, later)
            if later is None:
                return None
        result[key] = later
    return result


def restrict(value: JSONObject, topics: Collection[str] | None) -> JSONObject:
    """Return the part of a document, or of a patch, that lies in these topics; all of it if `topics` is
    None.
    """
    if topics is None:
        return value
    return {topic: value[topic] for topic in topics if topic in value}


def check(value: Any, place: str = "") -> None:
    """Raise DocumentError with its place if `value` cannot stand in a document."""
    if isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str):
                raise DocumentError(f"the key {key!r} at {place or '/'} is not text")
            check(item, f"{place}/{key}")
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            check(item, f"{place}/{index}")
    elif isinstance(value, float):
        if not math.isfinite(value):
            raise DocumentError(f"{value} at {place or '/'} is no JSON number")
    elif value is None:
        raise DocumentError(f"null at {place or '/'}: what is unknown is left out")
    elif not isinstance(value, str | int):
        raise DocumentError(f"{type(value).__name__} at {place or '/'} is no JSON value")


def _diff(old: Mapping[str, Any], new: Mapping[str, Any], place: str) -> JSONObject:
    patch: JSONObject = {}
    for key, value in new.items():
        was = old.get(key)
        if value is was and value is not None:
            continue
        if isinstance(value, dict) and isinstance(was, dict):
            if changed := _diff(was, value, f"{place}/{key}"):
                patch[key] = changed
            continue
        if not isinstance(key, str):
            raise DocumentError(f"the key {key!r} at {place or '/'} is not text")
        check(value, f"{place}/{key}")
        if not _same(was, value):
            patch[key] = value
    for key in old:
        if key not in new:
            patch[key] = None
    return patch


def _same(old: Any, new: Any) -> bool:
    """Tell whether two values are the same JSON. Python holds True equal to 1; JSON does not."""
    if isinstance(old, list | tuple) and isinstance(new, list | tuple):
        return len(old) == len(new) and all(map(_same, old, new))
    if isinstance(old, dict) and isinstance(new, dict):
        return old.keys() == new.keys() and all(_same(old[key], new[key]) for key in old)
    return isinstance(old, bool) == isinstance(new, bool) and bool(old == new)
