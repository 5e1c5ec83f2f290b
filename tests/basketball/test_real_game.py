"""A real game, put in row by row: the document agrees with the official box score."""

from __future__ import annotations

import json
from typing import Any

import pytest

from broadcast.basketball.document import GameDocument
from broadcast.basketball.fold import Fold
from broadcast.basketball.timeline import PLAY
from broadcast.recordings.importers import IMPORTERS
from broadcast.recordings.wire import made_id
from tests import recorded
from tests.basketball import adding_up
from tests.basketball.replay import replay
from tests.schemas import validate_document

pytestmark = pytest.mark.games

SECONDS_APART = 2


@pytest.fixture(scope="module", params=[False, True], ids=["on time", "late"])
def made(request: pytest.FixtureRequest) -> GameDocument:
    """The document after the whole game, imported on time and with the provider's own lateness."""
    recording = IMPORTERS["nba-live"](recorded.nba_files(), request.param).recording
    for number, (document, _) in enumerate(replay(recording)):
        if number % 50 == 0:
            document.topics()
    document.topics()
    return document


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    """The official box score."""
    return recorded.expected(recorded.NBA)


def test_document_is_valid(made: GameDocument) -> None:
    """The document of the whole game is a game document, and agrees with itself."""
    validate_document(made.whole())
    assert made.mismatches() == {}
    assert made.whole()["clock"]["phase"] == "ended"


def test_every_player(made: GameDocument, expected: dict[str, Any]) -> None:
    """Every player has the official line and plus-minus, and the seconds within 2 s."""
    players = made.whole()["players"]
    for official in expected["players"]:
        player = players[official["id"]]
        assert {stat: player["line"].get(stat, 0) for stat in recorded.STATS} == {
            stat: official[stat] for stat in recorded.STATS
        }
        assert player.get("plus_minus", 0) == official["plus_minus"]
        assert abs(player.get("seconds", 0) - official["seconds"]) <= SECONDS_APART


def test_score_and_story(made: GameDocument) -> None:
    """Points by period, lead changes, ties and biggest leads are the official ones."""
    box = json.loads(recorded.nba_files()[1].read_bytes())["game"]
    whole = made.whole()
    for side in ("home", "away"):
        team = box[f"{side}Team"]
        assert whole["score"][side] == team["score"]
        periods = sorted(whole["score"]["periods"].values(), key=lambda period: int(period["order"]))
        assert [period[side] for period in periods] == [period["score"] for period in team["periods"]]
        counted = [whole["period_stats"][f"Q{number}"][side]["PTS"] for number in range(1, 5)]
        assert counted == [period[side] for period in periods]
        assert whole["story"]["biggest_lead"][side] == team["statistics"]["biggestLead"]
        assert whole["story"]["lead_changes"] == team["statistics"]["leadChanges"]
        assert whole["story"]["times_tied"] == team["statistics"]["timesTied"]


def test_derived_numbers(made: GameDocument) -> None:
    """Points in the paint, second-chance, off turnovers and of the bench are the official ones, and so the longest run.

    Fast breaks are not fed, so nothing is said of them.
    """
    box = json.loads(recorded.nba_files()[1].read_bytes())["game"]
    whole = made.whole()
    adding_up.check(whole)
    runs = []
    for side in ("home", "away"):
        official, stats = box[f"{side}Team"]["statistics"], whole["team_stats"][side]
        assert stats["paint"] == official["pointsInThePaint"]
        assert stats["second_chance"] == official["pointsSecondChance"]
        assert stats["off_turnovers"] == official["pointsFromTurnovers"]
        assert stats["bench"] == official["benchPoints"]
        assert stats["factors"]["efg"] == round(official["fieldGoalsEffectiveAdjusted"], 3)
        assert "fast_break" not in stats
        runs.append(official["biggestScoringRun"])
    assert max(run["points"] for run in whole["story"]["runs"].values()) == max(runs)


def test_chances_of_every_shot(made: GameDocument) -> None:
    """Each shot and free throw is off a turnover, or a second chance, where the official plays mark it so."""
    actions = json.loads(recorded.nba_files()[0].read_bytes())["game"]["actions"]
    by_key = {made_id("nba-live", "0022000001", action["actionNumber"]): action for action in actions}
    timeline = made._timeline
    fold = Fold(made.rules, timeline.sides, timeline.starters, from_plays=False)
    tried = 0
    for place, data in zip(timeline._places, timeline._data, strict=True):
        if place.rank != PLAY:
            continue
        fold.play(place.key, data)
        action = by_key.get(place.key, {})
        if action.get("actionType") in ("2pt", "3pt", "freethrow"):
            tried += 1
            marks = {"2ndchance", "fromturnover"} & set(action["qualifiers"])
            chances = fold.chances
            assert {"2ndchance": chances.again, "fromturnover": chances.from_turnover} == {
                "2ndchance": "2ndchance" in marks,
                "fromturnover": "fromturnover" in marks,
            }
    assert tried == 246


def test_timeouts_left(made: GameDocument) -> None:
    """Both teams have as many timeouts left as the box score says."""
    box = json.loads(recorded.nba_files()[1].read_bytes())["game"]
    for side in ("home", "away"):
        assert made.whole()["team_stats"][side]["timeouts"] == box[f"{side}Team"]["timeoutsRemaining"]


def test_lineups_and_units(made: GameDocument) -> None:
    """Five a side stand on the floor, and the units of each side have played the whole game together."""
    whole = made.whole()
    assert [len(whole["lineups"][side]["players"]) for side in ("home", "away")] == [5, 5]
    for side in ("home", "away"):
        units = [unit for unit in whole["units"].values() if unit["team"] == side]
        assert abs(sum(unit["seconds"] for unit in units) - 48 * 60) <= len(units)
        assert sum(unit["points_for"] for unit in units) >= whole["score"][side] - 30
