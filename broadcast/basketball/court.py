"""The half court of each rule set, in mm in the hoop frame, and the areas a shot falls into.

The constants live in `court.json`, which the browser's shot chart imports too. Here: reading them, the lines
and the seven areas as SVG paths, and which area a place is in. Drawing the page is not here.

Where the measures are from: the NCAA court diagram (arc 22 ft 1 3/4 in, corners 21 ft 7 7/8 in, lane 12 ft, 19 ft
from the end line to the outer edge of the free-throw line, restricted area 4 ft to its inner edge, blocks 12 by 8 in
and marks 2 by 8 in, 3 ft apart from 3 ft in front of the board on); FIBA's Official Basketball Rules, article 2.4
(5.80 m from the end line to the outer edge of the free-throw line, lane 2.45 m to each side, arc 6.75 m, corner lines
0.90 m from the sidelines, semicircle 1.25 m with lines that end 1.20 m from the end line); NFHS rule 1 (lane 12 ft,
three lane spaces of 3 ft between marks of 2 by 8 in, arc 19 ft 9 in, no restricted arc); for the NBA and the WNBA
rule 1 (corner lines 3 ft from the sidelines, arcs 23 ft 9 in and 22 ft 1 3/4 in). What the texts leave to their
diagrams (lane marks of the NBA and FIBA, the dashes of the NBA's circle, its inner center circle) is as in the tables
of sportypy, with which all the others agree too.
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
    center_inner: int | None
    """The radius of the smaller circle in the center circle."""
    dashed_circle: bool
    """Whether the half of the free-throw circle in the lane is drawn, dashed."""
    lane_marks: tuple[tuple[int, int], ...]
    """The blocks and marks along each side of the lane: y of their ends."""
    lane_mark_depth: int
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
        if self.dashed_circle:
            lines["circle-back"] = f"M{-radius} {throw}A{radius} {radius} 0 0 0 {radius} {throw}"
        if self.center_inner is not None:
            inner = self.center_inner
            lines["center-inner"] = f"M{-inner} {half}A{inner} {inner} 0 0 0 {inner} {half}"
        if self.restricted is not None:
            lines["restricted"] = (
                f"M{-self.restricted} {-self.board}V0"
                f"A{self.restricted} {self.restricted} 0 0 1 {self.restricted} 0V{-self.board}"
            )
        lines["marks"] = "".join(
            f"M{side * lane} {-start}h{side * self.lane_mark_depth}V{-end}h{-side * self.lane_mark_depth}Z"
            for side in (-1, 1)
            for start, end in self.lane_marks
        )
        return lines

    def shapes(self) -> dict[Area, str]:
        """Return the SVG path of each area, to be filled by the rule `evenodd`: the paint has a hole at the rim,
        and the mid-range one for the lane. Together they cover the half court once."""
        width, lane, corner, arc = self.half_width, self.lane_half_width, self.corner, self.arc
        near = self.rim_area_radius
        base, throw, half, top = -self.baseline, -self.free_throw, -self.half_line, -self.corner_top
        disc = f"M{-near} 0A{near} {near} 0 1 1 {near} 0A{near} {near} 0 1 1 {-near} 0Z"
        paint = f"M{-lane} {base}V{throw}H{lane}V{base}Z"
        shapes: dict[Area, str] = {
            "rim": disc,
            "paint": paint + disc,
            "mid-range": f"M{-corner} {base}V{top}A{arc} {arc} 0 0 1 {corner} {top}V{base}Z{paint}",
        }
        for side, name in ((-1, "left"), (1, "right")):
            shapes[f"{name} corner"] = f"M{side * width} {base}V{top}H{side * corner}V{base}Z"  # type: ignore[index]
            shapes[f"{name} arc"] = (  # type: ignore[index]
                f"M{side * width} {top}V{half}H0V{-arc}A{arc} {arc} 0 0 {int(side > 0)} {side * corner} {top}Z"
            )
        return shapes


@cache
def court(name: str) -> Court:
    """Return the court of a rule set's `court` (NBA, WNBA, NCAA, FIBA, NFHS). Raises KeyError for another."""
    data = json.loads(_FILE.read_text(encoding="utf-8"))
    measures = data["courts"][name]
    measures["lane_marks"] = tuple((start, end) for start, end in measures["lane_marks"])
    return Court(name=name, rim_radius=data["rim_radius"], rim_area_radius=data["rim_area_radius"], **measures)


@cache
def court_of_rules(rules: str) -> Court:
    """Return the court that a rule-set preset (NCAA_M, FIBA, ...) plays on."""
    presets = json.loads(_FILE.with_name("rules.json").read_text(encoding="utf-8"))["presets"]
    return court(presets[rules]["court"])
