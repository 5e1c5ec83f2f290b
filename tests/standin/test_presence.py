"""Minutes on the floor: they never fall, and at the end a team has five times the length of the game."""

from __future__ import annotations

import pytest

from broadcast.recordings.simulator import simulate
from broadcast.standin.playback import Playback
from broadcast.standin.presence import presence


@pytest.mark.parametrize(("rules", "minutes"), [("NCAA_M", 40), ("NBA", 48)])
def test_minutes_grow_to_those_of_the_game(rules: str, minutes: int) -> None:
    """At every moment of the game, the breaks included."""
    recording = simulate(5 if rules == "NBA" else 1, rules)
    game = Playback(recording, start=0, speed=1)
    told: dict[tuple[str, str], float] = {}
    for seconds in [*range(60, recording.records[-1].at // 1000, 37), recording.records[-1].at / 1000]:
        for row in presence(game, seconds):
            place, played = (row["tid"], row["pid"]), row["totalStats"]["MIN"]
            assert played >= told.get(place, 0.0) - 0.02
            told[place] = played
    teams: dict[str, float] = {}
    for (team, _), played in told.items():
        teams[team] = teams.get(team, 0.0) + played
    assert [round(total) for total in teams.values()] == [5 * minutes] * 2
