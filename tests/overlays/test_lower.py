"""The lower thirds, the line score, the title and the slate as they look: where, how large, and what they say."""

import asyncio
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


PERIODS = {
    "Q1": {"order": 0, "home": 20, "away": 18},
    "Q2": {"order": 1, "home": 5, "away": 9},
    "Q3": {"order": 2, "home": 0, "away": 0},
}
NAMELESS = {"p1": {"team": "home", "line": {}}}


def line_score(**more: Any) -> dict[str, Any]:
    return document(score={"home": 25, "away": 27, "periods": PERIODS}, **more)


def cells(page: Page, row: str) -> Any:
    return page.locator(f"{row} .cell")


def player(number: str = "p1", **more: Any) -> dict[str, Any]:
    return document(player=number, **more)


async def test_a_player_stands_above_the_bug_or_at_its_foot(stage: str, page: Page) -> None:
    """The lower edge is 922 above bug A and 1026 without it; slab, name and line have their places."""
    await stand(stage, page, "lower-player", player())
    assert await box(page, ".panel") == [504, 794, 912, 128]
    assert await box(page, ".slab") == [504, 794, 128, 128]
    assert (await box(page, ".name"))[:2] == [656, 804]
    await expect(page.locator(".number")).to_have_css("font-size", "84px")
    await expect(page.locator(".name")).to_have_css("font-size", "56px")
    await expect(page.locator(".line")).to_have_css("font-size", "34px")
    await expect(page.locator(".name")).to_have_text("ANA LOPEZ")
    await check_texts(page)
    await stand(stage, page, "lower-player", player(bug="b-top"))
    assert await box(page, ".panel") == [504, 898, 912, 128]


async def test_the_line_of_a_player_is_in_order_and_has_labels(stage: str, page: Page) -> None:
    """Six items, number before label; in Spanish the labels are Spanish; chosen items stand in the order chosen."""
    await stand(stage, page, "lower-player", player())
    items = page.locator(".item")
    await expect(items).to_have_text(["24PTS", "11REB", "10AST", "10-18FG", "3-73PT", "2FL"])
    await update(page, language="es")
    await expect(items).to_have_text(["24PTS", "11REB", "10AST", "10-18TC", "3-7T3", "2FP"])
    await update(page, items=["FG3", "PTS"])
    await expect(items).to_have_text(["3-7T3", "24PTS"])
    await expect(page.locator(".scope")).to_have_count(0)


async def test_a_scope_is_the_last_word(stage: str, page: Page) -> None:
    """The line of a period comes from that period's rows, and says so at its end."""
    counted = {"Q1": {"p1": {"PTS": 7, "REB": 2}}, "Q2": {"p1": {"PTS": 3, "REB": 1}}}
    score = {"home": 25, "away": 27, "periods": {name: PERIODS[name] for name in ("Q1", "Q2")}}
    await stand(stage, page, "lower-player", player(scope="half1", period_stats=counted, score=score))
    await expect(page.locator(".item")).to_have_text(["10PTS", "3REB"])
    await expect(page.locator(".line > :last-child")).to_have_text("1ST HALF")
    await update(page, scope="Q1")
    await expect(page.locator(".item")).to_have_text(["7PTS", "2REB"])
    await expect(page.locator(".line > :last-child")).to_have_text("1ST")


async def test_what_is_not_fed_is_left_out(stage: str, page: Page) -> None:
    """A fed zero stands; with one item the position stands in its place, with none the name is alone in the middle."""
    await stand(stage, page, "lower-player", player("p2"))
    assert await check_texts(page) == ["00", "KRIŠJĀNIS ĐURĐEVIĆ-LIEPIŅŠ", "4", "PTS", "0", "REB"]
    await stand(stage, page, "lower-player", player("p3", language="es"))
    assert await check_texts(page) == ["BO WRAY", "PÍVOT"]
    assert (await box(page, ".slab"))[2] == 16
    assert (await box(page, ".name"))[0] == 504 + 16 + 24
    await stand(stage, page, "lower-player", player("p4"))
    assert await check_texts(page) == ["5", "ILMARI WRAY"]
    _, y, _, height = await box(page, ".name")
    assert abs(y + height / 2 - (794 + 64)) <= 4


async def test_a_head_shot_moves_the_text_and_a_broken_one_does_not(stage: str, page: Page) -> None:
    """144 by 160 with its foot on the lower edge, between slab and text; without one there is no gap."""
    data = player()
    data["players"]["p1"]["picture"] = LOGO
    await stand(stage, page, "lower-player", data)
    assert await box(page, ".head") == [632, 762, 144, 160]
    assert (await box(page, ".name"))[0] == 800
    data["players"]["p1"]["picture"] = BROKEN
    await stand(stage, page, "lower-player", data)
    await expect(page.locator(".head")).to_be_hidden()
    assert (await box(page, ".name"))[0] == 656


async def test_a_name_that_is_too_long_is_fitted(stage: str, page: Page) -> None:
    """Beside a head shot a long name gives way by the rule and stays in its room; namesakes keep the initial."""
    data = player("p2")
    data["players"]["p2"].update(picture=LOGO, first_name="Maximiliane-Konstantina", name="")
    await stand(stage, page, "lower-player", data)
    await expect(page.locator(".name")).to_have_text("M. ĐURĐEVIĆ-LIEPIŅŠ")
    x, _, width, _ = await box(page, ".name .fitted")
    assert x + width <= 1416 - 24 + 0.5
    data["players"]["p1"].update(first_name="Mara", last_name="Đurđević-Liepiņš")
    await update(page, players=data["players"])
    await expect(page.locator(".name")).to_have_text("MAX. ĐURĐEVIĆ-LIEPIŅŠ")
    data["players"]["p2"]["on_air_name"] = "Max D."
    await update(page, players=data["players"])
    await expect(page.locator(".name")).to_have_text("MAX D.")


async def test_items_without_room_go_from_the_end(stage: str, page: Page) -> None:
    """Whole items are left out, the scope stays, and the line ends within the panel."""
    line = dict.fromkeys(("PTS", "REB", "AST", "STL", "BLK", "TO"), 10_000)
    data = player(items=list(line), scope="Q1", period_stats={"Q1": {"p1": line}})
    data["players"]["p1"]["picture"] = LOGO
    await stand(stage, page, "lower-player", data)
    texts = await page.locator(".line > *").all_text_contents()
    assert 3 <= len(texts) < 7
    assert (texts[0], texts[-1]) == ("10000PTS", "1ST")
    x, _, width, _ = await box(page, ".line")
    assert x + width <= 1416 - 24 + 0.5


async def test_what_has_not_changed_is_not_written_again(stage: str, page: Page) -> None:
    """A second of time changes nothing on air: nothing is measured, no element touched."""
    data = player()
    data["players"]["p1"]["picture"] = LOGO
    await stand(stage, page, "lower-player", data)
    await expect(page.locator(".item")).to_have_count(5)
    touched = await page.evaluate(
        """async (now) => {
          let count = 0;
          const options = { subtree: true, childList: true, characterData: true };
          const observer = new MutationObserver((changes) => { count += changes.length; });
          observer.observe(graphic.shadowRoot, options);
          await graphic.updateAction({data: {now, players: JSON.parse(JSON.stringify(data.players))}});
          await new Promise((resolve) => setTimeout(resolve));
          return count;
        }""",
        data["now"] + 1000,
    )
    assert touched == 0


async def test_a_theme_colors_what_it_names(stage: str, page: Page) -> None:
    """The stage's own properties reach into a graphic; without them the look is the house's."""
    await stand(stage, page, "lower-name", document(name="Bo Li"))
    await page.evaluate("document.getElementById('stage').style.setProperty('--air-gold', '#00aa55')")
    await expect(page.locator(".bar").first).to_have_css("background-color", "rgb(0, 170, 85)")


async def test_numbers_on_air_are_cut(stage: str, page: Page) -> None:
    """A live update of a line changes the text and moves nothing."""
    data = player()
    await stand(stage, page, "lower-player", data)
    data["players"]["p1"]["line"]["PTS"] = 26
    await update(page, players=data["players"])
    await expect(page.locator(".item").first).to_have_text("26PTS")
    assert await page.evaluate("graphic.shadowRoot.getAnimations().length") == 0


@pytest.mark.own_window
async def test_another_player_on_air_comes_with_his_picture(stage: str, page: Page) -> None:
    """What stands stays until the picture of what comes is there; nobody is seen with another's face."""
    await page.clock.install(time=0)
    await page.clock.pause_at(1000)  # the page waits for a picture for 3 s, this machine may take longer
    data = player()
    data["players"]["p2"]["picture"] = f"{stage}slow.gif"
    await stand(stage, page, "lower-player", data)
    asked = page.expect_event("request")

    async def answer(route: Any) -> None:
        await expect(page.locator(".name")).to_have_text("ANA LOPEZ")
        await route.fulfill(path="static/graphics/lower-player/thumbnail.png")

    await page.route("**/slow.gif", answer)
    async with asked:
        await update(page, player="p2")
    await expect(page.locator(".name")).to_have_text("KRIŠJĀNIS ĐURĐEVIĆ-LIEPIŅŠ")
    await expect(page.locator(".head")).to_be_visible()


@pytest.mark.own_window
async def test_a_picture_that_does_not_come_is_not_waited_for(stage: str, page: Page) -> None:
    """After 3 s the player is there without it; on air it does not arrive later, off air it may."""
    await page.clock.install(time=0)
    await page.clock.pause_at(1000)
    data = player()
    data["players"]["p2"]["picture"] = f"{stage}late.png"
    held: asyncio.Queue[Any] = asyncio.Queue()
    await page.route("**/late.png", held.put)
    await stand(stage, page, "lower-player", data)
    await page.evaluate("void graphic.updateAction({data: {player: 'p2'}})")
    async with asyncio.timeout(30):
        picture = await held.get()
    await expect(page.locator(".name")).to_have_text("ANA LOPEZ")
    await page.clock.fast_forward(3000)
    await expect(page.locator(".name")).to_have_text("KRIŠJĀNIS ĐURĐEVIĆ-LIEPIŅŠ")
    await page.evaluate("graphic.stopAction({skipAnimation: true})")
    await picture.fulfill(path="static/graphics/lower-player/thumbnail.png")
    await expect(page.locator(".head[src]")).to_have_count(1)
    assert await box(page, ".head") == [632, 762, 144, 160]


async def test_the_lower_zone_slides_when_the_bug_comes_or_goes(stage: str, page: Page) -> None:
    """240 ms on air, at once where animation is skipped, and no movement before it is played."""
    await stand(stage, page, "lower-player", player())
    moved = await page.evaluate(
        """async () => {
          await graphic.updateAction({data: {bug: ""}});
          const slides = graphic.shadowRoot.getAnimations();
          const times = slides.map((one) => [one.effect.getTiming().duration, one.transitionProperty]);
          await Promise.all(slides.map((one) => one.finished));
          return times;
        }"""
    )
    assert moved == [[240, "transform"]]
    assert (await box(page, ".panel"))[1] == 898
    await page.evaluate("graphic.updateAction({data: {bug: 'a'}, skipAnimation: true})")
    assert (await box(page, ".panel"))[1] == 794
    assert await page.evaluate("graphic.shadowRoot.getAnimations().length") == 0


@pytest.mark.parametrize(
    ("graphic", "data", "why"),
    [
        ("lower-player", {}, "No player is chosen."),
        ("lower-player", {"player": "p9"}, "This player is on neither roster."),
        ("lower-player", {"player": "constructor"}, "This player is on neither roster."),
        ("lower-player", {"player": "p1", "players": NAMELESS}, "The name of this player is not known."),
        ("lower-name", {"name": "  ", "title": "Guest"}, "No name is typed."),
        ("line-score", {"game": None}, "No game is known."),
        ("line-score", {"score": {}}, "The score is not known yet."),
        (
            "line-score",
            {"score": {"home": 26, "away": 27, "periods": PERIODS}},
            "The periods do not add up to the total: RAV has 26, its periods have 25.",
        ),
        ("title", {"game": None}, "No game is known."),
        ("slate", {}, "No text is typed and no countdown is set."),
    ],
)
async def test_what_cannot_be_true_is_refused(
    stage: str, page: Page, graphic: str, data: dict[str, Any], why: str
) -> None:
    """The play is answered in plain words, and nothing is seen."""
    whole = {key: value for key, value in {**document(), **data}.items() if value is not None}
    loaded, played = await stand(stage, page, graphic, whole)
    assert loaded == {"statusCode": 200}
    assert played == {"statusCode": 422, "statusMessage": why}
    assert await page.evaluate("[graphic.hidden, graphic.on]") == [True, False]


async def test_one_person_has_the_whole_width_and_two_a_half_each(stage: str, page: Page) -> None:
    """112 high; the halves are 448 with 16 between; a name without a title is in the middle."""
    await stand(stage, page, "lower-name", document(name="Ada Straße", title="Play-by-play", language="de"))
    assert await box(page, ".person") == [504, 810, 912, 112]
    assert await check_texts(page) == ["ADA STRASSE", "Play-by-play"]
    await expect(page.locator(".bar").first).to_have_css("background-color", "rgb(255, 197, 61)")
    await update(page, name2="Bo Li", title2="", team="home")
    assert await box(page, ".person") == [504, 810, 448, 112]
    assert await box(page, ".person", 1) == [968, 810, 448, 112]
    assert await check_texts(page) == ["ADA STRASSE", "Play-by-play", "BO LI"]
    _, y, _, height = await box(page, ".name", 1)
    assert abs(y + height / 2 - (810 + 56)) <= 4
    await expect(page.locator(".bar").first).to_have_css("background-color", "rgb(92, 10, 34)")


async def test_typed_text_is_text(stage: str, page: Page) -> None:
    """What looks like markup is shown as it was typed."""
    await stand(stage, page, "lower-name", document(name="<b>Bo</b>", title="<img src=x>"))
    assert await check_texts(page) == ["<B>BO</B>", "<img src=x>"]


async def test_a_line_score_has_its_columns(stage: str, page: Page) -> None:
    """Head of 48, rows of 76, four periods of 110, the total of 152; what is unplayed is blank."""
    await stand(stage, page, "line-score", line_score())
    assert await box(page, ".ground") == [504, 722, 912, 200]
    assert await box(page, ".row", 0) == [504, 770, 912, 76]
    assert await box(page, ".row", 1) == [504, 846, 912, 76]
    assert [await box(page, ".first .cell", at) for at in (0, 3)] == [[824, 770, 110, 76], [1154, 770, 110, 76]]
    assert await box(page, ".first .total") == [1264, 770, 152, 76]
    await expect(cells(page, ".head")).to_have_text(["1ST", "2ND", "3RD", "4TH"])
    await expect(cells(page, ".first")).to_have_text(["18", "9", "", ""])
    await expect(cells(page, ".second")).to_have_text(["20", "5", "", ""])
    await expect(page.locator(".row .total")).to_have_text(["27", "25"])
    await expect(page.locator(".head .current")).to_have_text(["2ND"])
    assert await page.evaluate(
        """(() => { const line = getComputedStyle(graphic.shadowRoot.querySelector(".head .current"), "::after");
          return [line.height, line.backgroundColor]; })()"""
    ) == ["4px", "rgb(255, 197, 61)"]
    await check_texts(page)


async def test_a_line_score_follows_the_game_by_cuts(stage: str, page: Page) -> None:
    """The period in play counts live and nothing moves; the teams' order is the bug's; Spanish heads are Spanish."""
    await stand(stage, page, "line-score", line_score(language="es", team_order="HOME_FIRST"))
    await expect(cells(page, ".head")).to_have_text(["1C", "2C", "3C", "4C"])
    await expect(cells(page, ".first")).to_have_text(["20", "5", "", ""])
    later = {**PERIODS, "Q2": {"order": 1, "home": 8, "away": 9}}
    await update(page, score={"home": 28, "away": 27, "periods": later})
    assert await page.evaluate("graphic.shadowRoot.getAnimations().length") == 0
    await expect(cells(page, ".first")).to_have_text(["20", "8", "", ""])
    await expect(page.locator(".first .total")).to_have_text("28")


async def test_periods_that_do_not_add_up_are_shown_on_request(stage: str, page: Page) -> None:
    """`anyway` is the producer's word for it."""
    data = line_score(anyway=True)
    data["score"]["home"] = 26
    answers = await stand(stage, page, "line-score", data)
    assert [answer["statusCode"] for answer in answers] == [200, 200]


@pytest.mark.parametrize(("overtimes", "width", "size"), [(1, 88, 44), (2, 73.33, 44), (3, 62.86, 36), (6, 44, 36)])
async def test_overtimes_narrow_the_columns(stage: str, page: Page, overtimes: int, width: float, size: int) -> None:
    """The periods share 440 px alike; from seven on the numbers are smaller, and all heads keep apart."""
    names = ["Q1", "Q2", "Q3", "Q4", *(f"OT{number + 1}" for number in range(overtimes))]
    periods = {name: {"order": at, "home": 10, "away": 10} for at, name in enumerate(names)}
    totals = {"home": 10 * len(names), "away": 10 * len(names)}
    data = document(score={**totals, "periods": periods})
    data["clock"].update(period=names[-1])
    await stand(stage, page, "line-score", data)
    for at in range(len(names)):
        assert (await box(page, ".first .cell", at))[2] == pytest.approx(width, abs=0.02)  # laid out in 64ths of a px
    await expect(cells(page, ".first").first).to_have_css("font-size", f"{size}px")
    await check_texts(page)
    ends = await page.evaluate(
        """[...graphic.shadowRoot.querySelectorAll(".head .cell")].map((cell) => {
          const range = document.createRange();
          range.selectNodeContents(cell);
          const { left, right } = range.getBoundingClientRect();
          return [left, right];
        })"""
    )
    assert all(before[1] + 2 <= after[0] for before, after in zip(ends, ends[1:], strict=False))


async def test_the_names_of_a_line_score_are_of_one_size(stage: str, page: Page) -> None:
    """A name that had to be made smaller takes the other with it."""
    data = line_score()
    data["game"]["home"]["name"] = "Grünwinkel Füchse"
    await stand(stage, page, "line-score", data)
    sizes = await page.evaluate(
        """[...graphic.shadowRoot.querySelectorAll(".name")].map((name) => getComputedStyle(name).fontSize)"""
    )
    assert sizes[0] == sizes[1] != "44px"
    await update(page, game={**data["game"], "home": {**data["game"]["home"], "name": "Ravens"}})
    await expect(page.locator(".second .name")).to_have_css("font-size", "44px")


async def test_a_title_says_who_and_where(stage: str, page: Page) -> None:
    """Names in their blocks, VS or what was typed between them; logos are both there or neither."""
    data = document(line1="National Cup")
    data["game"].update(venue="Harbor Hall")
    data["game"]["home"].update(name="River City Ravens", short_name="Ravens", logo=LOGO)
    data["game"]["away"].update(logo=BROKEN)
    await stand(stage, page, "title", data)
    assert await box(page, ".place") == [192, 134, 1536, 812]
    assert await check_texts(page) == ["National Cup", "WOLVES", "VS", "RIVER CITY", "RAVENS", "Harbor Hall"]
    await expect(page.locator(".logo[src]")).to_have_count(0)
    data["game"]["away"]["logo"] = LOGO
    await update(page, game=data["game"], title="7:30", line2="Old Hall")
    await expect(page.locator(".logo[src]")).to_have_count(2)
    assert (await box(page, ".logo"))[2:] == [200, 200]
    assert await check_texts(page) == ["National Cup", "WOLVES", "7:30", "RIVER CITY", "RAVENS", "Old Hall"]


@pytest.mark.own_window
async def test_a_slate_counts_down_to_its_end_and_never_up(stage: str, page: Page) -> None:
    """Whole seconds rounded up by the aired time; at the end the countdown is gone; a later time by a little holds."""
    at = 1_800_000_000_000
    await page.clock.install(time=0)
    await page.clock.pause_at(1000)
    data = {"now": at, "line1": "Starting soon", "until": at + 3_600_500}
    await stand(stage, page, "slate", data)
    assert await box(page, ".place") == [0, 0, 1920, 1080]
    countdown = page.locator(".countdown")
    await expect(countdown).to_have_text("1:00:01")
    await page.clock.run_for(1_000)
    await expect(countdown).to_have_text("1:00:00")
    await page.clock.run_for(59_000)
    await expect(countdown).to_have_text("59:01")
    await page.evaluate("(now) => graphic.updateAction({data: {now}})", at + 59_400)
    await expect(countdown).to_have_text("59:01")
    assert await check_texts(page) == ["Starting soon", "59:01"]
    await page.evaluate("(now) => graphic.updateAction({data: {now}})", at + 3_600_400)
    await expect(countdown).to_have_text("0:01")
    await page.clock.run_for(200)
    await expect(countdown).to_have_text("")


@pytest.mark.parametrize(
    ("graphic", "data"),
    [
        ("lower-player", {"player": "p1"}),
        ("lower-name", {"name": "Bo Li", "name2": "Ada Ng"}),
        ("line-score", {"score": {"home": 25, "away": 27, "periods": PERIODS}}),
        ("title", {}),
        ("slate", {"line1": "Soon", "until": 4_000_000_000_000}),
        ("score-bug-b", {}),
    ],
)
async def test_any_action_at_any_time(stage: str, page: Page, graphic: str, data: dict[str, Any]) -> None:
    """Crossing actions end where the last one leads, skipping is the end state at once, and dispose leaves nothing."""
    await stand(stage, page, graphic, document(**data))
    seen = await page.evaluate(
        """async () => {
          const look = () => [graphic.hidden, graphic.shadowRoot.getAnimations().length];
          const actions = [graphic.stopAction({}), graphic.playAction({goto: 0}), graphic.updateAction({data})];
          actions.push(graphic.stopAction({}), graphic.playAction({goto: 0}));
          await Promise.all(actions);
          const crossed = look();
          graphic.stopAction({skipAnimation: true});
          const gone = look();
          graphic.playAction({skipAnimation: true});
          const back = look();
          graphic.stopAction({});
          graphic.playAction({goto: 0});
          await graphic.dispose({});
          let asked = 0;
          const real = requestAnimationFrame;
          window.requestAnimationFrame = (callback) => { asked += 1; return real(callback); };
          await new Promise((resolve) => real(() => real(resolve)));
          window.requestAnimationFrame = real;
          return [crossed, gone, back, [graphic.shadowRoot.childNodes.length, asked]];
        }"""
    )
    assert seen == [[False, 0], [True, 0], [False, 0], [0, 0]]
