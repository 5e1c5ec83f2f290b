"""The shapes that answers are held against do find what is not of them."""

from typing import Any

import pytest

from tests.eventapi.shapes import SHAPES, SHOT, misfits

SIDE = {"teamId": "1", "value": 11}
PERIOD = {"awayTeamScore": SIDE, "homeTeamScore": SIDE, "period": "H1", "sessionId": "s1"}
TOTALS: dict[str, Any] = {
    "awayTeamScore": SIDE,
    "homeTeamScore": SIDE,
    "period": "H1",
    "gameClock": "00:15:00",
    "status": "ACTIVE",
    "periodTotals": [PERIOD],
}
STATS: dict[str, Any] = {"stats": [{"pid": "7", "tid": "1", "totalStats": {"PTS": 3}}], "gameTotals": TOTALS}


def test_fitting_answer() -> None:
    """Nothing is found in an answer as it is documented."""
    assert misfits(STATS, SHAPES["game_stats"]) == []


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        ({**STATS, "more": 1}, "body has more, which is not of it"),
        ({"stats": STATS["stats"]}, "body has no gameTotals"),
        ({**STATS, "stats": []}, "body.stats is no list with something in it"),
        ({**STATS, "stats": {}}, "body.stats is no list with something in it"),
        ({**STATS, "stats": [None]}, "body.stats[0] is no object"),
        ({**STATS, "stats": [{"pid": 7, "tid": "1", "totalStats": {}}]}, "body.stats[0].pid is 7"),
        ({**STATS, "stats": [{"pid": "7", "tid": "1", "totalStats": {"FG": ""}}]}, "body.stats[0].totalStats.FG is ''"),
        ({**STATS, "gameTotals": {**TOTALS, "homeTeamScore": {"teamId": "1", "value": True}}},
         "body.gameTotals.homeTeamScore.value is True"),
    ],
)  # fmt: skip
def test_misfits(answer: Any, found: str) -> None:
    """A key too many or too few, an empty list and a value of another type are named with their places."""
    assert misfits(answer, SHAPES["game_stats"]) == [found]


def test_keys_that_may_be_missing() -> None:
    """A key with a question mark may be missing, but is held against its shape where it is there."""
    assert [misfits(body, {"a?": str}) for body in ({}, {"a": "x"}, {"a": 1})] == [[], [], ["body.a is 1"]]


def test_shot_has_the_documented_keys() -> None:
    """A shot has the keys of the documented sample, no more and no fewer (EVENT_API section 5.5)."""
    documented = """label t pid tid sid sst gid st is3 pts z az px py pz hx hy hz hsx hsy s drb dd fid hid gc sc prd
        attributes players d shotDefenders"""
    assert sorted(SHOT) == sorted(documented.split())
