"""The recording format: what is written is read back, and what is broken is named by its line."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadcast.recordings.format import Header, Record, RecordingError, load, read, write

HEADER = Header(
    t0=1_600_000_000_000,
    rules="NBA",
    game={"event_id": "g", "home_team_id": 1, "away_team_id": 2},
    event={"id": "g", "results": []},
    rosters=[{"id": 1, "players": []}, {"id": 2, "players": []}],
    officials={"officials": []},
)
RECORDS = [
    Record(0, "totals", "game", {"status": "SCHEDULED"}),
    Record(5, "shots", "s:7:5", {"t": 5, "pid": "7", "name": "Škvarek “00”"}),
    Record(5, "shots", "s:7:5", None),
]

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
records_in_order = st.lists(
    st.builds(
        Record,
        at=st.integers(0, 10**8),
        source=st.text(min_size=1, max_size=8),
        key=st.text(min_size=1, max_size=8),
        row=st.none() | st.dictionaries(st.text(max_size=5), json_values, max_size=4),
    ),
    max_size=12,
).map(lambda records: sorted(records, key=lambda record: record.at))


def header_line(**changes: Any) -> bytes:
    """The header as a line, with keys changed."""
    plain = {"format": "courtside-recording", "version": 1, **msgspec.structs.asdict(HEADER), **changes}
    return msgspec.json.encode(plain) + b"\n"


@pytest.mark.parametrize("name", ["game.jsonl", "game.jsonl.gz"])
def test_what_is_written_is_read(tmp_path: Path, name: str) -> None:
    """A recording comes back as it was, plain and packed."""
    assert write(tmp_path / name, HEADER, RECORDS) == 3
    recording = load(tmp_path / name)
    assert recording.header == HEADER
    assert recording.records == RECORDS


@settings(max_examples=20)
@given(records=records_in_order, packed=st.booleans())
def test_any_rows_come_back(tmp_path_factory: pytest.TempPathFactory, records: list[Record], packed: bool) -> None:
    """Whatever JSON the rows hold, they come back equal."""
    path = tmp_path_factory.mktemp("any") / ("game.jsonl.gz" if packed else "game.jsonl")
    write(path, HEADER, records)
    assert load(path).records == records


def test_packed_bytes_depend_on_the_rows_alone(tmp_path: Path) -> None:
    """Two files of one recording are equal, whatever their names and times."""
    write(tmp_path / "one.jsonl.gz", HEADER, RECORDS)
    write(tmp_path / "other.gz", HEADER, iter(RECORDS))
    first = (tmp_path / "one.jsonl.gz").read_bytes()
    assert first == (tmp_path / "other.gz").read_bytes()
    assert first[4:8] == b"\0\0\0\0"


def test_gzip_is_known_by_its_content(tmp_path: Path) -> None:
    """A packed file without the suffix is read all the same."""
    write(tmp_path / "game.jsonl.gz", HEADER, RECORDS)
    (tmp_path / "game.jsonl.gz").rename(tmp_path / "game")
    assert load(tmp_path / "game").records == RECORDS


def test_records_come_one_by_one(tmp_path: Path) -> None:
    """Good records before a broken line are handed out; the broken line is named."""
    path = tmp_path / "game.jsonl"
    write(path, HEADER, RECORDS)
    path.write_bytes(path.read_bytes() + b'{"at":9,"source"\n')
    header, records = read(path)
    assert header == HEADER
    assert [next(records) for _ in RECORDS] == RECORDS
    with pytest.raises(RecordingError, match=r"game\.jsonl, line 5: expected a record: ") as raised:
        next(records)
    assert (raised.value.path, raised.value.line) == (path, 5)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{", r"line 2: expected a record: .*truncated"),
        (b"", r"line 2: expected a record: "),
        (b"[1]", r"line 2: expected a record: Expected `object`, got `array`"),
        (
            b'{"at":1.5,"source":"s","key":"k","row":{}}',
            r"line 2: .*Expected `int`, got `float` - at `\$\.at`",
        ),
        (b'{"at":1,"source":"s","key":"k"}', r"line 2: .*missing required field `row`"),
        (b'{"at":1,"source":"s","key":"k","row":[]}', r"line 2: .*Expected `object \| null`, got `array`"),
        (b'{"at":1,"source":"","key":"k","row":{}}', r"line 2: expected a source and a key, got '' and 'k'"),
        (b'{"at":-1,"source":"s","key":"k","row":{}}', r"line 2: expected at 0 or later, got -1"),
        (b'{"at":1,"source":"\xff","key":"k","row":{}}', r"line 2: expected a record: "),
        (
            b'{"at":1,"source":"s","key":"k","row":' + b'{"a":' * 5000 + b"}" * 5001,
            r"line 2: expected a record: ",
        ),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, line: bytes, reason: str) -> None:
    """The error says which line is broken, and how."""
    path = tmp_path / "game.jsonl"
    path.write_bytes(header_line() + line + b"\n")
    with pytest.raises(RecordingError, match=reason):
        load(path)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", 'line 1: expected a header with "format": "courtside-recording", got nothing'),
        (b"hello\n", "line 1: expected a header in JSON"),
        (b"[]\n", r'line 1: expected "format": "courtside-recording", got \[\]'),
        (header_line(format="other"), 'line 1: expected "format": "courtside-recording", got \'other\''),
        (header_line(version=2), 'line 1: expected "version": 1, got 2'),
        (header_line(t0="now"), r"line 1: Expected `int`, got `str` - at `\$\.t0`"),
        (header_line(rules="NHL"), "line 1: expected rules to be one of NBA, .*, got 'NHL'"),
        (header_line(game={}), "line 1: expected game to have 'event_id'"),
        (header_line(event={"id": "g", "results": 3}), "line 1: expected event.results to be a list, got 3"),
        (
            header_line(rosters=[{"id": 1}]),
            r"line 1: expected rosters\[0\] to have 'id' and a list of 'players'",
        ),
    ],
)
def test_a_wrong_header_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    """A file of another kind is refused at once, with what was expected and got."""
    path = tmp_path / "game.jsonl"
    path.write_bytes(content)
    with pytest.raises(RecordingError, match=reason):
        read(path)


def test_time_that_runs_back_is_refused(tmp_path: Path) -> None:
    """Records out of order are refused by the reader and by the writer."""
    backwards = [Record(7, "clock", "game", {}), Record(6, "clock", "game", {})]
    path = tmp_path / "game.jsonl"
    with pytest.raises(RecordingError, match="line 3: expected at 7 or later, got 6: not in time order"):
        write(path, HEADER, backwards)
    path.write_bytes(header_line() + b"".join(msgspec.json.encode(record) + b"\n" for record in backwards))
    with pytest.raises(RecordingError, match="line 3: expected at 7 or later, got 6: not in time order"):
        load(path)


def test_a_cut_packed_file_is_named(tmp_path: Path) -> None:
    """A gzip file that ends too early, or is damaged, is an error with the last good line."""
    path = tmp_path / "game.jsonl.gz"
    many = [Record(at, "clock", "game", {"t": at * 7919 % 1000}) for at in range(5000)]
    write(path, HEADER, many)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(RecordingError, match=r"line \d+: broken gzip data after this line"):
        load(path)
    path.write_bytes(whole[:200] + bytes(byte ^ 0x55 for byte in whole[200:260]) + whole[260:])
    with pytest.raises(RecordingError):
        load(path)
    path.write_bytes(gzip.compress(header_line())[:-4] + b"\0\0\0\0")
    with pytest.raises(RecordingError, match="broken gzip data"):
        load(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A file that is not there is an error of the same kind."""
    with pytest.raises(RecordingError, match=r"nowhere\.jsonl: cannot be read: No such file"):
        read(tmp_path / "nowhere.jsonl")


def test_a_failed_write_leaves_what_was_there(tmp_path: Path) -> None:
    """A recording appears whole or not at all: the old file stays, nothing is left beside it."""
    path = tmp_path / "game.jsonl"
    write(path, HEADER, RECORDS)
    before = path.read_bytes()
    with pytest.raises(RecordingError):
        write(path, HEADER, [*RECORDS, Record(1, "late", "k", {})])
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """Writing where there is no folder is an error with the path and the reason."""
    with pytest.raises(RecordingError, match="cannot be written: No such file or directory"):
        write(tmp_path / "no" / "game.jsonl", HEADER, RECORDS)
    (tmp_path / "folder.jsonl").mkdir()
    with pytest.raises(RecordingError, match="cannot be written: Is a directory"):
        write(tmp_path / "folder.jsonl", HEADER, RECORDS)
    assert [path.name for path in tmp_path.iterdir()] == ["folder.jsonl"]
