"""The shot chart as data: what a filter chooses, what is counted, what is said."""

from __future__ import annotations

import json
from datetime import UTC
from math import hypot
from pathlib import Path
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from broadcast.basketball.court import court
from broadcast.dashboard.show.shot_filter import NAMES, chosen_filter
from broadcast.dashboard.show.shot_views import (
    FEWEST_FOR_HEXAGONS,
    HEXAGON,
    areas,
    cell_of,
    hexagons,
    label_places,
    tally,
    zones,
)
from broadcast.dashboard.show.shot_words import distance, facts, percent
from broadcast.dashboard.show.shots import in_order, shot_chart
from broadcast.dashboard.viewing import Viewing
from tests.dashboard.shot_games import rich
from tests.documents import TIPOFF, before_tipoff, halves, validate

VECTORS = Path(__file__).parents[1] / "vectors"
FILTERS = json.loads((VECTORS / "shots-filter.json").read_text("utf-8"))
VIEWS = json.loads((VECTORS / "shots-views.json").read_text("utf-8"))


def looked(choices: str = "") -> Viewing:
    """Look at a game with choices as an address has them."""
    return Viewing(TIPOFF, UTC, QueryDict(choices))


def test_the_game_of_these_tests_is_a_game() -> None:
    """The document that the chart is tested with agrees with the schema."""
    validate(rich())


@pytest.mark.parametrize("case", FILTERS["cases"], ids=lambda case: case["name"])
def test_filter_takes_what_the_vectors_say(case: dict[str, Any]) -> None:
    """A filter takes the same shots here as in the browser."""
    state = FILTERS["state"] | case.get("state", {})
    chosen = chosen_filter(QueryDict(case["query"]), state)
    assert [key for key, shot in in_order(state) if chosen.takes(shot)] == case["expect"]


CHOICES = st.lists(
    st.sampled_from(
        ["team=home", "team=away", "player=46100", "player=55201", "period=Q1", "period=first-half", "period=overtime"]
        + ["last=2", "last=9", "kind=three", "kind=two", "result=made", "result=missed", "attribute=CAS"]
        + ["attribute=GUARDED", "attribute=FLOATER", "score=ahead", "score=tied", "unit=home-x"]
    ),
    max_size=6,
).map("&".join)


@given(query=CHOICES)
def test_parts_of_a_filter_only_ever_take_away(query: str) -> None:
    """A filter takes what all of its parts take, and without a part never less."""
    state = rich()
    chosen = chosen_filter(QueryDict(query), state)
    shots = [shot for _, shot in in_order(state)]
    shown = [shot for shot in shots if chosen.takes(shot)]
    assert set(chosen.parts) <= set(NAMES)
    for part in chosen.parts:
        wider = [shot for shot in shots if chosen.without(part).takes(shot)]
        assert all(shot in wider for shot in shown)


@given(query=CHOICES, view=st.sampled_from(["marks", "areas", "zones", "hex"]))
def test_every_shot_is_counted_once(query: str, view: str) -> None:
    """Totals are of the shots that the filter takes, and each of those is drawn or said not to be."""
    state = rich()
    chart = shot_chart(state, looked(f"{query}&view={view}"))
    chosen = chosen_filter(QueryDict(query), state)
    shown = [shot for _, shot in in_order(state) if chosen.takes(shot)]
    assert sum(total["tried"] for total in chart["totals"]) == len(shown)
    assert sum(total["made"] for total in chart["totals"]) == sum(shot["made"] for shot in shown)
    assert bool(chart["nothing"]) == (not shown)
    counts = {
        "marks": [1 for _ in chart.get("marks", [])],
        "areas": [one["tried"] for one in chart.get("areas", [])],
        "hex": [one["tried"] for one in chart.get("hexagons", [])],
        "zones": [row["tried"] for table in chart.get("tables", [])[:1] for row in table["rows"]],
    }
    drawn = sum(counts[chart["drawn"]])
    assert drawn + chart["unplaced"] == len(shown)


@pytest.mark.parametrize("case", VIEWS["charts"], ids=lambda case: case["court"])
def test_views_count_as_the_vectors_say(case: dict[str, Any]) -> None:
    """Areas, hexagons and zones are the same here as in the browser, on three courts."""
    floor, every = court(case["court"]), case["every"]
    some = every[::2]
    assert areas(some, every) == case["areas"]
    assert hexagons(some, every) == case["hexagons"]
    assert [[zone, vars(one)] for zone, one in zones(some, "zone")] == case["zones"]
    assert {name: list(place) for name, place in label_places(floor).items()} == case["places"]
    assert floor.shapes() == case["shapes"]
    assert [list(cell_of(x, y)) for x, y, _, _ in VIEWS["cells"]] == [cell[2:] for cell in VIEWS["cells"]]


@given(x=st.integers(-7620, 7620), y=st.integers(-1600, 12_725))
def test_hexagon_is_the_nearest_one(x: int, y: int) -> None:
    """A place is in the hexagon whose center is nearest."""

    def center(column: int, row: int) -> tuple[float, float]:
        return 3**0.5 * HEXAGON * (column + row / 2), 1.5 * HEXAGON * row

    column, row = cell_of(x, y)
    off = hypot(x - center(column, row)[0], y - center(column, row)[1])
    assert off <= HEXAGON + 1e-6
    for aside, along in ((1, 0), (-1, 0), (0, 1), (0, -1), (1, -1), (-1, 1)):
        other = center(column + aside, row + along)
        assert off <= hypot(x - other[0], y - other[1]) + 1e-6


def test_area_is_judged_by_the_games_shooting() -> None:
    """An area is over, about or under the game's effective field goals by 8 points, and not judged under 3 shots."""

    def shots(area: str, made: int, tried: int) -> list[dict[str, Any]]:
        return [{"area": area, "made": number < made, "three": False} for number in range(tried)]

    game = shots("mid-range", 50, 100)
    shown = shots("rim", 6, 10) + shots("paint", 57, 100) + shots("mid-range", 4, 10) + shots("left arc", 2, 2)
    tones = {one["area"]: one["tone"] for one in areas(shown, game)}
    assert tones["rim"] == "over"
    assert tones["paint"] == "within"
    assert tones["mid-range"] == "under"
    assert tones["left arc"] == tones["right corner"] == "few"


def test_points_and_effective_field_goals_of_a_tally() -> None:
    """A made three counts one and a half times, and three points."""
    shots = [{"made": True, "three": True}, {"made": True, "three": False}, {"made": False, "three": True}]
    counted = tally(shots)
    assert (counted.made, counted.tried, counted.threes_made, counted.threes, counted.points) == (2, 3, 1, 2, 5)
    assert counted.efg == pytest.approx(2.5 / 3)


def test_hexagons_need_forty_shots() -> None:
    """Of fewer shots the marks are drawn, with a sentence that says so."""
    whole, few = shot_chart(rich(), looked("view=hex")), shot_chart(rich(), looked("view=hex&period=Q1"))
    assert whole["drawn"] == "hex"
    assert whole["note"] == ""
    assert sum(one["tried"] for one in whole["hexagons"]) >= FEWEST_FOR_HEXAGONS
    assert (few["view"], few["drawn"]) == ("hex", "marks")
    assert few["note"] == f"Hexagons need 40 shots; here are {len(few['marks'])}."


@pytest.mark.parametrize(
    ("mm", "feet", "meters"),
    [
        (0, "0 ft 0 in", "0.0 m"),
        (305, "1 ft 0 in", "0.3 m"),
        (7239, "23 ft 9 in", "7.2 m"),
        (6750, "22 ft 2 in", "6.8 m"),
    ],
)
def test_distance_is_in_the_units_of_the_rule_book(mm: int, feet: str, meters: str) -> None:
    """Feet and inches, or meters, rounded half up; nothing where it is not known."""
    assert distance({"distance": mm}, metric=False) == feet
    assert distance({"distance": mm}, metric=True) == meters
    assert distance({}, metric=False) == ""


def test_shot_says_all_that_is_known_of_it() -> None:
    """Who, what, how far, when, the score before, who passed, how it was taken, and that it was corrected."""
    state = rich()
    shot = {
        "team": "home", "player": "46101", "at": 1, "made": True, "three": True, "distance": 7239, "period": "Q4",
        "clock_ms": 59_900, "home": 70, "away": 71, "assisted_by": "46100", "attributes": ["JUMPSHOT", "NEW", "CAS"],
        "corrected": True,
    }  # fmt: skip
    assert facts(shot, state["players"], state["game"], metric=False) == [
        "3 Maren Okonjo-Reyes",
        "Three made",
        "23 ft 9 in",
        "4TH 59.9",
        "GFB 71, HCH 70 before",
        "Assisted by 00 Ilse Brandvold",
        "Catch and shoot",
        "Jump shot",
        "NEW",
        "Corrected",
    ]


def test_shot_of_which_little_is_known_says_little() -> None:
    """What is unknown is left out; without a player the team is named."""
    bare = {"team": "away", "at": 1, "made": False, "three": False}
    assert facts(bare, {}, rich()["game"], metric=True) == ["Badgers", "Two missed"]


def test_percentages_round_half_up() -> None:
    """A share is rounded half up, to one place or none, and there is none of nothing."""
    assert [percent(1, 3), percent(1, 16), percent(1, 8, 0), percent(5, 5), percent(0, 0)] == [
        "33.3",
        "6.3",
        "13",
        "100.0",
        "",
    ]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("team=home&player=55200", "No shot fits all of these at once: Herons · 0 Dana Whitlocke."),
        ("period=overtime", "No shot is left by “Overtime”."),
        ("team=home&attribute=DUNK", "No shot is left by “Dunk”."),
        ("period=overtime&attribute=DUNK", "No shot fits these filters: Overtime · Dunk."),
        ("unit=home-0000000000", "No shot is left by “Five not known”."),
        ("", ""),
    ],
)
def test_empty_chart_says_which_filter_empties_it(query: str, said: str) -> None:
    """Where no shot is left, the part of the filter is named without which some would be."""
    assert shot_chart(rich(), looked(query))["nothing"] == said


def test_chart_before_tipoff_waits() -> None:
    """Before the first shot there is a court, and a sentence."""
    chart = shot_chart(before_tipoff(), looked("view=areas"))
    assert (chart["nothing"], chart["counted"]) == ("No shots yet.", "")


def test_menus_offer_only_what_there_is() -> None:
    """Fives, attributes and the score are choices where shots know them; a half is one where quarters are played."""
    menus = shot_chart(rich(), looked("player=46100&player=55201&last=5&kind=two"))["menus"]
    assert (menus["players"], menus["periods"], menus["more"]) == ("2 players", "Periods", "More (2)")
    assert [one["text"] for one in menus["period"]] == ["1ST", "2ND", "3RD", "1st half"]
    assert [one["text"] for one in menus["attribute"]][-1] == "FLOATER"
    assert len(menus["unit"]) == 5
    assert menus["unit"][1]["text"].startswith("20:00 Whitlocke, Demirkan")
    bare = shot_chart(halves(), looked())["menus"]
    assert (bare["unit"], bare["attribute"], [one["text"] for one in bare["period"]]) == ([], [], ["1ST"])
    none = shot_chart(before_tipoff(), looked())["menus"]
    assert (none["player"], none["score"], none["period"]) == ([], [], [])


def test_other_choices_of_the_address_are_kept() -> None:
    """The form and the link that clears it keep what belongs to other panels."""
    chart = shot_chart(rich(), looked("tab=flow&team=home&plays_kind=foul&view=areas"))
    assert chart["others"] == [("tab", "flow"), ("plays_kind", "foul")]
    assert chart["cleared"] == "tab=flow&plays_kind=foul&view=areas"
    assert chart["filtered"]
