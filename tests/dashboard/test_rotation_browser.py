"""The rotation in a real browser: bars are told of by pointer and keys, and follow the game."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.dashboard.conftest import Open, Site
from tests.documents import midgame

pytestmark = pytest.mark.browser


def test_keys_go_from_bar_to_bar(visit: Open) -> None:
    """Arrow keys move between a player's bars and between players; what is focused is told in words."""
    page = visit("/games/midgame/rotation/")
    expect(page.locator("rotation-chart")).to_have_js_property("hasUpdated", True)
    bars = page.locator("rotation-chart ol").first.locator("li")
    bars.first.focus()
    told = page.locator("rotation-chart .moment")
    expect(told).to_contain_text("Dana Whitlocke 1ST 10:00 to")
    page.keyboard.press("ArrowRight")
    expect(bars.nth(1)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(told).not_to_contain_text("Whitlocke")
    page.locator("rotation-chart ol").last.locator("li").last.hover()
    expect(told).to_contain_text("to now")


def test_bars_follow_the_stints(site: Site, visit: Open) -> None:
    """A player who leaves has a bar that ends; put back on the floor, it runs on to now."""
    page = visit("/games/midgame/?tab=rotation")
    expect(page.locator("rotation-chart")).to_have_js_property("hasUpdated", True)
    stints = midgame()["stints"]
    player = next(key for key, own in stints.items() if "to_ms" not in own[str(len(own) - 1)])
    number = str(len(stints[player]) - 1)
    bar = page.locator(f'rotation-chart li[data-stint="{player}/{number}"]')
    expect(bar).to_contain_text("to now")
    left = stints[player] | {number: stints[player][number] | {"to_ms": stints[player][number]["from_ms"] + 1000}}
    try:
        site.publish("midgame", stints=stints | {player: left})
        expect(bar).not_to_contain_text("to now")
        site.publish("midgame", stints=stints)
        expect(bar).to_contain_text("to now")
    finally:
        site.publish("midgame", stints=stints)
