"""The foul dots of score bug A (LOOK 6): a parameter, and off where nothing is said."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.overlays.standing import LOGO, box, document, served, stand, update

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest.fixture(scope="module")
def stage(built: None) -> Iterator[str]:
    with served() as address:
        yield address


def data_of(rules: str, *, logos: bool = True, **more: Any) -> dict[str, Any]:
    data = document(team_stats={"away": {"timeouts": 3, "fouls": 2}, "home": {"timeouts": 2, "fouls": 6}}, **more)
    data["game"]["rules"] = rules
    for side in ("home", "away"):
        if logos:
            data["game"][side]["logo"] = LOGO
    return data


async def boxes(page: Page, selector: str) -> list[list[float]]:
    count = await page.locator(selector).count()
    return [await box(page, selector, at) for at in range(count)]


async def test_no_dots_are_drawn_unless_asked_for(stage: str, page: Page) -> None:
    """Without the parameter the row has the timeouts alone, 20 wide; it can be turned on and off on air."""
    await stand(stage, page, "score-bug-a", data_of("FIBA"))
    await expect(page.locator(".dots i")).to_have_count(0)
    assert (await boxes(page, ".first .pips i"))[0][2:] == [20, 6]
    await update(page, fouls=True)
    await expect(page.locator(".dots i")).to_have_count(10)
    await update(page, fouls=False)
    await expect(page.locator(".dots i")).to_have_count(0)
    assert (await boxes(page, ".first .pips i"))[0][2:] == [20, 6]


@pytest.mark.parametrize(("rules", "count"), [("FIBA", 5), ("NBA", 5), ("NCAA_M", 7)])
@pytest.mark.parametrize("logos", [True, False])
async def test_the_dots_share_the_row_of_the_timeouts(
    stage: str, page: Page, rules: str, count: int, logos: bool
) -> None:
    """Ten wide, four apart, one for each foul to the bonus, in the middle of the row and within the name's column."""
    await stand(stage, page, "score-bug-a", data_of(rules, logos=logos, fouls=True))
    column = await boxes(page, ".name")
    for place, fouls in (("first", 2), ("second", 6)):
        dots, pips = [await boxes(page, f".{place} {row} i") for row in (".dots", ".pips")]
        assert len(dots) == count
        assert {tuple(dot[1:]) for dot in dots} == {(1002, 10, 10)} and pips[0][1] == 1004
        lefts = sorted(dot[0] for dot in dots)
        assert {after - before for before, after in zip(lefts, lefts[1:], strict=False)} == {14}
        left, right = column[place == "second"][0], column[place == "second"][0] + column[place == "second"][2]
        ends = [min(one[0] for one in pips), max(one[0] + one[2] for one in pips)]
        if place == "first":
            assert lefts[-1] + 10 == right and ends[0] == left and lefts[0] - ends[1] >= 10
        else:
            assert lefts[0] == left and ends[1] == right and ends[0] - lefts[-1] - 10 >= 10
        assert await page.locator(f".{place} .dots i:not(.coming)").count() == min(fouls, count)


async def test_fouls_that_are_not_known_are_not_drawn(stage: str, page: Page) -> None:
    """No fouls, no dots, rather than none committed; without timeouts the dots keep their row."""
    await stand(stage, page, "score-bug-a", data_of("FIBA", fouls=True))
    await update(page, team_stats={"away": {"timeouts": 3}, "home": {"fouls": 0}})
    await expect(page.locator(".first .dots i")).to_have_count(0)
    await expect(page.locator(".second .dots i.coming")).to_have_count(5)
    assert (await box(page, ".second .name"))[1] == 947
