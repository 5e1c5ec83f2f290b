"""What axe-core finds on the pages: nothing serious, dark and light, on a desk and on a phone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.dashboard.conftest import Open

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RUN = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations.map(one => ({
    id: one.id, impact: one.impact, nodes: one.nodes.map(node => [node.target.join(' '), node.failureSummary])
}))"""
PAGES = [
    "/",
    "/?density=dense",
    "/games/overtime/",
    "/games/feed_lost/?tab=feed",
    "/games/overtime/?tab=flow&view=areas",
    "/games/overtime/?tab=comparison&view=zones",
    "/games/overtime/?tab=rotation&view=hex",
    "/games/overtime/?tab=units",
    "/games/overtime/shots/",
    "/games/overtime/plays/",
    "/games/overtime/box/?box_columns=advanced",
    "/games/overtime/lineups/",
]


def serious(page: Page) -> list[dict[str, Any]]:
    """Return what axe-core finds that keeps somebody from using the page."""
    return [one for one in page.evaluate(RUN) if one["impact"] in ("serious", "critical")]


@pytest.mark.parametrize("path", PAGES)
def test_nothing_serious_is_found(path: str, visit: Open) -> None:
    """Names, roles, order, contrast: axe-core knows no serious fault of the page, dark or light."""
    page = visit(path)
    expect(page.locator("game-tile, score-board, score-strip").last).to_have_js_property("hasUpdated", True)
    page.evaluate(AXE.read_text("utf-8"))
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    assert serious(page) == []
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    assert serious(page) == []


def test_nothing_serious_is_found_on_a_phone(visit: Open) -> None:
    """The same on a phone, with its menu open."""
    page = visit("/games/midgame/?tab=plays", width=390, height=844)
    page.locator(".account > summary").click()
    page.evaluate(AXE.read_text("utf-8"))
    assert serious(page) == []
