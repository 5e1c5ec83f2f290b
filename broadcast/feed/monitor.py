"""What a feed worker in a process of its own answers over HTTP: that it is alive, and its figures.

A small server in the worker's own event loop: when that stands still, it does not answer.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from broadcast.feed import figures


async def _healthz(request: web.Request) -> web.Response:
    return web.Response(text="alive\n")


async def _metrics(request: web.Request) -> web.Response:
    if refused := figures.refusal(request.remote, request.headers):
        status, reason = refused
        headers = {"WWW-Authenticate": "Bearer"} if status == 401 else {}
        return web.Response(status=status, text=f"{reason}\n", headers=headers)
    return web.Response(body=figures.text(), headers={"Content-Type": figures.CONTENT_TYPE})


@asynccontextmanager
async def monitor(host: str, port: int | None) -> AsyncIterator[int | None]:
    """Serve `/healthz` and `/metrics` for as long as this lasts, and give the port; do nothing without a port.

    Port 0 takes one that is free. Raises `OSError` if nothing can listen there.
    """
    if port is None:
        yield None
        return
    application = web.Application()
    application.add_routes([web.get("/healthz", _healthz), web.get("/metrics", _metrics)])
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        await site.start()
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()
