"""Which moment of a recording the stand-in can have come to, and what the recording has said by then.

It knows the recording and the stand-in's answers, and nothing of the program: what is on air is checked against it.
"""

from __future__ import annotations

import asyncio
import time
from bisect import bisect_right
from typing import Any, NamedTuple

from broadcast.recordings.format import Recording
from tests.endtoend.processes import Program


class Leg(NamedTuple):
    """From a moment on (epoch ms) the game was at `position` (ms) at most, and went on at most at this speed."""

    since: float
    position: float
    speed: float


class Tape:
    """Drives the stand-in's game, and remembers where it was when."""

    def __init__(self, running: Program, recording: Recording) -> None:
        self._running = running
        self._recording = recording
        self.event_id: str = recording.header.game["event_id"]
        self._legs: list[Leg] = []
        self._speed = 0.0
        self._clock = [record for record in recording.records if record.source == "clock" and record.row]
        self._first = {"home": first_of(recording, "home"), "away": first_of(recording, "away")}

    async def go(self, speed: float) -> None:
        """Go on at this speed; 0 is standing still."""
        since = time.time() * 1000
        self._speed = speed
        if speed:
            await self._act("speed", speed=speed)
        asked = time.time() * 1000
        told = await self._act("play" if speed else "pause")
        # It was there after it was asked for, at most: how long the answer took is not known to a fast game.
        self._legs += [Leg(since, told["position"] * 1000, 0.0), Leg(asked, told["position"] * 1000, speed)]

    async def reach(self, position: float) -> None:
        """Wait until the game has come to a position, s."""
        while (at := (await self._act("play" if self._speed else "pause"))["position"]) < position:
            await asyncio.sleep(min(0.1, max(0.005, (position - at) / self._speed / 2)))

    async def skip(self, position: float, speed: float) -> None:
        """Have what is left up to a position (s) sent at once, and go on from there at this speed."""
        since = time.time() * 1000
        await self.go(0)
        self._legs.append(Leg(since, position * 1000, 0.0))
        await self._act("seek", position=position)
        await self.go(speed)

    def position(self, at: float) -> float:
        """Return the position (ms) that the game had come to at a moment (epoch ms), at most."""
        leg = next((leg for leg in reversed(self._legs) if leg.since <= at), None)
        return leg.position + (at - leg.since) * leg.speed if leg else self._legs[0].position

    def had_said(self, side: str, points: int, at: float) -> bool:
        """Tell whether a team can have had so many points by a moment."""
        first = self._first[side].get(points)
        return first is not None and first <= self.position(at)

    def clock(self, at: float) -> tuple[str, int]:
        """Return period and game clock (ms) as the recording had them last, at a moment."""
        place = bisect_right(self._clock, self.position(at), key=lambda record: record.at)
        row = self._clock[max(0, place - 1)].row
        assert row is not None
        minutes, _, seconds = row["gc"].partition(":")
        return row["prd"], round(int(minutes) * 60_000 + float(seconds) * 1000)

    async def _act(self, action: str, **body: Any) -> dict[str, Any]:
        return await asyncio.to_thread(self._running.control, self.event_id, action, **body)


def first_of(recording: Recording, side: str) -> dict[int, int]:
    """Return when (ms from the beginning) each number of points of a team is first in any row."""
    team = str(recording.header.game[f"{side}_team_id"])
    found: dict[int, int] = {0: 0}
    for record in recording.records:
        row = record.row or {}
        if record.source == "totals":
            found.setdefault(int(row[f"{side}TeamScore"]["value"]), record.at)
        elif record.source == "stats":
            stats = row.get("totalStats") or {}
            mine = "TEAM_SCORE" if str(row.get("tid")) == team else "OPPOSING_TEAM_SCORE"
            if mine in stats:
                found.setdefault(int(stats[mine]), record.at)
    return found
