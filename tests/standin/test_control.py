"""The stand-in's own control API."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest

from broadcast.standin.server import StandIn
from tests.standin.build import COUNT, EVENT_ID, game
from tests.standin.client import TLS, USERS, control, frames, stream


def standing() -> StandIn:
    """Make a server whose game all but stands at 20.5 s."""
    return StandIn([game()], users=USERS, speed=0.01, offset=20_500, faults="seed=7")


async def state(standin: StandIn, path: str = "") -> Any:
    """Give the state."""
    answer = await control(standin, path, method="GET")
    assert answer.status_code == 200
    return answer.json()


async def test_state() -> None:
    """The state says of each game where it is, how fast it plays, and who listens."""
    async with standing() as standin:
        async with stream(standin, "&source=shots&last_seq=4&broadcast_summary_level=game_stats") as socket:
            await frames(socket, 1)
            answer = await state(standin)
        (played,) = answer["games"]
        assert answer["faults"] == "seed=7"
        assert played.pop("position") == pytest.approx(20.5, abs=0.4)
        assert played == {
            "event_id": EVENT_ID,
            "home": "Harbor Herons",
            "away": "Valley Voles",
            "rules": "FIBA",
            "faults": None,
            "status": "ACTIVE",
            "duration": 70.0,
            "speed": 0.01,
            "paused": False,
            "seq": 8,
            "connections": [
                {
                    "sources": ["shots"],
                    "last_seq": 4,
                    "broadcast_summary_level": "game_stats",
                    "frames": 1,
                }
            ],
        }


async def test_seek_speed_pause_play() -> None:
    """A game can be sought, sped up, paused and resumed; the stream follows."""
    async with standing() as standin, stream(standin, "&source=marker") as socket:
        await frames(socket, 3)
        paused = (await control(standin, f"{EVENT_ID}/pause")).json()
        sought = (await control(standin, f"{EVENT_ID}/seek", {"position": 39})).json()
        fast = (await control(standin, f"{EVENT_ID}/speed", {"speed": 100})).json()
        assert (paused["paused"], sought["position"], fast["position"], fast["speed"]) == (True, 39, 39, 100)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(socket.recv(), 0.1)
        assert (await control(standin, f"{EVENT_ID}/play")).json()["paused"] is False
        assert [frame["data"]["type"] for frame in await frames(socket, 3)] == ["SESSION", "SESSION", "GAME"]


async def test_speed_without_limit() -> None:
    """A speed of max goes to the end."""
    async with standing() as standin:
        played = (await control(standin, f"{EVENT_ID}/speed", {"speed": "max"})).json()
    assert (played["speed"], played["status"], played["position"], played["seq"]) == (
        "max",
        "ENDED",
        70,
        COUNT,
    )


async def test_faults() -> None:
    """Faults can be set, read and ended."""
    async with standing() as standin:
        answer = await control(standin, "faults", {"faults": "cut=5,inclusive"}, "PUT")
        assert (answer.status_code, answer.json()["faults"]) == (200, "cut=5.0,inclusive")
        assert (await control(standin, "faults", {"faults": ""}, "PUT")).json()["faults"] == ""


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "message"),
    [
        ("PUT", "faults", {"faults": "explode=1"}, 400, "unknown fault 'explode'"),
        ("PUT", "faults", {"faults": "error403=shotz"}, 400, "unknown resource shotz in error403; known are"),
        ("PUT", "faults", {}, 400, "got faults None"),
        ("PUT", "faults", [1], 400, "not a JSON object"),
        ("POST", "nobody/pause", None, 404, "no such game"),
        ("POST", f"{EVENT_ID}/rewind", None, 404, "expected seek, speed, pause or play"),
        ("POST", f"{EVENT_ID}/seek", {"position": "start"}, 400, "expected position to be a number"),
        ("POST", f"{EVENT_ID}/speed", {"speed": -1}, 400, "expected a speed above 0"),
    ],
)
async def test_refusals(method: str, path: str, body: object, status: int, message: str) -> None:
    """What cannot be done is refused with the reason, and the game plays on as it did."""
    async with standing() as standin:
        before = standin.faults
        answer = await control(standin, path, body, method)
        assert answer.status_code == status
        assert message in answer.json()["message"]
        assert standin.faults == before
        assert (await state(standin))["games"][0]["speed"] == 0.01


async def test_pages_are_refused() -> None:
    """A web page cannot move a game, whatever browser it is shown in."""
    async with standing() as standin, httpx.AsyncClient(verify=TLS) as client:
        answer = await client.post(
            f"{standin.url}/standin/{EVENT_ID}/pause", headers={"Origin": "https://page.example"}
        )
        assert answer.status_code == 403
        assert (await state(standin))["games"][0]["paused"] is False


async def test_two_recordings_of_one_game() -> None:
    """Two recordings of one game are refused: the API has one game per id."""
    with pytest.raises(ValueError, match=f"two recordings are of the game {EVENT_ID}"):
        StandIn([game(), game()], users=USERS)
