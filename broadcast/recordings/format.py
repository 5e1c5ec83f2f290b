"""The recording format: JSON Lines, plain or gzip, one header line and then one record a line in time order.

This module reads, checks and writes files. It knows the frame of a recording (docs/recordings.md) and not
what is inside the rows (docs/rows.md); rows travel through it as they are.
"""

from __future__ import annotations

import gzip
import os
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any, cast

import msgspec

FORMAT = "courtside-recording"
VERSION = 1
RULES = ("NBA", "WNBA", "NCAA_M", "NCAA_W", "FIBA", "NFHS")
GZIP_MAGIC = b"\x1f\x8b"

Row = dict[str, Any]


class RecordingError(ValueError):
    """A recording that cannot be read or written: names the file, the line (from 1; 0 = the file) and why."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        where = f"{path}, line {line}" if line else str(path)
        super().__init__(f"{where}: {reason}")
        self.path = path
        self.line = line
        self.reason = reason


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of the game beside its rows.

    `t0` is epoch ms, the moment that every record's `at` counts from. `rules` names a preset. `game` is the
    schedule object (EVENT_API.md 5.1), `event` the game event with its final sessions (5.3), `rosters` one
    team object each (5.12), `officials` any object (empty where unknown).
    """

    t0: int
    rules: str
    game: Row
    event: Row
    rosters: list[Row]
    officials: Row = {}


class Record(msgspec.Struct, frozen=True):
    """One version of one row: `at` in ms from t0, `row` in the Event API's own shape, None = removed."""

    at: int
    source: str
    key: str
    row: Row | None


class Recording(msgspec.Struct, frozen=True):
    """A whole recording in memory."""

    header: Header
    records: list[Record]


class _HeaderLine(Header, frozen=True, kw_only=True):
    format: str
    version: int


# Required, so that a line without `row` is refused and not taken for a removal.
_record_decoder = msgspec.json.Decoder(Record)
_encoder = msgspec.json.Encoder()


def read(path: Path | str) -> tuple[Header, Iterator[Record]]:
    """Open a recording: its header at once, its records one by one as they are asked for.

    Gzip is known by its content, not by its name. Raises RecordingError naming the line where the file is
    not a recording, a line is broken, or time runs backwards; records before the broken line have been
    handed out by then.
    """
    path = Path(path)
    lines = _numbered_lines(path)
    header = _decode_header(path, next(lines, (1, b""))[1])
    return header, _records(path, lines)


def load(path: Path | str) -> Recording:
    """Read a whole recording into memory; raises RecordingError as `read` does."""
    header, records = read(path)
    return Recording(header, list(records))


def write(path: Path | str, header: Header, records: Iterable[Record]) -> int:
    """Write a recording and return how many records it has; gzip where the name ends in `.gz`.

    The file appears under its name only when it is whole: it is written beside it and renamed. The same
    header and records give the same bytes. Raises RecordingError where the header or the order of the
    records is wrong (line numbers are those the file would have had) or the file cannot be written.
    """
    path = Path(path)
    _check_header(path, header)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        raw = part.open("xb")
    except OSError as error:
        raise RecordingError(path, 0, f"cannot be written: {error.strerror or error}") from error
    try:
        with raw:
            count = _write_lines(path, raw, header, records)
            raw.flush()
            os.fsync(raw.fileno())
        part.replace(path)
    except BaseException as error:
        part.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise RecordingError(path, 0, f"cannot be written: {error.strerror or error}") from error
        raise
    return count


def _write_lines(path: Path, raw: IO[bytes], header: Header, records: Iterable[Record]) -> int:
    if path.suffix != ".gz":
        return _encode_lines(path, raw, header, records)
    # No name and no time in the gzip header: the bytes depend on the rows alone.
    with gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=raw, mtime=0) as packed:
        return _encode_lines(path, cast(IO[bytes], packed), header, records)


def _encode_lines(path: Path, out: IO[bytes], header: Header, records: Iterable[Record]) -> int:
    first = {"format": FORMAT, "version": VERSION, **msgspec.structs.asdict(header)}
    out.write(_encoder.encode(first) + b"\n")
    count = last_at = 0
    for count, record in enumerate(records, start=1):
        _check_record(path, count + 1, record, last_at)
        last_at = record.at
        out.write(_encoder.encode(record) + b"\n")
    return count


def _numbered_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    number = 0
    try:
        with path.open("rb") as raw:
            packed = raw.read(2) == GZIP_MAGIC
            raw.seek(0)
            lines = cast(IO[bytes], gzip.GzipFile(fileobj=raw)) if packed else raw
            for number, line in enumerate(lines, start=1):
                yield number, line
    except OSError as error:
        # gzip.BadGzipFile is an OSError too, without an errno.
        reason = "cannot be read" if error.errno else "broken gzip data after this line"
        line_number = 0 if error.errno else number
        raise RecordingError(path, line_number, f"{reason}: {error.strerror or error}") from error
    except (EOFError, zlib.error) as error:
        raise RecordingError(path, number, f"broken gzip data after this line: {error}") from error


def _decode_header(path: Path, line: bytes) -> Header:
    if not line.strip():
        raise RecordingError(path, 1, f'expected a header with "format": "{FORMAT}", got nothing')
    try:
        plain = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise RecordingError(path, 1, f"expected a header in JSON: {error}") from error
    found = plain.get("format") if isinstance(plain, dict) else plain
    if found != FORMAT:
        raise RecordingError(path, 1, f'expected "format": "{FORMAT}", got {_shown(found)}')
    if plain.get("version") != VERSION:
        raise RecordingError(path, 1, f'expected "version": {VERSION}, got {_shown(plain.get("version"))}')
    try:
        full = msgspec.convert(plain, _HeaderLine)
    except msgspec.ValidationError as error:
        raise RecordingError(path, 1, str(error)) from error
    header = Header(**{name: getattr(full, name) for name in Header.__struct_fields__})
    _check_header(path, header)
    return header


def _check_header(path: Path, header: Header) -> None:
    if header.rules not in RULES:
        raise RecordingError(path, 1, f"expected rules to be one of {', '.join(RULES)}, got {header.rules!r}")
    for name, keys in (("game", ("event_id", "home_team_id", "away_team_id")), ("event", ("id", "results"))):
        for key in keys:
            if key not in getattr(header, name):
                raise RecordingError(path, 1, f"expected {name} to have {key!r}, got {_shown(getattr(header, name))}")
    if not isinstance(header.event["results"], list):
        raise RecordingError(path, 1, f"expected event.results to be a list, got {_shown(header.event['results'])}")
    for number, roster in enumerate(header.rosters):
        if "id" not in roster or not isinstance(roster.get("players"), list):
            raise RecordingError(path, 1, f"expected rosters[{number}] to have 'id' and a list of 'players'")


def _records(path: Path, lines: Iterator[tuple[int, bytes]]) -> Iterator[Record]:
    last_at = 0
    for number, line in lines:
        try:
            record = _record_decoder.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise RecordingError(path, number, f"expected a record: {error}") from error
        _check_record(path, number, record, last_at)
        last_at = record.at
        yield record


def _check_record(path: Path, number: int, record: Record, last_at: int) -> None:
    if record.at < last_at:
        raise RecordingError(path, number, f"expected at {last_at} or later, got {record.at}: not in time order")
    if not record.source or not record.key:
        raise RecordingError(path, number, f"expected a source and a key, got {record.source!r} and {record.key!r}")


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:77]}..."
