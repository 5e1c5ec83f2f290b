"""The scoreboard, the line score and the lineups in a real browser, on the page and alone on a monitor."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.dashboard.conftest import Open, Site
from tests.dashboard.test_browser import alive, words
from tests.documents import midgame, variants

pytestmark = pytest.mark.browser

CUT = """elements => elements.filter(one => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0)
    .map(one => one.className + one.textContent)"""
OUTSIDE = """elements => elements.map(one => [one.textContent.trim(), one.getBoundingClientRect()])
    .filter(([text, box]) => box.left < 0 || box.right > innerWidth || box.bottom > innerHeight + 1)
    .map(([text]) => text)"""


@pytest.fixture(scope="module")
def crowded(site: Site) -> Iterator[str]:
    """A game with all that takes room: four overtimes, three figures, a bonus, fouls at the limit."""
    document = midgame(overtimes=4, seed=11)
    for number, player in enumerate(document["players"].values()):
        player["line"]["FL"] = number % 6
    for stats in document["team_stats"].values():
        stats |= {"fouls": 10, "timeouts": 2, "bonus": "BONUS"}
    topics = ("score", "plays", "players", "lineups", "team_stats", "period_stats", "clock")
    now = document["clock"]["as_of"] * 2
    document["clock"]["as_of"] = now
    site.publish("no_colors", **{name: document[name] for name in topics})
    yield "no_colors"
    first = variants()["no_colors"]
    site.publish("no_colors", **{name: first[name] for name in topics})


def scoreboard_fits(page: Page) -> None:
    """Assert that nothing of the scoreboard and the line score is cut off or out of sight."""
    parts = "score-board :is(.points, .time, .period, .facts), line-score :is(th, td)"
    assert page.locator(parts).evaluate_all(CUT) == []
    assert page.locator("score-board :is(.points, .time, .facts > :not(.timeouts), .pips)").evaluate_all(OUTSIDE) == []


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1920, 1080), (390, 844)])
def test_four_overtimes_and_a_bonus_have_room(width: int, height: int, crowded: str, visit: Open) -> None:
    """On the page everything that a close game brings is read whole."""
    page = alive(visit(f"/games/{crowded}/", width=width, height=height))
    expect(page.locator("line-score thead .current")).to_have_text("4OT")
    scoreboard_fits(page)


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (2560, 1440), (390, 844), (844, 390)])
def test_scoreboard_alone_fills_the_window(width: int, height: int, crowded: str, visit: Open) -> None:
    """Alone it is as large as the window allows, and all of it is in sight."""
    page = alive(visit(f"/games/{crowded}/scoreboard/", width=width, height=height))
    scoreboard_fits(page)
    size = page.locator("score-board .points").first.evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
    assert size > 0.2 * min(width, height * 1.2)


def test_panels_alone_say_the_same_without_javascript(crowded: str, visit: Open) -> None:
    """Fouls, pips, sources and times are painted alike by server and browser."""
    for name, selector in (("lineups", "floor-five[side=home]"), ("scoreboard", "score-board"), ("line", "line-score")):
        painted = visit(f"/games/{crowded}/{name}/", javascript=False)
        living = visit(f"/games/{crowded}/{name}/")
        expect(living.locator(selector)).to_have_js_property("hasUpdated", True)
        assert words(painted, selector) == words(living, selector), name


def test_lineups_follow_the_document(site: Site, visit: Open) -> None:
    """A change of the five moves the players, with the time since when; fouls that matter are marked."""
    page = visit("/games/overtime/lineups/", width=1920, height=1080)
    home = page.locator("floor-five[side=home]")
    expect(home).to_have_js_property("hasUpdated", True)
    document = midgame(overtimes=2, seed=11)
    five = document["lineups"]["home"]
    leaves = five["players"][0]
    comes = next(key for key in document["players"] if key.startswith("461") and key not in five["players"])
    last = max(document["plays"].values(), key=lambda play: play["order"])
    document["players"][comes]["line"]["FL"] = 5
    document["players"][comes]["picture"] = "data:image/png;base64,AAAA"
    plays = document["plays"] | {"z": last | {"order": 999, "at": last["at"] + 5, "clock_ms": 33_000, "period": "OT2"}}
    lineups = document["lineups"] | {
        "home": {"players": [comes, *five["players"][1:]], "source": "plays", "since": last["at"] + 6}
    }
    site.publish("overtime", players=document["players"], plays=plays, lineups=lineups)
    name = document["players"][comes]["last_name"]
    row = home.locator("tbody.on tr", has_text=name)
    expect(row).to_contain_text("OUT")
    expect(row.locator(".face")).to_be_visible()
    assert row.locator("img").count() == 0
    expect(home.locator("h2")).to_contain_text("from the plays")
    expect(home.locator("h2")).to_contain_text("since 33.0 2OT")
    expect(home.locator("tbody.bench")).to_contain_text(document["players"][leaves]["last_name"])
    boxes = [page.locator(f"floor-five[side={side}]").bounding_box() for side in ("away", "home")]
    assert boxes[0] is not None
    assert boxes[1] is not None
    assert boxes[0]["y"] == boxes[1]["y"]
    assert boxes[0]["width"] == pytest.approx(boxes[1]["width"], abs=1)
