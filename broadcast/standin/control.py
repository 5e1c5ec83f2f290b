"""The stand-in's own control API under `/standin/`: what is playing, and how. It is no part of the Event API.

Requests need no signature; the stand-in listens on 127.0.0.1 unless told otherwise.
"""

from __future__ import annotations

import json
import math
import time
from typing import TYPE_CHECKING, Any

from aiohttp import web

from broadcast.standin.channel import Channel
from broadcast.standin.clock import parse_speed
from broadcast.standin.errors import ApiError
from broadcast.standin.faults import FaultError
from broadcast.standin.rest import json_response

if TYPE_CHECKING:
    from broadcast.standin.server import StandIn


class Control:
    """The handlers of the control API."""

    def __init__(self, standin: StandIn) -> None:
        self._standin = standin

    def routes(self) -> list[web.RouteDef]:
        """Give the handlers for an aiohttp application."""
        return [
            web.get("/standin", self.state),
            web.get("/standin/", self.state),
            web.put("/standin/faults", self.set_faults),
            web.post("/standin/{event_id}/{action}", self.act),
        ]

    async def state(self, request: web.Request) -> web.Response:
        """Give every game's state and the faults."""
        return json_response(self._state())

    async def set_faults(self, request: web.Request) -> web.Response:
        """Change the faults: `{"faults": "cut=20,duplicate=0.05"}`; an empty text ends them."""
        _refuse_pages(request)
        spec = (await _object(request)).get("faults")
        if not isinstance(spec, str):
            raise ApiError(400, f'expected {{"faults": "<spec>"}}, got faults {spec!r}')
        try:
            self._standin.set_faults(spec)
        except FaultError as error:
            raise ApiError(400, str(error)) from error
        return json_response(self._state())

    async def act(self, request: web.Request) -> web.Response:
        """Move a game: seek `{"position": s}`, speed `{"speed": n}`, pause, play."""
        _refuse_pages(request)
        channel = self._standin.channels.get(request.match_info["event_id"])
        if channel is None:
            raise ApiError(404, "no such game is played here")
        body = await _object(request)
        clock, now = channel.playback.clock, time.time()
        action = request.match_info["action"]
        if action == "seek":
            clock.seek(_number(body, "position") * 1000, now)
        elif action == "speed":
            try:
                clock.set_speed(parse_speed(str(body.get("speed"))), now)
            except ValueError as error:
                raise ApiError(400, str(error)) from error
        elif action == "pause":
            clock.pause(now)
        elif action == "play":
            clock.play(now)
        else:
            raise ApiError(404, f"expected seek, speed, pause or play, got {action!r}")
        channel.playback.retime(now)
        channel.poke()
        return json_response(describe(channel))

    def _state(self) -> dict[str, Any]:
        return {
            "games": [describe(channel) for channel in self._standin.channels.values()],
            "faults": self._standin.faults.spec(),
        }


def describe(channel: Channel) -> dict[str, Any]:
    """Give a game's state; positions and durations are seconds of the recording."""
    now = time.time()
    playback = channel.playback
    clock = playback.clock
    return {
        "event_id": playback.event_id,
        "status": playback.status(now),
        "position": round(playback.position(now) / 1000, 3),
        "duration": playback.timeline.end / 1000,
        "speed": "max" if math.isinf(clock.speed) else clock.speed,
        "paused": clock.paused,
        "seq": max(channel.numbers[: channel.horizon], default=0),
        "connections": [connection.describe() for connection in channel.connections],
    }


def _refuse_pages(request: web.Request) -> None:
    """Refuse a request that a web page made: any page that a browser on this machine shows could make one."""
    if "Origin" in request.headers:
        raise ApiError(403, "web pages may not use the control API")


async def _object(request: web.Request) -> dict[str, Any]:
    raw = await request.read()
    try:
        body = json.loads(raw) if raw else {}
    except (ValueError, RecursionError) as error:
        raise ApiError(400, "the body is not JSON") from error
    if not isinstance(body, dict):
        raise ApiError(400, "the body is not a JSON object")
    return body


def _number(body: dict[str, Any], name: str) -> float:
    value = body.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ApiError(400, f"expected {name} to be a number, got {value!r}")
    return float(value)
