"""What axe-core finds on the pages: nothing serious, dark and light, on a desk and on a phone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.dashboard.conftest import Open

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RUN = """async ([where, rules]) => {
    const only = rules.length ? {runOnly: {type: 'rule', values: rules}} : {};
    const {violations} = await axe.run(where, {resultTypes: ['violations'], ...only});
    return violations.map(one => ({
        id: one.id, impact: one.impact, nodes: one.nodes.map(node => [node.target.join(' '), node.failureSummary])
    }));
}"""
OF_COLORS = ["color-contrast", "link-in-text-block"]
"""The rules that a theme can make a difference to."""
PAGES = [
    "/",
    "/?density=dense",
    "/games/overtime/",
    "/games/feed_lost/?tab=feed",
    "/games/overtime/shots/",
    "/games/overtime/plays/",
    "/games/overtime/box/?box_columns=advanced",
    "/games/overtime/lineups/",
]


def serious(page: Page, where: str = "html") -> list[dict[str, Any]]:
    """Return what axe-core finds that keeps somebody from using a page, or a part of it, dark or light."""
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    found = page.evaluate(RUN, [where, []])
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    found += page.evaluate(RUN, [where, OF_COLORS])
    return [one for one in found if one["impact"] in ("serious", "critical")]


@pytest.mark.parametrize("path", PAGES)
def test_nothing_serious_is_found(path: str, visit: Open) -> None:
    """Names, roles, order, contrast: axe-core knows no serious fault of the page, dark or light."""
    page = visit(path)
    expect(page.locator("game-tile, score-board, score-strip").last).to_have_js_property("hasUpdated", True)
    page.evaluate(AXE.read_text("utf-8"))
    assert serious(page) == []


def test_nothing_serious_is_found_in_tabs_and_views(visit: Open) -> None:
    """The same for each deep panel in its tab, and each view of the shot chart."""
    page = visit("/games/overtime/")
    expect(page.locator("score-board")).to_have_js_property("hasUpdated", True)
    page.evaluate(AXE.read_text("utf-8"))
    for tab, element in (
        ("flow", "game-flow"),
        ("comparison", "team-comparison"),
        ("rotation", "rotation-chart"),
        ("units", "unit-table"),
    ):
        page.locator(f"#tab-{tab}").click()
        expect(page.locator(element)).to_have_js_property("hasUpdated", True)
        assert serious(page, f"#panel-{tab}") == [], tab
    for view in ("areas", "zones", "hex"):
        page.get_by_label("View").select_option(view)
        expect(page.locator(f"shot-chart .{view}-shown")).to_be_visible()
        assert serious(page, "shot-chart") == [], view


def test_nothing_serious_is_found_on_a_phone(visit: Open) -> None:
    """The same on a phone, with its menu open."""
    page = visit("/games/midgame/?tab=plays", width=390, height=844)
    page.locator(".account > summary").click()
    page.evaluate(AXE.read_text("utf-8"))
    assert serious(page) == []
