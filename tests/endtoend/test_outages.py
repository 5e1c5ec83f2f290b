"""Whatever goes away under 200 viewers of a playing game comes back by itself, and nobody holds a false state.

The program runs as several processes over Redis and PostgreSQL. The time to heal is that from the moment at which what
was away is back to the moment at which the last viewer holds something newer, live; it is printed. By default all
outages happen to one game; `bin/test -m soak tests/endtoend/test_outages.py -s` plays a game for each.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from broadcast.recordings.format import Record, Recording, write
from broadcast.recordings.simulator import simulate
from tests.endtoend.link import Link
from tests.endtoend.processes import Program, program
from tests.endtoend.reference import comparable, differences, final_document
from tests.endtoend.test_faults import sample
from tests.endtoend.viewer import Reading, Viewer
from tests.ports import take_port

pytestmark = [pytest.mark.endtoend, pytest.mark.servers]

VIEWERS = 200
SPEED = 30
SPEED_AFTERWARDS = 150
COMPARED = 5
"""How many states that viewers have held are compared with the server's own after each outage, at least."""
HEALED_WITHIN = 60.0  # s; longer than any two waits between tries of anybody, on a busy machine
WRITTEN_TWICE = """
from django.db.models import Count
from broadcast.games.models import JournalEntry
stamped = JournalEntry.objects.filter(row__isnull=False).values("source", "key", "run", "seq", "n", "asked")
print(stamped.annotate(times=Count("pk")).filter(times__gt=1).count())
"""


@contextmanager
def slowed(running: Program) -> Iterator[None]:
    """Play at the speed of life while a process starts: how long that takes must not be the rest of the game."""
    [game] = httpx.get(f"{running.api}/standin/", timeout=60).json()["games"]
    event_id = game["event_id"]
    running.control(event_id, "speed", speed=1)
    try:
        yield
    finally:
        running.control(event_id, "speed", speed=SPEED)


async def redis_stopped(running: Program, link: Link) -> None:
    """Redis is killed, and comes back after 5 s with what it had."""
    running.redis.stop()
    await asyncio.sleep(5)
    await asyncio.to_thread(running.redis.start)


async def redis_emptied(running: Program, link: Link) -> None:
    """Redis is killed, and comes back with nothing."""
    running.redis.stop()
    running.redis.wipe()
    await asyncio.to_thread(running.redis.start)


async def postgres_stopped(running: Program, link: Link) -> None:
    """PostgreSQL is killed, and comes back after 5 s."""
    assert running.postgres is not None
    running.postgres.stop()
    await asyncio.sleep(5)
    await asyncio.to_thread(running.postgres.start)


async def web_killed(running: Program, link: Link) -> None:
    """The web process is killed, and started."""
    running.kill("serve")
    with slowed(running):
        await asyncio.to_thread(running.start_web)


async def worker_killed(running: Program, link: Link) -> None:
    """The worker is killed, and started."""
    running.kill("feedworker")
    running.start_worker()
    with slowed(running):
        await asyncio.to_thread(running.wait_for_worker)


async def link_cut(running: Program, link: Link) -> None:
    """Nothing reaches the Event API for 10 s."""
    await asyncio.to_thread(link.cut)
    await asyncio.sleep(10)
    await asyncio.to_thread(link.mend)


Outage = Callable[[Program, Link], Awaitable[None]]
OUTAGES: tuple[Outage, ...] = (redis_stopped, redis_emptied, postgres_stopped, web_killed, worker_killed, link_cut)
CUT_OFF = {web_killed}
"""The outages at which viewers lose their socket. In all others each keeps the one it has."""


def first_part(recording: Recording, seconds: float) -> Recording:
    """Return the first part of a game, with the end of the game right after it."""
    records = [record for record in recording.records if record.at <= seconds * 1000]
    at = records[-1].at + 3_000
    totals = next(record for record in reversed(records) if record.source == "totals")
    row = {"type": "GAME", "t": recording.header.t0 + at, "data": {"status": "GAME_END"}}
    ending = [
        Record(at, "marker", f"GAME:{row['t']}", row),
        Record(at, "totals", totals.key, {**(totals.row or {}), "status": "ENDED"}),
    ]
    return Recording(recording.header, [*records, *ending])


async def healed(viewers: list[Viewer], since: float) -> float:
    """Wait until every viewer holds what was published live after `since` (epoch s); return how long that took."""
    async with asyncio.timeout(HEALED_WITHIN):
        while not all(viewer.at > since * 1000 and viewer.state["feed"]["state"] == "live" for viewer in viewers):
            assert not any(ended(viewer.state) for viewer in viewers), "the game was over before all had healed"
            await asyncio.sleep(0.02)
    return time.time() - since


def compared(viewers: list[Viewer], seen: dict[tuple[str, int], dict[str, Any]]) -> int:
    """Compare what viewers have held lately with the server's own states of the same revisions; return how many.

    Viewers that share their reading mostly hold the very same state: each is compared once.
    """
    held = {(place, id(state)): state for viewer in viewers for place, state in viewer.held.items() if place in seen}
    for (place, _), state in held.items():
        assert state == seen[place], f"a false state at {place}"
    return len(held)


async def play_through(folder: Path, recording: Recording, outages: tuple[Outage, ...]) -> None:
    """Play a game to 200 viewers, let the outages happen one after another, and compare what is left at the end."""
    path = folder / "game.jsonl.gz"
    write(path, recording.header, recording.records)
    event_id = recording.header.game["event_id"]
    wanted = comparable(final_document(recording))
    with program(folder, apart=True) as running:
        running.start_standin(path, speed=SPEED)
        running.control(event_id, "pause")
        link = Link(take_port(), running.api_port)
        running.env |= {
            "EVENT_API_URL": f"http://127.0.0.1:{link.port}",
            "LIVE_DATA_URL": f"ws://127.0.0.1:{link.port}/v2/live?token={{token}}",
        }
        client = httpx.AsyncClient(base_url=running.base, timeout=60)
        tasks: list[asyncio.Task[None]] = []
        try:
            running.manage("follow", event_id, f"--rules={recording.header.rules}")
            running.serve()
            with running.login() as session:
                cookie = session.cookies["sessionid"]
            client.cookies.set("sessionid", cookie)
            reading = Reading()
            url, doc = f"ws://127.0.0.1:{running.port}/ws/live/", f"game:{event_id}"
            viewers = [Viewer(url, doc, cookie, running.base, reading=reading) for _ in range(VIEWERS)]
            for viewer in viewers:
                tasks.append(asyncio.create_task(viewer.run()))
                await asyncio.sleep(0.005)
            seen: dict[tuple[str, int], dict[str, Any]] = {}
            tasks.append(asyncio.create_task(sample(client, event_id, seen)))
            began = time.time()
            running.control(event_id, "play")
            await healed(viewers, began)
            for outage in outages:
                seen.clear()
                await endure(running, link, outage, viewers)
                async with asyncio.timeout(HEALED_WITHIN):
                    while compared(viewers, seen) < COMPARED:
                        await asyncio.sleep(0.2)
            running.control(event_id, "speed", speed=SPEED_AFTERWARDS)
            await asyncio.gather(*(viewer.until(ended, seconds=180) for viewer in viewers))
            served = (await client.get(f"/api/games/{event_id}/document")).json()
            for viewer in viewers:
                await viewer.until(lambda held: held == served["state"])
            assert differences(comparable(served["state"]), wanted) == []
            assert {(viewer.epoch, viewer.rev) for viewer in viewers} == {(served["epoch"], served["rev"])}
            assert sum(viewer.repeated for viewer in viewers) == 0
            assert not any(viewer.errors for viewer in viewers)
            assert running.manage("shell", "--no-imports", "-c", WRITTEN_TWICE).strip() == "0"
        finally:
            for task in tasks:
                task.cancel()
            ends = await asyncio.gather(*tasks, return_exceptions=True)
            await client.aclose()
            link.close()
    assert [end for end in ends if not isinstance(end, asyncio.CancelledError)] == []


async def endure(running: Program, link: Link, outage: Outage, viewers: list[Viewer]) -> None:
    """Let one outage happen, wait until all is well again, and print how long that took."""
    connections = [viewer.connections for viewer in viewers]
    for viewer in viewers:
        viewer.longest_silence = 0.0
    await outage(running, link)
    back = time.time()
    seconds = await healed(viewers, back)
    silence = max(viewer.longest_silence for viewer in viewers)
    print(f"{outage.__name__}: healed {seconds:.2f} s after, longest without news {silence:.2f} s")  # noqa: T201
    if outage not in CUT_OFF:
        assert [viewer.connections for viewer in viewers] == connections


def ended(state: dict[str, Any]) -> bool:
    """Tell whether the feed has ended."""
    return bool(state.get("feed", {}).get("state") == "ended")


async def test_game_survives_every_outage(tmp_path: Path) -> None:
    """One game to 200 viewers, with each outage in turn, ends for everybody as if nothing had happened."""
    await play_through(tmp_path, first_part(simulate(4, "FIBA"), 4_800), OUTAGES)


@pytest.mark.soak
@pytest.mark.parametrize("outage", OUTAGES, ids=[outage.__name__ for outage in OUTAGES])
async def test_game_survives_outage(tmp_path: Path, outage: Outage) -> None:
    """So does a game with one of them alone."""
    await play_through(tmp_path, first_part(simulate(4, "FIBA"), 2_400), (outage,))
