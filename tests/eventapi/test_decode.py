"""Decoding of frames and of the answers of catch-up."""

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from broadcast.eventapi.decode import (
    RESOURCES,
    decode_catch_up,
    decode_frame,
    decode_json,
    decode_row,
    decode_rows,
)
from broadcast.eventapi.rows import DecodeError, Row
from tests.eventapi.wire_values import JSON, LEAVES, OBJECTS, SOURCES, patient

CLOCK = {"gc": "07:20.0", "sc": None, "prd": "Q1", "t": 5}
SHOT = {"t": 5, "pid": 1, "tid": 2, "sid": "s", "st": "MAKE", "is3": False}


def seen(text: str | bytes) -> list[tuple[str, int | None, list[str]]]:
    """Return source, place and keys of each message of a frame without problems."""
    frame = decode_frame(text)
    assert not frame.keepalive
    assert all(message.rejected == [] for message in frame.messages)
    return [(message.source, message.seq, [row.key for row in message.rows]) for message in frame.messages]


@pytest.mark.parametrize(
    "message",
    [
        {"source": "shots", "seq": 7, "data": SHOT},
        {"source": "SHOTS", "sequence": "7", "data": [SHOT]},
        {"type": "shots", "sequence_number": 7.0, "data": SHOT},
        {"type": "shot", "data": {**SHOT, "seq": 7}},
        {"source": "shots", "seq": 7, **SHOT},
        {"source": "shots", "seq": 7, "data": {"shots": [SHOT], "gameTotals": None}},
        {"seq": 7, "shots": [SHOT]},
        {"source": "shots", "seq": 7, "payload": SHOT},
        {"source": "shots", "seq": 7, "event": "ping", "data": SHOT},
    ],
)
def test_envelopes(message: dict[str, Any]) -> None:
    """A message is understood in every envelope that the service is thought to use."""
    assert seen(json.dumps(message)) == [("shots", 7, ["s:1:5"])]


def test_array_of_messages() -> None:
    """A frame may hold several messages, also as bytes; each keeps its place."""
    messages = [{"source": "shots", "seq": 1, "data": SHOT}, {"source": "clock", "data": CLOCK}]
    assert seen(json.dumps(messages).encode()) == [("shots", 1, ["s:1:5"]), ("clock", None, ["game"])]


def test_rows_in_one_message() -> None:
    """A message may hold several rows under one place."""
    rows = [SHOT, {**SHOT, "t": 6}]
    assert seen(json.dumps({"source": "shots", "seq": 1, "data": rows})) == [("shots", 1, ["s:1:5", "s:1:6"])]


def test_broadcastsummary() -> None:
    """The summary of the stream is the totals."""
    frame = decode_frame('{"source":"broadcastsummary","data":{"gameTotals":{"status":"ACTIVE"}}}')
    assert frame.messages[0].source == "totals"
    assert frame.messages[0].rows[0].data == {"status": "live", "periods": []}


@pytest.mark.parametrize(
    "message",
    [
        {"source": "marker", "seq": 1, "data": {"type": "GAME", "t": 5, "data": {"status": "STARTED"}}},
        {"source": "marker", "seq": 1, "type": "GAME", "t": 5, "data": {"status": "STARTED"}},
        {"source": "marker", "seq": 1, "data": {"type": "GAME", "t": 5, "status": "STARTED"}},
    ],
)
def test_marker_envelopes(message: dict[str, Any]) -> None:
    """The type of a marker is found beside or inside its data."""
    row = decode_frame(json.dumps(message)).messages[0].rows[0]
    assert (row.key, row.data) == ("GAME:5", {"type": "GAME", "at": 5, "status": "STARTED"})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "pong",
        "ping",
        "  PONG",
        b"\n",
        '"pong"',
        "1",
        '{"action":"pong"}',
        '{"type":"ping"}',
        '{"type":"pong","data":{"t":1}}',
        "[]",
        '["pong"]',
        '{"type":"Heartbeat","t":1}',
    ],
)
def test_keepalive(text: str | bytes) -> None:
    """Pings, pongs and plain text say that the service is alive, and nothing else."""
    frame = decode_frame(text)
    assert (frame.keepalive, frame.messages) == (True, [])


@pytest.mark.parametrize(
    "text",
    [
        '{"source":"shots","se',
        "[1,",
        b"\xff\xfe",
        '{"a":1e999}',
        '{"a":"' + "\x01" + '"}',
        "[" * 100_000,
        b'{"a":"\xff"}',
    ],
)
def test_broken_frames(text: str | bytes) -> None:
    """A frame that is cut off or no JSON raises `DecodeError`."""
    with pytest.raises(DecodeError):
        decode_frame(text)


def test_unknown_source() -> None:
    """Rows of an unknown source are kept under its name with empty data; the same row has the same key."""
    message = {"source": "Tracking", "seq": 3, "data": [{"x": 1, "y": 2}, {"y": 2, "x": 1}, {"id": 9}]}
    rows = decode_frame(json.dumps(message)).messages[0].rows
    assert [(row.source, row.data) for row in rows] == [("Tracking", {})] * 3
    assert rows[0].key == rows[1].key != rows[2].key == "9"
    assert rows[0].raw == {"x": 1, "y": 2}


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        ({"status": 403, "message": "Access denied"}, "a message without a source: Access denied"),
        ({"x": 1}, "a message without a source"),
        (7, "a message that is not an object"),
        ({"source": "shots", "data": 5}, "a row that is not an object"),
    ],
)
def test_bad_message_spares_the_rest(item: Any, reason: str) -> None:
    """A message that is not understood is reported; the one beside it in the frame is read."""
    frame = decode_frame(json.dumps([item, {"source": "clock", "data": CLOCK}]))
    assert frame.messages[0].rows == []
    assert frame.messages[0].rejected[0].reason == reason
    assert frame.messages[1].rows[0].data is not None
    assert frame.understood


def test_deep_row() -> None:
    """A row nested to the edge of what can be read harms no other."""
    deep: Any = 1
    for _ in range(20_000):
        deep = [deep]
    rows, rejected = decode_rows("tracking", [{"id": 1, "deep": deep}, {"deep": deep}, {"id": 2}])
    assert [row.key for row in rows] == ["1", "2"]
    assert [problem.reason for problem in rejected] == ["nested too deeply"]


def test_catch_up() -> None:
    """Catch-up gives a set per resource and the totals; an empty list is a set, an absent one is none."""
    body = {"shots": [SHOT], "details": [], "stats": None, "gameTotals": {"status": "ENDED"}}
    sets = decode_catch_up(body, ["shots", "details", "stats", "shots"])
    assert {name: [row.key for row in rows] for name, rows in sets.rows.items()} == {
        "shots": ["s:1:5"],
        "details": [],
    }
    assert sets.totals is not None
    assert sets.totals.data == {"status": "ended", "periods": []}
    assert [(problem.source, problem.reason) for problem in sets.rejected] == [("stats", "the answer lacks this list")]
    assert sets.barred == {}


def test_catch_up_grouped_by_team() -> None:
    """A resource that comes only as groups of teams is read from them."""
    teams = [
        {
            "id": 2,
            "player_shots": [{"id": 1, "shots": [{"occurred_at": 5, "is_make": True, "is_3point": True}]}],
        }
    ]
    assert [row.key for row in decode_catch_up({"teams": teams}, ["shots"]).rows["shots"]] == [":1:5"]


@pytest.mark.parametrize("body", [None, [], "text", 5])
def test_catch_up_that_is_no_object(body: Any) -> None:
    """An answer of another shape raises `DecodeError`."""
    with pytest.raises(DecodeError):
        decode_catch_up(body, RESOURCES)


def no_nulls(value: Any) -> bool:
    """Tell whether there is no null in decoded data."""
    if isinstance(value, dict):
        return all(no_nulls(item) for item in value.values())
    return all(no_nulls(item) for item in value) if isinstance(value, list) else value is not None


@patient
@given(SOURCES, st.one_of(JSON, st.lists(OBJECTS, max_size=4)))
@example("stats", [{"player_stats": [None, 3], "id": 2}])
@example("shots", [{"player_shots": [None, {"shots": [None]}], "id": 2}])
def test_rows_of_anything(source: str, rows: Any) -> None:
    """Any rows of any source decode without raising; what comes out holds no null and its raw row decodes
    to itself.
    """
    found, rejected = decode_rows(source, rows)
    assert all(problem.reason for problem in rejected)
    for row in found:
        assert row.data is None or no_nulls(row.data)
        assert decode_row(row.source, row.raw)[0] == row


@patient
@given(st.one_of(JSON, st.dictionaries(st.sampled_from(["source", "type", "seq", "data"]), JSON | OBJECTS)))
def test_frames_of_anything(body: Any) -> None:
    """Any JSON in a frame decodes, or raises `DecodeError` and nothing else."""
    text = json.dumps(body)
    try:
        frame = decode_frame(text)
    except DecodeError:
        return
    assert frame.keepalive == (not frame.messages)


@patient
@given(st.one_of(st.text(), st.binary(), st.binary().map(lambda tail: b'{"source":' + tail)))
def test_frames_of_no_json(text: str | bytes) -> None:
    """Any text or bytes decode, or raise `DecodeError` and nothing else."""
    try:
        decode_frame(text)
    except DecodeError as error:
        assert str(error)


@patient
@given(JSON, st.lists(st.sampled_from(RESOURCES)))
def test_catch_up_of_anything(body: Any, resources: list[str]) -> None:
    """Any answer of catch-up decodes, or raises `DecodeError` and nothing else; no set appears that was not
    asked for.
    """
    try:
        sets = decode_catch_up(body, resources)
    except DecodeError:
        return
    assert set(sets.rows) <= {*resources, "team_stats"}


@patient
@given(
    st.lists(st.tuples(st.integers(1, 10**13), st.integers(1, 99), st.booleans()), unique=True, max_size=20),
    st.data(),
)
def test_bad_rows_between_good_ones(shots: list[tuple[int, int, bool]], data: st.DataObject) -> None:
    """Every good row comes out, in order, whatever lies between."""
    good = [{"t": t, "pid": p, "tid": 1, "st": "MAKE" if made else "MISS", "is3": False} for t, p, made in shots]
    mixed: list[Any] = []
    for row in good:
        mixed += data.draw(st.lists(LEAVES, max_size=2))
        mixed.append(row)
    found, rejected = decode_rows("shots", mixed)
    assert [row.raw for row in found] == good
    assert len(found) + len(rejected) == len(mixed)
    assert all(isinstance(row, Row) for row in found)


@given(st.text(alphabet="\0\\u0a", max_size=12))
def test_no_text_has_a_nul(text: str) -> None:
    """NUL characters are left out of texts and keys, and nothing else is, however it is escaped."""
    written = json.dumps({text: [text]})
    wanted = text.replace("\0", "")
    assert decode_json(written) == decode_json(written.encode()) == {wanted: [wanted]}
