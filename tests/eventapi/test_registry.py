"""The registry has every endpoint of the public record, and every endpoint has what it needs."""

import inspect
from typing import Any

import pytest

from broadcast.eventapi.asking import matching
from broadcast.eventapi.endpoints import ENDPOINTS, GROUPS
from broadcast.eventapi.errors import BadAnswer
from broadcast.eventapi.http import EventApi
from tests.eventapi.conftest import Reply, Service
from tests.eventapi.shapes import SHAPES
from tests.eventapi.test_contract import RUNS

# EVENT_API section 3, row by row; the last four are paths of our own for sections that have none in the record.
DOCUMENTED = """\
GET /v1/data/teams/{team_id}/events
GET /v1/data/schedule/games/matchup
GET /v1/data/schedule/games
PUT /v1/data/schedule/games
GET /v1/data/schedule/games/{event_id}/_subscribe
GET /v1/data/teams/{team_id}/practices/{event_id}
GET /v1/data/games/{event_id}
GET /v1/data/games/{event_id}/lineups
GET /v1/data/games/{event_id}/sensor/assignments/history
PUT /v1/data/games/{event_id}/video/_action
GET /v1/data/stats/games/{event_id}/{resources}
GET /v1/data/stats/games/{event_id}/stats
GET /v1/data/stats/games/{event_id}/stats/presence
GET /v1/data/stats/games/{event_id}/details
GET /v1/data/stats/games/{event_id}/shots
GET /v1/data/stats/games/{event_id}/possessions
GET /v1/data/stats/games/{event_id}/ballscreens
GET /v1/data/teams
GET /v1/data/teams/{team_id},{reference}
PUT /v1/data/teams/roster
GET /v1/data/officials/teams
GET /v1/data/officials/teams/{team_id}
GET /v1/data/teams/{team_id}/players/practice/stats
GET /v1/data/teams/{team_id}/players/practice/scrimmage/stats
GET /v1/data/teams/{team_id}/players/practice/shooting/stats
GET /v1/data/teams/{team_id}/players/workouts/stats
GET /v1/data/teams/{team_id}/players/practice/shots
GET /v1/data/teams/{team_id}/players/practice/shots/summary
GET /v1/data/teams/{team_id}/players/practice/scrimmage/shots
GET /v1/data/teams/{team_id}/players/practice/scrimmage/shots/summary
GET /v1/data/teams/{team_id}/players/practice/shooting/shots
GET /v1/data/teams/{team_id}/players/practice/shooting/shots/summary
GET /v1/data/teams/{team_id}/players/workout/shots
GET /v1/data/teams/{team_id}/players/workout/shots/summary
GET /v1/data/teams/{team_id}/players/game/stats
GET /v1/data/teams/{team_id}/players/game/shots
GET /v1/data/teams/{team_id}/players/game/shots/summary
GET /v1/data/stats/games/{event_id}/stats/details
GET /v1/data/stats/{session_id}/stats
GET /v1/data/stats/{session_id}/stats/details
GET /v1/data/stats/{session_id}/shots
GET /v1/data/stats/{session_id}/possessions
GET /v1/data/stats/{session_id}/possessions/summary
GET /v1/data/sensors/locations
GET /v1/data/live/notify
PUT /v1/data/live/notify
PUT /v1/data/live/notify/{notify_id}
DELETE /v1/data/live/notify/{notify_id}
PUT /v1/data/live/notify/{notify_id}/_enableEndNotify
PUT /v1/data/live/notify/{notify_id}/_disableEndNotify
GET /v1/data/facilities
GET /v1/data/facilities/{facility_id}/courts
GET /v1/data/facilities/nearest
GET /v1/data/system/stats
""".splitlines()

# What the methods are called with, by the names of their parameters.
ARGUMENTS: dict[str, Any] = {
    **dict.fromkeys(("team_id", "event_id", "session_id", "notify_id", "facility_id"), "x1"),
    **dict.fromkeys(("from_ms", "start_ms"), 1_000),
    **dict.fromkeys(("to_ms", "end_ms"), 2_000),
    **dict.fromkeys(("lat", "lng"), 1.5),
    "resources": ["stats", "shots"],
    "team_ids": ["1", "2"],
    "gender": "MEN",
    "games": [],
    "roster": {"id": 1},
    "url": "https://courtside.example/",
}


def test_every_documented_endpoint_is_registered() -> None:
    """The registry has exactly the rows of the public record, each once."""
    assert len(DOCUMENTED) == len(set(DOCUMENTED)) == 54
    assert sorted(f"{each.method} {each.path}" for each in ENDPOINTS.values()) == sorted(DOCUMENTED)


def test_every_endpoint_is_run_against_the_stand_in() -> None:
    """No row is left out of the contract test, which needs a run and a shape of the answer for each."""
    assert RUNS.keys() == SHAPES.keys() == ENDPOINTS.keys()


def test_every_endpoint_is_in_one_group() -> None:
    """The groups hold every endpoint once, in the order of the registry."""
    assert [each for group in GROUPS.values() for each in group] == list(ENDPOINTS.values())


@pytest.mark.parametrize("name", ENDPOINTS)
async def test_methods_ask_their_endpoint(api: EventApi, service: Service, name: str) -> None:
    """Each method that an endpoint names asks that endpoint, with the documented method and path."""
    service.answer = lambda request: Reply({"unlike": "anything"})
    endpoint = ENDPOINTS[name]
    assert endpoint.methods
    for method in endpoint.methods:
        call = getattr(api, method)
        assert call.__doc__
        needed = [each.name for each in inspect.signature(call).parameters.values() if each.default is each.empty]
        try:
            await call(**{each: ARGUMENTS[each] for each in needed})
        except BadAnswer as error:
            # The server answers nonsense on purpose: what is asked is looked at, not what is made of the answer.
            assert error.status is None
        found = matching(service.requests[-1].method, service.requests[-1].path)
        assert found is not None
        assert found[0] == endpoint


@pytest.mark.parametrize("name", ENDPOINTS)
def test_entries_are_complete(name: str) -> None:
    """An entry says what it is, names each part of its path, and has a body exactly where one is sent."""
    endpoint = ENDPOINTS[name]
    parts = {part for part in ARGUMENTS | {"reference": 1} if "{" + part + "}" in endpoint.path}
    assert endpoint.path.count("{") == len(parts)
    assert {each.name for each in endpoint.path_parameters} == parts
    assert all(each.required for each in endpoint.path_parameters)
    assert endpoint.title
    assert endpoint.description.endswith(".")
    assert all(each.description.endswith(".") for each in endpoint.parameters)
    switch = endpoint.path.endswith("EndNotify")
    assert (endpoint.body is not None) == (endpoint.method == "PUT" and not switch)


def test_paths_of_our_own() -> None:
    """The four paths that are not in the record are marked as our reading."""
    assert [each.path for each in ENDPOINTS.values() if each.path_assumed] == [
        line.partition(" ")[2] for line in DOCUMENTED[-4:]
    ]


def test_methods_are_named_by_endpoints() -> None:
    """No public method of the client is unknown to the registry, so explorer and table miss none."""
    known = {method for endpoint in ENDPOINTS.values() for method in endpoint.methods}
    public = {name for name, _ in inspect.getmembers(EventApi, inspect.isfunction) if not name.startswith("_")}
    assert public - known == {"request", "follow"}
    assert known <= public
