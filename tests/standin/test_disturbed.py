"""The stream under faults, over real sockets."""

from __future__ import annotations

import asyncio
import json
import math
import time
from collections import Counter

import pytest
import websockets

from broadcast.standin.faults import FaultError
from broadcast.standin.server import StandIn
from broadcast.standin.stream import Limits
from tests.standin.build import COUNT, EVENT_ID, game
from tests.standin.client import USERS, frames, get, rest_of, stream, token

QUICK = Limits(grace=0.05)


def at(seconds: float, faults: str, limits: Limits | None = None) -> StandIn:
    """Make a server whose game all but stands at a position."""
    return StandIn([game()], users=USERS, speed=0.01, offset=seconds * 1000, faults=faults, limits=limits)


def whole(faults: str) -> StandIn:
    """Make a server whose game is over."""
    return StandIn([game()], users=USERS, speed=math.inf, faults=faults, limits=QUICK)


async def drop(socket: websockets.ClientConnection) -> None:
    """Read until the socket is dropped without a close frame."""
    async with asyncio.timeout(30):
        with pytest.raises(websockets.ConnectionClosedError) as closed:
            await rest_of(socket)
    assert closed.value.rcvd is None


async def test_cut() -> None:
    """Sockets are dropped without a close frame, again and again."""
    async with at(20, "cut=0.1") as standin:
        for _ in range(2):
            async with stream(standin) as socket:
                await drop(socket)


async def test_duplicate() -> None:
    """Frames come twice."""
    async with whole("duplicate=1") as standin, stream(standin) as socket:
        seen = Counter(frame.get("seq") for frame in await rest_of(socket))
    assert {seen[seq] for seq in range(1, COUNT + 1)} == {2}


async def test_reorder() -> None:
    """Frames come out of order, and all of them: what is held back is let go where nothing follows."""
    async with (
        at(60, "reorder=0.5,seed=3") as standin,
        stream(standin, "&source=stats&source=shots") as socket,
    ):
        received = [frame["seq"] for frame in await frames(socket, 7)]
    assert received != sorted(received)
    assert len(set(received)) == 7


async def test_replay() -> None:
    """On one connection the event is sent again from its start."""
    async with at(60, "replay=0.2") as standin, stream(standin, "&source=shots") as socket:
        received = [frame["seq"] for frame in await frames(socket, 9)]
    assert received == received[:3] * 3


async def test_restart() -> None:
    """A restart drops the sockets and numbers anew from 1, with fewer rows behind it."""
    async with at(36, "") as standin:
        async with stream(standin) as socket:
            before = await frames(socket, 16)
            standin.set_faults("restart=0.1")
            await drop(socket)
        standin.set_faults("")
        async with stream(standin) as socket:
            after = await frames(socket, 11)
    numbers = [[frame["seq"] for frame in seen if "seq" in frame] for seen in (before, after)]
    assert numbers == [list(range(1, 15)), list(range(1, 10))]
    assert before[-1] == after[-1] | {"seq": 14}


async def test_malformed() -> None:
    """A malformed frame is a real one cut off."""
    async with whole("malformed=1") as standin, stream(standin, "&source=shots") as socket:
        texts = [text async for text in socket]
    assert len(texts) == 3
    for text in texts:
        assert isinstance(text, str)
        assert '{"source":"shots"'.startswith(text[:17])
        with pytest.raises(ValueError, match="line 1"):
            json.loads(text)


async def test_oversize() -> None:
    """A frame of 5 MB is valid JSON: the totals, and keys that nobody knows."""
    async with at(60, "oversize=0.05") as standin, stream(standin, "&source=broadcastsummary") as socket:
        await socket.recv()
        text = await socket.recv()
    assert len(text) > 5_000_000
    assert json.loads(text)["data"]["gameTotals"]["awayTeamScore"]["value"] == 2


async def test_expired() -> None:
    """A token is refused once it has expired; a new one is not."""
    async with at(20, "expired=0.3") as standin:
        old = await token(standin)
        async with asyncio.timeout(30):
            with pytest.raises(websockets.InvalidStatus) as refused:
                while True:
                    async with websockets.connect(f"{standin.live_url}?token={old}"):
                        pass
        assert refused.value.response.status_code == 403
        standin.set_faults("expired=60")
        async with stream(standin) as socket:
            await frames(socket, 1)


async def test_barred_source() -> None:
    """A barred resource is not on the stream either."""
    async with whole("error403=shots") as standin, stream(standin) as socket:
        sources = {frame["source"] for frame in await rest_of(socket)}
    assert sources == {"marker", "stats", "details", "possessions", "lineups", "clock", "broadcastsummary"}


async def test_null_clocks() -> None:
    """Every clock on the stream is null where that is asked for."""
    async with at(20.5, "nullclock") as standin, stream(standin, "&source=clock&source=shots") as socket:
        clock, shot = await frames(socket, 2)
    assert [clock["data"]["gc"], clock["data"]["sc"], shot["data"]["gc"]] == [None, None, None]
    assert clock["data"]["prd"] == "Q1"


async def test_until() -> None:
    """After a share of the game the stream is as it should be."""
    faults = "cut=0.01,duplicate=1,reorder=1,malformed=1,replay=0.01,nullclock,until=0.95"
    async with whole(faults) as standin, stream(standin) as socket:
        received = await rest_of(socket)
    async with whole("") as standin, stream(standin) as socket:
        assert received == await rest_of(socket)


async def test_changed_while_it_runs() -> None:
    """Faults can be changed on a running server; a wrong spec changes nothing."""
    async with at(60, "") as standin, stream(standin, "&source=shots") as socket:
        await frames(socket, 3)
        standin.set_faults("replay=0.1")
        assert (await frames(socket, 1))[0]["source"] == "shots"
        with pytest.raises(FaultError):
            standin.set_faults("cut=soon")
        assert standin.faults.spec() == "replay=0.1"


async def test_slow_client() -> None:
    """A client that does not read is dropped, and the others are served."""
    async with at(60, "oversize=0.02", Limits(slow=0.3)) as standin:
        connections = standin.channels[EVENT_ID].connections
        async with stream(standin, max_queue=1) as slow:
            async with stream(standin, "&source=shots") as quick, asyncio.timeout(30):
                await frames(quick, 3)
                while len(connections) > 1:
                    await asyncio.wait_for(await quick.ping(), 30)
            with pytest.raises(websockets.ConnectionClosedError):
                await rest_of(slow)


async def test_all_at_once() -> None:
    """Through all faults a client that comes back gets to the end, and reads then what REST says."""
    faults = (
        "cut=0.2,duplicate=0.3,reorder=0.3,replay=0.2,restart=0.2,malformed=0.1,oversize=0.3,error500=0.2,"
        "inclusive,seed=7,until=0.9"
    )
    drops, ended = 0, False
    async with StandIn([game()], users=USERS, speed=30, faults=faults, limits=QUICK) as standin:
        channel = standin.channels[EVENT_ID]
        channel.playback.clock.pause(time.time())  # until a fault has struck: there are none any more near the end
        async with asyncio.timeout(60):
            while not ended:
                answer = await get(standin, f"/v1/data/schedule/games/{EVENT_ID}/_subscribe")
                if answer.status_code == 500:
                    continue
                url = f"{standin.live_url}?token={answer.json()['token']}"
                async with websockets.connect(url, max_size=None) as socket:
                    try:
                        async for _ in socket:
                            pass
                        ended = True
                    except websockets.ConnectionClosedError:
                        drops += 1
                        channel.playback.clock.play(time.time())
                        channel.poke()
        assert drops > 0
        async with stream(standin, "&source=shots") as socket:
            rows = {frame["data"]["t"]: frame["data"] for frame in await rest_of(socket)}
        rest = (await get(standin, f"/v1/data/stats/games/{EVENT_ID}/shots")).json()["shots"]
    assert rest == [row for row in rows.values() if row["s"] == "RECORDED"]
    assert len(rest) == 1
