"""Who is at the desk of a game, as each page is told."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from broadcast.control.here import TOLD_WITHIN
from broadcast.control.models import DeskHere
from broadcast.games.models import Game
from broadcast.overlays.actions import clear, create_output, take_cue
from broadcast.overlays.models import Output

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def output() -> Output:
    game = Game.objects.create(event_id="g1", home_id="1", home_name="Ravens", away_id="2", away_name="Wolves")
    return create_output("test", "Program", game)


class Page:
    """A page of the desk that a user has open."""

    def __init__(self, name: str) -> None:
        self.client = Client()
        self.user = User.objects.get_or_create(username=name)[0]
        self.client.force_login(self.user)
        self.key = str(uuid.uuid4())

    def tell(self, event_id: str = "g1", **more: Any) -> Any:
        told = json.dumps({"key": self.key, **more})
        return self.client.post(f"/games/{event_id}/control/here/", told, content_type="application/json")

    def desks(self) -> list[str]:
        names: list[str] = self.tell().json()["desks"]
        return names


def test_each_page_is_told_of_the_others(output: Output) -> None:
    """Not of itself; of the other page of the same user too."""
    ana, ben, again = Page("ana"), Page("ben"), Page("ana")
    assert ana.desks() == []
    assert ben.desks() == ["ana"]
    assert again.desks() == ["ana", "ben"]
    assert ana.desks() == ["ben", "ana"]


def test_a_page_that_is_closed_is_gone_at_once(output: Output) -> None:
    """It says so itself."""
    ana, ben = Page("ana"), Page("ben")
    ana.tell()
    assert ana.tell(gone=True).status_code == 204
    assert ben.desks() == []


def test_a_page_that_was_killed_is_passed_over(output: Output) -> None:
    """It has not told of itself for ten seconds."""
    ana, ben = Page("ana"), Page("ben")
    ana.tell()
    DeskHere.objects.filter(key=ana.key).update(seen_at=timezone.now() - TOLD_WITHIN - timedelta(seconds=1))
    assert ben.desks() == []
    assert ana.desks() == ["ben"]


def test_what_was_done_is_told_with_who_did_it(output: Output) -> None:
    """From the oldest on, a take with the time by which the program knows it."""
    ana = Page("ana")
    taken = take_cue(ana.user, output, "slate", {"graphic": "slate"})
    clear("token deck", output)
    done = Page("ben").tell().json()["done"]
    assert [(one["action"], one["by"]) for one in done] == [("take", "ana"), ("clear", "token deck")]
    assert done[0]["taken_at"] == taken.program["graphics"]["slate"]["at"]
    assert (done[0]["zone"], done[0]["output"]) == ("slate", output.pk)


def test_a_change_of_the_rundowns_is_told(output: Output) -> None:
    """Making, writing and removing one each give another revision."""
    ana, seen = Page("ana"), []
    address, kind = "/api/rundowns", "application/json"
    seen.append(ana.tell().json()["rundowns"])
    made = ana.client.post(address, {"name": "Night"}, kind).json()
    seen.append(ana.tell().json()["rundowns"])
    ana.client.put(f"{address}/{made['id']}", {"name": "Day"}, kind)
    seen.append(ana.tell().json()["rundowns"])
    ana.client.delete(f"{address}/{made['id']}")
    seen.append(ana.tell().json()["rundowns"])
    assert len(set(seen[:3])) == 3
    assert seen[3] == seen[0]


def test_a_rundown_that_somebody_else_has_changed_is_not_written_over(output: Output) -> None:
    """Who read an older one is told so, and nothing is lost."""
    ana, address, kind = Page("ana"), "/api/rundowns", "application/json"
    made = ana.client.post(address, {"name": "Night"}, kind).json()
    here = f"{address}/{made['id']}"
    written = ana.client.put(here, {**made, "name": "First"}, kind)
    assert written.status_code == 200
    refused = ana.client.put(here, {**made, "name": "Second"}, kind)
    assert refused.status_code == 409
    assert "First" in refused.json()["said"]
    assert ana.client.get(here).json() == written.json()


def test_a_page_without_a_key_and_a_game_that_nobody_knows(output: Output) -> None:
    """Each gets a clear answer, and nobody is at the desk for it."""
    ana = Page("ana")
    assert ana.client.post("/games/g1/control/here/", "{}", content_type="application/json").status_code == 400
    assert ana.tell("nobody").status_code == 404
    assert Client().post("/games/g1/control/here/").status_code == 302
    assert not DeskHere.objects.exists()
