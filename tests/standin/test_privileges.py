"""What a credential is barred from: in the documented words, within a catch-up, and on the stream."""

from __future__ import annotations

import pytest

from broadcast.standin.assumed import PRIVILEGES
from broadcast.standin.endpoints import ROUTES
from broadcast.standin.privileges import barred_resources, parse_bar
from broadcast.standin.server import StandIn
from tests.standin.build import EVENT_ID, HOME, SESSIONS, game
from tests.standin.client import SECRET, USER, USERS, frames, get, stream

POOR = "poor"
STATS = f"/v1/data/stats/games/{EVENT_ID}"
SESSION = f"/v1/data/stats/{SESSIONS[0]}"
DENIED = "Access denied to resource"


def barring(*classes: str, seconds: float = 60) -> StandIn:
    """Make a server with a second user who is barred from classes of data."""
    return StandIn(
        [game()],
        users=USERS | {POOR: SECRET},
        bars={POOR: barred_resources(classes)},
        speed=0.01,
        offset=seconds * 1000,
    )


def test_every_resource_has_a_class() -> None:
    """Whatever an endpoint serves is in some class, and the classes hold nothing that no endpoint serves."""
    resources = {route.resource for route in ROUTES} - {"catch-up"}
    assert set().union(*PRIVILEGES.values()) == resources


@pytest.mark.parametrize(
    ("name", "path", "message"),
    [
        ("SHOTS", f"{STATS}/shots", DENIED),
        ("SHOTS", f"{STATS}/stats,shots", DENIED),
        ("SHOTS", f"{SESSION}/shots", "No access to SHOTS data"),
        ("SHOTS", f"/v1/data/teams/{HOME}/players/game/shots?from=0&to=1", "No access to SHOTS data"),
        ("SHOTS", f"/v1/data/teams/{HOME}/players/workout/shots/summary?from=0&to=1", "No access to SHOTS data"),
        ("STATS", f"{STATS}/stats", DENIED),
        ("STATS", f"{STATS}/details,stats", DENIED),
        ("STATS", f"{STATS}/stats/presence", DENIED),
        ("STATS", f"{SESSION}/stats", "No access to STATS data"),
        ("STATS", f"/v1/data/sensors/locations?id={SESSIONS[0]}&from=0&to=1", "No access to STATS data"),
        ("LOCATIONS", f"/v1/data/sensors/locations?id={SESSIONS[0]}&from=0&to=1", "No access to STATS data"),
        ("BALLSCREENS", f"{STATS}/ballscreens", DENIED),
        ("BALLSCREENS", f"{STATS}/shots,ballscreens", DENIED),
        ("ROSTER", f"/v1/data/teams/{HOME},SHOTTRACKER", "Restricted resource"),
        ("ROSTER", "/v1/data/teams", "Restricted resource"),
        ("POSSESSIONS", f"{SESSION}/possessions/summary", DENIED),
        ("LIVE", f"/v1/data/schedule/games/{EVENT_ID}/_subscribe", DENIED),
        ("SCHEDULE", "/v1/data/schedule/games?from=0", DENIED),
        ("NOTIFY", "/v1/data/live/notify", DENIED),
        ("FACILITIES", "/v1/data/system/stats", DENIED),
    ],
)
async def test_barred(name: str, path: str, message: str) -> None:
    """A barred resource is refused to that user, in its documented words, and answered to another."""
    async with barring(name) as standin:
        refused = await get(standin, path, user=POOR)
        assert (refused.status_code, refused.json()["message"]) == (403, message)
        assert (await get(standin, path, user=USER)).status_code == 200


@pytest.mark.parametrize(("path", "body"), [("schedule/games", {"games": []}), ("teams/roster", {"id": HOME})])
async def test_barred_from_writing(path: str, body: object) -> None:
    """Who may not write can read, and changes nothing."""
    async with barring("WRITE") as standin:
        assert (await get(standin, f"/v1/data/{path}", "PUT", body=body, user=POOR)).status_code == 403
        assert (await get(standin, f"/v1/data/teams/{HOME}", user=POOR)).status_code == 200


async def test_barred_on_the_stream() -> None:
    """A barred source is not sent to whose token it is, and the summary has no stats of players either."""
    async with barring("SHOTS", "STATS") as standin:
        async with stream(
            standin, "&source=shots&source=stats&source=details&source=broadcastsummary", user=POOR
        ) as poor:
            received = await frames(poor, 3)
        async with stream(standin, "&source=shots&source=broadcastsummary") as rich:
            everything = await frames(rich, 4)
    assert {frame["source"] for frame in received} == {"details", "broadcastsummary"}
    (summary,) = [frame["data"] for frame in received if frame["source"] == "broadcastsummary"]
    assert set(summary) == {"gameTotals"}
    assert [frame["source"] for frame in everything].count("shots") == 3
    (summary,) = [frame["data"] for frame in everything if frame["source"] == "broadcastsummary"]
    assert set(summary) == {"gameTotals", "stats"}


@pytest.mark.parametrize(
    ("level", "keys"), [("", ["gameTotals", "stats"]), ("&broadcast_summary_level=game_stats", ["gameTotals"])]
)
async def test_summary_levels(level: str, keys: list[str]) -> None:
    """The game's level has the totals alone, any other the stats of REST beside them."""
    async with barring(seconds=60) as standin:
        async with stream(standin, f"&source=broadcastsummary{level}") as socket:
            (frame,) = await frames(socket, 1)
        answer = (await get(standin, f"{STATS}/stats")).json()
    assert list(frame["data"]) == keys
    assert frame["data"] == {key: answer[key] for key in keys}


def test_parse() -> None:
    """A user's bars are a name and classes."""
    assert parse_bar("poor:SHOTS+ROSTER") == ("poor", PRIVILEGES["SHOTS"] | PRIVILEGES["ROSTER"])


@pytest.mark.parametrize("text", ["poor", "poor:", ":SHOTS", "poor:SHOTZ", "poor:SHOTS+"])
def test_parse_refuses(text: str) -> None:
    """What cannot be read is refused."""
    with pytest.raises(ValueError, match="expected NAME:CLASS|unknown class"):
        parse_bar(text)
