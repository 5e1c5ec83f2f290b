"""The overlay page in a real Chromium: it stands at once, heals by itself, and never says anything."""

import asyncio
import base64
import json
import re
import time
from pathlib import Path
from typing import Any, Literal

import pytest
from asgiref.sync import sync_to_async
from playwright.async_api import Page, Route, WebSocketRoute, expect

from broadcast.games.models import Game
from broadcast.live.store import Writer
from broadcast.live.stores import get_store
from broadcast.overlays.actions import act, change_output, create_output, issue_token, point_output, revoke_token
from broadcast.overlays.documents import state_of
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


async def say_of_output(output: Output, program: Any = None, **settings: Any) -> None:
    """Change the live document of an output alone."""
    state = await sync_to_async(state_of)(output)
    state["output"] |= settings
    state["program"] = state["program"] if program is None else program
    output.version += 1
    await get_store().project(output.document_name, output.version, state)


def frames_of(page: Page, event: Literal["framesent", "framereceived"] = "framesent") -> list[dict[str, Any]]:
    """Return the list that the frames which the page sends, or is sent, are added to."""
    frames: list[dict[str, Any]] = []

    def hear(text: str | bytes) -> None:
        frames.append(json.loads(text))

    page.on("websocket", lambda socket: socket.on(event, hear))
    return frames


async def until_sent(page: Page, frames: list[dict[str, Any]], **expected: Any) -> dict[str, Any]:
    """Wait until a frame with these values is among those of `frames_of`, and return it."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        for frame in frames:
            if expected.items() <= frame.items():
                return frame
        await page.evaluate("new Promise(requestAnimationFrame)")
    raise AssertionError(f"{expected} was not sent but {frames}")


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
    await page.evaluate("document.documentElement.dataset.same = 'page'")
    await server.stop()
    await writer.publish({"score": {"home": 10, "away": 14}})
    await expect(page.locator(SCORES)).to_have_text(["11", "8"])
    await server.start()
    await expect(page.locator(SCORES)).to_have_text(["14", "10"])
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


@pytest.mark.own_window
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


async def test_a_revoked_token_goes_dark(server: Server, page: Page) -> None:
    """An overlay whose token is revoked shows nothing at once, learns nothing more, and a reload opens nothing."""
    writer = await followed()
    output, token = await output_on()
    await page.goto(server.url + token.path)
    await expect(page.locator(SCORES)).to_have_text(["11", "8"])
    await sync_to_async(revoke_token)("test", token)
    await expect(page.locator("#stage")).to_be_empty()
    await writer.publish({"score": {"home": 99, "away": 99}})
    assert await page.evaluate("new Promise(requestAnimationFrame).then(() => stage.childNodes.length)") == 0
    await page.reload()
    assert await page.inner_text("body") == ""


async def test_an_overlay_that_went_dark_comes_back_with_its_token(server: Server, page: Page) -> None:
    """The page asks again, and shows the program as soon as its token opens the output again."""
    await followed()
    output, token = await output_on()
    await page.goto(server.url + token.path)
    await expect(page.locator(SCORES)).to_have_text(["11", "8"])
    await sync_to_async(revoke_token)("test", token)
    await expect(page.locator("#stage")).to_be_empty()

    def give_back() -> None:
        OutputToken.objects.filter(pk=token.pk).update(revoked_at=None)
        change_output("test", output, swap=True)

    await sync_to_async(give_back)()
    await expect(page.locator(SCORES)).to_have_text(["8", "11"])


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


async def test_the_page_says_what_it_is_and_what_it_has_painted(server: Server, page: Page) -> None:
    """The server hears of the size, the faces and the clock of the page, and of each step that was painted."""
    await followed()
    output, token = await output_on()
    sent = frames_of(page)
    await page.goto(server.url + token.path)
    hello = await until_sent(page, sent, op="hello")
    assert hello["size"] == [1920, 1080] and "Chrom" in hello["agent"] and isinstance(hello["fonts"], bool)
    shown = await until_sent(page, sent, op="shown", cue="bug", step=1, output=output.document_name)
    assert abs(shown["at"] - time.time() * 1000) < 60_000
    status = await until_sent(page, sent, op="status", fonts=True)
    assert status["size"] == [1920, 1080] and abs(status["offset_ms"]) < 60_000 and "build" in status
    await page.set_viewport_size({"width": 800, "height": 600})
    await until_sent(page, sent, op="status", size=[800, 600])
    await until_sent(page, sent, op="status", size=[800, 600], fonts=True)
    await sync_to_async(change_output)("test", output, program={"graphics": {}})
    await until_sent(page, sent, op="shown", cue="bug", step=0)


async def test_a_message_is_seen_by_pages_that_come_while_it_stands(server: Server, page: Page) -> None:
    """A page that is loaded meanwhile shows the rest at once."""
    await followed()
    output, token = await output_on()
    sent = frames_of(page)
    at = time.time_ns() // 1_000_000
    told = {"id": "message", "payload": {"text": "TIMEOUT", "place": "centre"}, "at": at, "ends": at + 120_000}
    await say_of_output(output, {"graphics": {"bug": {"graphic": "score-bug-a", "actions": [told]}}})
    tab = page.locator(".message.shown")
    for _load in range(2):
        sent.clear()
        await page.goto(server.url + token.path)
        await until_sent(page, sent, op="shown", cue="bug", step=1, action=at)
        await expect(tab).to_have_text("TIMEOUT")
        await expect(tab).to_have_class("tab message of-centre still shown")


async def test_a_message_that_is_over_is_gone(server: Server, page: Page) -> None:
    """It stands for its six seconds, and a page that is loaded after them shows nothing of it."""
    await followed()
    output, token = await output_on()
    sent = frames_of(page)
    await page.goto(server.url + token.path)
    await until_sent(page, sent, op="shown", cue="bug", step=1)
    payload = {"text": "TIMEOUT", "place": "centre"}
    told = (await sync_to_async(act)("test", output, "bug", "message", payload)).program["graphics"]["bug"]["actions"][
        0
    ]
    painted = await until_sent(page, sent, op="shown", cue="bug", step=1, action=told["at"])
    assert told["at"] <= painted["at"] < told["ends"]
    tab = page.locator(".message.shown")
    await expect(tab).to_have_text("TIMEOUT")
    await expect(tab).to_have_count(0)
    assert time.time() * 1000 >= told["ends"] - 100
    sent.clear()
    await page.reload()
    await until_sent(page, sent, op="shown", cue="bug", step=1)
    await expect(page.locator(SCORES)).to_have_text(["11", "8"])
    await expect(tab).to_have_count(0)


async def test_what_was_painted_is_said_again_on_a_new_connection(server: Server, page: Page) -> None:
    """A server that came back learns what stands without anything being taken again."""
    await followed()
    _, token = await output_on()
    sent = frames_of(page)
    await page.goto(server.url + token.path)
    first = await until_sent(page, sent, op="shown", cue="bug", step=1)
    await server.stop()
    sent.clear()
    await server.start()
    async with asyncio.timeout(30):
        while first not in sent:
            await page.evaluate("new Promise(requestAnimationFrame)")


async def test_the_game_is_watched_for_what_the_graphics_need(server: Server, page: Page) -> None:
    """The topics are those that the manifests of program and standby name, and no others."""
    await followed(players={"7": {"team": "home", "line": {}}})
    output, token = await output_on()
    manifest = {"id": "probe", "main": "probe.js", "v_topics": ["players"]}
    module = """export default class extends HTMLElement {
      async load({ data }) { this.className = "probe"; this.textContent = Object.keys(data.players).join(); }
      async playAction() {} async stopAction() {} async updateAction() {} async dispose() {}
    }"""
    await page.route("**/probe.ograf.json", lambda route: route.fulfill(json=manifest))
    await page.route("**/probe.js", lambda route: route.fulfill(body=module, content_type="text/javascript"))
    sent = frames_of(page)
    await page.goto(server.url + token.path)
    await expect(page.locator(SCORES)).to_have_text(["11", "8"])
    bug = ["clock", "feed", "game", "possession", "score", "team_stats"]
    await until_sent(page, sent, op="watch", doc="game:g1", topics=bug)
    await until_sent(page, sent, op="watch", doc="manual:g1")
    program = {"graphics": {"bug": {"graphic": "score-bug-a"}}, "standby": {"left": {"graphic": "probe"}}}
    await say_of_output(output, program)
    await until_sent(page, sent, op="watch", doc="game:g1", topics=sorted([*bug, "players"]))
    await expect(page.locator(".probe")).to_have_text("7")
    await expect(page.locator(".probe")).to_be_hidden()
    await expect(page.locator(SCORES)).to_have_text(["11", "8"])


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


async def test_a_newer_build_is_loaded_when_nothing_is_on_air(server: Server, page: Page) -> None:
    """Told of another build the page waits until the program is empty, and then loads itself anew, once."""
    await followed()
    output, token = await output_on()
    sockets: list[WebSocketRoute] = []

    def tell(socket: WebSocketRoute) -> None:
        socket.connect_to_server()
        sockets.append(socket)

    await page.route_web_socket("**/ws/live/", tell)
    await page.goto(server.url + token.path)
    await expect(page.locator(SCORES)).to_have_text(["11", "8"])
    await page.evaluate("document.documentElement.dataset.same = 'page'")
    async with asyncio.timeout(30):
        while not sockets:  # the picture stands before the page has a connection
            await page.evaluate("new Promise(requestAnimationFrame)")
    sockets[-1].send(json.dumps({"op": "reload", "build": "another"}))
    await say_of_output(output, swap=True)
    await expect(page.locator(SCORES)).to_have_text(["8", "11"])
    assert await page.evaluate("document.documentElement.dataset.same") == "page"
    await say_of_output(output, {"graphics": {}})
    await page.wait_for_function("() => document.documentElement.dataset.same === undefined")
    await page.wait_for_function("() => sessionStorage.getItem('courtside-reloaded-for') === 'another'")


async def test_what_comes_on_air_before_a_newer_build_stays(server: Server, page: Page) -> None:
    """The page asks whether it can be had anew; where something is taken meanwhile it is not loaded."""
    await followed()
    output, token = await output_on()
    sockets: list[WebSocketRoute] = []

    def tell(socket: WebSocketRoute) -> None:
        socket.connect_to_server()
        sockets.append(socket)

    await page.route_web_socket("**/ws/live/", tell)
    await page.goto(server.url + token.path)
    await expect(page.locator(SCORES)).to_have_text(["11", "8"])
    await page.evaluate("document.documentElement.dataset.same = 'page'")
    held: asyncio.Queue[Route] = asyncio.Queue()
    await page.route(f"**{token.path}", held.put, times=1)
    await say_of_output(output, {"graphics": {}})
    await expect(page.locator(".bug")).to_have_count(0)
    sockets[-1].send(json.dumps({"op": "reload", "build": "another"}))
    async with asyncio.timeout(30):
        asked = await held.get()
    await say_of_output(output, {"graphics": {"bug": {"graphic": "score-bug-a"}}})
    await expect(page.locator(SCORES)).to_have_text(["11", "8"])
    async with page.expect_event("requestfinished", lambda request: request.url.endswith(token.path)):
        await asked.continue_()
    await page.evaluate("new Promise((resolve) => setTimeout(resolve, 300))")  # nothing is to come of it
    assert await page.evaluate("document.documentElement.dataset.same") == "page"


async def test_reloading_on_air_is_asked_for(server: Server, page: Page) -> None:
    """A time of reloading that is newer than the page reloads it, and what is on air stands again."""
    await followed()
    output, token = await output_on()
    await page.goto(server.url + token.path)
    await expect(page.locator(SCORES)).to_have_text(["11", "8"])
    await page.evaluate("document.documentElement.dataset.same = 'page'")
    await say_of_output(output, reload_at=1)
    await page.evaluate("new Promise(requestAnimationFrame)")
    assert await page.evaluate("document.documentElement.dataset.same") == "page"
    now = await page.evaluate("performance.timeOrigin + performance.now()")
    await say_of_output(output, reload_at=round(now))
    await page.wait_for_function("() => document.documentElement.dataset.same === undefined")
    await expect(page.locator(SCORES)).to_have_text(["11", "8"])


async def test_the_matte_is_white_where_the_picture_is_opaque(server: Server, page: Page) -> None:
    """In the matte view the bug is white on black, through and through."""
    await followed()
    _, token = await output_on()
    sent = frames_of(page)
    await page.goto(f"{server.url}{token.path}?view=matte")
    await until_sent(page, sent, op="shown", cue="bug", step=1)
    picture = await page.screenshot(clip={"x": 600, "y": 940, "width": 700, "height": 80})
    colors = await page.evaluate(
        """async (picture) => {
          const bitmap = Object.assign(new Image(), { src: picture });
          await bitmap.decode();
          const draw = Object.assign(document.createElement("canvas"), { width: 700, height: 80 }).getContext("2d");
          draw.drawImage(bitmap, 0, 0);
          const { data } = draw.getImageData(0, 0, 700, 80);
          return data.filter((_, at) => at % 4 < 3).reduce((least, one) => Math.min(least, one));
        }""",
        f"data:image/png;base64,{base64.b64encode(picture).decode()}",
    )
    assert colors == 255
    assert await page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(0, 0, 0)"


@pytest.mark.parametrize(
    ("query", "key_color", "expected"),
    [
        ("", "", "rgba(0, 0, 0, 0)"),
        ("?key=00ff00", "", "rgb(0, 255, 0)"),
        ("", "#ff00ff", "rgb(255, 0, 255)"),
        ("?key=none", "#ff00ff", "rgba(0, 0, 0, 0)"),
        ("?key=url(x)", "", "rgba(0, 0, 0, 0)"),
    ],
)
async def test_the_ground_is_the_key_color(
    server: Server, page: Page, query: str, key_color: str, expected: str
) -> None:
    """The page lies on the color of its address, else of its output, else on nothing."""
    await followed()
    _, token = await output_on(key_color=key_color)
    await page.goto(server.url + token.path + query)
    await expect(page.locator(SCORES)).to_have_text(["11", "8"])
    assert await page.evaluate("getComputedStyle(document.body).backgroundColor") == expected


async def test_a_theme_reaches_the_stage_and_goes_again(server: Server, page: Page) -> None:
    """Tokens of the address go before the output's, and the output's style sheet reaches the stage alone."""
    await followed()
    output, token = await output_on()
    await page.goto(f"{server.url}{token.path}?air-gold=00FF00")
    css = "@import 'x.css'; .air, body { color: rgb(1, 2, 3) } @media (min-width: 1px) { p { top: 7px } }"
    await say_of_output(output, theme={"air-gold": "#111111", "air-ink": "#222222"}, css=css)
    ink = "getComputedStyle(document.querySelector('.air')).getPropertyValue('--air-ink')"
    await page.wait_for_function(f"() => {ink} === '#222222'")
    assert await page.evaluate(ink.replace("ink", "gold")) == "#00FF00"
    assert await page.evaluate("getComputedStyle(document.querySelector('.air')).color") == "rgb(1, 2, 3)"
    assert await page.evaluate("getComputedStyle(document.body).color") != "rgb(1, 2, 3)"
    rules = await page.evaluate("[...document.styleSheets].at(-1).cssRules.length")
    assert rules == 2, "what is imported is left out"
    await say_of_output(output)
    await page.wait_for_function(f"() => {ink} === ''")


async def test_guides_lie_over_the_program(server: Server, page: Page) -> None:
    """The safe areas are drawn where they are, over what is on air."""
    await followed()
    _, token = await output_on()
    await page.goto(f"{server.url}{token.path}?guides=1")
    await expect(page.locator(SCORES)).to_have_text(["11", "8"])
    box = await page.locator(".guides .safe rect").first.bounding_box()
    assert box is not None and (round(box["x"] + 1), round(box["y"] + 1)) == (96, 54)


async def test_the_line_up_card_measures_the_page(server: Server, page: Page) -> None:
    """The card names the output, its size and what to set, and shows nothing of the program."""
    await followed()
    _, token = await output_on()
    await page.set_viewport_size({"width": 1280, "height": 720})
    await page.goto(f"{server.url}{token.path}?view=lineup")
    await expect(page.locator(".line-up h1")).to_have_text("MAIN")
    await expect(page.locator(".line-up .facts")).to_contain_text("1280x720 (set 1920x1080)")
    await expect(page.locator(".line-up .facts")).to_contain_text("frames/s")
    await expect(page.locator(".line-up .clock")).to_have_text(re.compile(r"\d\d:\d\d:\d\d"))
    steps = "[...document.querySelectorAll('.steps i')].map((step) => getComputedStyle(step).opacity)"
    assert await page.evaluate(steps) == ["0", "0.25", "0.5", "0.75", "1"]
    assert await page.locator(".bug").count() == 0
    first = await page.evaluate("document.querySelector('.track i').style.transform")
    await page.wait_for_function("(first) => document.querySelector('.track i').style.transform !== first", arg=first)
