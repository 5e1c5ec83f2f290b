"""The chart of the flow of the game: the moments at which the score changed, and what is drawn of them.

The twin of static/components/flow-layout.js, over tests/vectors/flow.json.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from broadcast.dashboard.show import Document
from broadcast.dashboard.show.axis import Axis, axis_of, scaled

HIGH = 1_000
"""Heights are whole numbers from 0, at the top, to this."""

STEPS = (5, 10, 20, 50)
MOST_STEPS = 6
NEAR = 900
"""Texts of two runs of a team that stand nearer than this, in places, are too near on a phone."""
TOUCHING = 320
"""Nearer than this they are too near on any screen."""


@dataclass(frozen=True)
class Moment:
    """The score after a scoring play. `ms` of game time never falls."""

    ms: int
    home: int
    away: int
    play: dict[str, Any]

    @property
    def margin(self) -> int:
        """The points by which the home team leads."""
        return self.home - self.away


def moments(state: Document) -> list[Moment]:
    """Return the moments at which the score changed, in order, of plays that have a clock."""
    found: list[Moment] = []
    latest = 0
    for _key, play in sorted(state.get("plays", {}).items(), key=lambda item: (item[1]["order"], item[0])):
        if "home" in play and "away" in play and "played_ms" in play:
            latest = max(latest, play["played_ms"])
            found.append(Moment(latest, play["home"], play["away"], play))
    return found


def layout(state: Document) -> dict[str, Any]:
    """Return the chart in places and heights: the scale, the outlines of both leads, and what is marked."""
    axis, found = axis_of(state), moments(state)
    most = {
        "home": max((one.margin for one in found), default=0),
        "away": max((-one.margin for one in found), default=0),
    }
    scale = _Scale(max(most["home"], 0), max(most["away"], 0))
    marks, leader = [], 0
    for one in found:
        sign = (one.margin > 0) - (one.margin < 0)
        if sign == 0:
            marks.append({"x": axis.place(one.ms), "kind": "tie"})
        elif sign != leader:
            if leader:
                marks.append({"x": axis.place(one.ms), "kind": "change"})
            leader = sign
    leads = []
    for side, sign in (("home", 1), ("away", -1)):
        if most[side] > 0:
            first = next(one for one in found if sign * one.margin == most[side])
            leads.append({"team": side, "x": axis.place(first.ms), "y": scale.y(first.margin), "points": most[side]})
    return {
        "step": scale.step,
        "zero": scale.y(0),
        "lines": scale.lines(),
        "now": axis.place(axis.now),
        "home": _outline(axis, found, scale, 1),
        "away": _outline(axis, found, scale, -1),
        "line": _line(axis, found, scale),
        "marks": marks,
        "leads": leads,
        "runs": _runs(state, axis),
    }


class _Scale:
    """Heights of margins: each side up to a round number, at least one step."""

    def __init__(self, home: int, away: int) -> None:
        for self.step in STEPS:
            self.top, self.bottom = (max(1, -(-most // self.step)) * self.step for most in (home, away))
            if (self.top + self.bottom) // self.step <= MOST_STEPS:
                break

    def y(self, margin: int) -> int:
        return scaled(self.top - margin, HIGH, self.top + self.bottom)

    def lines(self) -> list[dict[str, int]]:
        """Return the lines of the scale besides the one at 0, from the top, with the lead that each stands for."""
        margins = range(self.top, -self.bottom - 1, -self.step)
        return [{"y": self.y(margin), "lead": abs(margin)} for margin in margins if margin]


def _line(axis: Axis, found: list[Moment], scale: _Scale) -> str:
    """Return the path of the margin, a step at each change."""
    steps = "".join(f"H{axis.place(one.ms)}V{scale.y(one.margin)}" for one in found)
    return f"M0 {scale.y(0)}{steps}H{axis.place(axis.now)}"


def _outline(axis: Axis, found: list[Moment], scale: _Scale, sign: int) -> str:
    """Return the path round the times that one side leads: the home team with `sign` 1, the visitors with -1."""
    zero = scale.y(0)
    path, at = f"M0 {zero}", zero
    for one in found:
        y = scale.y(one.margin) if sign * one.margin > 0 else zero
        if y != at:
            path, at = f"{path}H{axis.place(one.ms)}V{y}", y
    return f"{path}H{axis.place(axis.now)}V{zero}Z"


def _runs(state: Document, axis: Axis) -> list[dict[str, Any]]:
    """Return the runs with their places. `room` says where there is room for a text: `always`, `wide` or `never`."""
    found = []
    before: dict[str, int] = {}
    for run in timed_runs(state):
        begin, end = axis.place(run["from_ms"]), axis.place(run["to_ms"])
        middle = (begin + end) // 2
        apart = middle - before.get(run["team"], -NEAR)
        room = "always" if apart >= NEAR else "wide" if apart >= TOUCHING else "never"
        if room != "never":
            before[run["team"]] = middle
        found.append({"team": run["team"], "points": run["points"], "left": begin, "width": end - begin, "room": room})
    return found


def timed_runs(state: Document) -> list[dict[str, Any]]:
    """Return the long runs of which the times are known, in order."""
    runs = sorted(state.get("story", {}).get("runs", {}).items(), key=lambda item: int(item[0]))
    return [run for _, run in runs if "from_ms" in run and "to_ms" in run]
