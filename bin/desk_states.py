"""The states of the control desk that are looked at: in a show, nobody connected, by hand, the feed lost, a rehearsal.

They are of the game of the tests (tests/documents.py), served as for them, so that each state is the same every time.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.control.site import Site, press, send  # noqa: E402 (the tests are no package that is installed)
from tests.servers import page_server  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SIZES = {"1920": (1920, 1080), "1440": (1440, 900)}
NARROW = {"1024": (1024, 768), "390": (390, 844)}
HALF = {"group": "half-time", "loop": True}
ROWS: list[dict[str, Any]] = [
    {"graphic": "title", "note": "opening"},
    {"graphic": "starting-five", "data": {"team": "away"}},
    {"graphic": "starting-five", "data": {"team": "home"}},
    {"graphic": "lower-name", "data": {"name": "Robin Esposito", "title": "Commentator"}, "key": "g"},
    {"graphic": "lower-player", "data": {"team": "home", "player": "#23"}, "auto_out_ms": 8000},
    {"graphic": "lower-player", "data": {"team": "away", "player": "leader PTS"}, "auto_out_ms": 8000},
    {"graphic": "half-time", **HALF, "auto_out_ms": 12_000},
    {"graphic": "comparison", **HALF},
    {"graphic": "leaders", **HALF},
    {"graphic": "shot-chart", "data": {"team": "home", "view": "areas"}},
    {"graphic": "slate", "data": {"line1": "Back soon"}},
]
PATIENCE_MS = 15_000
MOVES = 7
"""How often the feed moves while the score is held."""


def take(browser: Browser, out: Path) -> None:
    """Take every picture of the desk."""
    database = Path(tempfile.mkdtemp()) / "site.sqlite3"
    with page_server("tests.control.desk_server", database) as said:
        site = Site(f"http://127.0.0.1:{said.pop('port')}", **said)
        for name, state in STATES.items():
            _shoot(browser, site, out, name, state)
    shutil.rmtree(database.parent)


def _shoot(browser: Browser, site: Site, out: Path, name: str, state: Callable[[Site, Page], None]) -> None:
    site.ask("reset", {})
    mixer = None
    if name != "nobody":
        mixer = browser.new_context(viewport={"width": 1920, "height": 1080})
        mixer.new_page().goto(f"{site.url}/overlay/{site.token}/")
    context = browser.new_context(viewport={"width": 1920, "height": 1080}, timezone_id="UTC", reduced_motion="reduce")
    context.set_default_timeout(PATIENCE_MS)
    context.add_cookies([{"name": "sessionid", "value": site.session, "url": site.url}])
    page = context.new_page()
    if name == "rehearsal":
        site.publish(game=site.document()["game"] | {"rehearsal": True})
    page.goto(f"{site.url}/games/midgame/control/")
    page.locator(".lamp.on").wait_for()
    send(page, "POST", "/api/rundowns", {"name": "Saturday", "rows": ROWS})
    page.reload()
    page.locator("desk-rundown .rows li").nth(len(ROWS) - 1).wait_for()
    page.locator(f"desk-picture[kind=program] .frame[data-edge={'none' if mixer is None else 'on-air'}]").wait_for()
    state(site, page)
    sizes = {**SIZES, **NARROW} if name == "show" else SIZES
    for size, (width, height) in sizes.items():
        page.set_viewport_size({"width": width, "height": height})
        for scheme in ("dark", "light") if size in SIZES else ("dark",):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.evaluate("async () => { await document.fonts.ready; }")
            path = out / f"desk-{name}-{size}-{scheme}.png"
            page.screenshot(path=path, animations="disabled", full_page=size in NARROW)
    context.close()
    if mixer is not None:
        mixer.close()


def _show(site: Site, page: Page) -> None:
    """A loop is on air, a player stands by, and a milestone is proposed."""
    press(page, "Shift+8")
    page.locator(".rows .is-on").wait_for()
    press(page, "5")
    page.locator("desk-picture[kind=preview] .frame[data-edge=ready]").wait_for()
    _milestone(site)
    page.locator("desk-proposals li").first.wait_for()


def _nobody(site: Site, page: Page) -> None:
    """No page shows the output."""


def _by_hand(site: Site, page: Page) -> None:
    """Score and clock are held, and the feed has gone on under them for two minutes."""
    page.locator("desk-score").get_by_role("button", name="MANUAL").click()
    press(page, "k", "Enter")
    page.locator("desk-clock[data-source=MANUAL]").wait_for()
    press(page, "s")
    score = site.document()["score"]
    for number in range(1, MOVES + 1):
        site.publish(score=score | {"home": score["home"] + 2 * number})
        page.get_by_text(f"feed has moved {number} time").first.wait_for()


def _lost(site: Site, page: Page) -> None:
    """The clock ran when the feed fell silent."""
    running = site.document()["clock"] | {"running": True, "as_of": time.time_ns() // 1_000_000 - 4000}
    site.publish(clock=running)
    page.locator(".take-clock").wait_for()


def _editor(site: Site, page: Page) -> None:
    """A row is edited, and the delay is being aligned."""
    page.get_by_role("button", name="Edit", exact=True).first.click()
    page.get_by_role("button", name="Edit row 7").click()
    page.get_by_role("button", name="Align").click()
    page.locator(".tap").wait_for()


def _milestone(site: Site) -> None:
    players = site.document()["players"]
    scorer = next(key for key, one in players.items() if 6 <= one["line"].get("PTS", 0) < 10)
    players[scorer]["line"]["PTS"] = 10
    site.publish(players=players)


STATES: dict[str, Callable[[Site, Page], None]] = {
    "show": _show,
    "nobody": _nobody,
    "by-hand": _by_hand,
    "lost": _lost,
    "rehearsal": _nobody,
    "editor": _editor,
}


if __name__ == "__main__":
    from playwright.sync_api import sync_playwright
    from take_pictures import ARGUMENTS, CHROMIUM, FOLDER

    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        take(playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS), FOLDER)
