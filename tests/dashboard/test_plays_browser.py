"""The plays in a real browser: filtered, cut out of a stand-in's video, and exported."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path

import pytest
from django.http import QueryDict
from playwright.sync_api import expect

from broadcast.dashboard.exports.plays import decision_list
from broadcast.dashboard.show.play_filter import PlayFilter, newest_first
from tests.backstage.playing import SECRET, USER, Playing
from tests.dashboard.conftest import ROOT, Open, Site
from tests.dashboard.test_browser import alive, words
from tests.documents import midgame
from tests.standin.build import game

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(built: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve the pages from a process whose Event API is a stand-in with video of `midgame`, and of nothing else."""
    database = tmp_path_factory.mktemp("clips") / "site.sqlite3"
    with Playing(game("midgame")) as playing:
        environment = os.environ | {
            **{"DATABASE_URL": f"sqlite:///{database}", "SECRET_KEY": "test", "DEBUG": "1"},
            **{"EVENT_API_URL": playing.standin.url, "EVENT_USERNAME": USER, "EVENT_SECRET": SECRET},
        }
        command = [sys.executable, "-m", "tests.dashboard"]
        with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            said = json.loads(process.stdout.readline())
            yield Site(f"http://127.0.0.1:{said['port']}", said["session"])
            process.terminate()


def chosen(choices: str) -> list[str]:
    """Return the keys of the plays that choices take, newest first, straight from the document."""
    takes = PlayFilter.of(QueryDict(choices)).takes
    return [key for key, play in newest_first(midgame()["plays"]) if takes(play)]


KEYS = "rows => rows.map(row => row.dataset.key)"


@pytest.mark.parametrize(
    "choices",
    [
        "plays_kind=scoring&plays_who=home&plays_period=Q2&tab=box",
        "plays_find=rebound+palmgren&plays=all",
        "plays_corrected=1",
        "plays=all",
    ],
)
def test_choices_of_the_address_are_taken_alike(choices: str, visit: Open) -> None:
    """Server and browser show the same plays, those of the document that the choices take, in the same words."""
    painted = visit(f"/games/midgame/?{choices}", javascript=False)
    living = alive(visit(f"/games/midgame/?{choices}"))
    assert words(painted, "play-list") == words(living, "play-list")
    assert living.locator("play-list li").evaluate_all(KEYS) == chosen(choices)
    hidden = painted.locator("#plays-choices input[type=hidden]")
    kept = {part for part in choices.split("&") if not part.startswith("plays_")}
    assert {f"{one.get_attribute('name')}={one.get_attribute('value')}" for one in hidden.all()} == kept


def test_filters_change_the_list_and_the_address(site: Site, visit: Open) -> None:
    """Each choice narrows the list at once; what is published later is filtered too; a correction shows what was."""
    page = alive(visit("/games/overtime/?plays=all&tab=box"))
    rows = page.locator("play-list li")
    page.get_by_label("Kind of play").select_option("fouls")
    page.get_by_label("Whose plays").select_option("away")
    expect(page.locator("play-list .found")).to_contain_text(re.compile(r"^\s*\d+ plays"))
    assert "plays_kind=fouls" in page.url
    assert "plays_who=away" in page.url
    assert "tab=box" in page.url
    assert all("foul" in text.lower() for text in rows.all_inner_texts())
    count = rows.count()

    plays = midgame(overtimes=2, seed=11)["plays"]
    fouls = [key for key, play in plays.items() if play["kind"] == "personal_foul" and play["team"] == "away"]
    assert len(fouls) == count
    plays[fouls[-1]] |= {"corrected": True, "was": "Foul on somebody else", "text": "Personal foul, as it was"}
    last = {"order": 950, "at": 5, "kind": "steal", "team": "away", "text": "A steal"}
    site.publish("overtime", plays=plays | {"z1": last, "z2": last | {"kind": "bench_foul", "text": "Bench foul"}})
    expect(rows).to_have_count(count + 1)
    expect(rows.first).to_contain_text("Bench foul")
    expect(rows.nth(1).locator("del")).to_have_text("Foul on somebody else")

    page.locator("play-list summary", has_text="Search").click()
    page.get_by_label("Corrected and deleted plays only").check()
    expect(rows).to_have_count(1)
    page.get_by_role("searchbox").fill("nobody")
    expect(page.locator("play-list .none")).to_have_text("No play is like that.")
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Show all").click()
    expect(rows).to_have_count(len(plays) + 2)
    assert "plays_" not in page.url


TYPE_AND_CLEAR = """list => {
    const field = list.querySelector('[name=plays_find]');
    field.value = 'nobody';
    field.dispatchEvent(new InputEvent('input', {bubbles: true}));
    list.querySelector('.found a').click();
    return new Promise(resolve => setTimeout(resolve, 500));  // nothing is searched for then
}"""


def test_search_that_is_being_typed_does_not_come_after_all_was_cleared(visit: Open) -> None:
    """What was typed a moment before all choices are taken back is taken back with them."""
    page = alive(visit("/games/ended/?plays_kind=fouls"))
    page.locator("play-list").evaluate(TYPE_AND_CLEAR)
    expect(page.locator("play-list li")).to_have_count(30)
    assert "plays_" not in page.url
    assert page.locator("play-list [name=plays_find]").input_value() == ""


def test_long_lists_come_by_the_thirty(visit: Open) -> None:
    """Thirty plays are drawn at first, and thirty more each time: by the link, or as a person scrolls down to them."""
    page = alive(visit("/games/ended/"))
    rows = page.locator("play-list li")
    assert rows.count() == 30
    page.locator("play-list .scroll").evaluate("list => list.scrollTo(0, list.scrollHeight)")
    expect(rows).to_have_count(60)
    page.locator("play-list .scroll").evaluate("list => list.scrollTo(0, 0)")
    expect(rows).to_have_count(30)
    page = visit("/games/ended/", javascript=False)
    rows = page.locator("play-list li")
    page.get_by_role("link", name=re.compile(r"^30 more$")).click()
    expect(rows).to_have_count(60)
    assert "plays=60" in page.url


def test_clip_is_cut_and_linked(visit: Open) -> None:
    """Clips are offered once the service has named its video; a press leads to the link, with the chosen handles."""
    page = alive(visit("/games/midgame/"))
    assert page.locator("play-list .clip").count() == 0
    page.locator("play-list").get_by_role("link", name="Clips").click()
    expect(page.locator("play-list .handles [role=status]")).to_contain_text("Video: ")
    page.locator("play-list .choices [name=plays_lead]").fill("20")
    page.keyboard.press("Tab")
    key, play = newest_first(midgame()["plays"])[0]
    page.locator(f"play-list .clip[value={key}]").click()
    link = page.locator(f"play-list li[data-key={key}]").get_by_role("link", name="Open")
    expect(link).to_have_attribute("href", re.compile(f"/{play['at'] - 20_000}-{play['at'] + 4000}\\.mp4$"))
    assert "plays_clips=1" in page.url
    assert "plays_lead=20" in page.url


def test_export_is_of_what_is_shown(visit: Open, tmp_path: Path) -> None:
    """The EDL that is saved has the plays of the filter at the chosen rate, by the viewer's clock."""
    page = alive(visit("/games/midgame/?plays_kind=turnovers"))
    page.locator("play-list summary", has_text="Export").click()
    page.get_by_label("Frames a second").select_option("25")
    page.get_by_label("Reel").fill("iso 3")
    with page.expect_download() as saved:
        page.locator("play-list").get_by_role("button", name="EDL").click()
    assert saved.value.suggested_filename == "Badgers-at-Herons-plays.edl"
    saved.value.save_as(tmp_path / "plays.edl")
    text = (tmp_path / "plays.edl").read_bytes().decode()
    choices = QueryDict("plays_kind=turnovers&plays_rate=25&plays_reel=iso 3")
    assert text == decision_list(midgame("midgame"), choices, UTC)
    assert text.count("ISO_3    V     C") == len(chosen("plays_kind=turnovers"))
