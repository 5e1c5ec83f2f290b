"""The box score in a real browser: by period, sorted, exported, and by keyboard."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.dashboard.conftest import Open, Site
from tests.dashboard.test_browser import alive, words
from tests.dashboard.twins import living, painted
from tests.documents import midgame

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    "choices", ["box_period=Q2&sort=-PTS", "box_period=first-half&box_columns=all", "box_columns=advanced&sort=TS%25"]
)
def test_choices_say_the_same_without_javascript(choices: str, site: Site, visit: Open) -> None:
    """Server and browser show the same numbers in the same order."""
    page = alive(visit(f"/games/midgame/?{choices}"))
    of_server = painted(page, f"{site.url}/games/midgame/?{choices}", ["box-score"])
    assert of_server == living(page, ["box-score"])
    assert ("Counted from the plays" in words(page, "box-score")) == ("box_period" in choices)


def test_who_did_not_play_is_said_alike(site: Site, visit: Open) -> None:
    """After the end DNP stands for whoever was never on the floor."""
    page = alive(visit("/games/ended/"))
    of_server = painted(page, f"{site.url}/games/ended/", ["box-score"])
    assert of_server["box-score"]["words"].count("DNP") == 5
    assert of_server == living(page, ["box-score"])


def test_period_sort_and_file(site: Site, visit: Open, tmp_path: Path) -> None:
    """A period is the document's; a head sorts both ways; the file has what is shown, after a correction too."""
    page = alive(visit("/games/no_colors/?tab=box"))
    page.get_by_label("Part of the game").select_option("Q2")
    table = page.locator("box-score table").first
    head = table.get_by_role("link", name="PTS")
    for way in ("descending", "ascending"):
        head.click()
        expect(table.locator("th[aria-sort]")).to_have_attribute("aria-sort", way)
    assert "sort=-PTS" in page.url
    assert "box_period=Q2" in page.url

    document = midgame()
    lines = document["period_stats"]["Q2"]
    best = max((key for key in lines if key.startswith("552")), key=lambda key: lines[key].get("PTS", 0))
    lines[best]["PTS"] = 41
    site.publish("no_colors", period_stats=document["period_stats"])
    leader = table.locator("tbody td.leads", has_text=re.compile("^41"))
    expect(leader).to_contain_text("team high")
    with page.expect_download() as saved:
        page.locator("box-score").get_by_role("link", name="CSV").click()
    saved.value.save_as(tmp_path / "box.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "box.csv").read_text("utf-8-sig"))))
    names = [row["Player"] for row in rows if row["Team"] == "Granite Falls Badgers"][:-1]
    shown = table.locator("tbody th").all_inner_texts()
    assert len(names) == len(shown)
    assert all(text.startswith(name) for name, text in zip(names, shown, strict=True))
    assert "41" in [row["PTS"] for row in rows]


def test_tables_scroll_by_keyboard_and_the_key_shuts(visit: Open) -> None:
    """Each team's table takes the focus and scrolls; Escape shuts the key of abbreviations."""
    page = alive(visit("/games/midgame/"))
    table = page.locator("box-score .scroll").first
    table.focus()
    page.keyboard.press("End")
    expect(table.locator("tbody tr").last).to_be_in_viewport()
    expect(table.locator("thead th").first).to_be_in_viewport()
    page.locator("box-score summary").click()
    expect(page.locator("box-score dl")).to_contain_text("Offensive rebounds")
    page.keyboard.press("Escape")
    expect(page.locator("box-score dl")).to_be_hidden()
