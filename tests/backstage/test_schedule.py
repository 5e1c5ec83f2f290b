"""The schedule page against an Event API that answers, refuses, or is not there."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import User
from django.test import Client

from broadcast.audit.models import Entry
from broadcast.backstage.schedule import window
from broadcast.games.models import Follow, Game

pytestmark = pytest.mark.django_db

DAY = "2026-11-17"
GAME: dict[str, Any] = {
    "event_id": "e1",
    "facility_name": "Breakwater Arena",
    "court_name": "main court",
    "tipoff_at": 1_794_949_200_000,
    "gender": "WOMEN",
    "status": "SCHEDULED",
    "type": "BASKETBALL",
    "home_team_id": 461,
    "home_team_name": "Harbor City Herons",
    "away_team_id": 552,
    "away_team_name": "Granite <b>Falls</b> Badgers",
    "_results": "https://example.test/v1/data/games/e1",
}


class Service:
    """What the Event API is to answer, and what it was asked."""

    status = 200
    games: list[dict[str, Any]]

    def __init__(self) -> None:
        self.games = [GAME]
        self.asked: list[dict[str, list[str]]] = []


@pytest.fixture
def service(settings: Any) -> Iterator[Service]:
    """Serve the schedule endpoint on a free port, and point the settings at it."""
    state = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            address = urlsplit(self.path)
            state.asked.append(parse_qs(address.query))
            found = address.path == "/v1/data/schedule/games"
            status = state.status if found else 404
            body = {"games": state.games} if status == 200 else {"status": status, "message": "refused here"}
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    settings.EVENT_API_URL = f"http://127.0.0.1:{server.server_address[1]}"
    settings.EVENT_USERNAME = "demo-user"
    settings.EVENT_SECRET = "demo-secret"
    yield state
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def staff(client: Client) -> Client:
    """A client that is logged in as an administrator."""
    client.force_login(User.objects.create_user("director", is_staff=True))
    return client


def show(client: Client, **query: str) -> str:
    """Return the page of the day."""
    return client.get("/schedule/", {"day": DAY, **query}).content.decode()


def test_schedule_is_for_administrators(client: Client) -> None:
    """Strangers log in first; people who are not staff are told that it is not theirs."""
    assert client.get("/schedule/")["location"] == "/accounts/login/?next=/schedule/"
    client.force_login(User.objects.create_user("viewer"))
    answer = client.get("/schedule/")
    assert answer.status_code == 403
    assert "You may not open this page" in answer.content.decode()
    assert client.post("/schedule/follow/", {"event_id": "e1"}).status_code == 403


def test_day_is_listed_with_what_can_be_done(service: Service, staff: Client) -> None:
    """Each game has its tip-off, venue, status and a follow button; the rule set is guessed by gender."""
    text = show(staff)
    assert "21:00 UTC" in text
    assert "Breakwater Arena" in text
    assert '<option value="NCAA_W" selected>' in text
    assert "Granite &lt;b&gt;Falls&lt;/b&gt; Badgers" in text
    assert service.asked[0]["from"] == ["1794873600000"]
    assert service.asked[0]["to"] == ["1794960000000"]


def test_day_is_the_viewers_own(service: Service, staff: Client) -> None:
    """The day asked for is the viewer's, and so is the tip-off time."""
    staff.cookies["zone"] = "America/Los_Angeles"
    assert "13:00 PST" in show(staff)
    assert service.asked[0]["from"] == [str(1794873600000 + 8 * 3_600_000)]


def test_day_of_a_clock_change_is_an_hour_longer() -> None:
    """A day's window ends at the next midnight, however long the day is."""
    first, last = window(date(2026, 11, 1), ZoneInfo("America/New_York"))
    assert last - first == 25 * 3_600_000


def test_following_is_said_and_recorded(service: Service, staff: Client) -> None:
    """Follow makes the game, the follow and the audit entry, and says what happened."""
    answer = staff.post("/schedule/follow/", {"event_id": "e1", "day": DAY, "rules": "FIBA"}, follow=True)
    assert "Following Granite &lt;b&gt;Falls&lt;/b&gt; Badgers at Harbor City Herons. It goes on the board now." in (
        answer.content.decode()
    )
    game = Game.objects.get(event_id="e1")
    assert (game.rules, game.venue, game.home_id, game.status) == (
        "FIBA",
        "Breakwater Arena",
        "461",
        "scheduled",
    )
    assert game.schedule == GAME
    assert game.tipoff_at is not None
    assert game.tipoff_at.isoformat() == "2026-11-17T21:00:00+00:00"
    assert Follow.objects.get().by == User.objects.get()
    assert [(entry.action, entry.target) for entry in Entry.objects.all()] == [("game.followed", "game:e1")]
    assert "Unfollow" in answer.content.decode()


def test_unfollowing_keeps_the_game(service: Service, staff: Client) -> None:
    """Unfollow takes the game off the board and keeps what is known; doing so twice is told apart."""
    staff.post("/schedule/follow/", {"event_id": "e1", "day": DAY, "rules": "FIBA"})
    answer = staff.post("/schedule/unfollow/", {"event_id": "e1", "day": DAY}, follow=True)
    assert "No longer following" in answer.content.decode()
    assert Game.objects.filter(event_id="e1").exists()
    assert not Follow.objects.exists()
    again = staff.post("/schedule/unfollow/", {"event_id": "e1", "day": DAY}, follow=True)
    assert "was not followed" in again.content.decode()


def test_following_needs_the_form(service: Service) -> None:
    """Without the form's token nothing is followed."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.create_user("director", is_staff=True))
    assert client.post("/schedule/follow/", {"event_id": "e1", "day": DAY, "rules": "FIBA"}).status_code == 403
    assert client.get("/schedule/follow/").status_code == 405
    assert not Follow.objects.exists()


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"event_id": "gone", "rules": "FIBA"}, "no longer on the schedule"),
        ({"event_id": "e1", "rules": "CHESS"}, "choose one of the rule sets"),
    ],
)
def test_follow_that_cannot_be_is_explained(form: dict[str, str], words: str, service: Service, staff: Client) -> None:
    """A game that is gone and a rule set that does not exist are refused with words."""
    answer = staff.post("/schedule/follow/", {**form, "day": DAY}, follow=True)
    assert words in answer.content.decode()
    assert not Follow.objects.exists()


def test_team_filter_hides_the_others(service: Service, staff: Client) -> None:
    """The filter looks for a part of either team's name and says how many it hides."""
    assert "Harbor City Herons" in show(staff, team="heron")
    text = show(staff, team="walrus")
    assert "No game of “walrus” on this day" in text
    assert "Harbor City" not in text


def test_day_without_games_says_so(service: Service, staff: Client) -> None:
    """An empty day is said, with where to look."""
    service.games = []
    assert "No games on this day" in show(staff)


def test_day_that_is_no_date_is_today(service: Service, staff: Client) -> None:
    """A day that cannot be read is today."""
    assert staff.get("/schedule/", {"day": "tomorrow-ish"}).status_code == 200


@pytest.mark.parametrize(
    ("status", "words"),
    [(401, "refuses the credential"), (403, "may not read the schedule"), (404, "not understood")],
)
def test_refusal_is_explained(status: int, words: str, service: Service, staff: Client) -> None:
    """Each refusal of the Event API says what is wrong and what to do."""
    service.status = status
    answer = staff.get("/schedule/", {"day": DAY})
    assert answer.status_code == 502
    assert words in answer.content.decode()
    assert "refused here" in answer.content.decode()
    followed = staff.post("/schedule/follow/", {"event_id": "e1", "day": DAY, "rules": "FIBA"})
    assert followed.status_code == 302
    assert not Follow.objects.exists()


def test_missing_credential_is_explained(staff: Client, settings: Any) -> None:
    """Without a credential the page names the settings to fill in."""
    settings.EVENT_USERNAME = ""
    answer = staff.get("/schedule/")
    assert answer.status_code == 503
    assert "EVENT_USERNAME and EVENT_SECRET" in answer.content.decode()


def test_wrong_address_is_explained(staff: Client, settings: Any) -> None:
    """An address that is none names the setting."""
    settings.EVENT_USERNAME = settings.EVENT_SECRET = "x"
    settings.EVENT_API_URL = "nonsense"
    assert "EVENT_API_URL" in staff.get("/schedule/").content.decode()


def test_service_that_is_not_there_is_explained(service: Service, staff: Client, settings: Any) -> None:
    """A refused connection is told apart from a refused credential."""
    settings.EVENT_API_URL = "http://127.0.0.1:1"
    text = show(staff)
    assert "The Event API cannot be reached" in text


def test_game_followed_on_another_day_can_be_let_go(service: Service, staff: Client) -> None:
    """What is followed and not on this day's list is listed below it."""
    staff.post("/schedule/follow/", {"event_id": "e1", "day": DAY, "rules": "FIBA"})
    service.games = []
    assert "Also followed" in show(staff)
