"""The control desk's page: the whole application in a process of its own, and a real Chromium before it."""

from __future__ import annotations

import json
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests import chromium, front_end
from tests.servers import page_server

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
FIND = """() => axe.run('html', {resultTypes: ['violations'], iframes: false}).then(({violations}) => violations
    .filter(({impact}) => impact === 'serious' || impact === 'critical')
    .map(({id, nodes}) => [id, nodes.map(node => [node.target.join(' '), node.failureSummary])]))"""


@dataclass
class Site:
    """The running application."""

    url: str
    session: str
    output: int
    token: str

    def publish(self, **topics: Any) -> None:
        """Replace topics of the game's document, live."""
        self.ask("publish", topics)

    def ask(self, door: str, told: dict[str, Any]) -> None:
        """Go through one of the server's doors for tests."""
        request = urllib.request.Request(f"{self.url}/-/{door}", json.dumps(told).encode())  # noqa: S310
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
            assert answer.status == 204

    def document(self) -> dict[str, Any]:
        """Return the game's document."""
        headers = {"Cookie": f"sessionid={self.session}"}
        request = urllib.request.Request(f"{self.url}/api/games/midgame/document", headers=headers)  # noqa: S310
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
            told: dict[str, Any] = json.loads(answer.read())
        return dict(told.get("state", told))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve the application."""
    front_end.build()
    with page_server("tests.control.desk_server", tmp_path_factory.mktemp("desk") / "site.sqlite3") as said:
        yield Site(f"http://127.0.0.1:{said['port']}", said["session"], said["output"], said["token"])


@pytest.fixture
def site(served: Site) -> Site:
    """Put the game and the output back to where they began: what is set by hand stays in no other test."""
    served.ask("reset", {})
    return served


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Run the system's Chromium, for one module only: while Playwright's loop is there, no test can run its own."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium.EXECUTABLE, args=chromium.ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def context(site: Site, browser: Browser) -> Iterator[BrowserContext]:
    """Hold a window whose user is logged in, as a window of a mixer is not."""
    made = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    made.add_cookies([{"name": "sessionid", "value": site.session, "url": site.url}])
    yield made
    made.close()


@pytest.fixture
def desk(site: Site, context: BrowserContext) -> Iterator[Page]:
    """Open the desk, ready for keys. A fault in it fails the test."""
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{site.url}/games/midgame/control/")
    expect(page.locator(".lamp.on")).to_be_visible()
    expect(page.locator("desk-picture .told").last).not_to_be_empty()
    yield page
    assert faults == []


@pytest.fixture
def mixer(site: Site, browser: Browser) -> Iterator[Callable[[], Page]]:
    """Load the output as a mixer does, in a window of its own."""
    window = browser.new_context(viewport={"width": 1920, "height": 1080})

    def load() -> Page:
        page = window.new_page()
        page.goto(f"{site.url}/overlay/{site.token}/")
        return page

    yield load
    window.close()


def said(page: Page) -> Any:
    """Return what the foot says."""
    return page.locator(".desk-foot .said")


def edge(page: Page, kind: str) -> Any:
    """Return the picture's frame."""
    return page.locator(f"desk-picture[kind={kind}] .frame")


def test_a_player_is_cued_seen_in_the_preview_and_taken(desk: Page, mixer: Callable[[], Page]) -> None:
    """One press puts a player into the preview alone; Space takes it on air, and red says that it is painted."""
    expect(edge(desk, "program")).to_have_attribute("data-edge", "none")
    expect(edge(desk, "preview")).to_have_attribute("data-edge", "empty")
    mixer()
    expect(edge(desk, "program")).to_have_attribute("data-edge", "on-air")
    desk.locator(".quick-team .player").first.click()
    expect(edge(desk, "preview")).to_have_attribute("data-edge", "ready")
    preview, program = (desk.locator(f"desk-picture[kind={kind}] iframe") for kind in ("preview", "program"))
    lower = "[data-graphic=lower-player]"
    expect(preview.content_frame.locator(f"{lower}")).to_be_visible()
    expect(program.content_frame.locator(f"{lower}")).not_to_be_visible()
    desk.keyboard.press("Space")
    expect(said(desk)).to_contain_text("is on air")
    expect(program.content_frame.locator(f"{lower}")).to_be_visible()
    expect(edge(desk, "program")).to_have_attribute("data-edge", "on-air")
    expect(desk.locator("desk-picture[kind=program] .count")).to_have_text("1 of 1")
    expect(desk.locator(".takes li").first).to_contain_text("LOWER")
    desk.keyboard.press("Backspace")
    expect(program.content_frame.locator(f"{lower}")).not_to_be_visible()


def test_a_new_cue_takes_the_place_of_the_one_before(desk: Page) -> None:
    """The preview holds one cue: what was cued before does not go on air with the next."""
    desk.keyboard.press("l")
    expect(desk.locator(".zone.is-next")).to_contain_text("Line score")
    desk.keyboard.press("e")
    expect(desk.locator(".zone.is-next")).to_have_count(1)
    expect(desk.locator(".zone.is-next")).to_contain_text("Leaders")
    desk.keyboard.press("Escape")
    expect(desk.locator(".zone.is-next")).to_have_count(0)
    expect(desk.locator(".transport .take")).to_be_disabled()


def test_a_typed_player_stands_over_the_preview(desk: Page) -> None:
    """H, a number and S cue the shots of who wears it; a number that nobody wears is refused in words."""
    for key in ("h", "2", "3"):
        desk.keyboard.press(key)
    expect(desk.locator(".typed")).to_contain_text("O’Sullander")
    desk.keyboard.press("s")
    expect(desk.locator(".typed")).to_have_count(0)
    expect(desk.locator(".zone.is-next")).to_contain_text("Shots #23")
    for key in ("a", "9", "9", "Enter"):
        desk.keyboard.press(key)
    expect(said(desk)).to_have_class("said refused")
    expect(said(desk)).to_contain_text("99")


def test_a_correction_follows_the_feed_and_a_typed_score_holds(site: Site, desk: Page) -> None:
    """+1 airs the feed's score and one more; a typed score stands whatever the feed does, and the desk counts that."""
    card = desk.locator("desk-score")
    field = card.get_by_label("Score of GFB")
    was = int(field.input_value())
    card.get_by_role("button", name="GFB +1").click()
    expect(card).to_have_attribute("data-source", "CORRECT")
    expect(field).to_have_value(str(was + 1))
    score = site.document()["score"]
    site.publish(score=score | {"away": was + 2})
    expect(field).to_have_value(str(was + 3))
    field.fill("70")
    expect(field).to_have_class("editing")
    expect(desk.locator(".desk-status .aired")).to_contain_text(str(was + 3))
    field.press("Enter")
    expect(desk.locator(".desk-status .aired")).to_contain_text("70")
    expect(card).to_have_attribute("data-source", "MANUAL")
    site.publish(score=score | {"away": was + 4})
    expect(card).to_contain_text("feed has moved 1 time")
    expect(card).to_contain_text(f"feed {was + 4} · air 70")
    expect(field).to_have_value("70")
    card.get_by_role("button", name="AUTO").click()
    expect(field).to_have_value(str(was + 4))


def test_what_is_typed_and_left_goes_nowhere(desk: Page) -> None:
    """Esc, and leaving a field, put its value back; keys typed in it are no commands."""
    field = desk.locator("desk-score").get_by_label("Score of GFB")
    was = field.input_value()
    desk.keyboard.press("m")
    expect(desk.locator(".lamp.off")).to_be_visible()
    field.press_sequentially("7b")
    expect(desk.locator(".transport .bug")).to_have_attribute("aria-pressed", "true")
    field.press("Escape")
    expect(field).to_have_value(was)
    expect(desk.locator("desk-score")).to_have_attribute("data-source", "AUTO")
    expect(desk.locator(".lamp.on")).to_be_visible()


def test_a_clock_whose_feed_is_lost_is_taken(site: Site, desk: Page) -> None:
    """A running clock without samples for 3 s makes the card large; one press goes on from there by hand."""
    running = {"period": "Q3", "phase": "period", "ms": 200_000, "resolution_ms": 100, "running": True}
    site.publish(clock=running | {"as_of": time.time_ns() // 1_000_000})
    expect(desk.locator("desk-clock")).to_have_attribute("data-lost", "", timeout=8000)
    desk.get_by_role("button", name="TAKE THE CLOCK").click()
    expect(desk.locator("desk-clock")).to_have_attribute("data-source", "MANUAL")
    expect(desk.locator("desk-clock .lost")).to_have_count(0)
    desk.keyboard.press("s")
    expect(desk.locator("desk-clock").get_by_role("button", name="START")).to_be_visible()
    clock = desk.locator("desk-clock").get_by_label("Time of the clock")
    clock.fill("3:10")
    clock.press("Enter")
    expect(desk.locator("#aired-clock")).to_contain_text("3:10")


def test_the_keys_of_the_clock_need_a_clock_by_hand(desk: Page) -> None:
    """A slip onto S does not take the clock away from the feed."""
    desk.keyboard.press("s")
    expect(said(desk)).to_contain_text("follows the feed")
    expect(desk.locator("desk-clock")).to_have_attribute("data-source", "AUTO")


def test_a_milestone_is_proposed_and_goes_on_air_when_accepted(site: Site, desk: Page) -> None:
    """The tenth point makes a row; Y takes it on air, and without that nothing is."""
    players = site.document()["players"]
    scorer = next(key for key, one in players.items() if 6 <= one["line"].get("PTS", 0) < 10)
    players[scorer]["line"]["PTS"] = 10
    site.publish(players=players)
    expect(desk.locator("desk-proposals li")).to_contain_text("has 10 points")
    expect(desk.locator(".zone.is-on")).to_have_count(1)
    desk.keyboard.press("y")
    expect(desk.locator("desk-proposals li")).to_have_count(0)
    expect(desk.locator(".zone.is-on").first).to_contain_text("Player")


def test_a_panic_counts_when_it_is_held(desk: Page) -> None:
    """A tap of the key does nothing; held for 0.6 s it takes everything off, the bug too."""
    bug = desk.locator(".transport .bug")
    desk.keyboard.press("`")
    expect(bug).to_have_attribute("aria-pressed", "true")
    desk.keyboard.down("`")
    expect(bug).to_have_attribute("aria-pressed", "false")
    desk.keyboard.up("`")
    expect(said(desk)).to_contain_text("the bug too")


def test_a_click_leaves_the_keys_with_the_desk(desk: Page) -> None:
    """After a click Space takes; where Tab has moved the focus Space is the control's, and the lamp says so."""
    desk.locator(".of-game button").first.click()
    expect(desk.locator(".zone.is-next")).to_have_count(1)
    desk.keyboard.press("Tab")
    expect(desk.locator(".lamp.focus")).to_be_visible()
    desk.get_by_role("button", name="SHOTS", exact=True).focus()
    desk.keyboard.press("Space")
    expect(desk.get_by_role("button", name="SHOTS", exact=True)).to_have_attribute("aria-pressed", "true")
    expect(desk.locator(".zone.is-next")).to_have_count(1)
    desk.locator(".desk-foot").click()
    expect(desk.locator(".lamp.on")).to_be_visible()
    desk.keyboard.press("Space")
    expect(said(desk)).to_contain_text("is on air")


def test_the_lamp_puts_the_keys_out(desk: Page) -> None:
    """With the lamp out no key does anything."""
    desk.locator(".lamp").click()
    expect(desk.locator(".lamp.off")).to_be_visible()
    desk.keyboard.press("b")
    desk.keyboard.press("?")
    expect(desk.locator("dialog")).to_have_count(0)
    expect(desk.locator(".transport .bug")).to_have_attribute("aria-pressed", "true")


def test_a_five_is_put_on_the_floor_when_it_is_confirmed(desk: Page) -> None:
    """One comes off, another on; held, the five counts and is by hand."""
    row = desk.locator("desk-floor .floor-row").first
    row.locator(".chip").first.click()
    expect(row.get_by_role("button", name="Confirm")).to_be_disabled()
    row.locator("select").select_option(index=1)
    confirm = row.get_by_role("button", name="Confirm")
    expect(confirm).to_be_enabled()
    confirm.focus()
    desk.keyboard.down("Enter")
    expect(desk.locator("desk-floor")).to_have_attribute("data-source", "MANUAL")
    desk.keyboard.up("Enter")
    expect(row.get_by_role("button", name="Confirm")).to_have_count(0)


def test_rows_of_a_rundown_are_cued_by_number(desk: Page) -> None:
    """The rows that the API has stand in the region, 2 cues the second and Shift+1 takes the first."""
    desk.evaluate(
        """async () => {
            const headers = {'content-type': 'application/json',
                'X-CSRFToken': document.querySelector('[name=csrfmiddlewaretoken]').value};
            const rows = [{graphic: 'leaders'}, {graphic: 'lower-player', data: {team: 'home', player: '#23'}}];
            await fetch('/api/rundowns', {method: 'POST', headers, body: JSON.stringify({name: 'Show', rows})});
        }"""
    )
    desk.reload()
    expect(desk.locator("desk-rundown .rows li")).to_have_count(2)
    desk.keyboard.press("2")
    expect(desk.locator(".zone.is-next")).to_contain_text("#23")
    desk.keyboard.press("Shift+1")
    expect(desk.locator(".zone.is-on").filter(has_text="Leaders")).to_have_count(1)


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1440, 900)])
def test_everything_stands_in_the_window(desk: Page, width: int, height: int) -> None:
    """Nothing of a region is cut off, nothing scrolls, and the pictures are where the eye looks for them."""
    desk.set_viewport_size({"width": width, "height": height})
    cut = desk.evaluate(
        """() => [...document.querySelectorAll('.card, .transport > *, .desk-status')]
            .filter(one => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1)
            .map(one => [one.tagName, one.className, one.scrollHeight - one.clientHeight])"""
    )
    assert cut == []
    assert desk.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]") == [
        width,
        height,
    ]
    program = desk.locator("desk-picture[kind=program]").bounding_box()
    wanted = {1920: (736, 56, 704, 424), 1440: (552, 48, 528, 321)}[width]
    assert program is not None
    assert [round(program[name]) for name in ("x", "y", "width", "height")] == pytest.approx(wanted, abs=2)


def test_axe_finds_nothing_serious(desk: Page) -> None:
    """Names, roles and contrast, dark and light, with values by hand."""
    desk.locator("desk-clock").get_by_role("button", name="MANUAL").click()
    expect(said(desk)).to_contain_text("by hand")
    desk.keyboard.press("e")
    expect(desk.locator(".zone.is-next")).to_have_count(1)
    desk.evaluate(AXE.read_text("utf-8"))
    for scheme in ("dark", "light"):
        desk.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        assert desk.evaluate(FIND) == [], scheme


def test_a_narrow_window_scrolls_one_column(desk: Page) -> None:
    """Below 1100 px the regions stand under each other, and nothing is wider than the window."""
    desk.set_viewport_size({"width": 800, "height": 900})
    assert desk.evaluate("document.documentElement.scrollWidth") == 800
    assert desk.evaluate("document.documentElement.scrollHeight") > 1500
