"""The methods of the client: what each sends, and what it makes of the answer."""

import json
from typing import Any

import pytest

from broadcast.eventapi.endpoints import ENDPOINTS
from broadcast.eventapi.errors import BadAnswer, BadRequest, NotFound
from broadcast.eventapi.http import EventApi
from broadcast.eventapi.resources.events import Event, Session
from broadcast.eventapi.resources.summaries import ShotsSummary
from broadcast.eventapi.resources.teams import Team
from broadcast.eventapi.rows import Sets
from tests.eventapi.cases import CASES, PLAY, SHOT, Case, players
from tests.eventapi.conftest import Reply, Service, refusal

HALF_HOUR = 30 * 60_000


def seen(result: Any) -> Any:
    """Return sets as the keys and the data of their rows; anything else as it is, without what was rejected."""
    if isinstance(result, Sets):
        assert result.rejected == []
        return {source: {row.key: row.data for row in rows} for source, rows in result.rows.items() if rows}
    if hasattr(result, "items"):
        assert result.rejected == []
        return result.items
    return result


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.endpoint))
async def test_method(api: EventApi, service: Service, case: Case) -> None:
    """A method asks its endpoint, sends what it is given and returns what the answer says."""
    service.answer = lambda request: Reply(case.answer)
    assert seen(await case.call(api)) == case.result
    (request,) = service.requests
    assert (request.method, request.target) == (ENDPOINTS[case.endpoint].method, case.target)
    assert (json.loads(request.body) if request.body else None) == case.body


GAME = {"event_id": "e1", "home_team_id": 1, "away_team_id": 2}


async def test_matchup(api: EventApi, service: Service) -> None:
    """Both teams are sent under one name."""
    service.answer = lambda request: Reply({"games": [GAME]})
    rows = await api.matchup(5, ["1", "2"], "MEN", reference="EXTERNAL")
    assert [row.raw for row in rows] == [GAME]
    target = "/v1/data/schedule/games/matchup?from=5&team_id=1&team_id=2&reference=EXTERNAL&gender=MEN"
    assert service.requests[0].target == target


async def test_update_schedule(api: EventApi, service: Service) -> None:
    """Games are sent in the schedule's form, and come back as they are stored."""
    service.answer = lambda request: Reply({"games": [GAME]})
    rows = await api.update_schedule([{"home_team_id": 1}])
    assert [row.raw for row in rows] == [GAME]
    assert json.loads(service.requests[0].body) == {"games": [{"home_team_id": 1}]}


@pytest.mark.parametrize(
    ("name", "path", "scope"),
    [
        ("practice_stats", "practice/stats", "practice"),
        ("practice_scrimmage_stats", "practice/scrimmage/stats", "scrimmage"),
        ("practice_shooting_stats", "practice/shooting/stats", "shooting"),
        ("workouts_stats", "workouts/stats", "workouts"),
        ("player_game_stats", "game/stats", "games"),
    ],
)
async def test_stats_over_a_time(api: EventApi, service: Service, name: str, path: str, scope: str) -> None:
    """Stats of players over a time are no game's: their scope says what they are of."""
    service.answer = lambda request: Reply({"stats": [{"pid": "7", "tid": "1", "totalStats": {"PTS": 3}}]})
    assert seen(await getattr(api, name)("1", 5, 9)) == {
        "stats": {f"1:7:{scope}": {"team": "1", "player": "7", "scope": scope, "stats": {"PTS": 3}}}
    }
    assert service.requests[0].target == f"/v1/data/teams/1/players/{path}?from=5&to=9"


SHOTS = ["practice", "practice/scrimmage", "practice/shooting", "workout", "game"]


@pytest.mark.parametrize("path", SHOTS)
async def test_shots_over_a_time(api: EventApi, service: Service, path: str) -> None:
    """Shots over a time come as the shots of a session do, and as those of a game do."""
    grouped = {"teams": [{"id": 1, "player_shots": [{"id": 7, "shots": [SHOT]}]}]}
    plain = {"shots": [{"t": 5, "pid": "7", "tid": "1", "st": "MAKE", "is3": False}]}
    method = getattr(api, {"game": "player_game_shots"}.get(path, path.replace("/", "_") + "_shots"))
    for answer in (grouped, plain):
        service.answer = lambda request, answer=answer: Reply(answer)  # type: ignore[misc]
        assert list(seen(await method("1", 5, 9))["shots"]) == [":7:5"]
    assert service.requests[0].target == f"/v1/data/teams/1/players/{path}/shots?from=5&to=9"


@pytest.mark.parametrize("path", SHOTS)
async def test_summaries_of_shots(api: EventApi, service: Service, path: str) -> None:
    """A summary of shots names its player and counts by the names of stats."""
    details = {"firstname": "Ada", "lastname": "Quill", "profile_image_link": "https://h/p"}
    group = {"id": 1, "player_shots": [{"id": 7, "player_details": details, "summary": {"FGA": 4, "FG": None}}]}
    service.answer = lambda request: Reply({"teams": [group]})
    method = getattr(api, {"game": "player_game_shots"}.get(path, path.replace("/", "_") + "_shots") + "_summary")
    summary = ShotsSummary(
        player="7", team="1", first_name="Ada", last_name="Quill", picture="https://h/p", counts={"FGA": 4}
    )
    assert seen(await method("1", 5, 9)) == [summary]
    assert service.requests[0].target == f"/v1/data/teams/1/players/{path}/shots/summary?from=5&to=9"


async def test_stats_details_of_a_game(api: EventApi, service: Service) -> None:
    """The deprecated endpoint gives the rows of a whole game, and the totals."""
    service.answer = lambda request: Reply({**players(details=[PLAY]), "gameTotals": {"status": "ENDED"}})
    sets = await api.game_stats_details("e1")
    assert {name: [row.key for row in rows] for name, rows in sets.rows.items()} == {
        "stats": ["461:7"],
        "team_stats": ["461:game"],
        "details": ["p1"],
    }
    assert sets.totals is not None
    assert service.requests[0].target == "/v1/data/stats/games/e1/stats/details"


async def test_long_time_of_locations(api: EventApi, service: Service) -> None:
    """A time longer than the service gives at once is asked for in parts; what lies on the seam comes once."""
    service.answer = lambda request: Reply([{"locations": [{"x": 1, "y": 2, "t": HALF_HOUR, "pid": 7}, 5]}])
    batch = await api.locations("s1", 0, HALF_HOUR + 5)
    assert [request.target.partition("?")[2] for request in service.requests] == [
        f"id=s1&from=0&to={HALF_HOUR}",
        f"id=s1&from={HALF_HOUR}&to={HALF_HOUR + 5}",
    ]
    assert len(batch.items) == 1
    assert len(batch.rejected) == 2


@pytest.mark.parametrize(
    ("sessions", "format", "kind"),
    [
        ([], "HALF", "game"),
        ([Session(id="1", type="GAME_ROUND")], None, "game"),
        ([Session(id="1", type="DRILL"), Session(id="2", type="SCRIMMAGE")], None, "practice"),
        ([Session(id="1", type="WORKOUT")], None, "workout"),
        ([], None, "practice"),
    ],
)
def test_kinds_of_events(sessions: list[Session], format: str | None, kind: str) -> None:
    """An event is a game, a practice or a workout by what its sessions are."""
    assert Event(id="e", format=format, sessions=sessions).kind == kind


async def test_one_thing_with_bad_values(api: EventApi, service: Service, caplog: pytest.LogCaptureFixture) -> None:
    """A value of one thing that cannot be read is left out, and the log says which and why."""
    service.answer = lambda request: Reply({"id": 9, "logo_image_link": "javascript:x", "players": [{"name": "no id"}]})
    assert await api.officials_roster("9") == Team(id="9")
    assert "logo_image_link not an http address" in caplog.text
    assert "a member of a team without an id" in caplog.text


@pytest.mark.parametrize("body", [{}, [], 5, None, {"teams": {}}, {"message": "no"}])
async def test_answers_of_another_shape(api: EventApi, service: Service, body: Any) -> None:
    """An answer without what was asked for is `BadAnswer`, of one thing and of a list of things."""
    service.answer = lambda request: Reply(body)
    with pytest.raises(BadAnswer, match="expected one team"):
        await api.officials_roster("9")
    if body != []:
        with pytest.raises(BadAnswer, match="expected a list of teams"):
            await api.teams()


async def test_bad_request(api: EventApi, service: Service) -> None:
    """A 400 is told apart, with what the service says is wrong."""
    service.answer = lambda request: refusal(400, "games[0].tipoff_at is not a number")
    with pytest.raises(BadRequest, match="tipoff_at is not a number"):
        await api.update_schedule([GAME])


@pytest.mark.parametrize("event_id", ["", " ", ".", ".."])
async def test_id_that_makes_no_path(api: EventApi, service: Service, event_id: str) -> None:
    """An id that would make the path another endpoint's names nothing, and nothing is sent."""
    with pytest.raises(NotFound, match="event_id cannot be"):
        await api.shots(event_id)
    assert service.requests == []
