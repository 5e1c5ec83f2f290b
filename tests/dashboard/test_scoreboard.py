"""What the scoreboard, the line score and the lineups say: known things right, unknown things not at all."""

from __future__ import annotations

import json
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest
from django.http import QueryDict

from broadcast.dashboard.show.floor import floor_five, initials, picture, since
from broadcast.dashboard.show.scoreboard import line_score, scoreboard
from broadcast.dashboard.show.timeouts import pips
from broadcast.dashboard.viewing import Viewing
from tests.documents import TIPOFF, before_tipoff, midgame

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "timeouts.json").read_text("utf-8"))
LOOKED = Viewing(TIPOFF, UTC, QueryDict())


@pytest.mark.parametrize("case", VECTORS, ids=lambda case: f"{case['left']} of {case['rules']} in {case['period']}")
def test_timeouts_as_pips(case: dict[str, Any]) -> None:
    """As many pips as a team can have timeouts in the period, those left first; none for what is unknown."""
    assert "".join(str(int(one)) for one in pips(case["rules"], case["period"], case["left"])) == case["pips"]


def test_pips_stand_beside_the_number() -> None:
    """Where timeouts are fed both are there, else neither."""
    team = scoreboard(midgame(), LOOKED)["teams"][0]
    assert (team["timeouts"], team["pips"]) == ("3", [True, True, True, False])
    team = scoreboard(before_tipoff(), LOOKED)["teams"][0]
    assert (team["timeouts"], team["pips"]) == ("", [])


def test_line_score_of_many_periods_is_written_smaller() -> None:
    """Four overtimes have their columns in order, and the last one is marked."""
    line = line_score(midgame(overtimes=4, seed=11), LOOKED)
    assert [column["label"] for column in line["columns"]][4:] == ["OT", "2OT", "3OT", "4OT"]
    assert line["many"]
    assert line["columns"][-1]["current"]
    assert not line_score(midgame(), LOOKED)["many"]


def test_five_stands_since_the_last_play_before() -> None:
    """The game time of the last play that has one, up to the moment of the lineup."""
    state = {
        "plays": {
            "a": {"order": 1, "at": 100, "kind": "x", "period": "Q3", "clock_ms": 432_000},
            "b": {"order": 2, "at": 100, "kind": "x", "period": "Q3", "clock_ms": 431_000},
            "c": {"order": 3, "at": 150, "kind": "x"},
            "d": {"order": 4, "at": 200, "kind": "x", "period": "OT1", "clock_ms": 59_900},
        }
    }
    assert [since(state, at) for at in (99, 100, 199, 500)] == ["", "since 7:11 3RD", "since 7:11 3RD", "since 59.9 OT"]


def test_source_of_a_five_is_said() -> None:
    """Each way in which a five is known has its words; an unknown five has none."""
    state = midgame()
    for source, words in (("lineups", "from the feed"), ("plays", "from the plays"), ("starters", "the starters")):
        state["lineups"]["home"]["source"] = source
        assert floor_five(state, "home")["source"] == words
    del state["lineups"]
    assert (floor_five(state, "home")["source"], floor_five(state, "home")["since"]) == ("", "")


def test_fouls_that_matter_are_marked() -> None:
    """One from the limit is in trouble, at the limit out; no fouls known is neither."""
    state = midgame()
    one, other, third = state["lineups"]["home"]["players"][:3]
    state["players"][one]["line"]["FL"] = 4.0
    state["players"][other]["line"]["FL"] = 5.0
    state["players"][third]["line"].pop("FL", None)
    rows = {row["id"]: row for row in floor_five(state, "home")["five"]}
    assert [(rows[key]["out"], rows[key]["stats"][3]["trouble"]) for key in (one, other, third)] == [
        (False, True),
        (True, True),
        (False, False),
    ]


@pytest.mark.parametrize(
    ("player", "letters"),
    [
        ({"first_name": "Ada", "last_name": "Quill"}, "AQ"),
        ({"name": "Ada de la Quill"}, "AQ"),
        ({"last_name": "Đurđević"}, "Đ"),
        ({}, ""),
    ],
)
def test_initials_stand_for_a_picture(player: dict[str, str], letters: str) -> None:
    """The first letters of the first and the last name, of what is known."""
    assert initials(player) == letters


@pytest.mark.parametrize("address", ["http://a.example/1.png", "javascript:alert(1)", "//a.example/1.png", ""])
def test_only_safe_pictures_are_loaded(address: str) -> None:
    """A picture is loaded over https or not at all."""
    assert picture({"picture": address}) == ""
    assert picture({"picture": "https://a.example/1.png"}) == "https://a.example/1.png"
