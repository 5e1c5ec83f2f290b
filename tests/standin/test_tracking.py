"""Tracking over real HTTP: where everybody was agrees with shots, screens, lineups, clocks and sensors."""

from __future__ import annotations

import math
import time
from itertools import pairwise
from typing import Any

import pytest

from tests.standin.reader import Reader, box

Row = dict[str, Any]
STEP = 40
pytestmark = pytest.mark.asyncio(loop_scope="module")


async def located(world: Reader, session_id: str, begin: int, end: int) -> list[list[Row]]:
    """Give the locations of a window, one list a time step."""
    body = await world.get(f"/v1/data/sensors/locations?id={session_id}&from={begin}&to={end}")
    return [step["locations"] for step in body]


async def test_locations(world: Reader) -> None:
    """Tracking agrees with shots, screens, lineups, clocks and sensors."""
    game = await world.ended()
    told = await box(world, game["event_id"])
    assignments = await world.get(f"/v1/data/games/{game['event_id']}/sensor/assignments/history")
    session = told["event"]["results"][1]

    async def near(t: int) -> dict[int | None, Row]:
        steps = await located(world, session["id"], t - STEP // 2, t + STEP // 2)
        return {row["pid"]: row for row in steps[0]}

    for shot in [row for row in told["shots"]["shots"] if row["sid"] == session["id"]]:
        step = await near(shot["t"])
        shooter, ball = step[int(shot["pid"])], step[None]
        assert max(abs(shooter["x"] - shot["px"]), abs(shooter["y"] - shot["py"])) <= 1
        assert max(abs(ball["x"] - shot["px"]), abs(ball["y"] - shot["py"])) <= 1
        assert (ball["type"], ball["tid"], shooter["tid"]) == ("BALL", None, int(shot["tid"]))
        assert abs(seconds(shooter["gc"]) - seconds(shot["gc"])) <= 0.2
    screens = [row for row in told["ballscreens"]["ballscreens"] if row["sessionId"] == session["id"]]
    assert screens
    for screen in screens:
        setter = (await near(screen["timestamp"]))[int(screen["screenerPlayerIds"][0])]
        assert max(abs(setter["x"] - screen["screenerX"]), abs(setter["y"] - screen["screenerY"])) <= 1
        assert abs(seconds(setter["gc"]) - seconds(screen["startGameClock"])) <= 0.2
    for t in range(session["started_at"] + 100, session["ended_at"] - 100, 97_131):
        step = await near(t)
        moment = next(iter(step.values()))["t"]
        path = f"/v1/data/games/{game['event_id']}/lineups?timestamp={moment}"
        lineups = (await world.get(path))["lineups"]
        floor = {(team["team_id"], player) for team in lineups for player in team["player_ids"]}
        assert {(row["tid"], row["pid"]) for row in step.values() if row["type"] == "PLAYER"} == floor
        for row in step.values():
            worn = [one for one in assignments if one["player_id"] == row["pid"] and one["timestamp"] <= moment]
            assert row["tag"] == (str(worn[-1]["sensor"]) if worn else None)


async def test_locations_follow_one_another(world: Reader) -> None:
    """Tracking comes at 25 Hz, the same in every window, and nobody runs faster than a person can."""
    session = (await world.get(f"/v1/data/games/{(await world.ended())['event_id']}"))["results"][0]
    begin = session["started_at"]
    steps = await located(world, session["id"], begin + 10_000, begin + 70_000)
    at = {step[0]["t"]: step for step in steps}
    assert {later - earlier for earlier, later in pairwise(at)} == {STEP}
    assert len(steps) in (1500, 1501)
    for earlier, later in pairwise(steps):
        was = {row["pid"]: row for row in earlier}
        for row in later:
            if row["type"] == "PLAYER" and row["pid"] in was:
                way = math.hypot(row["x"] - was[row["pid"]]["x"], row["y"] - was[row["pid"]]["y"])
                assert way <= 10 * STEP + 2, "faster than 10 m/s"
    again = await located(world, session["id"], begin + 30_000, begin + 31_000)
    assert again == [at[step[0]["t"]] for step in again]
    whole = await located(world, session["id"], session["ended_at"] - 1_000, session["ended_at"] + 60_000)
    assert session["ended_at"] - STEP <= whole[-1][0]["t"] <= session["ended_at"]


def seconds(clock: str) -> float:
    """Read a game clock."""
    minutes, _, rest = clock.rpartition(":")
    return int(minutes or 0) * 60 + float(rest)


async def test_locations_of_practices(world: Reader) -> None:
    """A drill, a scrimmage and a workout are tracked too: whoever shoots is at the place of the shot, with the ball."""
    seen = set()
    for team in (await world.get("/v1/data/teams"))["teams"]:
        for query in ("", "&workoutsonly=true"):
            path = f"/v1/data/teams/{team['id']}/events?{world.window}{query}"
            for event in (await world.get(path))["events"]:
                for session in [] if "game_type" in event else event["results"]:
                    if session["type"] in seen or session["ended_at"] is None:
                        continue
                    (shots,) = (await world.get(f"/v1/data/stats/{session['id']}/shots"))["teams"]
                    entry = shots["player_shots"][0]
                    for shot in entry["shots"][:5]:
                        t = shot["occurred_at"]
                        steps = await located(world, session["id"], t - STEP // 2, t + STEP // 2)
                        for row in steps[0]:
                            if row["pid"] in (entry["id"], None):
                                assert abs(row["x"] - shot["player_x"]) <= 1
                                assert abs(row["y"] - shot["player_y"]) <= 1
                            assert row["tid"] in (team["id"], None)
                    seen.add(session["type"])
    assert seen == {"DRILL", "SCRIMMAGE", "WORKOUT"}


async def test_sensor_assignments(world: Reader) -> None:
    """Every active player has a sensor from the start of each session, and some change theirs within one."""
    game = await world.ended()
    rows = await world.get(f"/v1/data/games/{game['event_id']}/sensor/assignments/history")
    event = await world.get(f"/v1/data/games/{game['event_id']}")
    active = set()
    for side in ("home", "away"):
        roster = await world.get(f"/v1/data/teams/{game[f'{side}_team_id']},SHOTTRACKER?game_event_id={event['id']}")
        active |= {player["id"] for player in roster["players"] if player["is_active"]}
    assert [row["timestamp"] for row in rows] == sorted(row["timestamp"] for row in rows)
    starts = {session["started_at"] for session in event["results"]}
    for start in starts:
        assert {row["player_id"] for row in rows if row["timestamp"] == start} == active
    changes = [row for row in rows if row["timestamp"] not in starts]
    assert len({row["team_id"] for row in changes}) == 2


async def test_nothing_of_the_future(world: Reader) -> None:
    """What is yet to come of a live game is told nowhere."""
    game = await world.live()
    told = await box(world, game["event_id"])
    now = int(time.time() * 1000)
    assert max(row["t"] for row in told["shots"]["shots"]) <= now
    assert told["event"]["results"][-1]["ended_at"] is None
    running = told["event"]["results"][-1]
    steps = await located(world, running["id"], now - 180_000, now + 180_000)
    assert steps[-1][0]["t"] <= int(time.time() * 1000)
    assert [screen for screen in told["ballscreens"]["ballscreens"] if screen["endTimestamp"] > now] == []
