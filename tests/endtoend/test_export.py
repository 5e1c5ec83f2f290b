"""Export, replay, export again: over real sockets, in real processes, with a database for each."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from broadcast.recordings.format import Record, Recording, load, write
from broadcast.recordings.simulator import simulate
from broadcast.standin.timeline import Timeline
from tests.endtoend.processes import program
from tests.endtoend.reference import SERVER_TIMES, comparable, differences
from tests.endtoend.viewer import Viewer

pytestmark = pytest.mark.endtoend


def first_minutes(recording: Recording, seconds: float) -> Recording:
    """Return the first part of a game, as a game that ends there."""
    records = [record for record in recording.records if record.at <= seconds * 1000]
    at = records[-1].at + 1_000
    totals = next(record.row for record in reversed(records) if record.source == "totals")
    end = next(record for record in reversed(recording.records) if record.source == "marker")
    assert totals is not None and end.row is not None and end.row["data"]["status"] == "GAME_END"
    t = recording.header.t0 + at
    records.append(Record(at, "totals", "game", {**totals, "status": "ENDED"}))
    records.append(Record(at, "marker", f"GAME:{t}", {**end.row, "t": t}))
    return Recording(recording.header, records)


async def follow_and_export(folder: Path, path: Path, out: Path, speed: float) -> dict[str, Any]:
    """Follow a game from its start to its end, and export it. Return the last document."""
    folder.mkdir()
    recording = load(path)
    event_id = recording.header.game["event_id"]
    with program(folder) as running:
        running.start_standin(path, speed=speed)
        running.control(event_id, "pause")
        running.control(event_id, "seek", position=0)
        running.manage("follow", event_id, f"--rules={recording.header.rules}")
        running.serve()
        with running.login() as client:
            cookie = client.cookies["sessionid"]
            viewer = Viewer(f"ws://127.0.0.1:{running.port}/ws/live/", f"game:{event_id}", cookie, running.base)
            watching = asyncio.create_task(viewer.run())
            try:
                await viewer.until(lambda state: state.get("feed", {}).get("state") in ("scheduled", "live"))
                running.control(event_id, "play")
                seconds = recording.records[-1].at / 1000 / speed
                state = await viewer.until(
                    lambda state: state.get("feed", {}).get("state") == "ended", seconds=seconds + 60
                )
            finally:
                watching.cancel()
                await asyncio.gather(watching, return_exceptions=True)
            said = running.manage("export_recording", event_id, f"--out={out}")
            assert str(len(load(out).records)) in said
            saved = client.get(f"/games/{event_id}/recording")
            assert saved.content == out.read_bytes()
            assert saved.headers["content-disposition"].endswith('.jsonl.gz"')
    return state


def told(recording: Recording) -> list[tuple[str, str, Any]]:
    """Return the records without their times."""
    return [(record.source, record.key, record.row) for record in recording.records]


async def check(tmp_path: Path, recording: Recording, speed: float) -> None:
    """Export, replay, export again, and compare."""
    path, first, second = (tmp_path / f"{name}.jsonl.gz" for name in ("game", "first", "second"))
    write(path, recording.header, recording.records)
    state = await follow_and_export(tmp_path / "one", path, first, speed)
    again = await follow_and_export(tmp_path / "two", first, second, speed)
    assert differences(comparable(again), comparable(state)) == []
    assert set(SERVER_TIMES) == {"clock", "game"}  # all that is left out beside `feed`
    assert told(load(second)) == told(load(first))
    numbered = {"shots", "details", "stats", "possessions", "lineups", "marker"}
    timeline = Timeline(recording)
    said = [record for index, record in enumerate(recording.records) if timeline.is_streamed(index)]
    original = [one for one in told(Recording(recording.header, said)) if one[0] in numbered]
    assert [one for one in told(load(first)) if one[0] in numbered] == original


async def test_export_played_back_is_the_same_game(tmp_path: Path) -> None:
    """An export that is played back ends in the same document, and exported again it has the same records."""
    await check(tmp_path, first_minutes(simulate(4, "FIBA"), 180), speed=9)


@pytest.mark.soak
async def test_whole_export_played_back_is_the_same_game(tmp_path: Path) -> None:
    """So does a whole game. At 30 times the speed the stand-in has time to send every word of the clock."""
    await check(tmp_path, simulate(4, "FIBA"), speed=30)
