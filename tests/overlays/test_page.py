"""The overlay page in a real Chromium: it stands at once, heals by itself, and never says anything."""

import asyncio
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from playwright.async_api import Page, expect

from broadcast.games.models import Game
from broadcast.live.store import Writer
from broadcast.live.stores import get_store
from broadcast.overlays.actions import change_output, create_output, issue_token, point_output, revoke_token
from broadcast.overlays.models import Output, OutputToken
from tests.overlays.conftest import Server
from tests.overlays.documents import game_document

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.asyncio(loop_scope="session"),
]

SCORES = ".team .score"
TIME = ".centre .time"


async def followed(event_id: str = "g1", **values: Any) -> Writer:
    """Create a game in the database and its live document."""
    await sync_to_async(Game.objects.create)(
        event_id=event_id, home_id="1", home_name="Ravens", away_id="2", away_name="Wolves"
    )
    return await get_store().open(f"game:{event_id}", game_document(event_id, **values))


async def output_on(event_id: str | None = "g1", **settings: Any) -> tuple[Output, OutputToken]:
    def create() -> tuple[Output, OutputToken]:
        game = Game.objects.get(pk=event_id) if event_id else None
        output = create_output("test", "MAIN", game, **settings)
        return output, output.tokens.get()

    return await sync_to_async(create)()


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
    await page.goto(server.url + token.path)
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
    await page.evaluate("document.documentElement.dataset.same = 'page'")
    await server.stop()
    await writer.publish({"score": {"home": 10, "away": 14}})
    await expect(page.locator(SCORES)).to_have_text(["11", "8"])
    await server.start()
    await expect(page.locator(SCORES)).to_have_text(["14", "10"], timeout=15_000)
    assert await page.evaluate("document.documentElement.dataset.same") == "page"


async def test_an_output_is_repointed_without_a_reload(server: Server, page: Page) -> None:
    """The overlay goes over to the other game in the same page."""
    await followed()
    await followed("g2", home=70, away=65)
    output, token = await output_on()
    await page.goto(server.url + token.path)
    await expect(page.locator(SCORES)).to_have_text(["11", "8"])
    await page.evaluate("document.documentElement.dataset.same = 'page'")
    other = await sync_to_async(Game.objects.get)(pk="g2")
    await sync_to_async(point_output)("test", output, other)
    await expect(page.locator(SCORES)).to_have_text(["65", "70"])
    assert await page.evaluate("document.documentElement.dataset.same") == "page"


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


async def test_an_unknown_token_is_an_empty_page_that_asks_again(server: Server, page: Page) -> None:
    """A token that opens nothing shows nothing, and the overlay appears in the same page once it does."""
    await followed()
    output, _ = await output_on()
    await page.clock.install()
    answer = await page.goto(f"{server.url}/overlay/not-yet-a-token/")
    assert answer is not None and answer.status == 404
    assert await page.inner_text("body") == ""
    assert await page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgba(0, 0, 0, 0)"

    def make_valid() -> None:
        OutputToken.objects.create(output=output, token="not-yet-a-token")
        issue_token("test", output)

    await sync_to_async(make_valid)()
    await page.clock.fast_forward(10_000)
    await expect(page.locator(SCORES)).to_have_text(["11", "8"])


async def test_a_revoked_token_leaves_the_last_picture(server: Server, page: Page) -> None:
    """An overlay whose token was revoked keeps its frame and learns nothing more."""
    writer = await followed()
    output, token = await output_on()
    await page.goto(server.url + token.path)
    await expect(page.locator(SCORES)).to_have_text(["11", "8"])
    refused = asyncio.get_running_loop().create_future()

    def heard(frame: str | bytes) -> None:
        if "forbidden" in str(frame) and not refused.done():
            refused.set_result(frame)

    page.on("websocket", lambda socket: socket.on("framereceived", heard))
    await page.reload()
    await expect(page.locator(SCORES)).to_have_text(["11", "8"])
    await sync_to_async(revoke_token)("test", token)
    await refused
    await writer.publish({"score": {"home": 99, "away": 99}})
    await page.evaluate("new Promise(requestAnimationFrame)")
    await expect(page.locator(SCORES)).to_have_text(["11", "8"])
    await page.reload()
    assert await page.inner_text("body") == "", "a reload opens nothing"


@pytest.mark.parametrize(
    ("width", "height", "expected"),
    [(1280, 720, (336, 625, 608)), (800, 600, (210, 465, 380)), (3840, 2160, (1008, 1876, 1824))],
)
async def test_the_stage_fits_any_window(
    server: Server, page: Page, width: int, height: int, expected: tuple[int, int, int]
) -> None:
    """The 1920x1080 stage is scaled as one and stands in the middle of a window of another shape."""
    logo = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
    document = game_document()
    document["game"]["home"]["logo"] = document["game"]["away"]["logo"] = logo
    await followed(**{"game": document["game"]})
    _, token = await output_on()
    await page.set_viewport_size({"width": width, "height": height})
    await page.goto(server.url + token.path)
    await expect(page.locator(SCORES)).to_have_text(["11", "8"])
    box = await page.locator(".bug").bounding_box()
    assert box is not None
    assert (round(box["x"]), int(box["y"]), round(box["width"])) == expected


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
