"""The shot chart in a real browser."""

import base64
import csv
import io
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Download, Page, expect

from broadcast.basketball.court import court
from tests.dashboard.conftest import Open, Site
from tests.dashboard.shot_games import rich

pytestmark = pytest.mark.browser


def alive(page: Page) -> Page:
    """Wait until the chart is the browser's own."""
    expect(page.locator("shot-chart")).to_have_js_property("hasUpdated", True)
    return page


def words(page: Page) -> str:
    """Return what the chart says; `Show` is the button of a page without JavaScript."""
    return " ".join(page.locator("shot-chart").inner_text().replace("Show", "").split())


PAINTED = """chart => [...chart.querySelectorAll('svg.court *')].map(one => [one.localName, one.textContent,
    ...['class', 'd', 'x', 'y', 'cx', 'cy', 'r', 'transform', 'dy', 'text-anchor', 'viewBox'].map(
        name => (one.getAttribute(name) || '').trim())])"""

LOOKS = [
    "/games/ended/",
    "/games/ended/?team=home&view=areas",
    "/games/ended/shots/?view=zones&period=Q1&period=overtime",
    "/games/ended/shots/?view=hex",
    "/games/ended/?player=55203&attribute=CAS&kind=three&last=10&score=behind&view=nonsense",
    "/games/before_tipoff/shots/?view=hex",
]


@pytest.fixture
def ended(site: Site) -> dict[str, Any]:
    """Publish a final whose shots know all that a shot can know, and return what it has."""
    state = rich(overtimes=1, seed=11, until=0)
    site.publish("ended", shots=state["shots"])
    site.publish("ended", units=state["units"])
    return state


@pytest.mark.parametrize("look", LOOKS)
def test_chart_is_the_same_without_javascript(look: str, ended: dict[str, Any], visit: Open) -> None:
    """In every view, in the page and alone, server and browser say the same words and draw the same shapes."""
    painted, living = visit(look, javascript=False), alive(visit(look))
    assert words(painted) == words(living)
    assert painted.locator("shot-chart").evaluate(PAINTED) == living.locator("shot-chart").evaluate(PAINTED)
    assert re.search(r"Players|\d", words(painted))


def saved(page: Page, what: str) -> bytes:
    """Choose from the menu of what can be saved, and return the file."""
    page.get_by_text("Save", exact=True).click()
    with page.expect_download() as download:
        page.locator("shot-chart .save").get_by_text(what).click()
    assert isinstance(download.value, Download)
    return Path(download.value.path()).read_bytes()


PICTURES: list[dict[str, str]] = [
    {"team": "home", "last": "10"},
    {"view": "areas", "last": ""},
    {"view": "zones"},
    {"view": "hex"},
]


def test_browser_and_server_make_the_same_picture(ended: dict[str, Any], visit: Open) -> None:
    """The SVG that the browser makes is the server's to the letter: well-formed, whole, with its face in it."""
    page = alive(visit("/games/ended/"))
    chart = page.locator("shot-chart")
    theme = page.evaluate("matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark'")
    for choices in PICTURES:
        chart.evaluate("(chart, choices) => { chart.choose(choices); return chart.updateComplete; }", choices)
        made = saved(page, "Picture (SVG)").decode()
        address, _, query = page.url.partition("?")
        answer = page.request.get(f"{address}shots.svg?{query}&theme={theme}")
        assert answer.headers["content-type"] == "image/svg+xml"
        assert answer.text() == made
        root = ElementTree.fromstring(made)  # noqa: S314 -- made by this project
        said = " ".join(text for text in root.itertext() if text)
        assert "Granite Falls Badgers at Harbor City Herons" in said
        assert made.count("@font-face") == (4 if re.search("[đńĐ]", said) else 2)
        assert not re.search(r'(?:href|src)="(?!data:)|url\((?!"data:)|<script', made)
        if "view" not in choices:
            assert "Shot chart · Herons · Last 10 minutes" in said
            marks = [one for one in root.iter() if one.tag.endswith(("circle", "path")) and len(one)]
            assert len(marks) == page.locator("shot-chart :is(.made, .missed)").count() > 5


PIXELS = """async bytes => {
    const picture = await createImageBitmap(new Blob([Uint8Array.from(atob(bytes), one => one.charCodeAt(0))]));
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    const context = canvas.getContext('2d');
    context.drawImage(picture, 0, 0);
    const { data } = context.getImageData(0, 0, picture.width, picture.height);
    const colors = {};
    for (let at = 0; at < data.length; at += 4 * 13) {
        const name = '#' + [0, 1, 2].map(one => data[at + one].toString(16).padStart(2, '0')).join('').toUpperCase();
        colors[name] = (colors[name] || 0) + 1;
    }
    return { width: picture.width, height: picture.height, colors };
}"""


def test_png_shows_the_chart(ended: dict[str, Any], visit: Open) -> None:
    """The PNG is twice the size of the picture, and has the court and marks of both teams in it."""
    page = alive(visit("/games/ended/"))
    content = saved(page, "Picture (PNG)")
    assert content.startswith(b"\x89PNG")
    seen = page.evaluate(PIXELS, base64.b64encode(content).decode())
    assert seen["width"] == 2400
    assert 2400 < seen["height"] < 3200
    for team in ("home", "away"):
        assert seen["colors"][ended["game"][team]["color"]] > 150
    assert len(seen["colors"]) > 20


def test_table_has_the_shots_that_are_shown(ended: dict[str, Any], visit: Open) -> None:
    """The CSV has a row for each shot that the filters leave, with what the document knows of it."""
    page = visit("/games/ended/shots/", javascript=False)
    content = page.request.get(f"{page.url.removesuffix('shots/')}shots.csv?team=home&kind=three").body()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    expected = {key: one for key, one in ended["shots"].items() if one["team"] == "home" and one["three"]}
    assert len(rows) == len(expected) > 10
    players = {key: one["name"] for key, one in ended["players"].items()}
    for row in rows:
        shot = expected[row["Key"]]
        assert row["Player"] == players.get(shot.get("player"), "")
        assert row["Made (1) or missed (0)"] == str(int(shot["made"]))
        assert round(float(row["Right of the hoop (meters)"]) * 1000) == shot["x"]
        assert round(float(row["In front of the hoop (meters)"]) * 1000) == shot["y"]
        assert row["Home score before"] == str(shot["home"])
        assert row["Zone of the feed"] == str(shot.get("zone", ""))
        clock = row["Game clock (seconds left)"]
        assert (round(float(clock) * 1000) if clock else None) == shot.get("clock_ms")
        assert row["Assisted by"] == players.get(shot.get("assisted_by"), "")


def test_filters_live_in_the_address(ended: dict[str, Any], visit: Open) -> None:
    """Each filter narrows the chart and stands in the address; one link clears them and keeps the rest."""
    page = alive(visit("/games/ended/?tab=flow"))
    chart = page.locator("shot-chart")
    counted = chart.locator(".counted span")
    expect(counted).to_have_text(f"{len(ended['shots'])} shots")
    page.get_by_label("Team").select_option("home")
    chart.get_by_text("Players", exact=True).click()
    chart.get_by_label("3 Maren Okonjo-Reyes").check()
    chart.get_by_label("5 Tia Lindqvist").check()
    two = [one for one in ended["shots"].values() if one.get("player") in ("46101", "46102")]
    expect(counted).to_have_text(f"{len(two)} of {len(ended['shots'])} shots")
    page.keyboard.press("Escape")
    expect(chart.locator("summary", has_text="2 players")).to_be_focused()
    chart.locator(".more summary").click()
    chart.locator("[name=kind]").select_option("three")
    chart.get_by_label("Catch and shoot").check()
    chart.get_by_role("button", name="10", exact=True).click()
    expect(chart.get_by_text("More (3)")).to_be_visible()
    for said in ("team=home", "player=46101", "player=46102", "kind=three", "attribute=CAS", "last=10", "tab=flow"):
        assert said in page.url
    page.keyboard.press("Escape")
    chart.get_by_text("Clear filters").click()
    expect(counted).to_have_text(f"{len(ended['shots'])} shots")
    assert page.url.endswith("?tab=flow")
    assert chart.locator("input:checked").count() == 0


def test_filters_work_without_javascript(ended: dict[str, Any], visit: Open) -> None:
    """The menus open, the form is sent with all that is chosen and what belongs to others, and the link clears it."""
    page = visit("/games/ended/?tab=flow", javascript=False)
    chart = page.locator("shot-chart")
    chart.locator("summary", has_text="Players").click()
    chart.get_by_label("3 Maren Okonjo-Reyes").check()
    chart.get_by_label("5 Tia Lindqvist").check()
    chart.locator("summary", has_text="Players").click()
    chart.locator(".view select").select_option("areas")
    chart.get_by_role("button", name="Show").click()
    own = [one for one in ended["shots"].values() if one.get("player") in ("46101", "46102")]
    expect(chart.locator(".counted span")).to_have_text(f"{len(own)} of {len(ended['shots'])} shots")
    expect(chart.locator(".areas path")).to_have_count(7)
    assert "tab=flow" in page.url
    chart.get_by_text("Clear filters").click()
    expect(page).to_have_url(re.compile(r"\?tab=flow&view=areas$"))


def test_shots_are_gone_through_by_keys_and_pointer(ended: dict[str, Any], visit: Open) -> None:
    """Arrow keys go through the shots by time, and the card says of each what a screen reader hears; it stays in."""
    page = alive(visit("/games/ended/"))
    chart, card = page.locator("shot-chart"), page.locator("shot-chart .shot-card")
    order = sorted((one["at"], key) for key, one in ended["shots"].items() if one["y"] < 12_725)
    first = chart.locator('.court [tabindex="0"]')
    expect(first).to_have_attribute("data-key", order[-1][1])
    first.focus()
    page.keyboard.press("Home")
    seen = []
    for _, key in order[:12]:
        focused = page.locator(":focus")
        expect(focused).to_have_attribute("data-key", key)
        expect(card).to_be_visible()
        lines = card.locator("*").all_inner_texts()
        assert ", ".join(lines) == focused.locator("title").text_content()
        inner, outer = card.bounding_box(), chart.bounding_box()
        assert inner is not None
        assert outer is not None
        assert outer["x"] <= inner["x"]
        assert inner["x"] + inner["width"] <= outer["x"] + outer["width"]
        assert outer["y"] <= inner["y"]
        assert inner["y"] + inner["height"] <= outer["y"] + outer["height"]
        seen.append(lines)
        page.keyboard.press("ArrowRight")
    assert any("Corrected" in lines for lines in seen)
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    box = chart.locator(".court .made").first.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2 + 2, box["y"] + box["height"] / 2)
    expect(card).to_contain_text("made")
    page.mouse.move(5, 5)
    expect(card).to_have_count(0)


TAKE = """(chart, [patch, live]) => {
    const shots = { ...chart.shots };
    for (const [key, shot] of Object.entries(patch)) {
        if (shot === null) delete shots[key];
        else shots[key] = shot;
    }
    const { game, units, players, grounds } = chart;
    chart.take({ game, shots, units, players }, { grounds, offline: false, live });
    return chart.updateComplete.then(() => ({
        rings: chart.querySelectorAll('.ring').length,
        gone: chart.querySelectorAll('.gone > *').length,
        marks: chart.querySelectorAll('.marks > [data-key]').length,
    }));
}"""


def test_new_shots_are_ringed_in_live_patches_alone(ended: dict[str, Any], visit: Open) -> None:
    """A shot that comes live has a ring for a moment, one that is deleted fades, a corrected one is cut."""
    page = alive(visit("/games/midgame/"))
    chart = page.locator("shot-chart")
    key, shot = next((key, one) for key, one in rich()["shots"].items() if one["made"])
    before = chart.locator(".court .marks > [data-key]").count()
    seen = chart.evaluate(TAKE, [{"new": shot, "newer": shot}, True])
    assert (seen["rings"], seen["marks"]) == (2, before + 2)
    expect(chart.locator(".ring")).to_have_count(0)
    seen = chart.evaluate(TAKE, [{"new": shot | {"made": False, "corrected": True}}, True])
    assert (seen["rings"], seen["gone"]) == (0, 0)
    assert chart.locator('[data-key="new"].missed').count() == 1
    assert chart.evaluate(TAKE, [{"new": None}, True])["gone"] == 1
    expect(chart.locator(".gone")).to_have_count(0)
    assert chart.evaluate(TAKE, [{"newest": shot}, False])["rings"] == 0
    page.emulate_media(reduced_motion="reduce")
    assert chart.evaluate(TAKE, [{"last": shot}, True])["rings"] == 0
    page.emulate_media(reduced_motion="no-preference")


def test_a_published_shot_and_its_correction_reach_the_chart(site: Site, visit: Open) -> None:
    """What is drawn and counted follows the document, through a new shot and a correction of it."""
    page = alive(visit("/games/midgame/shots/"))
    state = rich()
    chart = page.locator("shot-chart")
    totals = chart.locator(".total.home b").first
    site.publish("midgame", shots=state["shots"])
    own = [one for one in state["shots"].values() if one["team"] == "home"]
    expect(totals).to_have_text(f"{sum(one['made'] for one in own)}-{len(own)}")
    key = next(key for key, one in state["shots"].items() if one["team"] == "home" and one["made"] and one["y"] < 9000)
    expect(chart.locator(f'circle[data-key="{key}"]')).to_have_count(1)
    corrected = state["shots"][key] | {"made": False, "corrected": True}
    site.publish("midgame", shots=state["shots"] | {key: corrected})
    expect(totals).to_have_text(f"{sum(one['made'] for one in own) - 1}-{len(own)}")
    expect(chart.locator(f'path.missed[data-key="{key}"] title')).to_contain_text("Corrected")


INSIDE = """([shapes, places]) => {
    const svg = document.querySelector('svg.court');
    const paths = Object.entries(shapes).map(([name, shape]) => {
        const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
        path.setAttribute('d', shape);
        path.setAttribute('fill-rule', 'evenodd');
        svg.append(path);
        return [name, path];
    });
    const found = places.map(([x, y]) =>
        paths.filter(([, path]) => path.isPointInFill(new DOMPoint(x, -y))).map(([name]) => name));
    for (const [, path] of paths) path.remove();
    return found;
}"""


def test_shapes_of_the_areas_hold_their_shots(visit: Open) -> None:
    """On every court a place lies in the shape of its area, and in no other."""
    page = alive(visit("/games/midgame/"))
    for name in ("NBA", "WNBA", "NCAA", "FIBA", "NFHS"):
        floor = court(name)
        # Odd steps, so that no place lies on a line.
        places = [(x, y) for x in range(-7431, 7440, 1143) for y in range(floor.baseline + 11, floor.half_line, 811)]
        found = page.evaluate(INSIDE, [floor.shapes(), places])
        assert found == [[floor.area(x, y)] for x, y in places], name


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_card_and_menus_fit_the_panel(width: int, height: int, ended: dict[str, Any], visit: Open) -> None:
    """The menus open within the panel, and nothing of the panel is cut off sideways."""
    page = alive(visit("/games/ended/?tab=shots", width=width, height=height))
    chart = page.locator("shot-chart")
    for menu in chart.locator(".filters details").all():
        menu.locator("summary").click()
        inner, outer = menu.locator(".shot-menu").bounding_box(), chart.bounding_box()
        assert inner is not None
        assert outer is not None
        assert outer["x"] <= inner["x"]
        assert inner["x"] + inner["width"] <= outer["x"] + outer["width"]
        assert inner["y"] + inner["height"] <= outer["y"] + outer["height"] or width < 900
        menu.locator("summary").click()
    cut = chart.evaluate(
        "chart => [...chart.querySelectorAll('.totals *, .side *, .legend *, .filters > label, summary')]"
        ".filter(one => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline')"
        ".map(one => one.className || one.localName)"
    )
    assert cut == []
