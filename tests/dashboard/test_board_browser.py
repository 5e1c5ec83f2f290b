"""The board in a real browser: searched, gone through by keys, dense and roomy, alive."""

from __future__ import annotations

import time
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.dashboard.conftest import Open, Site
from tests.documents import midgame

pytestmark = pytest.mark.browser


def alive(page: Page) -> Page:
    """Wait until the tiles are the browser's own."""
    expect(page.locator("game-tile").last).to_have_js_property("hasUpdated", True)
    return page


def test_board_goes_by_keys(visit: Open) -> None:
    """J and K go from game to game, Enter opens it; / searches, Esc clears, D changes the density, ? shows the keys."""
    page = alive(visit("/"))
    tiles = page.locator("game-tile .tile")
    page.keyboard.press("j")
    expect(tiles.nth(0)).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(tiles.nth(1)).to_be_focused()

    page.keyboard.press("d")
    expect(page.locator("#board")).to_have_attribute("data-density", "dense")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)

    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("jkd")
    expect(page.get_by_role("heading", name="No followed game has such a team")).to_be_visible()
    assert page.locator("#board").get_attribute("data-density") == "dense"
    page.keyboard.press("Escape")
    expect(tiles.first).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/games/*/")


def test_search_stands_in_the_address_and_is_the_same_without_javascript(visit: Open) -> None:
    """A search leaves the games of a team, counts them, and its address shows the same to a browser without scripts."""
    page = alive(visit("/"))
    page.get_by_role("searchbox").fill("onerror")
    expect(page.locator("game-tile:visible")).to_have_count(1)
    expect(page.locator("[data-group=live] .count")).to_have_text("1")
    assert "search=onerror" in page.url
    painted = visit("/?search=onerror", javascript=False)
    assert painted.locator("game-tile:visible").count() == 1
    assert painted.locator("[data-group]:visible").count() == 1


def test_density_is_remembered(visit: Open) -> None:
    """The density that was chosen is the one that the server paints next time, a row of one line a game."""
    page = alive(visit("/?density=dense"))
    painted = visit("/", javascript=False)
    page.get_by_role("button", name="Roomy").click()
    expect(page.locator("#board")).to_have_attribute("data-density", "roomy")
    again = visit("/")
    assert again.locator("#board").get_attribute("data-density") == "roomy"
    assert painted.locator("#board").get_attribute("data-density") == "roomy"  # another browser: none was chosen there
    dense = visit("/?density=dense", width=1920, height=1080)
    heights = dense.locator(".tile:visible").evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
    assert max(heights) == 36


def test_tile_follows_its_game_and_says_the_score_only_where_the_focus_is(site: Site, visit: Open) -> None:
    """Score and newest play reach the tile; the score is said politely for the game that has the focus."""
    page = alive(visit("/"))
    tile = page.locator('[data-event="midgame"] .tile')
    tile.focus()
    document = midgame()
    play = {"at": 1, "kind": "steal", "team": "home", "text": "A steal nobody saw", "period": "Q3", "clock_ms": 100_000}
    expect(page.locator("#announcer")).to_have_text("")
    site.publish("midgame", score=document["score"] | {"away": 61}, latest=play)
    expect(tile.locator(".away .points")).to_have_text("61")
    expect(tile.locator(".tile-foot")).to_have_text("1:40 3RD A steal nobody saw")
    expect(page.locator("#announcer")).to_have_text("Badgers 61, Herons 42")
    site.publish("midgame", live=False, feed={"state": "lost", "last_message_at": 1})
    expect(tile).to_have_attribute("data-old", "")
    site.publish("midgame", live=False, feed=document["feed"], score=document["score"], latest=document["latest"])
    expect(tile).not_to_have_attribute("data-old", "")


NOTE_TILES = """board => {
    window.tiles = [];
    new MutationObserver(seen => {
        for (const {addedNodes, removedNodes} of seen) {
            for (const one of addedNodes) if (one.dataset?.event) window.tiles.push('came');
            for (const one of removedNodes) if (one.dataset?.event) window.tiles.push('went');
        }
    }).observe(board, {subtree: true, childList: true});
}"""


def test_answer_that_is_late_takes_no_tile_away(site: Site, visit: Open) -> None:
    """The board looks for follows one look at a time, so that a new game is not lost to an older answer."""
    page = visit("/games/midgame/units/")
    games: list[dict[str, Any]] = page.request.get(f"{site.url}/api/games").json()
    fresh = games[0] | {"event_id": "fresh", "document": "game:fresh"}
    held: list[Route] = []

    def answer(route: Route) -> None:
        if not held:
            return held.append(route)
        route.fulfill(json=[*games, fresh])
        if len(held) == 1:
            held.append(route)
            held[0].fulfill(json=games)

    page.route("**/api/games", answer)
    page.clock.install()
    page.goto(site.url)
    alive(page)
    page.evaluate("delete AbortSignal.timeout")  # as in the oldest browsers that it is built for
    page.locator("#board").evaluate(NOTE_TILES)
    page.clock.run_for(10_000)
    limit = time.monotonic() + 30
    while not held:
        assert time.monotonic() < limit
        page.wait_for_timeout(10)
    page.clock.run_for(10_000)
    page.wait_for_timeout(300)  # nothing is asked meanwhile
    if len(held) == 1:
        held.append(held[0])
        held[0].fulfill(json=games)
    page.clock.run_for(10_000)
    expect(page.locator('[data-event="fresh"]')).to_be_attached()
    assert page.evaluate("window.tiles") == ["came"]


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1024, 768), (2560, 1440)])
@pytest.mark.parametrize("density", ["roomy", "dense"])
def test_board_never_scrolls_sideways(width: int, height: int, density: str, visit: Open) -> None:
    """At every size the board is as wide as the window, and no score is cut off."""
    page = alive(visit(f"/?density={density}", width=width, height=height))
    assert page.evaluate("document.documentElement.scrollWidth") == width
    cut = page.locator(".tile .points").evaluate_all(
        "all => all.filter(one => one.scrollWidth > one.clientWidth).length"
    )
    assert cut == 0
