"""A rehearsal from the page to the viewers and the overlay, in real processes: begun, moved, set back, on air."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.endtoend import page as pages
from tests.endtoend.processes import Program, program
from tests.endtoend.viewer import Viewer

pytestmark = [pytest.mark.endtoend, pytest.mark.browser]

TEN_MINUTES = 600


def points(state: dict[str, Any]) -> int:
    """Return the sum of both scores; -1 where none is known."""
    score = state.get("score", {})
    return int(score["home"] + score["away"]) if "home" in score else -1


def future(state: dict[str, Any]) -> list[str]:
    """Return the plays that are not of the first quarter, to which the game was set back.

    There are some for a moment: the game is set back first, and followed anew then.
    """
    return [key for key, play in state.get("plays", {}).items() if play.get("period") not in ("Q1", None)]


async def begin(page: Page) -> str:
    """Fill in the form as a producer does, and return the event id of the rehearsal."""
    await page.select_option("form.new select[name=source]", "simulated")
    await page.fill("form.new input[name=seed]", "4")
    await page.select_option("form.new select[name=rules]", "FIBA")
    await page.fill("form.new input[name=offset]", "40:00")
    await page.check("form.new input[name=paused]")
    await page.click("form.new button.primary")
    await page.locator("[data-event]").wait_for(timeout=60_000)
    return str(await page.locator("[data-event]").get_attribute("data-event"))


def start(running: Program) -> None:
    """Start a rehearsal machine without any game, and the program beside it."""
    running.env["REHEARSAL_URL"] = running.api
    running.env["RECORDINGS_DIR"] = str(running.folder / "recordings")
    running.start_standin(speed=1)
    running.serve()


async def test_rehearsal_from_the_page_to_the_air(tmp_path: Path) -> None:
    """What a producer does on the rehearsal page is what viewers and the overlay see, by keyboard too."""
    with program(tmp_path) as running:
        start(running)
        overlay = running.manage("output", "MAIN").strip()
        problems: list[str] = []
        with running.login() as client:
            cookie = client.cookies["sessionid"]
        async with pages.browser() as chromium:
            page = await pages.open_page(chromium, running.base, "/rehearsal/", cookie, problems)
            page.on("dialog", lambda dialog: asyncio.ensure_future(dialog.accept()))
            event_id = await begin(page)
            url = f"ws://127.0.0.1:{running.port}/ws/live/"
            viewer = Viewer(url, f"game:{event_id}", cookie, running.base)
            watching = asyncio.create_task(viewer.run())
            try:
                state = await viewer.until(lambda state: points(state) > 20)
                assert state["game"]["rehearsal"] is True
                stood = points(state)

                await page.focus("[data-part=range]")
                await page.keyboard.press("Space")
                await expect(page.locator("form[data-act=pause]")).to_be_visible()
                for _ in range(20):  # over half-time
                    await page.keyboard.press("Shift+ArrowRight")
                await viewer.until(lambda state: points(state) > stood)

                await page.fill("form.place input[inputmode]", "10:00")
                await page.press("form.place input[inputmode]", "Enter")
                state = await viewer.until(lambda state: 0 <= points(state) < stood and not future(state))
                assert state["feed"]["state"] != "ended"
                for _ in range(20):  # a game that was set back goes on knowing nothing of its future
                    assert not future(viewer.state)
                    await asyncio.sleep(0.05)

                await page.click(".faults summary")
                await page.check("input[value='duplicate=0.1']")
                await expect(page.locator("[data-part=count]")).to_have_text("1 on")

                await page.select_option(".outputs select", event_id)
                await page.check(".outputs input[type=checkbox]")
                await page.click(".outputs button")
                await expect(page.locator(".messages")).to_contain_text("MAIN shows")
                air = await pages.open_page(chromium, running.base, overlay, cookie, problems)
                await expect(air.locator("#mark")).to_have_text("REHEARSAL")
                await page.uncheck(".outputs input[type=checkbox]")
                await page.click(".outputs button")
                await expect(air.locator("#mark")).to_have_count(0)
                await expect(air.locator("#stage > *")).not_to_have_count(0)

                await expect(page.locator(".on-air")).to_contain_text("On MAIN")
                await page.click(".on-air button")
                await expect(air.locator("#stage > *:visible")).to_have_count(0)
                await expect(page.locator(".on-air")).to_have_count(0)

                await page.click("footer form button")
                await expect(page.locator(".empty")).to_contain_text("Nothing is being rehearsed")
                await page.goto(f"{running.base}/games/{event_id}/")
                await expect(page.locator(".rehearsal-band")).to_have_text("Rehearsal")
            finally:
                watching.cancel()
                await asyncio.gather(watching, return_exceptions=True)
        assert viewer.errors == problems == []
