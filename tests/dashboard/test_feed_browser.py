"""The feed's report in a real browser: what is wrong is said in words, and the ways to a recording are there."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.dashboard.conftest import Open, Site
from tests.documents import midgame

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("javascript", [True, False])
def test_report_says_what_is_lacking_and_leads_to_a_recording(javascript: bool, visit: Open) -> None:
    """A barred resource says what it means for the page; the two ways to a recording have the game's address."""
    page = visit("/games/feed_lost/?tab=feed", javascript=javascript)
    report = page.locator("feed-report")
    expect(report).to_contain_text("Nothing is told per 100 possessions.")
    expect(report.locator("tr", has_text="timestamp is not a number")).to_contain_text("21:01:01")
    saved = report.get_by_role("link", name="Save as a recording")
    assert saved.get_attribute("href") == "/games/feed_lost/recording"
    rehearsed = report.get_by_role("link", name="Rehearse it")
    assert rehearsed.get_attribute("href") == "/rehearsal/?source=game:feed_lost"


def test_report_follows_the_feed(site: Site, visit: Open) -> None:
    """Rate and state are those that are published."""
    page = visit("/games/midgame/?tab=feed")
    feed = midgame()["feed"]
    try:
        site.publish("midgame", feed=feed | {"state": "polling", "rate": 12.0, "reason": "no stream"})
        expect(page.locator("feed-report .pill")).to_have_text("Polling")
        expect(page.locator("feed-report dl")).to_contain_text("Messages per second 12.0", use_inner_text=True)
    finally:
        site.publish("midgame", feed=feed)
    expect(page.locator("feed-report .pill")).to_have_text("Live")
