"""The panels at the side of the picture: on the floor, leaders and the shot chart, as a viewer sees them."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from playwright.async_api import Page

from tests.documents import Document, ended, halves, midgame
from tests.overlays.panels import game, load, refusal, show, stage

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

NAMES = "all('.name').map((name) => name.textContent)"


@pytest.fixture(scope="module")
def address(built: None) -> Iterator[str]:
    with stage() as found:
        yield found


def with_shots(shots: dict[str, Any], **more: Any) -> Document:
    return {**game(), "shots": shots, **more}


def shot(number: int = 0, *, made: bool = True, x: int = 0, y: int = 5000, team: str = "home") -> dict[str, Any]:
    return {
        "team": team,
        "player": "46100",
        "at": 1000 + number,
        "period": "Q1",
        "made": made,
        "three": False,
        "x": x,
        "y": y,
    }


async def test_the_floor_stands_in_the_left_zone(page: Page, address: str) -> None:
    """A head of 72 at 96,150 and five rows of 104, 8 apart, 600 wide."""
    await show(page, address, "on-the-floor", game(team="away"))
    assert await page.evaluate("box(one('.head'))") == [96, 150, 600, 72]
    rows = await page.evaluate("all('.panel:not(.absent) .row').map(box)")
    assert rows == [[96, 230 + 112 * at, 600, 104] for at in range(5)]
    assert await page.evaluate("box(one('.slab'))") == [96, 230, 96, 104]
    assert await page.evaluate("box(one('.name'))") == [212, 239, 464, 46]


async def test_the_floor_has_guards_first_then_by_number(page: Page, address: str) -> None:
    """The five stand by position, guards, forwards, centers, and within one by number."""
    data = game(team="away", language="es")
    await show(page, address, "on-the-floor", data)
    assert await page.evaluate("seen('.head')") == ["BADGERS EN PISTA"]
    assert await page.evaluate("seen('.slab')") == ["0", "1", "10", "25", "24"]
    assert (await page.evaluate(NAMES))[0] == "DANA WHITLOCKE"
    assert await page.evaluate("seen('.row:nth-child(3) .item')") == ["11PTS", "2REB", "1FP"]


async def test_both_teams_stand_left_and_right(page: Page, address: str) -> None:
    """The second team's panel begins at x 1224 and ends at the title-safe line; the order is the output's."""
    await show(page, address, "on-the-floor", game(both=True, team_order="HOME_FIRST"))
    assert await page.evaluate("all('.head').map(box)") == [[96, 150, 600, 72], [1224, 150, 600, 72]]
    assert await page.evaluate("seen('.head')") == ["HERONS ON THE FLOOR", "BADGERS ON THE FLOOR"]


@pytest.mark.parametrize(("bug", "top"), [("a", 150), ("", 150), ("b-foot", 150), ("b-top", 246)])
async def test_the_left_zone_makes_room_for_bug_b(page: Page, address: str, bug: str, top: int) -> None:
    """Under the box at the top the panels start at y 246; above one at the foot they end by y 842."""
    for graphic in ("on-the-floor", "leaders"):
        await show(page, address, graphic, game(team="home", bug=bug))
        _, y, _, height = await page.evaluate(
            "box(one('.team.ground') ?? one('.panel'))" if graphic == "on-the-floor" else "box(one('.panel'))"
        )
        assert y == top
        assert y + height <= (842 if bug == "b-foot" else 890)


async def test_a_floor_that_is_not_five_is_refused(page: Page, address: str) -> None:
    """Four known, or six, are refused in words; with the confirming key those that are known are shown."""
    data = game(team="away")
    data["lineups"]["away"]["players"].pop()
    assert await refusal(page, address, "on-the-floor", data) == "Granite Falls Badgers: four of five are known."
    await page.evaluate("graphic.updateAction({data: {anyway: true}})")
    assert (await page.evaluate("graphic.playAction({skipAnimation: true})"))["statusCode"] == 200
    assert len(await page.evaluate("seen('.row')")) == 4
    six = game(team="away")
    six["lineups"]["away"]["players"].append("55202")
    assert await refusal(page, address, "on-the-floor", six) == "Granite Falls Badgers: six of five are known."
    assert await refusal(page, address, "on-the-floor", {}) == "No game is known yet."


async def test_without_lineups_the_floor_is_who_is_marked_on_it(page: Page, address: str) -> None:
    """Where the feed sends no lineups, the players' own marks count; where there are neither, it is refused."""
    data = game(team="home")
    del data["lineups"]
    await show(page, address, "on-the-floor", data)
    assert len(await page.evaluate("seen('.row')")) == 5
    said = await refusal(page, address, "on-the-floor", game(halves(), team="home"))
    assert said == "Harbor City Herons: none of five are known."


@pytest.mark.parametrize(("rules", "gold"), [("FIBA", ["4FL", "5FL"]), ("NBA", ["5FL"])])
async def test_one_foul_left_is_gold(page: Page, address: str, rules: str, gold: list[str]) -> None:
    """The fouls of a player who may have one more are on gold, by the rule set of the game."""
    data = game(team="away")
    data["game"]["rules"] = rules
    for player, fouls in zip(data["lineups"]["away"]["players"], (3, 4, 5, 0, 0), strict=True):
        data["players"][player]["line"]["FL"] = fouls
    await show(page, address, "on-the-floor", data)
    assert sorted(await page.evaluate("seen('.trouble')")) == gold
    assert await page.evaluate("getComputedStyle(one('.trouble')).backgroundColor") == "rgb(255, 197, 61)"


async def test_a_substitution_cuts_its_row_and_flashes(page: Page, address: str) -> None:
    """On a live patch who comes takes the row of who went, and it flashes; a five that is caught up stands in order."""
    data = game(team="away")
    await show(page, address, "on-the-floor", data)
    before = await page.evaluate("seen('.slab')")
    floor = [one for one in data["lineups"]["away"]["players"] if one != "55200"]
    lineups = {**data["lineups"], "away": {"players": [*floor, "55211"], "source": "lineups"}}
    await page.evaluate("(lineups) => updatedAndHeld({lineups, live: true})", lineups)
    assert await page.evaluate("[seen('.slab'), moving()]") == [["50", *before[1:]], 1]
    assert await page.evaluate("graphic.shadowRoot.getAnimations()[0].effect.getTiming().duration") == 600
    await page.evaluate("graphic.shadowRoot.getAnimations()[0].finish()")
    await page.evaluate("(lineups) => void graphic.updateAction({data: {lineups, live: false}})", data["lineups"])
    assert await page.evaluate("[seen('.slab'), moving()]") == [before, 0]
    await page.evaluate("(lineups) => void graphic.updateAction({data: {lineups, live: false}})", lineups)
    assert await page.evaluate("seen('.slab')") == ["1", "10", "25", "24", "50"]


async def test_the_floor_on_air_stays_while_it_is_not_known(page: Page, address: str) -> None:
    """In the middle of a substitution four are known: what stood stays, until there are five again."""
    data = game(team="away")
    await show(page, address, "on-the-floor", data)
    before = await page.evaluate(NAMES)
    four = {**data["lineups"], "away": {"players": data["lineups"]["away"]["players"][1:], "source": "lineups"}}
    await page.evaluate("(lineups) => graphic.updateAction({data: {lineups, live: true}})", four)
    assert await page.evaluate(NAMES) == before


async def test_a_player_without_a_number_has_a_narrow_slab(page: Page, address: str) -> None:
    """No jersey: a bar of 16 px and the name moves up to it; no stats: the name stands in the middle."""
    data = game(team="home")
    first = min(data["lineups"]["home"]["players"])
    del data["players"][first]["jersey"]
    data["players"][first]["line"] = {}
    await show(page, address, "on-the-floor", data)
    assert await page.evaluate("box(one('.no-number .slab'))[2]") == 16
    assert await page.evaluate("one('.no-number .line').textContent") == ""
    x, y, _, height = await page.evaluate("box(one('.no-number .name'))")
    row = await page.evaluate("box(one('.row.no-number'))")
    assert (x, y + height / 2) == (132, row[1] + row[3] / 2)


async def test_leaders_have_the_most_of_each_team(page: Page, address: str) -> None:
    """Points, rebounds and assists, the first team left; those who share a lead are named, or counted."""
    data = game(scope="half1", language="es")
    await show(page, address, "leaders", data)
    assert await page.evaluate("seen('.label')") == ["PUNTOS", "REBOTES", "ASISTENCIAS"]
    assert await page.evaluate("seen('.value')") == ["14", "14", "5", "3", "3", "2"]
    assert (await page.evaluate("seen('.name')"))[-2:] == ["KEA PALMGREN", "EMPATE DE 3"]
    assert (await page.evaluate("seen('.title')"))[0].startswith("DESTACADOS · ")
    assert await page.evaluate("box(one('.panel'))[0]") == 96


async def test_leaders_names_fit_and_are_set_alike(page: Page, address: str) -> None:
    """The longest name fits into its half, and all names have its size."""
    await show(page, address, "leaders", game(zone="right", scope="half1"))
    sizes = await page.evaluate("all('.name').map((name) => getComputedStyle(name).fontSize)")
    assert len(set(sizes)) == 1
    assert 30 <= float(sizes[0][:-2]) < 44
    panel = await page.evaluate("box(one('.panel'))")
    assert panel[0] == 1224
    for x, _, width, _ in await page.evaluate("all('.name .fitted').map(box)"):
        assert panel[0] + 20 <= x + 1
        assert x + width <= panel[0] + panel[2] - 20 + 1
        assert width <= 269


async def test_leaders_without_numbers_are_refused(page: Page, address: str) -> None:
    """Nobody has anything: refused. A stat that only one team has is shown for that team alone."""
    data = game()
    for player in data["players"].values():
        player["line"] = {}
    assert await refusal(page, address, "leaders", data) == "Nobody has points, rebounds or assists yet."
    data["players"]["46100"]["line"] = {"PTS": 2}
    await show(page, address, "leaders", deepcopy(data))
    assert await page.evaluate("[seen('.value'), seen('.name'), seen('.label')]") == [
        ["", "2"],
        ["", "ILSE BRANDVOLD"],
        ["POINTS"],
    ]


async def test_the_chart_draws_a_meter_as_44_px(page: Page, address: str) -> None:
    """The rim is at 360,639 of the panel at 1104,88, the hoop below; a make is a disc, a miss a cross under it."""
    shots = {"a": shot(1, x=0, y=0), "b": shot(2, made=False, x=-5000, y=2000), "c": shot(3, x=7000, y=-1000)}
    await show(page, address, "shot-chart", with_shots(shots, team="home"))
    assert await page.evaluate("box(one('.panel'))") == [1104, 88, 720, 802]
    middles = await page.evaluate(
        """Object.fromEntries(all("[data-shot]").map((mark) => {
          const { x, y, width, height } = mark.getBoundingClientRect();
          return [mark.dataset.shot, [x + width / 2 - 1104, y + height / 2 - 88]];
        }))"""
    )
    for key, place in {"a": (360, 639), "b": (140, 551), "c": (668, 683)}.items():
        assert middles[key] == pytest.approx(place, abs=0.6)
    assert await page.evaluate("all('[data-shot]').map((mark) => mark.dataset.shot)") == ["b", "a", "c"]
    assert await page.evaluate("[all('.misses .miss').length, all('.makes .make').length]") == [1, 2]


async def test_the_chart_leaves_out_what_it_cannot_place(page: Page, address: str) -> None:
    """Heaves from beyond 11.4 m, shots off the court and without a place are not drawn."""
    shots = {"in": shot(1, y=11_400), "far": shot(2, y=11_401), "off": shot(3, x=7700), "nowhere": shot(4)}
    del shots["nowhere"]["x"], shots["nowhere"]["y"]
    await show(page, address, "shot-chart", with_shots(shots, team="home"))
    assert await page.evaluate("all('[data-shot]').map((mark) => mark.dataset.shot)") == ["in"]


@pytest.mark.parametrize(("count", "radius"), [(3, 11), (40, 11), (41, 9), (80, 9), (81, 7)])
async def test_marks_get_smaller_where_there_are_many(page: Page, address: str, count: int, radius: int) -> None:
    """Discs have a radius of 11, over 40 marks 9, over 80 marks 7, and a ring of 3 px around them."""
    shots = {f"s{at}": shot(at, x=100 * (at % 50)) for at in range(count)}
    await show(page, address, "shot-chart", with_shots(shots, team="home"))
    assert await page.evaluate("all('[data-shot]').length") == count
    disc, ring = await page.evaluate("[one('.make').getAttribute('r'), getComputedStyle(one('.make')).strokeWidth]")
    assert (float(disc) - 1.5, ring) == (radius, "3px")


async def test_makes_can_be_told_from_the_floor_and_from_each_other(page: Page, address: str) -> None:
    """A dark ground gives way to its ink; of two that would both be white the visitors' is made light enough."""
    data = with_shots({"h": shot(1), "a": shot(2, team="away", x=2000)})
    data["game"]["home"] |= {"color": "#0C2340", "text_color": "#FFFFFF"}
    data["game"]["away"] |= {"color": "#5C0A22", "text_color": "#FFFFFF"}
    await show(page, address, "shot-chart", data)
    away, home = await page.evaluate("all('.key circle').map((disc) => getComputedStyle(disc).fill)")
    assert home == "rgb(255, 255, 255)"
    assert away not in (home, "rgb(92, 10, 34)")
    fills = await page.evaluate("all('.makes .make').map((disc) => disc.getAttribute('fill'))")
    assert len(set(fills)) == 2


async def test_a_shot_while_on_air_grows_and_is_ringed(page: Page, address: str) -> None:
    """A live shot grows in 200 ms and one ring fades in 600; a shot of a snapshot simply stands there."""
    shots = {"a": shot(1)}
    await show(page, address, "shot-chart", with_shots(shots, team="home"))
    two = {**shots, "b": shot(2, x=2000)}
    await page.evaluate("(shots) => updatedAndHeld({shots, live: true})", two)
    durations = "graphic.shadowRoot.getAnimations().map(({effect}) => effect.getTiming().duration).sort()"
    assert await page.evaluate(durations) == [200, 600]
    await page.evaluate("graphic.shadowRoot.getAnimations().forEach((one) => one.finish())")
    await page.wait_for_function("all('.ring').length === 0 && all('[data-shot]').length === 2")
    three = {**two, "c": shot(3, x=-2000)}
    await page.evaluate("(shots) => void graphic.updateAction({data: {shots, live: false}})", three)
    assert await page.evaluate("[moving(), all('[data-shot]').length]") == [0, 3]


async def test_a_corrected_shot_is_cut_and_a_deleted_one_fades(page: Page, address: str) -> None:
    """Made to missed: the shape changes at once. Taken back: it fades in 200 ms and is gone, or comes back whole."""
    shots = {"a": shot(1), "b": shot(2, x=2000)}
    await show(page, address, "shot-chart", with_shots(shots, team="home"))
    corrected = {**shots, "a": shot(1, made=False)}
    await page.evaluate("(shots) => void graphic.updateAction({data: {shots, live: true}})", corrected)
    assert await page.evaluate("[moving(), all('.misses .miss').length, all('.makes .make').length]") == [0, 1, 1]
    fewer = {"b": corrected["b"]}
    update = "(shots) => updatedAndHeld({shots, live: true})"
    await page.evaluate(update, fewer)
    assert await page.evaluate("graphic.shadowRoot.getAnimations()[0].effect.getTiming().duration") == 200
    await page.evaluate(update, corrected)
    await page.evaluate("graphic.shadowRoot.getAnimations().forEach((one) => one.finish())")
    await page.wait_for_function("moving() === 0")
    assert await page.evaluate("all('[data-shot]').map((mark) => mark.dataset.shot).sort()") == ["a", "b"]
    await page.evaluate(update, fewer)
    await page.evaluate("graphic.shadowRoot.getAnimations().forEach((one) => one.finish())")
    await page.wait_for_function("all('[data-shot]').length === 1")


async def test_marks_come_in_order_of_time(page: Page, address: str) -> None:
    """After the court each mark starts 12 ms after the one before; 90 of them still within 480 ms."""
    for count, apart in ((10, 12.0), (90, 480 / 90)):
        shots = {f"s{at:02}": shot(at, x=70 * at, made=at % 2 == 0) for at in range(count)}
        await load(page, address, "shot-chart", with_shots(shots, team="home"))
        delays = await page.evaluate(
            """() => {
              void graphic.playAction({});
              const markOf = ({ effect }) => effect.target.closest("[data-shot]");
              const moves = graphic.shadowRoot.getAnimations().filter(markOf);
              return moves.map((move) => [markOf(move).dataset.shot, move.effect.getTiming().delay]).sort();
            }"""
        )
        assert [delay for _, delay in delays] == pytest.approx([320 + apart * at for at in range(count)])
        await page.evaluate("graphic.stopAction({skipAnimation: true})")
        assert await page.evaluate("moving()") == 0


async def test_the_charts_line_is_of_the_stat_rows(page: Page, address: str) -> None:
    """Number, name and scope in the head; in the foot what is fed, not what is counted from the marks."""
    data = with_shots({"a": shot(1)}, player="46100", scope="Q1")
    data["period_stats"]["Q1"]["46100"] = {"PTS": 4, "FG": 2, "FGA": 3}
    await show(page, address, "shot-chart", data)
    assert await page.evaluate("[seen('.number'), seen('.name'), seen('.what')]") == [
        ["00"],
        ["ILSE BRANDVOLD"],
        ["SHOTS · 1ST"],
    ]
    assert await page.evaluate("seen('.item')") == ["4PTS", "2-3FG"]
    await page.evaluate("graphic.updateAction({data: {language: 'es', scope: 'game'}})")
    assert await page.evaluate("[seen('.what'), seen('.legend span')]") == [
        ["TIROS · PARTIDO"],
        ["ANOTADO", "FALLADO"],
    ]


async def test_areas_have_makes_and_attempts(page: Page, address: str) -> None:
    """Seven areas by geometry: makes over attempts at 44, per cent at 28; under three attempts they stay grey."""
    data = game(team="home", view="areas")
    await show(page, address, "shot-chart", data)
    assert await page.evaluate("[all('[data-area]').length, all('[data-shot]').length]") == [7, 0]
    own = [one for one in data["shots"].values() if one["team"] == "home" and one.get("area") == "rim"]
    made = sum(one["made"] for one in own)
    assert f"{made}/{len(own)}" in await page.evaluate("all('.tally').map((text) => text.textContent)")
    assert await page.evaluate(
        "[getComputedStyle(one('.tally')).fontSize, getComputedStyle(one('.rate')).fontSize]"
    ) == [
        "44px",
        "28px",
    ]
    few = with_shots({"a": {**shot(1, x=0, y=500), "area": "rim"}}, team="home", view="areas")
    await show(page, address, "shot-chart", few)
    assert await page.evaluate("getComputedStyle(one('[data-area=rim]')).fill") == "rgb(42, 48, 58)"
    assert await page.evaluate("all('.tally').map((text) => text.textContent)") == ["1/1"]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"player": "nobody"}, "The player is not known."),
        ({"view": "areas"}, "Areas are of one team or one player: choose one."),
        ({"team": "home", "scope": "OT1"}, "No shot with a place is known of these."),
    ],
)
async def test_a_chart_of_nothing_is_refused(page: Page, address: str, more: dict[str, Any], said: str) -> None:
    """A chart without a mark, of nobody, or of areas of two teams does not go on air."""
    assert await refusal(page, address, "shot-chart", game(**more)) == said


async def test_another_game_is_another_court(page: Page, address: str) -> None:
    """The lines are those of the rule set, also where the output turns to another game."""
    await show(page, address, "shot-chart", game(team="home"))
    ncaa = await page.evaluate("one('.lines .three').getAttribute('d')")
    other = game(ended())
    other["game"]["rules"] = "NBA"
    await page.evaluate("(data) => graphic.updateAction({data})", other)
    assert await page.evaluate("one('.lines .three').getAttribute('d')") != ncaa
    assert await page.evaluate("all('[data-shot]').length > 0")


async def test_a_name_that_changes_on_air_is_measured_again(page: Page, address: str) -> None:
    """An on-air name that the producer sets is shown, in glyphs that are loaded for it."""
    data = game(team="home")
    await show(page, address, "on-the-floor", data)
    players = deepcopy(midgame()["players"])
    first = min(data["lineups"]["home"]["players"])
    players[first]["on_air_name"] = "Łucja Ďuriš"
    await page.evaluate("(players) => graphic.updateAction({data: {players}})", players)
    assert "ŁUCJA ĎURIŠ" in await page.evaluate(NAMES)
    assert await page.evaluate("""document.fonts.check('700 44px "Barlow Condensed"', "ŁĎŠ")""")
