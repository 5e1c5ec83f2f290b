"""Every endpoint against the real stand-in: real HTTP, signed, and the answers as both sides have agreed on them.

The stand-in shares no code with the client, so each checks the other. It plays a whole league from a seed.
"""

import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

import pytest
import pytest_asyncio

from broadcast.eventapi.asking import question
from broadcast.eventapi.endpoints import ENDPOINTS
from broadcast.eventapi.errors import BadRequest, NotFound, Unauthorized
from broadcast.eventapi.http import EventApi
from broadcast.eventapi.rows import Row, Sets
from broadcast.standin.server import StandIn
from broadcast.standin.world.world import World, this_hour
from tests.eventapi.shapes import SHAPES, misfits

pytestmark = pytest.mark.asyncio(loop_scope="module")

# A league in which the team of the first game practices and works out, too: little has to be played for the tests.
SEED = 21
DAY = 86_400_000
WEEK = 7 * DAY
URL = "https://courtside.example/callback"


class Ids(NamedTuple):
    """What there is in the league to ask for: a game that is over, and what belongs to one of its teams, which
    practices and works out, too. Times are epoch ms.
    """

    now: int
    game: dict[str, Any]
    team: str
    session: str
    started_at: int
    practice: str
    officials: str
    facility: dict[str, Any]
    roster: dict[str, Any]
    kept: str
    doomed: str

    @property
    def event(self) -> str:
        return str(self.game["event_id"])

    @property
    def both(self) -> list[str]:
        return [str(self.game["home_team_id"]), str(self.game["away_team_id"])]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def standin() -> AsyncIterator[StandIn]:
    """The stand-in with a league of its own."""
    world = World(SEED, this_hour(time.time()))
    async with StandIn([], users={"demo": "demo-secret"}, world=world) as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def api(standin: StandIn) -> AsyncIterator[EventApi]:
    """The client of it."""
    async with EventApi(standin.url, "demo", "demo-secret", timeout=30) as client:
        yield client


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def ids(api: EventApi) -> Ids:
    """What the client itself finds in the league."""
    now = round(time.time() * 1000)
    game, team, practice = await _busy_team(api, now)
    event = await api.game_event(game["event_id"])
    assert event.data is not None
    session = event.data["sessions"][0]
    return Ids(
        now=now,
        game=game,
        team=team,
        session=session["id"],
        started_at=session["started_at"],
        practice=practice,
        officials=(await api.officials_teams()).items[0].id,
        facility=(await api.request("GET", "/v1/data/facilities")).body["facilities"][0],
        roster=(await api.roster(team)).raw,
        kept=(await api.add_notification(URL)).id,
        doomed=(await api.add_notification(URL)).id,
    )


async def _busy_team(api: EventApi, now: int) -> tuple[dict[str, Any], str, str]:
    """Return a game that is over, and one of its teams that has practiced and worked out, with a practice of it."""
    for row in await api.schedule(now - WEEK, now):
        if row.data is None or row.data["status"] != "ended":
            continue
        for side in ("home", "away"):
            team = row.data[side]["id"]
            events = (await api.team_events(team, now - WEEK, now)).items
            practice = next((each.id for each in events if each.kind == "practice"), None)
            workouts = (await api.team_events(team, now - WEEK, now, workouts_only=True)).items
            if practice is not None and workouts:
                assert {each.kind for each in workouts} == {"workout"}
                return row.raw, team, practice
    raise AssertionError("no team of the league has played, practiced and worked out")


class Run(NamedTuple):
    """How an endpoint is run: the texts of its parameters, the body that is sent, and the method of the client."""

    values: Callable[[Ids], dict[str, Any]]
    call: Callable[[EventApi, Ids], Awaitable[Any]]
    body: Callable[[Ids], Any] = lambda ids: None


def _by_game(method: str) -> Run:
    return Run(lambda ids: {"event_id": ids.event}, lambda api, ids: getattr(api, method)(ids.event))


def _by_session(name: str) -> Run:
    return Run(lambda ids: {"session_id": ids.session}, lambda api, ids: getattr(api, name)(ids.session))


def _by_team(name: str) -> Run:
    return Run(
        lambda ids: {"team_id": ids.team, "from": ids.now - WEEK, "to": ids.now},
        lambda api, ids: getattr(api, name)(ids.team, ids.now - WEEK, ids.now),
    )


def _by_notification(name: str, **body: Any) -> Run:
    return Run(
        lambda ids: {"notify_id": ids.kept},
        lambda api, ids: getattr(api, name)(ids.kept, *body.values()),
        lambda ids: body or None,
    )


def _alone(name: str) -> Run:
    return Run(lambda ids: {}, lambda api, ids: getattr(api, name)())


def _new_game(ids: Ids) -> dict[str, Any]:
    return {**ids.game, "event_id": None, "tipoff_at": ids.now + 5 * DAY}


async def _delete(api: EventApi, ids: Ids) -> None:
    await api.delete_notification((await api.add_notification(URL)).id)


CLIP = {"action": "CLIP", "start": 1_000, "end": 2_000}
RUNS: dict[str, Run] = {
    "team_events": _by_team("team_events"),
    "schedule": Run(
        lambda ids: {"from": ids.now - DAY, "to": ids.now + DAY},
        lambda api, ids: api.schedule(ids.now - DAY, ids.now + DAY),
    ),
    "matchup": Run(
        lambda ids: {"from": ids.now - WEEK, "to": ids.now, "team_id": ids.both} | {"gender": ids.game["gender"]},
        lambda api, ids: api.matchup(ids.now - WEEK, ids.both, ids.game["gender"], to_ms=ids.now),
    ),
    "update_schedule": Run(
        lambda ids: {}, lambda api, ids: api.update_schedule([_new_game(ids)]), lambda ids: {"games": [_new_game(ids)]}
    ),
    "subscribe": _by_game("subscription_token"),
    "practice_event": Run(
        lambda ids: {"team_id": ids.team, "event_id": ids.practice},
        lambda api, ids: api.practice_event(ids.team, ids.practice),
    ),
    "game_event": _by_game("game_event"),
    "lineups": Run(
        lambda ids: {"event_id": ids.event, "timestamp": ids.started_at + 60_000},
        lambda api, ids: api.lineups(ids.event, ids.started_at + 60_000),
    ),
    "sensor_assignments": _by_game("sensor_assignments"),
    "video_action": Run(
        lambda ids: {"event_id": ids.event},
        lambda api, ids: api.video_clip(ids.event, CLIP["start"], CLIP["end"]),  # type: ignore[arg-type]
        lambda ids: CLIP,
    ),
    "catch_up": Run(
        lambda ids: {"event_id": ids.event, "resources": "stats,details,shots,possessions"},
        lambda api, ids: api.catch_up(ids.event, ["stats", "details", "shots", "possessions", "ballscreens"]),
    ),
    "game_stats": _by_game("stats"),
    **{name: _by_game(name) for name in ("presence", "details", "shots", "possessions", "ballscreens")},
    "teams": _alone("teams"),
    "roster": Run(
        lambda ids: {"team_id": ids.team, "game_event_id": ids.event},
        lambda api, ids: api.roster(ids.team, game_event_id=ids.event),
    ),
    "replace_roster": Run(lambda ids: {}, lambda api, ids: api.replace_roster(ids.roster), lambda ids: ids.roster),
    "officials_teams": _alone("officials_teams"),
    "officials_roster": Run(
        lambda ids: {"team_id": ids.officials}, lambda api, ids: api.officials_roster(ids.officials)
    ),
    **{
        name: _by_team(name)
        for name, endpoint in ENDPOINTS.items()
        if endpoint.path.startswith("/v1/data/teams/{team_id}/players/")
    },
    "game_stats_details": _by_game("game_stats_details"),
    **{name: _by_session(name) for name in ENDPOINTS if name.startswith("session_")},
    "locations": Run(
        lambda ids: {"id": ids.session, "from": ids.started_at, "to": ids.started_at + 5_000},
        lambda api, ids: api.locations(ids.session, ids.started_at, ids.started_at + 5_000),
    ),
    "notifications": _alone("notifications"),
    "add_notification": Run(
        lambda ids: {}, lambda api, ids: api.add_notification(URL), lambda ids: {"url": URL, "end_notify": True}
    ),
    "update_notification": _by_notification("update_notification", url=URL),
    "delete_notification": Run(lambda ids: {"notify_id": ids.doomed}, _delete),
    "enable_end_notification": _by_notification("enable_end_notification"),
    "disable_end_notification": _by_notification("disable_end_notification"),
    "facilities": _alone("facilities"),
    "facility_courts": Run(
        lambda ids: {"facility_id": ids.facility["id"]}, lambda api, ids: api.facility_courts(ids.facility["id"])
    ),
    "nearest_facilities": Run(
        lambda ids: {"lat": ids.facility["lat"], "lng": ids.facility["lng"]},
        lambda api, ids: api.nearest_facilities(ids.facility["lat"], ids.facility["lng"]),
    ),
    "system_stats": _alone("system_stats"),
}


def texts(values: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the values of parameters as a person writes them."""
    listed = {name: value if isinstance(value, list) else [value] for name, value in values.items()}
    return [(name, str(each)) for name, several in listed.items() for each in several]


@pytest.mark.parametrize("name", RUNS)
async def test_endpoint(api: EventApi, ids: Ids, name: str, caplog: pytest.LogCaptureFixture) -> None:
    """The stand-in answers in the documented shape, and the client reads all of it: nothing is rejected."""
    endpoint, run = ENDPOINTS[name], RUNS[name]
    asked = question(endpoint, texts(run.values(ids)), ids.now, run.body(ids))
    answer = await api.request(asked.method, asked.path, asked.parameters, asked.body)
    assert answer.status == 200
    assert misfits(answer.body, SHAPES[name]) == []
    with caplog.at_level(logging.WARNING, "broadcast.eventapi"):
        result = await run.call(api, ids)
    assert caplog.messages == []
    assert getattr(result, "rejected", []) == []
    if isinstance(result, Sets):
        assert result.barred == {}
        assert all(result.rows.values())
    elif name != "delete_notification":
        assert result


async def test_streams_of_a_game(api: EventApi, ids: Ids) -> None:
    """The other action of video lists the streams."""
    batch = await api.video_streams(ids.event)
    assert batch.rejected == []
    assert all(stream.id and stream.name for stream in batch.items)


async def test_sessions_add_up(api: EventApi, ids: Ids) -> None:
    """The shots of a game's sessions are the game's own, with the same keys, and so are the plays."""
    event = await api.game_event(ids.event)
    assert event.data is not None
    shots: set[str] = set()
    plays: set[str] = set()
    for session in event.data["sessions"]:
        shots |= {row.key for row in (await api.session_shots(session["id"])).rows["shots"]}
        plays |= {row.key for row in (await api.session_stats_details(session["id"])).rows["details"]}
    whole = await api.catch_up(ids.event, ["shots", "details"])
    assert shots == {row.key for row in whole.rows["shots"]}
    assert plays <= {row.key for row in whole.rows["details"]}
    assert plays


async def test_links_lead_where_methods_do(api: EventApi, ids: Ids) -> None:
    """The links of a team's event give what the methods give."""
    events = (await api.team_events(ids.team, ids.now - WEEK, ids.now, games_only=True)).items
    game = next(event for event in events if event.id == ids.event)
    session = game.sessions[0]
    assert (await api.follow(session.links["shots"])).body == (
        await api.request("GET", f"/v1/data/stats/{session.id}/shots")
    ).body
    assert {urlsplit(link).path for link in session.locations} == {ENDPOINTS["locations"].path}
    assert {parse_qs(urlsplit(link).query)["id"][0] for link in session.locations} == {session.id}


async def test_change_of_the_schedule(api: EventApi, ids: Ids) -> None:
    """A game that is created is in the schedule, and changes where it is sent again with its id."""
    (stored,) = await api.update_schedule([_new_game(ids)])
    assert stored.data is not None
    event_id = stored.data["event_id"]
    later = stored.raw["tipoff_at"] + DAY
    await api.update_schedule([{**stored.raw, "tipoff_at": later}])
    found: list[Row] = await api.schedule(ids.now + 4 * DAY, ids.now + WEEK, ids.team)
    assert [row.raw["tipoff_at"] for row in found if row.raw["event_id"] == event_id] == [later]


async def test_wrong_change_of_the_schedule(api: EventApi, ids: Ids) -> None:
    """A wrong game is refused with the name of what is wrong."""
    with pytest.raises(BadRequest, match="tipoff_at"):
        await api.update_schedule([{**_new_game(ids), "tipoff_at": "soon"}])


async def test_unknown_ids(api: EventApi, ids: Ids) -> None:
    """What there is not is `NotFound`, and time frames that are too long are `BadRequest`."""
    with pytest.raises(NotFound, match="Invalid id"):
        await api.session_shots("none")
    with pytest.raises(NotFound, match="Invalid id"):
        await api.delete_notification("none")
    with pytest.raises(BadRequest, match="30 min"):
        query = {"id": ids.session, "from": str(ids.started_at), "to": str(ids.started_at + 3_600_000)}
        await api.request("GET", "/v1/data/sensors/locations", query)


async def test_wrong_secret(standin: StandIn) -> None:
    """The stand-in verifies signatures: with another secret nothing is answered."""
    async with EventApi(standin.url, "demo", "another secret") as stranger:
        with pytest.raises(Unauthorized):
            await stranger.teams()
