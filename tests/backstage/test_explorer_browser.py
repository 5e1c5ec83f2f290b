"""The explorer in a real browser, served by Daphne as in use, over the stand-in."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect, sync_playwright

from broadcast.recordings.format import write
from tests import chromium, front_end
from tests.endtoend.processes import Program, program
from tests.standin.build import EVENT_ID, HOME, game

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """The program over a stand-in that has played a game."""
    front_end.build()
    folder = tmp_path_factory.mktemp("explorer")
    recording = folder / "game.jsonl"
    played = game()
    write(recording, played.header, played.records)
    with program(folder) as started:
        started.env["REHEARSAL_URL"] = ""
        started.start_standin(recording, speed=0)
        started.serve()
        yield started


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Run the system's Chromium."""
    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=chromium.EXECUTABLE, args=chromium.ARGUMENTS)
        yield chrome
        chrome.close()


@pytest.fixture(scope="module")
def context(running: Program, browser: Browser) -> BrowserContext:
    """Hold one window, in which an administrator is logged in."""
    with running.login() as client:
        session = client.cookies["sessionid"]
    made = browser.new_context(base_url=running.base, viewport={"width": 1440, "height": 900})
    made.add_cookies([{"name": "sessionid", "value": session, "url": running.base}])
    made.new_page()  # keeps the window open, see tests/chromium.py
    return made


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page of an administrator. One that complains to its console fails the test."""
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    yield opened
    opened.close()
    assert complaints == []


def watched(running: Program, count: int) -> bool:
    """Tell whether the game's stream comes to have so many sockets."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        told = httpx.get(f"{running.api}/standin/", timeout=30).json()
        if len(told["games"][0]["connections"]) == count:
            return True
        time.sleep(0.05)
    return False


def until(page: Page, done: Callable[[], bool]) -> None:
    """Let the page go on until something is so."""
    limit = time.monotonic() + 30
    while not done():
        assert time.monotonic() < limit
        page.wait_for_timeout(10)


def in_sight(page: Page, text: str) -> None:
    """Expect the chosen line of the answer to hold a text and to be within its box."""
    chosen = page.locator("json-view .json-line.chosen")
    expect(chosen).to_contain_text(text)
    line, box = chosen.bounding_box(), page.locator(".json-lines").bounding_box()
    assert line
    assert box
    assert box["y"] <= line["y"] <= box["y"] + box["height"] - line["height"]


def test_request_is_found_sent_and_searched(page: Page) -> None:
    """By keyboard alone: find an endpoint, send it, search the answer; the address is the request's own."""
    page.goto("/explorer/")
    page.keyboard.press("/")
    expect(page.get_by_label("Filter the endpoints")).to_be_focused()
    page.keyboard.type("catch up")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("link", name="Catch up")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Catch up")).to_be_visible()
    page.wait_for_load_state()  # the key is the script's
    page.get_by_label("event_id").fill(EVENT_ID)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("tree", name="answer")).to_be_visible()
    assert f"event_id={EVENT_ID}" in page.url

    page.get_by_label("Search in it").fill(str(HOME))
    expect(page.locator("json-view .count").first).to_have_text(re.compile(r"^1 of \d+$"))
    page.keyboard.press("Enter")
    expect(page.locator("json-view .count").first).to_have_text(re.compile(r"^2 of \d+$"))
    page.get_by_label("Search in it").press("Shift+Enter")
    expect(page.locator("json-view .count").first).to_have_text(re.compile(r"^1 of \d+$"))
    in_sight(page, str(HOME))

    page.get_by_role("tab", name="Table").click()
    expect(page.locator("rows-table tbody tr").first).to_be_visible()
    page.get_by_role("tab", name="Command").click()
    expect(page.locator(".command").nth(1)).to_contain_text("curl --fail-with-body")


def test_match_is_brought_into_sight(page: Page) -> None:
    """A match far down in what was folded is unfolded to and scrolled to."""
    page.goto("/explorer/catch_up/")
    page.get_by_label("event_id").fill(EVENT_ID)
    page.get_by_role("button", name="Send").click()
    page.get_by_role("button", name="Fold all", exact=True).click()
    page.get_by_label("Search in it").fill("nowhere in it")
    expect(page.locator("json-view .count").first).to_have_text("0")
    page.get_by_label("Search in it").fill("MAKE")
    expect(page.locator("json-view .count").first).to_have_text(re.compile(r"^1 of \d+$"))
    in_sight(page, "MAKE")


def test_request_under_way_is_aborted(running: Program, page: Page) -> None:
    """Esc gives a request up that is not answered, and the form can be sent again."""
    page.goto("/explorer/schedule/")
    httpx.put(f"{running.api}/standin/faults", json={"faults": "hang=1"}, timeout=30).raise_for_status()
    try:
        page.keyboard.press("Control+Enter")
        expect(page.get_by_role("button", name="Abort")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator("#mistake")).to_have_text("Aborted.")
    finally:
        httpx.put(f"{running.api}/standin/faults", json={"faults": ""}, timeout=30).raise_for_status()
    page.keyboard.press("Control+Enter")
    expect(page.locator(".answer .facts b")).to_be_visible()
    expect(page.locator("#mistake")).to_be_hidden()


def test_tree_is_walked_by_keys(page: Page) -> None:
    """Arrows move, fold and unfold; the path of the chosen line is told."""
    page.goto("/explorer/schedule/")
    page.get_by_role("button", name="Send").click()
    tree = page.get_by_role("tree", name="answer")
    tree.focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowDown"):
        page.keyboard.press(key)
    expect(page.locator("json-view .path")).to_have_text("games[0].event_id")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("json-view .path")).to_have_text("games[0]")
    page.keyboard.press("ArrowLeft")
    expect(tree.get_by_role("treeitem", expanded=False)).to_have_count(1)


def test_ids_and_links_lead_on_and_back(page: Page) -> None:
    """An id of an answer opens its endpoint filled in, a link too, and the browser's back returns."""
    page.goto("/explorer/schedule/?from=now-1d")
    page.get_by_role("button", name="Send").click()
    page.get_by_role("link", name=f'"{EVENT_ID}"').click()
    expect(page.get_by_label("event_id")).to_have_value(EVENT_ID)
    page.go_back()
    expect(page.get_by_label("from")).to_have_value("now-1d")
    page.get_by_role("button", name="Send").click()
    page.get_by_role("link", name="/v1/data/games/").click()
    expect(page.get_by_role("heading", name="Game event")).to_be_visible()
    expect(page.get_by_label("event_id")).to_have_value(EVENT_ID)


def test_back_returns_to_the_answer_before(page: Page) -> None:
    """Two requests to one endpoint are two addresses, and back shows the first with its answer."""
    page.goto("/explorer/game_event/")
    page.get_by_label("event_id").fill("no such game")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".answer .facts b")).to_have_text("404 Not Found")
    expect(page.get_by_role("alert").filter(has_text="Check the ids in the path")).to_be_visible()
    page.get_by_label("event_id").fill(EVENT_ID)
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".answer .facts b")).to_have_text("200 OK")
    page.go_back()
    expect(page.locator(".answer .facts b")).to_have_text("404 Not Found")
    expect(page.get_by_label("event_id")).to_have_value("no such game")


def test_address_is_of_what_was_sent(page: Page) -> None:
    """What is filled in while a request is not answered is another one: the address is that of the answer."""
    held: list[Route] = []
    page.route("**/explorer/game_event/", lambda route: held.append(route))
    page.goto("/explorer/game_event/?event_id=none")
    page.get_by_role("button", name="Send").click()
    until(page, lambda: len(held) == 1)
    page.get_by_label("event_id").fill(EVENT_ID)
    held[0].continue_()
    expect(page.locator(".answer .facts b")).to_have_text("404 Not Found")
    expect(page.get_by_label("event_id")).to_have_value(EVENT_ID)
    assert page.url.endswith("?event_id=none")


def test_change_is_asked_about_first(page: Page) -> None:
    """A deletion opens a dialog that names it; not sending is what Enter does there."""
    page.goto("/explorer/delete_notification/")
    page.get_by_label("notify_id").fill("7")
    page.keyboard.press("Control+Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("/v1/data/live/notify/7")
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(page.locator(".answer")).to_have_count(0)
    page.get_by_role("button", name="Send DELETE").click()
    dialog.get_by_role("button", name="Yes, send it").click()
    expect(page.locator(".answer .facts b")).to_be_visible()


def test_mistake_in_a_body_is_shown_where_it_is(page: Page) -> None:
    """The field with the mistake is focused, with the place selected."""
    page.goto("/explorer/add_notification/")
    page.get_by_label("Body").fill('{\n  "url": oops\n}')
    page.get_by_role("button", name="Send PUT").click()
    expect(page.locator("#mistake")).to_contain_text("line 2, column 10")
    expect(page.get_by_label("Body")).to_be_focused()
    assert page.get_by_label("Body").evaluate("one => one.value.slice(one.selectionStart, one.selectionEnd)") == "o"


def test_stream_is_seen_and_closed(running: Program, page: Page) -> None:
    """The stream is opened by the server, shown frame by frame, and closed upstream when the page is."""
    page.goto("/explorer/subscribe/")
    page.get_by_label("event_id").fill(EVENT_ID)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("tree", name="answer")).to_contain_text("kept on the server")
    assert watched(running, 0)
    page.get_by_role("button", name="Open the stream").click()
    expect(page.locator(".frame").first).to_be_visible()
    expect(page.locator("live-frames .pill")).to_have_text("The stream is open")
    page.locator(".frame", has_text="shots").first.click()
    expect(page.get_by_role("tree", name="frame")).to_contain_text("seq")
    page.locator(".sources label", has_text="shots").get_by_role("checkbox").uncheck()
    expect(page.locator(".frame", has_text="shots")).to_have_count(0)
    assert watched(running, 1)
    page.get_by_role("button", name="Close").click()
    assert watched(running, 0)
    page.get_by_role("button", name=re.compile("Open again")).click()
    assert watched(running, 1)
    page.goto("/explorer/")
    assert watched(running, 0)


def test_lease_is_taken_anew_while_the_page_is_looked_at(page: Page) -> None:
    """A page in sight goes on from where it was when a lease is over; another end is told and is the end."""
    asked: list[str] = []
    frame = {"kind": "frame", "at": 1, "text": "{}", "size": 2}
    message = {"source": "shots", "seq": 41, "keys": ["k"], "removed": 0, "rejected": []}

    def answer(route: Route) -> None:
        asked.append(route.request.post_data or "")
        reason = "lease" if len(asked) == 1 else "replaced"
        lines = [
            {"kind": "opened", "last_seq": None},
            {**frame, "messages": [message]},
            {"kind": "end", "reason": reason},
        ]
        route.fulfill(content_type="application/x-ndjson", body="".join(json.dumps(line) + "\n" for line in lines))

    page.route("**/explorer/stream/", answer)
    page.goto("/explorer/subscribe/")
    page.get_by_label("event_id").fill(EVENT_ID)
    page.get_by_role("button", name="Open the stream").click()
    expect(page.locator("live-frames .pill")).to_have_text("You opened another stream; this one has ended.")
    assert ['name="last_seq"\r\n\r\n41\r\n' in each for each in asked] == [False, True]
    expect(page.locator(".frame")).to_have_count(2)


def test_stream_is_asked_for_after_the_one_before(page: Page) -> None:
    """A person has one stream, the one that the server heard of last: another is not asked for side by side."""
    held: list[Route] = []
    page.route("**/explorer/stream/", lambda route: held.append(route))
    page.goto("/explorer/subscribe/")
    page.get_by_label("event_id").fill("first")
    opening = page.get_by_role("button", name="Open the stream")
    opening.click()
    until(page, lambda: len(held) == 1)
    page.get_by_label("event_id").fill(EVENT_ID)
    opening.click()
    page.wait_for_timeout(300)  # nothing is asked meanwhile
    assert len(held) == 1
    line = json.dumps({"kind": "opened", "last_seq": None}) + "\n"
    held[0].fulfill(content_type="application/x-ndjson", body=line)
    until(page, lambda: len(held) == 2)
    assert EVENT_ID in (held[1].request.post_data or "")
    end = json.dumps({"kind": "end", "reason": "replaced"}) + "\n"
    held[1].fulfill(content_type="application/x-ndjson", body=line + end)
    expect(page.locator("live-frames .pill")).to_have_text("You opened another stream; this one has ended.")


def test_stream_that_hangs_is_closed(page: Page) -> None:
    """While the stream before is not answered the page waits, until it is told to close, or for so long."""
    held: list[Route] = []
    page.route("**/explorer/stream/", lambda route: held.append(route))
    page.clock.install()
    page.goto("/explorer/subscribe/")
    page.get_by_label("event_id").fill(EVENT_ID)
    opening = page.get_by_role("button", name="Open the stream")
    opening.click()
    until(page, lambda: len(held) == 1)
    opening.click()
    page.locator("live-frames").get_by_role("button", name="Close").click()
    expect(page.locator("live-frames .pill")).to_have_text("Closed.")
    assert len(held) == 1
    opening.click()
    until(page, lambda: len(held) == 2)
    opening.click()
    page.clock.fast_forward(10_000)
    until(page, lambda: len(held) == 3)


@pytest.mark.parametrize(
    "path", ["/explorer/", "/explorer/schedule/", "/explorer/update_schedule/", "/explorer/subscribe/"]
)
def test_phone_shows_all_without_scrolling_aside(page: Page, path: str) -> None:
    """On a phone no page of the explorer is wider than the screen, with an answer neither."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(path)
    if path == "/explorer/schedule/":
        page.get_by_role("button", name="Send").click()
        for tab in ("Table", "Headers", "Command", "JSON"):
            page.get_by_role("tab", name=tab).click()
            expect(page.locator("#answer-panel > *").first).to_be_visible()
            assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.evaluate("document.documentElement.scrollWidth") == 390
