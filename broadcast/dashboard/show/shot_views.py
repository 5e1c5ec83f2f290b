"""What shots add up to: totals, the seven areas, hexagons, and the feed's zones. Counting only, no words.

The twin of static/components/shot-views.js; tests/vectors/shots-views.json holds the two to one behavior.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import floor, sqrt
from typing import Any

from broadcast.basketball.court import Area, Court
from broadcast.dashboard.show.shot_filter import Shot

FEWEST_FOR_HEXAGONS = 40
"""Under this many shots nearly every hexagon would hold one, and say nothing but made or missed."""

HEXAGON = 550
"""From the center of a hexagon to its corners, mm."""

FEW = 3
"""Under this many attempts an area is not judged."""

EFG_MARGIN = 0.08
"""How far effective field goals may be from the game's and still count as within them (LOOK 10)."""

POINTS_MARGIN = 0.15
"""The same for points per shot."""

_SIZES = (0.5, 0.68, 0.84, 1.0)
"""The size of a hexagon of 1, 2, 3, and of 4 or more shots."""

AREAS: tuple[Area, ...] = ("left corner", "left arc", "mid-range", "paint", "rim", "right arc", "right corner")


@dataclass
class Tally:
    """Attempts and what became of them."""

    made: int = 0
    tried: int = 0
    threes_made: int = 0
    threes: int = 0

    def add(self, shot: Shot) -> None:
        """Count a shot."""
        self.tried += 1
        self.made += shot["made"]
        self.threes += shot["three"]
        self.threes_made += shot["made"] and shot["three"]

    @property
    def points(self) -> int:
        """Return the points of the makes."""
        return 2 * self.made + self.threes_made

    @property
    def efg(self) -> float:
        """Return effective field goals as a fraction; 0 of nothing."""
        return self.points / (2 * self.tried) if self.tried else 0.0

    @property
    def points_per_shot(self) -> float:
        """Return points per attempt; 0 of nothing."""
        return self.points / self.tried if self.tried else 0.0


def tally(shots: Iterable[Shot]) -> Tally:
    """Count shots."""
    counted = Tally()
    for shot in shots:
        counted.add(shot)
    return counted


def tone(value: float, mean: float, margin: float) -> str:
    """Judge a value by the game's: `under`, `within` or `over` it."""
    return "over" if value - mean > margin else "under" if mean - value > margin else "within"


def areas(shots: Iterable[Shot], every: Iterable[Shot]) -> list[dict[str, Any]]:
    """Return each area with its attempts, and how it is to be filled: `few`, or by the game's effective field goals.

    `every` are the shots of the whole game.
    """
    mean = tally(every).efg
    counted = {area: Tally() for area in AREAS}
    for shot in shots:
        if "area" in shot:
            counted[shot["area"]].add(shot)
    return [
        {
            "area": area,
            "made": one.made,
            "tried": one.tried,
            "tone": "few" if one.tried < FEW else tone(one.efg, mean, EFG_MARGIN),
        }
        for area, one in counted.items()
    ]


def label_places(floor_: Court) -> dict[str, tuple[int, int, str]]:
    """Return where the words of each area stand: the middle of the two lines (SVG's y points down), and the anchor."""
    corner = -middle(floor_.baseline, floor_.corner_top)
    arc = -floor_.arc - 150
    wing = floor_.half_width * 2 // 3
    edge = floor_.half_width - 130
    return {
        "rim": (0, 0, "middle"),
        "paint": (0, -middle(floor_.rim_area_radius, floor_.free_throw), "middle"),
        "mid-range": (0, -middle(floor_.free_throw, floor_.arc), "middle"),
        "left corner": (-edge, corner, "start"),
        "right corner": (edge, corner, "end"),
        "left arc": (-wing, arc, "middle"),
        "right arc": (wing, arc, "middle"),
    }


def middle(one: int, other: int) -> int:
    """Return the whole number in the middle of two."""
    return (one + other) // 2


def hexagons(shots: Iterable[Shot], every: Iterable[Shot]) -> list[dict[str, Any]]:
    """Return the hexagons that hold shots, from the top left on, each with its path (size: attempts) and tone.

    The tone compares points per shot with the mean of the game's shots, which are `every`.
    """
    mean = tally(every).points_per_shot
    cells: dict[tuple[int, int], Tally] = {}
    for shot in shots:
        cells.setdefault(cell_of(shot["x"], shot["y"]), Tally()).add(shot)
    found = []
    for (column, row), one in sorted(cells.items(), key=lambda item: (-item[0][1], item[0][0])):
        x, y = floor(sqrt(3) * HEXAGON * (column + row / 2) + 0.5), floor(1.5 * HEXAGON * row + 0.5)
        found.append(
            {
                "x": x,
                "y": -y,
                "made": one.made,
                "tried": one.tried,
                "points": one.points,
                "size": min(one.tried, len(_SIZES)),
                "tone": tone(one.points_per_shot, mean, POINTS_MARGIN),
                "path": hexagon(x, -y, min(one.tried, len(_SIZES))),
            }
        )
    return found


def hexagon(x: int, y: int, size: int) -> str:
    """Return the path of a hexagon of `size` shots that stands on a corner."""
    radius = _SIZES[size - 1] * HEXAGON * 0.96
    across, half = floor(radius * sqrt(3) / 2 + 0.5), floor(radius / 2 + 0.5)
    tall = floor(radius + 0.5)
    slope = tall - half
    return f"M{x} {y - tall}l{across} {slope}v{2 * half}l{-across} {slope}l{-across} {-slope}v{-2 * half}Z"


def cell_of(x: int, y: int) -> tuple[int, int]:
    """Return the column and row of the hexagon that holds a place, in axial coordinates; (0, 0) is at the hoop."""
    column, row = (sqrt(3) / 3 * x - y / 3) / HEXAGON, 2 / 3 * y / HEXAGON
    third = -column - row
    near = [floor(one + 0.5) for one in (column, row, third)]
    off = [abs(one - whole) for one, whole in zip((column, row, third), near, strict=True)]
    # The three always add up to 0: the one that was rounded most gives way.
    if off[0] > off[1] and off[0] > off[2]:
        return -near[1] - near[2], near[1]
    if off[1] > off[2]:
        return near[0], -near[0] - near[2]
    return near[0], near[1]


def zones(shots: Iterable[Shot], name: str) -> list[tuple[int, Tally]]:
    """Return the feed's zones by number (`zone`, or `advanced_zone`), with what was tried from each."""
    counted: dict[int, Tally] = {}
    for shot in shots:
        if name in shot:
            counted.setdefault(shot[name], Tally()).add(shot)
    return sorted(counted.items())
