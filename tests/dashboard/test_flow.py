"""The game flow: the chart is the browser's, and what it says of the game is so."""

from __future__ import annotations

import json
import re
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from broadcast.dashboard.show.axis import WIDE, axis_of, scaled
from broadcast.dashboard.show.flow import flow
from broadcast.dashboard.show.flow_layout import HIGH, layout, moments
from broadcast.dashboard.viewing import Viewing
from tests.documents import TIPOFF, before_tipoff, midgame

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "flow.json").read_text("utf-8"))
LOOK = Viewing(TIPOFF, UTC, QueryDict())


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_chart_is_that_of_the_browser(vector: dict[str, Any]) -> None:
    """The axis and all that is drawn on it are the same whole numbers as in JavaScript."""
    state, expected = vector["state"], vector["expect"]
    axis = axis_of(state)
    said = [axis.moment(0), axis.moment(600_000), axis.moment(600_000, ends=True), axis.moment(axis.now, ends=True)]
    assert {"count": axis.count, "now": axis.now, "total": axis.total, "periods": axis.periods()} == expected["axis"]
    assert said == expected["moments"]
    assert layout(state) == expected["layout"]


POINTS = st.lists(st.tuples(st.integers(0, 3_300_000), st.integers(0, 150), st.integers(0, 150)), max_size=30)


@given(points=POINTS, rules=st.sampled_from(["NBA", "FIBA", "NCAA_M", "NFHS"]))
def test_whatever_the_score_the_chart_stays_in_its_field(points: list[tuple[int, int, int]], rules: str) -> None:
    """No path leaves the field, places never fall, and no more lines are drawn than can be read."""
    plays = {
        str(number): {"order": number, "at": 1, "kind": "make", "played_ms": ms, "home": home, "away": away}
        for number, (ms, home, away) in enumerate(points)
    }
    state = {"game": {"rules": rules, "status": "live", "format": "QUARTER"}, "plays": plays}
    drawn = layout(state)
    for name in ("home", "away", "line"):
        across = [int(place) for place in re.findall(r"H(\d+)", drawn[name])]
        assert across == sorted(across)
        assert across[-1] <= WIDE
        assert all(0 <= int(height) <= HIGH for height in re.findall(r"V(-?\d+)", drawn[name]))
    assert len(drawn["lines"]) <= 8


@given(value=st.integers(0, 4_000_000), whole=st.integers(1, 4_000_000))
def test_places_are_rounded_half_up(value: int, whole: int) -> None:
    """A place is at most half of one off."""
    assert abs(scaled(value, WIDE, whole) - value * WIDE / whole) <= 0.5


def test_facts_and_list_tell_the_story() -> None:
    """The facts are those of the story; the list has each lead change, tie and run with its time."""
    state = midgame()
    said = flow(state, LOOK)
    assert [(fact["name"], fact["value"]) for fact in said["facts"]] == [
        ("Lead changes", "2"),
        ("Times tied", "3"),
        ("Biggest lead", "GFB 18, HCH 10"),
        ("Run now", "GFB 3–0"),
    ]
    changes = said["told"]["changes"]
    assert sum("take the lead" in line for line in changes) == state["story"]["lead_changes"]
    assert sum("tied at" in line for line in changes) == state["story"]["times_tied"]
    assert said["told"]["runs"][0] == "Herons 9–0, 1ST 5:57 to 1ST 3:11"
    assert said["moment"]["score"] == "Badgers {away}, Herons {home}".format(**state["score"])


def test_what_is_not_known_is_not_drawn() -> None:
    """Before the first points there is no chart; plays without a clock say why there is none; no story, no facts."""
    assert flow(before_tipoff(), LOOK)["why"] == "Nobody has scored yet."
    timeless = midgame()
    timeless["plays"] = {
        key: {name: value for name, value in play.items() if name != "played_ms"}
        for key, play in timeless["plays"].items()
    }
    del timeless["story"]
    assert not moments(timeless)
    assert "no game clock" in flow(timeless, LOOK)["why"]
    assert flow(timeless, LOOK)["facts"] == []
