"""A recording indexed for playing: its tables, its frames, its numbering."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from broadcast.recordings.format import Record, Recording
from broadcast.recordings.simulator import simulate
from broadcast.standin.timeline import Timeline, game_status, without_clocks
from tests.standin.build import COUNT, SESSIONS, T0, game, header


@st.composite
def recordings(draw: st.DrawFn) -> Recording:
    """Draw a short recording: a few keys, many versions, some taken back."""
    records: list[Record] = []
    for at in sorted(draw(st.lists(st.integers(0, 1000), max_size=20))):
        source = draw(st.sampled_from(["shots", "details", "stats", "marker", "clock", "totals", "schedule"]))
        key = draw(st.sampled_from(["a", "b"]))
        names = draw(st.sets(st.sampled_from(["FG", "PTS", "TO"]), min_size=1))
        row = {"version": len(records), "totalStats": dict.fromkeys(sorted(names), at)}
        records.append(Record(at, source, key, draw(st.sampled_from([row, row, None]))))
    return Recording(header(), records)


@settings(max_examples=50)
@given(recordings(), st.integers(-1, 1001))
def test_tables_hold_the_newest(recording: Recording, position: int) -> None:
    """A table is the newest visible row of each key, without those taken back."""
    timeline = Timeline(recording)
    for source in ("shots", "stats", "totals", "schedule"):
        newest = {r.key: r.row for r in recording.records if r.source == source and r.at <= position}
        assert timeline.table(source, position) == {k: row for k, row in newest.items() if row is not None}


@settings(max_examples=50)
@given(recordings())
def test_numbering_has_no_holes(recording: Recording) -> None:
    """Sequenced rows are numbered from 1 without a hole, and nothing else is."""
    timeline = Timeline(recording)
    numbers = timeline.numbering()
    assert [number for number in numbers if number] == list(range(1, max(numbers, default=0) + 1))
    for record, number in zip(recording.records, numbers, strict=True):
        assert not number or record.source in {"shots", "details", "stats", "marker"}


@settings(max_examples=50)
@given(recordings(), st.integers(0, 30))
def test_renumbering_keeps_what_counts(recording: Recording, horizon: int) -> None:
    """Played through, the new numbering gives the same tables as the old: only superseded rows are gone."""
    timeline = Timeline(recording)
    horizon = min(horizon, len(recording.records))
    before = timeline.numbering()
    after = timeline.renumbering(horizon)
    assert [number for number in after if number] == list(range(1, max(after, default=0) + 1))
    assert cells(timeline, before, horizon) == cells(timeline, after, horizon)
    assert max(after, default=0) <= max(before, default=0)


def cells(timeline: Timeline, numbers: list[int], horizon: int) -> dict[tuple[str, ...], Any]:
    """Give what the numbered rows come to: the newest per key and cell of stats, without those taken back."""
    held: dict[tuple[str, ...], Any] = {}
    for index in range(horizon):
        record = timeline.records[index]
        place = (record.source, record.key)
        if record.row is None:
            held = {key: value for key, value in held.items() if key[:2] != place}
        elif numbers[index] and record.source == "stats":
            held.update({(*place, name): number for name, number in record.row["totalStats"].items()})
        elif numbers[index]:
            held[place] = record.row
    return held


def test_stats_taken_back_are_forgotten_by_a_restart() -> None:
    """A stats row that was taken back has no number after a restart."""
    row = {"pid": "1", "tid": "2", "totalStats": {"FG": 1}}
    timeline = Timeline(Recording(header(), [Record(0, "stats", "2:1", row), Record(1, "stats", "2:1", None)]))
    assert timeline.renumbering(2) == [0, 0]


def test_restart_numbers_anew() -> None:
    """In the game of the tests a restart after the shot was taken back forgets shot and play."""
    timeline = Timeline(game())
    horizon = timeline.horizon(36_000)
    forgotten = [
        (record.source, record.at)
        for record, old, new in zip(timeline.records, timeline.numbering(), timeline.renumbering(horizon), strict=True)
        if old and not new
    ]
    assert forgotten == [
        ("shots", 20_000),
        ("details", 20_000),
        ("stats", 20_001),
        ("shots", 30_000),
        ("details", 30_000),
    ]
    assert max(timeline.renumbering(horizon)) == COUNT - 5


def test_frame() -> None:
    """A frame has its source, its number where it has one, and its row."""
    timeline = Timeline(game())
    assert json.loads(timeline.frame(1, 1)) == {
        "source": "marker",
        "seq": 1,
        "data": timeline.records[1].row,
    }
    assert json.loads(timeline.frame(0, 0)) == {
        "source": "broadcastsummary",
        "data": {"gameTotals": timeline.records[0].row},
    }


def test_row_deleted_once() -> None:
    """A play whose last version says that it was deleted is not said to be deleted twice."""
    row = {"eventId": "p", "classification": "DELETED_STEAL", "corrected": True}
    timeline = Timeline(Recording(header(), [Record(0, "details", "p", row), Record(1, "details", "p", None)]))
    assert json.loads(timeline.frame(1, 0))["data"]["classification"] == "DELETED_STEAL"


def test_markers_of_other_forms() -> None:
    """A marker whose data is none of the known forms says nothing of the game's status."""
    assert [game_status(row) for row in ({}, {"type": "GAME"}, {"type": "GAME", "data": "STARTED"})] == [None] * 3
    assert game_status({"type": "GAME", "data": {"status": "STARTED"}}) == "STARTED"


def test_null_clocks() -> None:
    """Clocks are nulled at any depth, in a copy."""
    row = {"gc": "1", "stats": [{"shot_clock": "2", "timestamp": T0}], "sid": SESSIONS[0]}
    assert without_clocks(row) == {
        "gc": None,
        "stats": [{"shot_clock": None, "timestamp": T0}],
        "sid": SESSIONS[0],
    }
    assert row["gc"] == "1"


def test_every_clock_is_due_but_of_a_jump_the_newest() -> None:
    """As a game is played each value of the clock is sent; of a stretch that falls due in one go, the last."""
    timeline = Timeline(simulate(7, "FIBA"))
    clocks = [index for index in range(len(timeline.records)) if timeline.records[index].source == "clock"]
    first = clocks[40]
    near = next(index for index in clocks if timeline.ats[index] > timeline.ats[first] + 15_000)
    due = timeline.due_unsequenced(first, near)
    assert [index for index in clocks if first <= index < near] == [index for index in due if index in set(clocks)]
    far = next(index for index in clocks if timeline.ats[index] > timeline.ats[first] + 40_000)
    assert len([index for index in timeline.due_unsequenced(first, far) if index in set(clocks)]) == 1
