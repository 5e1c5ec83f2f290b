"""The overlay page in a real Chromium: it stands at once, follows the game and its output, and heals by itself."""

import re
import time
from pathlib import Path

from asgiref.sync import sync_to_async
from playwright.async_api import Page, Route, expect

from broadcast.games.models import Game
from broadcast.live.stores import get_store
from broadcast.overlays.actions import change_output, point_output
from tests.overlays.conftest import Server
from tests.overlays.documents import game_document
from tests.overlays.overlay_page import (
    MARKS,
    SCORES,
    TIME,
    followed,
    frames_of,
    is_same,
    mark,
    output_on,
    say_of_output,
    until_sent,
)

pytestmark = MARKS


async def test_the_bug_stands_at_once(server: Server, page: Page) -> None:
    """The overlay shows the score, finished, without its entry animation."""
    await followed()
    _, token = await output_on()
    await page.goto(server.url + token.path)
    await expect(page.locator(SCORES)).to_have_text(["11", "8"])
    await expect(page.locator(".name")).to_have_text(["WLV", "RAV"])
    await expect(page.locator(TIME)).to_have_text("7:12")
    await expect(page.locator(".chip")).to_have_text("14")
    assert await page.evaluate("document.getAnimations().length") == 0
    box = await page.locator(".bug").bounding_box()
    assert box == {"x": 592, "y": 938, "width": 736, "height": 88}, "without logos"


async def test_a_live_patch_moves_the_score(server: Server, page: Page) -> None:
    """A live patch changes the digits, and a score that goes up by two moves."""
    writer = await followed()
    _, token = await output_on()
    received = frames_of(page, "framereceived")
    await page.goto(server.url + token.path)
    await until_sent(page, received, doc="game:g1")  # what came before the page watches would be a catch-up
    await expect(page.locator(SCORES)).to_have_text(["11", "8"])
    await page.evaluate(
        """() => {
          window.moved = [];
          const real = Element.prototype.animate;
          Element.prototype.animate = function (...rest) {
            window.moved.push(this.className || this.tagName);
            return real.apply(this, rest);
          };
        }"""
    )
    await writer.publish({"score": {"home": 10, "away": 11}})
    await expect(page.locator(SCORES)).to_have_text(["11", "10"])
    assert await page.evaluate("moved") == ["SPAN", "flash"]
    await writer.publish({"score": {"home": 8, "away": 11}})
    await expect(page.locator(SCORES)).to_have_text(["11", "8"])
    await writer.publish({"score": {"home": 11, "away": 11}}, live=False)
    await expect(page.locator(SCORES)).to_have_text(["11", "11"])
    assert await page.evaluate("moved") == ["SPAN", "flash"], "a correction and a catch-up are cuts"


async def test_a_lost_server_leaves_the_picture_and_comes_back(server: Server, page: Page) -> None:
    """While the server is away the last frame stays; when it is back the overlay goes on by itself."""
    writer = await followed()
    _, token = await output_on()
    await page.goto(server.url + token.path)
    await expect(page.locator(SCORES)).to_have_text(["11", "8"])
    await mark(page)
    await server.stop()
    await writer.publish({"score": {"home": 10, "away": 14}})
    await expect(page.locator(SCORES)).to_have_text(["11", "8"])
    await server.start()
    await expect(page.locator(SCORES)).to_have_text(["14", "10"])
    assert await is_same(page)


async def test_an_output_is_repointed_without_a_reload(server: Server, page: Page) -> None:
    """The overlay goes over to the other game in the same page."""
    await followed()
    await followed("g2", home=70, away=65)
    output, token = await output_on()
    await page.goto(server.url + token.path)
    await expect(page.locator(SCORES)).to_have_text(["11", "8"])
    await mark(page)
    other = await sync_to_async(Game.objects.get)(pk="g2")
    await sync_to_async(point_output)("test", output, other)
    await expect(page.locator(SCORES)).to_have_text(["65", "70"])
    assert await is_same(page)


async def test_the_mark_of_a_rehearsal_goes_with_its_picture(server: Server, page: Page) -> None:
    """Pointed at a game of which nothing is known yet the picture stays, and so does what says that it is rehearsed."""
    await followed(game={**game_document()["game"], "rehearsal": True})
    output, token = await output_on(mark_rehearsal=True)
    await page.goto(server.url + token.path)
    await expect(page.locator("#mark")).to_have_text("REHEARSAL")
    other = await sync_to_async(Game.objects.create)(event_id="g2", home_name="Ravens", away_name="Wolves")
    await sync_to_async(point_output)("test", output, other)
    await sync_to_async(change_output)("test", output, language="es")  # to be seen when the pointing has been
    await expect(page.locator("#mark")).to_have_text("ENSAYO")
    await expect(page.locator(SCORES)).to_have_text(["11", "8"])
    await get_store().open("game:g2", game_document("g2", home=70, away=65))
    await expect(page.locator(SCORES)).to_have_text(["65", "70"])
    await expect(page.locator("#mark")).to_have_count(0)


async def test_the_program_takes_the_bug_out_and_in(server: Server, page: Page) -> None:
    """What leaves the program leaves the stage, and comes back when it is taken again."""
    await followed()
    output, token = await output_on()
    await page.goto(server.url + token.path)
    await expect(page.locator(".bug")).to_be_visible()
    await sync_to_async(change_output)("test", output, program={"graphics": {}})
    await expect(page.locator(".bug")).to_have_count(0)
    program = {"graphics": {"bug": {"graphic": "score-bug-a", "step": 1}}}
    await sync_to_async(change_output)("test", output, program=program)
    await expect(page.locator(SCORES)).to_have_text(["11", "8"])


async def test_settings_of_the_output_reach_the_bug(server: Server, page: Page) -> None:
    """Team order and language follow the output while it is on air."""
    await followed()
    output, token = await output_on()
    await page.goto(server.url + token.path)
    await expect(page.locator(".period")).to_have_text("2ND")
    await sync_to_async(change_output)("test", output, team_order="HOME_FIRST", language="es")
    await expect(page.locator(SCORES)).to_have_text(["8", "11"])
    await expect(page.locator(".period")).to_have_text("2C")
    await sync_to_async(change_output)("test", output, swap=True)
    await expect(page.locator(SCORES)).to_have_text(["11", "8"])


async def test_a_trim_moves_the_clock_while_it_runs(server: Server, page: Page) -> None:
    """A running clock is further on and without tenths; when it stops it is the feed's own."""
    writer = await followed()
    output, token = await output_on()
    await page.goto(server.url + token.path)
    running = {"period": "Q2", "phase": "period", "ms": 50_000, "resolution_ms": 100, "running": True}
    # A sample of the time to come stands where it is until then: what is seen of it is the trim alone.
    await writer.publish({"clock": running | {"as_of": time.time_ns() // 1_000_000 + 60_000}})
    await expect(page.locator(TIME)).to_have_text(re.compile(r"^(50\.0|49\.\d)$"))
    await sync_to_async(change_output)("test", output, trim_ms=1500)
    await expect(page.locator(TIME)).to_have_text("0:48")
    await writer.publish({"clock": running | {"ms": 49_700, "running": False}})
    await expect(page.locator(TIME)).to_have_text("49.7")
    await writer.publish({"clock": running | {"as_of": time.time_ns() // 1_000_000 + 60_000}})
    await expect(page.locator(TIME)).to_have_text("0:48")
    await sync_to_async(change_output)("test", output, trim_ms=0)
    await expect(page.locator(TIME)).to_have_text(re.compile(r"^4[89]\.\d$"))


async def test_a_game_that_nobody_follows_shows_nothing(server: Server, page: Page) -> None:
    """Without a game document nothing is claimed; the bug comes in when the game is there."""

    def schedule() -> None:
        Game.objects.create(event_id="g1", home_id="1", home_name="Ravens", away_id="2", away_name="Wolves")

    await sync_to_async(schedule)()
    _, token = await output_on()
    await page.goto(server.url + token.path)
    await expect(page.locator("#stage")).to_be_attached()
    assert await page.locator(".bug").count() == 0
    await get_store().open("game:g1", game_document())
    await expect(page.locator(SCORES)).to_have_text(["11", "8"])


async def test_a_score_that_is_still_being_read_is_not_shown_as_none(server: Server, page: Page) -> None:
    """While a game is caught up with for the first time the bug waits; with the first totals it is there."""
    writer = await followed(score={}, feed={"state": "catching-up"})
    _, token = await output_on()
    await page.goto(server.url + token.path)
    await page.wait_for_load_state("networkidle")
    assert await page.locator(".bug").count() == 0
    await writer.publish({"score": {"home": 61, "away": 58}, "feed": {"state": "live"}}, live=False)
    await expect(page.locator(SCORES)).to_have_text(["58", "61"])


async def test_a_graphic_of_others_is_on_an_output(server: Server, page: Page) -> None:
    """A graphic written from the OGraf specification alone plays beside the bug, steps, and follows the score."""
    foreign = Path(__file__).parent / "foreign" / "three-lines"

    async def serve(route: Route) -> None:
        file = foreign / route.request.url.rpartition("/")[2]
        kind = "text/javascript" if file.suffix == ".mjs" else "application/json"
        await route.fulfill(body=file.read_bytes(), content_type=kind)

    await page.route("**/graphics/three-lines/*", serve)
    writer = await followed()
    output, token = await output_on()
    sent = frames_of(page)
    await page.goto(server.url + token.path)
    await expect(page.locator(SCORES)).to_have_text(["11", "8"])
    cue = {"graphic": "three-lines", "id": "lines", "data": {"first": "Attendance"}}
    for step, lines in [(1, ["Attendance", "", ""]), (3, ["Attendance", "Two", "11-8"])]:
        await say_of_output(output, {"graphics": {"bug": {"graphic": "score-bug-a"}, "lower": {**cue, "step": step}}})
        await expect(page.locator(".box p")).to_have_text(lines)
        await until_sent(page, sent, op="shown", cue="lines", step=step)
    await writer.publish({"score": {"home": 10, "away": 11}})
    await expect(page.locator(".box p").last).to_have_text("11-10")
    await expect(page.locator(SCORES)).to_have_text(["11", "10"])
    await say_of_output(output, {"graphics": {"bug": {"graphic": "score-bug-a"}}})
    await expect(page.locator(".box")).to_have_count(0)
    await until_sent(page, sent, op="shown", cue="lines", step=0)
