"""A game that is on air, programs and people that command it, and the desk in a browser."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import pytest_asyncio
from asgiref.sync import sync_to_async
from django.contrib.auth.models import User
from django.test import AsyncClient
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from broadcast.control.tokens import issue
from broadcast.games.models import Game
from broadcast.live.store import Writer
from broadcast.live.stores import get_hub, get_store
from broadcast.overlays.actions import create_output
from broadcast.overlays.models import Output
from broadcast.overlays.turnstile import turnstile
from tests import chromium, front_end
from tests.control.documents import game_on_air
from tests.control.site import Site
from tests.servers import page_server


@pytest.fixture(autouse=True)
def _own_store() -> Iterator[None]:
    """Give each test a store and a hub of its own: they belong to its event loop."""
    for one in (get_store, get_hub, turnstile):
        one.cache_clear()
    yield
    for one in (get_store, get_hub, turnstile):
        one.cache_clear()


@dataclass
class Desk:
    """Sends commands as a program with a token, and reads what came of them."""

    output: Output
    game: Game
    writer: Writer
    token: str
    client: AsyncClient

    async def post(self, address: str, token: str | None = None, **arguments: Any) -> tuple[int, dict[str, Any]]:
        answer = await self.client.post(
            f"/api/{address}",
            json.dumps(arguments),
            content_type="application/json",
            headers={"Authorization": f"Bearer {token or self.token}"},
        )
        return answer.status_code, json.loads(answer.content)

    async def get(self, address: str, token: str | None = None) -> tuple[int, Any]:
        answer = await self.client.get(f"/api/{address}", headers={"Authorization": f"Bearer {token or self.token}"})
        return answer.status_code, json.loads(answer.content)

    async def on(self, word: str, **arguments: Any) -> tuple[int, dict[str, Any]]:
        """Command the output."""
        return await self.post(f"outputs/{self.output.pk}/{word}", **arguments)

    async def of(self, word: str, **arguments: Any) -> tuple[int, dict[str, Any]]:
        """Command the game."""
        return await self.post(f"games/{self.game.pk}/{word}", **arguments)

    async def program(self) -> dict[str, Any]:
        await self.output.arefresh_from_db()
        held: dict[str, Any] = self.output.program
        return held

    async def aired(self) -> dict[str, Any]:
        state: dict[str, Any] = (await self.get(f"games/{self.game.pk}/aired"))[1]["state"]
        return state


@pytest_asyncio.fixture
async def desk(transactional_db: None) -> AsyncIterator[Desk]:
    """Point an output at a game that is on air."""

    def made() -> tuple[Output, Game, str]:
        game = Game.objects.create(event_id="g1", home_id="1", home_name="Ravens", away_id="2", away_name="Wolves")
        output = create_output("test", "MAIN", game)
        return output, game, issue("test", "deck", "control").secret

    output, game, token = await sync_to_async(made)()
    writer = await get_store().open("game:g1", game_on_air())
    yield Desk(output, game, writer, token, AsyncClient())


@pytest.fixture
def producer(db: None) -> User:
    return User.objects.create_user("ines", password="a long one")


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve the application in a process of its own."""
    front_end.build()
    with page_server("tests.control.desk_server", tmp_path_factory.mktemp("desk") / "site.sqlite3") as said:
        yield Site(f"http://127.0.0.1:{said.pop('port')}", **said)


@pytest.fixture
def site(served: Site) -> Site:
    """Put the game and the output back to where they began: what is set by hand stays in no other test."""
    served.ask("reset", {})
    return served


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    """Run the system's Chromium, for one module only: while Playwright's loop is there, no test can run its own."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium.EXECUTABLE, args=chromium.ARGUMENTS)
        yield running
        running.close()


@pytest.fixture(scope="module")
def window(served: Site, chrome: Browser) -> Iterator[BrowserContext]:
    """Hold a window whose user is logged in, as a window of a mixer is not."""
    made = chrome.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    made.add_cookies([{"name": "sessionid", "value": served.session, "url": served.url}])
    made.new_page()  # the window stays when a test closes its own
    yield made
    made.close()


@pytest.fixture
def desk_page(site: Site, window: BrowserContext) -> Iterator[Page]:
    """Open the desk, ready for keys. A fault in it fails the test."""
    page = window.new_page()
    page.set_default_timeout(10_000)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{site.url}/games/midgame/control/", wait_until="domcontentloaded")
    expect(page.locator(".lamp.on")).to_be_visible()
    expect(page.locator("desk-picture .told").last).not_to_be_empty()
    # The program comes by the socket, and after the game: what is published from now on comes live.
    expect(page.locator(".transport .bug")).to_have_attribute("aria-pressed", "true")
    yield page
    page.close()
    assert faults == []


@pytest.fixture
def mixer(site: Site, chrome: Browser) -> Iterator[Callable[[], Page]]:
    """Load the output as a mixer does, in a window of its own."""
    made = chrome.new_context(viewport={"width": 1920, "height": 1080})

    def load() -> Page:
        page = made.new_page()
        page.goto(f"{site.url}/overlay/{site.token}/", wait_until="domcontentloaded")
        return page

    yield load
    made.close()
