"""The box score by period, both ways round, with the columns that are asked for, and as CSV."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest
from django.http import QueryDict

from broadcast.dashboard.exports import box as box_exports
from broadcast.dashboard.exports.spreadsheet import as_csv
from broadcast.dashboard.show.box_lines import did_not_play, fraction, lines_of, periods_of
from broadcast.dashboard.show.box_score import box_score
from broadcast.dashboard.show.words import tenths
from broadcast.dashboard.viewing import Viewing
from tests.documents import TIPOFF, ended, hostile, midgame

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "box.json").read_text("utf-8"))


def looked(choices: str = "") -> Viewing:
    """Look at a game at tip-off, with choices as an address has them."""
    return Viewing(TIPOFF, UTC, QueryDict(choices))


def column(box: dict[str, Any], key: str, table: int = 0) -> list[str]:
    """Return what stands in a column of a team, from top to bottom."""
    place = [one["key"] for one in box["columns"]].index(key)
    return [row["cells"][place]["text"] for row in box["tables"][table]["rows"]]


def test_parts_of_a_game_are_in_order() -> None:
    """Periods, overtimes last, then halves and all overtimes together."""
    assert [[name, list(periods)] for name, periods in periods_of(VECTORS["state"]).items()] == VECTORS["parts"]


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])
def test_lines_of_a_part(case: dict[str, Any]) -> None:
    """Lines, times and plus-minus of a part are the sums of its periods; unknown ones are absent."""
    found = lines_of(VECTORS["state"], case["periods"])
    assert found.teams == case["teams"]
    assert {key: player["line"] for key, player in found.players.items()} == case["lines"]
    for name in ("seconds", "plus_minus"):
        assert {key: player[name] for key, player in found.players.items() if name in player} == case[name]


@pytest.mark.parametrize("case", VECTORS["rates"], ids=lambda case: str(case["line"]))
def test_rates(case: dict[str, Any]) -> None:
    """Rates are to one place, halves up, and nothing where there is nothing to divide by."""
    for key, text in case["texts"].items():
        parts = fraction(case["line"], key)
        assert (tenths(*parts) if parts else "") == text, key


def test_dnp_is_said_only_where_it_is_known() -> None:
    """After the end, of a team whose presence was counted; never of a game that goes on."""
    state = VECTORS["state"]
    assert {key: did_not_play(state, player) for key, player in state["players"].items()} == VECTORS["out"]
    out = [row["name"] for row in box_score(ended(), looked())["tables"][1]["rows"] if row["out"]]
    assert out == ["Noor Abdelrahim", "Lucía Montenaro", "Hana Kirisawa"]
    assert not any(row["out"] for row in box_score(midgame(), looked())["tables"][1]["rows"])


def test_periods_of_a_player_add_up_to_the_game() -> None:
    """The points of each period are the plays', and their sum is the feed's line."""
    state = midgame()
    whole = {row["id"]: row for row in box_score(state, looked())["tables"][0]["rows"]}
    parts = [box_score(state, looked(f"box_period={name}")) for name in ("Q1", "Q2", "Q3")]
    assert [part["counted"] for part in parts] == [True] * 3
    assert not box_score(state, looked())["counted"]
    for place, key in enumerate(whole):
        texts = [column(part, "PTS")[place] for part in parts]
        sums = sum(int(text) for text in texts if text)
        assert sums == state["players"][key]["line"].get("PTS", 0)


def test_unknown_choices_are_none() -> None:
    """A period or a view that does not exist is the whole game in standard columns."""
    assert box_score(midgame(), looked("box_period=Q9&box_columns=no")) == box_score(midgame(), looked())


@pytest.mark.parametrize("key", ["PTS", "FG", "MIN", "PM"])
def test_second_press_reverses(key: str) -> None:
    """The head of a column leads to most first, then least first, then back; unknown stays last."""
    state = midgame()
    for choices, following in (("", key), (f"sort={key}", f"-{key}"), (f"sort=-{key}", None)):
        box = box_score(state, looked(choices))
        assert next(one["next"] for one in box["columns"] if one["key"] == key) == following
    forward, backward = (
        [text.partition("-")[0] for text in column(box_score(state, looked(f"sort={way}{key}")), key)]
        for way in ("", "-")
    )
    known = [text for text in forward if text]
    assert len(set(known)) > 2
    unknown = [""] * (len(forward) - len(known))
    assert forward == known + unknown
    assert backward == known[::-1] + unknown


def test_advanced_columns_name_what_else_was_fed() -> None:
    """A stat that is in no other column has one of its own, under the name that the feed gives it."""
    state = midgame()
    next(iter(state["players"].values()))["line"] |= {"DEFLECTIONS": 4.0, "MIN": 12.0, "TEAM_SCORE": 50}
    box = box_score(state, looked("box_columns=advanced"))
    assert [one["key"] for one in box["columns"]][1:-1] == ["FG%", "3P%", "FT%", "eFG%", "TS%", "AST/TO", "DEFLECTIONS"]
    assert "4" in column(box, "DEFLECTIONS", 1)
    assert "DEFLECTIONS" not in [one["key"] for one in box_score(state, looked())["columns"]]


def read(choices: str, state: dict[str, Any]) -> list[dict[str, str]]:
    """Return the rows of a CSV by the names of their columns."""
    text = as_csv(box_exports.table(state, looked(choices)))
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_csv_has_what_is_shown() -> None:
    """The same players in the same order with the same numbers, makes and attempts apart, then the totals."""
    state = midgame()
    rows = read("sort=PTS&box_period=Q2", state)
    box = box_score(state, looked("sort=PTS&box_period=Q2"))
    away = [row for row in rows if row["Team"] == "Badgers"]
    assert [row["Player"] for row in away] == [*(row["name"] for row in box["tables"][0]["rows"]), "Total"]
    assert [row["PTS"] for row in away[:-1]] == column(box, "PTS")
    pairs = [f"{row['FG'] or 0}-{row['FGA']}" if row["FGA"] else row["FG"] for row in away[:-1]]
    assert pairs == column(box, "FG")
    assert {row["Part of the game"] for row in rows} == {"2ND"}


def test_csv_runs_nothing_in_a_spreadsheet() -> None:
    """A name that is a formula is text; a negative number stays a number."""
    state = hostile()
    first = next(iter(state["players"].values()))
    first["name"] = "=HYPERLINK(1)"
    rows = read("", state)
    assert "'=HYPERLINK(1)" in [row["Player"] for row in rows]
    assert any(row["Plus-minus"].startswith("-") for row in rows)
    assert as_csv([["@a", "-b", "+1", "\tx", -3]]) == "\ufeff'@a,'-b,'+1,'\tx,-3\r\n"
