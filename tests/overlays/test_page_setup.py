"""What is set of the overlay page in a real Chromium: its window, its ground, its theme and its other views."""

import base64
import re

import pytest
from playwright.async_api import Page, expect

from tests.overlays.conftest import Server
from tests.overlays.documents import game_document
from tests.overlays.overlay_page import MARKS, SCORES, followed, frames_of, output_on, say_of_output, until_sent

pytestmark = MARKS


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
