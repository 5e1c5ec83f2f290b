"""What the stand-in says of a game without the help of a server."""

from __future__ import annotations

import pytest

from broadcast.recordings.format import Record, Recording
from broadcast.standin.playback import Playback
from tests.standin.build import END, HOME, T0, TIPOFF, clock, game, header

START = 1_800_000_000.0


def played(recording: Recording, speed: float = 1.0, offset: float = 0.0) -> Playback:
    """Play a recording from START on."""
    return Playback(recording, start=START, speed=speed, offset=offset)


def test_tipoff_is_shifted() -> None:
    """The tip-off of the schedule is when the game reaches it, at any speed and offset."""
    for speed, offset in ((1.0, 0.0), (2.0, 0.0), (5.0, 60_000.0)):
        shown = played(game(), speed, offset).schedule(START, "http://x")["tipoff_at"]
        assert shown == START * 1000 + (TIPOFF - offset) / speed


def test_tipoff_before_the_recording() -> None:
    """A recording that begins after the hour of the schedule tips off when it begins to be played."""
    late = game()
    late.header.game["tipoff_at"] = T0 - 400_000
    assert played(late).schedule(START, "http://x")["tipoff_at"] == START * 1000


def test_tipoff_moves_with_the_clock_until_it_was() -> None:
    """A change of speed moves a tip-off that is still to come, and leaves one that was."""
    early, late = played(game()), played(game())
    early.clock.set_speed(10, START + 5)
    early.retime(START + 5)
    late.clock.set_speed(10, START + 20)
    late.retime(START + 20)
    assert early.schedule(START + 5, "")["tipoff_at"] == (START + 5.5) * 1000
    assert late.schedule(START + 20, "")["tipoff_at"] == (START + 10) * 1000


def test_row_times_stay() -> None:
    """The times of rows are those of the recording, whenever it is played."""
    assert [row["t"] for row in played(game()).shots(START + END)] == [T0 + 50_000]


def test_details_in_order_of_their_time() -> None:
    """Plays stand in the order of their time, however late they came."""
    rows = [Record(0, "details", key, {"eventId": key, "timestamp": at}) for key, at in (("b", 9), ("a", 3))]
    assert [row["eventId"] for row in played(Recording(header(), rows)).details(START + 1)] == ["a", "b"]


@pytest.mark.parametrize(("seconds", "status"), [(-5, "SCHEDULED"), (5, "SCHEDULED"), (20, "ACTIVE"), (70, "ENDED")])
def test_status_without_word_of_it(seconds: float, status: str) -> None:
    """A recording that never says where the game stands is judged by its tip-off and its end."""
    assert played(Recording(header(), [clock(0), clock(END)])).status(START + seconds) == status


def test_share() -> None:
    """The share of the game goes from 0, before the start too, to 1; an empty recording is over."""
    assert [played(game()).share(START + seconds) for seconds in (-5, 0, 35, 90)] == [0, 0, 0.5, 1]
    assert played(Recording(header(), [])).share(START) == 1


def test_roster_among_the_rows() -> None:
    """A newer roster among the rows replaces the recording's own."""
    newer = {"id": HOME, "name": "Harbor Herons", "players": []}
    held = played(Recording(header(), [Record(5_000, "roster", str(HOME), newer)]))
    assert [len(held.rosters(START + seconds)[0]["players"]) for seconds in (1, 6)] == [2, 0]


def test_long_session_has_several_windows_of_locations() -> None:
    """The ready-made location URLs cover a session in windows of at most 30 minutes."""
    long = header()
    long.event["results"][:] = [{"id": "s", "started_at": T0, "ended_at": T0 + 75 * 60_000}]
    held = played(Recording(long, [clock(80 * 60_000)]))
    (result,) = held.event(START + 80 * 60, "http://x")["results"]
    windows = [url.partition("&")[2] for url in result["_locations"]]
    minutes = [(0, 30), (30, 60), (60, 75)]
    assert windows == [f"from={T0 + begin * 60_000}&to={T0 + end * 60_000}" for begin, end in minutes]
