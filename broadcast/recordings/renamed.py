"""A recording under another event id: the same game, to be played beside itself. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from broadcast.recordings.format import Record, Recording
from broadcast.recordings.wire import made_id


def renamed(recording: Recording, event_id: str) -> Recording:
    """Give a recording whose event id is another, wherever the old one stands as a value.

    That is in the schedule's game, the event, its links, and in `gid`, `gameId` and the like of the rows. Sessions
    get new ids with it, since they are found without naming their game; the ids of plays, players, teams and places
    stay. The same recording and id give the same. Raises ValueError for an id that could not stand in a path.
    """
    if not event_id or not event_id.isprintable() or set(event_id) & set("/?#% "):
        raise ValueError(f"expected an event id that can stand in a path, got {event_id!r}")
    header = recording.header
    sessions = [str(session["id"]) for session in header.event["results"] if "id" in session]
    ids = {session: made_id(event_id, session) for session in sessions} | {str(header.game["event_id"]): event_id}
    renamed_header = msgspec.structs.replace(
        header,
        game={**_replaced(header.game, ids), "event_id": event_id},
        event={**_replaced(header.event, ids), "id": event_id},
        rosters=_replaced(header.rosters, ids),
        officials=_replaced(header.officials, ids),
    )
    records = [
        Record(record.at, record.source, _replaced_parts(record.key, ":", ids), _replaced(record.row, ids))
        for record in recording.records
    ]
    return Recording(renamed_header, records)


def _replaced(value: Any, ids: Mapping[str, str]) -> Any:
    """Copy a value with each id replaced where it is a whole string, or a part of a link."""
    if isinstance(value, dict):
        return {key: _replaced(inner, ids) for key, inner in value.items()}
    if isinstance(value, list):
        return [_replaced(inner, ids) for inner in value]
    if not isinstance(value, str):
        return value
    if "://" not in value:
        return ids.get(value, value)
    path, mark, query = value.partition("?")
    named = [name + equals + ids.get(text, text) for name, equals, text in _pairs(query)]
    return _replaced_parts(path, "/", ids) + mark + "&".join(named)


def _pairs(query: str) -> list[tuple[str, str, str]]:
    return [part.partition("=") for part in query.split("&")]


def _replaced_parts(text: str, mark: str, ids: Mapping[str, str]) -> str:
    return mark.join(ids.get(part, part) for part in text.split(mark))
