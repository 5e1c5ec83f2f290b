"""The document that a recording leads to when nothing goes wrong: its rows, folded in order, in one process."""

from __future__ import annotations

from typing import Any

from broadcast.basketball.document import GameDocument
from broadcast.basketball.merge import Stamp
from broadcast.basketball.tables import SEQUENCED
from broadcast.eventapi.decode import decode_row
from broadcast.recordings.format import Recording

SERVER_TIMES = {"clock": ("as_of", "zero_at"), "game": ("tipoff_at",)}
"""What a session takes from the time at which it runs; the stand-in moves the tip-off to now."""


def final_document(recording: Recording) -> dict[str, Any]:
    """Return the topics of the game's last document, all but `feed`."""
    header = recording.header
    document = GameDocument(header.game["event_id"], header.rules)
    described = [("schedule", header.game), ("event", header.event), *(("roster", team) for team in header.rosters)]
    n = 0
    for source, raw in described:
        row, _ = decode_row(source, raw)
        assert row is not None
        n += 1
        document.put(source, row.key, row.data, Stamp(0, 0, n), 0)
    for record in recording.records:
        n += 1
        data = None
        if record.row is not None:
            row, _ = decode_row(record.source, record.row)
            assert row is not None, record
            data = row.data
        seq = n if record.source in SEQUENCED else 0
        document.put(record.source, record.key, data, Stamp(0, seq, n), record.at)
    return {name: topic for name, topic in document.topics().items() if topic}


def comparable(state: dict[str, Any]) -> dict[str, Any]:
    """Return a document without `feed` and without what depends on when the session ran."""
    return {
        name: {key: value for key, value in topic.items() if key not in SERVER_TIMES.get(name, ())}
        for name, topic in state.items()
        if name != "feed"
    }


def differences(one: Any, other: Any, path: str = "") -> list[str]:
    """Return where two documents differ, in words that a failing test can show."""
    if isinstance(one, dict) and isinstance(other, dict):
        found = []
        for key in sorted(one.keys() | other.keys()):
            found += differences(one.get(key), other.get(key), f"{path}/{key}")
        return found
    return [] if one == other else [f"{path}: {one!r} != {other!r}"]
