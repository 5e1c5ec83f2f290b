"""Locations on their way out: the rows of a window as JSON, made a second at a time (EVENT_API.md 5.11). Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from broadcast.standin.assumed import BALL, LOCATIONS_STEP_MS, PLAYER
from broadcast.standin.world.clockwork import clock_text, shot_clock_text
from broadcast.standin.world.scenes import Scene

Row = dict[str, Any]

_STEPS_A_PART = 25
_CLOCK_DIGITS = 2


def encoded(
    scene: Scene, assignments: Sequence[Row], begin: int, end: int, *, null_clocks: bool = False
) -> Iterator[bytes]:
    """Give the body, a bare array of `{"locations": [...]}` for each step of 40 ms within [begin, end], in parts.

    Steps fall on whole multiples of 40 ms of the epoch, so that the same moment is the same in every window.
    """
    first = -(-max(begin, scene.begin) // LOCATIONS_STEP_MS) * LOCATIONS_STEP_MS
    steps = range(first, min(end, scene.end - 1) + 1, LOCATIONS_STEP_MS)
    tags = Tags(assignments)
    yield b"["
    for number in range(0, len(steps), _STEPS_A_PART):
        part = [{"locations": rows_at(scene, tags, t, null_clocks=null_clocks)} for t in steps[number:][:_STEPS_A_PART]]
        yield (b"," if number else b"") + msgspec.json.encode(part)[1:-1]
    yield b"]"


def rows_at(scene: Scene, tags: Tags, t: int, *, null_clocks: bool = False) -> list[Row]:
    """Give everybody on the floor, and the ball, at one moment."""
    shown = None if scene.clocks is None or null_clocks else scene.clocks.at(t)
    game = None if shown is None else clock_text(shown.game, _CLOCK_DIGITS)
    shot = None if shown is None else shot_clock_text(shown.shot, _CLOCK_DIGITS)
    rows = []
    for stint in scene.on_floor(t):
        path = scene.paths[stint.player]
        x, y = path.at(t)
        rows.append(
            {
                "x": round(x),
                "y": round(y),
                "z": 1000,
                "t": t,
                "type": PLAYER,
                "sid": scene.session_id,
                "tag": tags.at(stint.player, t),
                "tid": stint.team,
                "speed": round(path.speed(t), 6),
                "pid": stint.player,
                "gc": game,
                "sc": shot,
            }
        )
    ball = scene.ball.at(t)
    if ball is not None:
        x, y, z = ball
        nobody = {"sid": None, "tag": None, "tid": None, "speed": None, "pid": None}
        rows.append(
            {"x": round(x), "y": round(y), "z": round(z), "t": t, "type": BALL, **nobody, "gc": game, "sc": shot}
        )
    return rows


class Tags:
    """Which sensor each player wore."""

    def __init__(self, assignments: Sequence[Row]) -> None:
        self._worn: dict[int, list[tuple[int, str]]] = {}
        for row in assignments:
            self._worn.setdefault(row["player_id"], []).append((row["timestamp"], str(row["sensor"])))

    def at(self, player: int, t: int) -> str | None:
        """Give the sensor of a player at a moment; None where none is known."""
        worn = self._worn.get(player, [])
        found = None
        for since, sensor in worn:
            if since <= t:
                found = sensor
        return found
