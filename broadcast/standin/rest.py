"""The REST side: from a signed HTTP request through the faults to an endpoint, and its answer."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from aiohttp import web

from broadcast.standin import assumed
from broadcast.standin.channel import Channel
from broadcast.standin.endpoints import ROUTES
from broadcast.standin.errors import ApiError
from broadcast.standin.faults import Dice, Faults
from broadcast.standin.playback import Playback
from broadcast.standin.routing import Call, Route, Router
from broadcast.standin.signature import SignatureError, verify
from broadcast.standin.timeline import without_clocks
from broadcast.standin.tokens import Tokens

logger = logging.getLogger(__name__)


class Rest:
    """Answers every request that is not for the stream or the control API."""

    def __init__(
        self,
        channels: Mapping[str, Channel],
        games: Mapping[str, Playback],
        tokens: Tokens,
        users: Mapping[str, str],
        faults: Callable[[], Faults],
    ) -> None:
        self._channels = channels
        self._games = games
        self._tokens = tokens
        self._users = users
        self._faults = faults
        self._router = Router(ROUTES)
        self.reseed()

    def reseed(self) -> None:
        """Throw the dice from the beginning, by the seed of the faults now in force."""
        self._dice = Dice(self._faults().seed, "rest")

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer one request; an error is an ApiError, which the server turns into its documented body."""
        now = time.time()
        # `rel_url` normalizes the escapes of a path; the signature is over the path as it was sent.
        raw_path = request.raw_path.partition("?")[0]
        try:
            verify(request.method, raw_path, request.headers, self._users, now)
        except SignatureError as error:
            logger.warning("%s %a refused: %s", request.method, raw_path, error)
            raise ApiError(401, assumed.UNAUTHORIZED) from error
        route, params = self._router.find(request.method, raw_path)
        faults, dice = self._in_force(params, now)
        await _strike(faults, dice, route)
        call = Call(
            games=self._games,
            tokens=self._tokens,
            base_url=f"{request.scheme}://{request.host}",
            now=self._as_of(params, now, faults.stale * dice.share()),
            present=now,
            params=params,
            query=request.query,
            body=await _body(request),
            barred=faults.barred,
        )
        answer = route.handler(call)
        return json_response(without_clocks(answer) if faults.nullclock else answer)

    def _in_force(self, params: Mapping[str, str], now: float) -> tuple[Faults, Dice]:
        """Give the faults at the point of the game asked about, else of the game with the most to come."""
        channel = self._channels.get(params.get("event_id", ""))
        if channel is not None and channel.own is not None:
            return channel.own.at(channel.playback.share(now)), channel.dice
        share = min((game.share(now) for game in self._asked(params)), default=0.0)
        return self._faults().at(share), self._dice

    def _as_of(self, params: Mapping[str, str], now: float, lag: float) -> float:
        """Give the wall time so long ago, or the start of the game asked about where that was later."""
        started = max((game.clock.start for game in self._asked(params)), default=now)
        return max(now - lag, min(now, started))

    def _asked(self, params: Mapping[str, str]) -> list[Playback]:
        game = self._games.get(params.get("event_id", ""))
        return [game] if game else list(self._games.values())


async def _strike(faults: Faults, dice: Dice, route: Route) -> None:
    """Let the faults hit a request: it hangs, or is answered by an error."""
    if dice.strikes(faults.hang):
        # Ends with the client's patience (the handler is cancelled with its connection) or the server.
        await asyncio.Event().wait()
    if route.resource in faults.barred or dice.strikes(faults.error403):
        raise ApiError(403, route.denied)
    if dice.strikes(faults.error401):
        raise ApiError(401, assumed.UNAUTHORIZED)
    if dice.strikes(faults.error404):
        raise ApiError(*assumed.UNKNOWN_GAME)
    if dice.strikes(faults.error429):
        headers = {"Retry-After": str(assumed.RETRY_AFTER_SECONDS)}
        raise ApiError(429, assumed.TOO_MANY_REQUESTS, headers)
    if dice.strikes(faults.error500):
        raise ApiError(500, assumed.SYSTEM_ERROR)


def json_response(body: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> web.Response:
    """Make a response of JSON."""
    return web.Response(
        body=msgspec.json.encode(body),
        status=status,
        headers=headers,
        content_type="application/json",
        charset="utf-8",
    )


async def _body(request: web.Request) -> Any:
    raw = await request.read()
    if not raw:
        return None
    try:
        return json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise ApiError(400, "The body is not JSON") from error
