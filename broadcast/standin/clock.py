"""The clock of a played recording: which moment of the recording it is at a given wall time.

Wall times are epoch seconds, positions ms from the recording's t0. Pure: the wall time is an argument.
"""

from __future__ import annotations

import math
from datetime import datetime, tzinfo


class PlayClock:
    """Maps wall time to a position in the recording; can be sought, slowed, paused and resumed.

    `end` is the recording's last position, where the clock stops. Before `start` positions are negative, so
    that nothing of the recording is visible; at `start` it is at `offset`. A speed of infinity is at the end
    at once.
    """

    def __init__(self, *, start: float, speed: float, end: float, offset: float = 0.0) -> None:
        self.start = start
        self.speed = _checked(speed)
        self.paused = False
        self.end = end
        self.offset = offset
        self._anchor = (start, offset)

    def position(self, now: float) -> float:
        """Give the position at a wall time, at most `end`."""
        if now < self.start:
            pace = self.speed if math.isfinite(self.speed) else 1.0
            return (now - self.start) * 1000 * pace
        at, position = self._anchor
        if self.paused:
            return position
        if math.isinf(self.speed):
            return self.end
        return min(position + (now - at) * 1000 * self.speed, self.end)

    def reaches(self, position: float) -> float:
        """Give the wall time at which a position is, or was, or would be were the clock not paused."""
        at, anchored = self._anchor
        return at + (position - anchored) / 1000 / self.speed

    def seek(self, position: float, now: float) -> None:
        """Jump to a position; a game that was yet to start starts now."""
        self.start = min(self.start, now)
        self._anchor = (now, min(max(position, 0.0), self.end))

    def set_speed(self, speed: float, now: float) -> None:
        """Go on from the present position at another speed; raises ValueError unless it is above 0."""
        speed = _checked(speed)
        if now >= self.start:
            self._anchor = (now, self.position(now))
        self.speed = speed

    def pause(self, now: float) -> None:
        """Stand still; a game that was yet to start stands at its beginning."""
        if not self.paused:
            self.seek(self.position(now) if now >= self.start else self.offset, now)
            self.paused = True

    def play(self, now: float) -> None:
        """Go on from where it stands."""
        if self.paused:
            self._anchor = (now, self._anchor[1])
            self.paused = False


def parse_speed(text: str) -> float:
    """Read a speed: a number above 0, or `0` or `max` for as fast as possible. Raises ValueError."""
    if text == "max":
        return math.inf
    try:
        speed = float(text)
    except ValueError as error:
        raise ValueError(f"expected a number above 0, or max, got {text!r}") from error
    return math.inf if speed == 0 else _checked(speed)


def parse_start(text: str, now: float, zone: tzinfo) -> float:
    """Read a start: `now`, `HH:MM` today, or an ISO date and time; without a zone it is in `zone`.

    Gives epoch seconds; raises ValueError.
    """
    if text == "now":
        return now
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        try:
            time = datetime.strptime(text, "%H:%M").time()
        except ValueError as error:
            raise ValueError(f"expected now, HH:MM or an ISO date and time, got {text!r}") from error
        moment = datetime.combine(datetime.fromtimestamp(now, zone).date(), time)
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).timestamp()


def _checked(speed: float) -> float:
    if not speed > 0:
        raise ValueError(f"expected a speed above 0, got {speed:g}")
    return speed
