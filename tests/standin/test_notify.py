"""Webhooks, with a real server that receives them."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web

from broadcast.standin.notify import Notifier
from broadcast.standin.server import StandIn
from tests.standin.build import EVENT_ID, game
from tests.standin.client import USERS, control, get

NOTIFY = "/v1/data/live/notify"


class Receiver:
    """Takes callbacks; the first so many are answered with 503."""

    def __init__(self, failures: int) -> None:
        self.url = ""
        self.got: asyncio.Queue[Any] = asyncio.Queue()
        self.tries = 0
        self._failures = failures

    async def take(self, request: web.Request) -> web.Response:
        """Take a callback."""
        self.tries += 1
        if self.tries <= self._failures:
            return web.Response(status=503)
        assert request.content_type == "application/json"
        self.got.put_nowait(await request.json())
        return web.Response()

    async def next(self) -> Any:
        """Wait for the next callback that was taken."""
        return await asyncio.wait_for(self.got.get(), 30)


@contextlib.asynccontextmanager
async def receiving(failures: int = 0) -> AsyncIterator[Receiver]:
    """Serve a receiver."""
    receiver = Receiver(failures)
    app = web.Application()
    app.router.add_post("/hook", receiver.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    try:
        yield receiver
    finally:
        await runner.cleanup()


def waiting(**options: Any) -> StandIn:
    """Make a server whose game all but stands before its tip-off, and that tries again at once."""
    return StandIn([game()], users=USERS, speed=0.01, notifier=Notifier(waits=(0.01, 0.01, 0.01)), **options)


async def put(standin: StandIn, path: str, body: Any = None, method: str = "PUT") -> Any:
    """Make a request that is to be answered with 200."""
    answer = await get(standin, NOTIFY + path, method, body=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_told_of_the_start_and_the_end() -> None:
    """The URL is called when the game goes live, and at its end where that is asked for."""
    async with receiving() as receiver, waiting() as standin:
        stored = await put(standin, "", {"url": receiver.url})
        assert stored == {"id": stored["id"], "url": receiver.url, "end_notify": False}
        await control(standin, f"{EVENT_ID}/seek", {"position": 20})
        assert await receiver.next() == {"event_id": EVENT_ID, "status": "ACTIVE"}
        enabled = await put(standin, f"/{stored['id']}/_enableEndNotify")
        assert enabled == stored | {"end_notify": True}
        await control(standin, f"{EVENT_ID}/seek", {"position": 66})
        assert await receiver.next() == {"event_id": EVENT_ID, "status": "ENDED"}


async def test_not_told_of_the_end_unasked() -> None:
    """Without end notifications the next thing told is the next game that goes live."""
    async with receiving() as receiver, waiting() as standin:
        stored = await put(standin, "", {"url": receiver.url, "end_notify": True})
        await put(standin, f"/{stored['id']}/_disableEndNotify")
        await control(standin, f"{EVENT_ID}/seek", {"position": 66})
        assert (await receiver.next())["status"] == "ACTIVE"
        await control(standin, "games", {"seed": 7, "rules": "FIBA", "offset": 600, "event_id": "other"})
        assert await receiver.next() == {"event_id": "other", "status": "ACTIVE"}


async def test_tried_again() -> None:
    """A receiver that fails at first is told all the same."""
    async with receiving(failures=3) as receiver, waiting() as standin:
        await put(standin, "", {"url": receiver.url})
        await control(standin, f"{EVENT_ID}/seek", {"position": 20})
        assert (await receiver.next())["status"] == "ACTIVE"
        assert receiver.tries == 4


async def test_refused_callbacks_disturb_nobody() -> None:
    """A URL that nobody answers is given up; the game plays on, and others are told."""
    async with receiving() as receiver, waiting() as standin:
        for url in ("http://127.0.0.1:1/", "http://nobody.invalid/", receiver.url):
            await put(standin, "", {"url": url})
        await control(standin, f"{EVENT_ID}/seek", {"position": 20})
        assert (await receiver.next())["status"] == "ACTIVE"
        await control(standin, f"{EVENT_ID}/seek", {"position": 50})
        answer = await get(standin, f"/v1/data/stats/games/{EVENT_ID}/shots")
        assert len(answer.json()["shots"]) == 1


async def test_list_change_delete() -> None:
    """Notifications are listed, changed and deleted by their id."""
    async with waiting() as standin:
        assert await put(standin, "", method="GET") == {"notifications": []}
        one = await put(standin, "", {"url": "http://one.example/a?b=c", "end_notify": True})
        other = await put(standin, "", {"url": "https://other.example"})
        changed = await put(standin, f"/{one['id']}", {"url": "http://new.example"})
        assert changed == one | {"url": "http://new.example"}
        assert await put(standin, f"/{other['id']}", method="DELETE") == other
        assert await put(standin, "", method="GET") == {"notifications": [changed]}


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "message"),
    [
        ("PUT", "", {}, 400, "Valid url is required"),
        ("PUT", "", {"url": "ftp://x"}, 400, "Valid url is required"),
        ("PUT", "", {"url": "http://"}, 400, "Valid url is required"),
        ("PUT", "", {"url": "http://x:port"}, 400, "Valid url is required"),
        ("PUT", "", {"url": "http://x", "end_notify": "yes"}, 400, "Valid end_notify is required"),
        ("PUT", "", ["http://x"], 400, "Valid url is required"),
        ("PUT", "/unknown", {"url": "http://x"}, 404, "Invalid id"),
        ("DELETE", "/unknown", None, 404, "Invalid id"),
        ("PUT", "/unknown/_enableEndNotify", None, 404, "Invalid id"),
        ("PUT", "/unknown/_disableEndNotify", None, 404, "Invalid id"),
    ],
)
async def test_refusals(method: str, path: str, body: Any, status: int, message: str) -> None:
    """What cannot be done is refused in the documented form."""
    async with waiting() as standin:
        answer = await get(standin, NOTIFY + path, method, body=body)
        assert (answer.status_code, answer.json()["message"]) == (status, message)
