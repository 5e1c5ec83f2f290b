"""The REST client against a server."""

import asyncio
import logging
from collections.abc import Callable
from email.utils import formatdate
from time import time
from typing import Any

import pytest

from broadcast.eventapi.endpoints import ENDPOINTS
from broadcast.eventapi.errors import (
    ApiError,
    BadAnswer,
    Forbidden,
    ForeignLink,
    NotFound,
    RateLimited,
    ServerError,
    Unauthorized,
    Unreachable,
)
from broadcast.eventapi.http import EventApi, Subscription
from tests.eventapi.conftest import Reply, Request, Service, refusal

STATS = {"stats": [{"pid": "1", "tid": "2", "totalStats": {"PTS": 3}}], "gameTotals": {"status": "ACTIVE"}}


def in_turn(*replies: Reply | None) -> Callable[[Request], Reply | None]:
    """Return an answer function that gives each reply once and the last one for ever."""
    left = list(replies)
    return lambda request: left.pop(0) if len(left) > 1 else left[0]


@pytest.mark.parametrize("fault", [refusal(500, "General"), refusal(503, "Busy"), refusal(502, "Gateway"), None])
async def test_retry(api: EventApi, service: Service, fault: Reply | None) -> None:
    """A server error or a connection that breaks is retried, signed anew."""
    service.answer = in_turn(fault, fault, fault, Reply(STATS))
    sets = await api.stats("e1")
    assert [row.key for row in sets.rows["stats"]] == ["2:1"]
    assert len(service.requests) == 4
    assert all("authorization" in request.headers for request in service.requests)


@pytest.mark.parametrize(("fault", "kind"), [(refusal(500, "General"), ServerError), (None, Unreachable)])
async def test_retries_end(api: EventApi, service: Service, fault: Reply | None, kind: type[ApiError]) -> None:
    """After three retries the error is raised."""
    service.answer = in_turn(fault)
    with pytest.raises(kind):
        await api.stats("e1")
    assert len(service.requests) == 4


async def test_nobody_listens(service: Service) -> None:
    """A refused connection is `Unreachable`, without a status."""
    async with EventApi("http://127.0.0.1:1", "u", "s", retries=1, backoff=0.01) as api:
        with pytest.raises(Unreachable) as caught:
            await api.stats("e1")
    assert caught.value.status is None


async def test_timeout(service: Service) -> None:
    """A service that does not answer in time is `Unreachable`."""
    service.gate = asyncio.Event()
    async with EventApi(service.url, "u", "s", retries=0, timeout=0.05) as api:
        with pytest.raises(Unreachable, match="Timeout"):
            await api.stats("e1")
    service.gate.set()


@pytest.mark.parametrize(
    ("status", "kind"),
    [(401, Unauthorized), (403, Forbidden), (404, NotFound), (400, BadAnswer), (302, BadAnswer)],
)
async def test_refusals(api: EventApi, service: Service, status: int, kind: type[ApiError]) -> None:
    """A refusal is raised at once as its own error, with what the service said and its id of the request."""
    service.answer = lambda request: refusal(status, "Access denied to resource")
    with pytest.raises(kind, match="Access denied to resource") as caught:
        await api.stats("e1")
    assert (caught.value.status, caught.value.request_id) == (status, "6f1c")
    assert len(service.requests) == 1


async def test_refusal_without_a_body(api: EventApi, service: Service) -> None:
    """A refusal with no error body of the documented form is understood by its status."""
    service.answer = lambda request: Reply(b"<html>no</html>", 404)
    with pytest.raises(NotFound, match="GET /v1/data/games/e1: Something"):
        await api.game_event("e1")


async def test_skew(api: EventApi, service: Service, caplog: pytest.LogCaptureFixture) -> None:
    """A 401 tells by how much the clocks differ, and logs no secret."""
    service.answer = lambda request: refusal(401, "no", ("date", formatdate(time() + 900, usegmt=True)))
    with (
        caplog.at_level(logging.DEBUG),
        pytest.raises(Unauthorized, match=r"clock is \+\d+ s from ours") as caught,
    ):
        await api.stats("e1")
    assert caught.value.skew == pytest.approx(900, abs=5)
    assert "unauthorized" in caplog.text
    assert "demo-secret" not in caplog.text


@pytest.mark.parametrize("status", [429, 503])
async def test_retry_after(api: EventApi, service: Service, status: int) -> None:
    """The wait that the service asks for is made, in seconds or up to a date by its own clock."""
    now = formatdate(1_000_000, usegmt=True)
    soon = formatdate(1_000_001, usegmt=True)
    service.answer = in_turn(
        refusal(status, "slow", ("retry-after", "0")),
        refusal(status, "slow", ("retry-after", soon), ("date", now)),
        Reply(STATS),
    )
    start = asyncio.get_running_loop().time()
    await api.stats("e1")
    assert asyncio.get_running_loop().time() - start > 0.9
    assert len(service.requests) == 3


async def test_long_retry_after(api: EventApi, service: Service) -> None:
    """A wait that is too long is not made: the error says how long it is."""
    service.answer = lambda request: refusal(429, "slow", ("retry-after", "3600"))
    with pytest.raises(RateLimited) as caught:
        await api.stats("e1")
    assert caught.value.retry_after == 3600
    assert len(service.requests) == 1


async def test_changes_are_not_repeated(api: EventApi, service: Service) -> None:
    """What changes something is not sent again after an error: it may have been done."""
    service.answer = lambda request: refusal(500, "General")
    with pytest.raises(ServerError):
        await api.request("PUT", ENDPOINTS["video_action"].filled(event_id="e1"), json={"action": "CLIP"})
    assert [request.body for request in service.requests] == [b'{"action":"CLIP"}']


async def test_concurrency(service: Service) -> None:
    """No more requests than allowed are under way at a time."""
    service.gate = asyncio.Event()
    service.answer = lambda request: Reply(STATS)
    async with EventApi(service.url, "u", "s", concurrency=2) as api:
        tasks = [asyncio.create_task(api.stats(str(number))) for number in range(6)]
        while service.busy < 2:
            await asyncio.sleep(0)
        service.gate.set()
        await asyncio.gather(*tasks)
    assert service.busiest == 2


async def test_links(api: EventApi, service: Service) -> None:
    """A link to the configured host is followed with its query; the event's `_results` is such a link."""
    service.answer = lambda request: Reply({"id": "e9", "results": [{"id": "s1"}]})
    row = await api.game_event("e1", f"{service.url}/v1/data/games/e9?x=1")
    assert row.data == {"sessions": [{"id": "s1"}]}
    assert service.requests[0].target == "/v1/data/games/e9?x=1"


@pytest.mark.parametrize(
    "link",
    [
        "https://example.com/v1/data/games/e9",
        "http://127.0.0.1:1/v1",
        "http://127.0.0.1@example.com/",
        "/v1/data/games/e9",
        "file:///etc/passwd",
        "http://[",
        "",
    ],
)
async def test_foreign_links(api: EventApi, service: Service, link: str) -> None:
    """A link to anywhere else is refused and nothing is sent."""
    with pytest.raises(ForeignLink):
        await api.follow(link)
    assert service.requests == []


@pytest.mark.parametrize("body", [b"<html>", b"", b"[]", b'{"stats":', b"7"])
async def test_bad_answers(api: EventApi, service: Service, body: bytes) -> None:
    """A successful answer of another form is `BadAnswer`."""
    service.answer = lambda request: Reply(body)
    with pytest.raises(BadAnswer):
        await api.stats("e1")


async def test_body_that_cannot_be_unpacked(api: EventApi, service: Service) -> None:
    """A body that is not packed as its header says is `BadAnswer`."""
    service.answer = lambda request: Reply(b"no gzip", headers=(("content-encoding", "gzip"),))
    with pytest.raises(BadAnswer):
        await api.stats("e1")


@pytest.mark.parametrize("path", ["", "v1", "@example.com/v1", ":8080/"])
async def test_path_without_a_slash(api: EventApi, service: Service, path: str) -> None:
    """A path that could change the host is refused and nothing is sent."""
    with pytest.raises(ValueError, match="slash"):
        await api.request("GET", path)
    assert service.requests == []


async def test_link_that_changes_the_path_only(api: EventApi, service: Service) -> None:
    """A link whose path looks like another host stays on the configured one."""
    await api.follow(f"{service.url}//example.com/v1")
    assert service.requests[0].headers["host"] == service.host


@pytest.mark.parametrize("url", ["api.shottracker.com", "ftp://h", "https://", "https://h/v1"])
def test_base_url(url: str) -> None:
    """A base URL that is no web address is refused at once."""
    with pytest.raises(ValueError, match="base URL"):
        EventApi(url, "u", "s")


async def test_catch_up(api: EventApi, service: Service) -> None:
    """Catch-up asks once for all resources, each once, with commas in the path."""
    service.answer = lambda request: Reply({**STATS, "shots": []})
    sets = await api.catch_up("e1", ["stats", "shots", "stats"])
    assert [request.target for request in service.requests] == ["/v1/data/stats/games/e1/stats,shots"]
    assert {name: len(rows) for name, rows in sets.rows.items()} == {"stats": 1, "shots": 0}
    assert sets.totals is not None


async def test_barred_resources(api: EventApi, service: Service) -> None:
    """When the list is refused each resource is asked for alone, and those still refused are named as
    barred.
    """

    def answer(request: Request) -> Reply:
        if "shots" in request.path:
            return refusal(403, "No access to SHOTS data")
        return Reply(STATS) if request.path.endswith("/stats") else Reply({"details": []})

    service.answer = answer
    sets = await api.catch_up("e1", ["stats", "shots", "details"])
    assert set(sets.rows) == {"stats", "details"}
    assert sets.totals is not None
    assert list(sets.barred) == ["shots"]
    assert "No access to SHOTS data" in sets.barred["shots"]


async def test_all_barred(api: EventApi, service: Service) -> None:
    """A credential that may read nothing gets empty sets, and the reasons."""
    service.answer = lambda request: refusal(403, "Access denied to resource")
    sets = await api.catch_up("e1", ["stats", "shots"])
    assert (sets.rows, sets.totals, set(sets.barred)) == ({}, None, {"stats", "shots"})


async def test_catch_up_of_nothing(api: EventApi) -> None:
    """Catch-up of no resource is an error of the caller."""
    with pytest.raises(ValueError, match="at least one"):
        await api.catch_up("e1", [])


@pytest.mark.parametrize("name", ["details", "shots", "possessions"])
async def test_single_sets(api: EventApi, service: Service, name: str) -> None:
    """Each resource has a method of its own that asks at its own address."""
    service.answer = lambda request: Reply({name: [], "gameTotals": None})
    sets = await getattr(api, name)("e1")
    assert (sets.rows, sets.totals) == ({name: []}, None)
    assert service.requests[0].target == f"/v1/data/stats/games/e1/{name}"


async def test_schedule(api: EventApi, service: Service) -> None:
    """A long window is asked for in parts, a game comes once, and a bad one spares the rest."""
    day = 86_400_000
    games = [{"event_id": "e1", "status": "SCHEDULED"}, {"status": "no id"}, {"event_id": "e2"}]
    service.answer = lambda request: Reply({"games": games})
    rows = await api.schedule(day, 10 * day, "481")
    assert [row.data and row.data["event_id"] for row in rows] == ["e1", "e2"]
    assert [request.target.partition("?")[2] for request in service.requests] == [
        f"from={day}&to={8 * day}&team_id=481",
        f"from={8 * day}&to={10 * day}&team_id=481",
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"token": "abc"}, Subscription("abc", None)),
        ({"subscriptionToken": "abc", "token": None}, Subscription("abc", None)),
        ("abc", Subscription("abc", None)),
        ({"token": "abc", "url": "wss://h/live"}, Subscription("abc", "wss://h/live")),
        ({"token": "abc", "url": "https://h/live"}, Subscription("abc", None)),
        ({"token": "abc", "url": "ws://h:99999/live"}, Subscription("abc", None)),
        ({"token": "abc", "url": "ws://[h/live"}, Subscription("abc", None)),
        ({"token": "abc", "url": "ws://?token=b"}, Subscription("abc", None)),
        ({"url": "wss://h/live?token=abc"}, Subscription("abc", "wss://h/live?token=abc")),
    ],
)
async def test_subscription(api: EventApi, service: Service, body: Any, expected: Subscription) -> None:
    """A token is found under any of the names it may have, and shows in no text."""
    service.answer = lambda request: Reply(body)
    subscription = await api.subscription_token("e1")
    assert subscription == expected
    assert "abc" not in repr(subscription)


@pytest.mark.parametrize("body", [{"ticket": "secret1", "ttl": 5}, [], {"token": 7}])
async def test_no_subscription(api: EventApi, service: Service, body: Any) -> None:
    """An answer without a token is an error that names the keys and not their values."""
    service.answer = lambda request: Reply(body)
    with pytest.raises(BadAnswer, match="no subscription token") as caught:
        await api.subscription_token("e1")
    assert "secret1" not in str(caught.value)
    assert all(name in str(caught.value) for name in body)


@pytest.mark.parametrize(
    "body",
    [
        {"lineups": [{"team_id": 1, "player_ids": [4, 5]}, {"team_id": 2, "player_ids": [6]}]},
        [{"team_id": 1, "players": [{"id": 4}, {"id": 5}]}, {"team_id": 2, "players": [6]}],
        {"lineups": {"1": [4, 5], "2": [6]}},
        {"teams": {"1": {"players": [4, 5]}, "2": {"players": [6]}}},
    ],
)
async def test_lineups(api: EventApi, service: Service, body: Any) -> None:
    """Lineups are found in any of the shapes they may have, at the moment that was asked for."""
    service.answer = lambda request: Reply(body)
    rows = await api.lineups("e1", 5000)
    assert [(row.key, row.data and row.data["players"]) for row in rows] == [
        ("1:5000", ["4", "5"]),
        ("2:5000", ["6"]),
    ]
    assert service.requests[0].target == "/v1/data/games/e1/lineups?timestamp=5000"
    assert [row.key for row in await api.lineups("e1")] == ["1:0", "2:0"]


@pytest.mark.parametrize("body", [5, None, {"lineups": "none"}])
async def test_no_lineups(api: EventApi, service: Service, body: Any) -> None:
    """An answer that holds no lineups in any shape is `BadAnswer`."""
    service.answer = lambda request: Reply(body)
    with pytest.raises(BadAnswer):
        await api.lineups("e1")


async def test_no_schedule(api: EventApi, service: Service) -> None:
    """An answer without a list of games is `BadAnswer`, an empty list is an empty schedule."""
    service.answer = lambda request: Reply({"games": []} if "team_id" in request.target else {})
    assert await api.schedule(1, team_id="2") == []
    with pytest.raises(BadAnswer):
        await api.schedule(1)


@pytest.mark.parametrize("body", [{"id": 461, "players": []}, {"team": {"id": 461}}, [{"id": 461}]])
async def test_roster(api: EventApi, service: Service, body: Any) -> None:
    """A roster is found bare, wrapped or in a list."""
    service.answer = lambda request: Reply(body)
    assert (await api.roster("461")).key == "461"


@pytest.mark.parametrize("body", [{}, [], 5, None, {"name": "no id"}])
async def test_no_roster(api: EventApi, service: Service, body: Any) -> None:
    """An answer without a team is `BadAnswer`."""
    service.answer = lambda request: Reply(body)
    with pytest.raises(BadAnswer):
        await api.roster("461")


def test_endpoints_are_told_apart() -> None:
    """No two endpoints have the same method and path, and every part of a path can be filled in."""
    assert len({(endpoint.method, endpoint.path) for endpoint in ENDPOINTS.values()}) == len(ENDPOINTS)
    parts = dict.fromkeys(
        ("team_id", "event_id", "session_id", "resources", "reference", "notify_id", "facility_id"), "x,y"
    )
    assert all("{" not in endpoint.filled(**parts) for endpoint in ENDPOINTS.values())
