"""The REST side: from a signed HTTP request through the faults to an endpoint, and its answer."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec
from aiohttp import web

from broadcast.standin import assumed
from broadcast.standin.channel import Channel
from broadcast.standin.endpoints import ROUTES
from broadcast.standin.errors import ApiError
from broadcast.standin.faults import Dice, Faults
from broadcast.standin.notify import Notifier
from broadcast.standin.routing import Call, Route, Router
from broadcast.standin.signature import SignatureError, verify
from broadcast.standin.stage import Stage
from broadcast.standin.timeline import without_clocks
from broadcast.standin.tokens import Tokens

logger = logging.getLogger(__name__)


class Rest:
    """Answers every request that is not for the stream or the control API.

    `users` maps names to secrets, `bars` names to the resources that they have no right to.
    """

    def __init__(
        self,
        stage: Stage,
        tokens: Tokens,
        notifier: Notifier,
        users: Mapping[str, str],
        bars: Mapping[str, frozenset[str]],
        faults: Callable[[], Faults],
    ) -> None:
        self._stage = stage
        self._tokens = tokens
        self._notifier = notifier
        self._users = users
        self._bars = bars
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
            user = verify(request.method, raw_path, request.headers, self._users, now + self._faults().skew)
        except SignatureError as error:
            logger.warning("%s %a refused: %s", request.method, raw_path, error)
            raise ApiError(401, assumed.UNAUTHORIZED) from error
        route, params = self._router.find(request.method, raw_path)
        asked = self._asked(params, request)
        faults, dice = self._in_force(asked, now)
        barred = faults.barred | self._bars.get(user, frozenset())
        if faults.slow:
            await asyncio.sleep(dice.after(faults.slow))
        await _strike(faults, dice, route, barred)
        call = Call(
            stage=self._stage,
            tokens=self._tokens,
            notifier=self._notifier,
            base_url=f"{request.scheme}://{request.host}",
            now=self._as_of(asked, now, faults.stale * dice.share()),
            present=now,
            user=user,
            params=params,
            query=request.query,
            body=await _body(request),
            barred=barred,
            null_clocks=faults.nullclock,
        )
        answer = await route.handler(call)
        if isinstance(answer, Iterator):
            return await _long_answer(request, answer)
        return json_response(without_clocks(answer) if faults.nullclock else answer)

    def _asked(self, params: Mapping[str, str], request: web.Request) -> Channel | None:
        """Give the game that a request is about, by its own id or a session's; None for any other request."""
        session = params.get("session_id") or request.query.get("id")
        event_id = params.get("event_id") or (self._stage.event_of(session) if session else None)
        return self._stage.channels.get(event_id or "")

    def _in_force(self, channel: Channel | None, now: float) -> tuple[Faults, Dice]:
        """Give the faults at the point of the game asked about, else of the game with the most to come."""
        if channel is not None and channel.own is not None:
            return channel.own.at(channel.playback.share(now)), channel.dice
        games = self._stage.games.values() if channel is None else [channel.playback]
        return self._faults().at(min((game.share(now) for game in games), default=0.0)), self._dice

    def _as_of(self, channel: Channel | None, now: float, lag: float) -> float:
        """Give the wall time so long ago, or the start of the game asked about where that was later."""
        games = self._stage.games.values() if channel is None else [channel.playback]
        started = max((game.clock.start for game in games), default=now)
        return max(now - lag, min(now, started))


async def _long_answer(request: web.Request, parts: Iterator[bytes]) -> web.StreamResponse:
    """Send an answer as it is made, with a turn for the games between its parts."""
    response = web.StreamResponse(headers={"Content-Type": "application/json; charset=utf-8"})
    await response.prepare(request)
    for part in parts:
        await response.write(part)
        await asyncio.sleep(0)
    await response.write_eof()
    return response


async def _strike(faults: Faults, dice: Dice, route: Route, barred: frozenset[str]) -> None:
    """Let the faults hit a request: it hangs, or is answered by an error."""
    if dice.strikes(faults.hang):
        # Ends with the client's patience (the handler is cancelled with its connection) or the server.
        await asyncio.Event().wait()
    if route.resource in barred or dice.strikes(faults.error403):
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
