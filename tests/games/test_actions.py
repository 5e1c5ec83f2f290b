"""Following and unfollowing: the rows, the audit log, and what the feed worker reads of them."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User

from broadcast.audit.models import Entry
from broadcast.feed.supervisor import read_followed
from broadcast.games import actions, journal
from broadcast.games.journal import Change, Position
from broadcast.games.models import Document, Follow, Game, Team

pytestmark = pytest.mark.django_db

SCHEDULE: dict[str, Any] = {
    "event_id": "g1",
    "status": "ACTIVE",
    "tipoff_at": 1_700_000_000_000,
    "facility_name": "Main hall",
    "home_team_id": 1,
    "home_team_name": "Harbor",
    "away_team_id": 2,
    "away_team_name": "Summit",
}


def test_following_makes_game_follow_and_audit_entry() -> None:
    """Following notes the game as the schedule has it, who follows it, and leaves one entry in the audit log."""
    user = User.objects.create_user("ana")
    game = actions.follow(SCHEDULE, by=user, rules="FIBA")
    assert (game.home_name, game.away_name, game.status, game.rules) == ("Harbor", "Summit", "live", "FIBA")
    assert Follow.objects.get().by == user
    entry = Entry.objects.get()
    assert (entry.actor, entry.action, entry.target) == ("ana", "game.followed", "game:g1")


def test_following_twice_is_one_follow() -> None:
    """Following a game that is followed refreshes it, and is no second entry."""
    actions.follow(SCHEDULE, by="a script", rules="FIBA")
    actions.follow({**SCHEDULE, "facility_name": "Small hall"}, by="a script", rules="NBA")
    assert Follow.objects.count() == Entry.objects.count() == 1
    assert (Game.objects.get().venue, Game.objects.get().rules) == ("Small hall", "NBA")


def test_unfollowing_keeps_the_game() -> None:
    """Unfollowing ends the follow and keeps the game; a second time says that there was nothing to end."""
    actions.follow(SCHEDULE, by="a script", rules="FIBA")
    assert actions.unfollow("g1", by="a script")
    assert not actions.unfollow("g1", by="a script")
    assert Game.objects.exists()
    assert [entry.action for entry in Entry.objects.order_by("pk")] == ["game.followed", "game.unfollowed"]


def test_game_followed_again_after_its_end_shows_what_was_kept() -> None:
    """A game that has ended, unfollowed and followed again, keeps its last document and is not run again."""
    actions.follow(SCHEDULE, by="a script", rules="FIBA")
    Document.objects.create(name="game:g1", epoch="e", rev=1, at=0, state={})
    actions.unfollow("g1", by="a script")
    actions.follow({**SCHEDULE, "status": "ENDED"}, by="a script", rules="FIBA")
    assert Document.objects.filter(name="game:g1").exists()
    assert read_followed() == []


def test_game_that_goes_on_after_its_end_is_followed_from_its_start() -> None:
    """A game that the schedule says goes on, unfollowed and followed again, is run again without its false end."""
    actions.follow(SCHEDULE, by="a script", rules="FIBA")
    journal.append("g1", [Change(5, 0, 1, 1, 0, "marker", "GAME:1", {})], Position(0, 1, 1, 0))
    Document.objects.create(name="game:g1", epoch="e", rev=1, at=0, state={})
    actions.follow(SCHEDULE, by="a script", rules="FIBA")
    assert read_followed() == []
    actions.unfollow("g1", by="a script")
    actions.follow(SCHEDULE, by="a script", rules="FIBA")
    (game,) = read_followed()
    assert game.event_id == "g1"
    assert journal.begin("g1", game.take)
    assert list(journal.read("g1")) == []
    assert Entry.objects.filter(action="game.begun_anew").count() == 1


def test_worker_reads_follows_with_what_producers_set() -> None:
    """The worker is told of followed games with their teams' overrides, and not of games followed to their end."""
    actions.follow(SCHEDULE, by="a script", rules="FIBA")
    actions.follow({**SCHEDULE, "event_id": "g2"}, by="a script", rules="FIBA")
    Team.objects.create(team_id="1", abbreviation="HRB", color="#112233")
    Document.objects.create(name="game:g2", epoch="e", rev=1, at=0, state={})
    (game,) = read_followed()
    assert game.event_id == "g1"
    assert game.teams == {"1": {"abbreviation": "HRB", "color": "#112233"}}


def test_journal_comes_back_in_order_with_its_position() -> None:
    """What was written in batches is read in the order it happened, with the position of the last batch."""
    actions.follow(SCHEDULE, by="a script", rules="FIBA")
    one = Change(5, 0, 1, 1, 0, "shots", "k", {"made": True})
    two = Change(6, 0, 2, 2, 0, "shots", "k", None)
    assert journal.position("g1") == Position(0, None, 0, 0)
    journal.append("g1", [one], Position(0, 1, 1, 0))
    journal.append("g1", [two], Position(0, 2, 2, 3))
    assert list(journal.read("g1")) == [one, two]
    assert journal.position("g1") == Position(0, 2, 2, 3)
    assert not journal.begin("g1", 0)
    assert journal.begin("g1", 1)
    assert list(journal.read("g1")) == []
    assert journal.position("g1") == Position(0, None, 0, 0)
    journal.append("g1", [one], Position(0, 1, 1, 0), 1)
    assert not journal.begin("g1", 1)
    assert list(journal.read("g1")) == [one]


def test_end_of_an_older_take_is_not_kept() -> None:
    """A session that comes to its end while the game is set back does not end the take that has begun."""
    actions.follow(SCHEDULE, by="a script", rules="FIBA")
    actions.begin_anew("g1", by="a script")
    actions.keep_document("g1", 0, epoch="e", rev=1, at=0, state={})
    assert not Document.objects.exists()
    actions.keep_document("g1", 1, epoch="e", rev=1, at=0, state={})
    assert Document.objects.get().name == "game:g1"


def test_names_that_no_column_holds() -> None:
    """A long name is cut, as databases that count refuse it; a long id names another game, and is refused."""
    long = {"home_team_name": "h" * 500, "away_team_name": "a" * 500, "facility_name": "f" * 500}
    game = actions.follow({**SCHEDULE, **long}, by="a script", rules="FIBA")
    game.clean_fields()
    assert (len(game.home_name), len(game.away_name), len(game.venue)) == (120, 120, 160)
    for name in ("event_id", "home_team_id", "away_team_id"):
        with pytest.raises(ValueError, match="has 81 characters"):
            actions.follow({**SCHEDULE, name: "9" * 81}, by="a script", rules="FIBA")
    assert Game.objects.count() == 1
