"""The deep panels in a real browser: alike without JavaScript, and the game flow alive."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.dashboard.conftest import Open, Site
from tests.dashboard.twins import living, painted
from tests.documents import halves

pytestmark = pytest.mark.browser

PANELS = {
    "flow": "game-flow",
    "comparison": "team-comparison",
    "rotation": "rotation-chart",
    "units": "unit-table",
    "feed": "feed-report",
}
CHOICES = "comparison_period=Q2&units_team=home&units_sort=net&units_with=46100&units_minimum=1"


@pytest.mark.parametrize("name", ["overtime", "halves", "hostile"])
def test_deep_panels_say_the_same_without_javascript(name: str, site: Site, visit: Open) -> None:
    """Each panel says the same words with JavaScript off and on, and draws the same at the same places."""
    page = visit(f"/games/{name}/?tab=flow&{CHOICES}")
    for tab, element in PANELS.items():
        page.locator(f"#tab-{tab}").click()
        expect(page.locator(element)).to_have_js_property("hasUpdated", True)
        of_server = painted(page, f"{site.url}/games/{name}/{tab}/?{CHOICES}", [element])
        assert of_server[element]["words"]
        assert of_server == living(page, [element])
        assert page.locator(f"{element} img").count() == 0


def test_pointing_tells_the_moment(visit: Open) -> None:
    """Pointing and the keys go from one score to the next; leaving goes back to the newest."""
    page = visit("/games/midgame/?tab=flow")
    expect(page.locator("game-flow")).to_have_js_property("hasUpdated", True)
    plot, moment = page.locator("game-flow .plot"), page.locator("game-flow .moment")
    expect(moment).to_contain_text("Badgers 59, Herons 42")
    plot.focus()
    page.keyboard.press("Home")
    expect(plot).to_have_attribute("aria-valuenow", "0")
    expect(moment).to_contain_text("1ST")
    page.keyboard.press("ArrowRight")
    expect(plot).to_have_attribute("aria-valuenow", "1")
    assert (plot.get_attribute("aria-valuetext") or "").startswith("1ST ")
    page.keyboard.press("Escape")
    expect(moment).to_contain_text("Badgers 59, Herons 42")
    box = plot.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 4, box["y"] + 30)
    expect(moment).to_contain_text(re.compile("^(1ST|2ND)"))
    page.mouse.move(5, 5)
    expect(moment).to_contain_text("Badgers 59, Herons 42")


def test_chart_follows_a_play_and_its_correction(site: Site, visit: Open) -> None:
    """A basket that is published lengthens the margin, and its deletion takes it back."""
    page = visit("/games/halves/?tab=flow")
    expect(page.locator("game-flow")).to_have_js_property("hasUpdated", True)
    document = halves()
    line = page.locator("game-flow path.margin")
    before = line.get_attribute("d")
    newest = max(document["plays"].values(), key=lambda play: play["order"])
    points: dict[str, Any] = {"points": 3, "home": document["score"]["home"] + 3, "away": document["score"]["away"]}
    late = {"order": 5000, "at": 1, "kind": "three_point_make", "team": "home", "text": "A late three", **points}
    late["played_ms"] = newest["played_ms"] + 1000
    try:
        site.publish("halves", plays=document["plays"] | {"zz": late})
        expect(page.locator("game-flow .moment")).to_contain_text("A late three")
        assert line.get_attribute("d") != before
    finally:
        site.publish("halves", plays=document["plays"])
    expect(page.locator("game-flow .moment")).not_to_contain_text("A late three")
    assert line.get_attribute("d") == before


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844), (1920, 1080)])
def test_panels_fit_their_place(width: int, height: int, visit: Open) -> None:
    """No deep panel is wider than its place, alone or in its tab."""
    page = visit("/games/overtime/?tab=flow", width=width, height=height)
    for tab, element in PANELS.items():
        page.locator(f"#tab-{tab}").click()
        expect(page.locator(element)).to_have_js_property("hasUpdated", True)
        wide = page.locator(element).evaluate("one => [one.scrollWidth, one.clientWidth]")
        assert wide[0] <= wide[1] + 1, (tab, wide)
    assert page.evaluate("document.documentElement.scrollWidth") == width
