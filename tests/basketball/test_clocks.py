"""The game clock: one test for each row of the table of docs/clocks.md that the data decide."""

from __future__ import annotations

from typing import Any

import pytest

from broadcast.basketball.clocks import GameClock
from broadcast.basketball.rules import presets

MINUTE = 60_000


class Board:
    """A scoreboard link: sends samples to a clock of the NBA's rules as real time goes by."""

    def __init__(self, rules: str = "NBA", *, live: bool = True) -> None:
        self.clock = GameClock(presets()[rules])
        self.clock.status = "live" if live else "scheduled"
        self.now = 1_000_000
        self.period: str | None = presets()[rules].periods == 2 and "H1" or "Q1"

    def show(self, ms: int | None, *, after: int = 1_000, resolution: int = 100, **more: Any) -> dict[str, Any]:
        """Send one sample, `after` ms later than the last, and return the topic."""
        self.now += after
        self.clock.sample(self.now, period=self.period, ms=ms, resolution_ms=resolution, **more)
        return self.clock.topic()

    def run(self, start: int, seconds: int, *, speed: float = 1, resolution: int = 100) -> dict[str, Any]:
        """Let the digits fall for some seconds, a sample for each."""
        for second in range(seconds + 1):
            self.show(start - 1_000 * second, after=round(1_000 / speed), resolution=resolution)
        return self.clock.topic()

    def stand(self, ms: int, seconds: int = 4) -> dict[str, Any]:
        """Let the digits stand, a sample each two seconds."""
        for _ in range(0, seconds, 2):
            self.show(ms, after=2_000)
        return self.clock.topic()


@pytest.fixture
def board() -> Board:
    """A board of a game that is live and has not begun."""
    return Board()


@pytest.fixture
def playing(board: Board) -> Board:
    """A board whose first period stands at 7:12 after it ran."""
    board.stand(12 * MINUTE)
    board.run(12 * MINUTE, 3)
    board.clock.play("Q1", 433_000)
    board.run(436_000, 4)
    board.stand(432_000)
    return board


def end(board: Board) -> dict[str, Any]:
    """Run the last seconds of the period and let it stand at 0.0."""
    board.clock.play(board.period, 6_000)
    board.run(5_000, 5)
    return board.stand(0)


# Before tip-off


def test_full_clock_before_tip_off(board: Board) -> None:
    """Before tip-off the first period's clock, set and standing, is shown."""
    topic = board.stand(12 * MINUTE)
    assert (topic["phase"], topic["period"], topic["ms"], topic["running"]) == ("pregame", "Q1", 12 * MINUTE, False)


@pytest.mark.parametrize("start", [20 * MINUTE, 9 * MINUTE])
def test_warm_up_countdown_is_not_the_clock(board: Board, start: int) -> None:
    """A warm-up countdown is told apart, be it longer than a period or shorter."""
    topic = board.run(start, 10)
    assert topic["phase"] == "pregame"
    assert topic["countdown_ms"] == start - 10_000
    assert "ms" not in topic
    assert "running" not in topic


def test_warm_up_countdown_through_the_length_of_a_period(board: Board) -> None:
    """A countdown that passes the length of a period on its way is still a countdown."""
    board.run(12 * MINUTE + 5_000, 10)
    assert "ms" not in board.clock.topic()
    assert board.clock.topic()["countdown_ms"] == 12 * MINUTE - 5_000


def test_clock_set_after_the_warm_up(board: Board) -> None:
    """Once the countdown is over and the full length stands, it is the clock, and runs as such."""
    board.run(3_000, 3)
    board.stand(12 * MINUTE)
    topic = board.run(12 * MINUTE, 4)
    assert (topic["phase"], topic["ms"], topic["running"]) == ("period", 12 * MINUTE - 4_000, True)


def test_scheduled_game_is_in_no_period() -> None:
    """While the game is scheduled, whatever the digits do is before the game."""
    board = Board(live=False)
    assert board.run(12 * MINUTE, 5)["phase"] == "pregame"


# Breaks


def test_period_ends_at_zero_and_stays(playing: Board) -> None:
    """At 0.0 the clock stands, with the moment it got there; nothing follows by itself."""
    topic = end(playing)
    assert (topic["phase"], topic["period"], topic["ms"], topic["running"]) == ("period", "Q1", 0, False)
    assert topic["zero_at"] == playing.now - 4_000


def test_end_of_the_period_is_a_break(playing: Board) -> None:
    """The feed's word that the period has ended makes the break, named after the period that ended."""
    end(playing)
    playing.clock.session("Q1", ended=True)
    topic = playing.stand(0)
    assert (topic["phase"], topic["period"], topic["ms"]) == ("break", "Q1", 0)


def test_end_said_before_the_clock_is_at_zero(playing: Board) -> None:
    """A period that is said to have ended with tenths left is over; the tenths are not the next period's clock."""
    playing.clock.play("Q1", 3_000)
    playing.run(2_400, 2)
    playing.clock.session("Q1", ended=True)
    topic = playing.stand(400)
    assert (topic["phase"], topic["period"]) == ("break", "Q1")
    assert "ms" not in topic


def test_break_countdown_on_the_same_period(playing: Board) -> None:
    """A countdown after 0.0 is the break's, down to its last second."""
    end(playing)
    for start in (130_000, 12_000):
        topic = playing.run(start, 11)
        assert (topic["phase"], topic["period"]) == ("break", "Q1")
        assert topic["countdown_ms"] == start - 11_000
        assert "ms" not in topic


def test_half_time_countdown_longer_than_a_period(playing: Board) -> None:
    """Half-time's countdown, longer than a period, is the break's."""
    end(playing)
    topic = playing.run(15 * MINUTE, 3)
    assert (topic["phase"], topic["countdown_ms"]) == ("break", 15 * MINUTE - 3_000)


def test_break_countdown_under_the_next_period(playing: Board) -> None:
    """With the next period announced and a countdown on its digits, the break is still that of the ended one."""
    end(playing)
    playing.period = "Q2"
    topic = playing.run(130_000, 3)
    assert (topic["phase"], topic["period"], topic["countdown_ms"]) == ("break", "Q1", 127_000)
    assert "ms" not in topic


def test_next_period_full_and_standing(playing: Board) -> None:
    """The next period's full clock is set in the break, under its own name, and the period begins when it runs."""
    end(playing)
    playing.period = "Q2"
    topic = playing.stand(12 * MINUTE)
    assert (topic["phase"], topic["period"], topic["ms"], topic["running"]) == ("break", "Q2", 12 * MINUTE, False)
    topic = playing.run(12 * MINUTE, 3)
    assert (topic["phase"], topic["period"], topic["running"]) == ("period", "Q2", True)


def test_clock_put_back_to_the_full_length(playing: Board) -> None:
    """A period that has begun stays begun when its clock is put back to the full length."""
    end(playing)
    playing.period = "Q2"
    playing.stand(12 * MINUTE)
    playing.run(12 * MINUTE, 3)
    topic = playing.stand(12 * MINUTE)
    assert (topic["phase"], topic["period"], topic["ms"]) == ("period", "Q2", 12 * MINUTE)


def test_break_undoes_itself_when_the_clock_returns(playing: Board) -> None:
    """When a review puts time back, the period goes on, even with the next one announced in between."""
    end(playing)
    playing.clock.session("Q1", ended=True)
    playing.period = "Q2"
    playing.show(None)
    assert playing.clock.topic()["period"] == "Q1"
    playing.period = "Q1"
    topic = playing.stand(800)
    assert (topic["phase"], topic["period"], topic["ms"]) == ("period", "Q1", 800)
    assert "zero_at" not in topic


def test_time_put_back_during_the_break_countdown(playing: Board) -> None:
    """Time put back out of a running countdown is the game clock, since the countdown does not lead to it."""
    end(playing)
    playing.run(130_000, 3)
    topic = playing.stand(1_200)
    assert (topic["phase"], topic["ms"]) == ("period", 1_200)


def test_overtime(playing: Board) -> None:
    """An overtime has its own length: the full five minutes are its clock, ten are a countdown."""
    playing.period = "Q4"
    playing.stand(12 * MINUTE)
    playing.run(12 * MINUTE, 3)
    playing.clock.play("Q4", 6_000)
    end(playing)
    playing.period = "OT1"
    assert playing.run(10 * MINUTE, 2)["phase"] == "break"
    assert playing.stand(5 * MINUTE)["ms"] == 5 * MINUTE
    topic = playing.run(5 * MINUTE, 3)
    assert (topic["phase"], topic["period"], topic["ms"]) == ("period", "OT1", 5 * MINUTE - 3_000)


def test_zero_alone_never_ends_the_game(playing: Board) -> None:
    """The end of the game is said by the status, never by the clock."""
    playing.period = "Q4"
    playing.stand(12 * MINUTE)
    assert end(playing)["phase"] != "ended"
    playing.clock.status = "ended"
    assert playing.clock.topic()["phase"] == "ended"


# Within a period


def test_timeout_clock_on_the_main_digits(playing: Board) -> None:
    """A standing clock that jumps is hidden, with where it came from, as long as it counts the timeout."""
    topic = playing.run(60_000, 5)
    assert (topic["phase"], topic["period"]) == ("period", "Q1")
    assert topic["jumped"] == {"from_ms": 432_000, "to_ms": 55_000}
    assert "ms" not in topic
    assert "running" not in topic


def test_timeout_clock_accepted_when_it_comes_back(playing: Board) -> None:
    """Back within 2 s of where it was, the clock is the game clock again."""
    playing.run(60_000, 60)
    topic = playing.show(431_000)
    assert topic["ms"] == 431_000
    assert "jumped" not in topic


def test_timeout_clock_that_falls_through_the_old_value(playing: Board) -> None:
    """A timeout clock that falls past where the clock was is no return; standing there is one."""
    playing.clock.play("Q1", 46_000)
    playing.run(48_000, 3)
    playing.stand(45_000)
    playing.run(60_000, 10)
    for second in range(50, 40, -1):
        assert "ms" not in playing.show(second * 1_000)
    assert playing.show(45_000)["ms"] == 45_000


def test_jump_accepted_when_a_play_agrees(playing: Board) -> None:
    """A play whose clock is within 3 s of the new value makes it the game clock."""
    playing.stand(300_000)
    assert "ms" not in playing.clock.topic()
    playing.clock.play("Q1", 303_000)
    assert playing.clock.topic()["ms"] == 300_000


def test_jump_to_where_the_last_play_was(playing: Board) -> None:
    """A value that the last play agrees with is no jump."""
    playing.clock.play("Q1", 400_000)
    topic = playing.stand(399_000)
    assert topic["ms"] == 399_000
    assert "jumped" not in topic


def test_jump_accepted_by_hand(playing: Board) -> None:
    """The operator can take the new value."""
    playing.stand(300_000)
    playing.clock.accept()
    assert playing.clock.topic()["ms"] == 300_000


def test_officials_put_time_back(playing: Board) -> None:
    """Up by as much as 10 s in the same period, the new value stands at once."""
    topic = playing.show(442_000)
    assert (topic["ms"], topic["running"], topic["phase"]) == (442_000, False, "period")
    assert "jumped" not in topic


def test_clock_after_a_lost_link(playing: Board) -> None:
    """After half a minute without samples a clock that is lower by as much is the clock."""
    playing.show(402_000, after=31_000)
    assert playing.clock.topic()["ms"] == 402_000


def test_game_followed_from_the_middle(board: Board) -> None:
    """A clock first seen in the middle of a period is shown once the plays of the catch-up agree with it."""
    board.period = "Q3"
    assert "ms" not in board.run(440_000, 2)
    board.clock.play("Q3", 12 * MINUTE)
    assert "ms" not in board.clock.topic()
    board.clock.play("Q3", 451_000)
    topic = board.run(437_000, 2)
    assert (topic["phase"], topic["period"], topic["ms"], topic["running"]) == ("period", "Q3", 435_000, True)


def test_plays_of_the_catch_up_come_first(board: Board) -> None:
    """Where the plays are known before the clock, its first sample is shown."""
    board.period = "Q3"
    board.clock.play("Q3", 451_000)
    assert board.show(440_000)["ms"] == 440_000


def test_game_followed_from_the_middle_of_a_break(board: Board) -> None:
    """A break's countdown first seen in the break is no clock, and the break is that of the period played last."""
    for period, clock in (("Q1", 0), ("Q2", 2_000)):
        board.clock.play(period, clock)
    board.clock.session("Q1", ended=True)
    board.period = "Q2"
    assert board.run(14 * MINUTE, 2)["phase"] == "break"
    board.period = "Q3"
    topic = board.run(9 * MINUTE, 2)
    assert (topic["phase"], topic["period"], topic["countdown_ms"]) == ("break", "Q2", 9 * MINUTE - 2_000)


# No clock


def test_no_clock_ever(board: Board) -> None:
    """Without any clock the period comes from the feed's samples and plays, and no time is shown."""
    board.period = None
    topic = board.show(None)
    assert topic == {"phase": "pregame"}
    board.clock.play("Q1", None)
    assert board.clock.topic() == {"phase": "period", "period": "Q1"}
    board.clock.play("Q2", None)
    board.clock.play("Q1", None)
    assert board.clock.topic() == {"phase": "period", "period": "Q2"}


def test_no_clock_after_the_period_ended(board: Board) -> None:
    """Without a clock the end of a period is known from the plays, and so is the next one's start."""
    board.period = None
    board.clock.play("Q1", None)
    board.clock.session("Q1", ended=True)
    assert board.clock.topic() == {"phase": "break", "period": "Q1"}
    board.clock.play("Q2", None)
    assert board.clock.topic() == {"phase": "period", "period": "Q2"}


def test_clock_that_cannot_be_read(playing: Board) -> None:
    """A spelling that cannot be read takes the time away and leaves the period and the feed's text."""
    topic = playing.show(None, text="7-12")
    assert (topic["phase"], topic["period"], topic["text"]) == ("period", "Q1", "7-12")
    assert "ms" not in topic
    topic = playing.show(431_000)
    assert topic["ms"] == 431_000
    assert "text" not in topic


# Running


def test_running_after_two_falling_samples(playing: Board) -> None:
    """The clock runs once two falling samples agree with real time, and not from one."""
    assert "running" not in playing.show(431_000)
    assert playing.show(430_000)["running"] is True


def test_running_with_jitter(playing: Board) -> None:
    """A sample that comes a little late does not stop a clock that runs."""
    playing.run(431_000, 3)
    for late in (300, -300, 400, -400, 0):
        playing.show((playing.clock.ms or 0) - 1_000, after=1_000 + late)
        assert playing.clock.topic()["running"] is True


def test_clock_that_rises_a_little_while_it_runs(playing: Board) -> None:
    """A running clock that is up to a second higher than before still runs."""
    playing.run(431_000, 3)
    assert playing.show(428_400, after=200)["running"] is True


@pytest.mark.parametrize("fall", [500, 1_400])
def test_fall_that_is_not_real_time(playing: Board, fall: int) -> None:
    """Falling samples that are more than 10 % off real time do not make the clock run."""
    for step in range(1, 6):
        playing.show(432_000 - step * fall)
        assert "running" not in playing.clock.topic()


def test_falling_samples_too_far_apart(playing: Board) -> None:
    """Falling samples more than 2.5 s apart do not make the clock run."""
    for step in range(1, 4):
        playing.show(432_000 - step * 2_600, after=2_600)
        assert "running" not in playing.clock.topic()


def test_stop(playing: Board) -> None:
    """The clock stands 1.2 s after its last change, and shows the feed's value exactly."""
    playing.run(431_000, 3)
    assert playing.show(428_000)["running"] is True
    topic = playing.show(428_000, after=300)
    assert (topic["running"], topic["ms"]) == (False, 428_000)


def test_silent_clock_on_a_feed_that_answers(playing: Board) -> None:
    """A clock that is silent while the feed answers stands; silence alone does not stop it."""
    playing.run(431_000, 3)
    playing.clock.alive(playing.now + 1_200)
    assert playing.clock.running is True
    playing.clock.alive(playing.now + 1_201)
    assert playing.clock.running is False


@pytest.mark.parametrize("resolution", [100, 1_000])
@pytest.mark.parametrize("speed", [2, 10, 60])
def test_playback_at_speed_is_not_running(playing: Board, speed: float, resolution: int) -> None:
    """A clock that falls faster than real time is shown sample by sample and never runs by itself."""
    for second in range(120):
        topic = playing.show(431_000 - 1_000 * second, after=round(1_000 / speed), resolution=resolution)
        assert topic["ms"] == 431_000 - 1_000 * second
        assert "running" not in topic or topic["running"] is False


def test_playback_that_becomes_faster(playing: Board) -> None:
    """A running clock that begins to fall faster than real time stops being called running."""
    playing.run(431_000, 5)
    assert "running" not in playing.run(425_000, 5, speed=60)


def test_shot_clock_goes_with_the_game_clock(playing: Board) -> None:
    """The shot clock is there with the game clock and gone with it."""
    assert playing.show(431_000, shot_ms=14_000)["shot_ms"] == 14_000
    assert "shot_ms" not in playing.run(60_000, 2)
