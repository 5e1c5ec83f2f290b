"""When the overlay page in a real Chromium opens, goes dark and loads itself anew: its token and newer builds."""

import asyncio
import json

import pytest
from asgiref.sync import sync_to_async
from playwright.async_api import Page, Route, expect

from broadcast.overlays.actions import change_output, issue_token, revoke_token
from broadcast.overlays.models import Output, OutputToken
from tests.overlays.conftest import Server
from tests.overlays.overlay_page import (
    MARKS,
    SCORES,
    followed,
    is_same,
    mark,
    output_on,
    say_of_output,
    sockets_of,
    until_loaded_anew,
)

pytestmark = MARKS


@sync_to_async
def make_valid(output: Output) -> None:
    """Let the token that opens nothing open an output."""
    OutputToken.objects.create(output=output, token="not-yet-a-token")
    issue_token("test", output)


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

    await make_valid(output)
    await page.clock.fast_forward(10_000)
    await expect(page.locator(SCORES)).to_have_text(["11", "8"])


CUT_OFF_ONCE = """{
    const real = window.fetch;
    const cut = {start: (body) => body.error(new Error('the line is cut'))};
    window.fetch = () => { window.fetch = real; return Promise.resolve(new Response(new ReadableStream(cut))); };
}"""


@pytest.mark.own_window
async def test_an_answer_that_breaks_off_is_asked_for_again(server: Server, page: Page) -> None:
    """An overlay that is to be had only later appears also where the first answer ended in the middle."""
    await followed()
    output, _ = await output_on()
    await page.clock.install()
    await page.add_init_script(CUT_OFF_ONCE)
    await page.goto(f"{server.url}/overlay/not-yet-a-token/")
    await make_valid(output)
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


async def test_a_newer_build_is_loaded_when_nothing_is_on_air(server: Server, page: Page) -> None:
    """Told of another build the page waits until the program is empty, and then loads itself anew, once."""
    await followed()
    output, token = await output_on()
    sockets = await sockets_of(page)
    await page.goto(server.url + token.path)
    await expect(page.locator(SCORES)).to_have_text(["11", "8"])
    await mark(page)
    async with asyncio.timeout(30):
        while not sockets:  # the picture stands before the page has a connection
            await page.evaluate("new Promise(requestAnimationFrame)")
    sockets[-1].send(json.dumps({"op": "reload", "build": "another"}))
    await say_of_output(output, swap=True)
    await expect(page.locator(SCORES)).to_have_text(["8", "11"])
    assert await is_same(page)
    await say_of_output(output, {"graphics": {}})
    await until_loaded_anew(page)
    await page.wait_for_function("() => sessionStorage.getItem('courtside-reloaded-for') === 'another'")


async def test_what_comes_on_air_before_a_newer_build_stays(server: Server, page: Page) -> None:
    """The page asks whether it can be had anew; where something is taken meanwhile it is not loaded."""
    await followed()
    output, token = await output_on()
    sockets = await sockets_of(page)
    await page.goto(server.url + token.path)
    await expect(page.locator(SCORES)).to_have_text(["11", "8"])
    await mark(page)
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
    assert await is_same(page)


async def test_reloading_on_air_is_asked_for(server: Server, page: Page) -> None:
    """A time of reloading that is newer than the page reloads it, and what is on air stands again."""
    await followed()
    output, token = await output_on()
    await page.goto(server.url + token.path)
    await expect(page.locator(SCORES)).to_have_text(["11", "8"])
    await mark(page)
    await say_of_output(output, reload_at=1)
    await page.evaluate("new Promise(requestAnimationFrame)")
    assert await is_same(page)
    now = await page.evaluate("performance.timeOrigin + performance.now()")
    await say_of_output(output, reload_at=round(now))
    await until_loaded_anew(page)
    await expect(page.locator(SCORES)).to_have_text(["11", "8"])
