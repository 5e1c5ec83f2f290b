"""The desk of somebody who is faster than the line: answers, or what comes by the socket, are held back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Response, Route, WebSocketRoute, expect

from tests.control.site import Site, press, said, send
from tests.control.test_rundown_editor import Editor, assistant

__all__ = ["assistant"]

pytestmark = pytest.mark.browser


class Line:
    """What the server sends to a page by its socket, which can be held back."""

    def __init__(self, page: Page) -> None:
        self.held: list[Callable[[], None]] | None = None
        page.route_web_socket("**/ws/live/", self._join)

    def _join(self, socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()

        def pass_on(frame: str | bytes) -> None:
            if self.held is None:
                socket.send(frame)
            else:
                self.held.append(lambda: socket.send(frame))

        server.on_message(pass_on)

    def hold(self) -> None:
        self.held = []

    def release(self) -> None:
        held, self.held = self.held or [], None
        for frame in held:
            frame()


@pytest.fixture
def line(desk_page: Page) -> Line:
    """Load the desk anew, over a line that can be held."""
    made = Line(desk_page)
    desk_page.reload(wait_until="domcontentloaded")
    expect(desk_page.locator(".transport .bug")).to_have_attribute("aria-pressed", "true")
    return made


def done(site: Site) -> list[tuple[str, str]]:
    """Return what was done, and to which output or game."""
    return [(entry["action"], entry["target"]) for entry in site.log()]


def test_a_take_is_of_the_output_that_it_was_pressed_for(site: Site, desk_page: Page) -> None:
    """Whoever goes over to the next output while a take waits for its turn has taken it where it was seen."""
    send(desk_page, "POST", f"/api/outputs/{site.other_output}/point", {"event_id": "midgame"})
    desk_page.goto(f"{site.url}/games/midgame/control/?output={site.output}", wait_until="domcontentloaded")
    expect(desk_page.locator(".transport .bug")).to_have_attribute("aria-pressed", "true")
    held: list[Route] = []
    desk_page.route("**/standby", lambda route: held.append(route))
    with desk_page.expect_request("**/standby"):
        press(desk_page, "l")
    press(desk_page, "Space", "o")
    expect(desk_page.locator(".output-pill[aria-current]")).to_contain_text("Arena screen")
    held[0].continue_()
    expect(said(desk_page)).to_contain_text("is on air")
    assert done(site)[-1] == ("output.take", f"output:{site.output}")


def test_nothing_of_a_take_comes_after_what_clears_the_air(site: Site, desk_page: Page) -> None:
    """Of two graphics that are taken together the second is not sent once all is to go out."""
    for graphic in ("line-score", "leaders"):
        send(desk_page, "POST", f"/api/outputs/{site.output}/standby", {"cue": {"graphic": graphic, "data": {}}})
    expect(desk_page.locator(".zone.is-next")).to_have_count(2)
    held: list[Route] = []
    desk_page.route("**/take", lambda route: held.append(route))
    with desk_page.expect_request("**/take"):
        press(desk_page, "Space")
    with desk_page.expect_response("**/clear"):
        press(desk_page, "Shift+Escape")
    with desk_page.expect_response("**/take"):
        held[0].continue_()
    with desk_page.expect_response("**/bug"):
        press(desk_page, "b")
    assert len(held) == 1


def test_a_score_is_set_all_the_same_when_the_air_is_cleared(site: Site, desk_page: Page) -> None:
    """What clears the air puts away what would come on air after it, and no correction of the game."""
    held: list[Route] = []
    desk_page.route("**/correct?*", lambda route: held.append(route), times=1)
    step = desk_page.locator("desk-score").get_by_role("button", name="+1").first
    with desk_page.expect_request("**/correct?*"):
        step.click()
    step.click()
    with desk_page.expect_response("**/clear"):
        press(desk_page, "Shift+Escape")
    before = len(done(site))
    held[0].continue_()
    expect(said(desk_page)).to_contain_text("(GFB +2)")
    assert len(done(site)) - before == 2


def test_a_cue_takes_the_place_of_one_that_has_not_come_yet(site: Site, desk_page: Page, line: Line) -> None:
    """The answer is enough: of two cues in two zones the second alone stands by, and Space takes it."""
    line.hold()
    press(desk_page, "l", "e", "Space")
    expect(said(desk_page)).to_contain_text("is on air")
    line.release()
    expect(desk_page.locator(".zone.is-on")).to_have_count(2)
    takes = [entry["details"]["cue"]["graphic"] for entry in site.log() if entry["action"] == "output.take"]
    assert takes == ["leaders"]


def test_escape_empties_a_preview_that_has_not_come_yet(desk_page: Page, line: Line) -> None:
    """What was cued a moment ago does not stand by afterwards."""
    line.hold()
    press(desk_page, "l", "Escape")
    expect(said(desk_page)).to_contain_text("Nothing stands by")
    line.release()
    press(desk_page, "b")
    expect(desk_page.locator(".transport .bug")).to_have_attribute("aria-pressed", "false")
    expect(desk_page.locator(".zone.is-next")).to_have_count(0)


def commands(what: str) -> Callable[[Response], bool]:
    """Return what tells the answer to a command to the clock from every other."""
    return lambda answer: answer.url.split("?")[0].endswith("/clock") and what in (answer.request.post_data or "")


def test_the_clock_is_toggled_from_what_it_was_told(site: Site, desk_page: Page, line: Line) -> None:
    """Taken, started and stopped one upon the other: each S is of the clock as the one before has left it."""
    line.hold()
    with desk_page.expect_response(commands("stop")):
        press(desk_page, "k", "Enter", "s", "s")
    expect(said(desk_page)).to_contain_text("stands by hand")
    line.release()
    expect(desk_page.locator("desk-clock")).to_have_attribute("data-source", "MANUAL")
    expect(desk_page.locator("desk-clock .start")).to_contain_text("START")
    with desk_page.expect_response(commands("start")):
        press(desk_page, "s")
    expect(desk_page.locator("desk-clock .start")).to_contain_text("STOP")
    assert [entry["details"]["do"] for entry in site.log()] == ["take", "start", "stop", "start"]


def test_a_row_is_moved_as_often_as_it_was_pressed(site: Site, desk_page: Page) -> None:
    """The second press is of the rows as the first will have left them."""
    editor = Editor(desk_page)
    editor.make("Night", [{"graphic": "title"}, {"graphic": "leaders"}, {"graphic": "final"}])
    held: list[Route] = []

    def hold(route: Route) -> None:
        if route.request.method == "PUT" and not held:
            held.append(route)
        else:
            route.continue_()

    desk_page.route("**/api/rundowns/*", hold)
    editor.card.locator(".handle").nth(0).focus()
    with desk_page.expect_request(lambda request: request.method == "PUT"):
        press(desk_page, "ArrowDown")
    press(desk_page, "ArrowDown")
    held[0].continue_()
    expect(editor.rows.nth(2)).to_contain_text("Title")
    assert editor.names() == ["Leaders", "Final", "Title"]
    rows: list[dict[str, Any]] = site.get("/api/rundowns")[0]["rows"]
    assert [row["graphic"] for row in rows] == ["leaders", "final", "title"]


def test_a_form_that_is_opened_meanwhile_stays_open(desk_page: Page) -> None:
    """The answer to Save shuts the form of the row that was saved, and not another's."""
    editor = Editor(desk_page)
    editor.make("Night", [{"graphic": "title"}, {"graphic": "leaders"}])
    held: list[Route] = []
    desk_page.route("**/api/rundowns/*", lambda route: held.append(route))
    editor.button("Edit row 1").click()
    with desk_page.expect_request("**/api/rundowns/*"):
        editor.form.get_by_role("button", name="Save").click()
    editor.form.get_by_role("button", name="Cancel").click()
    editor.button("Edit row 2").click()
    editor.form.get_by_label("Note").fill("at the half")
    held[0].continue_()
    expect(said(desk_page)).to_contain_text("Row 1 is saved.")
    expect(editor.form.get_by_label("Note")).to_have_value("at the half")


def test_rundowns_that_could_not_be_loaded_are_loaded_again(desk_page: Page) -> None:
    """A desk that was told of a change, and not what it is, asks again."""
    desk_page.route("**/api/rundowns", lambda route: route.fulfill(status=503, json={}), times=1)
    with desk_page.expect_response("**/api/rundowns"):
        desk_page.context.request.post(
            f"{desk_page.url.split('/games/')[0]}/api/rundowns",
            data={"name": "Night", "rows": []},
            headers={"X-CSRFToken": desk_page.locator("[name=csrfmiddlewaretoken]").first.input_value()},
        )
    expect(desk_page.locator("desk-rundown select option")).to_have_text("Night")


def test_a_take_of_others_is_told_with_what_was_taken(desk_page: Page, line: Line, assistant: Page) -> None:
    """Who it was may be known before the program has come: it is told when both are."""
    line.hold()
    with desk_page.expect_response(
        lambda answer: (
            answer.url.endswith("/control/here/")
            and any(one["action"] == "take" for one in answer.json().get("done", []))
        )
    ):
        press(assistant, "l", "Space")
    line.release()
    expect(said(desk_page)).to_contain_text("assistant has taken LOWER Line score")
