"""The OGraf life cycle of the graphics, in a real Chromium: any action, at any time, in any order."""

from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.overlays.conftest import Server
from tests.overlays.documents import game_document, now

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.asyncio(loop_scope="session"),
]

PREPARE = """async (data) => {
  const { default: Bug } = await import("/static/dist/graphics/score-bug-a/graphic.js");
  if (!customElements.get("bug-under-test")) customElements.define("bug-under-test", Bug);
  window.bug = document.createElement("bug-under-test");
  document.getElementById("stage").append(bug);
  window.data = data;
}"""


@pytest.fixture
def data() -> dict[str, Any]:
    return {**game_document(), "now": now()}


async def prepared(server: Server, page: Page, data: dict[str, Any]) -> Page:
    """Open a page with an element of the graphic that has not been loaded yet."""
    await page.goto(f"{server.url}/overlay/no-token/")
    await page.evaluate(PREPARE, data)
    return page


async def loaded(server: Server, page: Page, data: dict[str, Any]) -> Page:
    await prepared(server, page, data)
    assert await page.evaluate("bug.load({data})") == {"statusCode": 200}
    return page


async def test_load_takes_its_state_from_data_and_paints_nothing(
    server: Server, page: Page, data: dict[str, Any]
) -> None:
    """After load() everything is there, fonts too, and nothing can be seen."""
    await loaded(server, page, data)
    assert await page.locator(".score").all_inner_texts() == ["", ""] or not await page.locator(".bug").is_visible()
    assert await page.evaluate("""document.fonts.check('700 76px "Barlow Condensed"', "108")""")
    await page.evaluate("bug.playAction({skipAnimation: true})")
    await expect(page.locator(".team .score")).to_have_text(["11", "8"])


async def test_play_answers_with_its_step_and_stops_past_the_last(
    server: Server, page: Page, data: dict[str, Any]
) -> None:
    """The first play leads to step 0, the next past the end: off air, and no current step."""
    await loaded(server, page, data)
    answers = await page.evaluate(
        """async () => [
          await bug.playAction({skipAnimation: true}), bug.on,
          await bug.playAction({delta: 0, skipAnimation: true}), bug.on,
          await bug.playAction({skipAnimation: true}), bug.on,
          await bug.playAction({goto: 0, skipAnimation: true}), bug.on,
          await bug.playAction({goto: 5, skipAnimation: true}), bug.on,
        ].map((answer) => answer?.statusCode ? [answer.statusCode, answer.currentStep ?? "none"] : answer)"""
    )
    assert answers == [
        [200, 0],
        True,
        [200, 0],
        True,
        [200, "none"],
        False,
        [200, 0],
        True,
        [200, "none"],
        False,
    ]


async def test_skip_animation_is_the_end_state_in_the_same_frame(
    server: Server, page: Page, data: dict[str, Any]
) -> None:
    """With skipAnimation the graphic is there, or gone, before the promise has resolved."""
    await loaded(server, page, data)
    seen = await page.evaluate(
        """() => {
          const look = () => [bug.hidden, bug.shadowRoot.getAnimations().length];
          bug.playAction({skipAnimation: true});
          const played = look();
          bug.stopAction({skipAnimation: true});
          return [played, look()];
        }"""
    )
    assert seen == [[False, 0], [True, 0]]


async def test_without_it_the_graphic_comes_and_goes_in_time(server: Server, page: Page, data: dict[str, Any]) -> None:
    """The way in takes about 320 ms, the way out 200; nothing is left moving after either."""
    await loaded(server, page, data)
    times = await page.evaluate(
        """async () => {
          const start = performance.now();
          const ends = ({ effect }) => effect.getComputedTiming().endTime;
          const lasts = () => Math.max(...bug.shadowRoot.getAnimations().map(ends));
          const playing = bug.playAction({});
          const comes = lasts();
          await playing;
          const middle = performance.now();
          const still = bug.shadowRoot.getAnimations().length;
          const stopping = bug.stopAction({});
          const goes = lasts();
          await stopping;
          return [[comes, goes], still, bug.hidden, middle - start, performance.now() - middle];
        }"""
    )
    lasts, still, hidden, came, went = times
    assert (lasts, still, hidden) == ([320, 200], 0, True)
    assert came >= 300 and went >= 180


async def test_actions_that_cross_each_other_end_where_the_last_one_leads(
    server: Server, page: Page, data: dict[str, Any]
) -> None:
    """An action given before the one before it has ended takes over; every promise resolves."""
    await loaded(server, page, data)
    states = await page.evaluate(
        """async () => {
          const ends = [];
          for (const last of ["play", "stop"]) {
            const actions = [bug.playAction({}), bug.stopAction({})];
            actions.push(bug.playAction({goto: 0}), bug.stopAction({}));
            if (last === "play") actions.push(bug.playAction({}));
            await Promise.all(actions);
            ends.push([bug.hidden, bug.shadowRoot.getAnimations().length]);
          }
          return ends;
        }"""
    )
    assert states == [[False, 0], [True, 0]]


async def test_an_update_may_be_partial_and_come_before_play(server: Server, page: Page, data: dict[str, Any]) -> None:
    """What an update does not name stays; what it sets to null goes."""
    await loaded(server, page, data)
    await page.evaluate("bug.updateAction({data: {score: {home: 20, away: 21}}})")
    await page.evaluate("bug.playAction({skipAnimation: true})")
    await expect(page.locator(".team .score")).to_have_text(["21", "20"])
    await expect(page.locator(".time")).to_have_text("7:12")
    await page.evaluate("bug.updateAction({data: {clock: null}})")
    await expect(page.locator(".label")).to_have_text("")
    await expect(page.locator(".team .score")).to_have_text(["21", "20"])


async def test_actions_at_the_wrong_time_are_answered_not_thrown(
    server: Server, page: Page, data: dict[str, Any]
) -> None:
    """Before load(), after dispose(), and for an unknown action there is a status."""
    await prepared(server, page, data)
    codes = await page.evaluate(
        """async () => {
          const names = ["playAction", "stopAction", "updateAction"];
          const all = () => Promise.all(names.map((name) => bug[name]({})));
          const codes = (await all()).map((answer) => answer.statusCode);
          await bug.load({data});
          codes.push((await bug.load({data})).statusCode);
          codes.push((await bug.customAction({id: "nothing"})).statusCode);
          codes.push((await bug.dispose({})).statusCode);
          codes.push(...(await all()).map((answer) => answer.statusCode));
          return codes;
        }"""
    )
    assert codes == [409, 409, 409, 409, 404, 200, 409, 409, 409]


async def test_dispose_frees_everything_while_on_air(server: Server, page: Page, data: dict[str, Any]) -> None:
    """A graphic that is disposed of in mid-movement looks at its clock no more and holds no elements."""
    await loaded(server, page, data)
    left = await page.evaluate(
        """async () => {
          bug.playAction({});
          await bug.dispose({});
          let drawn = 0;
          Object.defineProperty(bug, "data", { get: () => { drawn += 1; return {}; } });
          await new Promise((resolve) => setTimeout(resolve, 200));
          return [bug.shadowRoot.childNodes.length, bug.shadowRoot.getAnimations().length, drawn];
        }"""
    )
    assert left == [0, 0, 0]


async def test_both_logos_or_neither(server: Server, page: Page, data: dict[str, Any]) -> None:
    """A logo that cannot be drawn takes the other with it, and the bug is the narrow one."""
    logo = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
    data["game"]["home"]["logo"] = logo
    data["game"]["away"]["logo"] = "data:image/gif;base64,broken"
    await loaded(server, page, data)
    await page.evaluate("bug.playAction({skipAnimation: true})")
    await expect(page.locator(".bug")).to_have_css("width", "736px")
    await expect(page.locator("img[src]")).to_have_count(0)
    data["game"]["away"]["logo"] = logo
    await page.evaluate("(game) => bug.updateAction({data: {game}})", data["game"])
    await expect(page.locator(".bug")).to_have_css("width", "912px")
    await expect(page.locator("img[src]")).to_have_count(2)


@pytest.mark.own_window
async def test_a_running_clock_that_loses_its_samples_fades_to_the_period(
    server: Server, page: Page, data: dict[str, Any]
) -> None:
    """Six seconds after the last sample the time and the shot clock go and the period stands alone."""
    await page.clock.install(time=0)
    await page.clock.pause_at(1000)
    data["clock"].update(running=True, as_of=data["now"] - 5000)
    await loaded(server, page, data)
    await page.evaluate("bug.playAction({skipAnimation: true})")
    await expect(page.locator(".centre")).not_to_have_class("centre labelled fades")
    await page.clock.run_for(1100)
    await expect(page.locator(".time")).to_have_text("7:06")
    await expect(page.locator(".label")).to_have_text("2ND")
    await expect(page.locator(".clock")).to_have_css("opacity", "0")
    data["clock"].update(ms=420_000, as_of=data["now"] + 3000)
    await page.evaluate("([clock, now]) => bug.updateAction({data: {clock, now}})", [data["clock"], data["now"] + 3000])
    await expect(page.locator(".clock")).to_have_css("opacity", "1")


@pytest.mark.own_window
async def test_a_message_stands_six_seconds_and_is_plain_text(server: Server, page: Page, data: dict[str, Any]) -> None:
    """The message tab shows up to 28 characters as they are, over BONUS, and goes by itself."""
    await page.clock.install()
    await loaded(server, page, data)
    await page.evaluate("bug.playAction({skipAnimation: true})")
    payload = {"place": "home", "text": "<b>#23</b> 4TH FOUL AND MORE OF IT"}
    await page.evaluate("(payload) => bug.customAction({id: 'message', payload})", payload)
    tab = page.locator(".message.of-second")
    await expect(tab).to_have_text("<b>#23</b> 4TH FOUL AND MORE")
    assert "shown" in (await tab.get_attribute("class") or "")
    await page.clock.fast_forward(6000)
    assert "shown" not in (await tab.get_attribute("class") or "")


async def test_the_bonus_steps_aside_for_a_lower_third(server: Server, page: Page, data: dict[str, Any]) -> None:
    """The tabs of the bar reach into the lower thirds' zone: they step aside for one, and come back after."""
    data["team_stats"] = {"home": {"bonus": "BONUS"}, "away": {"timeouts": 3}}
    await loaded(server, page, data)
    await page.evaluate("bug.playAction({skipAnimation: true})")
    await expect(page.locator(".bonus.shown")).to_have_count(1)
    await page.evaluate("bug.updateAction({data: {lower: true}})")
    await expect(page.locator(".bonus.shown")).to_have_count(0)
    await page.evaluate("bug.updateAction({data: {lower: false}})")
    await expect(page.locator(".bonus.shown")).to_have_text(["BONUS"])
