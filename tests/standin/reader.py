"""Reads a whole world over real HTTP, on one connection."""

from __future__ import annotations

import contextlib
import time
from collections.abc import AsyncIterator
from email.utils import formatdate
from typing import Any

import httpx

from broadcast.standin.server import StandIn
from broadcast.standin.world.world import World
from tests.standin.client import TLS, USER, USERS, control, sign

HOUR = 3_600_000
DAY = 24 * HOUR


class Reader:
    """Makes signed requests that are to be answered with 200."""

    def __init__(self, standin: StandIn, client: httpx.AsyncClient, now: int) -> None:
        self.standin = standin
        self.now = now
        self._client = client

    async def ask(self, path: str, method: str = "GET", body: Any = None, user: str = USER) -> httpx.Response:
        """Make a request; `path` can have a query."""
        host = self.standin.url.removeprefix("http://")
        headers = sign(method, path.partition("?")[0], host, formatdate(usegmt=True), user)
        return await self._client.request(method, self.standin.url + path, headers=headers, json=body)

    async def get(self, path: str) -> Any:
        """Give the body of an answer, which is to be 200."""
        answer = await self.ask(path)
        assert answer.status_code == 200, (path, answer.text)
        return answer.json()

    @property
    def window(self) -> str:
        """The query that spans everything in the world."""
        return f"from={self.now - 8 * DAY}&to={self.now + 8 * DAY}"

    @property
    def past(self) -> str:
        """The query that spans what is over, so that two answers about it are of the same."""
        return f"from={self.now - 8 * DAY}&to={self.now - HOUR}"

    async def games(self) -> list[dict[str, Any]]:
        """Give the whole schedule."""
        found: list[dict[str, Any]] = (await self.get(f"/v1/data/schedule/games?{self.window}"))["games"]
        return found

    async def live(self) -> dict[str, Any]:
        """Give the last game that has tipped off: its first period goes on for a quarter of an hour at the least."""
        return [game for game in await self.games() if game["status"] == "ACTIVE"][-1]

    @contextlib.asynccontextmanager
    async def still(self, event_id: str) -> AsyncIterator[None]:
        """Let the clock of a game stand, so that one answer about it is of the same moment as the next."""
        assert (await control(self.standin, f"{event_id}/pause")).status_code == 200
        yield
        assert (await control(self.standin, f"{event_id}/play")).status_code == 200

    async def ended(self) -> dict[str, Any]:
        """Give the last game that is over."""
        return [game for game in await self.games() if game["status"] == "ENDED"][-1]


@contextlib.asynccontextmanager
async def reading(seed: int, **options: Any) -> AsyncIterator[Reader]:
    """Serve a world laid out around the present minute, and read it."""
    now = int(time.time()) // 60 * 60_000
    users = USERS | {"other": USERS[USER]}
    async with (
        StandIn(options.pop("recordings", []), users=users, world=World(seed, now), **options) as standin,
        httpx.AsyncClient(verify=TLS, timeout=60) as client,
    ):
        yield Reader(standin, client, now)


async def box(world: Reader, event_id: str) -> dict[str, Any]:
    """Give everything that is told of one game."""
    stats = f"/v1/data/stats/games/{event_id}"
    names = ("stats", "details", "shots", "possessions", "ballscreens", "stats/presence", "stats/details")
    told = {name: await world.get(f"{stats}/{name}") for name in names}
    told["event"] = await world.get(f"/v1/data/games/{event_id}")
    told["sessions"] = {
        session["id"]: {
            name: await world.get(f"/v1/data/stats/{session['id']}/{name}")
            for name in ("stats", "stats/details", "shots", "possessions", "possessions/summary")
        }
        for session in told["event"]["results"]
    }
    return told
