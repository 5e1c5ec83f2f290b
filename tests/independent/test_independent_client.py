"""The stand-in and the client against a program that shares no code with either.

`client.mjs` is written from the public documentation alone, in another language. If it and our client are told the
same by the stand-in, neither the signing nor the addresses nor the stream are right only among ourselves.
"""

import asyncio
import json
import os
import shutil
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import pytest_asyncio

from broadcast.eventapi.asking import matching
from broadcast.eventapi.endpoints import ENDPOINTS
from broadcast.eventapi.events import FrameReceived, Lost
from broadcast.eventapi.http import EventApi
from broadcast.eventapi.stream import LiveStream
from broadcast.standin.server import StandIn
from broadcast.standin.world.world import World, this_hour

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(shutil.which("node") is None, reason="no Node on this machine"),
]

PROGRAM = Path(__file__).with_name("client.mjs")
USER, SECRET = "demo", "demo-secret"
# In this league the team that plays at home in the first game practices, too.
SEED = 21
HOUR = 3_600_000
MESSAGES = 300


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def standin() -> AsyncIterator[StandIn]:
    """The stand-in with a league of its own."""
    async with StandIn([], users={USER: SECRET}, world=World(SEED, this_hour(time.time()))) as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def told(standin: StandIn) -> dict[str, Any]:
    """What the program was told of games that are over, which no longer change: its answers and its messages."""
    now = round(time.time() * 1000)
    words = [standin.url, standin.live_url, str(now - 7 * 24 * HOUR), str(now - 12 * HOUR), str(MESSAGES)]
    process = await asyncio.create_subprocess_exec(
        "node",
        str(PROGRAM),
        *words,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={"PATH": os.environ["PATH"], "EVENT_USERNAME": USER, "EVENT_SECRET": SECRET},
    )
    out, err = await process.communicate()
    assert process.returncode == 0, err.decode()
    held: dict[str, Any] = json.loads(out)
    return held


async def test_every_get_is_asked(told: dict[str, Any]) -> None:
    """The program, with its own list of addresses, asks every GET endpoint of the registry, and no other address."""
    found = [matching("GET", urlsplit(target).path) for target in told["answers"]]
    assert None not in found
    asked = {pair[0].name for pair in found if pair is not None}
    # The token is asked for to open the stream, and is no answer to compare.
    assert asked | {"subscribe"} == {each.name for each in ENDPOINTS.values() if each.method == "GET"}


async def test_same_answers(standin: StandIn, told: dict[str, Any]) -> None:
    """Both are told the same at every address, to the last number."""
    async with EventApi(standin.url, USER, SECRET, timeout=30) as api:
        for target, answer in told["answers"].items():
            body = (await api.follow(standin.url + target)).body
            if urlsplit(target).path == ENDPOINTS["system_stats"].path:
                # Games that are being played add to these counts.
                assert body["stats"].keys() == answer["stats"].keys()
            else:
                assert body == answer, target


async def test_same_stream(standin: StandIn, told: dict[str, Any]) -> None:
    """Both receive the same messages from the beginning of a game, in the same order."""
    messages = told["messages"]
    assert len(messages) == MESSAGES
    wanted = [(each["seq"], each["data"]) for each in messages if "seq" in each]
    assert [seq for seq, _ in wanted] == list(range(1, len(wanted) + 1))
    event_id = next(iter(target for target in told["answers"] if "/lineups" in target)).split("/")[4]
    received: list[tuple[int | None, Any]] = []
    sources: set[str] = set()
    async with EventApi(standin.url, USER, SECRET, timeout=30) as api:
        stream = LiveStream(standin.live_url + "?token={token}", lambda: api.subscription_token(event_id))
        async with asyncio.timeout(120):
            async for event in stream:
                assert not isinstance(event, Lost)
                for message in event.frame.messages if isinstance(event, FrameReceived) else []:
                    assert message.rejected == []
                    sources.add(message.source)
                    if message.seq is not None:
                        received += [(message.seq, row.raw) for row in message.rows]
                if len(received) >= len(wanted):
                    stream.finish()
    assert received[: len(wanted)] == wanted
    assert {"marker", "stats", "shots", "details"} <= sources


async def test_wrong_secret(standin: StandIn) -> None:
    """The program's signature is looked at: with another secret it is refused."""
    process = await asyncio.create_subprocess_exec(
        *("node", str(PROGRAM), standin.url, standin.live_url, "1", "2", "1"),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={"PATH": os.environ["PATH"], "EVENT_USERNAME": USER, "EVENT_SECRET": "another"},
    )
    out, err = await process.communicate()
    assert (process.returncode, out) == (1, b"")
    assert b"GET /v1/data/schedule/games?from=1&to=2: 401" in err
