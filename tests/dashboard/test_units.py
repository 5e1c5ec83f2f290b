"""The units: which fives are shown, in which order, what they come to, and their export."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from broadcast.dashboard.exports.spreadsheet import as_csv
from broadcast.dashboard.exports.units import HEADS, table
from broadcast.dashboard.show.five_man import SORTS, Chosen, fives, on_and_off
from broadcast.dashboard.show.units import units
from broadcast.dashboard.viewing import Viewing
from tests.documents import TIPOFF, before_tipoff, hostile, midgame

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "units.json").read_text("utf-8"))


def look(choices: str = "") -> Viewing:
    """Look at a game with choices as an address has them."""
    return Viewing(TIPOFF, UTC, QueryDict(choices))


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_fives_are_those_of_the_browser(vector: dict[str, Any]) -> None:
    """Filters, order and numbers are the same as in JavaScript."""
    chosen = vector["chosen"] | {name: tuple(vector["chosen"][name]) for name in ("players", "without")}
    found = fives(vector["units"], Chosen(**chosen))
    assert [[key, numbers] for key, numbers in found] == vector["expect"]["fives"]
    for player, team, expected in vector["expect"]["on_and_off"]:
        assert on_and_off(vector["units"], player, team) == expected


def test_on_and_off_add_up_to_the_game() -> None:
    """With and without a player, a team's plus-minus is the margin of the score, and what he has is his own."""
    state = midgame()
    margin = state["score"]["home"] - state["score"]["away"]
    for player, known in state["players"].items():
        if known["team"] == "home" and "seconds" in known:
            found = on_and_off(state["units"], player, "home")
            assert found["on"]["plus_minus"] == known["plus_minus"]
            assert (found["on"]["plus_minus"] or 0) + (found["off"]["plus_minus"] or 0) == margin


@given(
    sort=st.sampled_from(SORTS),
    team=st.sampled_from(["", "home", "away"]),
    who=st.lists(st.sampled_from(sorted(midgame()["players"])), max_size=2, unique=True),
)
def test_every_five_is_with_or_without(sort: str, team: str, who: list[str]) -> None:
    """Each five has all of some players or lacks one of them, whichever way the fives are sorted."""
    found = midgame()["units"]
    everyone = {key for key, _ in fives(found, Chosen(team=team, sort=sort))}
    with_all = {key for key, _ in fives(found, Chosen(team=team, players=tuple(who), sort=sort))}
    assert with_all == {key for key in everyone if set(who) <= set(found[key]["players"])}
    without = {key for key, _ in fives(found, Chosen(team=team, without=tuple(who), sort=sort))}
    assert without == {key for key in everyone if not set(who) & set(found[key]["players"])}


def test_the_five_on_the_floor_is_marked() -> None:
    """Of each team one five stands on the floor now."""
    rows = units(midgame(), look())["rows"]
    assert sorted(row["side"] for row in rows if row["on_floor"]) == ["away", "home"]


def test_without_possessions_there_are_no_ratings() -> None:
    """Where possessions are not fed, the columns of ratings are left out, and the panel says why."""
    state = midgame()
    for unit in state["units"].values():
        del unit["possessions"], unit["possessions_against"]
    said = units(state, look("units_sort=net"))
    assert not said["rated"]
    assert [column["key"] for column in said["columns"]] == ["seconds", "points_for", "points_against", "plus_minus"]
    assert units(before_tipoff(), look())["any"] is False


def test_chips_take_their_player_out_of_the_address() -> None:
    """A player asked for has a chip whose address asks for the others still; the export asks for what is shown."""
    said = units(midgame(), look("tab=units&units_with=46100&units_with=46101&units_without=46102&units_team="))
    assert [chip["text"] for chip in said["chips"]] == ["00 Ilse Brandvold", "3 Maren Okonjo-Reyes", "5 Tia Lindqvist"]
    assert said["chips"][0]["address"] == "?tab=units&units_with=46101&units_without=46102&units_team="
    assert "units_with=46100&units_with=46101&units_without=46102" in said["export"]
    assert ("tab", "units") in said["kept"]
    assert "46100" not in {option["value"] for option in said["choices"]["player"]}


def test_export_holds_what_is_shown() -> None:
    """The file has the fives of the choices in their order, with names, possessions and ratings."""
    state = midgame()
    lines = list(
        csv.DictReader(
            io.StringIO(as_csv(table(state, look("units_team=home&units_sort=plus_minus"))).removeprefix("\ufeff"))
        )
    )
    shown = units(state, look("units_team=home&units_sort=plus_minus"))["rows"]
    assert [line["unit"] for line in lines] == [row["key"] for row in shown]
    assert {line["team"] for line in lines} == {"Herons"}
    assert list(lines[0]) == list(HEADS)
    differences = [int(line["plus-minus"]) for line in lines]
    assert differences == sorted(differences, reverse=True)
    unit = state["units"][lines[0]["unit"]]
    assert int(lines[0]["possessions"]) == unit["possessions"]
    assert lines[0]["player 1"].split(" ")[0] in {state["players"][one]["jersey"] for one in unit["players"]}


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx"])
def test_no_name_is_a_formula(text: str) -> None:
    """What a spreadsheet would take for a formula is quoted, in names from outside too."""
    state = hostile()
    for player in state["players"].values():
        player |= {"name": text, "last_name": text}
        del player["jersey"]
    rows = list(csv.reader(io.StringIO(as_csv(table(state, look())))))
    assert all(cell == f"'{text}" for row in rows[1:] for cell in row[1:6])
