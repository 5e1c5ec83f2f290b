"""The running application as a browser's tests see it, and what they look for on the desk."""

from __future__ import annotations

import json
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
FIND = """() => axe.run('html', {resultTypes: ['violations'], iframes: false}).then(({violations}) => violations
    .filter(({impact}) => impact === 'serious' || impact === 'critical')
    .map(({id, nodes}) => [id, nodes.map(node => [node.target.join(' '), node.failureSummary])]))"""
SEND = """async ([method, address, told]) => {
    const headers = {'content-type': 'application/json',
        'X-CSRFToken': document.querySelector('[name=csrfmiddlewaretoken]').value};
    const answer = await fetch(address, {method, headers, body: JSON.stringify(told)});
    return answer.json();
}"""


@dataclass
class Site:
    """The running application."""

    url: str
    session: str
    output: int
    """Its output, "Program"."""
    other_output: int
    """"Arena screen", which shows nothing."""
    token: str
    other_session: str
    """Of another user, `assistant`."""

    def publish(self, **topics: Any) -> None:
        """Replace topics of the game's document, live."""
        self.ask("publish", topics)

    def ask(self, door: str, told: dict[str, Any]) -> None:
        """Go through one of the server's doors for tests."""
        request = urllib.request.Request(f"{self.url}/-/{door}", json.dumps(told).encode())  # noqa: S310
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            assert answer.status == 204

    def get(self, address: str) -> Any:
        """Return what the application answers a user who is logged in."""
        headers = {"Cookie": f"sessionid={self.session}"}
        request = urllib.request.Request(f"{self.url}{address}", headers=headers)  # noqa: S310
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            return json.loads(answer.read())

    def document(self) -> dict[str, Any]:
        """Return the game's document."""
        told = self.get("/api/games/midgame/document")
        return dict(told.get("state", told))

    def log(self) -> list[dict[str, Any]]:
        """Return the audit log since the last reset, from the oldest entry on."""
        return list(self.get("/-/log"))


def send(page: Page, method: str, address: str, told: Any = None) -> Any:
    """Ask the application for something as the page would."""
    return page.evaluate(SEND, [method, address, told])


def said(page: Page) -> Locator:
    """Return what the foot says."""
    return page.locator(".desk-foot .said")


def edge(page: Page, kind: str) -> Locator:
    """Return the picture's frame."""
    return page.locator(f"desk-picture[kind={kind}] .frame")


def press(page: Page, *keys: str) -> None:
    """Press keys, one after another."""
    for key in keys:
        page.keyboard.press(key)


def axe_findings(page: Page) -> Any:
    """Return what axe finds that is serious."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text("utf-8"))
    return page.evaluate(FIND)
