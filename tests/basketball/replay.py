"""Recordings put into a document as a session would: decoded, checked and stamped."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from broadcast.basketball import sanity
from broadcast.basketball.document import GameDocument
from broadcast.eventapi.decode import decode_row
from broadcast.recordings.format import Header, Recording
from tests.basketball.build import Put, stamp_of


def opening(header: Header) -> Iterator[Put]:
    """Iterate over what is known before the first row; the schedule's word on how it went is left out."""
    for source, raw in [("schedule", header.game), ("event", header.event), *(("roster", r) for r in header.rosters)]:
        row, rejected = decode_row(source, raw)
        assert row is not None, rejected
        assert row.data is not None
        data = {name: value for name, value in row.data.items() if name != "status"}
        yield Put(source, row.key, data)


def rows(recording: Recording) -> Iterator[tuple[int, Put]]:
    """Iterate over the rows of a recording in decoded form, with their times in ms from its start."""
    for put in opening(recording.header):
        yield 0, put
    for record in recording.records:
        if record.row is None:
            yield record.at, Put(record.source, record.key, None)
            continue
        row, rejected = decode_row(record.source, record.row)
        assert not rejected
        assert row is not None
        assert row.key == record.key
        yield record.at, Put(row.source, row.key, row.data)


def replay(recording: Recording) -> Iterator[tuple[GameDocument, Put]]:
    """Put in a recording row by row, and yield after each one. Fails if anything in it is absurd."""
    made = GameDocument(recording.header.game["event_id"], recording.header.rules)
    for number, (at, (source, key, data)) in enumerate(rows(recording), start=1):
        if data is not None:
            _, reasons = sanity.check(source, data, made.sides(), made.rules)
            assert not reasons
        made.put(source, key, data, stamp_of(source, number), at)
        yield made, Put(source, key, data)


def last(recording: Recording, source: str) -> dict[str, Any]:
    """Return the last row of a source in decoded form."""
    found = [put.data for _, put in rows(recording) if put.source == source and put.data is not None]
    return found[-1]
