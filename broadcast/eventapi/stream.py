"""Live Data V2: one WebSocket per game, kept open by a reconnect loop of our own (EVENT_API section 8).

The iterator of `websockets` keeps one address, while token and `last_seq` change; it resets its backoff on
any successful opening, which makes a server that accepts and closes at once a hot loop; and it ends on 401,
403, 404 and 429. Here the backoff is reset by the first message that is understood, each refusal has its
rule, and no close code ends the stream: only the consumer does.
"""

import asyncio
import logging
import random
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable
from contextlib import suppress
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidStatus, InvalidURI, SecurityError, WebSocketException

from broadcast.eventapi import assumed
from broadcast.eventapi.connection import ConnectionLost, LiveConnection
from broadcast.eventapi.errors import ApiError
from broadcast.eventapi.events import Event, FrameReceived, Lost, Opened
from broadcast.eventapi.http import Subscription
from broadcast.eventapi.transport import read_retry_after

# The library logs the request line, which holds the token, at DEBUG: its logger never goes below INFO.
_socket_logger = logging.getLogger(f"{__name__}.socket")
_socket_logger.setLevel(logging.INFO)

# The closing handshake is a courtesy: a dead peer must not hold up the next connection.
_CLOSE_TIMEOUT = 1.0
# However long a service asks us to stay away, a game on air is tried again after this many seconds.
_LONGEST_RETRY_AFTER = 300.0


class LiveStream:
    """The live stream of one game: `async for event in stream` yields events until `finish()` is called.

    `url_template` holds `{token}`; a WebSocket address that the subscription names is preferred to it.
    `get_token` asks for a subscription; its `ApiError`s are reported as `Lost` and retried, anything else it
    raises ends the stream. `sources` restricts what is sent; none means everything. Every `ping_interval`
    seconds a protocol ping is sent and, unless it is `None`, the text `text_ping`; a ping left
    unanswered for `pong_timeout` seconds is a lost connection. Frames may have `max_size` bytes. The wait
    before an attempt is random, up to `backoff * 2**n` and at most `longest_backoff` seconds.

    The consumer keeps `last_seq` at the point to resume from; it is read whenever a connection is opened.
    To be used from one event loop, and iterated once.
    """

    def __init__(
        self,
        url_template: str,
        get_token: Callable[[], Awaitable[Subscription]],
        sources: Iterable[str] | None = None,
        *,
        broadcast_summary_level: str | None = None,
        last_seq: int | None = None,
        ping_interval: float = 5.0,
        pong_timeout: float = 10.0,
        text_ping: str | None = assumed.TEXT_PING,
        max_size: int = 16 * 2**20,
        open_timeout: float = 10.0,
        backoff: float = 0.25,
        longest_backoff: float = 15.0,
    ) -> None:
        self.last_seq = last_seq
        self._url_template = url_template
        self._get_token = get_token
        self._sources = tuple(sources or ())
        self._summary_level = broadcast_summary_level
        self._ping_interval = ping_interval
        self._pong_timeout = pong_timeout
        self._text_ping = text_ping
        self._max_size = max_size
        self._open_timeout = open_timeout
        self._backoff = backoff
        self._longest_backoff = longest_backoff
        self._subscription: Subscription | None = None
        self._connection: LiveConnection | None = None
        self._attempts = 0
        self._token_replaced = False
        self._finished = False
        self._reopen = False
        self._interrupt = asyncio.Event()

    def finish(self) -> None:
        """Close the connection and end the iteration, after an attempt to open that is under way."""
        self._finished = True
        self._wake()

    def reopen(self) -> None:
        """Close the connection and open it at once from `last_seq` as it then is. No `Lost` is yielded."""
        self._reopen = True
        self._wake()

    def ping(self) -> None:
        """Ask for a `Pong` at once; if none comes in time, the connection is `Lost`.

        Does nothing while there is no connection.
        """
        if self._connection is not None:
            self._connection.ping()

    def _ending(self) -> bool:
        """Tell whether the consumer wants this connection closed."""
        return self._finished or self._reopen

    def _wake(self) -> None:
        self._interrupt.set()
        if self._connection is not None:
            self._connection.wake()

    def __aiter__(self) -> AsyncGenerator[Event, None]:
        return self._events()

    async def _events(self) -> AsyncGenerator[Event, None]:
        while not self._finished:
            self._reopen = False
            lost: Lost | None = None
            try:
                self._connection = await self._connect()
            except (ApiError, OSError, EOFError, WebSocketException) as error:
                lost = self._refusal(error)
            else:
                try:
                    yield Opened(self.last_seq)
                    while not self._ending():
                        event = await self._connection.receive()
                        if isinstance(event, FrameReceived) and event.frame.understood:
                            self._attempts = 0
                            self._token_replaced = False
                        if event is not None:
                            yield event
                except ConnectionLost as error:
                    lost = Lost(str(error), None, self._next_wait())
                finally:
                    connection, self._connection = self._connection, None
                    await connection.close()
            if lost is not None and not self._finished:
                yield lost
                await self._pause(lost.retry_in)

    async def _connect(self) -> LiveConnection:
        """Open a connection. A token that is refused is replaced once before that is an error."""
        if self._subscription is None:
            self._subscription = await self._get_token()
        try:
            socket = await self._open(self._subscription)
        except InvalidStatus as error:
            if error.response.status_code not in (401, 403) or self._token_replaced:
                raise
            self._token_replaced = True
            self._subscription = None
            self._subscription = await self._get_token()
            socket = await self._open(self._subscription)
        return LiveConnection(
            socket,
            ping_interval=self._ping_interval,
            pong_timeout=self._pong_timeout,
            text_ping=self._text_ping,
        )

    async def _open(self, subscription: Subscription) -> ClientConnection:
        return await connect(
            self._address(subscription),
            max_size=self._max_size,
            open_timeout=self._open_timeout,
            close_timeout=_CLOSE_TIMEOUT,
            ping_interval=None,
            logger=_socket_logger,
            user_agent_header="Courtside",
        )

    def _address(self, subscription: Subscription) -> str:
        """Return the address with the token, the sources and the resume point in its query."""
        filled = self._url_template.replace("{token}", quote(subscription.token, safe=""))
        scheme, host, path, query, _ = urlsplit(subscription.url or filled)
        ours = ("source", "broadcast_summary_level", "last_seq")
        params = [(name, value) for name, value in parse_qsl(query) if name not in ours]
        holds_token = (
            any(name == "token" for name, _ in params) if subscription.url else "{token}" in self._url_template
        )
        if not holds_token:
            params.append(("token", subscription.token))
        params += [("source", source) for source in self._sources]
        if self._summary_level is not None:
            params.append(("broadcast_summary_level", self._summary_level))
        if self.last_seq is not None:
            params.append(("last_seq", str(self.last_seq)))
        return urlunsplit((scheme, host, path, urlencode(params), ""))

    def _refusal(self, error: Exception) -> Lost:
        """Return what a failed attempt means. After a 4xx the next is made slowly and with a new token."""
        status: int | None = None
        wanted: float | None = None
        if isinstance(error, ApiError):
            status, wanted, reason = error.status, error.retry_after, str(error)
        elif isinstance(error, InvalidStatus):
            headers = error.response.headers
            status = error.response.status_code
            wanted = read_retry_after(headers.get("Retry-After"), headers.get("Date"))
            reason = f"the live stream was refused with status {status}"
        elif isinstance(error, InvalidURI):
            reason = "the address of the live stream is no WebSocket address"
        elif isinstance(error, SecurityError):
            # What the library says of it holds the address, and that the token.
            reason = "the live stream leads on to where nothing is encrypted, or leads nowhere"
        else:
            reason = f"the live stream cannot be reached: {type(error).__name__} {error}".rstrip()
        if status is not None and 400 <= status < 500:
            self._subscription = None
            wait = random.uniform(self._longest_backoff / 2, self._longest_backoff)  # noqa: S311
        else:
            wait = self._next_wait()
        return Lost(reason, status, wait if wanted is None else min(wanted, _LONGEST_RETRY_AFTER))

    def _next_wait(self) -> float:
        longest = min(self._longest_backoff, self._backoff * 2.0 ** min(self._attempts, 32))
        self._attempts += 1
        return random.uniform(0, longest)  # noqa: S311

    async def _pause(self, seconds: float) -> None:
        """Wait before the next attempt, unless the consumer finishes or reopens."""
        self._interrupt.clear()
        if self._ending():
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._interrupt.wait()
