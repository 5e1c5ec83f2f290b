"""A real server and a real Chromium for the overlay page."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
import uvicorn
from channels.routing import ProtocolTypeRouter
from django.contrib.staticfiles.handlers import ASGIStaticFilesHandler
from django.core.asgi import get_asgi_application
from playwright.async_api import Browser, BrowserContext, Error, Page, ViewportSize, async_playwright

from broadcast.live.consumer import LiveConsumer
from broadcast.live.stores import get_hub, get_store
from broadcast.overlays.gate import OverlayGate
from tests import chromium, front_end

ROOT = Path(__file__).parent.parent.parent
SIZE: ViewportSize = {"width": 1920, "height": 1080}


@pytest.fixture(autouse=True)
def _own_store() -> Iterator[None]:
    """Give each test a store and a hub of its own: they belong to its event loop."""
    get_store.cache_clear()
    get_hub.cache_clear()
    yield
    get_store.cache_clear()
    get_hub.cache_clear()


@pytest.fixture(autouse=True)
def _addresses(settings: Any) -> None:
    settings.ROOT_URLCONF = "broadcast.overlays.urls"
    settings.STATIC_ROOT = str(ROOT / "static")  # WhiteNoise warns of a folder that is not there


@pytest.fixture(scope="session")
def built() -> None:
    """Build what the browser loads."""
    front_end.build()


class Server:
    """The application on a port of 127.0.0.1, which can go away and come back on the same port."""

    def __init__(self) -> None:
        self.port = 0
        self._uvicorn: uvicorn.Server | None = None
        self._serving: asyncio.Task[None] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        listening = socket.create_server(("127.0.0.1", self.port))
        self.port = listening.getsockname()[1]
        application = ProtocolTypeRouter(
            {
                "http": ASGIStaticFilesHandler(get_asgi_application()),
                "websocket": LiveConsumer.as_asgi(OverlayGate()),
            }
        )
        config = uvicorn.Config(
            application, lifespan="off", ws="websockets-sansio", log_config=None, timeout_graceful_shutdown=1
        )
        self._uvicorn = uvicorn.Server(config)
        self._serving = asyncio.create_task(self._uvicorn.serve([listening]))

    async def stop(self) -> None:
        assert self._uvicorn and self._serving
        await get_hub().shutdown()
        self._uvicorn.should_exit = True
        await self._serving
        get_hub.cache_clear()


@pytest_asyncio.fixture(loop_scope="session")
async def server(built: None, transactional_db: None) -> AsyncIterator[Server]:
    """Serve the overlays and their sockets."""
    serving = Server()
    await serving.start()
    yield serving
    await serving.stop()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Start the system's Chromium, once for all tests: they share its event loop."""
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=chromium.EXECUTABLE, args=chromium.ARGUMENTS)
        yield running
        await running.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def context(browser: Browser) -> BrowserContext:
    """Hold one window for the pages of all tests. Servers have a port each, so that no page has another's storage."""
    made = await browser.new_context(viewport=SIZE)
    await made.new_page()  # keeps the window open, see tests/chromium.py
    return made


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser, context: BrowserContext, request: pytest.FixtureRequest) -> AsyncIterator[Page]:
    """Open a page of 1920x1080, in a window of its own for whoever is marked so. A fault in it fails the test."""
    own = request.node.get_closest_marker("own_window") is not None
    window = await browser.new_context(viewport=SIZE) if own else context
    opened = await window.new_page()
    faults: list[Error] = []
    opened.on("pageerror", lambda fault: faults.append(fault))
    yield opened
    await (window if own else opened).close()
    assert faults == []
