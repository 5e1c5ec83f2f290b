"""Clock samples: one at each start and stop, one a second while it runs, fewer while it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcast.recordings.clocks import Sample, Stretch, samples, stretches_from_plays
from broadcast.recordings.plays import Play


def stretch(start: int, end: int, clock_from: int, clock_to: int, **more: int) -> Stretch:
    """A stretch of Q1."""
    return Stretch(start=start, end=end, period="Q1", clock_from=clock_from, clock_to=clock_to, **more)


def play(at: int, clock_ms: int, kind: str = "TURNOVER", period: str = "Q1") -> Play:
    """A play that only shows the clock."""
    return Play(id=str(at), at=at, period=period, classification=kind, text="", clock_ms=clock_ms)


def test_a_running_clock_is_sampled_each_second_and_where_it_stops() -> None:
    """Start, each second, stop."""
    shown = [(sample.at, sample.clock_ms) for sample in samples([stretch(0, 2500, 9000, 6500)])]
    assert shown == [(0, 9000), (1000, 8000), (2000, 7000), (2500, 6500)]


def test_a_standing_clock_is_sampled_every_two_seconds() -> None:
    """Each start and stop has a sample of its own."""
    parts = [stretch(0, 1500, 9000, 7500), stretch(1500, 5000, 7500, 7500), stretch(5000, 5600, 7500, 6900)]
    assert [sample.at for sample in samples(parts)] == [0, 1000, 1500, 3500, 5000, 5600]


def test_a_clock_that_runs_on_keeps_its_rhythm() -> None:
    """A seam that nobody sees has no sample of its own."""
    parts = [stretch(0, 1500, 9000, 7500), stretch(1500, 3000, 7500, 6000)]
    assert [sample.at for sample in samples(parts)] == [0, 1000, 2000, 3000]


def test_the_shot_clock_runs_beside_the_game_clock() -> None:
    """A reset of the shot clock is a start of its own; a dark one stays dark."""
    parts = [
        stretch(0, 1000, 9000, 8000, shot_from=5000, shot_to=4000),
        stretch(1000, 2000, 8000, 7000, shot_from=24000, shot_to=24000),
        stretch(2000, 3000, 7000, 6000),
    ]
    assert [(sample.at, sample.shot_clock_ms) for sample in samples(parts)] == [
        (0, 5000),
        (1000, 24000),
        (2000, None),
        (3000, None),
    ]


def test_stretches_out_of_order_are_refused() -> None:
    """Stretches that overlap say which."""
    with pytest.raises(ValueError, match="expected stretches in time order"):
        list(samples([stretch(0, 1500, 9000, 7500), stretch(1000, 3000, 7500, 6000)]))


def test_between_plays_the_clock_stands_then_runs() -> None:
    """6 s between two plays of which 2 s were played: it stands for 4 s first."""
    plays = [play(0, 9000, "PERIOD_START"), play(6000, 7000)]
    assert stretches_from_plays(plays) == [stretch(0, 4000, 9000, 9000), stretch(4000, 6000, 9000, 7000)]


def test_a_short_difference_is_no_stand() -> None:
    """Less than a second between wall and clock is imprecision: the clock runs a little slower."""
    plays = [play(0, 9000, "PERIOD_START"), play(2600, 7000)]
    assert stretches_from_plays(plays) == [stretch(0, 2600, 9000, 7000)]


def test_plays_too_close_together_make_the_clock_run_faster() -> None:
    """Where the wall clock gives less time than was played, the clock arrives all the same."""
    plays = [play(0, 9000, "PERIOD_START"), play(1000, 7000)]
    assert list(samples(stretches_from_plays(plays)))[-1] == Sample(1000, "Q1", 7000, None)


def test_between_periods_the_clock_is_seldom_sent() -> None:
    """After a period's end the old clock stands, every 10 s, until the next period starts."""
    plays = [
        play(0, 2000, "PERIOD_START"),
        play(2000, 0, "PERIOD_END"),
        play(12_000, 720_000, "SUBSTITUTION_IN", "Q2"),
        play(25_000, 720_000, "PERIOD_START", "Q2"),
        play(26_000, 719_000, "TURNOVER", "Q2"),
    ]
    shown = [(sample.at, sample.period, sample.clock_ms) for sample in samples(stretches_from_plays(plays))]
    assert shown[2:] == [
        (2000, "Q1", 0),
        (12_000, "Q1", 0),
        (22_000, "Q1", 0),
        (25_000, "Q2", 720_000),
        (26_000, "Q2", 719_000),
    ]


def test_a_clock_set_back_up_is_shown_with_the_play_that_shows_it() -> None:
    """Officials put time back: the old value stands until then."""
    plays = [play(0, 9000, "PERIOD_START"), play(2000, 7000), play(5000, 8000), play(8000, 8000)]
    shown = [(sample.at, sample.clock_ms) for sample in samples(stretches_from_plays(plays))]
    assert (4000, 7000) in shown
    assert (5000, 8000) in shown


@given(
    steps=st.lists(st.tuples(st.integers(1, 20_000), st.integers(0, 9_000)), min_size=1, max_size=30),
)
def test_every_play_finds_its_clock(steps: list[tuple[int, int]]) -> None:
    """Whatever the gaps: samples are in order, the clock never rises, and each play's clock is reached."""
    at, clock = 0, 720_000
    plays = [play(at, clock, "PERIOD_START")]
    for gap, played in steps:
        at, clock = at + gap, clock - played
        plays.append(play(at, clock))
    shown = list(samples(stretches_from_plays(plays)))
    assert [sample.at for sample in shown] == sorted(sample.at for sample in shown)
    clocks = [sample.clock_ms for sample in shown]
    assert clocks == sorted(clocks, reverse=True)
    assert (shown[-1].at, shown[-1].clock_ms) == (at, clock)
    for one in plays:
        assert one.clock_ms is not None
        newest = [sample for sample in shown if sample.at <= one.at][-1]
        assert newest.clock_ms >= one.clock_ms
        assert one.at - newest.at < 2000
