"""The stream over real sockets, read by another WebSocket library than the one that serves it."""

from __future__ import annotations

import asyncio
import json
import math

import httpx
import pytest
import websockets

from broadcast.standin.server import StandIn
from broadcast.standin.stream import Limits
from tests.standin.build import COUNT, END, EVENT_ID, T0, game
from tests.standin.client import TLS, USERS, control, frames, get, rest_of, stream, token

QUICK = Limits(silence=30.0, grace=0.05, slow=30.0)


def paused(seconds: float, **options: object) -> StandIn:
    """Make a server whose game all but stands at a position."""
    return StandIn([game()], users=USERS, speed=0.01, offset=seconds * 1000, **options)  # type: ignore[arg-type]


def whole(**options: object) -> StandIn:
    """Make a server whose game is over."""
    return StandIn([game()], users=USERS, speed=math.inf, limits=QUICK, **options)  # type: ignore[arg-type]


async def test_backlog_in_order() -> None:
    """Without last_seq the stream starts at the beginning of the event, numbered from 1 without a gap."""
    async with whole() as standin, stream(standin) as socket:
        received = await rest_of(socket)
    assert [frame["seq"] for frame in received if "seq" in frame] == list(range(1, COUNT + 1))
    assert received[0]["source"] == "marker"


async def test_closes_after_the_end() -> None:
    """After GAME_END and the grace the server closes with 1000."""
    async with whole() as standin, stream(standin) as socket:
        received = await rest_of(socket)
        assert socket.close_code == 1000
    said = [
        frame["data"]["data"]["status"]
        for frame in received
        if frame["source"] == "marker" and "status" in frame["data"]["data"]
    ]
    assert said[-1] == "GAME_END"


async def test_latest_of_the_unsequenced() -> None:
    """Of a source without a sequence the backlog has the newest value only."""
    async with paused(60) as standin, stream(standin, "&source=clock&source=broadcastsummary") as socket:
        first, second = await frames(socket, 2)
    assert first["source"] == "broadcastsummary"
    assert "seq" not in first
    assert first["data"]["gameTotals"]["awayTeamScore"] == {"teamId": "552", "value": 2}
    assert second == {
        "source": "clock",
        "data": {"gc": "09:50.0", "sc": "14.0", "prd": "Q1", "t": T0 + 60_000},
    }


async def test_filter_leaves_holes() -> None:
    """A source filter leaves the numbers of the one sequence as they are, with holes."""
    async with whole() as standin, stream(standin, "&source=shots") as socket:
        filtered = await rest_of(socket)
    async with whole() as standin, stream(standin) as socket:
        everything = await rest_of(socket)
    assert filtered == [frame for frame in everything if frame["source"] == "shots"]
    assert len(filtered) == 3


@pytest.mark.parametrize(("faults", "first"), [("", 8), ("inclusive", 7)])
async def test_resume(faults: str, first: int) -> None:
    """last_seq resumes behind that number, or at it by switch."""
    async with (
        whole(faults=faults) as standin,
        stream(standin, "&last_seq=7&source=stats&source=shots&source=details") as socket,
    ):
        received = await rest_of(socket)
    assert received[0]["seq"] == first


async def test_resume_beyond_the_end() -> None:
    """A last_seq beyond the newest row gives only what is new, and the latest of the unsequenced."""
    async with paused(22) as standin, stream(standin, "&last_seq=9999") as socket:
        assert [frame["source"] for frame in await frames(socket, 2)] == ["broadcastsummary", "clock"]
        await control(standin, f"{EVENT_ID}/seek", {"position": 35})
        received = await frames(socket, 1)
    assert received[0]["source"] == "possessions"


async def test_taken_back() -> None:
    """A row taken back is sent once more as deleted, with a number of its own."""
    async with whole() as standin, stream(standin, "&source=shots&source=details") as socket:
        received = await rest_of(socket)
    shots = [frame["data"]["s"] for frame in received if frame["source"] == "shots"]
    plays = [
        (frame["data"]["classification"], frame["data"]["corrected"])
        for frame in received
        if frame["source"] == "details"
    ]
    assert shots == ["RECORDED", "DELETED", "RECORDED"]
    assert plays == [("TWO_POINT_MAKE", False), ("DELETED_TWO_POINT_MAKE", True)]


async def test_plays_on() -> None:
    """What becomes visible later is sent as it does."""
    async with StandIn([game()], users=USERS, speed=200, limits=QUICK) as standin, stream(standin) as socket:
        received = await rest_of(socket)
    assert [frame["seq"] for frame in received if "seq" in frame] == list(range(1, COUNT + 1))
    assert [frame["data"]["t"] for frame in received if frame["source"] == "clock"][-1] == T0 + END


async def test_before_the_start() -> None:
    """A game that is yet to start can be subscribed to, and sends nothing until then."""
    async with StandIn([game()], users=USERS, start=4e9) as standin, stream(standin) as socket:
        await socket.send("ping")
        assert await socket.recv() == "pong"
        await control(standin, f"{EVENT_ID}/seek", {"position": 5})
        assert (await frames(socket, 1))[0]["source"] == "broadcastsummary"


@pytest.mark.parametrize(
    ("ping", "pong"),
    [
        ("ping", "pong"),
        ('{"action":"ping"}', {"action": "pong"}),
        ('{"type":"ping","id":4}', {"type": "pong", "id": 4}),
    ],
)
async def test_text_ping(ping: str, pong: object) -> None:
    """A ping in a text frame is answered in its own shape."""
    async with paused(0) as standin, stream(standin, "&source=none") as socket:
        await socket.send(ping)
        answer = await socket.recv()
    assert (answer if isinstance(pong, str) else json.loads(answer)) == pong


async def test_control_ping() -> None:
    """A ping frame is answered by a pong frame, and words that are no ping by nothing."""
    async with paused(0) as standin, stream(standin, "&source=none") as socket:
        await socket.send("[1, 2")
        await socket.send('{"action":"subscribe"}')
        await asyncio.wait_for(await socket.ping(), 30)


async def test_silence() -> None:
    """A client that sends nothing is closed."""
    async with paused(0, limits=Limits(silence=0.2)) as standin, stream(standin) as socket:
        await rest_of_closed(socket)
        assert socket.close_code == 1008


async def rest_of_closed(socket: websockets.ClientConnection) -> None:
    """Read until the server closes, whatever the code."""
    with pytest.raises(websockets.ConnectionClosedError):
        await rest_of(socket)


async def test_pings_keep_it_open() -> None:
    """A client that pings is not closed for silence."""
    async with paused(0, limits=Limits(silence=2.5)) as standin, stream(standin, "&source=none") as socket:
        for _ in range(28):
            await asyncio.wait_for(await socket.ping(), 30)
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(socket.recv(), 0.1)


@pytest.mark.parametrize("path", ["/v2/live?token=unknown", "/v2/live", "/v2/live/any/more?token=x"])
async def test_unknown_token(path: str) -> None:
    """An unknown token is refused at the handshake with 403 and the documented body."""
    async with paused(0) as standin:
        url = standin.url.replace("http", "ws") + path
        with pytest.raises(websockets.InvalidStatus) as refused:
            async with websockets.connect(url):
                pass
    response = refused.value.response
    body = json.loads(response.body or b"")
    assert (response.status_code, body["status"]) == (403, 403)
    assert set(body) == {"status", "message", "shottrackerRequestId"}


async def test_bad_last_seq() -> None:
    """A last_seq that is no number is refused with 400."""
    async with paused(0) as standin:
        with pytest.raises(websockets.InvalidStatus) as refused:
            async with stream(standin, "&last_seq=soon"):
                pass
    assert refused.value.response.status_code == 400


async def test_no_upgrade() -> None:
    """A plain GET of the stream's path is told to upgrade."""
    async with paused(0) as standin, httpx.AsyncClient(verify=TLS) as client:
        answer = await client.get(f"{standin.url}/v2/live?token={await token(standin)}")
    assert (answer.status_code, answer.json()["status"]) == (400, 400)


async def test_set_back() -> None:
    """Sockets are closed when the game is set back, and a new one gets the shorter backlog."""
    async with paused(60) as standin:
        async with stream(standin) as socket:
            await frames(socket, 1)
            await control(standin, f"{EVENT_ID}/seek", {"position": 7})
            await rest_of_closed(socket)
            assert socket.close_code == 1012
        async with stream(standin) as socket:
            assert [frame["source"] for frame in await frames(socket, 2)] == ["broadcastsummary", "marker"]


async def test_rest_agrees_with_the_stream() -> None:
    """What the stream has sent, REST shows: the newest version of each shot that was not taken back."""
    async with whole() as standin:
        async with stream(standin, "&source=shots") as socket:
            sent = {frame["data"]["t"]: frame["data"] for frame in await rest_of(socket)}
        answer = await get(standin, f"/v1/data/stats/games/{EVENT_ID}/shots")
    assert answer.json()["shots"] == [row for row in sent.values() if row["s"] != "DELETED"]
