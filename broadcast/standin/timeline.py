"""One recording, indexed for playing: its rows by source and its stream in order. Pure, and never changed.

Positions are ms from the recording's t0, row times are those of the recording: they are never rewritten.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from broadcast.recordings.format import Record, Recording
from broadcast.standin.assumed import ACTIVE, DELETED_PREFIX, DELETED_STATUS, REST_ONLY, SEQUENCED, STREAM_NAMES

Row = dict[str, Any]

# Played fast on a busy machine, this much of a game can fall due in one go, and is sent whole nevertheless.
_LONGEST_STRETCH_MS = 20_000

CLOCK_KEYS = frozenset(
    {"gc", "sc", "gameClock", "shotClock", "game_clock", "shot_clock", "start_game_clock", "end_game_clock"}
)


class Timeline:
    """The records of one recording, found by position and by source."""

    def __init__(self, recording: Recording) -> None:
        self.header = recording.header
        self.records = recording.records
        self.ats = [record.at for record in self.records]
        self.end = self.ats[-1] if self.ats else 0
        self._by_source: dict[str, list[Record]] = {}
        self._stream: list[Row | None] = []
        newest: dict[tuple[str, str], Row] = {}
        for record in self.records:
            self._by_source.setdefault(record.source, []).append(record)
            self._stream.append(_streamed(record, newest.get((record.source, record.key))))
            if record.row is not None:
                newest[record.source, record.key] = record.row
        self.game_end = next(
            (index for index, record in enumerate(self.records) if _ends_game(record)), len(self.records)
        )
        """The number of the record that says GAME_END; one past the last where there is none."""
        self.game_start = next(
            (index for index, record in enumerate(self.records) if _starts_game(record)), self.game_end
        )
        """The number of the record that says that the game goes live; that of its end where there is none."""
        self._encoded: dict[tuple[int, bool], str] = {}

    def horizon(self, position: float) -> int:
        """Count the records that are visible at a position."""
        return bisect_right(self.ats, position)

    def table(self, source: str, position: float) -> dict[str, Row]:
        """Give the newest row per key of a source at a position; rows taken back are absent."""
        rows: dict[str, Row] = {}
        for record in self.seen(source, position):
            if record.row is None:
                rows.pop(record.key, None)
            else:
                rows[record.key] = record.row
        return rows

    def seen(self, source: str, position: float) -> Iterator[Record]:
        """Go through the records of a source up to a position, in order."""
        for record in self._by_source.get(source, ()):
            if record.at > position:
                return
            yield record

    def has(self, source: str) -> bool:
        """Tell whether the recording has any row of a source."""
        return source in self._by_source

    def is_sequenced(self, index: int) -> bool:
        """Tell whether a record travels on the stream with a sequence number."""
        return self._stream[index] is not None and self.records[index].source in SEQUENCED

    def is_streamed(self, index: int) -> bool:
        """Tell whether a record travels on the stream at all."""
        return self._stream[index] is not None

    def stream_name(self, index: int) -> str:
        """Give the name under which a record's source travels on the stream."""
        source = self.records[index].source
        return STREAM_NAMES.get(source, source)

    def frame(self, index: int, seq: int, *, null_clocks: bool = False) -> str:
        """Give the frame of a streamed record; a `seq` of 0 is left out."""
        data = self._encoded.get((index, null_clocks))
        if data is None:
            streamed = self._stream[index]
            if streamed is None:
                raise ValueError(f"expected a record that is streamed, got number {index}")
            body = without_clocks(streamed) if null_clocks else streamed
            data = self._encoded[index, null_clocks] = msgspec.json.encode(body).decode()
        return enframe(self.stream_name(index), data, seq)

    def due_unsequenced(self, first: int, horizon: int) -> list[int]:
        """Give the records without a sequence to send of [first, horizon): all, as they come due one after the other.

        Of a longer stretch, of a client that has just come or of a game that jumps, the newest alone.
        """
        if first < horizon and self.ats[horizon - 1] - self.ats[first] > _LONGEST_STRETCH_MS:
            return self.newest_unsequenced(first, horizon)
        return [index for index in range(first, horizon) if self._is_unsequenced(index)]

    def _is_unsequenced(self, index: int) -> bool:
        return self.records[index].source not in SEQUENCED and self._stream[index] is not None

    def newest_unsequenced(self, first: int, horizon: int) -> list[int]:
        """Give the records that are the newest of their source and key in [first, horizon), in order.

        Only sources without a sequence: of those the stream sends the latest value, not every one.
        """
        newest: dict[tuple[str, str], int] = {}
        for index in range(first, horizon):
            if self._is_unsequenced(index):
                record = self.records[index]
                newest[record.source, record.key] = index
        return sorted(newest.values())

    def numbering(self) -> list[int]:
        """Number the sequenced records from 1 in order; 0 for all others."""
        return self._number(self.is_sequenced(index) for index in range(len(self.records)))

    def renumbering(self, horizon: int) -> list[int]:
        """Number anew, as a restarted server would: what was superseded before the horizon is forgotten.

        Rows taken back and older versions get no number. A stats row is superseded only once every stat in
        it was sent again, since live stats rows carry only what changed.
        """
        kept = [self.is_sequenced(index) for index in range(len(self.records))]
        settled: dict[tuple[str, str], set[str]] = {}
        gone: set[tuple[str, str]] = set()
        for index in range(horizon - 1, -1, -1):
            record = self.records[index]
            place = (record.source, record.key)
            if record.row is None:
                gone.add(place)
            cells = set((record.row or {}).get("totalStats") or ()) if record.source == "stats" else set()
            if place in gone or (place in settled and cells <= settled[place]):
                kept[index] = False
            settled.setdefault(place, set()).update(cells)
        return self._number(kept)

    def numbering_after(self, numbers: list[int]) -> list[int]:
        """Give numbers that begin as given and go on from there."""
        first, last = len(numbers), max(numbers, default=0)
        rest = self._number(self.is_sequenced(index) for index in range(first, len(self.records)))
        return numbers + [number + last if number else 0 for number in rest]

    @staticmethod
    def _number(kept: Iterable[bool]) -> list[int]:
        numbers, last = [], 0
        for keep in kept:
            last += keep
            numbers.append(last if keep else 0)
        return numbers


def enframe(source: str, data: str, seq: int = 0) -> str:
    """Put encoded data into the envelope of the stream."""
    numbered = f',"seq":{seq}' if seq else ""
    return f'{{"source":{msgspec.json.encode(source).decode()}{numbered},"data":{data}}}'


def without_clocks(value: Any) -> Any:
    """Copy a row or a whole answer with every clock in it null."""
    if isinstance(value, dict):
        return {key: None if key in CLOCK_KEYS else without_clocks(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [without_clocks(inner) for inner in value]
    return value


def game_status(marker: Row) -> str | None:
    """Give the status that a marker row gives the game; None where it speaks of something else."""
    data = marker.get("data")
    if marker.get("type") != "GAME" or not isinstance(data, dict):
        return None
    return data.get("status")


def _ends_game(record: Record) -> bool:
    return record.source == "marker" and game_status(record.row or {}) == "GAME_END"


def _starts_game(record: Record) -> bool:
    if record.source == "totals":
        return (record.row or {}).get("status") == ACTIVE
    return record.source == "marker" and game_status(record.row or {}) == "STARTED"


def _streamed(record: Record, last: Row | None) -> Row | None:
    """Give a record's data on the stream, or None where it does not travel there."""
    if record.source in REST_ONLY:
        return None
    if record.row is not None:
        return {"gameTotals": record.row} if record.source == "totals" else record.row
    if last is None:
        return None
    if record.source == "shots":
        return {**last, "s": DELETED_STATUS}
    if record.source == "details":
        was = str(last.get("classification") or "")
        deleted = was if was.startswith(DELETED_PREFIX) else DELETED_PREFIX + was
        return {**last, "classification": deleted, "corrected": True}
    return None
