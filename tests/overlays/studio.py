"""A page with an empty stage for the tests of graphics and of the renderer, without a server.

The sources and what is built of them are handed to the browser from the disk, and so are graphics that a test brings.
"""

from __future__ import annotations

import json
import mimetypes
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import BrowserContext, Error, Page, Route

ROOT = Path(__file__).parents[2]
FOREIGN = Path(__file__).parent / "foreign"
ORIGIN = "http://studio.test"
EMPTY = """<!doctype html>
<html data-theme="dark">
<link rel="stylesheet" href="/static/dist/css/overlay.css">
<div id="stage"></div>"""


class Studio:
    """The page and what it may load. `graphics` are those that a test brings: (manifest, module) by id."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.graphics: dict[str, tuple[dict[str, Any], str]] = {}
        self.asked: list[str] = []
        self.broken: set[str] = set()
        self.faults: list[Error] = []

    async def open(self) -> None:
        """Load the page anew."""
        self.page.on("pageerror", lambda fault: self.faults.append(fault))
        await self.page.route(f"{ORIGIN}/**", self._answer)
        await self.page.goto(f"{ORIGIN}/")

    async def evaluate(self, script: str, *values: Any) -> Any:
        """Evaluate a function in the page with these arguments, and return what it returns."""
        return await self.page.evaluate(f"(values) => ({script})(...values)", list(values))

    async def _answer(self, route: Route) -> None:
        path = urlsplit(route.request.url).path
        self.asked.append(path)
        if path == "/":
            return await route.fulfill(body=EMPTY, content_type="text/html")
        _, _, rest = path.partition("/graphics/")
        name, _, file = rest.partition("/")
        if name in self.broken:
            return await route.fulfill(status=503)
        if name in self.graphics:
            manifest, module = self.graphics[name]
            if file.endswith(".ograf.json"):
                return await route.fulfill(body=json.dumps(manifest), content_type="application/json")
            return await route.fulfill(body=module, content_type="text/javascript")
        found = FOREIGN / rest if (FOREIGN / name).is_dir() and name else ROOT / path.lstrip("/")
        if not found.is_file():
            return await route.fulfill(status=404)
        kind = "text/javascript" if found.suffix in {".js", ".mjs"} else mimetypes.guess_type(found.name)[0]
        return await route.fulfill(body=found.read_bytes(), content_type=kind or "application/octet-stream")


async def open_studio(context: BrowserContext) -> Studio:
    """Return a studio in a new page of 1920x1080. Whoever opened it closes its page."""
    studio = Studio(await context.new_page())
    await studio.open()
    return studio
