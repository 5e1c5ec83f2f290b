"""A server process and a browser, shared by the browser tests."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests import chromium, front_end
from tests.servers import page_server

ROOT = Path(__file__).parents[2]


@dataclass
class Site:
    """The running pages."""

    url: str
    session: str

    def publish(self, name: str, *, live: bool = True, **topics: Any) -> None:
        """Replace topics of a game's document."""
        body = json.dumps({"doc": f"game:{name}", "topics": topics, "live": live}).encode()
        request = urllib.request.Request(f"{self.url}/-/publish", body)  # noqa: S310
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            assert answer.status == 204


@pytest.fixture(scope="session")
def built() -> None:
    """Build what the browser loads."""
    front_end.build()


@pytest.fixture(scope="session")
def site(built: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve the pages from a process of their own."""
    with page_server("tests.dashboard", tmp_path_factory.mktemp("site") / "site.sqlite3") as said:
        yield Site(f"http://127.0.0.1:{said['port']}", said["session"])


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Run the system's Chromium, for one module only: while Playwright's loop is there, no test can run its own."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium.EXECUTABLE, args=chromium.ARGUMENTS)
        yield running
        running.close()


Open = Callable[..., Page]


@pytest.fixture(scope="module")
def contexts(browser: Browser) -> dict[tuple[bool, int, int], BrowserContext]:
    """Hold the browser's contexts by JavaScript, width and height: making one takes long."""
    return {}


@pytest.fixture
def visit(site: Site, browser: Browser, contexts: dict[tuple[bool, int, int], BrowserContext]) -> Iterator[Open]:
    """Open a page as a logged-in administrator. A page that complains to its console fails the test."""
    pages: list[Page] = []
    complaints: list[str] = []

    def visit(path: str, *, javascript: bool = True, width: int = 1440, height: int = 900) -> Page:
        key = (javascript, width, height)
        if key not in contexts:
            contexts[key] = browser.new_context(
                viewport={"width": width, "height": height}, java_script_enabled=javascript, timezone_id="UTC"
            )
            contexts[key].new_page()  # keeps its window open from one page to the next
            contexts[key].add_cookies([{"name": "sessionid", "value": site.session, "url": site.url}])
        page = contexts[key].new_page()
        pages.append(page)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None,
        )
        page.goto(f"{site.url}{path}")
        return page

    yield visit
    for page in pages:
        page.close()
    assert complaints == []


@pytest.fixture(autouse=True)
def static_root(settings: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Let the collected static files be elsewhere: a clone has none, and WhiteNoise warns of it."""
    settings.STATIC_ROOT = str(tmp_path_factory.getbasetemp())
