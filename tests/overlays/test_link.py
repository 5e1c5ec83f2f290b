"""The page's connection against servers that fall silent (static/js/live.js), in a real Chromium."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect
from websockets.asyncio.server import ServerConnection, serve

from tests.overlays.conftest import Server
from tests.overlays.documents import now

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.asyncio(loop_scope="session"),
]

WATCH = """async ([url, module]) => {
  const { Live } = await import(module);
  const live = new Live();
  window.told = [];
  live.configure({ url, build: "b1", token: "t1" });
  live.watch("game:1", { topics: ["score"] }, (state, change) => told.push([state.score.home, change.stale]));
  window.live = live;
}"""


class Silent:
    """A server of live documents that answers pings only while it is told to."""

    def __init__(self) -> None:
        self.frames: list[list[dict[str, Any]]] = []
        self.answers = True
        self.url = ""
        self.sockets: list[ServerConnection] = []

    async def serve(self, socket: ServerConnection) -> None:
        frames: list[dict[str, Any]] = []
        self.frames.append(frames)
        self.sockets.append(socket)
        async for text in socket:
            frame = json.loads(text)
            frames.append(frame)
            if frame["op"] == "watch" and "rev" not in frame:
                await socket.send(json.dumps(snapshot(1, {"score": {"home": 7}})))
            if frame["op"] == "ping" and self.answers:
                await socket.send(json.dumps({"op": "pong", "t": frame["t"], "now": now() + 60_000}))

    async def until(self, count: int, op: str) -> dict[str, Any]:
        """Wait until the connection of this number has said this, and return the frame."""
        async with asyncio.timeout(30):
            while True:
                if len(self.frames) >= count:
                    for frame in self.frames[count - 1]:
                        if frame["op"] == op:
                            return frame
                await asyncio.sleep(0.01)


def snapshot(rev: int, state: dict[str, Any]) -> dict[str, Any]:
    return {"op": "snapshot", "doc": "game:1", "epoch": "e", "rev": rev, "at": now(), "state": state}


@pytest_asyncio.fixture(loop_scope="session")
async def silent() -> AsyncIterator[Silent]:
    server = Silent()
    async with serve(server.serve, "127.0.0.1", 0) as serving:
        server.url = f"ws://127.0.0.1:{next(iter(serving.sockets)).getsockname()[1]}/"
        yield server


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser) -> AsyncIterator[Page]:
    """Open a page that may speak with a server on another port."""
    opened = await browser.new_page(bypass_csp=True)
    yield opened
    await opened.close()


async def watching(server: Server, silent: Silent, page: Page) -> None:
    await page.clock.install()
    await page.goto(f"{server.url}/overlay/no-token/")
    await page.evaluate(WATCH, [silent.url, "/static/js/live.js"])
    await page.wait_for_function("told.length === 1 && live.connected")


async def test_it_says_hello_and_keeps_server_time(server: Server, silent: Silent, page: Page) -> None:
    """The first frame is hello; server time comes from the pongs, not from the machine."""
    await watching(server, silent, page)
    assert silent.frames[0][0] == {"op": "hello", "v": 1, "token": "t1", "build": "b1"}
    assert silent.frames[0][1] == {"op": "watch", "doc": "game:1", "topics": ["score"]}
    await page.wait_for_function("live.now() - Date.now() > 50_000")


async def test_it_acknowledges_within_a_second(server: Server, silent: Silent, page: Page) -> None:
    """What was applied is acknowledged, once."""
    await watching(server, silent, page)
    await page.clock.run_for(1500)
    assert await silent.until(1, "ack") == {"op": "ack", "doc": "game:1", "rev": 1}
    await page.clock.run_for(3000)
    assert [frame["op"] for frame in silent.frames[0]].count("ack") == 1


async def test_an_unanswered_ping_ends_the_connection_and_the_state_stays(
    server: Server, silent: Silent, page: Page
) -> None:
    """Ten seconds without an answer: the state is called stale, a new connection resumes, and it is not."""
    await watching(server, silent, page)
    await page.clock.run_for(3000)
    silent.answers = False
    await silent.sockets[0].send(json.dumps(snapshot(2, {"score": {"home": 7}})))
    await page.wait_for_function("told.length === 2")  # and no pong is on its way any more
    await page.clock.run_for(11_000)
    assert await page.evaluate("told[told.length - 1]") == [7, True]
    silent.answers = True
    await page.clock.run_for(12_000)
    assert await silent.until(2, "watch") == {
        "op": "watch",
        "doc": "game:1",
        "topics": ["score"],
        "epoch": "e",
        "rev": 2,
    }
    await page.wait_for_function("!live.stale && told[told.length - 1][1] === false")
    assert await page.evaluate("told.every(([home]) => home === 7)")


async def test_a_dropped_connection_comes_back_without_a_word(server: Server, silent: Silent, page: Page) -> None:
    """A short break tells nobody: the state was never stale."""
    await watching(server, silent, page)
    await silent.sockets[0].close()
    await page.wait_for_function("!live.connected")
    await page.clock.run_for(1000)
    await silent.until(2, "watch")
    await page.wait_for_function("live.connected")
    assert await page.evaluate("told") == [[7, False]]


async def test_a_refused_socket_says_so_and_asks_again_slowly(server: Server, silent: Silent, page: Page) -> None:
    """After 4001 the next try is 5 to 10 s away, and the page hears of it."""
    await watching(server, silent, page)
    await page.evaluate(
        """() => {
          live.addEventListener("refused", ({ detail: refused }) => {
            Object.assign(window, { refused, at: performance.now() });
          });
          window.tries = [];
          window.WebSocket = class extends WebSocket {
            constructor(url) { super(url); tries.push(performance.now()); }
          };
        }"""
    )
    await silent.sockets[0].close(4001)
    await page.wait_for_function("window.refused === 4001")
    await page.clock.run_for(10_500)
    await silent.until(2, "hello")
    assert await page.evaluate("tries.length === 1 && tries[0] - at >= 5000 && tries[0] - at <= 10_500")
    await expect(page.locator("body")).to_have_text("")
