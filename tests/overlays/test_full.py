"""The full frames: comparison, starting five, half-time and final; and what holds for every panel of both families."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.async_api import Page

from tests.documents import Document, ended, midgame, variants
from tests.overlays.panels import LOAD, game, load, refusal, show, stage

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

PANELS = ["on-the-floor", "starting-five", "comparison", "leaders", "shot-chart", "half-time", "final"]
PHOTO = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/%3E"


@pytest.fixture(scope="module")
def address(built: None) -> Iterator[str]:
    with stage() as found:
        yield found


def at_half() -> Document:
    """Return a game in its half-time, as fed."""
    data = game()
    data["clock"] = {"period": "Q2", "phase": "break"}
    del data["score"]["periods"]["Q3"]
    periods = data["score"]["periods"]
    for side in ("home", "away"):
        data["score"][side] = periods["Q1"][side] + periods["Q2"][side]
    return data


def with_photos(**more: Any) -> Document:
    data = game(team="home", **more)
    for player in data["players"].values():
        player["picture"] = PHOTO
    return data


async def test_a_comparison_has_eight_rows_of_76(page: Page, address: str) -> None:
    """Both teams in a head of 112, then rows of 76, each with a bar of 6 under it, in the middle of the frame."""
    await show(page, address, "comparison", game())
    panel = await page.evaluate("box(one('.panel'))")
    assert (panel[0], panel[2]) == (192, 1536)
    assert panel[1] - 134 == 134 + 812 - (panel[1] + panel[3])
    assert await page.evaluate("box(one('.head'))[3]") == 112
    rows = await page.evaluate("all('.row').map(box)")
    assert len(rows) == 8
    assert {height for *_, height in rows} == {76}
    assert await page.evaluate("all('.bar').map((bar) => box(bar)[3])") == [6] * 8
    head = await page.evaluate("[seen('.team .name'), seen('.team .score'), seen('.title'), seen('.scope')]")
    assert head == [["BADGERS", "HERONS"], ["59", "42"], ["TEAM STATS"], ["GAME"]]


async def test_the_better_value_is_ink_and_the_bar_is_split(page: Page, address: str) -> None:
    """The better value is ink, the other muted, of turnovers the fewer; the bar has the shares of both."""
    data = game(rows=["REB", "TO", "AST"], team_order="HOME_FIRST")
    for side, line in (("home", {"REB": 30, "TO": 4, "AST": 9}), ("away", {"REB": 10, "TO": 12, "AST": 9})):
        data["team_stats"][side]["line"] = line
    await show(page, address, "comparison", data)
    assert await page.evaluate("seen('.value b')") == ["30", "10", "4", "12", "9", "9"]
    colors = await page.evaluate("all('.value').map((value) => getComputedStyle(value).color)")
    ink, muted = "rgb(244, 246, 248)", "rgb(167, 176, 188)"
    assert colors == [ink, muted, ink, muted, ink, ink]
    shares = await page.evaluate("all('.bar').map((bar) => box(bar.children[0])[2] / box(bar)[2])")
    assert shares == pytest.approx([0.75, 0.25, 0.5], abs=0.005)
    away, home = await page.evaluate(
        "[one('.team.of-second'), one('.team.of-first')].map((one) => one.textContent.trim())"
    )
    assert ("BADGERS" in away, "HERONS" in home) == (True, True)


async def test_a_comparison_says_its_scope_in_spanish(page: Page, address: str) -> None:
    """A half's numbers are its own, and it is said; what is known of the whole game alone is left out."""
    await show(page, address, "comparison", game(scope="Q1", language="es", rows=["PTS", "paint", "REB"]))
    assert await page.evaluate("[seen('.title'), seen('.scope')]") == [["ESTADÍSTICAS"], ["1C"]]
    assert await page.evaluate("seen('.label')") == ["PUNTOS", "REBOTES"]
    assert (await page.evaluate("seen('.value b')"))[:2] == ["16", "19"]


async def test_nothing_to_compare_is_refused(page: Page, address: str) -> None:
    """A period that has not been counted, or one number alone, is no comparison."""
    assert await refusal(page, address, "comparison", game(scope="OT1")) == "No number is known of both teams."
    assert await refusal(page, address, "comparison", game(rows=["REB"])) == "Only one number is known of both teams."


async def test_logos_are_drawn_of_both_teams_or_of_none(page: Page, address: str) -> None:
    """One logo alone is not drawn; a sponsor stands under the right foot, and nothing stands there without one."""
    data = game(sponsor=PHOTO)
    data["game"]["home"]["logo"] = PHOTO
    await show(page, address, "comparison", data)
    assert await page.evaluate("seen('.logo')") == []
    assert await page.evaluate("[box(one('.sponsor'))[0], box(one('.sponsor'))[2], box(one('.sponsor'))[3]]") == [
        1488,
        240,
        72,
    ]
    data["game"]["away"]["logo"] = PHOTO
    await page.evaluate("(game) => graphic.updateAction({data: {game: {...game}, sponsor: null}})", data["game"])
    assert len(await page.evaluate("seen('.logo')")) == 2
    assert await page.evaluate("seen('.sponsor')") == []


async def test_the_starting_five_comes_one_by_one(page: Page, address: str) -> None:
    """Five steps show a card each, at x 192 and 312 px apart, the sixth the coach; a step back takes one away."""
    data = game(team="home", coach="Ada Castellanos")
    await load(page, address, "starting-five", data)
    counts = await page.evaluate(
        """async () => {
          const found = [];
          for (let step = 0; step < 6; step++) {
            const { currentStep } = await graphic.playAction({skipAnimation: true});
            found.push([currentStep, seen(".card").length, seen(".coach").length]);
          }
          const back = await graphic.playAction({goto: 1, skipAnimation: true});
          found.push([back.currentStep, seen(".card").length, seen(".coach").length]);
          return found;
        }"""
    )
    assert counts == [[at, min(at + 1, 5), int(at == 5)] for at in range(6)] + [[1, 2, 0]]
    await show(page, address, "starting-five", data, 5)
    assert await page.evaluate("all('.card').map(box)") == [[192 + 312 * at, 220, 288, 640] for at in range(5)]
    assert await page.evaluate("[seen('.who'), seen('.role'), seen('.of')]") == [
        ["ADA CASTELLANOS"],
        ["HEAD COACH"],
        ["HARBOR CITY HERONS"],
    ]
    assert await page.evaluate("box(one('.coach'))") == [192, 874, 1536, 72]


async def test_a_step_opens_its_card_and_no_other(page: Page, address: str) -> None:
    """The next card wipes open while the others stand; with skipAnimation it is there in the same frame."""
    await show(page, address, "starting-five", game(team="home"))
    moving = """() => {
      void graphic.playAction({});
      return graphic.shadowRoot.getAnimations().map(({effect}) => all(".card").indexOf(effect.target.closest(".card")));
    }"""
    assert set(await page.evaluate(moving)) == {1}
    assert await page.evaluate("(graphic.playAction({skipAnimation: true}), [moving(), seen('.card').length])") == [
        0,
        3,
    ]


async def test_photos_are_drawn_of_all_five_or_of_none(page: Page, address: str) -> None:
    """With one photo missing all five have a number of 180 on the team's ground."""
    await show(page, address, "starting-five", with_photos(), 4)
    assert await page.evaluate("[seen('.photo').length, seen('.number'), seen('.big').join('')]") == [
        5,
        ["00", "3", "5", "11", "12"],
        "",
    ]
    assert await page.evaluate("box(one('.photo'))") == [192, 220, 288, 380]
    data = with_photos()
    data["players"]["46103"]["picture"] = "/no-such-picture.png"
    await show(page, address, "starting-five", data, 4)
    assert await page.evaluate("[seen('.photo').length, seen('.number'), seen('.big')]") == [
        0,
        [],
        ["00", "3", "5", "11", "12"],
    ]
    assert await page.evaluate("getComputedStyle(one('.big')).fontSize") == "180px"


async def test_the_starters_can_be_chosen(page: Page, address: str) -> None:
    """Players that the producer has chosen come in that order; fewer than five starters are refused."""
    chosen = ["46111", "46105", "46100", "46102", "46109"]
    await show(page, address, "starting-five", game(team="home", chosen=chosen, language="es"), 4)
    assert await page.evaluate("seen('.big')") == ["44", "14", "00", "5", "32"]
    assert await page.evaluate("[seen('.about')[0], seen('.what')]") == ["ALERO", ["QUINTETO INICIAL"]]
    sizes = await page.evaluate("all('.name').map((name) => getComputedStyle(name).fontSize)")
    assert len(set(sizes)) == 1
    data = game(team="home")
    data["players"]["46100"]["starter"] = False
    assert await refusal(page, address, "starting-five", data) == "Harbor City Herons: four of five are known."


async def test_half_time_is_what_was_fed_at_half_time(page: Page, address: str) -> None:
    """In the break: line score of two quarters, score and numbers as they are fed, leaders; DESCANSO in Spanish."""
    await show(page, address, "half-time", {**at_half(), "language": "es"})
    assert await page.evaluate("[seen('.title'), seen('.team .score')]") == [["DESCANSO"], ["49", "36"]]
    assert await page.evaluate("seen('.heads .cell')") == ["1C", "2C"]
    assert await page.evaluate("seen('.line .cell')") == ["16", "33", "19", "17"]
    assert await page.evaluate("seen('.line .total')") == ["49", "36"]
    assert await page.evaluate("seen('.compared .label')") == ["TIROS DE CAMPO", "TRIPLES", "REBOTES", "PÉRDIDAS"]
    fed = midgame()["team_stats"]["home"]["line"]
    assert (await page.evaluate("seen('.value b')"))[5] == str(fed["REB"])
    assert await page.evaluate("box(one('.panel'))") == [192, 134, 1536, 812]


async def test_half_time_shown_later_is_still_of_the_first_half(page: Page, address: str) -> None:
    """In the third quarter the score, the numbers and the leaders are those that the first half had."""
    data = game()
    await show(page, address, "half-time", data)
    assert await page.evaluate("[seen('.team .score'), seen('.heads .cell')]") == [["49", "36"], ["1ST", "2ND"]]
    counted = sum(data["period_stats"][name]["home"]["REB"] for name in ("Q1", "Q2"))
    assert (await page.evaluate("seen('.value b')"))[5] == str(counted)


async def test_half_time_is_refused_before_and_where_it_is_not_known(page: Page, address: str) -> None:
    """Not in the first half, and not where the quarters or their score are not known."""
    early = game()
    early["clock"] = {**early["clock"], "period": "Q2"}
    assert await refusal(page, address, "half-time", early) == "The first half is not over."
    uncounted = game()
    del uncounted["period_stats"]["Q1"]
    assert await refusal(page, address, "half-time", uncounted) == "The numbers of the first half are not known."
    unscored = game()
    del unscored["score"]["periods"]["Q1"]
    assert await refusal(page, address, "half-time", unscored) == "The score of the first half is not known."


async def test_final_says_its_overtimes(page: Page, address: str) -> None:
    """FINAL/OT over a column for each period that was played."""
    await show(page, address, "final", game(ended()))
    assert await page.evaluate("seen('.title')") == ["FINAL/OT"]
    assert await page.evaluate("seen('.heads .cell')") == ["1ST", "2ND", "3RD", "4TH", "OT"]
    line = await page.evaluate("seen('.line.of-first .cell')")
    assert line == [str(period["away"]) for period in ended()["score"]["periods"].values()]
    assert await page.evaluate("seen('.line.of-first .total')") == [str(ended()["score"]["away"])]


async def test_final_is_refused_before_the_end(page: Page, address: str) -> None:
    """A clock at 0.0 ends no game: only the feed's word does, or the operator's; nor is a period made up."""
    data = game(midgame(overtimes=1, until=0))
    data["clock"]["ms"] = 0
    assert await refusal(page, address, "final", data) == "The game is not over."
    over = game(ended())
    del over["score"]["home"]
    assert await refusal(page, address, "final", over) == "The final score is not known."
    short = game(ended())
    del short["score"]["periods"]["Q3"]
    await show(page, address, "final", short)
    assert (await page.evaluate("seen('.line.of-first .cell')"))[2] == ""


WHOLE = """async ([ids, documents]) => {
  const found = [];
  for (const [name, document_] of Object.entries(documents))
    for (const id of ids) {
      const answer = await LOAD([id, document_]);
      const played = await graphic.playAction({goto: id === "starting-five" ? 5 : 0, skipAnimation: true});
      const says = (one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
      const texts = all("*").filter((one) => one.tagName !== "STYLE" && visible(one) && says(one));
      found.push({
        name, id, loaded: answer.statusCode, played: played.statusCode, why: played.statusMessage ?? "",
        texts: texts.map((one) => {
          const range = document.createRange();
          range.selectNodeContents(one);
          const { left, top, right, bottom } = range.getBoundingClientRect();
          return [one.textContent, parseFloat(getComputedStyle(one).fontSize), left, top, right, bottom];
        }),
        boxes: all(".panel, .head, .row, .card, .team, .slab, .bar, .line, .lead").filter(visible).map(box),
      });
      await graphic.dispose({});
      graphic.remove();
    }
  return found;
}"""
SIZES = {24, 26, 28, 30, 32, 34, 36, 38, 42, 44, 46, 48, 52, 56, 60, 72, 76, 84, 112, 180}


async def test_what_is_not_known_is_never_said(page: Page, address: str) -> None:
    """Over every example of a game: each panel is shown or refuses in words, and no text stands for the unknown.

    All texts lie within title safe, in a size that is allowed on air; every y and height is even.
    """
    await page.goto(address)
    documents = {}
    for name, document in variants().items():
        for more in ({"team": "home", "both": True}, {"team": "away", "player": "55202", "language": "es"}):
            documents[f"{name} {more}"] = game(document, **more)
    shown = await page.evaluate(WHOLE.replace("LOAD", f"({LOAD})"), [PANELS, documents])
    assert {one["id"] for one in shown if one["played"] == 200} == set(PANELS)
    for one in shown:
        where = (one["name"], one["id"])
        assert one["loaded"] == 200, where
        assert (one["played"], bool(one["why"])) in ((200, False), (422, True)), where
        assert bool(one["texts"]) == (one["played"] == 200), where
        for text, size, left, top, right, bottom in one["texts"]:
            assert text.strip() not in {"-", "#", "null", "undefined", "NaN", "%", "0-0"}, (*where, text)
            assert not any(bad in text for bad in ("null", "undefined", "NaN", "[object")), (*where, text)
            assert size in SIZES, (*where, text, size)
            assert (left >= 95, right <= 1825, top >= 53, bottom <= 1027) == (True,) * 4, (*where, text, left, right)
        for x, y, width, height in one["boxes"]:
            assert (y % 2, height % 2) == (0, 0), (*where, x, y, width, height)


async def test_any_action_at_any_time(page: Page, address: str) -> None:
    """Actions before earlier ones have resolved: the last one decides, and after dispose nothing is left moving."""
    await page.goto(address)
    documents = {"half-time": at_half(), "final": game(ended())}
    for id in PANELS:
        data = documents.get(id, game(team="home"))
        states = await page.evaluate(
            f"""async ([id, data]) => {{
              await ({LOAD})([id, data]);
              const answers = [];
              for (let turn = 0; turn < 6; turn++) {{
                answers.push(graphic.playAction({{}}));
                answers.push(graphic.updateAction({{data: {{live: true, shots: {{...data.shots}}}}}}));
                answers.push(graphic.stopAction({{skipAnimation: turn % 2 === 0}}));
                answers.push(graphic.playAction({{goto: 0, skipAnimation: turn % 3 === 0}}));
              }}
              answers.push(graphic.stopAction({{}}), graphic.playAction({{goto: 0}}));
              await Promise.all(answers);
              const stands = [graphic.on, graphic.hidden];
              graphic.playAction({{goto: 0, skipAnimation: true}});
              graphic.stopAction({{}});
              graphic.stopAction({{skipAnimation: true}});
              const gone = [graphic.on, graphic.hidden];
              graphic.playAction({{goto: 0}});
              await graphic.dispose({{}});
              const {{ statusCode }} = await graphic.playAction({{}});
              return [stands, gone, graphic.shadowRoot.childNodes.length, moving(), statusCode];
            }}""",
            [id, data],
        )
        assert states == [[True, False], [False, True], 0, 0, 409], id
