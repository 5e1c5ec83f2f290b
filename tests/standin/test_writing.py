"""Games and rosters that clients put, over real HTTP."""

from __future__ import annotations

import asyncio
import copy
import time
from typing import Any

import pytest

from broadcast.standin.server import StandIn
from tests.standin.build import AWAY, EVENT_ID, HOME, game
from tests.standin.client import USERS, control, frames, get, stream
from tests.standin.reader import Reader, reading

SCHEDULE = "/v1/data/schedule/games"
ROSTER = "/v1/data/teams/roster"


async def put(world: Reader, path: str, body: Any) -> Any:
    """Put something that is to be taken."""
    answer = await world.ask(path, "PUT", body)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def created(world: Reader, tipoff_at: int, **fields: Any) -> dict[str, Any]:
    """Create a game between two league teams and give what was stored."""
    body = {"tipoff_at": tipoff_at, "home_team_id": 601, "away_team_id": 602, **fields}
    (stored,) = (await put(world, SCHEDULE, {"games": [body]}))["games"]
    assert isinstance(stored, dict)
    return stored


async def test_a_created_game_is_played() -> None:
    """A game that a client creates stands in the schedule, and is really played when its tip-off comes."""
    async with reading(7) as world:
        courts = {game["home_team_id"]: game for game in await world.games()}
        tip = int(time.time() * 1000) + 3_000
        stored = await created(world, tip, location_id=courts[601]["location_id"])
        event_id = stored["event_id"]
        assert (stored["status"], stored["tipoff_at"], stored["home_team_name"]) == (
            "SCHEDULED",
            tip,
            "Alder Point Ferrymen",
        )
        assert stored["court_name"] == courts[601]["court_name"]
        assert set(stored) == set(courts[601])
        (listed,) = [game for game in await world.games() if game["event_id"] == event_id]
        assert listed | {"status": "SCHEDULED"} == stored  # on a busy machine it may have begun by now
        events = (await world.get(f"/v1/data/teams/602/events?{world.window}"))["events"]
        assert event_id in [event["id"] for event in events]
        async with stream(world.standin, "&source=marker", event_id) as socket:
            async with asyncio.timeout(60):
                while (await frames(socket, 1))[0]["data"]["data"].get("status") != "STARTED":
                    pass
        now = await world.get(f"/v1/data/games/{event_id}")
        assert now["results"][0]["started_at"] >= tip
        (row,) = [game for game in await world.games() if game["event_id"] == event_id]
        assert row["status"] == "ACTIVE"
        await control(world.standin, f"{event_id}/speed", {"speed": "max"})
        totals = (await world.get(f"/v1/data/stats/games/{event_id}/stats"))["gameTotals"]
        assert (totals["status"], totals["homeTeamScore"]["value"] > 20) == ("ENDED", True)


async def test_a_game_is_moved() -> None:
    """A game that has yet to begin can be moved and renamed; it keeps its id and the rest."""
    async with reading(7) as world:
        before = [game for game in await world.games() if game["status"] == "SCHEDULED"][-1]
        moved = {**before, "tipoff_at": before["tipoff_at"] + 3_600_000, "tournament": "Harbor Cup"}
        (stored,) = (await put(world, SCHEDULE, {"games": [moved]}))["games"]
        assert stored == moved
        assert [game for game in await world.games() if game["event_id"] == before["event_id"]] == [moved]


async def test_a_game_that_was_asked_about_is_moved() -> None:
    """A game whose stream is open already is played anew at its new hour, to the same socket."""
    async with reading(7) as world:
        stored = await created(world, int(time.time() * 1000) + 3_600_000)
        async with stream(world.standin, "&source=marker", stored["event_id"]) as socket:
            tip = int(time.time() * 1000) + 1_000
            await put(world, SCHEDULE, {"games": [{**stored, "tipoff_at": tip}]})
            (first, second) = await asyncio.wait_for(frames(socket, 2), 60)
        assert (first["seq"], second["seq"]) == (1, 2)
        assert first["data"]["t"] == pytest.approx(tip, abs=20_000)


async def test_a_running_game_keeps_its_teams_and_tipoff() -> None:
    """Of a game that has begun only what is said about it can change."""
    async with reading(7) as world:
        live = await world.live()
        (stored,) = (await put(world, SCHEDULE, {"games": [{**live, "tournament": "Harbor Cup"}]}))["games"]
        assert stored == live | {"tournament": "Harbor Cup"}
        for key, value in (("tipoff_at", live["tipoff_at"] + 1), ("home_team_id", 654)):
            answer = await world.ask(SCHEDULE, "PUT", {"games": [{**live, key: value}]})
            assert (answer.status_code, answer.json()["message"]) == (400, f"Valid games[0].{key} is required")


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"tipoff_at": None}, "tipoff_at"),
        ({"tipoff_at": "soon"}, "tipoff_at"),
        ({"tipoff_at": True}, "tipoff_at"),
        ({"tipoff_at": 10**15}, "tipoff_at"),
        ({"home_team_id": 999}, "home_team_id"),
        ({"away_team_id": "602"}, "away_team_id"),
        ({"away_team_id": 601}, "away_team_id"),
        ({"gender": "MIXED"}, "gender"),
        ({"type": "FOOTBALL"}, "type"),
        ({"facility_name": 7}, "facility_name"),
        ({"fan_engagement_enabled": "no"}, "fan_engagement_enabled"),
        ({"event_id": 7}, "event_id"),
    ],
)
async def test_wrong_games(world: Reader, change: dict[str, Any], named: str) -> None:
    """One wrong field is named, and nothing of the list is stored, the right games neither."""
    before = await world.games()
    right = {"tipoff_at": world.now + 3_600_000, "home_team_id": 601, "away_team_id": 602}
    answer = await world.ask(SCHEDULE, "PUT", {"games": [right, right | change]})
    assert (answer.status_code, answer.json()["message"]) == (400, f"Valid games[1].{named} is required")
    assert await world.games() == before


@pytest.mark.parametrize("body", [None, [], {}, {"games": {}}, {"games": ["x"]}])
async def test_no_games(body: Any) -> None:
    """A body that is no list of games is refused."""
    async with StandIn([game()], users=USERS) as standin:
        assert (await get(standin, SCHEDULE, "PUT", body=body)).status_code == 400


async def test_a_recorded_game_is_moved() -> None:
    """A recording that has yet to begin begins at the hour that is put; its row times stay its own."""
    async with StandIn([game()], users=USERS, start=time.time() + 3600) as standin:
        (before,) = (await get(standin, f"{SCHEDULE}?from={_ms(-60)}&to={_ms(7200)}")).json()["games"]
        tip = _ms(11)
        answer = await get(standin, SCHEDULE, "PUT", body={"games": [{"event_id": EVENT_ID, "tipoff_at": tip}]})
        (stored,) = answer.json()["games"]
        assert stored["tipoff_at"] == pytest.approx(tip, abs=2)
        assert stored == before | {"tipoff_at": stored["tipoff_at"]}
        async with stream(standin, "&source=broadcastsummary") as socket:
            assert len(await asyncio.wait_for(frames(socket, 1), 5)) == 1


def _ms(seconds: float) -> int:
    return int((time.time() + seconds) * 1000)


async def test_recorded_teams_can_meet_again() -> None:
    """A game can be created between teams that only recordings know; without five players nothing happens in it."""
    async with StandIn([game()], users=USERS) as standin:
        tip = _ms(30)
        body = {"tipoff_at": tip, "home_team_id": AWAY, "away_team_id": HOME}
        (stored,) = (await get(standin, SCHEDULE, "PUT", body={"games": [body]})).json()["games"]
        assert (stored["home_team_name"], stored["status"]) == ("Valley Voles", "SCHEDULED")
        event = (await get(standin, f"/v1/data/games/{stored['event_id']}")).json()
        assert (event["results"], event["game_type"], stored["gender"]) == ([], "HALF", "MEN")


async def test_a_roster_is_replaced() -> None:
    """A roster that is put is the roster, in the list and the schedule too; games to come are played by it."""
    async with reading(7) as world:
        before = await world.get("/v1/data/teams/601,SHOTTRACKER")
        body = copy.deepcopy(before)
        body["name"] = "Alder Point Gulls"
        body["players"] = body["players"][:7]
        newcomer = {"id": 60199, "first_name": "Nova", "last_name": "Quist", "jersey_number_str": "00", "position": "G"}
        body["players"][0] = newcomer | {"is_starter": True}
        body["unknown"] = 1
        stored = await put(world, ROSTER, body)
        assert set(stored) == set(before)
        assert set(stored["players"][0]) == set(before["players"][0])
        assert [player["id"] for player in stored["players"]][:2] == [60199, 60102]
        assert stored["players"][0]["display_name"] == "Nova Quist"
        assert (stored["players"][0]["jersey_number"], stored["players"][0]["jersey_number_str"]) == (0, "00")
        assert await world.get("/v1/data/teams/601,SHOTTRACKER") == stored
        names = {team["id"]: team["name"] for team in (await world.get("/v1/data/teams"))["teams"]}
        assert names[601] == "Alder Point Gulls"
        mine = [game for game in await world.games() if game["home_team_id"] == 601]
        assert {game["home_team_name"] for game in mine} == {"Alder Point Gulls"}
        played = await created(world, _ms(600))
        as_of = await world.get(f"/v1/data/teams/601,SHOTTRACKER?game_event_id={played['event_id']}")
        assert as_of == stored
        await control(world.standin, f"{played['event_id']}/speed", {"speed": "max"})
        await control(world.standin, f"{played['event_id']}/seek", {"position": 7200})
        stats = (await world.get(f"/v1/data/stats/games/{played['event_id']}/stats"))["stats"]
        ids = {str(player["id"]) for player in stored["players"]}
        assert {row["pid"] for row in stats if row["tid"] == "601"} <= ids
        assert "60199" in {row["pid"] for row in stats}


async def test_a_roster_changes_a_game_that_was_asked_about() -> None:
    """A game to come is played by the new roster even where it had been asked about before."""
    async with reading(7) as world:
        stored = await created(world, _ms(3600))
        path = f"/v1/data/teams/601,SHOTTRACKER?game_event_id={stored['event_id']}"
        before = await world.get(path)
        await put(world, ROSTER, {**before, "players": before["players"][:6]})
        assert [player["id"] for player in (await world.get(path))["players"]] == [
            player["id"] for player in before["players"][:6]
        ]


async def test_a_roster_leaves_the_past_alone() -> None:
    """A game that has been played keeps the roster that it was played by."""
    async with reading(7) as world:
        ended = await world.ended()
        path = f"/v1/data/teams/{ended['home_team_id']},SHOTTRACKER?game_event_id={ended['event_id']}"
        before = await world.get(path)
        await put(world, ROSTER, {**before, "players": []})
        assert await world.get(path) == before
        assert (await world.get(f"/v1/data/teams/{ended['home_team_id']},SHOTTRACKER"))["players"] == []


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(
    ("change", "status", "message"),
    [
        ({"id": "601"}, 400, "Valid id is required"),
        ({"id": 999}, 404, "Team not found"),
        ({"name": ""}, 400, "Valid name is required"),
        ({"gender": "X"}, 400, "Valid gender is required"),
        ({"players": None}, 400, "Valid players is required"),
        ({"players": ["x"]}, 400, "Valid players[0] is required"),
        ({"players": [{}]}, 400, "Valid players[0].id is required"),
        ({"players": [{"id": 1}, {"id": 1}]}, 400, "Valid players[1].id is required"),
        ({"players": [{"id": 1, "sensor": "7"}]}, 400, "Valid players[0].sensor is required"),
        ({"players": [{"id": 1, "is_active": None}]}, 400, "Valid players[0].is_active is required"),
        ({"players": [{"id": 1, "first_name": 5}]}, 400, "Valid players[0].first_name is required"),
    ],
)
async def test_wrong_rosters(world: Reader, change: dict[str, Any], status: int, message: str) -> None:
    """A wrong roster is refused with the first field that is wrong, and the team has the one it had."""
    before = await world.get("/v1/data/teams/601,SHOTTRACKER")
    answer = await world.ask(ROSTER, "PUT", before | change)
    assert (answer.status_code, answer.json()["message"]) == (status, message)
    assert await world.get("/v1/data/teams/601,SHOTTRACKER") == before
