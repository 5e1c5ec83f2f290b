"""Real games, from the Event API to every viewer, in real processes over real sockets."""

from __future__ import annotations

import asyncio
import json
import random
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from django.core.management import call_command
from websockets.asyncio.client import connect

from broadcast.recordings.format import Recording, load
from broadcast.standin.server import StandIn
from broadcast.standin.stream import Limits
from tests import recorded
from tests.endtoend import page as pages
from tests.endtoend.processes import Program, program
from tests.endtoend.reference import comparable, differences, final_document
from tests.endtoend.viewer import Viewer
from tests.recordings import games
from tests.standin.client import USERS, token

pytestmark = [pytest.mark.endtoend, pytest.mark.games]

INSTANTS = 20
SPEED = 400
# Of the games whose way to the browser is that of the first.
HIGHER_SPEED = 1500
INSTANTS_OF_OTHERS = {games.ESPN: 5, games.EUROLEAGUE: 5, games.SPORTVU: 0}


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Import the NBA game once."""
    return import_game(tmp_path_factory.mktemp("game"), "nba-live", recorded.nba_files())


def import_game(folder: Path, source_format: str, files: list[Path]) -> Path:
    """Import a game by the command, and return the recording's path."""
    out = folder / "game.jsonl.gz"
    call_command("import_game", *map(str, files), f"--format={source_format}", f"--out={out}")
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
        state = await viewer.until(agrees, seconds=30)
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


@pytest.mark.browser
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


async def watch_to_the_end(running: Program, viewer: Viewer, recording: Recording, instants: int) -> dict[str, Any]:
    """Let a followed game run, compare the lines at instants on the way, and return what the viewer ends with."""
    event_id = recording.header.game["event_id"]
    rng = random.Random(11)
    start, end = 60, recording.records[-1].at / 1000 - 60
    for at in sorted(rng.uniform(start, end) for _ in range(instants)):
        await compare_at_instant(running, viewer, recording, event_id, at)
    running.control(event_id, "play")
    return await viewer.until(lambda state: state.get("feed", {}).get("state") == "ended", seconds=60)


async def test_other_games_reach_viewers(tmp_path: Path) -> None:
    """Games of other leagues end as their leagues counted, by their own rules; one of locations alone ends as well."""
    recordings = {}
    for game in (games.ESPN, games.EUROLEAGUE, games.SPORTVU):
        (tmp_path / game).mkdir()
        recordings[game] = import_game(tmp_path / game, games.provider(game), games.files(game))
    played = {game: load(path) for game, path in recordings.items()}
    with program(tmp_path) as running:
        running.start_standin(*recordings.values(), speed=HIGHER_SPEED)
        for recording in played.values():
            running.control(recording.header.game["event_id"], "pause")
        for recording in played.values():
            running.manage("follow", recording.header.game["event_id"], f"--rules={recording.header.rules}")
        running.serve()
        with running.login() as client:
            url, cookie = f"ws://127.0.0.1:{running.port}/ws/live/", client.cookies["sessionid"]
            viewers = {
                game: Viewer(url, f"game:{recording.header.game['event_id']}", cookie, running.base)
                for game, recording in played.items()
            }
            watching = [asyncio.create_task(viewer.run()) for viewer in viewers.values()]
            running.control(played[games.SPORTVU].header.game["event_id"], "speed", speed=4)
            try:
                ends = await asyncio.gather(
                    *(
                        watch_to_the_end(running, viewers[game], recording, INSTANTS_OF_OTHERS[game])
                        for game, recording in played.items()
                    )
                )
            finally:
                for task in watching:
                    task.cancel()
                await asyncio.gather(*watching, return_exceptions=True)
    for (game, recording), state in zip(played.items(), ends, strict=True):
        assert viewers[game].errors == []
        wanted = comparable(final_document(recording))
        if game == games.SPORTVU:
            # The recording has no score: the stand-in says that there is none yet.
            wanted["score"] = {"home": 0, "away": 0}
        else:
            check_other_official(state, game)
        assert differences(comparable(state), wanted) == []
        assert "rejected" not in state["feed"]
        assert "mismatches" not in state["feed"]


def check_other_official(state: dict[str, Any], game: str) -> None:
    """Compare the final document of a game of another league with its official box score."""
    assert state["game"]["rules"] == games.RULES[game]
    box = recorded.expected(game)
    for side in ("home", "away"):
        assert state["score"][side] == box[side]["score"]
        assert [state["score"]["periods"][name][side] for name in games.PERIODS[game]] == box[side]["periods"]
    disagreements = []
    for official in box["players"]:
        player = state["players"][games.player_id(game, official)]
        line = player["line"]
        disagreements += [(s, line.get(s, 0), official[s]) for s in recorded.STATS if line.get(s, 0) != official[s]]
        if official["plus_minus"] is not None:
            assert player.get("plus_minus", 0) == official["plus_minus"]
    # One assist is in the college's box score and not among its plays.
    assert disagreements == ([("AST", 2, 3)] if game == games.ESPN else [])


async def test_locations_are_streamed(tmp_path: Path) -> None:
    """Of each player and the ball the stream sends locations as they were recorded, newer and newer, to the last."""
    recording = load(import_game(tmp_path, "sportvu", games.files(games.SPORTVU)))
    event_id = recording.header.game["event_id"]
    rows = {(r.key, r.row["t"]): r.row for r in recording.records if r.source == "locations" and r.row is not None}
    limits = Limits(silence=30.0, grace=0.05, slow=30.0)
    newest: dict[str, Any] = {}
    async with (
        StandIn([recording], users=USERS, speed=4, offset=14_000, limits=limits) as standin,
        connect(f"{standin.live_url}?token={await token(standin, event_id)}&source=locations&source=marker") as socket,
    ):
        async for text in socket:
            frame = json.loads(text)
            if frame["source"] != "locations":
                continue
            row = frame["data"]
            assert "seq" not in frame
            assert row == rows[row["tag"], row["t"]]
            assert row["t"] > newest.get(row["tag"], {"t": 0})["t"]
            newest[row["tag"]] = row
    last = max(t for _, t in rows)
    assert newest == {tag: row for (tag, t), row in rows.items() if t == last}
    assert len(newest) == 11
