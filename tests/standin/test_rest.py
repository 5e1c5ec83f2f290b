"""The REST resources over real HTTP, signed by the tests' own client."""

from __future__ import annotations

import asyncio
import re
import time
from email.utils import formatdate
from typing import Any

import httpx
import pytest

from broadcast.standin.server import StandIn
from tests.standin.build import AWAY, EVENT_ID, HOME, SESSIONS, T0, game, totals
from tests.standin.client import TLS, USERS, get, sign

SCHEDULE_KEYS = [
    "event_id",
    "facility_name",
    "court_name",
    "location_id",
    "tournament",
    "tipoff_at",
    "gender",
    "status",
    "type",
    "home_team_id",
    "home_team_name",
    "home_team_reference_id",
    "away_team_id",
    "away_team_name",
    "away_team_reference_id",
    "officials_team_id",
    "_results",
    "reference_id",
    "fan_engagement_enabled",
    "source",
]
STATS = f"/v1/data/stats/games/{EVENT_ID}"


def at(seconds: float, faults: str = "") -> StandIn:
    """Make a server whose game stands at a position."""
    return StandIn([game()], users=USERS, speed=0.01, offset=seconds * 1000, faults=faults)


async def body(seconds: float, path: str, faults: str = "") -> Any:
    """Give the answer to one request at a position, which is to be 200."""
    async with at(seconds, faults) as standin:
        answer = await get(standin, path)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json; charset=utf-8"
    return answer.json()


async def refusal(path: str, faults: str = "", method: str = "GET") -> tuple[int, str]:
    """Give status and message of an error answer, whose body is checked to be the documented one."""
    async with at(60, faults) as standin:
        answer = await get(standin, path, method)
    error = answer.json()
    assert set(error) == {"status", "message", "shottrackerRequestId"}
    assert error["status"] == answer.status_code
    return answer.status_code, error["message"]


async def test_stats_gather_what_changed() -> None:
    """A player's line is gathered over live rows; corrections lower it, scores of the moment stay out."""
    assert await body(29, f"{STATS}/stats") == {
        "stats": [
            {"pid": "1", "tid": str(HOME), "totalStats": {"FG": 1, "FGA": 1, "PTS": 2}},
            {"pid": "7", "tid": str(AWAY), "totalStats": {"TO": 1}},
        ],
        "gameTotals": totals(2, 0),
    }
    assert (await body(60, f"{STATS}/stats"))["stats"] == [
        {"pid": "1", "tid": str(HOME), "totalStats": {"FG": 0, "FGA": 0, "PTS": 0}},
        {"pid": "7", "tid": str(AWAY), "totalStats": {"TO": 1, "FG": 1, "FGA": 1, "PTS": 2}},
    ]


async def test_rows_taken_back_are_absent() -> None:
    """A shot and a play are there until they are taken back."""
    before = await body(29, f"{STATS}/shots,details")
    after = await body(31, f"{STATS}/shots,details")
    assert [len(before["shots"]), len(before["details"])] == [1, 1]
    assert [after["shots"], after["details"]] == [[], []]


async def test_possessions_per_team() -> None:
    """Possessions stand under their team, whose id is a number, without the key that told it."""
    answer = await body(60, f"{STATS}/possessions")
    assert set(answer) == {"possessions", "gameTotals"}
    (team,) = answer["possessions"]
    assert (team["id"], team["name"]) == (HOME, "Harbor Herons")
    assert team["team_player_details"][0] == {
        "id": 1,
        "first_name": "Ada",
        "last_name": "Marsh 1",
        "profile_image_link": None,
    }
    assert [row["start_timestamp"] for row in team["possessions"]] == [T0 + 20_000]
    assert "team_id" not in team["possessions"][0]


async def test_catch_up() -> None:
    """Catch-up gives each resource once beside one gameTotals, however often it is named."""
    answer = await body(60, f"{STATS}/shots,details,shots,stats,possessions")
    assert list(answer) == ["shots", "details", "stats", "possessions", "gameTotals"]
    assert answer["gameTotals"] == totals(0, 2, period="Q2")


async def test_catch_up_escaped_comma() -> None:
    """The comma of a catch-up may come escaped."""
    assert list(await body(60, f"{STATS}/shots%2Cstats")) == ["shots", "stats", "gameTotals"]


async def test_before_the_first_row() -> None:
    """Before tip-off the lists are empty and the totals are those of a game without score."""
    async with StandIn([game()], users=USERS, start=time.time() + 600) as standin:
        answer = (await get(standin, f"{STATS}/stats,shots")).json()
    assert (answer["stats"], answer["shots"]) == ([], [])
    assert answer["gameTotals"] == {
        "awayTeamScore": {"teamId": str(AWAY), "value": 0},
        "homeTeamScore": {"teamId": str(HOME), "value": 0},
        "period": None,
        "gameClock": None,
        "status": "SCHEDULED",
        "periodTotals": [],
    }


async def test_event_sessions() -> None:
    """The event has the sessions begun so far, the running one without an end, with links back here."""
    assert (await body(5, f"/v1/data/games/{EVENT_ID}"))["results"] == []
    async with at(50) as standin:
        event = (await get(standin, f"/v1/data/games/{EVENT_ID}")).json()
        base = standin.url
        links = [await get(standin, event["totals"][key].removeprefix(base)) for key in ("_stats", "_shots")]
    assert [answer.status_code for answer in links] == [200, 200]
    first, second = event["results"]
    assert (event["id"], event["game_type"], first["type"]) == (EVENT_ID, "QUARTER", "GAME_ROUND")
    assert (first["started_at"], first["ended_at"]) == (T0 + 10_000, T0 + 40_000)
    assert (second["id"], second["ended_at"]) == (SESSIONS[1], None)
    assert first["_stats"] == f"{base}/v1/data/stats/{SESSIONS[0]}/stats"
    assert first["_locations"] == [
        f"{base}/v1/data/sensors/locations?id={SESSIONS[0]}&from={T0 + 10_000}&to={T0 + 40_000}"
    ]


async def test_lineups() -> None:
    """Lineups are those of the moment, or of an earlier one by `timestamp`."""
    path = f"/v1/data/games/{EVENT_ID}/lineups"
    assert (await body(60, path))["lineups"] == [
        {"team_id": HOME, "player_ids": [1, 2, 3, 4, 11]},
        {"team_id": AWAY, "player_ids": [6, 7, 8, 9, 10]},
    ]
    earlier = await body(60, f"{path}?timestamp={T0 + 30_000}")
    assert earlier["lineups"][0] == {"team_id": HOME, "player_ids": [1, 2, 3, 4, 5]}
    assert await body(60, f"{path}?timestamp={T0}") == {"lineups": []}


@pytest.mark.parametrize(("seconds", "status"), [(5, "SCHEDULED"), (20, "ACTIVE"), (66, "ENDED")])
async def test_schedule_status(seconds: float, status: str) -> None:
    """The schedule says where the game stands, with the tip-off at the time it is played."""
    async with StandIn([game()], users=USERS, offset=seconds * 1000, speed=2) as standin:
        (found,) = (await get(standin, f"/v1/data/schedule/games?from={_ago(3600)}&to={_ago(-3600)}")).json()["games"]
        base = standin.url
    assert found["status"] == status
    assert found["tipoff_at"] == pytest.approx(time.time() * 1000 + (10 - seconds) * 500, abs=3000)
    assert found["_results"] == f"{base}/v1/data/games/{EVENT_ID}"
    assert (found["home_team_id"], found["home_team_reference_id"]) == (HOME, "H-1")
    assert list(found) == SCHEDULE_KEYS


def _ago(seconds: float) -> int:
    return int((time.time() - seconds) * 1000)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 1),
        (f"&team_id={HOME}", 1),
        (f"&team_id={AWAY}", 1),
        ("&team_id=1", 0),
        ("&location_id=court@facility", 1),
        ("&location_id=elsewhere", 0),
        ("&type=BASKETBALL", 1),
        ("&type=FOOTBALL", 0),
        ("&to=1", 0),
        ("&seasonType=REG&weekNumber=3", 1),
    ],
)
async def test_schedule_filters(query: str, found: int) -> None:
    """The schedule is narrowed by team, place, sport and time."""
    answer = await body(0, f"/v1/data/schedule/games?from={_ago(3600)}{query}")
    assert len(answer["games"]) == found


async def test_schedule_window() -> None:
    """Without `to` the schedule reaches one day from `from`."""
    async with StandIn([game()], users=USERS, start=time.time() + 20 * 3600) as standin:
        near = await get(standin, f"/v1/data/schedule/games?from={_ago(0)}")
        far = await get(standin, f"/v1/data/schedule/games?from={_ago(6 * 3600)}")
    assert [len(answer.json()["games"]) for answer in (near, far)] == [1, 0]


async def test_schedule_in_order() -> None:
    """Games come in the order of their tip-off."""
    other = game("0d4c7f52-0000-4000-8000-000000000002")
    other.header.game["tipoff_at"] = T0 + 5_000
    async with StandIn([game(), other], users=USERS) as standin:
        answer = await get(standin, f"/v1/data/schedule/games?from={_ago(60)}")
    assert [found["event_id"][-1] for found in answer.json()["games"]] == ["2", "1"]


@pytest.mark.parametrize(
    "path",
    [
        f"/v1/data/teams/{HOME},SHOTTRACKER",
        f"/v1/data/teams/{HOME}%2CSHOTTRACKER",
        f"/v1/data/teams/{HOME}",
        "/v1/data/teams/H-1,EXTERNAL",
        f"/v1/data/teams/{HOME},SHOTTRACKER?game_event_id={EVENT_ID}",
    ],
)
async def test_roster(path: str) -> None:
    """A roster is found by the literal comma, by an escaped one, by another id system, and for a game."""
    team = await body(0, path)
    assert (team["id"], [player["id"] for player in team["players"]]) == (HOME, [1, 2])


@pytest.mark.parametrize(
    ("path", "status", "message"),
    [
        ("/v1/data/teams/9,SHOTTRACKER", 404, "Team not found"),
        (f"/v1/data/teams/{HOME},OTHER", 404, "Team not found"),
        (f"/v1/data/teams/{HOME},SHOTTRACKER?game_event_id=x", 404, "Game not found"),
        ("/v1/data/games/unknown", 404, "Invalid id"),
        ("/v1/data/games/unknown/lineups", 404, "Invalid id"),
        ("/v1/data/schedule/games/unknown/_subscribe", 404, "Invalid id"),
        ("/v1/data/stats/games/unknown/shots", 403, "Access denied to resource"),
        ("/v1/data/stats/games/unknown/shots,stats", 403, "Access denied to resource"),
        (f"{STATS}/shots,rebounds", 400, "Unknown resources: rebounds"),
        (f"{STATS}/ballscreen", 400, "Unknown resources: ballscreen"),
        ("/v1/data/schedule/games", 400, "Valid from timestamp is required"),
        ("/v1/data/schedule/games?from=today", 400, "Valid from parameter is required"),
        ("/v1/data/schedule/games?from=1&team_id=x", 400, "Valid team_id parameter is required"),
        (f"/v1/data/games/{EVENT_ID}/lineups?timestamp=x", 400, "Valid timestamp parameter is required"),
        ("/v1/data/nothing", 404, "Resource not found"),
        ("/", 404, "Resource not found"),
        (f"{STATS}/shots/", 404, "Resource not found"),
    ],
)
async def test_errors(path: str, status: int, message: str) -> None:
    """What cannot be answered is an error with the documented body."""
    assert await refusal(path) == (status, message)


async def test_wrong_method() -> None:
    """A method that an endpoint does not have is 405."""
    assert await refusal(f"{STATS}/shots", method="DELETE") == (405, "Method not allowed")


@pytest.mark.parametrize(
    ("path", "message"),
    [
        (f"{STATS}/shots", "Access denied to resource"),
        (f"{STATS}/stats,shots", "Access denied to resource"),
        (f"/v1/data/teams/{HOME},SHOTTRACKER", "Restricted resource"),
    ],
)
async def test_barred(path: str, message: str) -> None:
    """A barred resource is refused in the documented words, within a catch-up too."""
    assert await refusal(path, "error403=shots+roster") == (403, message)


async def test_not_barred() -> None:
    """What is not barred is answered."""
    assert "stats" in await body(60, f"{STATS}/stats", "error403=shots+roster")


@pytest.mark.parametrize(
    ("faults", "status"),
    [("error401=1", 401), ("error403=1", 403), ("error404=1", 404), ("error429=1", 429), ("error500=1", 500)],
)
async def test_error_faults(faults: str, status: int) -> None:
    """Each error can be had at a rate, and none once the faults have ceased."""
    assert (await refusal(f"{STATS}/stats", faults))[0] == status
    await body(60, f"{STATS}/stats", f"{faults},until=0.5")


async def test_retry_after() -> None:
    """Too many requests says when to come again."""
    async with at(0, "error429=1") as standin:
        assert (await get(standin, f"{STATS}/stats")).headers["retry-after"] == "1"


async def test_rate_of_errors() -> None:
    """A rate strikes some requests, and the same ones again with the same seed."""
    runs = []
    for _ in range(2):
        async with at(60, "error500=0.5,seed=7") as standin:
            runs.append([(await get(standin, f"{STATS}/stats")).status_code for _ in range(12)])
    assert runs[0] == runs[1]
    assert set(runs[0]) == {200, 500}


async def test_hang() -> None:
    """A hanging request is never answered, and the server still stops at once."""
    async with at(60, "hang=1") as standin:
        with pytest.raises(httpx.ReadTimeout):
            await get(standin, f"{STATS}/stats", timeout=0.2)
        started = time.monotonic()
    assert time.monotonic() - started < 3


async def test_stale() -> None:
    """Stale answers are of some moment of the last seconds, never of another."""
    async with StandIn([game()], users=USERS, start=time.time() - 60, faults="stale=60,seed=1") as standin:
        counts = {len((await get(standin, f"{STATS}/stats")).json()["stats"]) for _ in range(20)}
    assert counts == {0, 1, 2}


async def test_stale_at_the_start() -> None:
    """A stale answer is never of a time before the game was played: it was not there then."""
    async with StandIn([game()], users=USERS, offset=60_000, faults="stale=3600") as standin:
        counts = {len((await get(standin, f"{STATS}/stats")).json()["stats"]) for _ in range(5)}
    assert counts == {2}


async def test_null_clocks() -> None:
    """Every clock is null where that is asked for, and nothing else is."""
    plain = await body(29, f"{STATS}/stats,details,shots,possessions")
    nulled = await body(29, f"{STATS}/stats,details,shots,possessions", "nullclock")
    assert plain["shots"][0]["gc"] == "09:50.0"
    assert nulled["shots"][0] == plain["shots"][0] | {"gc": None, "sc": None}
    assert nulled["gameTotals"] == plain["gameTotals"] | {"gameClock": None}
    assert nulled["possessions"][0]["possessions"][0]["stats"][0]["game_clock"] is None


async def test_unsigned() -> None:
    """A request without a signature is 401, with the documented body and the server's date."""
    async with at(0) as standin, httpx.AsyncClient(verify=TLS) as client:
        answer = await client.get(f"{standin.url}{STATS}/stats")
    assert (answer.status_code, answer.json()["message"]) == (401, "HMAC signature cannot be verified")
    assert "date" in answer.headers


async def test_raw_path_is_verified() -> None:
    """The path is verified as it was sent: escapes that no URL library would leave alone."""
    path = "/v1/data/teams/%34%361,SHOTTRACKER"
    async with at(0) as standin:
        host = standin.url.removeprefix("http://")
        headers = sign("GET", path, host, formatdate(usegmt=True))
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        answer = await _raw(host, f"GET {path} HTTP/1.1\r\n{lines}connection: close\r\n\r\n")
    assert answer.startswith("HTTP/1.1 200 OK")


async def _raw(host: str, text: str) -> str:
    reader, writer = await asyncio.open_connection(*host.split(":"))
    writer.write(text.encode(errors="surrogateescape"))
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    return answer.decode()


async def test_bytes_that_are_not_utf8() -> None:
    """A signature made of any bytes is answered with 401."""
    async with at(0) as standin:
        host = standin.url.removeprefix("http://")
        headers = sign("GET", "/v1/data/teams", host, formatdate(usegmt=True))
        headers["authorization"] = re.sub('signature="', 'signature="\udce9', headers["authorization"])
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        answer = await _raw(host, f"GET /v1/data/teams HTTP/1.1\r\n{lines}connection: close\r\n\r\n")
    assert answer.startswith("HTTP/1.1 401")
