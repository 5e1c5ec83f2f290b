"""Simulated games of every rule set, put in row by row: the document agrees with the recording, all the way."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from broadcast.basketball.document import GameDocument
from broadcast.live.patch import apply, diff
from broadcast.recordings.simulator import simulate
from tests.basketball import adding_up
from tests.basketball.replay import last, replay
from tests.schemas import validate_document, validate_patch

CHECK_EVERY = 97
POSSESSIONS_APART = 2
"""At most by so much the possessions of two teams differ in a period: each may have the first and the last one."""


@pytest.mark.parametrize("rules", ["NBA", "WNBA", "FIBA", "NCAA_M", "NCAA_W", "NFHS"])
def test_simulated_game(rules: str) -> None:
    """Totals, periods, floor, clock, documents and patches are right throughout a whole game."""
    recording = simulate(3, rules)
    shown: dict[str, Any] = {}
    document: GameDocument | None = None
    ended: set[str] = set()
    possessions: dict[str, tuple[str, str]] = {}
    for number, (made, put) in enumerate(replay(recording)):
        document = made
        if put.source == "clock" and put.data is not None:
            check_clock(made, put.data)
        if put.source == "details" and put.data and put.data["classification"] == "PERIOD_END":
            made.topics()
            ended.add(put.data["period"])
            assert [len(made.whole()["lineups"][side]["players"]) for side in ("home", "away")] == [5, 5]
        if put.source == "possessions":
            possessions.pop(put.key, None)
            if put.data is not None:
                possessions[put.key] = (put.data["period"], put.data["team"])
        if number % CHECK_EVERY == 0:
            made.topics()
            patch = diff(shown, made.whole())
            validate_patch(patch)
            shown = apply(shown, patch)
            assert shown == made.whole()
    assert document is not None
    document.topics()
    whole = document.whole()
    validate_document(whole)
    assert document.mismatches() == {}
    totals = last(recording, "totals")
    for side in ("home", "away"):
        assert whole["score"][side] == totals[side]["score"] == whole["team_stats"][side]["line"]["PTS"]
    periods = {period["period"]: (period["home"], period["away"]) for period in totals["periods"]}
    assert {name: (entry["home"], entry["away"]) for name, entry in whole["score"]["periods"].items()} == periods
    assert ended == set(periods)
    assert whole["clock"]["phase"] == "ended"
    adding_up.check(whole)
    counted = Counter(possessions.values())
    home, away = (whole["game"][side]["id"] for side in ("home", "away"))
    assert all(abs(counted[period, home] - counted[period, away]) <= POSSESSIONS_APART for period in periods)
    for side, team in (("home", home), ("away", away)):
        assert whole["team_stats"][side]["possessions"] == sum(counted[period, team] for period in periods)


def check_clock(made: GameDocument, sample: dict[str, Any]) -> None:
    """A simulated scoreboard shows nothing but the game clock: what it says is what is shown."""
    made.clock.status = made.status
    topic = made.clock.topic()
    assert not {"countdown_ms", "jumped"} & topic.keys()
    assert made.clock.ms == sample["clock_ms"]
    if topic["phase"] == "period":
        assert (topic["period"], topic["ms"]) == (sample["period"], sample["clock_ms"])
