"""The clock of a played recording."""

from __future__ import annotations

import math
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcast.standin.clock import PlayClock, parse_speed, parse_start

START = 1_700_000_000.0


def clock(speed: float = 2.0, offset: float = 0.0) -> PlayClock:
    """Give a clock over a recording of 100 s."""
    return PlayClock(start=START, speed=speed, end=100_000, offset=offset)


def test_runs_at_its_speed_to_the_end() -> None:
    """Positions grow with the wall time by the speed, up to the end."""
    assert [clock().position(START + wall) for wall in (0, 10, 50, 90)] == [0, 20_000, 100_000, 100_000]


def test_nothing_before_the_start() -> None:
    """Before the start positions are negative, whatever the offset and the speed."""
    for speed in (1.0, math.inf):
        late = clock(speed, offset=30_000)
        assert late.position(START - 0.001) < 0
        assert late.position(START) >= 30_000


def test_as_fast_as_possible() -> None:
    """A speed without limit is at the end at once."""
    assert clock(math.inf).position(START) == 100_000


def test_pause_and_play() -> None:
    """A paused clock stands, and goes on from there."""
    held = clock()
    held.pause(START + 10)
    held.pause(START + 12)
    assert held.position(START + 20) == 20_000
    held.play(START + 20)
    held.play(START + 21)
    assert held.position(START + 25) == 30_000


def test_pause_before_the_start() -> None:
    """A game that is paused before its start stands at its beginning."""
    held = clock(offset=5_000)
    held.pause(START - 100)
    assert held.position(START - 50) == 5_000


def test_seek() -> None:
    """A seek jumps, within the recording, and starts a game that was yet to start."""
    moved = clock()
    moved.seek(70_000, START - 100)
    assert moved.position(START - 100) == 70_000
    moved.seek(-5, START)
    assert moved.position(START) == 0
    moved.seek(1e9, START)
    assert moved.position(START) == 100_000


@given(st.floats(0.01, 1000), st.floats(0.01, 1000), st.floats(0, 100))
def test_speed_changes_without_a_jump(before: float, after: float, wall: float) -> None:
    """A change of speed leaves the position where it is."""
    changed = clock(before)
    held = changed.position(START + wall)
    changed.set_speed(after, START + wall)
    assert changed.position(START + wall) == pytest.approx(held)


@given(st.floats(0.01, 1000), st.floats(0, 99_000), st.floats(0, 99_000))
def test_reaches(speed: float, offset: float, position: float) -> None:
    """The wall time at which a position is reached is the one at which the clock shows it."""
    running = clock(speed, offset)
    wall = running.reaches(position)
    if position >= offset + 1:
        assert running.position(wall) == pytest.approx(position, abs=1)


@pytest.mark.parametrize("speed", [0, -1, math.nan])
def test_refuses_a_speed(speed: float) -> None:
    """A speed is above 0."""
    with pytest.raises(ValueError, match="above 0"):
        clock().set_speed(speed, START)


@pytest.mark.parametrize(("text", "speed"), [("60", 60), ("0.5", 0.5), ("0", math.inf), ("max", math.inf)])
def test_parse_speed(text: str, speed: float) -> None:
    """A speed is a number, or max."""
    assert parse_speed(text) == speed


@pytest.mark.parametrize("text", ["fast", "-1", "nan", ""])
def test_parse_speed_refuses(text: str) -> None:
    """What is no speed is refused with what was expected."""
    with pytest.raises(ValueError, match="expected a"):
        parse_speed(text)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("now", datetime(2026, 3, 5, 12, 30, tzinfo=UTC)),
        ("19:00", datetime(2026, 3, 5, 19, 0, tzinfo=UTC)),
        ("2026-03-06T18:00:00+01:00", datetime(2026, 3, 6, 17, 0, tzinfo=UTC)),
        ("2026-03-06 18:00", datetime(2026, 3, 6, 18, 0, tzinfo=UTC)),
    ],
)
def test_parse_start(text: str, moment: datetime) -> None:
    """A start is now, a time of today, or a date and time."""
    now = datetime(2026, 3, 5, 12, 30, tzinfo=UTC).timestamp()
    assert parse_start(text, now, UTC) == moment.timestamp()


def test_parse_start_refuses() -> None:
    """What is no start is refused with what was expected."""
    with pytest.raises(ValueError, match="expected now, HH:MM or an ISO"):
        parse_start("soon", START, UTC)
