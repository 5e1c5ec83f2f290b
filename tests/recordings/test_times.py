"""Event times worked out from times that go back, stand apart or are missing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from broadcast.recordings.importers.times import BREAK_MS, LONGEST_BREAK_MS, Moment, believed, event_times

T0 = 1_767_466_800_000
SECOND = 1000


def at(*pairs: tuple[int, int | None]) -> list[Moment]:
    """Return moments of one period: seconds played, and seconds from T0."""
    return [Moment(1, played * SECOND, None if utc is None else T0 + utc * SECOND) for played, utc in pairs]


def seconds(moments: list[Moment]) -> list[float]:
    """Return event times as seconds from T0."""
    return [(time - T0) / SECOND for time in event_times(moments, T0)]


def test_times_in_order_are_kept() -> None:
    """Times that go on are believed as they are; equal ones are 1 ms apart."""
    assert seconds(at((0, 0), (10, 12), (10, 12), (20, 40))) == [0, 12, 12.001, 40]


def test_a_late_entry_is_moved_back() -> None:
    """A play entered 20 minutes late happened right after the one before it."""
    assert seconds(at((0, 0), (10, 10), (10, 1210), (20, 20), (30, 30))) == [0, 10, 10.001, 20, 30]


def test_an_early_entry_is_moved_on() -> None:
    """A play with a time before the game happened where it stands."""
    assert seconds(at((0, 0), (10, 10), (10, -500), (20, 20))) == [0, 10, 10.001, 20]
    assert seconds(at((5, -3000), (10, 10), (20, 20), (30, 30))) == [5, 10, 20, 30]


def test_a_slip_at_the_end_is_not_believed() -> None:
    """A last play hours later happened when the clock says."""
    assert seconds(at((0, 0), (10, 10), (20, 3 * 3600))) == [0, 10, 20]


def test_missing_times_follow_the_clock() -> None:
    """Between two times the clock is taken to have run evenly, or to have stood where it shows the same twice."""
    assert seconds(at((0, 0), (5, None), (10, 20))) == [0, 10, 20]
    assert seconds(at((0, 0), (5, None), (5, None), (8, None), (10, 60))) == [0, 5, 5.001, 58, 60]
    assert seconds(at((3, None), (5, 5), (9, None))) == [3, 5, 9]


def test_breaks_without_times() -> None:
    """A period without a time begins after a break; one with a time begins when the clock says."""
    first, second = Moment(1, 600_000, T0), Moment(2, 0, None)
    assert event_times([first, second], 0) == [T0, T0 + BREAK_MS]
    later = Moment(2, 10_000, T0 + 700_000)
    assert event_times([first, second, later], 0) == [T0, T0 + 690_000, T0 + 700_000]


def test_no_times_at_all() -> None:
    """Where no play has a time, the first happens at the start that is given."""
    assert event_times([Moment(1, 0, None), Moment(1, 5000, None)], T0) == [T0, T0 + 5000]
    assert event_times([], T0) == []


@given(
    st.lists(
        st.tuples(st.integers(1, 4), st.integers(0, 600_000), st.none() | st.integers(T0 - 10**8, T0 + 10**8)),
        max_size=40,
    )
)
def test_any_moments_have_times_that_go_on(given_moments: list[tuple[int, int, int | None]]) -> None:
    """Whatever is given, times strictly increase, and what is believed never goes back or stops too long."""
    moments = [Moment(*one) for one in sorted(given_moments, key=lambda one: one[0])]
    times = event_times(moments, T0)
    assert len(times) == len(moments)
    assert all(one < other for one, other in zip(times, times[1:], strict=False))
    run = [moments[index].utc or 0 for index in believed(moments)]
    assert all(0 <= other - one <= 4 * LONGEST_BREAK_MS for one, other in zip(run, run[1:], strict=False))


def test_the_shorter_of_two_runs_is_believed() -> None:
    """Of two runs with as many times the one that takes the least time is believed."""
    assert believed(at((0, 0), (10, 500), (20, 25))) == [0, 2]
