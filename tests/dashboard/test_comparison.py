"""The comparison: both teams' numbers, the better of them, and the part of the bar that is each one's."""

from __future__ import annotations

import json
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from broadcast.dashboard.show.comparison import GROUPS, Numbers, comparison, factors, periods
from broadcast.dashboard.viewing import Viewing
from tests.documents import TIPOFF, before_tipoff, midgame

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "comparison.json").read_text("utf-8"))
ROWS = {row.key: row for group in GROUPS for row in group.rows}


def look(choices: str = "") -> Viewing:
    """Look at a game with choices as an address has them."""
    return Viewing(TIPOFF, UTC, QueryDict(choices))


@pytest.mark.parametrize("vector", VECTORS["cases"], ids=lambda vector: vector["name"])
def test_rows_are_those_of_the_browser(vector: dict[str, Any]) -> None:
    """What is written, which is better and how the bar is split are the same as in JavaScript."""
    numbers = Numbers(vector["state"], vector["period"])
    found = {key: row for key, one in ROWS.items() if (row := numbers.row(one))}
    assert {key: {name: row[name] for name in ("better", "split", "away", "home")} for key, row in found.items()} == (
        vector["expect"]
    )


def test_the_rows_of_the_vectors_are_all_rows() -> None:
    """The vectors describe every row that there is, so that none goes unchecked in the browser."""
    assert [(row["key"], row["kind"], row["less"]) for row in VECTORS["rows"]] == [
        (row.key, row.kind, row.less) for row in ROWS.values()
    ]


def test_factors_of_all_periods_are_those_of_the_game() -> None:
    """Counted over a line, the four factors are the document's."""
    state = midgame()
    lines = {side: state["team_stats"][side]["line"] for side in ("home", "away")}
    assert factors(lines["home"], lines["away"]) == state["team_stats"]["home"]["factors"]


COUNTS = st.fixed_dictionaries({name: st.integers(0, 99) for name in ("FG", "FG3", "FGA", "FT", "FTA", "TO")})


@given(line=COUNTS)
def test_factors_are_near_their_formulas(line: dict[str, float]) -> None:
    """Each factor is its formula to half a thousandth, and absent where it would divide by nothing."""
    found = factors(line, {"DEFENSIVE_REB": 0})
    assert "offensive_rebound" not in found
    used = line["FGA"] + 0.44 * line["FTA"] + line["TO"]
    assert ("turnover" in found) == bool(used)
    if used:
        assert found["turnover"] == pytest.approx(line["TO"] / used, abs=0.000501)
    if line["FGA"]:
        assert found["efg"] == pytest.approx((line["FG"] + 0.5 * line["FG3"]) / line["FGA"], abs=0.000501)


def test_a_period_is_counted_and_says_so() -> None:
    """Of a period there is what the plays give, without biggest leads and points from; an unknown one is none."""
    state = midgame()
    assert periods(state) == ["Q1", "Q2", "Q3"]
    second = comparison(state, look("comparison_period=Q2"))
    assert second["counted"]
    assert second["groups"][0]["rows"][0]["home"]["text"] == str(state["score"]["periods"]["Q2"]["home"])
    assert [group["title"] for group in second["groups"]] == ["Scoring", "Play", "Rebounds", "Four factors"]
    assert not comparison(state, look("comparison_period=Q9"))["counted"]


def test_what_neither_team_has_is_no_row() -> None:
    """Fast breaks that are not fed have no row, and before the game there is nothing to compare."""
    groups = comparison(midgame(), look())["groups"]
    labels = [row["label"] for group in groups for row in group["rows"]]
    assert "Bench" in labels
    assert "Fast break" not in labels
    assert comparison(before_tipoff(), look())["groups"] == []
