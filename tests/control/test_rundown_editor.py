"""The rundown on the desk: made, changed and brought back in the page, and a group that loops."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.control.site import Site, axe_findings, press, said, send

pytestmark = pytest.mark.browser


class Editor:
    """The rundown's card and the form of a row."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.card = page.locator("desk-rundown")
        self.form = page.locator("desk-row-form form")
        self.rows = self.card.locator(".rows li")

    def button(self, name: str) -> Locator:
        return self.card.get_by_role("button", name=name, exact=True)

    def make(self, name: str, rows: list[dict[str, Any]]) -> None:
        """Have a rundown with rows, and the editor open."""
        send(self.page, "POST", "/api/rundowns", {"name": name, "rows": rows})
        self.page.reload(wait_until="domcontentloaded")
        expect(self.rows).to_have_count(len(rows))
        self.button("Edit").click()

    def names(self) -> list[str]:
        return [text.strip() for text in self.rows.locator(".what b").all_inner_texts()]


@pytest.fixture
def editor(desk_page: Page) -> Editor:
    return Editor(desk_page)


def written(site: Site) -> list[dict[str, Any]]:
    """Return the rundowns as they are kept."""
    return list(site.get("/api/rundowns"))


def test_a_rundown_is_made_renamed_deleted_and_brought_back(site: Site, editor: Editor) -> None:
    """By its name in a field, Enter; what was deleted comes back with its rows."""
    editor.button("Edit").click()
    made = editor.card.get_by_label("Name of a new rundown")
    made.fill("Night")
    made.press("Enter")
    chosen = editor.card.get_by_label("Rundown", exact=True)
    expect(chosen.locator("option:checked")).to_have_text("Night")
    field = editor.card.get_by_label("Name of the rundown")
    field.fill("Saturday")
    field.press("Escape")
    expect(field).to_have_value("Night")
    field.fill("Saturday")
    field.press("Enter")
    expect(chosen.locator("option:checked")).to_have_text("Saturday")
    press(editor.page, "l")
    expect(editor.page.locator(".zone.is-next")).to_have_count(1)
    editor.button("Add the preview").click()
    expect(editor.rows).to_have_count(1)
    editor.button("Delete").click()
    expect(editor.card).to_contain_text("No rundown yet")
    assert written(site) == []
    editor.button("Undo").click()
    expect(editor.rows).to_have_count(1)
    assert [(one["name"], one["rows"][0]["graphic"]) for one in written(site)] == [("Saturday", "line-score")]
    editor.button("Undo").click()  # what was done to it before it was deleted
    expect(editor.rows).to_have_count(0)
    expect(editor.button("Undo")).to_be_disabled()
    assert [(one["name"], one["rows"]) for one in written(site)] == [("Saturday", [])]


def test_a_row_is_made_in_the_form(site: Site, editor: Editor, mixer: Callable[[], Page]) -> None:
    """Graphic, its own fields, key, length and note; Tab and keys are enough, and nothing is written before Save."""
    editor.make("Night", [])
    editor.button("Add a row").click()
    form = editor.form
    expect(form.get_by_label("Graphic")).to_be_focused()
    form.get_by_label("Graphic").select_option("lower-player")
    form.get_by_label("Team").select_option("home")
    form.get_by_label("Stats").fill("PTS, NONSENSE")
    form.get_by_label("Player", exact=True).fill("#23")
    form.get_by_role("button", name="Save").click()
    expect(form.get_by_role("alert")).to_contain_text("NONSENSE")
    assert written(site)[0]["rows"] == []
    form.get_by_label("Stats").fill("PTS, REB")
    form.get_by_label("Note").fill("after the timeout")
    form.get_by_label("Key of its own").select_option("g")
    form.get_by_label("Out after").fill("8")
    form.get_by_role("button", name="Into the preview").click()
    expect(editor.page.locator(".zone.is-next")).to_contain_text("#23")
    form.get_by_label("Note").focus()
    press(editor.page, "Enter")
    expect(editor.form).to_have_count(0)
    expect(editor.rows).to_have_count(1)
    [row] = written(site)[0]["rows"]
    assert {name: row[name] for name in ("graphic", "data", "key", "auto_out_ms", "note")} == {
        "graphic": "lower-player",
        "data": {"team": "home", "player": "#23", "items": ["PTS", "REB"]},
        "key": "g",
        "auto_out_ms": 8000,
        "note": "after the timeout",
    }
    editor.button("Done").click()
    air = mixer()
    expect(editor.page.locator("desk-picture[kind=program] .frame")).to_have_attribute("data-edge", "on-air")
    press(editor.page, "Shift+G")
    expect(air.locator("[data-graphic=lower-player]")).to_contain_text("REB")
    expect(editor.rows.first).to_have_attribute("data-state", "is-on")


def test_a_row_that_has_moved_under_its_form_is_saved_where_it_is(site: Site, editor: Editor) -> None:
    """Another desk has deleted the row before the last one: that is still one row, and no new one."""
    editor.make("Night", [{"graphic": "title"}, {"graphic": "final"}])
    editor.button("Edit row 2").click()
    editor.form.get_by_label("Note").fill("after the horn")
    [rundown] = written(site)
    send(editor.page, "PUT", f"/api/rundowns/{rundown['id']}", {**rundown, "rows": rundown["rows"][1:]})
    expect(editor.rows).to_have_count(1)
    editor.form.get_by_role("button", name="Save").click()
    expect(editor.form).to_have_count(0)
    [kept] = written(site)
    assert [(row["graphic"], row.get("note")) for row in kept["rows"]] == [("final", "after the horn")]


def test_undo_takes_back_nobody_elses_change(site: Site, editor: Editor) -> None:
    """What another desk has changed meanwhile stays, and the desk says so."""
    editor.make("Night", [{"graphic": "title"}, {"graphic": "final"}])
    press(editor.page, "l")
    editor.button("Add the preview").click()
    expect(editor.rows).to_have_count(3)
    editor.button("Undo").click()
    expect(editor.rows).to_have_count(2)
    editor.button("Add the preview").click()
    expect(editor.rows).to_have_count(3)
    [rundown] = written(site)
    theirs = [rundown["rows"][2], rundown["rows"][0]]
    send(editor.page, "PUT", f"/api/rundowns/{rundown['id']}", {**rundown, "rows": theirs})
    expect(editor.rows).to_have_count(2)
    editor.button("Undo").click()
    expect(said(editor.page)).to_contain_text("Somebody else has changed Night since")
    expect(editor.button("Undo")).to_be_disabled()
    assert [row["graphic"] for row in written(site)[0]["rows"]] == ["line-score", "title"]


def test_what_is_typed_in_the_form_and_left_goes_nowhere(site: Site, editor: Editor) -> None:
    """Esc shuts the form; keys in its fields are no commands, and the rest of the desk can be worked meanwhile."""
    editor.make("Night", [{"graphic": "slate", "data": {"line1": "Soon"}}])
    editor.button("Edit row 1").click()
    line = editor.form.get_by_label("Large line")
    line.fill("")
    line.press_sequentially("bl")
    expect(editor.page.locator(".transport .bug")).to_have_attribute("aria-pressed", "true")
    editor.page.locator(".desk-foot").click()
    press(editor.page, "b")
    expect(editor.page.locator(".transport .bug")).to_have_attribute("aria-pressed", "false")
    expect(line).to_have_value("bl")
    line.press("Escape")
    expect(editor.form).to_have_count(0)
    assert written(site)[0]["rows"][0]["data"] == {"line1": "Soon"}


def test_rows_are_moved_doubled_and_deleted(site: Site, editor: Editor) -> None:
    """By the keys of the handle and by dragging; what was deleted comes back in its place."""
    editor.make("Night", [{"graphic": "title"}, {"graphic": "leaders"}, {"graphic": "final"}])
    handles = editor.card.locator(".handle")
    handles.nth(0).focus()
    press(editor.page, "ArrowDown")
    expect(editor.rows.nth(1)).to_contain_text("Title")
    expect(handles.nth(1)).to_be_focused()
    press(editor.page, "ArrowDown")
    expect(editor.rows.nth(2)).to_contain_text("Title")
    expect(editor.page.locator(".zone.is-next")).to_have_count(0)
    handles.nth(2).drag_to(editor.rows.nth(0))
    expect(editor.rows.nth(0)).to_contain_text("Title")
    assert editor.names() == ["Title", "Leaders", "Final"]
    editor.button("Duplicate row 2").click()
    expect(editor.rows).to_have_count(4)
    editor.button("Delete row 1").click()
    expect(editor.rows).to_have_count(3)
    expect(said(editor.page)).to_contain_text("Undo brings it back")
    editor.button("Undo").click()
    expect(editor.rows).to_have_count(4)
    assert editor.names() == ["Title", "Leaders", "Leaders", "Final"]
    assert [row["graphic"] for row in written(site)[0]["rows"]] == ["title", "leaders", "leaders", "final"]


def test_a_group_loops_until_it_is_taken_out(editor: Editor, mixer: Callable[[], Page]) -> None:
    """Its rows come on air one after another; the desk says so and what is next, and Out ends it."""
    half = {"group": "half", "auto_out_ms": 800}
    editor.make("Night", [{"graphic": "comparison", **half}, {"graphic": "title", **half}, {"graphic": "leaders"}])
    editor.button("Edit row 1").click()
    editor.form.get_by_label("The group loops").check()
    editor.form.get_by_role("button", name="Save").click()
    expect(editor.form).to_have_count(0)
    editor.button("Done").click()
    air = mixer()
    expect(air.locator("[data-graphic=score-bug-a]")).to_be_visible()
    press(editor.page, "Shift+1")
    on = editor.page.locator(".zone.is-on")
    for shown, following in (("comparison", "Title"), ("title", "Comparison"), ("comparison", "Title")):
        expect(air.locator(f"[data-graphic={shown}]")).to_be_visible()
        expect(on).to_contain_text(f"loops, next: {following}")
    expect(editor.rows.nth(1)).to_have_attribute("data-state", "loop-next")
    press(editor.page, "Backspace")
    expect(air.locator("[data-graphic=score-bug-a]")).to_be_visible()
    expect(editor.page.locator(".loops")).to_have_count(0)
    expect(editor.rows.nth(1)).to_have_attribute("data-state", "idle")


@pytest.fixture
def assistant(site: Site, chrome: Browser) -> Iterator[Page]:
    """Open the desk for somebody else."""
    made = chrome.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    made.add_cookies([{"name": "sessionid", "value": site.other_session, "url": site.url}])
    page = made.new_page()
    page.goto(f"{site.url}/games/midgame/control/", wait_until="domcontentloaded")
    expect(page.locator(".lamp.on")).to_be_visible()
    yield page
    made.close()


def test_two_desks_know_of_each_other(editor: Editor, assistant: Page) -> None:
    """Each says who else is there, who has taken what, and shows the other's rundown; a desk that is closed is gone."""
    others = editor.page.locator(".others")
    expect(others).to_contain_text("assistant")
    expect(assistant.locator(".others")).to_contain_text("director")
    press(assistant, "l")
    expect(assistant.locator(".transport .take")).to_be_enabled()
    press(assistant, "Space")
    expect(said(editor.page)).to_contain_text("assistant has taken LOWER Line score")
    expect(editor.page.locator(".takes li").first).to_contain_text("assistant")
    expect(assistant.locator(".takes .by")).to_have_count(0)
    editor.button("Edit").click()
    field = editor.card.get_by_label("Name of a new rundown")
    field.fill("Night")
    field.press("Enter")
    expect(assistant.locator("desk-rundown select option")).to_have_text("Night")
    assistant.close()
    expect(others).to_have_count(0)


def test_ten_rows_stand_in_the_card(editor: Editor) -> None:
    """At either size ten rows are seen whole, of a height that can be hit."""
    editor.make("Night", [{"graphic": "slate", "data": {"line1": str(number)}} for number in range(12)])
    editor.button("Done").click()
    for width, height, least in ((1920, 1080, 42), (1440, 900, 38)):
        editor.page.set_viewport_size({"width": width, "height": height})
        seen = editor.card.evaluate(
            """card => {
                const {bottom} = card.querySelector('.rows').getBoundingClientRect();
                return [...card.querySelectorAll('.rows li')].map(row => row.getBoundingClientRect())
                    .filter(row => row.bottom <= bottom + 0.5).map(row => row.height);
            }"""
        )
        assert len(seen) == 10
        assert min(seen) >= least
    for _ in range(11):
        press(editor.page, "ArrowDown")
    expect(editor.rows.nth(11)).to_be_in_viewport(ratio=0.98)


def test_axe_finds_nothing_serious_in_the_editor(editor: Editor) -> None:
    """The tools of the rundown, the form of a row and the alignment, dark and light."""
    editor.make("Night", [{"graphic": "slate", "group": "half", "loop": True, "note": "at the half"}])
    editor.button("Edit row 1").click()
    press(editor.page, "Escape")
    editor.button("Edit row 1").click()
    editor.page.get_by_role("button", name="Align").click()
    expect(editor.page.get_by_role("button", name="TAP")).to_be_visible()
    expect(editor.form).to_be_visible()
    for scheme in ("dark", "light"):
        editor.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        assert axe_findings(editor.page) == [], scheme


def test_a_row_at_the_edge_keeps_the_focus(editor: Editor) -> None:
    """What cannot be moved further stays, and the next key is of the same row."""
    editor.make("Night", [{"graphic": "title"}, {"graphic": "leaders"}, {"graphic": "final"}])
    handles = editor.card.locator(".handle")
    handles.nth(2).focus()
    press(editor.page, "ArrowUp")
    expect(handles.nth(1)).to_be_focused()
    handles.nth(0).focus()
    press(editor.page, "ArrowUp")
    editor.page.locator("desk-rundown").evaluate("one => one.updateComplete")
    expect(handles.nth(0)).to_be_focused()
    press(editor.page, "ArrowDown")
    expect(handles.nth(1)).to_be_focused()
    assert editor.names() == ["Final", "Title", "Leaders"]


@pytest.mark.parametrize("width", [1024, 390])
def test_the_editor_stands_in_a_narrow_window(editor: Editor, width: int) -> None:
    """Nothing is wider than the window, and the form can be filled in."""
    editor.make("Night", [{"graphic": "lower-player", "data": {"team": "home", "player": "#23"}}])
    editor.page.set_viewport_size({"width": width, "height": 844})
    editor.button("Edit row 1").click()
    editor.form.get_by_label("Note").fill("now")
    assert editor.page.evaluate("document.documentElement.scrollWidth") == width
    editor.form.get_by_role("button", name="Save").click()
    expect(editor.rows.first).to_contain_text(re.compile("now"))
