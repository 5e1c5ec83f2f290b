"""The pages of teams: colors that are kept for the season, and how two teams look side by side."""

from typing import Any, cast

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from django.contrib.auth.models import User
from django.test import Client
from playwright.async_api import Page, expect

from broadcast.audit.models import Entry
from broadcast.feed.supervisor import read_followed
from broadcast.games.actions import set_team
from broadcast.games.models import Follow, Game, Team
from broadcast.live.stores import get_store
from broadcast.overlays.by_hand import set_by_hand
from tests.overlays.conftest import ROOT, Server
from tests.overlays.documents import game_document

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _all_addresses(settings: Any, _addresses: None) -> None:
    settings.ROOT_URLCONF = "broadcast.urls"


def logged_in() -> Client:
    client = Client()
    client.force_login(User.objects.create_user("ines"))
    return client


def play(**colors: dict[str, str]) -> Game:
    """Follow a game, and publish what the feed says of its teams."""
    game = Game.objects.create(event_id="g1", home_id="1", home_name="Ravens", away_id="2", away_name="Wolves")
    Follow.objects.create(game=game)
    document = game_document()
    for side, told in colors.items():
        for name in ("color", "text_color"):
            document["game"][side].pop(name, None)
        document["game"][side] |= told

    async def publish() -> None:
        await get_store().open("game:g1", document)

    async_to_sync(publish)()
    return game


KEPT = {"color": "#123456", "text_color": "#ffffff", "secondary": ""}


def test_colors_are_kept_for_every_game_of_a_team() -> None:
    """The worker is told of them, the log has them, and empty ones are as fed again."""
    play()
    client = logged_in()
    assert client.post("/teams/1/", KEPT).status_code == 302
    assert Team.objects.get().overrides() == {"color": "#123456", "text_color": "#FFFFFF"}
    assert read_followed()[0].teams == {"1": {"color": "#123456", "text_color": "#FFFFFF"}}
    page = client.get("/teams/1/").content.decode()
    assert 'value="#123456"' in page and "kept for all of its games" in page
    entry = Entry.objects.get(action="team.set")
    assert (entry.actor, entry.target, entry.details["color"]) == ("ines", "team:1", "#123456")
    client.post("/teams/1/", dict.fromkeys(KEPT, ""))
    assert not Team.objects.exists() and read_followed()[0].teams == {}


@pytest.mark.parametrize("wrong", ["red", "#12345", "#1234567", "#12345g", "url(x)"])
def test_what_is_no_color_is_not_kept(wrong: str) -> None:
    """The form says so, and keeps what was written."""
    play()
    page = logged_in().post("/teams/1/", KEPT | {"secondary": wrong})
    assert page.status_code == 200 and 'class="wrong"' in page.content.decode()
    assert not Team.objects.exists()


def test_what_else_is_kept_of_a_team_stays() -> None:
    """A name on air that was set otherwise is not touched, and the same colors again leave no entry."""
    set_team("1", by="test", abbreviation="RVN")
    for _time in range(2):
        set_team("1", by="test", color="#123456")
    assert Team.objects.get().overrides() == {"abbreviation": "RVN", "color": "#123456"}
    assert Entry.objects.filter(action="team.set").count() == 2


def test_teams_are_listed_with_what_they_wear() -> None:
    """By name, with what is kept told apart from what is fed; tonight's own color beats both on this game."""
    game = play()
    set_team("2", by="test", color="#123456")
    set_by_hand("test", game, "names", {"game": {"away": {"color": "#ABCDEF"}}})
    page = logged_in().get("/teams/").content.decode()
    assert page.index(">Ravens</a>") < page.index(">Wolves</a>")
    assert "#5C0A22" in page and "#ABCDEF" in page
    assert page.count("by hand") == 1 and page.count("as fed") == 1


def test_pages_of_teams_are_for_users() -> None:
    """Whoever is not logged in is sent to the login page; a team that nobody knows is not there."""
    for address in ("/teams/", "/teams/1/"):
        assert Client().get(address).headers["Location"].startswith("/accounts/login/")
    assert "No teams yet" in logged_in().get("/teams/").content.decode()
    client = Client()
    client.force_login(User.objects.get())
    assert client.get("/teams/1/").status_code == 404


async def opened(server: Server, page: Page, address: str, **colors: dict[str, str]) -> None:
    def made() -> str:
        play(**colors)
        client = logged_in()
        User.objects.update(is_staff=True)
        return client.cookies["sessionid"].value

    cookie = await sync_to_async(made)()
    await page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": server.url}])
    await page.goto(server.url + address)


def blocks(page: Page) -> Any:
    return page.evaluate(
        """() => [...document.querySelectorAll("[data-pair] .block")].map((block) =>
          [getComputedStyle(block).backgroundColor, getComputedStyle(block).color])"""
    )


MAROON, WHITE, NAVY, GOLD = "rgb(92, 10, 34)", "rgb(233, 236, 239)", "rgb(12, 35, 64)", "rgb(255, 197, 61)"


@pytest.mark.browser
@pytest.mark.asyncio(loop_scope="session")
async def test_both_blocks_are_seen_as_they_are_typed(server: Server, page: Page) -> None:
    """By the rule of the graphics: grounds, inks, the contrast of each, and who gives way where the two clash."""
    await opened(server, page, "/teams/2/")
    assert await blocks(page) == [[WHITE, NAVY], [MAROON, "rgb(244, 246, 248)"]]
    told = page.locator(".told")
    await expect(told).to_have_text("Wolves 13.3 : 1 · Ravens 12.7 : 1")
    await page.locator("[name=color]").fill("#5C0A22")
    await page.locator("[name=secondary]").fill("#FFC53D")
    assert (await blocks(page))[0][0] == GOLD
    await expect(told).to_contain_text("The two clash: the visitors are shown in another of their colors.")
    await page.locator("[name=color]").fill("#F2A900")
    await page.locator("[name=text_color]").fill("#FFFFFF")
    await expect(told).to_contain_text("in another ink than its own")
    async with page.expect_navigation():
        await page.get_by_role("button", name="Keep").click()
    await expect(page.locator("[name=color]")).to_have_value("#F2A900")
    assert (await sync_to_async(Team.objects.get)()).overrides() == {
        "color": "#F2A900",
        "text_color": "#FFFFFF",
        "secondary": "#FFC53D",
    }


@pytest.mark.browser
@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("address", ["/teams/", "/teams/2/", "/control/feedback/", "/control/tokens/"])
async def test_nothing_serious_is_found_by_axe(server: Server, page: Page, address: str) -> None:
    """Names, roles, order, contrast: dark and light, on a desk and on a phone. The blocks of teams are as on air."""
    await opened(server, page, address)
    await page.evaluate((ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8"))
    for scheme in ("dark", "light"):
        for width in (1440, 390):
            await page.set_viewport_size({"width": width, "height": 900})
            await page.emulate_media(color_scheme=cast(Any, scheme), reduced_motion="reduce")
            found = await page.evaluate("axe.run('html', {resultTypes: ['violations']})")
            serious = [one["id"] for one in found["violations"] if one["impact"] in ("serious", "critical")]
            assert serious == [], (scheme, width, found["violations"])
            assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
