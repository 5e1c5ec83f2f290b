"""The stand-in's own control API under `/standin/`: what is playing, and how. It is no part of the Event API.

Requests need no signature; the stand-in listens on 127.0.0.1 unless told otherwise.
"""

from __future__ import annotations

import asyncio
import json
import math
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aiohttp import web

from broadcast.recordings.format import Recording
from broadcast.recordings.renamed import renamed
from broadcast.standin.channel import Channel
from broadcast.standin.clock import parse_speed
from broadcast.standin.errors import ApiError
from broadcast.standin.faults import FaultError
from broadcast.standin.playback import Playback
from broadcast.standin.rest import json_response
from broadcast.standin.uploads import read_recording, receive, scratch, simulated

if TYPE_CHECKING:
    from broadcast.standin.server import StandIn


# What adding a game can say beside the game itself; seconds of the recording for `offset`.
_OPTIONS = frozenset({"speed", "offset", "paused", "event_id"})
_TRUTHS = {"true": True, "1": True, "false": False, "0": False}


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
            web.post("/standin/games", self.add),
            web.delete("/standin/{event_id}", self.remove),
            web.put("/standin/{event_id}/faults", self.set_game_faults),
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

    async def add(self, request: web.Request) -> web.Response:
        """Play one more game: a recording as the body, or JSON `{"seed": 7, "rules": "FIBA"}` to simulate one.

        Reading and simulating are done in a thread, so that the games that are playing go on meanwhile.
        """
        _refuse_pages(request)
        options: dict[str, Any] = dict(request.query)
        if request.content_type == "application/json":
            body = await _object(request)
            _check_names(body, _OPTIONS | {"seed", "rules"})
            options |= body
            recording = await asyncio.to_thread(simulated, body)
        else:
            with scratch() as folder:
                path = await receive(request, Path(folder), self._standin.sizes)
                recording = await asyncio.to_thread(read_recording, path, self._standin.sizes)
        _check_names(request.query, _OPTIONS)
        playback = await asyncio.to_thread(_ready, recording, options)
        try:
            channel = self._standin.stage.admit(playback, paused=_truth(options.get("paused", False)))
        except ValueError as error:
            raise ApiError(409, f"the game {playback.event_id} is playing already") from error
        return json_response(describe(channel), 201)

    async def remove(self, request: web.Request) -> web.Response:
        """Play a game no longer; answers what it was like."""
        _refuse_pages(request)
        channel = self._channel(request)
        told = describe(channel)
        await self._standin.remove(channel.playback.event_id)
        return json_response(told)

    async def set_game_faults(self, request: web.Request) -> web.Response:
        """Change one game's faults: `{"faults": "cut=20"}`; an empty text is none, null those of the server again."""
        _refuse_pages(request)
        channel = self._channel(request)
        body = await _object(request)
        spec = body.get("faults", 0)
        if spec is not None and not isinstance(spec, str):
            raise ApiError(400, f'expected {{"faults": "<spec>" or null}}, got {body!r}')
        try:
            self._standin.set_game_faults(channel.playback.event_id, spec)
        except FaultError as error:
            raise ApiError(400, str(error)) from error
        return json_response(describe(channel))

    async def act(self, request: web.Request) -> web.Response:
        """Move a game: seek `{"position": s}`, speed `{"speed": n}`, pause, play."""
        _refuse_pages(request)
        channel = self._channel(request)
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

    def _channel(self, request: web.Request) -> Channel:
        channel = self._standin.channels.get(request.match_info["event_id"])
        if channel is None:
            raise ApiError(404, "no such game is played here")
        return channel

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
    game = playback.header.game
    return {
        "event_id": playback.event_id,
        "home": game.get("home_team_name"),
        "away": game.get("away_team_name"),
        "rules": playback.header.rules,
        "status": playback.status(now),
        "position": round(playback.position(now) / 1000, 3),
        "duration": playback.timeline.end / 1000,
        "speed": "max" if math.isinf(clock.speed) else clock.speed,
        "paused": clock.paused,
        "faults": None if channel.own is None else channel.own.spec(),
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


def _ready(recording: Recording, options: dict[str, Any]) -> Playback:
    """Make a game ready to be played as the options say; raises ApiError 400. To be called in a thread."""
    try:
        speed = parse_speed(str(options.get("speed", 1)))
        if options.get("event_id") is not None:
            recording = renamed(recording, str(options["event_id"]))
    except ValueError as error:
        raise ApiError(400, str(error)) from error
    offset = _number({"offset": _numeral(options.get("offset", 0))}, "offset")
    return Playback(recording, start=time.time(), speed=speed, offset=offset * 1000)


def _check_names(given: Mapping[str, Any], known: frozenset[str]) -> None:
    unknown = sorted(set(given) - known)
    if unknown:
        raise ApiError(400, f"unknown {', '.join(unknown)}; known are {', '.join(sorted(known))}")


def _numeral(value: Any) -> Any:
    """Read a number of a query, where it is one."""
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            return value
    return value


def _truth(value: Any) -> bool:
    found = value if isinstance(value, bool) else _TRUTHS.get(str(value))
    if found is None:
        raise ApiError(400, f"expected paused to be true or false, got {value!r}")
    return found


def _number(body: dict[str, Any], name: str) -> float:
    value = body.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ApiError(400, f"expected {name} to be a number, got {value!r}")
    return float(value)
