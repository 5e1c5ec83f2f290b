"""Every fault of the stand-in at random, and the worker killed twice: the same final document, and no false state."""

from __future__ import annotations

import asyncio
import random
from pathlib import Path
from typing import Any

import httpx
import pytest

from broadcast.recordings.format import load, write
from broadcast.recordings.simulator import simulate
from tests import recorded
from tests.endtoend.processes import Program, program
from tests.endtoend.reference import comparable, differences, final_document
from tests.endtoend.viewer import Reading, Viewer

pytestmark = pytest.mark.endtoend

SPEED = 200
FAULTS = (
    "cut=9,duplicate=0.05,reorder=0.05,replay=8,restart=25,malformed=0.01,oversize=15,hang=0.03,error401=0.03,"
    "error403=0.03,error404=0.03,error429=0.05,error500=0.1,expired=10,stale=4,until=0.9,seed=5"
)
MISSED = 600
"""How much of the game is played while there is no worker, s: 3 s at this speed."""
STANDS = 12
"""How often the game stands until the server has been asked for what its viewers hold."""
VIEWERS: tuple[list[str] | None, ...] = (None, ["score", "clock"], ["plays", "shots", "feed"], None)


def restricted(state: dict[str, Any], topics: list[str] | None) -> dict[str, Any]:
    """Return the topics that a viewer has asked for."""
    return {name: value for name, value in state.items() if topics is None or name in topics}


def as_far_as_known(wanted: dict[str, Any], state: dict[str, Any]) -> dict[str, Any]:
    """Return what is wanted, less what corrected rows have said before where the state does not know it.

    A service that restarts forgets rows that were superseded (docs/standin.md): what one said that was corrected while
    nobody listened is nowhere any more, though a row can tell of itself that it was corrected. What the state does say
    of a correction has to be so.
    """
    marks = ("corrected", "was")
    told = {
        topic: {
            key: without(row, [mark for mark in marks if mark not in state[topic].get(key, {})])
            for key, row in wanted[topic].items()
        }
        for topic in ("plays", "shots")
    }
    return {**wanted, **told}


def without(row: dict[str, Any], names: list[str]) -> dict[str, Any]:
    """Return a row without some of its values."""
    return {name: value for name, value in row.items() if name not in names}


async def sample(client: httpx.AsyncClient, event_id: str, seen: dict[tuple[str, int], dict[str, Any]]) -> None:
    """Ask for the server's own state, over and over, and keep it by (epoch, rev)."""
    while True:
        try:
            answer = await client.get(f"/api/games/{event_id}/document")
            if answer.status_code == 200:
                body = answer.json()
                seen[body["epoch"], body["rev"]] = body["state"]
        except httpx.TransportError:
            pass  # the server has just been killed
        await asyncio.sleep(0.1)


async def play_to(running: Program, event_id: str, position: float) -> None:
    """Let the game run to a position, s."""
    while running.control(event_id, "play")["position"] < position:
        await asyncio.sleep(0.1)


async def stand(running: Program, event_id: str, viewers: list[Viewer], seen: dict[tuple[str, int], Any]) -> None:
    """Let the game stand until the server has been asked for what the viewers of everything hold."""
    running.control(event_id, "pause")
    of_everything = [viewer for viewer in viewers if viewer.topics is None]
    async with asyncio.timeout(60):
        while not all((viewer.epoch, viewer.rev) in seen for viewer in of_everything):
            await asyncio.sleep(0.05)


async def connected(viewers: list[Viewer], times: int) -> None:
    """Wait until every viewer has been connected so often."""
    async with asyncio.timeout(60):
        while min(viewer.connections for viewer in viewers) < times:
            await asyncio.sleep(0.05)


async def follow_through_faults(folder: Path, path: Path, rules: str, kills: int) -> None:
    """Play a recording with every fault, kill the program on the way, and compare what is left at the end."""
    recording = load(path)
    event_id = recording.header.game["event_id"]
    wanted = comparable(final_document(recording))
    duration = recording.records[-1].at / 1000
    rng = random.Random(3)
    with program(folder) as running:
        running.start_standin(path, speed=SPEED, faults=FAULTS)
        running.control(event_id, "pause")
        while "Following" not in (running.manage_tolerant("follow", event_id, f"--rules={rules}")):
            await asyncio.sleep(0.1)
        running.serve()
        with running.login() as session:
            cookie = session.cookies["sessionid"]
        url = f"ws://127.0.0.1:{running.port}/ws/live/"
        reading = Reading()
        viewers = [Viewer(url, f"game:{event_id}", cookie, running.base, topics, reading) for topics in VIEWERS]
        tasks = [asyncio.create_task(viewer.run()) for viewer in viewers]
        seen: dict[tuple[str, int], dict[str, Any]] = {}
        async with httpx.AsyncClient(base_url=running.base, cookies={"sessionid": cookie}, timeout=60) as client:
            tasks.append(asyncio.create_task(sample(client, event_id, seen)))
            try:
                await connected(viewers, 1)
                killed = sorted(rng.sample(range(2, STANDS), kills))
                for number in range(1, STANDS + 1):
                    await play_to(running, event_id, number * duration / (STANDS + 1))
                    if number in killed:
                        running.kill("serve")
                        await play_to(running, event_id, number * duration / (STANDS + 1) + MISSED)
                        # How long a start takes is the machine's to say: it must not be the rest of the game.
                        running.control(event_id, "pause")
                        await asyncio.to_thread(running.serve)
                        await connected(viewers, killed.index(number) + 2)
                    await stand(running, event_id, viewers, seen)
                running.control(event_id, "play")
                await asyncio.gather(
                    *(viewer.until(lambda state: ended(state), seconds=240) for viewer in (viewers[0], viewers[3]))
                )
                state = viewers[0].state
                assert differences(comparable(state), as_far_as_known(wanted, state)) == []
                final = (await client.get(f"/api/games/{event_id}/document")).json()["state"]
                for viewer in viewers:
                    await viewer.until(lambda held, v=viewer: held == restricted(final, v.topics))
            finally:
                for task in tasks:
                    task.cancel()
                ends = await asyncio.gather(*tasks, return_exceptions=True)
    assert [end for end in ends if not isinstance(end, asyncio.CancelledError)] == []
    compared = 0
    for viewer in viewers:
        for place in viewer.held.keys() & seen.keys():
            compared += 1
            assert viewer.held[place] == restricted(seen[place], viewer.topics), f"a false state at {place}"
    assert compared > 20
    assert min(viewer.connections for viewer in viewers) > kills


def ended(state: dict[str, Any]) -> bool:
    """Tell whether the feed has ended."""
    return bool(state.get("feed", {}).get("state") == "ended")


@pytest.mark.games
async def test_real_game_survives_every_fault(tmp_path: Path) -> None:
    """The real game under every fault, killed twice, ends in the same document, and no viewer held a false state."""
    from django.core.management import call_command

    files = [str(path) for path in recorded.nba_files()]
    path = tmp_path / "game.jsonl.gz"
    call_command("import_game", *files, "--format=nba-live", f"--out={path}")
    await follow_through_faults(tmp_path, path, "NBA", kills=2)


async def test_simulated_game_survives_every_fault(tmp_path: Path) -> None:
    """So does a simulated game, with its late corrections."""
    path = tmp_path / "game.jsonl.gz"
    recording = simulate(4, "FIBA")
    write(path, recording.header, recording.records)
    await follow_through_faults(tmp_path, path, "FIBA", kills=2)
