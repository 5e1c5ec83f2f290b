"""The live stream against WebSocket servers."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from http import HTTPStatus
from itertools import count
from secrets import token_hex
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from websockets.asyncio.server import ServerConnection, serve
from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

from broadcast.eventapi.errors import Forbidden, NotFound, RateLimited, Unreachable
from broadcast.eventapi.events import Event, FrameReceived, Lost, Opened, Pong, Unreadable
from broadcast.eventapi.http import Subscription
from broadcast.eventapi.stream import LiveStream

Handler = Callable[[ServerConnection], Awaitable[None]]
MESSAGE = json.dumps({"source": "clock", "data": {"gc": "07:20.0"}})


class Feed:
    """A stand-in for one game's stream: hands out tokens, refuses or serves, keeps what it was asked."""

    def __init__(self, handler: Handler) -> None:
        self.handler = handler
        self.addresses: list[str] = []
        self.refusals: list[Response | None] = []
        self.tokens = 0
        self.url = ""

    async def token(self) -> Subscription:
        """Return a new token each time."""
        self.tokens += 1
        return Subscription(f"secret/{self.tokens}", None)

    def check(self, connection: ServerConnection, request: Request) -> Response | None:
        """Refuse the handshake with the next refusal, if there is one."""
        self.addresses.append(request.path)
        return self.refusals.pop(0) if self.refusals else None

    def stream(self, **options: Any) -> LiveStream:
        """Return a stream of this feed with short waits."""
        waits: dict[str, Any] = {"backoff": 0.01, "longest_backoff": 0.02, "text_ping": None}
        return LiveStream(f"{self.url}?token={{token}}", options.pop("get_token", self.token), **{**waits, **options})

    @property
    def queries(self) -> list[dict[str, list[str]]]:
        """Return the query of each address that was asked for."""
        return [parse_qs(urlsplit(address).query) for address in self.addresses]


@asynccontextmanager
async def running(handler: Handler) -> AsyncIterator[Feed]:
    """Run a feed on a port of its own."""
    feed = Feed(handler)
    options: dict[str, Any] = {"ping_interval": None, "close_timeout": 0.1}
    async with serve(handler, "127.0.0.1", 0, process_request=feed.check, **options) as server:
        feed.url = f"ws://127.0.0.1:{next(iter(server.sockets)).getsockname()[1]}/v2/live"
        yield feed


def refusal(status: int, **headers: str) -> Response:
    """Return a refused handshake."""
    body = b"{}"
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(status, HTTPStatus(status).phrase, Headers({**named, "content-length": str(len(body))}), body)


async def until(stream: LiveStream, wanted: Callable[[Event], bool]) -> list[Event]:
    """Return the events up to the wanted one, and close the stream."""
    found: list[Event] = []
    events = stream.__aiter__()
    async with asyncio.timeout(60):
        async for event in events:
            found.append(event)
            if wanted(event):
                break
        await events.aclose()
    return found


def is_frame(event: Event) -> bool:
    """Tell whether a frame came."""
    return isinstance(event, FrameReceived)


def losses(events: list[Event]) -> list[Lost]:
    """Return the losses among the events."""
    return [event for event in events if isinstance(event, Lost)]


async def send_and_stay(connection: ServerConnection) -> None:
    """Send one message and keep the connection open."""
    await connection.send(MESSAGE)
    await connection.wait_closed()


async def stay(connection: ServerConnection) -> None:
    """Keep a connection open in silence."""
    await connection.wait_closed()


async def test_frames() -> None:
    """An opened stream yields its frames, decoded, with the time they came."""
    async with running(send_and_stay) as feed:
        opened, received = await until(feed.stream(), is_frame)
    assert opened == Opened(None)
    assert isinstance(received, FrameReceived)
    assert received.frame.messages[0].rows[0].data == {"clock_ms": 440_000, "resolution_ms": 100}
    assert received.received_at > 1_700_000_000_000


async def test_address() -> None:
    """Token, sources, level and resume point are in the query, quoted once."""
    async with running(send_and_stay) as feed:
        stream = feed.stream(sources=["marker", "a&b"], broadcast_summary_level="game_stats", last_seq=0)
        assert (await until(stream, is_frame))[0] == Opened(0)
    assert feed.queries == [
        {
            "token": ["secret/1"],
            "source": ["marker", "a&b"],
            "broadcast_summary_level": ["game_stats"],
            "last_seq": ["0"],
        }
    ]


@pytest.mark.parametrize("query", ["", "?token=secret%2F9", "?x=1&last_seq=5"])
async def test_address_of_the_subscription(query: str) -> None:
    """An address that the subscription names is preferred; the token is added where it lacks one."""

    async def get_token() -> Subscription:
        return Subscription("secret/9", f"{feed.url}{query}")

    async with running(send_and_stay) as feed:
        stream = LiveStream("ws://127.0.0.1:1/{token}", get_token)
        await until(stream, is_frame)
    assert feed.queries[0]["token"] == ["secret/9"]
    assert "last_seq" not in feed.queries[0]


async def test_token_in_the_path() -> None:
    """A template may have the token in its path; it is then not sent twice."""
    async with running(send_and_stay) as feed:
        await until(LiveStream(feed.url + "/{token}", feed.token), is_frame)
    assert feed.addresses == ["/v2/live/secret%2F1"]


@pytest.mark.parametrize("code", [1000, 1001, 1008, 1011, 4000])
async def test_any_close_code(code: int) -> None:
    """No close code ends the stream: it opens again with the same token, from the newest resume point."""

    async def close(connection: ServerConnection) -> None:
        await connection.send(MESSAGE)
        await connection.close(code, "enough")

    async with running(close) as feed:
        stream = feed.stream()
        events = []
        async with asyncio.timeout(60):
            async for event in stream:
                events.append(event)
                stream.last_seq = 41
                if len(feed.addresses) == 2 and is_frame(event):
                    stream.finish()
    lost = losses(events)[0]
    assert (lost.reason, lost.status) == (f"closed by the service with code {code}: enough", None)
    assert [query.get("last_seq") for query in feed.queries] == [None, ["41"]]
    assert feed.tokens == 1


async def test_broken_connection() -> None:
    """A connection that breaks off without a close frame is opened again."""

    async def break_off(connection: ServerConnection) -> None:
        connection.transport.abort()

    async with running(break_off) as feed:
        events = await until(feed.stream(), lambda event: isinstance(event, Lost))
    assert losses(events)[0].reason == "the connection broke off"


async def test_backoff_grows_until_a_message_is_understood() -> None:
    """Opening alone does not reset the wait: a server that accepts and closes at once is left alone for
    longer.
    """
    speak = asyncio.Event()

    async def close(connection: ServerConnection) -> None:
        if speak.is_set():
            await connection.send(MESSAGE)
        else:
            await connection.send("pong")
            await connection.send('{"status":403,"message":"no"}')
        await connection.close()

    async with running(close) as feed:
        stream = feed.stream(backoff=0.001, longest_backoff=1000.0)
        attempts = []
        async with asyncio.timeout(60):
            async for event in stream:
                if isinstance(event, Lost):
                    attempts.append(stream._attempts)
                    if len(attempts) == 4:
                        speak.set()
                    if len(attempts) == 5:
                        stream.finish()
    assert attempts == [1, 2, 3, 4, 1]


async def test_waits_are_random_and_capped() -> None:
    """The waits lie between zero and the growing, capped limit."""
    async with running(stay) as feed:
        stream = feed.stream(backoff=0.25, longest_backoff=15.0)
    waits = [stream._next_wait() for _ in range(2000)]
    for number, wait in enumerate(waits):
        assert 0 <= wait <= min(15.0, 0.25 * 2 ** min(number, 10))
    assert max(waits) > 14
    assert min(waits[10:]) < 1


@pytest.mark.parametrize("status", [401, 403])
async def test_refused_token(status: int) -> None:
    """A refused token is replaced once, without a loss."""
    async with running(send_and_stay) as feed:
        feed.refusals = [refusal(status)]
        events = await until(feed.stream(), is_frame)
    assert losses(events) == []
    assert [query["token"] for query in feed.queries] == [["secret/1"], ["secret/2"]]


async def test_refused_for_good() -> None:
    """If the new token is refused too that is reported, and tried on slowly, each time with a new token."""
    async with running(send_and_stay) as feed:
        feed.refusals = [refusal(403)] * 4
        events = await until(feed.stream(), is_frame)
    assert [(lost.status, lost.reason) for lost in losses(events)] == [
        (403, "the live stream was refused with status 403")
    ] * 3
    assert all(0.01 <= lost.retry_in <= 0.02 for lost in losses(events))
    assert [query["token"][0] for query in feed.queries] == [f"secret/{number}" for number in (1, 2, 3, 4, 5)]


async def test_token_is_replaced_again_after_a_message() -> None:
    """Once a message came, a token that is refused later is again replaced without a loss of its own."""

    async def once(connection: ServerConnection) -> None:
        await connection.send(MESSAGE)
        feed.refusals = [refusal(403)]
        await connection.close()

    async with running(once) as feed:
        feed.refusals = [refusal(403)]
        frames = 0

        def two_frames(event: Event) -> bool:
            nonlocal frames
            frames += is_frame(event)
            return frames == 2

        events = await until(feed.stream(), two_frames)
    assert [lost.status for lost in losses(events)] == [None]
    assert feed.tokens == 3


@pytest.mark.parametrize("status", [404, 400, 500, 503])
async def test_other_refusals(status: int) -> None:
    """Other refusals are reported with their status; after a 4xx the next attempt has a new token."""
    async with running(send_and_stay) as feed:
        feed.refusals = [refusal(status)]
        events = await until(feed.stream(), is_frame)
    assert [lost.status for lost in losses(events)] == [status]
    assert feed.tokens == (2 if status < 500 else 1)


async def test_rate_limited() -> None:
    """A 429 is obeyed: the wait is the one asked for, up to five minutes."""
    async with running(send_and_stay) as feed:
        for asked, wait in (("7", 7), ("9999", 300)):
            feed.refusals = [refusal(429, retry_after=asked)]
            events = await until(feed.stream(), lambda event: isinstance(event, Lost))
            assert (losses(events)[0].status, losses(events)[0].retry_in) == (429, wait)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (Forbidden("no", status=403), 403),
        (NotFound("no game", status=404), 404),
        (RateLimited("slow", status=429, retry_after=0.01), 429),
        (Unreachable("down"), None),
    ],
)
async def test_token_that_cannot_be_had(error: Exception, status: int | None) -> None:
    """A token that is not given is a loss with the status of the refusal, and asked for again."""
    errors = [error]

    async def get_token() -> Subscription:
        if errors:
            raise errors.pop()
        return await feed.token()

    async with running(send_and_stay) as feed:
        events = await until(feed.stream(get_token=get_token), is_frame)
    assert [lost.status for lost in losses(events)] == [status]


async def test_nobody_listens() -> None:
    """A refused connection, and an address that is none, are losses without a status."""
    async with running(stay) as feed:
        for url in ("ws://127.0.0.1:1/{token}", "http://127.0.0.1/{token}"):
            events = await until(LiveStream(url, feed.token), lambda event: isinstance(event, Lost))
            assert losses(events)[0].status is None
            assert "secret" not in losses(events)[0].reason


async def test_unreadable_frames() -> None:
    """A frame that is not understood is reported, and the stream goes on."""

    async def send(connection: ServerConnection) -> None:
        await connection.send('{"source":"sho')
        await connection.send(b"\xff\x00")
        await send_and_stay(connection)

    async with running(send) as feed:
        events = await until(feed.stream(), is_frame)
    assert [type(event) for event in events] == [Opened, Unreadable, Unreadable, FrameReceived]
    assert isinstance(events[1], Unreadable)
    assert events[1].excerpt == '{"source":"sho'


async def test_large_frame() -> None:
    """A frame of 5 MB is received."""
    rows = [
        {"t": number, "pid": 1, "tid": 2, "st": "MAKE", "is3": False, "label": "x" * 5000} for number in range(1, 1001)
    ]
    text = json.dumps({"source": "shots", "seq": 9, "data": rows})
    assert len(text) > 5_000_000

    async def send(connection: ServerConnection) -> None:
        await connection.send(text)
        await connection.wait_closed()

    async with running(send) as feed:
        received = (await until(feed.stream(), is_frame))[-1]
    assert isinstance(received, FrameReceived)
    assert len(received.frame.messages[0].rows) == 1000


async def test_frame_beyond_the_limit() -> None:
    """A frame beyond the limit is a loss that says so."""

    async def send(connection: ServerConnection) -> None:
        await connection.send("[" + " " * 2000 + "]")
        await connection.wait_closed()

    async with running(send) as feed:
        events = await until(feed.stream(max_size=1000), lambda event: isinstance(event, Lost))
    assert "code 1009" in losses(events)[0].reason


async def test_silence_is_no_loss() -> None:
    """In silence pings are sent, and as long as they are answered the connection stands."""
    async with running(stay) as feed:
        pongs = 0

        def three_pongs(event: Event) -> bool:
            nonlocal pongs
            pongs += isinstance(event, Pong)
            return pongs == 3

        events = await until(feed.stream(ping_interval=0.02, pong_timeout=5), three_pongs)
    assert losses(events) == []


async def test_busy_stream_is_pinged_too() -> None:
    """Pings go out at their interval also while messages come, so that a service that counts pings keeps us."""
    heard: asyncio.Queue[str | bytes] = asyncio.Queue()

    async def talk(connection: ServerConnection) -> None:
        async def send() -> None:
            for number in count(1):  # without end: a silence would bring the pings by itself
                await connection.send(json.dumps({"source": "marker", "seq": number, "data": {"type": "GAME", "t": 1}}))
                await asyncio.sleep(0.002)

        sending = asyncio.create_task(send())
        async for text in connection:
            heard.put_nowait(text)
        sending.cancel()

    async with running(talk) as feed:
        stream = feed.stream(ping_interval=0.05, text_ping='{"action":"ping"}')
        await until(stream, lambda event: heard.qsize() >= 3)
    assert heard.qsize() >= 3


async def test_text_ping() -> None:
    """The text ping is sent too, and its answer is a pong."""
    heard: asyncio.Queue[str | bytes] = asyncio.Queue()

    async def answer(connection: ServerConnection) -> None:
        async for text in connection:
            heard.put_nowait(text)
            await connection.send('{"action":"pong"}')

    async with running(answer) as feed:
        stream = feed.stream(ping_interval=0.02, text_ping='{"action":"ping"}')
        # A pong of the protocol's own can be here before the text is there.
        events = await until(stream, lambda event: isinstance(event, Pong) and not heard.empty())
    assert isinstance(events[-1], Pong)
    assert heard.get_nowait() == '{"action":"ping"}'


async def test_unanswered_ping() -> None:
    """A peer that no longer reads is lost once a ping has gone unanswered."""

    async def fall_silent(connection: ServerConnection) -> None:
        connection.transport.pause_reading()
        await connection.wait_closed()

    async with running(fall_silent) as feed:
        stream = feed.stream(ping_interval=0.02, pong_timeout=0.1, last_seq=1)
        events = await until(stream, lambda event: isinstance(event, Lost))
    assert losses(events)[0].reason == "a ping was not answered in 0.1 s"


async def test_ping_that_cannot_be_sent() -> None:
    """A ping that finds no room, since the peer no longer reads, is a lost connection too."""

    async def fall_silent(connection: ServerConnection) -> None:
        connection.transport.pause_reading()
        await connection.wait_closed()

    async with running(fall_silent) as feed:
        stream = feed.stream(ping_interval=0.02, pong_timeout=0.1, text_ping=token_hex(8_000_000))
        events = await until(stream, lambda event: isinstance(event, Lost))
    assert losses(events)[0].reason == "a ping could not be sent in 0.1 s"


async def test_ping_at_once() -> None:
    """The consumer gets a pong for a ping of its own, long before silence would call for one."""
    async with running(send_and_stay) as feed:
        stream = feed.stream(ping_interval=1000)
        found = []
        async with asyncio.timeout(60):
            async for event in stream:
                found.append(type(event))
                if is_frame(event):
                    asyncio.get_running_loop().call_later(0.01, stream.ping)
                if isinstance(event, Pong):
                    stream.finish()
    assert found == [Opened, FrameReceived, Pong]


async def test_reopen() -> None:
    """The consumer opens the stream anew, without a resume point, and sees no loss."""
    async with running(send_and_stay) as feed:
        stream = feed.stream(last_seq=900, ping_interval=1000)
        found = []
        async with asyncio.timeout(60):
            async for event in stream:
                found.append(event)
                if is_frame(event) and stream.last_seq == 900:
                    stream.last_seq = None
                    asyncio.get_running_loop().call_later(0.01, stream.reopen)
                elif is_frame(event):
                    stream.finish()
    assert [event for event in found if not is_frame(event)] == [Opened(900), Opened(None)]
    assert feed.tokens == 1


async def test_reopen_while_waiting() -> None:
    """Reopening and finishing do not wait for the next attempt."""
    async with running(send_and_stay) as feed:
        feed.refusals = [refusal(500)]
        stream = feed.stream(backoff=1000.0, longest_backoff=1000.0)
        kinds = []
        async with asyncio.timeout(60):
            async for event in stream:
                kinds.append(type(event))
                if isinstance(event, Lost) and len(kinds) == 1:
                    asyncio.get_running_loop().call_later(0.01, stream.reopen)
                elif is_frame(event):
                    feed.refusals = [refusal(500)]
                    stream.reopen()
                elif isinstance(event, Lost):
                    stream.finish()
    assert kinds == [Lost, Opened, FrameReceived, Lost]


async def test_finish_in_silence() -> None:
    """Finishing ends the iteration and closes the connection."""
    closed = asyncio.Event()

    async def watch(connection: ServerConnection) -> None:
        try:
            await connection.recv()
        except ConnectionClosed:
            closed.set()

    async with running(watch) as feed:
        stream = feed.stream(ping_interval=1000)
        async with asyncio.timeout(60):
            async for event in stream:
                assert isinstance(event, Opened)
                asyncio.get_running_loop().call_later(0.01, stream.finish)
            await closed.wait()


async def test_nothing_is_lost_under_load() -> None:
    """Every one of many quick messages comes, in order, while pings and pongs go between."""
    total = 3000

    async def send(connection: ServerConnection) -> None:
        for number in range(1, total + 1):
            await connection.send(
                json.dumps({"source": "marker", "seq": number, "data": {"type": "GAME", "t": number}})
            )
        await connection.wait_closed()

    async with running(send) as feed:
        stream = feed.stream(ping_interval=0.001)
        places: list[int | None] = []
        async with asyncio.timeout(60):
            async for event in stream:
                if isinstance(event, FrameReceived):
                    places += [message.seq for message in event.frame.messages]
                    if len(places) % 50 == 0:
                        stream.ping()
                        await asyncio.sleep(0)
                if len(places) == total:
                    stream.finish()
    assert places == list(range(1, total + 1))


async def test_secrets_are_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    """No token is in the log, even at its most talkative."""
    with caplog.at_level(logging.DEBUG):
        async with running(send_and_stay) as feed:
            feed.refusals = [refusal(403), refusal(403), refusal(500)]
            caplog.clear()
            await until(feed.stream(), is_frame)
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith("websockets.server")]
    assert not [message for message in ours if "secret" in message]
