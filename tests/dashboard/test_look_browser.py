"""Where the look has once gone wrong: nothing lies on anything else, and what is chosen is in sight."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.dashboard.conftest import Open, Site
from tests.dashboard.test_browser import alive
from tests.documents import midgame, variants

pytestmark = pytest.mark.browser

DIGITS = """team => {
    const range = document.createRange();
    range.selectNodeContents(team.querySelector('.points'));
    const { left, right } = range.getBoundingClientRect();
    const arrow = team.querySelector('.arrow svg')?.getBoundingClientRect();
    const block = team.getBoundingClientRect();
    return { left, right, block: [block.left, block.right], arrow: arrow && [arrow.left, arrow.right] };
}"""
BOXES = """elements => elements.filter(one => one.checkVisibility()).map(one => {
    const { left, right } = one.getBoundingClientRect();
    return [left, right];
})"""


@pytest.fixture
def hundred(site: Site) -> Any:
    """A game in which both teams have three figures and the home team has the ball, with long names."""
    document = midgame(overtimes=4, seed=11)
    game = variants()["no_colors"]["game"] | {"event_id": "no_colors"}
    names = {"away": "Northumberland Mountain Kestrels", "home": "Wolframs-Eschenbach Otters"}
    for side, name in names.items():
        game[side] = game[side] | {"name": name, "abbreviation": "MWMWM"}
    score = {side: 100 + document["score"][side] % 100 for side in names}
    site.publish("no_colors", game=game, score=document["score"] | score, possession={"team": "home"})
    yield "no_colors"
    first = variants()["no_colors"]
    site.publish("no_colors", game=first["game"] | {"event_id": "no_colors"}, score=first["score"])
    site.publish("no_colors", possession=first["possession"])


def digits_are_free(page: Page) -> None:
    """Assert that the digits of a score have room about them, and touch no arrow."""
    for team in page.locator("score-board .team").all():
        seen = team.evaluate(DIGITS)
        assert seen["block"][0] + 4 < seen["left"]
        assert seen["right"] < seen["block"][1] - 4
        if seen["arrow"]:
            assert seen["arrow"][1] + 4 < seen["left"] or seen["right"] + 4 < seen["arrow"][0]


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1920, 1080), (2560, 1440), (390, 844)])
def test_no_arrow_lies_on_three_figures(width: int, height: int, hundred: str, visit: Open) -> None:
    """Alone on a monitor or a phone, scores of three figures leave the possession arrow its place."""
    page = visit(f"/games/{hundred}/scoreboard/", width=width, height=height)
    expect(page.locator("score-board .home .arrow svg")).to_be_visible()
    digits_are_free(page)


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1920, 1080)])
def test_names_are_of_two_lines_and_one_size(width: int, height: int, hundred: str, visit: Open) -> None:
    """Both names stand alike, and neither is cut off."""
    page = alive(visit(f"/games/{hundred}/", width=width, height=height))
    digits_are_free(page)
    lines = page.locator("score-board .full > span")
    said = ["Northumberland", "Mountain Kestrels", "Wolframs-Eschenbach", "Otters"]
    expect(lines).to_have_text(said)
    sizes = lines.evaluate_all("lines => lines.map(one => Math.round(parseFloat(getComputedStyle(one).fontSize)))")
    assert len(set(sizes)) == 1
    assert lines.evaluate_all("lines => lines.filter(one => one.scrollWidth > one.clientWidth).length") == 0


@pytest.mark.parametrize("width", [1280, 1440, 1920])
def test_score_in_the_bar_lies_on_nothing(width: int, visit: Open) -> None:
    """Where a panel stands alone, the score in the top bar leaves the menus and the feed their places."""
    page = visit("/games/midgame/box/", width=width, height=720)
    expect(page.locator("score-strip .clock b")).to_be_visible()
    parts = ".top-bar nav > :is(a, details), .pages > a, score-strip > *, feed-state, .account"
    boxes = sorted(page.locator(parts).evaluate_all(BOXES))
    boxes = [box for box in boxes if box[1] > box[0]]
    assert len(boxes) >= 7
    for (_, right), (left, _) in zip(boxes, boxes[1:], strict=False):
        assert right <= left + 1


def test_names_in_the_box_score_have_room_on_a_wall(visit: Open) -> None:
    """On a wall, where the box score shares its row, every name of the roster is read whole."""
    page = alive(visit("/games/midgame/", width=2560, height=1440))
    names = page.locator("box-score tbody .player")
    cut = names.evaluate_all(
        "cells => cells.filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.innerText)"
    )
    assert cut == []


def test_chosen_tab_is_in_sight_on_a_phone(visit: Open) -> None:
    """The row of tabs is wider than a phone, and stands so that the chosen one is seen."""
    page = alive(visit("/games/midgame/?tab=units", width=390, height=844))
    expect(page.locator("#tab-units")).to_be_in_viewport(ratio=1)
    page.locator("#tab-units").press("End")
    expect(page.locator("#tab-feed")).to_be_in_viewport(ratio=1)


def test_every_panel_says_how_old_it_is(visit: Open) -> None:
    """While the feed is lost each panel in sight has the age of its numbers on it."""
    page = alive(visit("/games/feed_lost/", width=1440, height=900))
    for panel in ("score-board", "line-score", "floor-five[side=away]", "shot-chart", "play-list", "box-score"):
        expect(page.locator(f"{panel} .old-age")).to_be_visible()


def test_home_marks_have_an_eye(visit: Open) -> None:
    """The makes of the two teams differ by more than their color, on the court and in its key."""
    page = alive(visit("/games/no_colors/", width=1440, height=900))
    fills = "marks => [...new Set(marks.map(one => getComputedStyle(one).fill))]"
    assert page.locator("shot-chart circle.made.home").evaluate_all(fills) == ['url("#home-mark")']
    assert "url" not in page.locator("shot-chart circle.made.away").evaluate_all(fills)[0]
    expect(page.locator("shot-chart .total.home .mark .eye")).to_be_visible()
    expect(page.locator("shot-chart .total.away .mark .eye")).to_have_count(0)
