"""Decode what the Event API sends into rows: frames of the stream, lists of rows, the answers of catch-up.

Everything here is pure and tolerant: unknown keys are passed over, unknown sources kept, one bad row spares
the rest, and the only error is `DecodeError`, for input of which nothing can be understood. What one row of
a source says is decoded in `decode_plays` and `decode_game`.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec

from broadcast.eventapi import assumed
from broadcast.eventapi.decode_game import (
    decode_clock,
    decode_event,
    decode_marker,
    decode_roster,
    decode_schedule,
    decode_totals,
)
from broadcast.eventapi.decode_plays import (
    Decoded,
    decode_detail,
    decode_lineup,
    decode_possession,
    decode_shot,
    decode_stats,
    decode_team_stats,
    ungroup,
)
from broadcast.eventapi.decode_screens import decode_ballscreen, decode_presence
from broadcast.eventapi.rows import DecodeError, Frame, Message, Rejected, Row, Sets
from broadcast.eventapi.values import Reader, Unusable, completed, excerpt, identifier, number

DECODERS: dict[str, Callable[[Reader], Decoded]] = {
    "shots": decode_shot,
    "details": decode_detail,
    "stats": decode_stats,
    "team_stats": decode_team_stats,
    "possessions": decode_possession,
    "lineups": decode_lineup,
    "ballscreens": decode_ballscreen,
    "presence": decode_presence,
    "marker": decode_marker,
    "clock": decode_clock,
    "totals": decode_totals,
    "event": decode_event,
    "schedule": decode_schedule,
    "roster": decode_roster,
}

# The resources of catch-up, and the top-level keys that say what a message without a source holds.
RESOURCES = ("stats", "details", "shots", "possessions")

# An escaped NUL, after an even number of backslashes: after an odd one, the text says "\u0000" itself.
_NUL = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")
_NUL_BYTES = re.compile(_NUL.pattern.encode())


def source_name(name: str) -> str:
    """Return the source of docs/rows.md that a name on the wire means, or the name itself where it is not
    known.
    """
    return assumed.SOURCE_SYNONYMS.get(name.strip().lower(), name.strip())


def decode_json(text: str | bytes) -> Any:
    """Parse JSON. Raises `DecodeError` with the reason for anything that is not JSON.

    NUL characters are left out of its texts: no page shows them, and PostgreSQL keeps no text that has one.
    """
    try:
        return msgspec.json.decode(_without_nul(text))
    except (msgspec.DecodeError, UnicodeError) as error:
        raise DecodeError(f"not JSON: {error}") from error
    except RecursionError as error:
        raise DecodeError("JSON nested too deeply") from error


def _without_nul(text: str | bytes) -> str | bytes:
    if isinstance(text, bytes):
        return _NUL_BYTES.sub(rb"\1", text) if rb"\u0000" in text else text
    return _NUL.sub(r"\1", text) if r"\u0000" in text else text


def decode_row(source: str, raw: dict[str, Any]) -> tuple[Row | None, list[Rejected]]:
    """Decode one wire row, complete in itself as the journal and a recording hold it. Never raises."""
    reader = Reader(source, raw)
    decoder = DECODERS.get(source)
    try:
        key, data = decoder(reader) if decoder else (_key_of_unknown(reader), {})
    except Unusable as error:
        return None, [*reader.rejected, Rejected(source, str(error), excerpt(raw))]
    except RecursionError:
        return None, [*reader.rejected, Rejected(source, "nested too deeply", excerpt(raw))]
    return Row(source, key, data, raw), reader.rejected


def decode_rows(source: str, rows: Any, known: Mapping[str, Any] | None = None) -> tuple[list[Row], list[Rejected]]:
    """Decode the rows of one source: a list, one row alone, or the groups per team that REST wraps some
    sources in.

    `known` is what the question says of every row of the answer, such as its session; it completes the rows that do
    not say so themselves. Returns the rows in the order they came and, apart, what was left out: rows, and
    single values of rows that were kept. Never raises.
    """
    source = source_name(source)
    found: list[Row] = []
    rejected: list[Rejected] = []
    for item in rows if isinstance(rows, list) else [rows]:
        if not isinstance(item, dict):
            rejected.append(Rejected(source, "a row that is not an object", excerpt(item)))
            continue
        for part, raw in ungroup(source, item):
            row, problems = decode_row(part, completed(raw, known) if known else raw)
            rejected += problems
            if row is not None:
                found.append(row)
    return found, rejected


def _key_of_unknown(reader: Reader) -> str:
    """Return a key for a row of an unknown source: its id, or a digest of it, so that a replayed row keeps
    its key.
    """
    known = reader.identifier("eventId", "event_id", "id", "key")
    if known is not None:
        return known
    canonical = json.dumps(reader.raw, sort_keys=True, default=repr).encode()
    return hashlib.blake2s(canonical, digest_size=8).hexdigest()


def decode_frame(text: str | bytes) -> Frame:
    """Decode one frame of the stream: a message, a JSON array of messages, or a keep-alive.

    Text that does not even begin like a JSON object or array is taken as a keep-alive (EVENT_API Part II
    A8). Raises `DecodeError` for JSON that is broken.
    """
    try:
        beginning = (text if isinstance(text, str) else text.decode()).lstrip()[:1]
    except UnicodeError as error:
        raise DecodeError("a binary frame that is not UTF-8 text") from error
    if beginning not in ("{", "["):
        return Frame([], keepalive=True)
    body = decode_json(text)
    items = body if isinstance(body, list) else [body]
    messages = [message for item in items if not _is_keepalive(item) for message in _messages(item)]
    return Frame(messages, keepalive=not messages)


def _is_keepalive(item: Any) -> bool:
    """Tell a keep-alive by the word that names it: its source, or its action where it has none."""
    if isinstance(item, str):
        return True
    if not isinstance(item, dict):
        return False
    names = (*assumed.SOURCE_KEYS, *assumed.ACTION_KEYS)
    word = next((item[name] for name in names if isinstance(item.get(name), str)), "")
    return word.strip().lower() in assumed.KEEPALIVE_WORDS


def _messages(item: Any) -> Iterable[Message]:
    if not isinstance(item, dict):
        return [Message("", None, [], [Rejected("", "a message that is not an object", excerpt(item))])]
    named = next((item[name] for name in assumed.SOURCE_KEYS if isinstance(item.get(name), str)), None)
    data = next((item[name] for name in assumed.DATA_KEYS if item.get(name) is not None), None)
    if named is None or not named.strip():
        return _unnamed(item, data)
    source = source_name(named)
    if source == "marker" or data is None:
        data = _marker_or_message(item, data)
    rows, rejected = decode_rows(source, _unwrapped(source, data))
    return [Message(source, _sequence(item, data), rows, rejected)]


def _marker_or_message(item: dict[str, Any], data: Any) -> Any:
    """Return the message itself as its data where it has none, and where a marker's `data` is only the
    inner part of the marker.
    """
    inner = isinstance(data, dict) and not any(name in data for name in assumed.MARKER_TYPE)
    if data is None or (inner and item.get("source") is not None and isinstance(item.get("type"), str)):
        envelope = ("source", *assumed.SEQUENCE_KEYS)
        return {name: value for name, value in item.items() if name not in envelope}
    return data


def _unnamed(item: dict[str, Any], data: Any) -> list[Message]:
    """Decode a message that names no source, by the arrays and totals of a REST answer that it may hold."""
    body = data if isinstance(data, dict) else item
    messages = []
    for name in (*RESOURCES, "lineups", "gameTotals"):
        if isinstance(body.get(name), dict | list):
            rows, rejected = decode_rows(name, body[name])
            messages.append(Message(source_name(name), _sequence(item, data), rows, rejected))
    if messages:
        return messages
    said = item.get("message")
    reason = f"a message without a source: {said}"[:200] if isinstance(said, str) else "a message without a source"
    return [Message("", _sequence(item, data), [], [Rejected("", reason, excerpt(item))])]


def _unwrapped(source: str, data: Any) -> Any:
    """Return the list of rows in `data` where it is the body of a REST answer, `{"shots": [...]}`."""
    if source in RESOURCES and isinstance(data, dict) and not _is_row(source, data):
        for name in (source, "teams"):
            if isinstance(data.get(name), list):
                return data[name]
    return data


def _is_row(source: str, data: dict[str, Any]) -> bool:
    """Tell a group or row from a REST answer: it names its team."""
    return any(identifier(data.get(name)) is not None for name in ("id", *assumed.TEAM))


def _sequence(item: dict[str, Any], data: Any) -> int | None:
    for holder in (item, data if isinstance(data, dict) else {}):
        for name in assumed.SEQUENCE_KEYS:
            known = number(holder.get(name))
            if isinstance(known, int) and known >= 0:
                return known
    return None


def decode_catch_up(body: Any, resources: Iterable[str], known: Mapping[str, Any] | None = None) -> Sets:
    """Decode the answer of catch-up, or of one Live V2 resource: the full sets asked for, beside the game's
    totals. `known` as of `decode_rows`.

    A resource that the answer lacks, or that is no list, is not in `Sets.rows` and is reported. Raises
    `DecodeError` for a body that is no object.
    """
    if not isinstance(body, dict):
        raise DecodeError(f"expected an object with {', '.join(resources)}, got {excerpt(body)}")
    rows: dict[str, list[Row]] = {}
    rejected: list[Rejected] = []
    for name in dict.fromkeys(resources):
        sent = body.get(name)
        if sent is None and isinstance(body.get("teams"), list):
            sent = body["teams"]
        if not isinstance(sent, list):
            rejected.append(Rejected(name, "the answer lacks this list", excerpt(body)))
            continue
        found, problems = decode_rows(name, sent, known)
        rejected += problems
        rows[name] = []
        for row in found:
            rows.setdefault(row.source, []).append(row)
    totals: list[Row] = []
    if body.get("gameTotals") is not None:
        totals, problems = decode_rows("totals", body["gameTotals"])
        rejected += problems
    return Sets(rows, totals[-1] if totals else None, rejected, {})
