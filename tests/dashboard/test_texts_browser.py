"""The pages in a reader's language: chosen by the browser or by a button, and the same with JavaScript off and on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.dashboard.conftest import Site

pytestmark = pytest.mark.browser

PANELS = ("score-board", "line-score", "floor-five[side=away]", "shot-chart", "play-list", "box-score", "feed-state")


@pytest.fixture
def spanish(site: Site, browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a page in a new browser whose owner reads Spanish, as a logged-in administrator or as nobody."""
    contexts: list[BrowserContext] = []

    def visit(path: str, *, javascript: bool = True, logged_in: bool = True) -> Page:
        context = browser.new_context(java_script_enabled=javascript, locale="es-MX", timezone_id="UTC")
        contexts.append(context)
        if logged_in:
            context.add_cookies([{"name": "sessionid", "value": site.session, "url": site.url}])
        page = context.new_page()
        page.goto(site.url + path)
        return page

    yield visit
    for context in contexts:
        context.close()


def words(page: Page, selector: str) -> str:
    """Return what a part of a page says, ages aside, and buttons for who has no JavaScript."""
    text = page.locator(selector).inner_text()
    return re.sub(r"\b\d+ (s|min|h|d)\b", "AGE", " ".join(text.replace("Mostrar", "").split()))


def test_board_says_the_same_in_spanish(spanish: Callable[..., Page]) -> None:
    """The board is in Spanish, its clocks and days too, with JavaScript off and on."""
    painted, living = spanish("/", javascript=False), spanish("/")
    expect(living.locator("game-tile").last).to_have_js_property("hasUpdated", True)
    assert living.locator("html").get_attribute("lang") == "es"
    for group in ("live", "scheduled", "ended"):
        assert words(painted, f"[data-group={group}]") == words(living, f"[data-group={group}]")
    assert words(living, "[data-group=live] h2").upper() == "EN VIVO 6"
    assert "mar 17 nov, 21:00 UTC" in words(living, "[data-group=scheduled]")
    assert "4:27 3C" in words(living, "[data-group=live]")
    assert words(living, "[data-group=ended] .tile-clock") == "FINAL/PR"


def test_game_says_the_same_in_spanish(spanish: Callable[..., Page]) -> None:
    """Every panel of a game says the same in Spanish with JavaScript off and on."""
    painted, living = spanish("/games/overtime/", javascript=False), spanish("/games/overtime/")
    expect(living.locator("score-board")).to_have_js_property("hasUpdated", True)
    for panel in PANELS:
        assert words(painted, panel) == words(living, panel), panel
    assert "2PR" in words(living, "score-board")


def test_schedule_says_the_same_in_spanish(spanish: Callable[..., Page]) -> None:
    """So is the schedule, whose words are the server's."""
    painted, living = spanish("/schedule/?day=2026-11-17", javascript=False), spanish("/schedule/?day=2026-11-17")
    assert painted.locator("h1").inner_text() == "mar 17 nov 2026"
    assert "También se siguen".upper() in words(painted, "main").upper()
    assert words(painted, "main") == words(living, "main")


def test_language_button_goes_back_to_the_page(spanish: Callable[..., Page]) -> None:
    """The button leads to the same page in the other language, which the browser then keeps to."""
    page = spanish("/?search=herons", javascript=False)
    page.locator(".account summary").click()
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.url.endswith("/?search=herons")
    page.goto(page.url.split("?")[0] + "schedule/")
    assert page.locator("html").get_attribute("lang") == "en"


def test_login_page_has_the_language_and_keeps_where_it_leads(spanish: Callable[..., Page]) -> None:
    """The login page is in the browser's language, and after another is chosen still leads to the page wanted."""
    page = spanish("/schedule/", logged_in=False)
    assert page.locator("html").get_attribute("lang") == "es"
    expect(page.get_by_role("heading", name="Iniciar sesión")).to_be_visible()
    page.get_by_label("Usuario").fill("nobody")
    page.get_by_label("Contraseña").fill("wrong")
    page.get_by_role("button", name="Iniciar sesión").click()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Log in")).to_be_visible()
    assert page.locator("[name=next]").first.input_value() == "/schedule/"
