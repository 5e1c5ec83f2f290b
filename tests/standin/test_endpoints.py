"""Every endpoint of the documentation: answered over recordings alone too, and refused in the documented words."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from broadcast.standin.endpoints import ROUTES
from broadcast.standin.server import StandIn
from tests.standin.build import AWAY, EVENT_ID, HOME, SESSIONS, T0, game
from tests.standin.client import USERS, control, frames, get, stream
from tests.standin.reader import Reader, reading

ALWAYS = "from=0&to=9999999999999"
PLAYERS = f"/v1/data/teams/{HOME}/players"
GAME, STATS = f"/v1/data/games/{EVENT_ID}", f"/v1/data/stats/games/{EVENT_ID}"
SESSION = f"/v1/data/stats/{SESSIONS[0]}"
NOBODY: dict[str, Any] = {"stats": []}
# What each endpoint of section 3 answers about the small game at 60 s: the keys of the body, or the whole of it.
ANSWERS: list[tuple[str, Any]] = [
    (f"/v1/data/teams/{HOME}/events?{ALWAYS}", {"events"}),
    (f"/v1/data/schedule/games/matchup?{ALWAYS}&team_id={HOME}&reference=SHOTTRACKER&gender=WOMEN", {"games"}),
    (f"/v1/data/schedule/games?{ALWAYS}", {"games"}),
    (f"/v1/data/schedule/games/{EVENT_ID}/_subscribe", {"token"}),
    (GAME, {"id", "name", "game_type", "totals", "results"}),
    (f"{GAME}/lineups", {"lineups"}),
    (f"{GAME}/sensor/assignments/history", []),
    (f"{STATS}/stats,details", {"stats", "details", "gameTotals"}),
    (f"{STATS}/stats", {"stats", "gameTotals"}),
    (f"{STATS}/stats/presence", {"stats", "gameTotals"}),
    (f"{STATS}/details", {"details", "gameTotals"}),
    (f"{STATS}/shots", {"shots", "gameTotals"}),
    (f"{STATS}/possessions", {"possessions", "gameTotals"}),
    (f"{STATS}/ballscreens", {"ballscreens", "gameTotals"}),
    (f"{STATS}/stats/details", {"teams", "gameTotals"}),
    ("/v1/data/teams", {"teams"}),
    (f"/v1/data/teams/{HOME},SHOTTRACKER", {"id", "name", "reference_id", "players"}),
    ("/v1/data/officials/teams", {"teams": []}),
    *((f"{PLAYERS}/{name}/stats?{ALWAYS}", NOBODY) for name in ("practice", "practice/scrimmage", "practice/shooting")),
    (f"{PLAYERS}/workouts/stats?{ALWAYS}", NOBODY),
    *(
        (f"{PLAYERS}/{name}/shots{summary}?{ALWAYS}", {"teams"})
        for name in ("practice", "practice/scrimmage", "practice/shooting", "workout", "game")
        for summary in ("", "/summary")
    ),
    (f"{PLAYERS}/game/stats?{ALWAYS}", {"stats"}),
    (f"{SESSION}/stats", {"teams"}),
    (f"{SESSION}/stats/details", {"teams"}),
    (f"{SESSION}/shots", {"teams"}),
    (f"{SESSION}/possessions", {"teams"}),
    (f"{SESSION}/possessions/summary", {"teams"}),
    (f"/v1/data/sensors/locations?id={SESSIONS[0]}&from={T0}&to={T0 + 1000}", []),
    ("/v1/data/live/notify", {"notifications": []}),
    ("/v1/data/facilities", {"facilities": []}),
    ("/v1/data/facilities/nearest?lat=45&lng=-69", {"facilities": []}),
    ("/v1/data/system/stats", {"stats"}),
]


def at(seconds: float) -> StandIn:
    """Make a server whose small game all but stands at a position."""
    return StandIn([game()], users=USERS, speed=0.01, offset=seconds * 1000)


@pytest.mark.parametrize(("path", "expected"), ANSWERS)
async def test_over_a_recording_alone(path: str, expected: Any) -> None:
    """Without a world every endpoint answers what follows from the recording, and empty lists for the rest."""
    async with at(60) as standin:
        answer = await get(standin, path)
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert (set(body) if isinstance(expected, set) else body) == expected


def test_no_endpoint_is_left_out() -> None:
    """Each route that is read without a world of its own is in the list above, or needs one."""
    needs_world = {
        "/v1/data/teams/{team_id}/practices/{event_id}",
        "/v1/data/officials/teams/{team_id}",
        "/v1/data/facilities/{facility_id}/courts",
        "/v1/data/teams/{team_id}",
    }
    read = {route.template for route in ROUTES if route.method == "GET"} - needs_world
    assert len(ANSWERS) == len(read)


async def test_session_of_a_recording() -> None:
    """A session's shots and possessions are those of its time, and only while they are there."""
    async with at(29) as standin:
        (home, away) = (await get(standin, f"{SESSION}/shots")).json()["teams"]
        (held,) = (await get(standin, f"{SESSION}/possessions")).json()["teams"]
        running = await get(standin, f"/v1/data/stats/{SESSIONS[1]}/shots")
    assert (home["id"], home["name"], away["player_shots"]) == (HOME, "Harbor Herons", [])
    (entry,) = home["player_shots"]
    assert entry["player_details"] == {
        "id": 1,
        "firstname": "Ada",
        "lastname": "Marsh 1",
        "profile_image_link": None,
    }
    (shot,) = entry["shots"]
    assert (shot["occurred_at"], shot["is_make"], shot["period"]) == (T0 + 20_000, True, "Q1")
    assert (held["id"], len(held["possessions"])) == (HOME, 1)
    assert (running.status_code, running.json()["message"]) == (404, "Invalid id")
    async with at(35) as standin:
        (home, _) = (await get(standin, f"{SESSION}/shots")).json()["teams"]
    assert home["player_shots"] == []


async def test_games_of_a_recorded_team() -> None:
    """A team's events and players' stats are those of its recorded games."""
    async with at(60) as standin:
        (event,) = (await get(standin, f"/v1/data/teams/{AWAY}/events?{ALWAYS}")).json()["events"]
        stats = (await get(standin, f"/v1/data/teams/{AWAY}/players/game/stats?{ALWAYS}")).json()["stats"]
        none = (await get(standin, f"/v1/data/teams/{AWAY}/players/game/stats?from=0&to=1")).json()["stats"]
        counts = (await get(standin, "/v1/data/system/stats")).json()["stats"]
    assert event["id"] == EVENT_ID
    assert stats == [{"pid": "7", "tid": str(AWAY), "totalStats": {"TO": 1, "FG": 1, "FGA": 1, "PTS": 2}}]
    assert none == []
    assert (counts["teams"], counts["players"], counts["games"], counts["shots"]) == (2, 3, 1, 1)


async def test_matchup() -> None:
    """A matchup has the games between both teams, in any order and id system, without type and source."""
    path = f"/v1/data/schedule/games/matchup?{ALWAYS}"
    async with at(0) as standin:
        for teams in (f"&team_id={HOME}&team_id={AWAY}&reference=SHOTTRACKER", "&team_id=V-1&reference=EXTERNAL"):
            (found,) = (await get(standin, f"{path}{teams}&gender=WOMEN")).json()["games"]
            assert found["location_id"] == "/facility/court"
            assert not {"type", "source"} & set(found)
        for teams in (f"&team_id={HOME}&team_id=9&reference=SHOTTRACKER&gender=WOMEN",):
            assert (await get(standin, path + teams)).json() == {"games": []}
        men = await get(standin, f"{path}&team_id={HOME}&reference=SHOTTRACKER&gender=MEN")
        assert men.json() == {"games": []}


LOCATIONS = "/v1/data/sensors/locations"
FOR_TWO_MESSAGES = "Valid from and to timestamps are required"


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "message"),
    [
        ("GET", f"/v1/data/teams/{HOME}/events", None, 400, FOR_TWO_MESSAGES),
        ("GET", f"/v1/data/teams/{HOME}/events?from=1", None, 400, FOR_TWO_MESSAGES),
        (
            "GET",
            f"/v1/data/teams/{HOME}/events?{ALWAYS}&gamesonly=1",
            None,
            400,
            "Valid gamesonly parameter is required",
        ),
        ("GET", f"/v1/data/teams/{HOME}/practices/unknown", None, 404, "Invalid id"),
        ("GET", "/v1/data/schedule/games/matchup", None, 400, "Valid from timestamp is required"),
        ("GET", "/v1/data/schedule/games/matchup?from=1", None, 400, "Valid team_id parameter is required"),
        ("GET", "/v1/data/schedule/games/matchup?from=1&team_id=1", None, 400, "Valid reference parameter is required"),
        (
            "GET",
            "/v1/data/schedule/games/matchup?from=1&team_id=1&reference=EXTERNAL",
            None,
            400,
            "Valid gender parameter is required",
        ),
        ("GET", "/v1/data/games/unknown/sensor/assignments/history", None, 404, "Invalid id"),
        ("PUT", "/v1/data/games/unknown/video/_action", {"action": "CLIP"}, 404, "Invalid id"),
        ("PUT", f"{GAME}/video/_action", {"action": "PLAY"}, 400, "Valid action is required"),
        ("PUT", f"{GAME}/video/_action", None, 400, "Valid action is required"),
        ("PUT", f"{GAME}/video/_action", {"action": "CLIP", "start": 1}, 400, "Valid end is required"),
        (
            "PUT",
            f"{GAME}/video/_action",
            {"action": "CLIP", "start": 2, "end": 2},
            400,
            "Valid end after start is required",
        ),
        ("GET", "/v1/data/stats/games/unknown/ballscreens", None, 403, "Access denied to resource"),
        ("GET", "/v1/data/stats/games/unknown/stats/presence", None, 403, "Access denied to resource"),
        ("GET", "/v1/data/stats/unknown/shots", None, 404, "Invalid id"),
        ("GET", "/v1/data/stats/unknown/stats", None, 404, "Invalid id"),
        ("GET", "/v1/data/stats/unknown/possessions/summary", None, 404, "Invalid id"),
        ("GET", "/v1/data/stats/games/stats", None, 404, "Invalid id"),
        ("GET", "/v1/data/officials/teams/1", None, 404, "Team not found"),
        ("GET", f"/v1/data/teams/9/players/game/stats?{ALWAYS}", None, 404, "Team not found"),
        ("GET", f"{PLAYERS}/practice/stats", None, 400, FOR_TWO_MESSAGES),
        ("GET", f"{PLAYERS}/workout/stats?{ALWAYS}", None, 404, "Resource not found"),
        ("GET", f"{PLAYERS}/workouts/shots?{ALWAYS}", None, 404, "Resource not found"),
        ("GET", LOCATIONS, None, 400, FOR_TWO_MESSAGES),
        ("GET", f"{LOCATIONS}?id=x&from=2&to=1", None, 400, FOR_TWO_MESSAGES),
        ("GET", f"{LOCATIONS}?id=x&from=0&to=1800001", None, 400, "Locations must be requested in 30 min timeframes"),
        ("GET", f"{LOCATIONS}?id=x&from=0&to=1800000", None, 404, "Invalid id"),
        ("GET", f"{LOCATIONS}?from=0&to=1", None, 404, "Invalid id"),
        ("GET", "/v1/data/facilities/unknown/courts", None, 404, "Invalid id"),
        ("GET", "/v1/data/facilities/nearest", None, 400, "Valid lat parameter is required"),
        ("GET", "/v1/data/facilities/nearest?lat=91&lng=0", None, 400, "Valid lat parameter is required"),
        ("GET", "/v1/data/facilities/nearest?lat=1&lng=nan", None, 400, "Valid lng parameter is required"),
        ("DELETE", "/v1/data/schedule/games", None, 405, "Method not allowed"),
    ],
)
async def test_errors(method: str, path: str, body: Any, status: int, message: str) -> None:
    """What cannot be answered is refused with the documented body."""
    async with at(60) as standin:
        answer = await get(standin, path, method, body=body)
    error = answer.json()
    assert (answer.status_code, error["message"]) == (status, message)
    assert set(error) == {"status", "message", "shottrackerRequestId"}


async def test_video() -> None:
    """A clip has a URL, and a game has streams."""
    async with at(60) as standin:
        clip = await get(standin, f"{GAME}/video/_action", "PUT", body={"action": "CLIP", "start": 1, "end": 2})
        streams = await get(standin, f"{GAME}/video/_action", "PUT", body={"action": "DISCOVER_STREAMS"})
    assert clip.json()["url"].startswith("https://")
    assert all(set(one) == {"id", "name"} for one in streams.json())


async def test_nearest() -> None:
    """Facilities come nearest first, with the distance over the ground in meters."""
    async with reading(7) as world:
        (here, *_) = (await world.get("/v1/data/facilities"))["facilities"]
        found = (await world.get(f"/v1/data/facilities/nearest?lat={here['lat']}&lng={here['lng']}"))["facilities"]
        far = (await world.get(f"/v1/data/facilities/nearest?lat={here['lat'] - 1}&lng={here['lng']}"))["facilities"]
    assert (found[0]["id"], found[0]["distance"]) == (here["id"], 0)
    assert [one["distance"] for one in found] == sorted(one["distance"] for one in found)
    (same,) = [one for one in far if one["id"] == here["id"]]
    assert same["distance"] == pytest.approx(111_195, rel=0.001)


async def test_barred_and_faulty_sessions() -> None:
    """Faults of one game hold for what is asked by its session's id too."""
    async with at(60) as standin:
        standin.set_game_faults(EVENT_ID, "error500=1")
        assert (await get(standin, f"{SESSION}/shots")).status_code == 500
        locations = f"{LOCATIONS}?id={SESSIONS[0]}&from={T0}&to={T0 + 1000}"
        assert (await get(standin, locations)).status_code == 500
        assert (await get(standin, "/v1/data/teams")).status_code == 200


async def streamed(world: Reader, query: str) -> list[dict[str, Any]]:
    """Give the first frames of a live game's stream."""
    live = await world.live()
    async with stream(world.standin, query, live["event_id"]) as socket:
        return await asyncio.wait_for(frames(socket, 3), 5)


async def test_locations_on_the_stream() -> None:
    """Where everybody is travels only when it is asked for by name, without a sequence, again and again."""
    async with reading(7) as world:
        received = await streamed(world, "&source=locations")
        assert {frame["source"] for frame in received} == {"locations"}
        assert not any("seq" in frame for frame in received)
        times = [frame["data"]["locations"][0]["t"] for frame in received]
        assert times == sorted(set(times))
        for frame in received:
            assert [row["type"] for row in frame["data"]["locations"]].count("PLAYER") == 10
        live = await world.live()
        async with stream(world.standin, "", live["event_id"], max_queue=None) as socket:
            await control(world.standin, f"{live['event_id']}/speed", {"speed": 100})
            assert "locations" not in {frame["source"] for frame in await frames(socket, 400)}


async def test_format_is_known_before_tipoff() -> None:
    """Whether a game is of halves or quarters is said before it is played through, as it is afterwards."""
    async with reading(7) as world:
        to_come = {game["gender"]: game for game in await world.games() if game["status"] == "SCHEDULED"}
        for gender, expected in (("MEN", "HALF"), ("WOMEN", "QUARTER")):
            game = to_come[gender]
            query = f"from={game['tipoff_at']}&to={game['tipoff_at']}&gamesonly=true"
            (event,) = (await world.get(f"/v1/data/teams/{game['home_team_id']}/events?{query}"))["events"]
            assert event["game_type"] == expected
            assert event == await world.get(f"/v1/data/games/{game['event_id']}")


async def test_teams_keep_their_order() -> None:
    """The list of teams is the same whichever games have been asked about."""
    async with reading(7) as world:
        before = (await world.get("/v1/data/teams"))["teams"]
        to_come = [game for game in await world.games() if game["status"] == "SCHEDULED"]
        await world.get(f"/v1/data/games/{to_come[-1]['event_id']}")
        assert (await world.get("/v1/data/teams"))["teams"] == before
