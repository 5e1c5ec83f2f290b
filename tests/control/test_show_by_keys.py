"""A producer's show by keys alone: no mouse, and after each key what an overlay truly shows, and the audit log."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.control.site import Site, press, said, send

pytestmark = pytest.mark.browser

ROWS = [
    {"graphic": "title"},
    {"graphic": "lower-name", "data": {"name": "Robin Esposito", "title": "Commentator"}, "key": "g"},
    {"graphic": "leaders"},
]


class Show:
    """A desk that is worked by its keys alone, and the page of its output."""

    def __init__(self, site: Site, desk: Page, air: Page) -> None:
        self.site = site
        self.desk = desk
        self.air = air
        self.read = 0

    def press(self, *keys: str) -> None:
        press(self.desk, *keys)

    def on(self, graphic: str) -> Locator:
        """Return what the overlay shows of a graphic."""
        return self.air.locator(f"[data-graphic={graphic}]")

    def shows(self, *graphics: str) -> None:
        """Expect these graphics on the overlay, and no other."""
        for graphic in graphics:
            expect(self.on(graphic)).to_be_visible()
        expect(self.air.locator("[data-graphic]:visible")).to_have_count(len(graphics))

    def logged(self, *actions: str) -> list[dict[str, Any]]:
        """Expect these entries in the audit log since it was last read, of the user; return their details."""
        entries = self.site.log()
        fresh, self.read = entries[self.read :], len(entries)
        assert [entry["action"] for entry in fresh] == list(actions)
        assert {entry["actor"] for entry in fresh} <= {"director"}
        return [entry["details"] for entry in fresh]


@pytest.fixture
def show(site: Site, desk_page: Page, mixer: Callable[[], Page]) -> Show:
    """Have a rundown, and the output on air: with the bug alone."""
    send(desk_page, "POST", "/api/rundowns", {"name": "Show", "rows": ROWS})
    send(desk_page, "POST", f"/api/outputs/{site.other_output}/point", {"event_id": "midgame"})
    desk_page.goto(f"{site.url}/games/midgame/control/?output={site.output}", wait_until="domcontentloaded")
    expect(desk_page.locator("desk-rundown .rows li")).to_have_count(len(ROWS))
    made = Show(site, desk_page, mixer())
    made.shows("score-bug-a")
    expect(desk_page.locator("desk-picture[kind=program] .frame")).to_have_attribute("data-edge", "on-air")
    made.logged("rundown.written", "output.pointed")
    return made


def test_graphics_go_in_and_out(show: Show) -> None:
    """Rows by number and key, players by jersey, the game's graphics by letter, the bug, the clear, the panic."""
    bug = "score-bug-a"
    # A row by its number stands by, and nothing is seen of it before Space.
    show.press("1")
    expect(show.desk.locator(".zone.is-next")).to_contain_text("Title")
    show.shows(bug)
    show.press("Space")
    show.shows("title")
    [take] = show.logged("output.take")
    assert (take["zone"], take["cue"]["graphic"]) == ("full", "title")
    expect(show.desk.locator("desk-rundown .rows li").first).to_have_attribute("data-state", "is-on")
    # Backspace takes out the last one in, and the bug comes back.
    show.press("Backspace")
    show.shows(bug)
    show.logged("output.out")
    # A row by a key of its own, with Shift at once; the next one by arrows and Enter.
    show.press("Shift+G")
    show.shows(bug, "lower-name")
    expect(show.on("lower-name")).to_contain_text("ROBIN ESPOSITO")
    show.press("ArrowDown", "Enter")
    expect(show.desk.locator(".zone.is-next")).to_contain_text("Leaders")
    show.press("Space")
    show.shows(bug, "leaders")
    show.logged("output.take", "output.take")
    # A player by jersey: the line, the shots, the name.
    for ending, graphic in (("Enter", "lower-player"), ("s", "shot-chart"), ("n", "lower-name")):
        show.press("h", "2", "3", ending)
        expect(show.desk.locator(".zone.is-next")).to_contain_text("O’SULLANDER" if ending != "n" else "O’Sullander")
        show.press("Space")
        show.shows(bug, graphic)
        expect(show.on(graphic)).to_contain_text(re.compile("O’SULLANDER", re.IGNORECASE))
    assert [one["cue"]["graphic"] for one in show.logged(*["output.take"] * 3)] == [
        "lower-player",
        "shot-chart",
        "lower-name",
    ]
    # The game's own graphics by letter.
    for letter, shown in (
        ("l", (bug, "line-score")),
        ("f", (bug, "on-the-floor")),
        ("c", ("comparison",)),
        ("e", (bug, "leaders")),
    ):
        show.press(letter)
        expect(show.desk.locator(".transport .take")).to_be_enabled()
        show.press("Space")
        show.shows(*shown)
    show.logged(*["output.take"] * 4)
    # Esc empties the preview and leaves the air; Shift+Esc leaves the bug alone.
    show.press("l")
    expect(show.desk.locator(".zone.is-next")).to_have_count(1)
    show.press("Escape")
    expect(show.desk.locator(".zone.is-next")).to_have_count(0)
    show.shows(bug, "leaders")
    show.press("Shift+Escape")
    show.shows(bug)
    show.logged("output.clear")
    # The bug goes out and comes back; so it does after a panic, which is held.
    show.press("b")
    show.shows()
    show.press("b")
    show.shows(bug)
    show.logged("output.out", "output.take")
    for left in ([], [bug]):
        show.desk.keyboard.down("`")
        show.shows(*left)
        show.desk.keyboard.up("`")
    show.logged("output.panic", "output.panic")


def test_values_are_set_by_hand(show: Show) -> None:
    """The clock taken, run and set, the score corrected and held, and undone: each as the overlay shows it."""
    bug, desk = show.on("score-bug-a"), show.desk
    expect(bug).to_contain_text("4:27")
    show.press("s")
    expect(said(desk)).to_contain_text("follows the feed")
    # K and Enter take the clock as it is aired; the arrows move it, what is typed airs with Enter alone.
    show.press("k", "Enter")
    expect(desk.locator("desk-clock")).to_have_attribute("data-source", "MANUAL")
    expect(bug).to_contain_text("4:27")
    show.press("k", "ArrowUp", "ArrowUp")
    expect(bug).to_contain_text("4:29")
    show.press("ArrowDown", "Escape", "k", "5", ":", "1", "0")
    expect(bug).to_contain_text("4:28")
    show.press("Enter")
    expect(bug).to_contain_text("5:10")
    show.press("k", "9", "Escape")
    expect(bug).to_contain_text("5:10")
    show.press("s")
    expect(bug).to_contain_text(re.compile("5:0[0-9]"))  # it runs: no second of it is waited for
    show.press("s")
    expect(desk.locator("desk-clock .start")).to_contain_text("START")
    show.press("t")
    expect(bug).to_contain_text("20")
    show.press("r")
    expect(bug).to_contain_text("30")
    changes = ["manual.set"] * 9
    assert {one["group"] for one in show.logged(*changes)} == {"clock"}
    # The score: an arrow corrects, Right goes to the other team, what is typed holds.
    expect(bug).to_contain_text("59")
    show.press("m", "ArrowUp")
    expect(bug).to_contain_text("60")
    expect(desk.locator("desk-score")).to_have_attribute("data-source", "CORRECT")
    show.press("ArrowRight", "4", "5")
    expect(bug).to_contain_text("42")
    show.press("Enter")
    expect(bug).to_contain_text("45")
    expect(desk.locator("desk-score")).to_have_attribute("data-source", "MANUAL")
    assert {one["group"] for one in show.logged("manual.set", "manual.set")} == {"score"}
    # Undo takes the last one back, and the one before.
    show.press("Control+z")
    expect(bug).to_contain_text("42")
    expect(bug).to_contain_text("60")
    show.press("Control+z")
    expect(bug).to_contain_text("59")
    show.logged("manual.undo", "manual.undo")


def test_proposals_outputs_and_the_map(show: Show) -> None:
    """Y accepts what is proposed and N dismisses it, O goes to the next output, ? shows the keys, [ and ] the delay."""
    desk, site = show.desk, show.site
    players = site.document()["players"]
    scorer = next(key for key, one in players.items() if 6 <= one["line"].get("PTS", 0) < 10)
    name = players[scorer]["last_name"].upper()
    players[scorer]["line"]["PTS"] = 10
    site.publish(players=players)
    expect(desk.locator("desk-proposals li")).to_contain_text("has 10 points")
    show.press("y")
    show.shows("score-bug-a", "lower-player")
    expect(show.on("lower-player")).to_contain_text(name)
    show.logged("output.take")
    players[scorer]["line"]["PTS"] = 20
    players[scorer]["line"]["FL"] = 3
    site.publish(players=players)
    expect(desk.locator("desk-proposals li")).to_contain_text("foul 3")
    show.press("n")
    expect(desk.locator("desk-proposals li")).to_have_count(0)
    show.shows("score-bug-a", "lower-player")
    show.logged()
    show.press("]", "]", "[")
    expect(said(desk)).to_contain_text("0.1 s behind the feed")
    expect(said(desk)).to_contain_text("jumps forward")
    assert [one["delay_ms"] for one in show.logged(*["output.changed"] * 3)] == [100, 200, 100]
    show.press("?")
    expect(desk.locator("dialog")).to_be_visible()
    show.press("b", "Escape")
    expect(desk.locator("dialog")).to_have_count(0)
    show.shows("score-bug-a", "lower-player")
    # On the next output a take leaves this one as it is; after the last comes the first.
    current = desk.locator(".output-pill[aria-current]")
    expect(current).to_contain_text("Program")
    show.press("o")
    expect(current).to_contain_text("Arena screen")
    show.press("Shift+3")
    expect(desk.locator(".zone.is-on").filter(has_text="Leaders")).to_have_count(1)
    show.shows("score-bug-a", "lower-player")
    show.press("o")
    expect(current).to_contain_text("Program")
    expect(desk.locator(".zone.is-on").filter(has_text="Leaders")).to_have_count(0)
