"""Clips of plays, asked of a real stand-in: the link, the log, and refusals in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.contrib.auth.models import User
from django.test import Client

from broadcast.audit.models import Entry
from broadcast.games.models import Game
from broadcast.live.stores import get_store
from tests.backstage.playing import SECRET, USER, Playing
from tests.documents import midgame
from tests.standin.build import EVENT_ID, game

pytestmark = pytest.mark.django_db

JSON = {"accept": "application/json"}
CLIP, VIDEO = f"/games/{EVENT_ID}/clip", f"/games/{EVENT_ID}/video"


@pytest.fixture(scope="module")
def playing() -> Iterator[Playing]:
    """One stand-in for the module."""
    with Playing(game()) as running:
        yield running


@pytest.fixture
def api(playing: Playing, settings: Any) -> Iterator[Playing]:
    """Settings that lead to the stand-in; faults that a test switches end with it."""
    settings.EVENT_API_URL = playing.standin.url
    settings.EVENT_USERNAME, settings.EVENT_SECRET = USER, SECRET
    yield playing
    playing.standin.set_faults("")


@pytest.fixture
def producer(client: Client) -> Iterator[Client]:
    """A client that is logged in, and a game with plays in the store."""
    client.force_login(User.objects.create_user("producer"))
    Game.objects.create(event_id=EVENT_ID, home_id="461", home_name="Herons", away_id="552", away_name="Badgers")
    async_to_sync(get_store().open)(f"game:{EVENT_ID}", midgame(EVENT_ID))
    yield client
    async_to_sync(get_store().close)(f"game:{EVENT_ID}")


def test_clip_of_a_play(producer: Client, api: Playing) -> None:
    """The service cuts round the play's own time, and the log says who asked for what."""
    at = midgame()["plays"]["p0003"]["at"]
    told = producer.post(CLIP, {"play": "p0003", "plays_lead": "10", "plays_tail": "2"}, headers=JSON).json()
    start, end = at - 10_000, at + 2000
    assert told == {
        **{"play": "p0003", "start": start, "end": end},
        "url": f"https://video.standin.invalid/clips/{EVENT_ID}/{start}-{end}.mp4",
    }
    entry = Entry.objects.get()
    assert (entry.actor, entry.action, entry.target) == ("producer", "clip.made", f"game:{EVENT_ID}")
    assert (entry.details["play"], entry.details["start"], entry.details["end"]) == ("p0003", start, end)


def test_clip_without_a_script(producer: Client, api: Playing) -> None:
    """The page's button leads to a page with the link."""
    page = producer.get(f"/games/{EVENT_ID}/plays/?plays_clips=1").content.decode()
    assert f'action="{CLIP}"' in page
    assert 'form="plays-clip"' in page
    answer = producer.post(CLIP, {"play": "p0003"})
    assert answer.status_code == 200
    assert f'href="https://video.standin.invalid/clips/{EVENT_ID}/' in answer.content.decode()


def test_streams_tell_whether_clips_are_offered(producer: Client, api: Playing) -> None:
    """The service's streams are named, and clips offered."""
    told = producer.get(VIDEO, headers=JSON).json()
    assert told["offered"]
    assert all(isinstance(name, str) and name for name in told["streams"])


@pytest.mark.parametrize(
    ("fault", "status", "words"),
    [
        ("error403=1", 403, "This account may not make clips."),
        ("error404=1", 404, "The service has no video of this game."),
        ("error429=1", 429, "Too many requests. Wait a minute, then try again."),
        ("error401=1", 502, "The service refuses this server’s credential."),
        ("error500=1", 502, "The service could not do it"),
    ],
)
def test_refusals_in_words(producer: Client, api: Playing, fault: str, status: int, words: str) -> None:
    """What the service answers is said plainly, to a script and on a page, and nothing is logged as done."""
    api.standin.set_faults(fault)
    for path, ask in ((CLIP, producer.post), (VIDEO, producer.get)):
        answer = ask(path, {"play": "p0003"}, headers=JSON)
        assert answer.status_code == status
        assert answer.json()["message"].startswith(words)
    page = producer.post(CLIP, {"play": "p0003"})
    assert page.status_code == status
    assert words in page.content.decode()
    assert not Entry.objects.exists()


def test_account_that_is_barred(producer: Client, api: Playing) -> None:
    """A credential without the privilege of video is told so."""
    api.standin.set_faults("error403=video")
    answer = producer.get(VIDEO, headers=JSON)
    assert (answer.status_code, answer.json()) == (403, {"message": "This account may not make clips."})


def test_service_that_is_away(producer: Client, settings: Any) -> None:
    """A service that does not answer, and a server without an account, are told apart."""
    settings.EVENT_API_URL, settings.EVENT_USERNAME, settings.EVENT_SECRET = "http://127.0.0.1:9", USER, SECRET
    answer = producer.post(CLIP, {"play": "p0003"}, headers=JSON)
    assert (answer.status_code, answer.json()["message"]) == (504, "The service does not answer. Try again.")
    settings.EVENT_USERNAME = ""
    answer = producer.post(CLIP, {"play": "p0003"}, headers=JSON)
    assert answer.status_code == 503
    assert answer.json()["message"].startswith("This server has no account")


def test_rehearsals_ask_the_rehearsal_machine(producer: Client, api: Playing, settings: Any) -> None:
    """A game that is rehearsed has its clips from the rehearsal's own service."""
    Game.objects.update(rehearsal=True)
    settings.REHEARSAL_URL, settings.EVENT_API_URL = settings.EVENT_API_URL, "http://127.0.0.1:9"
    settings.REHEARSAL_USERNAME, settings.REHEARSAL_SECRET = USER, SECRET
    assert producer.post(CLIP, {"play": "p0003"}, headers=JSON).status_code == 200
    settings.REHEARSAL_URL = ""
    assert producer.post(CLIP, {"play": "p0003"}, headers=JSON).status_code == 503


def test_plays_that_are_gone(producer: Client, api: Playing) -> None:
    """A play that the game has not, and a game that is not followed, are 404."""
    answer = producer.post(CLIP, {"play": "nothing"}, headers=JSON)
    assert (answer.status_code, answer.json()["message"]) == (404, "The game has no such play any more.")
    assert producer.post("/games/unknown/clip", {"play": "p0003"}, headers=JSON).status_code == 404


def test_who_may_ask(client: Client, producer: Client) -> None:
    """Strangers are sent to log in, reading makes no clip, and a form of another site is refused."""
    assert producer.get(CLIP).status_code == 405
    guarded = Client(enforce_csrf_checks=True)
    guarded.force_login(User.objects.get())
    assert guarded.post(CLIP, {"play": "p0003"}).status_code == 403
    client.logout()
    for path in ("clip", "video", "plays.csv", "plays.edl", "box.csv"):
        answer = client.post(CLIP) if path == "clip" else client.get(f"/games/{EVENT_ID}/{path}")
        assert answer.status_code == 302, path


@pytest.mark.parametrize(
    ("path", "kind", "begins"),
    [
        ("plays.csv?plays_kind=fouls", "text/csv; charset=utf-8", "\ufeffTimecode,In,Out"),
        ("plays.edl", "text/plain; charset=utf-8", "TITLE: Badgers at Herons\r\nFCM: DROP FRAME\r\n"),
        ("box.csv?box_period=Q1", "text/csv; charset=utf-8", "\ufeffPart of the game,Team,No,Player"),
    ],
)
def test_files_are_saved_under_the_games_name(producer: Client, path: str, kind: str, begins: str) -> None:
    """An export is a download with the teams in its name."""
    answer = producer.get(f"/games/{EVENT_ID}/{path}")
    assert answer.headers["content-type"] == kind
    assert answer.headers["content-disposition"].startswith('attachment; filename="Badgers-at-Herons-')
    assert answer.content.decode().startswith(begins)


def test_unknown_games_have_no_exports(producer: Client) -> None:
    """A game that was never followed is 404."""
    for path in ("plays.csv", "plays.edl", "box.csv"):
        assert producer.get(f"/games/unknown/{path}").status_code == 404
