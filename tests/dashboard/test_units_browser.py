"""The units in a real browser: filters in the address, the way to the shot chart, the export."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.dashboard.conftest import Open

pytestmark = pytest.mark.browser


def fives(page: Page) -> list[str]:
    """Return the fives shown."""
    return [" ".join(text.split()) for text in page.locator("unit-table tbody th.five").all_inner_texts()]


def test_filters_stand_in_the_address_and_the_export_has_what_is_shown(visit: Open, tmp_path: Path) -> None:
    """With a player, without another, by plus-minus: page, server and file have the same fives."""
    page = visit("/games/midgame/?tab=units")
    expect(page.locator("unit-table")).to_have_js_property("hasUpdated", True)
    everything = fives(page)
    table = page.locator("unit-table")
    table.get_by_label("With a player").select_option("46105")
    expect(table.get_by_role("button", name="With 14")).to_be_visible()
    table.get_by_label("Without a player").select_option("46100")
    table.get_by_label("Least time together").select_option("1")
    table.get_by_role("link", name="+/−").click()
    expect(table.locator("[aria-sort]")).to_have_text("+/−")
    found = fives(page)
    assert 0 < len(found) < len(everything)
    assert all("14 Halvorsen" in five and "00 Brandvold" not in five for five in found)
    painted = visit(page.url[page.url.index("/games") :], javascript=False)
    assert fives(painted) == found

    with page.expect_download() as download:
        table.get_by_role("link", name="CSV").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    lines = list(csv.DictReader(file.read_text("utf-8-sig").splitlines()))
    assert len(lines) == len(found)
    assert all("14 Petra Halvorsen" in line.values() for line in lines)

    table.get_by_role("button", name="With 14").click()
    table.get_by_role("button", name="Without 00").click()
    table.get_by_label("Least time together").select_option("")
    expect(table.locator("tbody th.five")).to_have_count(len(everything))
    assert "units_with" not in page.url


def test_filters_work_without_javascript(visit: Open) -> None:
    """The form asks for a player besides those asked for, keeps the tab, and a chip takes one out."""
    page = visit("/games/midgame/?tab=units&units_with=46105", javascript=False)
    page.get_by_label("Without a player").select_option("46101")
    page.locator("unit-table").get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile("units_without=46101"))
    assert "tab=units" in page.url
    assert all("14 Halvorsen" in five and "3 Okonjo-Reyes" not in five for five in fives(page))
    page.get_by_role("link", name="Without 3").click()
    expect(page).not_to_have_url(re.compile("46101"))


def test_shots_of_a_five_are_a_choice_of_the_shot_chart(visit: Open) -> None:
    """The link puts the five into the address of this page, and leads to the whole page from the panel alone."""
    page = visit("/games/midgame/?tab=units")
    expect(page.locator("unit-table")).to_have_js_property("hasUpdated", True)
    page.locator("unit-table").get_by_role("link", name="Shots").first.click()
    expect(page).to_have_url(re.compile(r"[?&]unit="))
    assert "tab=units" in page.url
    alone = visit("/games/midgame/units/")
    alone.locator("unit-table").get_by_role("link", name="Shots").first.click()
    expect(alone.locator("shot-chart")).to_be_visible()
    expect(alone).to_have_url(re.compile(r"/games/midgame/\?unit="))
