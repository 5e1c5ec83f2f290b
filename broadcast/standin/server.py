"""The server: REST, the stream and the control API of any number of played recordings, on one port."""

from __future__ import annotations

import re
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from email.utils import formatdate
from types import TracebackType
from typing import Self

from aiohttp import web

from broadcast.recordings.format import Recording
from broadcast.standin import assumed
from broadcast.standin.catalog import Catalog
from broadcast.standin.channel import Channel
from broadcast.standin.control import Control
from broadcast.standin.endpoints import ROUTES
from broadcast.standin.errors import ApiError
from broadcast.standin.faults import FaultError, Faults
from broadcast.standin.notify import Notifier
from broadcast.standin.rest import Rest, json_response
from broadcast.standin.stage import Stage
from broadcast.standin.stream import Connection, Limits, Subscription
from broadcast.standin.tokens import Tokens
from broadcast.standin.uploads import SizeLimits
from broadcast.standin.world.world import World

# Requests that are still under way when the server stops are dropped after this.
_SHUTDOWN_SECONDS = 0.5
# A client sends pings and nothing else.
_CLIENT_FRAME_BYTES = 64 * 1024

_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class StandIn:
    """The Event API in the small; `async with StandIn(recordings, users={"demo": "secret"}) as standin`.

    `users` maps names to secrets. `speed` is how much faster than life, infinity for all at once. `start` is
    when the recordings begin, epoch seconds, now by default; `offset` how many ms into them. `faults` is a
    spec (docs/standin.md). Port 0 takes a free one. `on_send` is told the event id and the text of each frame of
    the stream just before it goes to a socket. `sizes` limits the recordings that the control API takes. `bars` are
    the resources that a user has no right to. `world` is a league to play beside the recordings. Raises ValueError
    where two recordings are of one game, FaultError for a wrong spec, OSError where the port cannot be had.
    """

    def __init__(
        self,
        recordings: Iterable[Recording],
        *,
        users: Mapping[str, str],
        speed: float = 1.0,
        start: float | None = None,
        offset: float = 0.0,
        faults: str = "",
        host: str = "127.0.0.1",
        port: int = 0,
        limits: Limits | None = None,
        on_send: Callable[[str, str], None] | None = None,
        sizes: SizeLimits | None = None,
        bars: Mapping[str, frozenset[str]] | None = None,
        world: World | None = None,
        notifier: Notifier | None = None,
    ) -> None:
        self.sizes = sizes or SizeLimits()
        self.faults = parse_faults(faults)
        self._host, self._port = host, port
        self._limits = limits or Limits()
        self._tokens = Tokens()
        self._bars = dict(bars or {})
        self.notifier = notifier or Notifier()
        self.stage = Stage(Catalog(world), self.notifier, lambda: self.faults, on_send)
        self.channels, self.games = self.stage.channels, self.stage.games
        begin = time.time() if start is None else start
        for recording in recordings:
            self.add(recording, start=begin, speed=speed, offset=offset)
        self._rest = Rest(self.stage, self._tokens, self.notifier, users, self._bars, lambda: self.faults)
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        """The base URL, once started."""
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{self._port}"

    @property
    def live_url(self) -> str:
        """The URL of the stream without its query, once started."""
        return "ws" + self.url.removeprefix("http") + assumed.LIVE_PATH

    async def start(self) -> None:
        """Listen and play."""
        app = web.Application(middlewares=[_errors])
        app.on_response_prepare.append(self._date)
        app.add_routes(Control(self).routes())
        app.router.add_get(assumed.LIVE_PATH, self._live)
        app.router.add_get(assumed.LIVE_PATH + "/{rest:.*}", self._live)
        app.router.add_route("*", "/{rest:.*}", self._rest.handle)
        # A handler that hangs ends with its connection.
        self._runner = web.AppRunner(
            app, access_log=None, handler_cancellation=True, shutdown_timeout=_SHUTDOWN_SECONDS
        )
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._host, self._port).start()
        except OSError:
            await self._runner.cleanup()
            raise
        self._port = self._runner.addresses[0][1]
        self.stage.start()

    async def stop(self) -> None:
        """Drop every connection and stop listening."""
        await self.stage.stop()
        await self.notifier.stop()
        if self._runner is not None:
            await self._runner.cleanup()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    def add(
        self,
        recording: Recording,
        *,
        start: float | None = None,
        speed: float = 1.0,
        offset: float = 0.0,
        paused: bool = False,
    ) -> Channel:
        """Play one more game, from `offset` ms on at `start` (epoch seconds, now by default).

        Raises ValueError where the game is playing already or the speed is not above 0.
        """
        return self.stage.add(recording, start=start, speed=speed, offset=offset, paused=paused)

    async def remove(self, event_id: str) -> None:
        """Play a game no longer: its sockets are closed, its tokens refused. Raises KeyError for an unknown one."""
        await self.stage.remove(event_id)

    def set_faults(self, spec: str) -> None:
        """Change the faults of a running server; raises FaultError and changes nothing for a wrong spec."""
        self.faults = parse_faults(spec)
        self._rest.reseed()
        for channel in self.channels.values():
            if channel.own is None:
                channel.reseed()
            channel.poke()

    def set_game_faults(self, event_id: str, spec: str | None) -> None:
        """Change the faults of one game, its stream and REST: a spec of its own, or None for the server's again.

        Raises KeyError for an unknown game, FaultError for a wrong spec, and then changes nothing.
        """
        channel = self.channels[event_id]
        channel.own = None if spec is None else parse_faults(spec)
        channel.reseed()
        channel.poke()

    async def _date(self, request: web.Request, response: web.StreamResponse) -> None:
        """Date an answer by the service's clock, where it is off."""
        if self.faults.skew:
            response.headers["Date"] = formatdate(time.time() + self.faults.skew, usegmt=True)

    async def _live(self, request: web.Request) -> web.StreamResponse:
        """Open a stream: a token that is unknown or has expired is refused before the handshake."""
        token = request.query.get("token", "")
        channel = self.channels.get(self._tokens.event_id(token) or "")
        if channel is None:
            raise ApiError(403, assumed.HANDSHAKE_REFUSED)
        lifetime = channel.faults().expired
        if lifetime and self._tokens.age(token, time.time()) > lifetime:
            raise ApiError(403, assumed.HANDSHAKE_REFUSED)
        wanted = _subscription(request)
        socket = web.WebSocketResponse(autoping=False, compress=False, max_msg_size=_CLIENT_FRAME_BYTES)
        if not socket.can_prepare(request):
            raise ApiError(400, assumed.NO_WEBSOCKET)
        await socket.prepare(request)
        barred = self._bars.get(self._tokens.user(token), frozenset())
        await Connection(channel, socket, request, wanted, self._limits, barred).run()
        return socket


def parse_faults(spec: str) -> Faults:
    """Read a fault spec whose resources are known here; raises FaultError."""
    faults = Faults.parse(spec)
    known = {route.resource for route in ROUTES} | assumed.SOURCES
    unknown = faults.barred - known
    if unknown:
        raise FaultError(
            f"unknown resource {', '.join(sorted(unknown))} in error403; known are {', '.join(sorted(known))}"
        )
    return faults


def _subscription(request: web.Request) -> Subscription:
    """Read the documented query of the stream; raises ApiError 400 for a `last_seq` that is no number."""
    query = request.query
    last_seq = query.get("last_seq")
    if last_seq is not None and not re.fullmatch(r"[0-9]{1,18}", last_seq):
        raise ApiError(400, assumed.INVALID_PARAMETER.format(name="last_seq"))
    return Subscription(
        sources=frozenset(query.getall("source")) if "source" in query else None,
        last_seq=None if last_seq is None else int(last_seq),
        level=query.get("broadcast_summary_level"),
    )


@web.middleware
async def _errors(request: web.Request, handler: _Handler) -> web.StreamResponse:
    """Give every error the documented body."""
    try:
        return await handler(request)
    except ApiError as error:
        return json_response(error.body(), error.status, error.headers)
    except web.HTTPException as error:
        raised = ApiError(error.status, error.reason)
        return json_response(raised.body(), raised.status)
