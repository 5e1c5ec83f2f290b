"""The small words of the panels."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcast.dashboard.show.words import (
    age,
    brief,
    by_jersey,
    code,
    lines,
    logo,
    longest,
    minutes,
    number,
    pair,
    percent,
    signed,
)

NAMES = json.loads((Path(__file__).parents[1] / "vectors" / "names.json").read_text("utf-8"))


@pytest.mark.parametrize("case", NAMES, ids=lambda case: case["team"]["name"])
def test_name_in_two_lines(case: dict[str, Any]) -> None:
    """The short name is the second line, else the lines are as equal as the words allow."""
    assert lines(case["team"]) == case["lines"]


@given(st.text(max_size=60))
def test_lines_keep_every_word(name: str) -> None:
    """Two lines at most, the words of the name in their order, and the longest line is no longer than the name."""
    said = lines({"name": name})
    assert len(said) <= 2
    assert " ".join(said).split() == name.split()
    assert longest(said) <= len(name)


@pytest.mark.parametrize(
    ("ms", "text"),
    [(0, "0 s"), (-5, "0 s"), (14_900, "14 s"), (99_999, "99 s"), (100_000, "1 min"), (7_200_000, "2 h")],
)
def test_age_is_said_in_one_unit(ms: int, text: str) -> None:
    """An age has one number and one unit, and is never negative."""
    assert age(ms) == text


@given(st.integers(0, 400), st.integers(1, 400))
def test_percentage_is_rounded_to_one_place(made: int, tried: int) -> None:
    """A percentage is within half a tenth of the truth."""
    text = percent({"FG": min(made, tried), "FGA": tried}, "FG", "FGA")
    assert abs(float(text) - 100 * min(made, tried) / tried) <= 0.05 + 1e-9


def test_unknown_is_never_a_zero() -> None:
    """What is not fed is the empty string."""
    assert number(None) == signed(None) == minutes(None) == pair({}, "FG", "FGA") == percent({}, "FG", "FGA") == ""
    assert percent({"FGA": 0}, "FG", "FGA") == ""


def test_zero_is_not_unknown() -> None:
    """A zero that the feed sends is shown."""
    assert (number(0.0), signed(0), minutes(0)) == ("0", "0", "0:00")


def test_pair_without_makes_is_none_made() -> None:
    """Attempts without makes are written 0-3; makes without attempts alone."""
    assert pair({"FGA": 3}, "FG", "FGA") == "0-3"
    assert pair({"FG": 2}, "FG", "FGA") == "2"


def test_plus_minus_has_a_true_minus() -> None:
    """A negative plus-minus is written with a minus sign, not a hyphen."""
    assert (signed(7), signed(-3)) == ("+7", "−3")


def test_players_sort_by_number_and_00_before_0() -> None:
    """Numbers sort as numbers, 00 is not 0, and a player without a number is last."""
    jerseys = ["10", "0", "00", None, "9"]
    players = [(f"p{n}", {"jersey": jersey} if jersey else {}) for n, jersey in enumerate(jerseys)]
    assert [player.get("jersey") for _, player in sorted(players, key=by_jersey)] == [
        "00",
        "0",
        "9",
        "10",
        None,
    ]


@pytest.mark.parametrize(
    ("team", "expected"),
    [
        ({"name": "Port Osprey Tideline", "abbreviation": "TID"}, "TID"),
        ({"name": "Port Osprey Tideline"}, "POR"),
        ({"name": "Port Osprey Tideline", "short_name": "Tideline", "abbreviation": "TIDELINE"}, "TID"),
        ({"name": "São Brisa Cometas", "abbreviation": " "}, "SÃO"),
        ({"name": ""}, ""),
    ],
)
def test_code_is_what_the_bug_shows(team: dict[str, str], expected: str) -> None:
    """An abbreviation of 2 to 6 letters, else three letters of the short name."""
    assert code(team) == expected


def test_a_name_too_long_for_a_phone_is_its_code() -> None:
    """A short name stands as it is while there is room for it."""
    assert brief({"name": "Wolves"}) == "Wolves"
    assert brief({"name": "Port Osprey Tideline"}) == "POR"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "http://example.test/a.png", "data:text/html,x"])
def test_logo_comes_from_a_safe_address_or_not_at_all(address: str) -> None:
    """A logo that a browser should not load is left out."""
    assert logo({"logo": address}) == ""
    assert logo({"logo": "https://example.test/a.png"}) == "https://example.test/a.png"
