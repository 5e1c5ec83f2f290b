"""Where sensors were, and who wore them (EVENT_API sections 3 and 5.11)."""

from collections.abc import Iterator
from typing import Any

import msgspec

from broadcast.eventapi import assumed
from broadcast.eventapi.resources.batch import Batch, decode_batch, list_in
from broadcast.eventapi.values import Reader, Unusable, completed


class SensorAssignment(msgspec.Struct, frozen=True, kw_only=True):
    """From `at` (epoch ms) on, `player` wore `sensor`, until the player's next assignment."""

    player: str
    sensor: str
    at: int
    team: str | None = None


class Location(msgspec.Struct, frozen=True, kw_only=True):
    """Where a sensor was at `at` (epoch ms).

    `x`, `y` and `z` are mm from the center of the court, x across its width and y along its length. `kind` is
    PLAYER or BALL; the ball has no player and no team. The unit of `speed` is not documented.
    """

    kind: str
    at: int
    x: int
    y: int
    z: int | None = None
    player: str | None = None
    team: str | None = None
    session: str | None = None
    tag: str | None = None
    speed: float | None = None
    clock_ms: int | None = None
    shot_clock_ms: int | None = None


def decode_assignments(body: Any) -> Batch[SensorAssignment]:
    """Decode a game's history of assignments. Raises `DecodeError` for an answer without a list."""
    return decode_batch("sensor_assignment", _assignment, list_in(body, *assumed.ASSIGNMENT_LISTS))


def _assignment(reader: Reader) -> SensorAssignment:
    player = reader.identifier(*assumed.PLAYER)
    sensor = reader.identifier(*assumed.SENSOR)
    at = reader.time(*assumed.TIME)
    if player is None or sensor is None or at is None:
        raise Unusable("an assignment without a player, a sensor or a time")
    return SensorAssignment(player=player, sensor=sensor, at=at, team=reader.identifier(*assumed.TEAM))


def decode_locations(body: Any) -> Batch[Location]:
    """Decode locations: a list of groups of them, one per time step, or a plain list.

    Raises `DecodeError` for an answer without a list.
    """
    return decode_batch("location", _location, _ungrouped(list_in(body, "locations")))


def _ungrouped(groups: list[Any]) -> Iterator[Any]:
    for group in groups:
        inner = group.get("locations") if isinstance(group, dict) else None
        if not isinstance(inner, list):
            yield group
            continue
        around = {name: value for name, value in group.items() if name != "locations"}
        for item in inner:
            yield completed(item, around) if around and isinstance(item, dict) else item


def _location(reader: Reader) -> Location:
    at = reader.time(*assumed.TIME)
    far = assumed.FARTHEST_MM
    x, y = reader.whole(("x",), -far, far), reader.whole(("y",), -far, far)
    if at is None or x is None or y is None:
        raise Unusable("a location without a time or a place")
    clock, shot_clock = reader.clock(*assumed.GAME_CLOCK), reader.clock(*assumed.SHOT_CLOCK)
    player = reader.identifier(*assumed.PLAYER)
    return Location(
        kind=reader.word("type") or ("BALL" if player is None else "PLAYER"),
        at=at,
        x=x,
        y=y,
        z=reader.whole(("z",), -far, far),
        player=player,
        team=reader.identifier(*assumed.TEAM),
        session=reader.identifier(*assumed.SESSION),
        tag=reader.identifier("tag"),
        speed=reader.within(("speed",), 0, assumed.FASTEST),
        clock_ms=clock and clock.ms,
        shot_clock_ms=shot_clock and shot_clock.ms,
    )
