"""Where players and the ball are at any moment: paths through what is known, straight in between. Pure.

Places are mm in the court's frame (EVENT_API.md 6), times epoch ms. What is known (a shot, a screen, a free throw)
is held still for a moment, so that a sample taken near it is at the place exactly; the rest is invented, and left out
where nobody could run so fast.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

# How long (ms, to each side) somebody stands still where something is known; samples are taken every 40 ms.
STILL_MS = 60
# mm per ms: 8 m/s.
_FASTEST = 8.0


class Spot(NamedTuple):
    """A place at a moment."""

    t: int
    x: float
    y: float


class Path:
    """The way of one player through spots in time order."""

    def __init__(self, known: Iterable[Spot], invented: Iterable[Spot]) -> None:
        self._spots = _joined(sorted(known), sorted(invented))
        self._times = [spot.t for spot in self._spots]

    def at(self, t: float) -> tuple[float, float]:
        """Give the place at a moment; before the first spot and after the last it stands there."""
        index = bisect_right(self._times, t)
        if index == 0:
            return (self._spots[0].x, self._spots[0].y) if self._spots else (0.0, 0.0)
        before = self._spots[index - 1]
        if index == len(self._spots):
            return before.x, before.y
        after = self._spots[index]
        share = (t - before.t) / (after.t - before.t)
        return before.x + (after.x - before.x) * share, before.y + (after.y - before.y) * share

    def speed(self, t: float) -> float:
        """Give the speed at a moment in m/s."""
        index = bisect_right(self._times, t)
        if index in (0, len(self._spots)):
            return 0.0
        before, after = self._spots[index - 1], self._spots[index]
        return math.hypot(after.x - before.x, after.y - before.y) / (after.t - before.t)


def _joined(known: list[Spot], invented: list[Spot]) -> list[Spot]:
    """Put the known spots, each held still, between those of the invented that leave time to get there."""
    held: list[Spot] = []
    for number, spot in enumerate(known):
        last = held[-1].t if held else -math.inf
        following = known[number + 1].t if number + 1 < len(known) else math.inf
        begin = max(spot.t - STILL_MS, last + 1)
        end = min(spot.t + STILL_MS, max((spot.t + following) / 2, spot.t))
        if begin > spot.t:
            continue
        held.append(Spot(int(begin), spot.x, spot.y))
        if int(end) > int(begin):
            held.append(Spot(int(end), spot.x, spot.y))
    spots: list[Spot] = []
    rest = iter([*held, None])
    ahead = next(rest)
    for spot in invented:
        while ahead is not None and ahead.t <= spot.t:
            spots.append(ahead)
            ahead = next(rest)
        if (not spots or _can_run(spots[-1], spot)) and (ahead is None or _can_run(spot, ahead)):
            spots.append(spot)
    while ahead is not None:
        spots.append(ahead)
        ahead = next(rest)
    return spots


def _can_run(start: Spot, end: Spot) -> bool:
    return end.t > start.t and math.hypot(end.x - start.x, end.y - start.y) <= _FASTEST * (end.t - start.t)


class Touch(NamedTuple):
    """Somebody has the ball at a moment; `hoop` is where he shoots it at, as x, y, z."""

    t: int
    player: int
    hoop: tuple[float, float, float] | None = None


class Ball:
    """The way of the ball from touch to touch: held, passed, shot and rebounding."""

    _HELD_Z, _SHOT_Z = 1100.0, 2100.0
    _PASS_MS, _FLIGHT_MS = 500, 900

    def __init__(self, touches: Iterable[Touch], paths: dict[int, Path]) -> None:
        self._touches = sorted(touch for touch in touches if touch.player in paths)
        self._times = [touch.t for touch in self._touches]
        self._paths = paths

    def at(self, t: float) -> tuple[float, float, float] | None:
        """Give the place at a moment; None where nobody has had it yet."""
        index = bisect_right(self._times, t + STILL_MS) - 1
        if index < 0:
            return None
        # What is shot is in the shooter's hands a moment before and after.
        touch = self._touches[index]
        if touch.hoop is None and touch.t > t:
            index -= 1
            if index < 0:
                return self._held(touch.player, t, self._HELD_Z)
            touch = self._touches[index]
        after = self._touches[index + 1] if index + 1 < len(self._touches) else None
        if touch.hoop is not None:
            return self._shot(touch, after, t)
        if after is None or after.player == touch.player:
            return self._held(touch.player, t, self._HELD_Z)
        arrives = after.t - (STILL_MS if after.hoop is not None else 0)
        begins = max(touch.t, arrives - self._PASS_MS)
        if t <= begins:
            return self._held(touch.player, t, self._HELD_Z)
        return self._flight(self._held(touch.player, begins, self._HELD_Z), self._hands(after), begins, arrives, t)

    def _shot(self, touch: Touch, after: Touch | None, t: float) -> tuple[float, float, float]:
        released = touch.t + STILL_MS
        if t <= released or touch.hoop is None:
            return self._held(touch.player, t, self._SHOT_Z)
        arrives = math.inf if after is None else after.t - (STILL_MS if after.hoop is not None else 0)
        at_hoop = min(released + self._FLIGHT_MS, (released + arrives) / 2)
        start = self._held(touch.player, released, self._SHOT_Z)
        if t <= at_hoop:
            return self._flight(start, touch.hoop, released, at_hoop, t, arc=1500.0)
        if after is None:
            x, y, _ = touch.hoop
            return x, y, 120.0
        return self._flight(touch.hoop, self._hands(after), at_hoop, arrives, t)

    def _hands(self, touch: Touch) -> tuple[float, float, float]:
        return self._held(touch.player, touch.t, self._SHOT_Z if touch.hoop is not None else self._HELD_Z)

    def _held(self, player: int, t: float, z: float) -> tuple[float, float, float]:
        x, y = self._paths[player].at(t)
        return x, y, z

    @staticmethod
    def _flight(
        start: tuple[float, float, float],
        end: tuple[float, float, float],
        begins: float,
        ends: float,
        t: float,
        arc: float = 0.0,
    ) -> tuple[float, float, float]:
        share = min(max((t - begins) / (ends - begins), 0.0), 1.0) if ends > begins else 1.0
        x, y, z = (one + (other - one) * share for one, other in zip(start, end, strict=True))
        return x, y, z + 4 * arc * share * (1 - share)
