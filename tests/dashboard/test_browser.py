"""The pages in a real browser: alike without JavaScript, alive with it, usable by keyboard."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.dashboard.conftest import Open, Site
from tests.dashboard.twins import living, painted
from tests.documents import halves, midgame, variants

pytestmark = pytest.mark.browser

PANELS = [
    "feed-state",
    "score-board",
    "line-score",
    "floor-five[side=away]",
    "floor-five[side=home]",
    "shot-chart",
    "play-list",
    "box-score",
]


def words(page: Page, selector: str) -> str:
    """Return what a panel says, ages aside."""
    text = page.locator(selector).inner_text()
    return re.sub(r"\b\d+ (s|min|h|d)\b", "AGE", " ".join(text.replace("Show", "").split()))


def alive(page: Page) -> Page:
    """Wait until the panels are the browser's own."""
    # Not wait_for_function: the pages' policy lets no string be evaluated.
    expect(page.locator("score-board")).to_have_js_property("hasUpdated", True)
    return page


@pytest.mark.parametrize("name", sorted(variants()))
def test_game_page_says_the_same_without_javascript(name: str, site: Site, visit: Open) -> None:
    """Every panel of the game page has the same words with JavaScript off and on."""
    page = alive(visit(f"/games/{name}/"))
    of_server = painted(page, f"{site.url}/games/{name}/", PANELS)
    assert all(panel["words"] for panel in of_server.values())
    assert of_server == living(page, PANELS)


def test_feed_tab_says_the_same_without_javascript(site: Site, visit: Open) -> None:
    """The feed tab, with what is barred, mismatched and rejected, is the same too."""
    page = alive(visit("/games/feed_lost/?tab=feed"))
    expect(page.locator("feed-report")).to_have_js_property("hasUpdated", True)
    of_server = painted(page, f"{site.url}/games/feed_lost/?tab=feed", ["feed-report"])
    assert "Accessdeniedtoresource" in of_server["feed-report"]["words"]
    assert of_server == living(page, ["feed-report"])


def test_shot_chart_is_the_same_without_javascript(site: Site, visit: Open) -> None:
    """Lines and marks are drawn at the same places by server and browser, filtered by the address."""
    for query in ("team=home&period=Q1", "player=55203", "unit=constructor&team=away&team=home"):
        page = alive(visit(f"/games/no_colors/?{query}"))
        of_server = painted(page, f"{site.url}/games/no_colors/?{query}", ["shot-chart"])
        assert len(of_server["shot-chart"]["drawn"]) > 9
        assert of_server == living(page, ["shot-chart"])


def test_board_says_the_same_without_javascript(visit: Open) -> None:
    """The board has the same tiles, live before coming before final."""
    painted, living = visit("/", javascript=False), visit("/")
    expect(living.locator("game-tile").last).to_have_js_property("hasUpdated", True)
    for group in ("live", "scheduled", "ended"):
        assert words(painted, f"[data-group={group}]") == words(living, f"[data-group={group}]")
    titles = painted.locator("#board h2:visible").all_inner_texts()
    assert [title.split()[0].upper() for title in titles] == ["LIVE", "COMING", "FINAL"]


def test_nothing_moves_when_the_page_comes_alive(visit: Open) -> None:
    """No panel shifts between the server's paint and the browser's."""
    page = alive(visit("/games/halves/"))
    shifted = page.evaluate(
        """() => new Promise(resolve => {
            let total = 0;
            new PerformanceObserver(list => { for (const one of list.getEntries()) total += one.value; })
                .observe({type: 'layout-shift', buffered: true});
            requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => resolve(total), 100)));
        })"""
    )
    assert shifted < 0.001


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1920, 1080), (390, 844), (1024, 768), (2560, 1440)])
def test_page_never_scrolls_sideways(width: int, height: int, visit: Open) -> None:
    """At every size the page is as wide as the window, and at the desk's sizes as high."""
    page = alive(visit("/games/overtime/", width=width, height=height))
    size = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
    assert size[0] == width
    if width >= 1440:
        assert size[1] == height


REGIONS: dict[tuple[int, int], dict[str, tuple[int, int, int, int]]] = {
    (1440, 900): {
        ".top-bar": (0, 0, 1440, 48),
        ".scoreboard": (16, 56, 960, 136),
        ".panel.line": (988, 56, 436, 136),
        ".five.away": (16, 204, 300, 400),
        ".shots": (328, 204, 448, 400),
        ".plays": (788, 204, 324, 400),
        ".five.home": (1124, 204, 300, 400),
        ".deep": (16, 616, 1408, 268),
    },
    (1920, 1080): {
        ".top-bar": (0, 0, 1920, 56),
        ".scoreboard": (24, 64, 1288, 168),
        ".panel.line": (1328, 64, 568, 168),
        ".five.away": (24, 248, 416, 520),
        ".shots": (456, 248, 584, 520),
        ".plays": (1056, 248, 408, 520),
        ".five.home": (1480, 248, 416, 520),
        ".deep": (24, 784, 1872, 280),
    },
}


@pytest.mark.parametrize("size", sorted(REGIONS))
def test_regions_stand_where_the_layout_has_them(size: tuple[int, int], visit: Open) -> None:
    """The panels of the game page keep their places, whatever the game."""
    page = alive(visit("/games/before_tipoff/", width=size[0], height=size[1]))
    for selector, place in REGIONS[size].items():
        box = page.locator(selector).first.bounding_box()
        assert box is not None
        found = (box["x"], box["y"], box["width"], box["height"])
        assert found == pytest.approx(place, abs=1), selector


def test_every_figure_is_as_wide_as_every_other(visit: Open) -> None:
    """Tabular figures in every panel: a clock at 1:11 is as wide as at 8:88, so nothing shivers."""
    page = alive(visit("/games/midgame/"))
    found = page.evaluate(
        "() => [...new Set([...document.querySelectorAll('body *')].map(one => "
        "getComputedStyle(one).fontVariantNumeric))]"
    )
    assert found == ["tabular-nums"]


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1920, 1080), (390, 844)])
def test_titles_and_codes_are_read_whole(width: int, height: int, visit: Open) -> None:
    """No panel's title and no name in the line score is cut off."""
    page = alive(visit("/games/midgame/", width=width, height=height))
    cut = page.evaluate(
        "() => [...document.querySelectorAll('main h2:not(.visually-hidden), line-score th, .tabs a')]"
        ".filter(one => one.scrollWidth > one.clientWidth).map(one => one.textContent)"
    )
    assert cut == []


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1920, 1080), (390, 844)])
def test_players_names_have_room(width: int, height: int, visit: Open) -> None:
    """In the box score and on the floor a player's name has at least the room of eight letters."""
    page = alive(visit("/games/halves/?tab=box" if width < 1440 else "/games/halves/", width=width, height=height))
    names = page.locator("box-score tbody .player:visible, floor-five tbody .player:visible")
    widths = names.evaluate_all("cells => cells.map(cell => cell.getBoundingClientRect().width)")
    assert len(widths) >= 10
    assert min(widths) >= 64


def test_the_court_stands_still_when_a_heave_cannot_be_drawn(site: Site, visit: Open) -> None:
    """A shot from beyond half court is counted without pushing the court about."""
    page = alive(visit("/games/halves/"))
    court = page.locator("shot-chart .court")
    before = court.bounding_box()
    shots = halves()["shots"]
    heave = next(iter(shots.values())) | {"x": 0, "y": 20_000}
    site.publish("halves", shots=shots | {"heave": heave})
    expect(page.locator("shot-chart .unplaced")).to_have_text("1 not drawn")
    assert court.bounding_box() == before


def test_score_on_a_phone_stays_in_sight(visit: Open) -> None:
    """On a phone the scoreboard sticks to the top while the rest scrolls."""
    page = alive(visit("/games/midgame/", width=390, height=844))
    page.mouse.wheel(0, 500)
    expect(page.locator(".panel.line")).not_to_be_in_viewport()
    box = page.locator(".scoreboard").bounding_box()
    assert box is not None
    assert (box["y"], box["height"]) == (0, 132)


PARTS = {
    "floor": "floor-five[side=away]",
    "shots": "shot-chart .court",
    "plays": "play-list li",
    "box": "box-score tbody",
    "feed": "feed-report",
}


def test_each_part_of_a_phone_page_is_a_tab(visit: Open) -> None:
    """On a phone the panels are tabs of one column, and each shows its own with room to read it."""
    page = alive(visit("/games/midgame/", width=390, height=844))
    for name, inside in PARTS.items():
        page.locator(f"#tab-{name}").click()
        for other, selector in PARTS.items():
            expect(page.locator(selector).first).to_be_visible(visible=other == name)
        box = page.locator(inside).first.bounding_box()
        assert box is not None
        assert box["width"] > 300
        assert box["y"] < 600
        assert box["height"] > (30 if name == "plays" else 200)


def test_live_patch_changes_what_is_shown(site: Site, visit: Open) -> None:
    """A published score, play and lost feed reach the page; the score is said politely."""
    page = alive(visit("/games/no_colors/"))
    document = midgame()
    score: dict[str, Any] = document["score"] | {"home": 99}
    play = {"order": 900, "at": 1, "kind": "two_point_make", "team": "home", "text": "A shot for the books"}
    site.publish("no_colors", score=score, plays=document["plays"] | {"p0900": play})
    expect(page.locator("score-board .home .points")).to_have_text("99")
    expect(page.locator("play-list li").first).to_contain_text("A shot for the books")
    expect(page.locator("#announcer")).to_contain_text("99")
    assert page.locator("#announcer").get_attribute("aria-live") == "polite"

    expect(page.locator("main")).not_to_have_attribute("data-old", "")
    site.publish("no_colors", live=False, feed={"state": "lost", "last_message_at": 1, "reason": "gone"})
    expect(page.locator("main")).to_have_attribute("data-old", "")
    expect(page.locator("play-list .old-age")).to_be_visible()
    points = page.locator("score-board .home .points")
    assert points.evaluate("one => getComputedStyle(one).opacity") == "0.66"
    site.publish("no_colors", live=False, feed={"state": "live"})
    expect(page.locator("main")).not_to_have_attribute("data-old", "")


NOTE_TIMES = """board => {
    window.times = [];
    const note = () => {
        const seconds = Number(board.querySelector('.time')?.textContent.replace(/^0:/, ''));
        if (seconds <= 41 && seconds !== window.times.at(-1)) window.times.push(seconds);
    };
    new MutationObserver(note).observe(board, {subtree: true, childList: true, characterData: true});
}"""
THREE_TIMES = """() => new Promise((resolve, reject) => {
    const look = () => { if (window.times.length >= 3) resolve(window.times); };
    setInterval(look, 20);
    setTimeout(() => reject(new Error(`the clock showed ${window.times}`)), 20000);
})"""


def test_running_clock_counts_down_by_itself(site: Site, visit: Open) -> None:
    """A running clock falls without further messages."""
    page = alive(visit("/games/overtime/"))
    page.locator("score-board").evaluate(NOTE_TIMES)  # a tenth is not shown for as long as it takes to ask for it
    now = page.evaluate("Date.now()")
    standing = midgame(overtimes=2)["clock"]
    # It begins in a second: one of which nothing is heard for 6 s is not shown any more.
    site.publish("overtime", clock=standing | {"ms": 41_000, "running": True, "as_of": now + 1000})
    try:
        times = page.evaluate(THREE_TIMES)
        assert times == sorted(times, reverse=True)
        assert times[-1] < 41
    finally:
        # The games are shared: a clock that ran on would be read at two moments by the tests of the same words.
        site.publish("overtime", clock=standing | {"as_of": now})


def test_filters_stand_in_the_address(visit: Open) -> None:
    """Choosing a team leaves its shots alone on the court, and the address says so."""
    page = alive(visit("/games/midgame/?tab=box"))
    page.get_by_label("Team").select_option("away")
    expect(page.locator("shot-chart circle.home")).to_have_count(0)
    expect(page.locator("shot-chart circle.away").first).to_be_attached()
    assert "team=away" in page.url
    assert "tab=box" in page.url
    page.get_by_label("Team").select_option("")
    expect(page.locator("shot-chart circle.home").first).to_be_attached()
    assert "team=" not in page.url


def test_box_score_sorts_by_a_column(visit: Open) -> None:
    """A column's head sorts most first, says so, and stands in the address; the server sorts alike."""
    page = alive(visit("/games/midgame/"))
    table = page.locator("box-score table").first
    table.get_by_role("link", name="PTS").click()
    expect(table.get_by_role("columnheader", name="PTS")).to_have_attribute("aria-sort", "descending")
    names = table.locator("tbody th").all_inner_texts()
    painted = visit(page.url.removeprefix(page.url.split("/games")[0]), javascript=False)
    assert painted.locator("box-score table").first.locator("tbody th").all_inner_texts() == names


def test_tabs_go_by_arrow_keys(visit: Open) -> None:
    """The arrow keys move between tabs, and the panel follows."""
    page = alive(visit("/games/feed_lost/"))
    page.get_by_role("tab", name="Units").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Feed")).to_be_focused()
    expect(page.locator("feed-report")).to_be_visible()
    expect(page.locator("box-score")).to_be_hidden()
    assert "tab=feed" in page.url


def test_first_key_leads_to_the_content(visit: Open) -> None:
    """The first Tab stop is the skip link, and it is seen when focused."""
    page = visit("/games/midgame/")
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Skip to the content")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_markup_in_names_stays_text(visit: Open) -> None:
    """Names that try to be markup are shown as they are, by server and browser, in HTML, SVG and JSON."""
    for javascript in (True, False):
        page = visit("/games/hostile/", javascript=javascript)
        if javascript:
            alive(page)
        assert page.locator("main img").count() == 0
        assert "<img src=x" in page.locator("play-list li").first.inner_text()
        assert "<img src=x" in (page.locator("shot-chart circle title").first.text_content() or "")
        assert page.title().endswith("· Courtside")


def test_plays_hold_still_while_they_are_read(site: Site, visit: Open) -> None:
    """Pointing at the list keeps it where it is; a button counts what is new and leads back to the top."""
    page = alive(visit("/games/halves/"))
    plays = halves()["plays"]
    page.locator("play-list li").nth(3).hover()
    top = page.locator("play-list li").nth(3)
    before = top.get_attribute("data-key")
    plays["zz1"] = {"order": 901, "at": 2, "kind": "steal", "text": "Another steal"}
    site.publish("halves", plays=plays)
    expect(page.get_by_role("button", name="1 new")).to_be_visible()
    held = page.locator(f'play-list li[data-key="{before}"]')
    assert page.locator("play-list .scroll").evaluate("one => one.scrollTop") > 0
    expect(held).to_be_in_viewport()
    page.get_by_role("button", name="1 new").click()
    expect(page.locator("play-list li").first).to_be_in_viewport()
    expect(page.get_by_role("button", name="1 new")).to_have_count(0)
