"""What the overlay page in a real Chromium asks of the server, and what it reports of what it has painted."""

import asyncio
import time

from asgiref.sync import sync_to_async
from playwright.async_api import Page, expect

from broadcast.overlays.actions import act, change_output
from tests.overlays.conftest import Server
from tests.overlays.overlay_page import (
    MARKS,
    SCORES,
    followed,
    frames_of,
    output_on,
    say_of_output,
    until_sent,
)

pytestmark = MARKS


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
