"""A clock by hand, as values."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcast.control import clockwork
from broadcast.control.clockwork import NotNow
from broadcast.overlays.manual import with_values

RUNNING = {"period": "Q3", "phase": "period", "ms": 60_000, "shot_ms": 20_000, "running": True, "as_of": 1000}

moments = st.integers(0, 2_000_000)
lengths = st.integers(0, 800_000)
aired = st.fixed_dictionaries(
    {},
    optional={
        "period": st.sampled_from(["H1", "Q4", "OT1"]),
        "phase": st.sampled_from(["pregame", "period", "break", "ended"]),
        "ms": lengths,
        "shot_ms": st.integers(0, 30_000),
        "running": st.booleans(),
        "as_of": moments,
        "resolution_ms": st.sampled_from([100, 1000]),
        "countdown_ms": lengths,
        "text": st.text(max_size=3),
        "zero_at": moments,
    },
)
steps = st.lists(
    st.one_of(
        st.just(("start",)),
        st.just(("stop",)),
        st.tuples(st.just("set"), lengths),
        st.tuples(st.just("nudge"), st.integers(-900_000, 900_000)),
        st.tuples(st.just("shot"), st.none() | st.integers(0, 99_900)),
        st.tuples(st.just("label"), st.sampled_from(["pregame", "period", "break", "ended"])),
    ),
    max_size=8,
)
DOES: dict[str, Any] = {
    "start": lambda clock, now: clockwork.started(clock, now),
    "stop": lambda clock, now: clockwork.stopped(clock, now),
    "set": lambda clock, now, ms: clockwork.with_time(clock, ms, now),
    "nudge": lambda clock, now, by: clockwork.nudged(clock, by, now),
    "shot": lambda clock, now, ms: clockwork.with_shot(clock, ms, now),
    "label": lambda clock, now, phase: clockwork.labeled(clock, phase, now),
}


@given(aired, moments, st.integers(0, 120_000), steps, st.lists(st.integers(0, 40_000), min_size=8, max_size=8))
def test_whatever_is_done_the_clock_is_one_that_can_be_aired(
    clock: dict[str, Any], moment: int, delay: int, done: list[tuple[Any, ...]], waits: list[int]
) -> None:
    """After any commands it is by hand, as of now, not under 0, its shot clock not over it, and may be set."""
    now = moment + delay
    made = clockwork.taken(clock, moment, now)
    for (name, *arguments), wait in zip(done, waits, strict=False):
        now += wait
        try:
            made = DOES[name](made, now, *arguments)
        except NotNow:
            continue
        assert made["as_of"] == now
        assert made["by_hand"] is True and made["resolution_ms"] == 100
        assert made.get("ms", 0) >= 0 and made.get("shot_ms", 0) >= 0
        assert made.get("shot_ms", 0) <= made.get("ms", clockwork.LONGEST_MS)
        assert not made["running"] or made["phase"] == "period" or name != "label"
        with_values({}, "clock", "MANUAL", {"clock": made}, "Ines", now)


@given(aired, moments, st.integers(0, 60_000))
def test_doing_nothing_changes_nothing(clock: dict[str, Any], now: int, wait: int) -> None:
    """Taken now and read later is the same as read later from what was aired: the picture does not jump."""
    first = clockwork.taken(clockwork.taken(clock, now, now), now + wait, now + wait)
    assert (
        first == clockwork.taken(clock, now + wait, now + wait) or clock.get("as_of", now) > now or "as_of" not in clock
    )


def test_a_clock_taken_over_goes_on_where_the_delayed_picture_stands() -> None:
    """An output 5 s behind shows 58.0 at 8000: taken then, it says 58.0 as of now, and 57.0 a second later."""
    made = clockwork.taken(RUNNING, 3000, 8000)
    assert (made["ms"], made["shot_ms"], made["as_of"], made["running"]) == (58_000, 18_000, 8000, True)
    assert clockwork.stopped(made, 9000)["ms"] == 57_000


def test_a_clock_taken_over_goes_on_where_a_trim_has_it() -> None:
    """While it runs it is so much further on; a standing one is as it is fed."""
    made = clockwork.taken(RUNNING, 1000, 1000, 1200)
    plain = clockwork.taken(RUNNING, 1000, 1000)
    assert (plain["ms"] - made["ms"], plain["shot_ms"] - made["shot_ms"]) == (1200, 1200)
    standing = RUNNING | {"running": False}
    assert clockwork.taken(standing, 1000, 1000, 1200) == clockwork.taken(standing, 1000, 1000)


def test_a_clock_that_may_run_or_stand_stands() -> None:
    """On air it stands too."""
    assert clockwork.taken({"ms": 5000, "as_of": 0}, 4000, 4000)["running"] is False


def test_only_what_is_by_hand_is_taken_over() -> None:
    """The feed's text, countdown and jump do not come with it."""
    clock = RUNNING | {"text": "1:00", "countdown_ms": 5, "jumped": {"from_ms": 1, "to_ms": 2}, "zero_at": 1}
    assert set(clockwork.taken(clock, 1000, 1000)) == {
        *("by_hand", "resolution_ms", "as_of", "phase", "period", "running", "ms", "shot_ms")
    }


def test_a_start_ends_a_label_and_a_label_stops() -> None:
    """A break's clock stands; when it starts the label is gone."""
    clock = clockwork.labeled(clockwork.taken(RUNNING, 1000, 1000), "break", 2000)
    assert (clock["running"], clock["ms"]) == (False, 59_000)
    assert clockwork.started(clock, 3000) | {"as_of": 0} == clock | {"running": True, "phase": "period", "as_of": 0}


@pytest.mark.parametrize(("clock", "reason"), [({}, "unknown"), ({"ms": 0}, "zero")])
def test_a_clock_without_time_does_not_start(clock: dict[str, Any], reason: str) -> None:
    """There is nothing to count down from."""
    with pytest.raises(NotNow) as error:
        clockwork.started(clock, 1)
    assert error.value.reason == reason


def test_a_clock_that_is_not_known_is_not_nudged() -> None:
    """There is nothing to move."""
    with pytest.raises(NotNow):
        clockwork.nudged({}, 100, 1)


def test_a_nudge_moves_both_ways_and_stops_at_zero() -> None:
    """Under 0 there is no time, and the shot clock is pushed down with it."""
    clock = clockwork.stopped(clockwork.taken(RUNNING, 1000, 1000), 1000)
    assert clockwork.nudged(clock, 1000, 1000)["ms"] == 61_000
    assert clockwork.nudged(clock, -50_000, 1000)["shot_ms"] == 10_000
    down = clockwork.nudged(clock, -70_000, 1000)
    assert (down["ms"], down["shot_ms"], down["running"]) == (0, 0, False)


def test_a_shot_clock_is_set_and_turned_off() -> None:
    """At 0:14 there is no shot clock of 24."""
    clock = clockwork.with_time(clockwork.taken(RUNNING, 1000, 1000), 14_000, 1000)
    assert clockwork.with_shot(clock, 24_000, 1000)["shot_ms"] == 14_000
    assert "shot_ms" not in clockwork.with_shot(clock, None, 1000)


def test_a_jump_is_accepted_and_a_countdown_too() -> None:
    """What the digits show becomes the clock; where they show nothing there is nothing to accept."""
    clock = {"period": "Q2", "phase": "break", "jumped": {"from_ms": 1, "to_ms": 90_000}, "as_of": 5}
    made = clockwork.accepted(clock, 10)
    assert (made["ms"], made["running"], made["phase"], made["period"]) == (90_000, False, "period", "Q2")
    assert clockwork.accepted({"countdown_ms": 7000}, 10)["ms"] == 7000
    with pytest.raises(NotNow, match="nothing"):
        clockwork.accepted({"ms": 5}, 10)


def test_a_sample_of_a_reader_is_not_by_hand() -> None:
    """When the samples stop it has to be lost, and not to run on alone."""
    clock = clockwork.sampled({"period": "Q4"}, 9, {"ms": 5000, "running": True, "shot_ms": None})
    assert clock.pop("reader") is True
    assert clock == {"resolution_ms": 100, "as_of": 9, "phase": "period", "period": "Q4", "ms": 5000, "running": True}
