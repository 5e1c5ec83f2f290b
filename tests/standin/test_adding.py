"""Games that are added and removed while the stand-in runs, and faults of one game alone."""

from __future__ import annotations

import asyncio
import gzip
import json
from pathlib import Path
from typing import Any

import httpx
import pytest
import websockets

from broadcast.recordings.format import write
from broadcast.recordings.simulator import simulate
from broadcast.standin.server import StandIn
from broadcast.standin.uploads import SizeLimits
from tests.recordings.counting import final_rows
from tests.standin.build import EVENT_ID, game
from tests.standin.client import TLS, USERS, control, frames, get, rest_of, stream, token

OTHER = "0d4c7f52-0000-4000-8000-000000000002"


def empty(**options: Any) -> StandIn:
    """Make a server that plays nothing yet."""
    return StandIn([], users=USERS, **options)


def file_of(tmp_path: Path, name: str = "game.jsonl.gz") -> bytes:
    """Give the game as the bytes of a file."""
    path = tmp_path / name
    recording = game()
    write(path, recording.header, recording.records)
    return path.read_bytes()


async def playing(standin: StandIn) -> list[str]:
    """Give the ids of the games that the state tells of."""
    answer = (await control(standin, "", method="GET")).json()
    return [played["event_id"] for played in answer["games"]]


@pytest.mark.parametrize("name", ["game.jsonl.gz", "game.jsonl"])
async def test_add_a_recording(tmp_path: Path, name: str) -> None:
    """A recording sent plain or packed is played from where it is asked to, on REST and on the stream."""
    async with empty() as standin:
        path = "games?speed=0.01&offset=60&paused=true"
        answer = await control(standin, path, file_of(tmp_path, name))
        assert answer.status_code == 201
        told = answer.json()
        assert (told["event_id"], told["speed"], told["position"]) == (EVENT_ID, 0.01, 60.0)
        assert (told["paused"], told["home"], told["rules"]) == (True, "Harbor Herons", "FIBA")
        assert (await get(standin, f"/v1/data/games/{EVENT_ID}")).json()["id"] == EVENT_ID
        async with stream(standin, "&source=shots") as socket:
            assert [frame["source"] for frame in await frames(socket, 3)] == ["shots"] * 3


async def test_add_under_another_id(tmp_path: Path) -> None:
    """A game can be played twice, the second time under another id; the same id again is 409."""
    sent = file_of(tmp_path)
    async with StandIn([game()], users=USERS) as standin:
        again = await control(standin, "games", sent)
        assert (again.status_code, EVENT_ID in again.json()["message"]) == (409, True)
        assert (await control(standin, f"games?event_id={OTHER}", sent)).status_code == 201
        assert await playing(standin) == [EVENT_ID, OTHER]


async def test_add_a_simulated_game() -> None:
    """A game is simulated from a seed and rules, under a given id too."""
    async with empty() as standin:
        body = {"seed": 7, "rules": "FIBA", "speed": "max", "event_id": "rehearsal"}
        answer = await control(standin, "games", body)
        assert answer.status_code == 201
        assert (answer.json()["event_id"], answer.json()["status"], answer.json()["rules"]) == (
            "rehearsal",
            "ENDED",
            "FIBA",
        )
        shots = (await get(standin, "/v1/data/stats/games/rehearsal/shots")).json()["shots"]
    assert len(shots) == len(final_rows(simulate(7, "FIBA").records, "shots"))


@pytest.mark.parametrize(
    ("path", "body", "status", "message"),
    [
        ("games", b"nonsense", 400, "line 1: expected a header in JSON"),
        ("games", b"", 400, 'line 1: expected a header with "format"'),
        ("games", gzip.compress(b"nonsense", mtime=0)[:-9], 400, "broken gzip data"),
        ("games", {"seed": "seven"}, 400, "expected seed to be a whole number"),
        ("games", {"seed": 7, "rules": "STREET"}, 400, "expected rules to be one of NBA"),
        ("games", {"seed": 7, "speeed": 2}, 400, "unknown speeed; known are"),
        ("games?speeed=2", b"nonsense", 400, "line 1"),
        ("games?speed=fast", {"seed": 7}, 400, "expected a number above 0"),
        ("games?offset=soon", {"seed": 7}, 400, "expected offset to be a number"),
        ("games?paused=perhaps", {"seed": 7}, 400, "expected paused to be true or false"),
        ("games?event_id=a/b", {"seed": 7}, 400, "expected an event id"),
    ],
)
async def test_refusals(path: str, body: Any, status: int, message: str) -> None:
    """What cannot be played is refused with the reason and the line, and nothing is added."""
    async with empty() as standin:
        answer = await control(standin, path, body)
        assert (answer.status_code, message in answer.json()["message"]) == (status, True), answer.text
        assert await playing(standin) == []


async def test_broken_line(tmp_path: Path) -> None:
    """A recording that breaks off is refused with the line where it does."""
    lines = gzip.decompress(file_of(tmp_path)).splitlines(keepends=True)
    async with empty() as standin:
        answer = await control(standin, "games", b"".join([*lines[:5], b'{"at":']))
    assert (answer.status_code, answer.json()["message"][:8]) == (400, "line 6: ")


@pytest.mark.parametrize("limits", [SizeLimits(sent=1000), SizeLimits(unpacked=1000)])
async def test_too_large(tmp_path: Path, limits: SizeLimits) -> None:
    """A recording that is too large, as it is sent or unpacked, is refused."""
    async with empty(sizes=limits) as standin:
        answer = await control(standin, "games", file_of(tmp_path))
        assert answer.status_code == 413
        assert await playing(standin) == []


async def test_remove(tmp_path: Path) -> None:
    """A game that is removed is gone from REST; its sockets close, its token is refused; it can come again."""
    async with StandIn([game(), game(OTHER)], users=USERS, speed=0.01, offset=60_000) as standin:
        old = await token(standin)
        async with stream(standin) as socket:
            await frames(socket, 1)
            answer = await control(standin, EVENT_ID, method="DELETE")
            assert (answer.status_code, answer.json()["event_id"]) == (200, EVENT_ID)
            await rest_of(socket)
            assert socket.close_code == 1001
        assert await playing(standin) == [OTHER]
        assert (await get(standin, f"/v1/data/games/{EVENT_ID}")).status_code == 404
        with pytest.raises(websockets.InvalidStatus):
            await websockets.connect(f"{standin.live_url}?token={old}")
        assert (await control(standin, EVENT_ID, method="DELETE")).status_code == 404
        assert (await control(standin, "games", file_of(tmp_path))).status_code == 201
        assert await playing(standin) == [OTHER, EVENT_ID]


async def test_added_games_go_on() -> None:
    """A game added to a running server plays on by itself."""
    async with empty() as standin:
        standin.add(game(), speed=1000)
        async with stream(standin, "&source=marker") as socket:
            async with asyncio.timeout(30):
                while (await frames(socket, 1))[0]["data"]["data"].get("status") != "GAME_END":
                    pass
        await standin.remove(EVENT_ID)
        with pytest.raises(KeyError):
            await standin.remove(EVENT_ID)


async def test_faults_of_one_game() -> None:
    """One game's faults stand in place of the server's, on its stream and REST, until they are taken away."""
    stats = "/v1/data/stats/games/{}/stats"
    async with StandIn([game(), game(OTHER)], users=USERS, speed=0.01, offset=60_000, faults="error500=1") as standin:

        async def statuses() -> list[int]:
            return [(await get(standin, stats.format(name))).status_code for name in (EVENT_ID, OTHER)]

        assert await statuses() == [500, 500]
        answer = await control(standin, f"{EVENT_ID}/faults", {"faults": "error404=1,inclusive"}, "PUT")
        assert (answer.status_code, answer.json()["faults"]) == (200, "error404=1.0,inclusive")
        assert await statuses() == [404, 500]
        await control(standin, f"{EVENT_ID}/faults", {"faults": "error403=shots"}, "PUT")
        async with stream(standin, "&source=shots&source=stats") as socket:
            assert [frame["source"] for frame in await frames(socket, 4)] == ["stats"] * 4
        assert (await control(standin, f"{EVENT_ID}/faults", {"faults": ""}, "PUT")).json()["faults"] == ""
        assert await statuses() == [200, 500]
        assert (await control(standin, f"{EVENT_ID}/faults", {"faults": None}, "PUT")).json()["faults"] is None
        assert await statuses() == [500, 500]


@pytest.mark.parametrize("body", [{}, {"faults": 1}, {"faults": "explode=1"}, []])
async def test_wrong_faults_of_one_game(body: Any) -> None:
    """Faults that cannot be read are refused, and the game has those that it had."""
    async with StandIn([game()], users=USERS) as standin:
        assert (await control(standin, f"{EVENT_ID}/faults", body, "PUT")).status_code == 400
        assert (await control(standin, f"{OTHER}/faults", {"faults": ""}, "PUT")).status_code == 404
        assert (await control(standin, "", method="GET")).json()["games"][0]["faults"] is None


@pytest.mark.parametrize(("method", "path"), [("POST", "games"), ("DELETE", EVENT_ID), ("PUT", f"{EVENT_ID}/faults")])
async def test_pages_are_refused(method: str, path: str) -> None:
    """A web page can neither add nor remove a game, nor change its faults."""
    async with StandIn([game()], users=USERS) as standin, httpx.AsyncClient(verify=TLS) as client:
        answer = await client.request(
            method,
            f"{standin.url}/standin/{path}",
            headers={"Origin": "https://page.example"},
            content=json.dumps({"seed": 7, "faults": "cut=1"}),
        )
        assert answer.status_code == 403
        assert await playing(standin) == [EVENT_ID]
