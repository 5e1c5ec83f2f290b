"""The overlay page on a real server, as its tests have it: what it is loaded with, and what it says on its socket."""

import json
import time
from typing import Any, Literal

import pytest
from asgiref.sync import sync_to_async
from playwright.async_api import Page, WebSocketRoute

from broadcast.games.models import Game
from broadcast.live.store import Writer
from broadcast.live.stores import get_store
from broadcast.overlays.actions import create_output
from broadcast.overlays.documents import state_of
from broadcast.overlays.models import Output, OutputToken
from tests.overlays.documents import game_document

MARKS = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.asyncio(loop_scope="session"),
]
"""What holds for each test of the page: `pytestmark` of its module."""
SCORES = ".team .score"
TIME = ".centre .time"


async def followed(event_id: str = "g1", **values: Any) -> Writer:
    """Create a game in the database and its live document."""
    await sync_to_async(Game.objects.create)(
        event_id=event_id, home_id="1", home_name="Ravens", away_id="2", away_name="Wolves"
    )
    return await get_store().open(f"game:{event_id}", game_document(event_id, **values))


async def output_on(**settings: Any) -> tuple[Output, OutputToken]:
    """Create an output that shows the game of `followed`; its token has the address of the page."""

    def create() -> tuple[Output, OutputToken]:
        output = create_output("test", "MAIN", Game.objects.get(pk="g1"), **settings)
        return output, output.tokens.get()

    return await sync_to_async(create)()


async def say_of_output(output: Output, program: Any = None, **settings: Any) -> None:
    """Change the live document of an output alone."""
    state = await sync_to_async(state_of)(output)
    state["output"] |= settings
    state["program"] = state["program"] if program is None else program
    output.version += 1
    await get_store().project(output.document_name, output.version, state)


def frames_of(page: Page, event: Literal["framesent", "framereceived"] = "framesent") -> list[dict[str, Any]]:
    """Return the list that the frames which the page sends, or is sent, are added to."""
    frames: list[dict[str, Any]] = []

    def hear(text: str | bytes) -> None:
        frames.append(json.loads(text))

    page.on("websocket", lambda socket: socket.on(event, hear))
    return frames


async def until_sent(page: Page, frames: list[dict[str, Any]], **expected: Any) -> dict[str, Any]:
    """Wait until a frame with these values is among those of `frames_of`, and return it."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        for frame in frames:
            if expected.items() <= frame.items():
                return frame
        await page.evaluate("new Promise(requestAnimationFrame)")
    raise AssertionError(f"{expected} was not sent but {frames}")


async def sockets_of(page: Page) -> list[WebSocketRoute]:
    """Return the list that the page's connections are added to, on which a test can send it frames of its own."""
    sockets: list[WebSocketRoute] = []

    def tell(socket: WebSocketRoute) -> None:
        socket.connect_to_server()
        sockets.append(socket)

    await page.route_web_socket("**/ws/live/", tell)
    return sockets


async def mark(page: Page) -> None:
    """Mark what is loaded, so that `is_same` knows it again."""
    await page.evaluate("document.documentElement.dataset.same = 'page'")


async def is_same(page: Page) -> bool:
    """Tell whether the page that was marked has not been loaded anew."""
    return bool(await page.evaluate("document.documentElement.dataset.same === 'page'"))


async def until_loaded_anew(page: Page) -> None:
    """Wait until the page that was marked has been loaded anew."""
    await page.wait_for_function("() => document.documentElement.dataset.same === undefined")
