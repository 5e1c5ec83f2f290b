"""The half courts: their measures, their lines, and the areas of a shot."""

from math import cos, hypot, pi, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcast.basketball.court import Court, court, court_of_rules

NAMES = ["NBA", "WNBA", "NCAA", "FIBA", "NFHS"]
FOOT, INCH = 304.8, 25.4


@pytest.mark.parametrize(
    ("name", "arc", "corner"),
    [
        ("NBA", 23 * FOOT + 9 * INCH, 22 * FOOT),
        ("WNBA", 22 * FOOT + 1.75 * INCH, 22 * FOOT),
        ("NCAA", 22 * FOOT + 1.75 * INCH, 21 * FOOT + 7.875 * INCH),
        ("FIBA", 6750, 6600),
        ("NFHS", 19 * FOOT + 9 * INCH, 19 * FOOT + 9 * INCH),
    ],
)
def test_three_point_line_is_where_the_book_has_it(name: str, arc: float, corner: float) -> None:
    """The arc and the corner lines are the rule books' distances, to 2 mm."""
    assert court(name).arc == pytest.approx(arc, abs=2)
    assert court(name).corner == pytest.approx(corner, abs=2)


@pytest.mark.parametrize(("name", "length"), [("NBA", 94), ("WNBA", 94), ("NCAA", 94), ("NFHS", 84)])
def test_half_court_is_half_of_the_floor(name: str, length: int) -> None:
    """Baseline to half line is half the floor's length, and the width is 50 feet."""
    floor = court(name)
    assert floor.half_line - floor.baseline == pytest.approx(length * FOOT / 2, abs=2)
    assert floor.half_width * 2 == pytest.approx(50 * FOOT, abs=2)


def test_fiba_floor_is_28_by_15_meters() -> None:
    """The FIBA half court is 14 m by 15 m."""
    floor = court("FIBA")
    assert (floor.half_line - floor.baseline, floor.half_width * 2) == (14_000, 15_000)


@pytest.mark.parametrize("rules", ["NBA", "WNBA", "NCAA_M", "NCAA_W", "FIBA", "NFHS"])
def test_every_rule_set_has_a_court(rules: str) -> None:
    """Each preset names a court that is drawn."""
    assert court_of_rules(rules).lines()["three"].startswith("M")


def test_unknown_court_is_refused() -> None:
    """A court that nobody has measured raises KeyError."""
    with pytest.raises(KeyError):
        court("MOON")


def test_restricted_arc_is_absent_in_high_school() -> None:
    """NFHS has no restricted arc, so none is drawn."""
    assert "restricted" not in court("NFHS").lines()
    assert "restricted" in court("NBA").lines()


@pytest.mark.parametrize("name", NAMES)
@given(angle=st.floats(0.45, pi - 0.45))
def test_arc_divides_twos_from_threes(name: str, angle: float) -> None:
    """Along any ray above the corners, a step inside the arc is a two and a step outside is a three."""
    floor = court(name)
    inside, outside = floor.arc - 20, floor.arc + 20
    assert not floor.is_three(round(inside * cos(angle)), round(inside * sin(angle)))
    assert floor.is_three(round(outside * cos(angle)), round(outside * sin(angle)))


@pytest.mark.parametrize("name", NAMES)
@given(x=st.integers(-7500, 7500), y=st.integers(-1500, 11_000))
def test_area_agrees_with_the_three_point_line(name: str, x: int, y: int) -> None:
    """The corners and arcs are exactly the threes, and left and right mirror each other."""
    floor = court(name)
    area = floor.area(x, y)
    assert floor.is_three(x, y) == (area.endswith("corner") or area.endswith("arc"))
    mirrored = floor.area(-x, y)
    if x:
        swapped = {"left": "right", "right": "left"}
        first, _, rest = area.partition(" ")
        assert mirrored == (f"{swapped[first]} {rest}" if rest else area)
    if area == "rim":
        assert hypot(x, y) <= floor.rim_area_radius


@pytest.mark.parametrize(
    ("x", "y", "area"),
    [
        (0, 0, "rim"),
        (0, 3000, "paint"),
        (4000, 1000, "mid-range"),
        (-7000, 0, "left corner"),
        (7000, 0, "right corner"),
        (-100, 8000, "left arc"),
        (100, 8000, "right arc"),
    ],
)
def test_areas_of_the_nba_floor(x: int, y: int, area: str) -> None:
    """Places that everybody knows fall into the area that everybody would say."""
    assert court("NBA").area(x, y) == area


def test_view_box_holds_the_floor() -> None:
    """The view box reaches beyond the lines on every side."""

    def edges(floor: Court) -> tuple[int, int, int, int]:
        left, top, width, height = (int(part) for part in floor.view_box.split())
        return left, top, left + width, top + height

    for name in NAMES:
        floor = court(name)
        left, top, right, bottom = edges(floor)
        assert left < -floor.half_width < floor.half_width < right
        assert top < -floor.half_line < -floor.baseline < bottom
    assert court("NBA").holds(0, 12_725)
    assert not court("NBA").holds(0, 12_726)
