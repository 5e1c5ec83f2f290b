"""A little server that behaves as Companion's HTTP remote control does, as far as custom variables go."""

from __future__ import annotations

import asyncio
import socket
import time
from typing import Any

from aiohttp import web


class Companion:
    """Listens on a port of 127.0.0.1, and can go away and come back on the same port with nothing known.

    `makes`: whether it is one of those that make variables. `status`, where set, is what it answers to everything.
    """

    def __init__(self, *names: str, makes: bool = False) -> None:
        self.makes = makes
        self.status: int | None = None
        self.stuck = asyncio.Event()
        self.stuck.set()
        self.port = 0
        self._names = names
        self._news = asyncio.Event()
        self._runner: web.AppRunner | None = None
        self.values: dict[str, str] = {}
        self.asked: list[tuple[float, str, str]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        self.values = dict.fromkeys(self._names, "")
        application = web.Application()
        application.router.add_post("/api/custom-variable/{name}/value", self._set)
        application.router.add_post("/api/custom-variable/{name}", self._make)
        self._runner = web.AppRunner(application, access_log=None)
        await self._runner.setup()
        listening = socket.create_server(("127.0.0.1", self.port))
        self.port = listening.getsockname()[1]
        await web.SockSite(self._runner, listening).start()

    async def stop(self) -> None:
        self.stuck.set()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def until(self, **values: str) -> None:
        async with asyncio.timeout(30):
            while not values.items() <= self.values.items():
                self._news.clear()
                await self._news.wait()

    async def _set(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        self.asked.append((time.monotonic(), name, request.query.get("value", "?")))
        self._news.set()
        await self.stuck.wait()
        if self.status is not None:
            return web.Response(status=self.status, headers={"Location": "http://127.0.0.1:1/"})
        if "value" not in request.query:
            return web.Response(status=400, text="No value")
        if name not in self.values:
            return web.Response(status=404, text="Not found")
        self.values[name] = request.query["value"]
        return web.Response(text="ok")

    async def _make(self, request: web.Request) -> web.Response:
        name, told = request.match_info["name"], await _json(request)
        if not self.makes:
            return web.Response(status=404)
        if name in self.values or not isinstance(told.get("default"), str):
            return web.Response(status=400)
        self.values[name] = told["default"]
        return web.Response(status=201)


async def _json(request: web.Request) -> dict[str, Any]:
    told: dict[str, Any] = await request.json()
    return told
