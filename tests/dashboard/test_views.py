"""The board, the game page and their JSON over HTTP."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.contrib.auth.models import User
from django.test import Client

from broadcast.games.models import Document, Follow, Game
from broadcast.live.stores import get_store
from tests.documents import ended, hostile, midgame

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client: Client) -> Client:
    """A client that is logged in as an administrator."""
    client.force_login(User.objects.create_user("director", is_staff=True))
    return client


@pytest.fixture
def store() -> Iterator[Any]:
    """Put documents into this process's store, and take them out again."""
    names: list[str] = []

    def put(state: dict[str, Any]) -> None:
        names.append(f"game:{state['game']['event_id']}")
        async_to_sync(get_store().open)(names[-1], state)

    yield put
    for name in names:
        async_to_sync(get_store().close)(name)


def follow(event_id: str, **values: Any) -> Game:
    """Make a followed game."""
    game = Game.objects.create(
        event_id=event_id,
        home_id="461",
        home_name="Harbor City Herons",
        away_id="552",
        away_name="Granite Falls Badgers",
        **values,
    )
    Follow.objects.create(game=game)
    return game


@pytest.mark.parametrize("path", ["/", "/games/game-1/"])
def test_pages_ask_for_a_login(path: str, client: Client) -> None:
    """Whoever is not logged in is sent to the login page and back."""
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer["location"] == f"/accounts/login/?next={path}"


@pytest.mark.parametrize("path", ["/api/games", "/api/games/game-1/document"])
def test_json_asks_for_a_login_in_json(path: str, client: Client) -> None:
    """Programs get 401 and a reason, not a page."""
    answer = client.get(path)
    assert answer.status_code == 401
    assert answer.json()["ok"] is False and "Log in" in answer.json()["said"]


def test_empty_board_tells_staff_where_to_go(staff: Client) -> None:
    """With nothing followed the board leads administrators to the schedule."""
    text = staff.get("/").content.decode()
    assert "No game is followed" in text
    assert 'href="/schedule/"' in text


def test_empty_board_does_not_lead_others_to_the_schedule(client: Client) -> None:
    """Who may not open the schedule is not sent there."""
    client.force_login(User.objects.create_user("viewer"))
    text = client.get("/").content.decode()
    assert "No game is followed" in text
    assert "/schedule/" not in text


def test_board_orders_live_coming_final(staff: Client, store: Any) -> None:
    """Tiles stand in three groups, by what their documents say."""
    for event_id, document in (("a", ended("a")), ("b", midgame("b"))):
        follow(event_id)
        store(document)
    follow("c", tipoff_at=datetime(2026, 11, 17, 21, tzinfo=UTC))
    text = staff.get("/").content.decode()
    places = [text.index(f'data-event="{event_id}"') for event_id in "bca"]
    assert places == sorted(places)
    assert "Tue 17 Nov, 21:00 UTC" in text


def test_times_are_in_the_viewers_zone(staff: Client) -> None:
    """The zone that the browser has told is the one times are written in; nonsense is UTC."""
    follow("c", tipoff_at=datetime(2026, 11, 17, 21, tzinfo=UTC))
    staff.cookies["zone"] = "America/Chicago"
    assert "Tue 17 Nov, 15:00 CST" in staff.get("/").content.decode()
    staff.cookies["zone"] = "../../etc/passwd"
    assert "Tue 17 Nov, 21:00 UTC" in staff.get("/").content.decode()


def test_followed_game_has_a_page_before_its_feed_has_begun(staff: Client) -> None:
    """The page of a game of which nothing is published says what the schedule says."""
    follow("new")
    answer = staff.get("/games/new/")
    assert answer.status_code == 200
    assert "Granite Falls Badgers at Harbor City Herons" in answer.content.decode()


def test_unknown_game_is_not_found(staff: Client) -> None:
    """A game that nobody has followed is 404, as a page and as JSON."""
    assert staff.get("/games/nothing/").status_code == 404
    assert staff.get("/api/games/nothing/document").json()["said"] == "No game nothing has been followed."


def test_game_page_is_painted_from_the_live_document(staff: Client, store: Any) -> None:
    """The newest state is in the page: score, names, plays, and the document for the browser."""
    follow("game-1")
    document = midgame()
    store(document)
    text = staff.get("/games/game-1/").content.decode()
    assert f'<div class="points">{document["score"]["home"]}</div>' in text
    assert "Wrzesińska" in text
    assert f'<p class="venue">{document["game"]["venue"]}</p>' in text
    served = json.loads(text.split('<script id="served" type="application/json">')[1].split("</script>")[0])
    assert served["documents"][0]["state"] == document
    assert served["documents"][0]["doc"] == "game:game-1"


def test_ended_game_is_painted_from_the_database(staff: Client) -> None:
    """A document that the store no longer holds is read from the database."""
    follow("old")
    Document.objects.create(name="game:old", epoch="e9", rev=17, at=1, state=ended("old"))
    assert "FINAL/OT" in staff.get("/games/old/").content.decode()
    answer = staff.get("/api/games/old/document").json()
    assert (answer["epoch"], answer["rev"], answer["doc"]) == ("e9", 17, "game:old")


def test_names_are_escaped_everywhere(staff: Client, store: Any) -> None:
    """Markup in names is text on the board and on the page, in HTML, SVG and JSON."""
    follow("game-1")
    store(hostile())
    for path in ("/", "/games/game-1/"):
        text = staff.get(path).content.decode()
        assert "<img src=x" not in text
        assert "&lt;img src=x" in text


def test_hostile_queries_do_no_harm(staff: Client, store: Any) -> None:
    """Filters that name nothing show nothing, and are escaped."""
    follow("game-1")
    store(midgame())
    answer = staff.get("/games/game-1/", {"team": "<x>", "player": '"><i>', "period": "Q9", "tab": "../", "sort": "<"})
    assert answer.status_code == 200
    assert '"><i>' not in answer.content.decode()


def test_games_are_listed_as_json(staff: Client, store: Any) -> None:
    """Each followed game is listed with its status, teams, score and feed state."""
    follow("game-1")
    follow("later")
    store(midgame())
    first, second = sorted(staff.get("/api/games").json(), key=lambda game: str(game["event_id"]))
    assert (first["event_id"], first["status"], first["feed"]) == ("game-1", "live", "live")
    assert set(first["score"]) == {"home", "away"}
    assert (second["status"], "score" in second) == ("scheduled", False)


def test_document_that_is_not_published_yet_says_so(staff: Client) -> None:
    """A followed game without a document is told apart from an unknown one."""
    follow("later")
    answer = staff.get("/api/games/later/document")
    assert answer.status_code == 404
    assert answer.json()["said"] == "Nothing has been published of this game yet."


def test_rehearsal_is_said_on_board_and_page(staff: Client, store: Any) -> None:
    """A rehearsal cannot be taken for a game."""
    follow("game-1")
    document = midgame()
    document["game"]["rehearsal"] = True
    store(document)
    assert '<span class="rehearsal">Rehearsal</span>' in staff.get("/").content.decode()
    assert '<strong class="rehearsal-band">Rehearsal</strong>' in staff.get("/games/game-1/").content.decode()


@pytest.mark.parametrize("path", ["/", "/games/x/", "/api/games"])
def test_pages_are_only_read(path: str, staff: Client) -> None:
    """Nothing is changed through these addresses."""
    assert staff.post(path).status_code == 405


@pytest.fixture
def quick_passwords(settings: Any) -> None:
    """Hash passwords by a function that costs nothing."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.mark.usefixtures("quick_passwords")
def test_login_page_says_what_went_wrong(client: Client) -> None:
    """A wrong password is said plainly and tied to the fields."""
    User.objects.create_user("director", password="right")
    text = client.post("/accounts/login/", {"username": "director", "password": "wrong"}).content.decode()
    assert "do not go together" in text
    assert 'aria-describedby="login-error"' in text


@pytest.mark.usefixtures("quick_passwords")
def test_too_many_wrong_passwords_lock_with_words(client: Client, settings: Any) -> None:
    """The lock is explained, with how long it lasts."""
    settings.AXES_FAILURE_LIMIT = 2
    User.objects.create_user("director", password="right")
    for _ in range(2):
        answer = client.post("/accounts/login/", {"username": "director", "password": "wrong"})
    assert answer.status_code == 429
    assert "Too many tries" in answer.content.decode()
