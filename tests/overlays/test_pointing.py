"""Pointing an output at a game from a page: what is on air is taken off on confirmation only."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from broadcast.games.models import Game
from broadcast.overlays.actions import create_output
from broadcast.overlays.models import Output

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def every_address(_addresses: None, settings: Any) -> None:
    """Let the pages that are come back to be there too."""
    settings.ROOT_URLCONF = "broadcast.urls"


@pytest.fixture
def output() -> Output:
    """Return an output that shows nothing."""
    for event_id, rehearsal in (("tonight", False), ("rehearsal-1", True)):
        Game.objects.create(
            event_id=event_id, home_id="1", home_name="Herons", away_id="2", away_name=event_id, rehearsal=rehearsal
        )
    return create_output("a test", "MAIN")


@pytest.fixture
def producer() -> Client:
    """Return a browser in which a producer is logged in."""
    client = Client()
    client.force_login(User.objects.create_user("producer"))
    return client


def shown(output: Output) -> str | None:
    """Return the event id of the game that an output shows."""
    return Output.objects.get(pk=output.pk).game_id


def test_stranger_points_nothing(output: Output) -> None:
    """A stranger is sent to the login page."""
    answer = Client().post(f"/outputs/{output.pk}/point/", {"event_id": "tonight"})
    assert answer.status_code == 302 and "/accounts/login/" in answer["location"]
    output.refresh_from_db()
    assert output.game_id is None


def test_output_that_shows_nothing_is_pointed_at_once(output: Output, producer: Client) -> None:
    """Nothing is taken off air, so nothing is asked. The mark of a rehearsal goes with it."""
    answer = producer.post(
        f"/outputs/{output.pk}/point/", {"event_id": "rehearsal-1", "mark_rehearsal": "on", "next": "/rehearsal/"}
    )
    assert (answer.status_code, answer["location"]) == (302, "/rehearsal/")
    output.refresh_from_db()
    assert (output.game_id, output.mark_rehearsal) == ("rehearsal-1", True)


def test_output_that_shows_a_game_asks_first(output: Output, producer: Client) -> None:
    """A game is taken off air only by whoever has read which one."""
    producer.post(f"/outputs/{output.pk}/point/", {"event_id": "tonight"})
    form = {"event_id": "rehearsal-1", "next": "/rehearsal/"}
    answer = producer.post(f"/outputs/{output.pk}/point/", form)
    page = answer.content.decode()
    assert answer.status_code == 200 and "MAIN shows tonight at Herons now" in page and "a rehearsal" in page
    assert shown(output) == "tonight"
    producer.post(f"/outputs/{output.pk}/point/", form | {"confirmed": "yes"})
    assert shown(output) == "rehearsal-1"
    answer = producer.post(f"/outputs/{output.pk}/point/", {"event_id": "", "confirmed": "yes"}, follow=True)
    assert shown(output) is None
    assert "It showed rehearsal-1 at Herons" in answer.content.decode()


def test_mark_alone_is_no_move(output: Output, producer: Client) -> None:
    """The mark can be switched while a game is on, without being asked."""
    producer.post(f"/outputs/{output.pk}/point/", {"event_id": "tonight"})
    producer.post(f"/outputs/{output.pk}/point/", {"event_id": "tonight", "mark_rehearsal": "on"})
    output.refresh_from_db()
    assert (output.game_id, output.mark_rehearsal) == ("tonight", True)


@pytest.mark.parametrize("wanted", ["https://elsewhere.test/", "//elsewhere.test/", "javascript:alert(1)", ""])
def test_the_way_back_stays_here(output: Output, producer: Client, wanted: str) -> None:
    """No form sends the browser to another site."""
    answer = producer.post(f"/outputs/{output.pk}/point/", {"event_id": "tonight", "next": wanted})
    assert answer["location"] == "/"
