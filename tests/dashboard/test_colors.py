"""The teams' grounds on the desk: the server paints what the browser keeps."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcast.basketball import colors

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "colors.json").read_text())
COLORS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}")


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_grounds_are_those_of_the_browser(vector: dict[str, Any]) -> None:
    """Server and browser choose the same grounds for the table of awkward pairs."""
    expected = {side: vector["expect"][side]["ground"] for side in ("home", "away")}
    assert colors.apart(vector["home"], vector["away"]) == expected


@given(COLORS, COLORS)
def test_grounds_are_told_apart(home: str, away: str) -> None:
    """Whatever two teams wear, their grounds do not clash, and the home team keeps its own or its white."""
    found = colors.grounds({"home": {"color": home}, "away": {"color": away}})
    assert colors._distance(found["home"], found["away"]) >= 0.16
    assert found["home"] in (home, "#E9ECEF")


@pytest.mark.parametrize("color", ["red", "#12345", "#1234567", "#000000;background:url(x)", "#12345g", "", None])
def test_what_is_no_color_is_gray_and_nobody_gives_way_to_it(color: str | None) -> None:
    """Only #RRGGBB reaches a style attribute; the other team keeps its color, though it be much like gray."""
    found = colors.grounds({"home": {"color": color}, "away": {"color": "#3B4451"}})
    assert found == {"home": "#3A4350", "away": "#3B4451"}
