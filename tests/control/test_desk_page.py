"""The desk's page before the browser has done anything: who sees it, and what it is served with."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from broadcast.games.models import Follow, Game
from broadcast.overlays.actions import create_output

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def game() -> Game:
    made = Game.objects.create(event_id="g1", home_id="1", home_name="Ravens", away_id="2", away_name="Wolves")
    Follow.objects.create(game=made)
    return made


@pytest.fixture
def operator() -> Client:
    client = Client()
    client.force_login(User.objects.create_user("pol"))
    return client


def served(page: str) -> dict[str, Any]:
    """Return what the page begins with."""
    found = re.search(r'<script id="served" type="application/json">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    told: dict[str, Any] = json.loads(found[1])
    return told


def test_a_desk_wants_a_login(game: Game) -> None:
    """Whoever is not logged in is sent to do that."""
    answer = Client().get("/games/g1/control/")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/accounts/login/")


def test_a_desk_is_of_a_game_that_is_followed(game: Game, operator: Client) -> None:
    """Another has no desk."""
    assert operator.get("/games/nobody/control/").status_code == 404


def test_the_outputs_of_the_game_are_worked_on(game: Game, operator: Client) -> None:
    """The one that the address names is chosen; one of another game is not, the first stands in its place."""
    first, second = create_output("test", "Arena", game), create_output("test", "Program", game)
    other = create_output("test", "Elsewhere")
    told = served(operator.get(f"/games/g1/control/?output={second.pk}").content.decode())
    assert told["chosen"] == second.pk
    assert [one["pk"] for one in told["outputs"]] == [first.pk, second.pk]
    assert served(operator.get(f"/games/g1/control/?output={other.pk}").content.decode())["chosen"] == first.pk
    assert served(operator.get("/games/g1/control/?output=x").content.decode())["chosen"] == first.pk


def test_without_an_output_the_page_offers_those_there_are(game: Game, operator: Client) -> None:
    """One press points an output at the game, and comes back."""
    other = create_output("test", "Elsewhere")
    page = operator.get("/games/g1/control/").content.decode()
    assert "No output shows this game" in page
    sent = {"event_id": "g1", "next": "/games/g1/control/"}
    answer = operator.post(f"/outputs/{other.pk}/point/", sent, follow=True)
    assert served(answer.content.decode())["chosen"] == other.pk


def test_the_desk_is_linked_from_the_game_and_the_output(game: Game, operator: Client) -> None:
    """From either page it is one press away."""
    output = create_output("test", "Program", game)
    assert 'href="/games/g1/control/"' in operator.get("/games/g1/").content.decode()
    assert f'href="/games/g1/control/?output={output.pk}"' in operator.get(f"/outputs/{output.pk}/").content.decode()
