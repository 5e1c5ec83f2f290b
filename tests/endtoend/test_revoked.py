"""An overlay's address that was taken back: its page goes dark, and nothing opens by it again.

Two servers over one Redis, as in production: what is revoked at one counts at the other.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from broadcast.overlays.turnstile import WRONG_A_MINUTE
from broadcast.recordings.format import write
from broadcast.recordings.simulator import simulate
from tests.endtoend import page as pages
from tests.endtoend.air import BUG, Air, Desk, Studio, desk, studio
from tests.endtoend.processes import Program, program
from tests.ports import take_port

pytestmark = [pytest.mark.browser, pytest.mark.endtoend, pytest.mark.servers]

logger = logging.getLogger(__name__)

DARK_WITHIN = 2000.0  # ms
NOT_ADMITTED = 4001
TRIES_AGAIN_WITHIN = 60.0  # s; a page that was refused asks again after 5 to 10, and a busy machine answers late


async def goes_dark(at_desk: Desk, air: Air, revoke: str) -> float:
    """Revoke a page's place, wait until its picture is empty, and return after how long it showed nothing any more.

    That is in ms from when the command was sent to the page's first frame without the bug, less the time in which the
    machine was too busy to draw: a picture takes as long as the machine likes.
    """
    sent = (await at_desk.revoke(revoke)).sent
    while (picture := await air.camera.picture(BUG, bug=True)).box is not None:
        assert picture.since - sent < 10 * DARK_WITHIN, f"{air.name} stays"
    await air.learn()
    went = next(shown.at for shown in air.shown if shown.at >= sent and shown.bug is None)
    return went - sent - sum(min(until, went) - max(since, sent) for since, until in air.stalls if sent < until <= went)


async def is_refused_again(air: Air) -> None:
    """Wait until a page that was thrown out has tried once more and was refused. It is dark then, as before."""
    end = time.monotonic() + TRIES_AGAIN_WITHIN
    while len(air.closed) < 2:
        assert time.monotonic() < end, f"{air.name} does not try again: {air.closed}"
        await asyncio.sleep(0.1)
        await air.learn()
    assert {code for _, code in air.closed} == {NOT_ADMITTED}
    assert (await air.camera.picture(BUG, bug=True)).box is None


async def speak(base: str, token: str, *frames: dict[str, Any]) -> tuple[list[dict[str, Any]], int | None]:
    """Say hello with a token and what follows, and return the answers, and the code that the socket was closed with."""
    heard: list[dict[str, Any]] = []
    async with connect(f"{base.replace('http', 'ws')}/ws/live/", open_timeout=60) as socket:
        with suppress(ConnectionClosed):  # one that is not admitted may be closed before all is said
            for frame in ({"op": "hello", "v": 1, "token": token}, *frames, {"op": "ping", "t": 1}):
                await socket.send(json.dumps(frame))
        try:
            while not heard or heard[-1]["op"] != "pong":
                heard.append(json.loads(await asyncio.wait_for(socket.recv(), 60)))
        except ConnectionClosed as ending:
            return heard, ending.rcvd.code if ending.rcvd else None
    return heard[:-1], None


def told(answer: httpx.Response) -> tuple[int, str]:
    """Return what an answer says to whoever reads it."""
    return answer.status_code, answer.text


@asynccontextmanager
async def two_servers(folder: Path) -> AsyncIterator[tuple[Program, str, Desk, Studio]]:
    """Give the program with a game that is played, the address of a second server, a desk, and pages."""
    recording = simulate(4, "FIBA")
    path = folder / "game.jsonl.gz"
    write(path, recording.header, recording.records)
    event_id = recording.header.game["event_id"]
    with program(folder) as running:
        running.redis.start()
        running.env["REDIS_URL"] = running.redis.url
        running.start_standin(path, speed=1, offset=600)
        port = take_port()
        running.start("second", "serve", f"--port={port}", "--no-worker")
        await asyncio.gather(
            asyncio.to_thread(running.manage, "follow", event_id, "--rules=FIBA"),
            asyncio.to_thread(running.serve),
        )
        second = f"http://127.0.0.1:{port}"
        await asyncio.to_thread(running.wait_for, f"{second}/accounts/login/")
        async with (
            desk(running, event_id) as at_desk,
            pages.browser() as chromium,
            studio(chromium, running.base, at_desk.cookie) as stage,
        ):
            yield running, second, at_desk, stage


async def test_a_revoked_address_goes_dark_and_stays_dark(tmp_path: Path) -> None:
    """Within 2 s, at the server that it was revoked at and at another; no try and no reload brings it back.

    The address of another place goes on, and opens its own output and game alone.
    """
    async with two_servers(tmp_path) as (running, second, at_desk, stage):
        output, _ = await at_desk.output("Program", 0)
        near, far, kept = [await at_desk.place(output, name) for name in ("near", "far", "kept")]
        here = await stage.open("a page here", running.base + near.path)
        there = await stage.open("a page there", second + far.path)
        stays = await stage.open("a page of another place", second + kept.path)
        for air in (here, there, stays):
            await air.until(lambda shown: shown.bug is not None, "the bug")
        took = [await goes_dark(at_desk, there, far.revoke), await goes_dark(at_desk, here, near.revoke)]
        logger.info("dark after %.0f ms at another server, %.0f ms at the same", *took)
        for milliseconds in took:
            assert milliseconds < DARK_WITHIN
        await asyncio.gather(is_refused_again(here), is_refused_again(there))
        for base, place in ((running.base, near), (second, far)):
            heard, code = await speak(base, place.token, {"op": "watch", "doc": f"output:{output}"})
            assert (code, [frame["op"] for frame in heard]) == (NOT_ADMITTED, ["error"])
            answer = await at_desk.read(base + place.path)
            assert answer.status_code == 404 and 'id="start"' not in answer.text
        for air in (here, there):
            await air.page.reload()
            await air.page.wait_for_function("() => document.readyState === 'complete' && air.seen !== null")
            assert (await air.camera.picture(BUG, bug=True)).box is None
            assert await air.page.evaluate("() => document.body.innerText") == ""
        await stays.until(lambda shown: shown.bug is not None, "the bug as before")
        await stays.learn()
        assert stays.closed == []
        await opens_its_own_alone(second, kept.token, output, at_desk.event_id)


async def opens_its_own_alone(base: str, token: str, output: int, event_id: str) -> None:
    """A token opens its output and the game that this shows, and nothing else."""
    mine = [f"output:{output}", f"game:{event_id}"]
    others = [f"output:{output + 1}", "game:another", "manual:another", f"renderers:{output}", f"track:{event_id}"]
    heard, code = await speak(base, token, *({"op": "watch", "doc": doc} for doc in (*mine, *others)))
    told = {frame["doc"]: frame.get("code", frame["op"]) for frame in heard if frame["op"] in ("snapshot", "error")}
    assert code is None
    assert told == dict.fromkeys(mine, "snapshot") | dict.fromkeys(others, "forbidden")


async def test_a_wrong_token_learns_nothing(tmp_path: Path) -> None:
    """Wrong, revoked and barred tokens are told the same, which is nothing, by the page's address and by the socket.

    Who has tried too many is not answered by one that would be right either; what was valid before keeps its way in.
    """
    with program(tmp_path) as running:
        await asyncio.to_thread(running.serve)
        async with desk(running, "") as at_desk, httpx.AsyncClient(base_url=running.base, timeout=60) as stranger:
            output, _ = await at_desk.make("Program")
            kept, revoked, late = [await at_desk.place(output, name) for name in ("kept", "revoked", "late")]
            await at_desk.revoke(revoked.revoke)
            known = await stranger.get(kept.path)
            first = told(await stranger.get(revoked.path))
            for _ in range(WRONG_A_MINUTE // 10):
                wrong = [stranger.get(f"/overlay/wrong-{number}/") for number in range(10)]
                assert {told(answer) for answer in await asyncio.gather(*wrong)} == {first}
            assert known.status_code == 200 and first[0] == 404 and 'id="start"' not in first[1]
            assert told(await stranger.get(late.path)) == first, "barred, whatever is tried"
            said = [await speak(running.base, token) for token in ("wrong", revoked.token, late.token)]
            assert said[0] == said[1] == said[2]
            assert said[0][1] == NOT_ADMITTED
            assert (await stranger.get(kept.path)).status_code == 200
