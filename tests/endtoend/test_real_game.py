"""A real game, from the Event API to every viewer, in real processes over real sockets."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from broadcast.recordings.format import Recording, load
from tests import recorded
from tests.endtoend import page as pages
from tests.endtoend.processes import Program, program
from tests.endtoend.viewer import Viewer

pytestmark = [pytest.mark.endtoend, pytest.mark.games, pytest.mark.browser]

INSTANTS = 20
SPEED = 400


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Import the real game once."""
    from django.core.management import call_command

    files = [str(path) for path in recorded.nba_files()]
    out = tmp_path_factory.mktemp("game") / "game.jsonl.gz"
    call_command("import_game", *files, "--format=nba-live", f"--out={out}")
    return out


def plays_until(recording: Recording, at: int) -> dict[str, Counter[str]]:
    """Count every player's stats from the plays that the recording has sent by `at`, with no code of the program."""
    newest: dict[str, Any] = {}
    for record in recording.records:
        if record.at <= at and record.source == "details":
            newest[record.key] = record.row
    lines: dict[str, Counter[str]] = {}
    for row in newest.values():
        if row is not None and row.get("pid"):
            lines.setdefault(str(row["pid"]), Counter()).update(row["stats"])
    return lines


async def compare_at_instant(running: Program, viewer: Viewer, recording: Recording, event_id: str, at: float) -> None:
    """Let the game run to an instant, hold it there, and compare what the viewer sees with the plays so far."""
    while running.control(event_id, "play")["position"] < at:
        await asyncio.sleep(0.02)
    position = running.control(event_id, "pause")["position"]
    lines = plays_until(recording, int(position * 1000))

    def agrees(state: dict[str, Any]) -> bool:
        players = state.get("players", {})
        seen = {key: {stat: player["line"].get(stat, 0) for stat in recorded.STATS} for key, player in players.items()}
        counted = {key: {stat: lines.get(key, Counter())[stat] for stat in recorded.STATS} for key in players}
        return bool(players) and seen == counted and all(key in players for key in lines)

    try:
        state = await viewer.until(agrees, seconds=8)
    except TimeoutError:
        pytest.fail(f"at {position} s the lines differ from the plays so far")
    for side in ("home", "away"):
        five = state["lineups"][side]["players"]
        assert len(set(five)) == 5, f"at {position} s: {five}"
        assert sorted(five) == sorted(
            key for key, player in state["players"].items() if player["team"] == side and player.get("on_floor")
        )


def check_official(state: dict[str, Any], box: dict[str, Any]) -> None:
    """Compare the final document with the official box score."""
    assert state["game"]["status"] == state["feed"]["state"] == "ended"
    for side in ("home", "away"):
        assert state["score"][side] == box[side]["score"]
        periods = sorted(state["score"]["periods"].values(), key=lambda period: int(period["order"]))
        assert [period[side] for period in periods] == box[side]["periods"]
        shots = [shot for shot in state["shots"].values() if shot["team"] == side]
        assert (len(shots), sum(shot["made"] for shot in shots)) == (box[side]["fga"], box[side]["fg"])
        assert state["story"]["biggest_lead"][side] == box[side]["biggest_lead"]
        assert state["story"]["lead_changes"] == box[side]["lead_changes"]
        assert state["story"]["times_tied"] == box[side]["times_tied"]
    assert (len(state["shots"]), sum(shot["made"] for shot in state["shots"].values())) == (191, 79)
    for official in box["players"]:
        player = state["players"][official["id"]]
        assert {stat: player["line"].get(stat, 0) for stat in recorded.STATS} == {
            stat: official[stat] for stat in recorded.STATS
        }
        assert player.get("plus_minus", 0) == official["plus_minus"]
        assert abs(player.get("seconds", 0) - official["seconds"]) <= 2
    assert "mismatches" not in state["feed"]


@pytest_asyncio.fixture(params=[False, pytest.param(True, marks=pytest.mark.servers)], ids=["embedded", "apart"])
async def running(tmp_path: Path, recording: Path, request: pytest.FixtureRequest) -> AsyncIterator[Program]:
    """Run the program over the real game: as one process, and as several over Redis and PostgreSQL."""
    with program(tmp_path, apart=request.param) as started:
        started.start_standin(recording, speed=SPEED)
        yield started


async def test_real_game_reaches_viewers(running: Program, recording: Path) -> None:
    """At 20 instants on the way the lines equal the plays so far, and at the end all is as the league counted."""
    box = recorded.expected(recorded.NBA)
    played = load(recording)
    event_id = played.header.game["event_id"]
    running.control(event_id, "pause")
    running.manage("follow", event_id, "--rules=NBA")
    running.serve()
    problems: list[str] = []
    with running.login() as client:
        cookie = client.cookies["sessionid"]
        viewer = Viewer(f"ws://127.0.0.1:{running.port}/ws/live/", f"game:{event_id}", cookie, running.base)
        watching = asyncio.create_task(viewer.run())
        try:
            async with pages.browser() as chromium:
                path = f"/games/{event_id}/"
                page = await pages.open_page(chromium, running.base, path, cookie, problems)
                rng = random.Random(11)
                start, end = 60, played.records[-1].at / 1000 - 60
                for at in sorted(rng.uniform(start, end) for _ in range(INSTANTS)):
                    await compare_at_instant(running, viewer, played, event_id, at)
                running.control(event_id, "play")
                state = await viewer.until(lambda state: state.get("feed", {}).get("state") == "ended", seconds=120)
                check_official(state, box)
                answer = client.get(f"/api/games/{event_id}/document").json()
                assert answer["state"] == state
                await page.locator("score-board .label", has_text="FINAL").wait_for()
                pages.check_official(await pages.read(page), box)
                fresh = await pages.open_page(chromium, running.base, path, cookie, problems)
                await fresh.locator("score-board .label", has_text="FINAL").wait_for()
                pages.check_official(await pages.read(fresh), box)
        finally:
            watching.cancel()
            (stopped,) = await asyncio.gather(watching, return_exceptions=True)
    assert isinstance(stopped, asyncio.CancelledError), stopped
    assert viewer.errors == problems == []
