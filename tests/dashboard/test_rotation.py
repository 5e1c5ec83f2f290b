"""The rotation: who has played, from when to when, and how the score went meanwhile."""

from __future__ import annotations

import json
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest
from django.http import QueryDict

from broadcast.dashboard.show.axis import WIDE, axis_of
from broadcast.dashboard.show.rotation import rotation, rows, told
from broadcast.dashboard.viewing import Viewing
from tests.documents import TIPOFF, before_tipoff, midgame

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "rotation.json").read_text("utf-8"))
LOOK = Viewing(TIPOFF, UTC, QueryDict())


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_bars_are_those_of_the_browser(vector: dict[str, Any]) -> None:
    """Who has played, where the bars stand and what is said of them are the same as in JavaScript."""
    state, axis = vector["state"], axis_of(vector["state"])
    for side, expected in vector["expect"].items():
        found = [
            {
                "id": row["id"],
                "bars": [
                    {name: bar[name] for name in ("left", "width", "now", "minus")} | {"told": told(bar["stint"], axis)}
                    for bar in row["bars"]
                ],
            }
            for row in rows(state, side)
        ]
        assert found == expected


def test_bars_stay_on_the_axis_and_apart() -> None:
    """No bar leaves the axis, and a player's bars do not cover each other."""
    state = midgame(overtimes=2)
    for side in ("home", "away"):
        for row in rows(state, side):
            ends = [0]
            for bar in row["bars"]:
                assert ends[-1] <= bar["left"] + 20
                ends.append(bar["left"] + bar["width"])
            assert ends[-1] <= WIDE


def test_five_of_each_team_play_on_to_now() -> None:
    """The stints of those on the floor run on to the clock."""
    state = midgame()
    now = axis_of(state).place(1_533_000)
    for team in rotation(state, LOOK)["teams"]:
        assert sum(row["on_floor"] for row in team["rows"]) == 5
    for row in rows(state, "home"):
        for bar in row["bars"]:
            if bar["now"]:
                assert bar["left"] + bar["width"] == pytest.approx(now, abs=20)


def test_without_stints_there_is_no_table() -> None:
    """A team of which no stint is known has no table."""
    assert rotation(before_tipoff(), LOOK)["teams"] == []
    state = midgame()
    state["stints"] = {key: own for key, own in state["stints"].items() if state["players"][key]["team"] == "home"}
    assert [team["side"] for team in rotation(state, LOOK)["teams"]] == ["home"]
