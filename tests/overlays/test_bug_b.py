"""Score bug B as it looks, and what both bugs do alike."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.overlays.standing import BROKEN, LOGO, box, check_texts, document, served, stand, update

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="session"),
]


@pytest.fixture(scope="module")
def stage(built: None) -> Iterator[str]:
    with served() as address:
        yield address


BUGS = ["score-bug-a", "score-bug-b"]


def with_logos(**more: Any) -> dict[str, Any]:
    data = document(**more)
    for side in ("home", "away"):
        data["game"][side]["logo"] = LOGO
    return data


async def test_the_box_stands_in_the_upper_or_the_lower_corner(stage: str, page: Page) -> None:
    """320 by 168 with logos, two rows of 60 over a foot of 48; `place` says which corner."""
    await stand(stage, page, "score-bug-b", with_logos())
    assert await box(page, ".bug") == [96, 54, 320, 168]
    assert [await box(page, ".team", at) for at in (0, 1)] == [[96, 54, 320, 60], [96, 114, 320, 60]]
    assert await box(page, ".centre") == [96, 174, 320, 48]
    assert await box(page, ".chip") == [350, 182, 52, 32]
    assert (await box(page, ".score"))[0::2] == [312, 104]
    assert (await box(page, ".period"))[0] == 110
    for selector, size in ((".score", 56), (".name", 44), (".time", 42), (".period", 32), (".chip", 32)):
        await expect(page.locator(selector).first).to_have_css("font-size", f"{size}px")
    assert await check_texts(page) == ["WLV", "11", "RAV", "8", "2ND", "7:12", "14"]
    await update(page, place="foot")
    assert await box(page, ".bug") == [96, 858, 320, 168]
    await check_texts(page)
    await update(page, place="top")
    assert await box(page, ".bug") == [96, 54, 320, 168]


async def test_both_logos_or_neither(stage: str, page: Page) -> None:
    """A logo that cannot be drawn takes the other with it, and the box is the narrow one."""
    data = with_logos()
    data["game"]["home"]["logo"] = BROKEN
    await stand(stage, page, "score-bug-b", data)
    assert await box(page, ".bug") == [96, 54, 280, 168]
    await expect(page.locator(".logo img[src]")).to_have_count(0)
    await update(page, game=with_logos()["game"])
    assert await box(page, ".bug") == [96, 54, 320, 168]
    await expect(page.locator(".logo img[src]")).to_have_count(2)


async def test_the_first_row_is_the_output_s_first_team(stage: str, page: Page) -> None:
    """Visitors first, home first, or swapped for the side the camera is on."""
    await stand(stage, page, "score-bug-b", document())
    names = page.locator(".team .name")
    await expect(names).to_have_text(["WLV", "RAV"])
    await update(page, team_order="HOME_FIRST")
    await expect(names).to_have_text(["RAV", "WLV"])
    await expect(page.locator(".team .score")).to_have_text(["8", "11"])
    await update(page, swap=True)
    await expect(names).to_have_text(["WLV", "RAV"])


@pytest.mark.parametrize(("left", "all_of_them", "columns", "rows"), [(4, 7, 2, 4), (2, 5, 2, 3), (3, 4, 1, 4)])
async def test_timeouts_left_stand_right_of_the_abbreviation(
    stage: str, page: Page, left: int, all_of_them: int, columns: int, rows: int
) -> None:
    """Pips of 16 by 6, gap 4, in one column up to four and in two above, before the score."""
    data = with_logos(team_stats={"away": {"timeouts": left}, "home": {"timeouts": left}})
    data["game"]["rules"] = {7: "NBA", 5: "FIBA", 4: "NCAA_M"}[all_of_them]
    await stand(stage, page, "score-bug-b", data)
    count = await page.locator(".first .pips i").count()
    lit = await page.locator(".first .pips i:not(.used)").count()
    assert (count, lit) == (all_of_them, left)
    x, y, width, height = await box(page, ".first .pips")
    assert [await box(page, ".first .pips i", 0)] == [[x, y + (60 - 10 * rows + 4) / 2, 16, 6]]
    assert (width, height, x + width) == (20 * columns - 4, 60, 308)
    await update(page, team_stats={"away": {}, "home": {}})
    await expect(page.locator(".pips i")).to_have_count(0)


@pytest.mark.parametrize(
    ("topics", "label"),
    [
        ({"phase": "break", "period": "Q2", "ms": 0}, "HALF"),
        ({"phase": "break", "period": "Q3", "ms": 0}, "END 3RD"),
        ({"phase": "ended", "period": "OT2"}, "FINAL/2OT"),
    ],
)
async def test_a_label_is_one_line_in_the_foot(stage: str, page: Page, topics: dict[str, Any], label: str) -> None:
    """It stands alone in the middle of the foot, and the clock is gone."""
    data = with_logos()
    data["clock"].update(topics)
    await stand(stage, page, "score-bug-b", data)
    await expect(page.locator(".label")).to_have_text(label)
    await expect(page.locator(".label")).to_have_css("font-size", "42px")
    await expect(page.locator(".clock")).to_have_css("opacity", "0")


async def test_a_label_wider_than_the_foot_is_smaller(stage: str, page: Page) -> None:
    """In the narrow box the longest Spanish label still stays within."""
    data = document(language="es")
    data["clock"].update(phase="ended", period="OT9")
    await stand(stage, page, "score-bug-b", data)
    await expect(page.locator(".label")).to_have_text("FINAL/9PR")
    span = await page.evaluate(
        """(() => { const range = document.createRange();
          range.selectNodeContents(graphic.shadowRoot.querySelector(".label"));
          const { left, right } = range.getBoundingClientRect(); return [left, right]; })()"""
    )
    assert span[0] >= 96 + 10 and span[1] <= 96 + 280 - 10


async def test_tabs_stand_right_of_the_box(stage: str, page: Page) -> None:
    """BONUS beside its team's row, messages of 320 by 36 level with the foot, the sponsor where no message is."""
    bonus = {"away": {"bonus": "BONUS", "timeouts": 1}, "home": {}}
    await stand(stage, page, "score-bug-b", with_logos(team_stats=bonus, sponsor=LOGO))
    assert await box(page, ".bonus.of-first") == [424, 66, 136, 36]
    assert await box(page, ".sponsor") == [424, 180, 136, 36]
    tabs = page.locator(".tab.shown")
    await expect(tabs).to_have_count(2)
    payload = {"place": "home", "text": "#23 ĶOVALENKO · 4TH FOUL"}
    await page.evaluate("(payload) => graphic.customAction({id: 'message', payload})", payload)
    assert await box(page, ".message") == [424, 180, 320, 36]
    await expect(page.locator(".message")).to_have_text(payload["text"])
    await expect(tabs).to_have_count(3)
    assert await page.evaluate("""document.fonts.check('600 26px "Barlow Condensed"', "Ķ")""")


async def test_the_arrow_stands_in_its_team_s_row(stage: str, page: Page) -> None:
    """Only where the rules have one; it clears a score of three figures."""
    data = with_logos(possession={"team": "home"}, score={"home": 108, "away": 100})
    await stand(stage, page, "score-bug-b", data)
    await expect(page.locator(".arrow")).to_be_hidden()
    await update(page, game={**data["game"], "rules": "NCAA_M", "format": "HALF"})
    x, y, width, height = await box(page, ".arrow")
    assert (x + width, y, height) == (412, 136, 16)
    digits = await page.evaluate(
        """(() => { const range = document.createRange();
          range.selectNodeContents(graphic.shadowRoot.querySelector(".second .score span"));
          return range.getBoundingClientRect().right; })()"""
    )
    assert digits <= x


@pytest.mark.parametrize("bug", BUGS)
async def test_a_live_basket_rises_and_a_correction_is_cut(stage: str, page: Page, bug: str) -> None:
    """Up by 1 to 4 in a live update moves the digits 200 ms and flashes the block 600; anything else is a cut."""
    await stand(stage, page, bug, with_logos())
    await page.evaluate(
        """() => {
          window.moved = [];
          const real = Element.prototype.animate;
          Element.prototype.animate = function (frames, options) {
            window.moved.push(options.duration);
            return real.call(this, frames, options);
          };
        }"""
    )
    times = "moved.splice(0).sort()"
    await update(page, score={"home": 10, "away": 11})
    assert await page.evaluate(times) == [200, 600]
    await update(page, score={"home": 9, "away": 11})
    await update(page, score={"home": 20, "away": 11})
    await page.evaluate("graphic.updateAction({data: {score: {home: 22, away: 11}}})")
    assert await page.evaluate(times) == []
    await expect(page.locator(".second .score")).to_have_text("22")


@pytest.mark.parametrize("bug", BUGS)
async def test_a_score_that_nobody_knows_is_not_shown(stage: str, page: Page, bug: str) -> None:
    """A game under way of which the feed has said nothing cannot be taken; before it, 0 and 0 can."""
    data = document(feed={"state": "lost"})
    del data["score"]
    answers = await stand(stage, page, bug, data)
    assert answers[1] == {"statusCode": 422, "statusMessage": "The score is not known yet."}
    data["game"]["status"] = "scheduled"
    assert (await stand(stage, page, bug, data))[1]["statusCode"] == 200
    await expect(page.locator(".team .score")).to_have_text(["0", "0"])


@pytest.mark.parametrize("bug", BUGS)
async def test_a_score_that_is_taken_away_stands(stage: str, page: Page, bug: str) -> None:
    """What was true last stays on air; it does not become 0 to 0."""
    await stand(stage, page, bug, document(feed={"state": "live"}))
    await update(page, score=None)
    await expect(page.locator(".team .score")).to_have_text(["11", "8"])


@pytest.mark.own_window
@pytest.mark.parametrize("bug", BUGS)
async def test_an_update_without_the_time_does_not_set_the_clock_back(stage: str, page: Page, bug: str) -> None:
    """The parameters of a cue come without `now`: a running clock goes on."""
    await page.clock.install(time=0)
    await page.clock.pause_at(1000)
    data = with_logos()
    data["clock"].update(running=True, as_of=data["now"])
    await stand(stage, page, bug, data)
    await page.clock.run_for(2_100)
    await expect(page.locator(".time")).to_have_text("7:09")
    await update(page, place="top")
    await page.clock.run_for(200)
    await expect(page.locator(".time")).to_have_text("7:09")


SHOWN = """() => [...graphic.shadowRoot.querySelectorAll(".message.shown")].map((tab) => tab.textContent)"""
WIDTHS = """() => {
  const tab = graphic.shadowRoot.querySelector(".message.shown");
  const [outer, inner] = [tab, tab.querySelector(".fitted")].map((one) => one.getBoundingClientRect());
  return [outer.left, inner.left, inner.right, outer.right];
}"""


async def say(page: Page, text: str, **more: Any) -> None:
    payload = {"text": text, "place": "home", **more}
    await page.evaluate("(payload) => graphic.customAction({id: 'message', payload, skipAnimation: true})", payload)


@pytest.mark.parametrize("bug", BUGS)
@pytest.mark.parametrize("text", ["12-2 RUN", "#23 ĶOVALENKO · 4TH FOUL", "MMMMMMMMMMMMMMMMMMMMMMMMMMMM"])
async def test_a_message_is_fitted_into_its_tab(stage: str, page: Page, bug: str, text: str) -> None:
    """Smaller, then narrower, then cut short with an ellipsis: never over its edges, and in the middle."""
    await stand(stage, page, bug, with_logos())
    await say(page, text)
    (shown,) = await page.evaluate(SHOWN)
    assert shown == text or (text[0] == "M" and shown.endswith("M…"))
    left, first, last, right = await page.evaluate(WIDTHS)
    assert first - left >= 7.5 and abs((first - left) - (right - last)) < 1.5
    await check_texts(page)


async def test_the_bonus_goes_under_a_message_of_its_team(stage: str, page: Page) -> None:
    """While the tab shows it covers BONUS, which stands again after it; the other team's stays beside it."""
    bonus = {side: {"bonus": "BONUS", "timeouts": 1} for side in ("away", "home")}
    await stand(stage, page, "score-bug-a", with_logos(team_stats=bonus))
    under = """(selector) => {
      const { x, y, width, height } = graphic.shadowRoot.querySelector(selector).getBoundingClientRect();
      return graphic.shadowRoot.elementFromPoint(x + width / 2, y + height / 2).closest(".tab").className;
    }"""
    await say(page, "12-2 RUN", stands_ms=60_000)
    assert "message" in await page.evaluate(under, ".bonus.of-second")
    assert "bonus" in await page.evaluate(under, ".bonus.of-first")
    assert await box(page, ".message.of-second") == [1064, 902, 352, 42], "36 to be seen, 6 under the bar"
    await say(page, "12-2 RUN", stands_ms=1)
    await expect(page.locator(".message.shown")).to_have_count(0)
    await page.wait_for_function("graphic.shadowRoot.getAnimations({subtree: true}).length === 0")
    assert "bonus" in await page.evaluate(under, ".bonus.of-second")


@pytest.mark.parametrize("bug", BUGS)
async def test_a_message_has_the_time_that_it_has_left(stage: str, page: Page, bug: str) -> None:
    """A page that came in its last moment takes it back then; a time that is longer or no number is six seconds."""
    await stand(stage, page, bug, with_logos())
    await page.evaluate(
        """() => {
          window.waits = [];
          const real = window.setTimeout;
          window.setTimeout = (then, ms) => { if (ms) waits.push(ms); return real(then, ms); };
        }"""
    )
    for stands_ms in (500, 60_000, "x", None):
        await say(page, "REVIEW", stands_ms=stands_ms)
    waits = await page.evaluate("waits")  # also 3 s for a picture, and at most 100 ms for the clock's next digit
    assert [ms for ms in waits if ms > 100 and ms != 3000] == [500, 6000, 6000, 6000]
    assert await page.evaluate(SHOWN) == ["REVIEW"]


@pytest.mark.parametrize("bug", BUGS)
async def test_a_message_does_not_come_over_a_newer_one(stage: str, page: Page, bug: str) -> None:
    """Letters of the first are still being loaded when the second is told: the second stands."""
    await stand(stage, page, bug, with_logos())
    await page.evaluate(
        """() => Promise.all(["ĶŠŽ REVIEW", "REVIEW"].map((text) =>
          graphic.customAction({ id: "message", payload: { text, place: "home" }, skipAnimation: true })))"""
    )
    assert await page.evaluate(SHOWN) == ["REVIEW"]


async def test_a_message_steps_aside_for_a_lower_third(stage: str, page: Page) -> None:
    """The bar's tab goes out for it, comes back for the time it has left, and the box's stays."""
    for bug, beside in (("score-bug-a", []), ("score-bug-b", ["REVIEW"])):
        await stand(stage, page, bug, with_logos())
        await say(page, "REVIEW")
        await update(page, lower=True)
        assert await page.evaluate(SHOWN) == beside
        await update(page, lower=False)
        assert await page.evaluate(SHOWN) == ["REVIEW"]
        await update(page, lower=True)
        await say(page, "TIMEOUT")
        assert await page.evaluate(SHOWN) == [one.replace("REVIEW", "TIMEOUT") for one in beside]
