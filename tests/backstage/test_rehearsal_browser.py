"""The rehearsal page in a real browser, over a machine whose answers are held back: nothing old is shown as news."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, Route, expect, sync_playwright

from tests import chromium, front_end
from tests.endtoend.processes import Program, program

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """The program beside a rehearsal machine that plays nothing yet."""
    front_end.build()
    folder = tmp_path_factory.mktemp("rehearsals")
    with program(folder) as started:
        started.env["REHEARSAL_URL"] = started.api
        started.env["RECORDINGS_DIR"] = str(folder / "recordings")
        started.start_standin(speed=1)
        started.serve()
        yield started


@pytest.fixture(scope="module")
def page(running: Program) -> Iterator[Page]:
    """The page of a producer, with one rehearsal on it that stands."""
    with running.login() as client:
        session = client.cookies["sessionid"]
    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=chromium.EXECUTABLE, args=chromium.ARGUMENTS)
        context = chrome.new_context(base_url=running.base)
        context.add_cookies([{"name": "sessionid", "value": session, "url": running.base}])
        context.add_init_script("delete AbortSignal.timeout")  # as in the oldest browsers that it is built for
        opened = context.new_page()
        opened.goto("/rehearsal/")
        opened.locator("form.new select[name=source]").select_option("simulated")
        opened.locator("form.new input[name=paused]").check()
        opened.locator("form.new button.primary").click()
        expect(opened.locator("[data-event]")).to_be_visible(timeout=60_000)
        yield opened
        chrome.close()


def until(page: Page, done: Callable[[], bool]) -> None:
    """Let the page go on until something is so."""
    limit = time.monotonic() + 30
    while not done():
        assert time.monotonic() < limit
        page.wait_for_timeout(10)


def test_switches_that_are_pressed_meanwhile_stay_pressed(page: Page) -> None:
    """The answer to one switch does not take back what was switched after it, and the last is sent with all of them."""
    held: list[Route] = []
    page.route("**/faults/", lambda route: held.append(route))
    page.goto("/rehearsal/")
    player = page.locator("[data-event]").first
    player.locator(".faults summary").click()
    switches = [player.locator(f"input[value='{spec}']") for spec in ("cut=20", "nullclock", "slow=3")]
    for switch in switches[:2]:
        switch.check()
    until(page, lambda: len(held) == 1)
    with page.expect_response("**/faults/"):
        held[0].continue_()
    until(page, lambda: len(held) == 2)
    expect(switches[1]).to_be_checked()
    switches[2].check()
    held[1].continue_()
    until(page, lambda: len(held) == 3)
    sent = held[2].request.post_data or ""
    assert all(spec in sent for spec in ("cut=20", "nullclock", "slow=3"))
    with page.expect_response("**/faults/"):
        held[2].continue_()
    expect(player.locator("[data-part=count]")).to_have_text("3 on")
    page.unroute("**/faults/")


def test_one_look_at_a_time(page: Page) -> None:
    """While a look is not answered no other is taken, which could be answered first; an answer leads to the next."""
    looks: list[Route] = []
    page.route("**/rehearsal/state", lambda route: looks.append(route))
    page.goto("/rehearsal/")
    until(page, lambda: len(looks) == 1)
    page.wait_for_timeout(2500)  # two more would be due
    assert len(looks) == 1
    looks[0].continue_()
    until(page, lambda: len(looks) == 2)
    page.unroute("**/rehearsal/state")


def test_request_that_hangs_is_given_up(page: Page) -> None:
    """What is never answered is said so in the end, and what was asked after it is sent then."""
    asked: list[Route] = []
    hanging = page.context.new_page()
    hanging.clock.install()
    hanging.route("**/speed/", lambda route: asked.append(route))
    hanging.goto("/rehearsal/")
    speed = hanging.locator("[data-event] select[name=speed]").first
    for index in (0, 1):
        speed.select_option(index=index)
    until(hanging, lambda: len(asked) == 1)
    hanging.clock.fast_forward(70_000)
    until(hanging, lambda: len(asked) == 2)
    expect(hanging.locator("#refusal")).to_contain_text("Courtside does not answer.")
    hanging.close()


def test_form_on_its_way_is_not_called_back(page: Page) -> None:
    """A look that finds other rehearsals does not load the page anew while a form of it is not answered."""
    started: list[Route] = []
    page.goto("/rehearsal/")
    state = page.request.get("/rehearsal/state").json()
    page.route("**/rehearsal/start/", lambda route: started.append(route))
    page.locator("form.new select[name=source]").select_option("simulated")
    page.locator("form.new button.primary").click(no_wait_after=True)
    until(page, lambda: len(started) == 1)
    other = {"rehearsals": [state["rehearsals"][0] | {"event_id": "another"}]}
    page.route("**/rehearsal/state", lambda route: route.fulfill(json=other))
    for _ in range(2):
        page.wait_for_event("response", lambda response: response.url.endswith("/rehearsal/state"))
    page.unroute("**/rehearsal/state")
    started[0].continue_()
    expect(page.locator("[data-event]")).to_have_count(2, timeout=60_000)
    expect(page.locator(".messages")).to_contain_text("Rehearsing")
    page.unroute("**/rehearsal/start/")
