"""Score bug A where a clock has a label, where something is missing, and where a ground is dark (LOOK 3, 5, 6, 13)."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.overlays.standing import LOGO, box, check_texts, document, served, stand, update

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest.fixture(scope="module")
def stage(built: None) -> Iterator[str]:
    with served() as address:
        yield address


def with_clock(**clock: Any) -> dict[str, Any]:
    data = document()
    data["clock"] = {"period": "Q2", "phase": "period", "as_of": data["now"], **clock}
    for side in ("home", "away"):
        data["game"][side]["logo"] = LOGO
    return data


@pytest.mark.parametrize(
    ("clock", "label", "size"),
    [
        ({}, "2ND", 46),
        ({"text": "12:3O"}, "2ND", 46),
        ({"jumped": {"from_ms": 432_000, "to_ms": 60_000}}, "2ND", 46),
        ({"phase": "pregame", "countdown_ms": 900_000}, "PREGAME", 46),
        ({"phase": "break", "zero_at": 1}, "HALF", 46),
        ({"phase": "break", "period": "Q3", "zero_at": 1}, "END 3RD", 46),
        ({"phase": "ended", "period": "OT2"}, "FINAL/2OT", 46),
        ({"phase": "ended", "period": "OT9"}, "FINAL/9OT", 46),
    ],
)
async def test_a_label_stands_alone_over_both_rows(
    stage: str, page: Page, clock: dict[str, Any], label: str, size: int
) -> None:
    """One line of the centre, and neither time, period nor shot clock beside it; what the feed spelled is not there."""
    await stand(stage, page, "score-bug-a", with_clock(**clock))
    await expect(page.locator(".label")).to_have_text(label)
    await expect(page.locator(".label")).to_have_css("font-size", f"{size}px")
    assert await box(page, ".label") == [856, 938, 208, 88]
    await expect(page.locator(".clock")).to_have_css("opacity", "0")
    width = await page.evaluate(
        """(() => { const range = document.createRange();
          range.selectNodeContents(graphic.shadowRoot.querySelector(".label"));
          return range.getBoundingClientRect().width; })()"""
    )
    assert width <= 192


async def test_a_label_wider_than_the_centre_is_smaller(stage: str, page: Page) -> None:
    """34 where 46 would be wider than 192."""
    data = with_clock(phase="break", zero_at=1) | {"language": "es"}
    await stand(stage, page, "score-bug-a", data)
    await expect(page.locator(".label")).to_have_text("DESCANSO")
    wide = await page.evaluate("graphic.shadowRoot.querySelector('.label').classList.contains('long')")
    width = await page.evaluate(
        """(() => { const label = graphic.shadowRoot.querySelector(".label"); label.classList.remove("long");
          const range = document.createRange(); range.selectNodeContents(label);
          return range.getBoundingClientRect().width; })()"""
    )
    assert wide == (width > 192)


async def test_without_a_shot_clock_in_the_rules_the_period_is_in_the_middle(stage: str, page: Page) -> None:
    """The chip is not drawn, whatever is fed; by other rules it stands beside the period."""
    data = with_clock(ms=432_000, resolution_ms=100, running=False, shot_ms=14_000)
    await stand(stage, page, "score-bug-a", data)
    await expect(page.locator(".chip")).to_be_visible()
    await update(page, game={**data["game"], "rules": "NFHS"})
    await expect(page.locator(".chip")).to_be_hidden()
    x, _, width, _ = await box(page, ".period")
    assert abs(x + width / 2 - 960) < 1


async def test_a_dark_ground_has_a_line_beside_the_dark_centre(stage: str, page: Page) -> None:
    """2 px on the inner edge, of the ink at 35 %; a ground that is light enough has none."""
    data = with_clock(ms=432_000, running=False)
    data["game"]["away"] |= {"color": "#0C2340", "text_color": "#FFFFFF"}
    data["game"]["home"] |= {"color": "#FDB927", "text_color": "#000000"}
    await stand(stage, page, "score-bug-a", data)
    edges = await page.evaluate(
        """["::before", "::after"].map((edge) => {
          const style = getComputedStyle(graphic.shadowRoot.querySelector(".centre"), edge);
          return [style.backgroundColor, style.width, style.height];
        })"""
    )
    assert edges[0] == ["rgba(255, 255, 255, 0.35)", "2px", "88px"]
    assert edges[1][0] == "rgba(0, 0, 0, 0)"


async def test_what_is_not_known_is_not_drawn(stage: str, page: Page) -> None:
    """A game of which next to nothing is known: three letters of a name, gray, no logo, no pips, and no stand-in."""
    data = with_clock()
    data["game"]["home"] = {"id": "1", "name": "Ravens"}
    data["game"]["away"] = {"id": "2", "name": "Wolves", "abbreviation": "WOLVESX"}
    data |= {"score": {}, "team_stats": {}, "clock": {}}
    await stand(stage, page, "score-bug-a", data)
    assert await check_texts(page) == ["WOL", "0", "RAV", "0"]
    assert await box(page, ".bug") == [592, 938, 736, 88]
    await expect(page.locator(".pips i, .bonus.shown, .chip.shown, .logo img[src]")).to_have_count(0)
    await expect(page.locator(".second")).to_have_css("background-color", "rgb(58, 67, 80)")
