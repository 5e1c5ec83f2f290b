"""The shot chart in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect

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
    "/games/ended/?player=55203&player=46101&kind=three&last=10&view=nonsense",
    "/games/ended/shots/?unit=home-0000000000&attribute=CAS&score=behind",
    "/games/before_tipoff/shots/?view=hex",
]


@pytest.fixture
def ended(site: Site) -> None:
    """Publish a final whose shots know all that a shot can know."""
    state = rich(overtimes=1, seed=11, until=0)
    site.publish("ended", shots=state["shots"])
    site.publish("ended", units=state["units"])


@pytest.mark.parametrize("look", LOOKS)
def test_chart_is_the_same_without_javascript(look: str, ended: None, visit: Open) -> None:
    """In every view, in the page and alone, server and browser say the same words and draw the same shapes."""
    painted, living = visit(look, javascript=False), alive(visit(look))
    assert words(painted) == words(living)
    assert painted.locator("shot-chart").evaluate(PAINTED) == living.locator("shot-chart").evaluate(PAINTED)
    assert re.search(r"Players|\d", words(painted))
