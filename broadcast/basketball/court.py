"""The half court of each rule set, in mm in the hoop frame, and the areas a shot falls into.

The constants live in `court.json`, which the browser's shot chart imports too. Here: reading them, the lines
as SVG paths, and the seven areas. Drawing the page is not here.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from math import hypot, sqrt
from pathlib import Path
from typing import Literal

Area = Literal["rim", "paint", "mid-range", "left corner", "right corner", "left arc", "right arc"]

_FILE = Path(__file__).with_name("court.json")


@dataclass(frozen=True)
class Court:
    """One half court. All lengths in mm; `baseline` and `board` are y, hence negative."""

    name: str
    half_width: int
    baseline: int
    half_line: int
    board: int
    board_half_width: int
    lane_half_width: int
    free_throw: int
    free_throw_radius: int
    arc: int
    corner: int
    restricted: int | None
    center_radius: int
    rim_radius: int
    rim_area_radius: int

    @property
    def corner_top(self) -> int:
        """The y at which the straight corner line meets the arc."""
        return round(sqrt(self.arc**2 - self.corner**2))

    @property
    def view_box(self) -> str:
        """The SVG view box of the half court, hoop below, with a margin for the outer lines."""
        margin = 60
        return (
            f"{-self.half_width - margin} {-self.half_line - margin} "
            f"{2 * (self.half_width + margin)} {self.half_line - self.baseline + 2 * margin}"
        )

    def holds(self, x: int, y: int) -> bool:
        """Tell whether a place is on this half court, lines included."""
        return abs(x) <= self.half_width and self.baseline <= y <= self.half_line

    def is_three(self, x: int, y: int) -> bool:
        """Tell whether a place lies outside the three-point line."""
        if y < self.corner_top:
            return abs(x) > self.corner
        return hypot(x, y) > self.arc

    def area(self, x: int, y: int) -> Area:
        """Return which of the seven areas a place is in (rim, paint, mid-range, two corners, two arcs)."""
        if self.is_three(x, y):
            side = "left" if x < 0 else "right"
            return f"{side} corner" if y < self.corner_top else f"{side} arc"  # type: ignore[return-value]
        if hypot(x, y) <= self.rim_area_radius:
            return "rim"
        if abs(x) <= self.lane_half_width and y <= self.free_throw:
            return "paint"
        return "mid-range"

    def lines(self) -> dict[str, str]:
        """Return the SVG paths of the lines by name; SVG's y points down, so every y is negated."""
        width, lane, radius = self.half_width, self.lane_half_width, self.free_throw_radius
        center = self.center_radius
        base, throw, half = -self.baseline, -self.free_throw, -self.half_line
        lines = {
            "bounds": f"M{-width} {half}H{width}V{base}H{-width}Z",
            "lane": f"M{-lane} {base}V{throw}H{lane}V{base}",
            "circle": f"M{-radius} {throw}A{radius} {radius} 0 0 1 {radius} {throw}",
            "circle-back": f"M{-radius} {throw}A{radius} {radius} 0 0 0 {radius} {throw}",
            "three": (
                f"M{-self.corner} {base}V{-self.corner_top}"
                f"A{self.arc} {self.arc} 0 0 1 {self.corner} {-self.corner_top}V{base}"
            ),
            "center": f"M{-center} {half}A{center} {center} 0 0 0 {center} {half}",
            "board": f"M{-self.board_half_width} {-self.board}H{self.board_half_width}",
            "rim": (
                f"M{-self.rim_radius} 0A{self.rim_radius} {self.rim_radius} 0 1 1 {self.rim_radius} 0"
                f"A{self.rim_radius} {self.rim_radius} 0 1 1 {-self.rim_radius} 0"
            ),
        }
        if self.restricted is not None:
            lines["restricted"] = (
                f"M{-self.restricted} {-self.board}V0"
                f"A{self.restricted} {self.restricted} 0 0 1 {self.restricted} 0V{-self.board}"
            )
        return lines


@cache
def court(name: str) -> Court:
    """Return the court of a rule set's `court` (NBA, WNBA, NCAA, FIBA, NFHS). Raises KeyError for another."""
    data = json.loads(_FILE.read_text(encoding="utf-8"))
    return Court(
        name=name,
        rim_radius=data["rim_radius"],
        rim_area_radius=data["rim_area_radius"],
        **data["courts"][name],
    )


@cache
def court_of_rules(rules: str) -> Court:
    """Return the court that a rule-set preset (NCAA_M, FIBA, ...) plays on."""
    presets = json.loads(_FILE.with_name("rules.json").read_text(encoding="utf-8"))["presets"]
    return court(presets[rules]["court"])
