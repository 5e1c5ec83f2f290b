"""The comparison in a real browser: a period is chosen in the address, and the numbers follow the document."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.dashboard.conftest import Open, Site
from tests.documents import midgame

pytestmark = pytest.mark.browser


def test_a_period_is_chosen_by_a_link(visit: Open) -> None:
    """A period's link stands in the address, with JavaScript and without, and says that it is counted."""
    page = visit("/games/midgame/?tab=comparison")
    expect(page.locator("team-comparison")).to_have_js_property("hasUpdated", True)
    page.locator("team-comparison").get_by_role("link", name="2ND").click()
    expect(page.locator("team-comparison")).to_contain_text("Counted from the plays.")
    assert "comparison_period=Q2" in page.url
    assert "tab=comparison" in page.url
    points = page.locator("team-comparison tr", has_text="PTS").first.locator("td.home")
    expect(points).to_have_text(str(midgame()["score"]["periods"]["Q2"]["home"]))
    painted = visit("/games/midgame/?tab=comparison", javascript=False)
    painted.locator("team-comparison").get_by_role("link", name="2ND").click()
    expect(painted.locator("team-comparison [aria-current]")).to_have_text("2ND")


def test_numbers_follow_the_document(site: Site, visit: Open) -> None:
    """A team's fouls are published, and then are fewer again; the better of the two changes sides."""
    page = visit("/games/midgame/?tab=comparison")
    stats = midgame()["team_stats"]
    fouls = page.locator("team-comparison tbody tr", has_text="PF")
    away = stats["away"]["line"]
    try:
        for count, better in ((99, "home"), (0, "away")):
            site.publish("midgame", team_stats=stats | {"away": stats["away"] | {"line": away | {"FL": count}}})
            expect(fouls.locator("td.away")).to_have_text(str(count))
            expect(fouls.locator("td.better")).to_have_class(f"{better} better")
    finally:
        site.publish("midgame", team_stats=stats)
