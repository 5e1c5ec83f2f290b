"""The actions that change games and follows. Each is one transaction, and leaves its mark in the audit log."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import Any, cast

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.db import transaction
from django.db.models import CharField, F
from django.utils.translation import gettext
from redis.exceptions import RedisError

from broadcast.audit.models import record
from broadcast.eventapi.decode import decode_row
from broadcast.games.models import Document, Follow, Game, Team

log = logging.getLogger(__name__)

FEED_GROUP = "feed"
"""The channel-layer group of the feed workers. It carries nudges only; the database says which games are followed."""


def follow(wire: dict[str, Any], *, by: Any, rules: str, rehearsal: bool = False) -> Game:
    """Follow a game from now on. `wire` is its schedule object in the Event API's own shape, `by` a user or a name.

    Following a game that is followed refreshes what the schedule says of it. A game that was followed to its end, and
    unfollowed, is followed from its start again if the schedule says that it has not ended; if it has, its kept
    document is what there is to see. Raises `ValueError` for an object that is no game of a schedule.
    """
    row, _ = decode_row("schedule", wire)
    if row is None or row.data is None:
        raise ValueError(gettext("This is no game of a schedule."))
    schedule = row.data
    tipoff, status = schedule.get("tipoff_at"), schedule["status"]
    for name, value in (
        ("event_id", schedule["event_id"]),
        ("home_id", schedule["home"]["id"]),
        ("away_id", schedule["away"]["id"]),
    ):
        if len(value) > (most := _longest(name)):
            told = gettext("%(name)s has %(count)s characters; at most %(most)s are kept.")
            raise ValueError(told % {"name": name, "count": len(value), "most": most})
    values = {
        "home_id": schedule["home"]["id"],
        "home_name": schedule["home"]["name"][: _longest("home_name")],
        "away_id": schedule["away"]["id"],
        "away_name": schedule["away"]["name"][: _longest("away_name")],
        "tipoff_at": datetime.fromtimestamp(tipoff / 1000, UTC) if tipoff is not None else None,
        "venue": schedule.get("venue", "")[: _longest("venue")],
        "status": status if status in ("scheduled", "live", "ended") else "scheduled",
        "rules": rules,
        "rehearsal": rehearsal,
        "schedule": wire,
    }
    with transaction.atomic():
        game, _ = Game.objects.update_or_create(event_id=schedule["event_id"], defaults=values)
        _, created = Follow.objects.get_or_create(game=game, defaults={"by": by if getattr(by, "pk", None) else None})
        if created:
            record(by, "game.followed", f"game:{game.event_id}", rules=rules)
        if created and game.status != "ended" and Document.objects.filter(name=f"game:{game.event_id}").exists():
            _begin_anew(game.event_id, by)
    nudge()
    return game


def _longest(name: str) -> int:
    """Return how many characters a column of games holds. PostgreSQL refuses more, SQLite takes them."""
    return cast("CharField[str, str]", Game._meta.get_field(name)).max_length or 0


def begin_anew(event_id: str, *, by: Any) -> None:
    """Follow a game from its start again, as one that was set back: what was known of it is forgotten."""
    with transaction.atomic():
        _begin_anew(event_id, by)
    nudge()


def _begin_anew(event_id: str, by: Any) -> None:
    """Forget the end of a game, and by another take its journal, which would end the session at once.

    The session forgets the journal, when the one before it has written its last.
    """
    Game.objects.filter(event_id=event_id).update(take=F("take") + 1)  # first: `keep_document` holds this row
    Document.objects.filter(name=f"game:{event_id}").delete()
    record(by, "game.begun_anew", f"game:{event_id}")


def unfollow(event_id: str, *, by: Any) -> bool:
    """Stop following a game. Tell whether it was followed. What is known of it stays."""
    with transaction.atomic():
        removed, _ = Follow.objects.filter(game_id=event_id).delete()
        if removed:
            record(by, "game.unfollowed", f"game:{event_id}")
    if removed:
        nudge()
    return bool(removed)


def set_team(team_id: str, *, by: Any, **values: str) -> Team | None:
    """Set what is kept of a team by hand: the fields of `Team.overrides`, those that are named.

    An empty value is as fed again. Games that are followed have it at once. Returns None where nothing is kept any
    more. Raises ValidationError; then nothing has changed.
    """
    with transaction.atomic():
        team = Team.objects.select_for_update().filter(pk=team_id).first() or Team(team_id=team_id)
        before = team.overrides()
        for name, value in values.items():
            setattr(team, name, value)
        team.full_clean()
        after = team.overrides()
        if after:
            team.save()
        elif before:
            team.delete()
        if after != before:
            record(by, "team.set", f"team:{team_id}", **values)
    if after != before:
        nudge()
    return team if after else None


def set_status(event_id: str, status: str) -> None:
    """Note the status of a game: scheduled, live or ended."""
    Game.objects.filter(event_id=event_id).exclude(status=status).update(status=status)


def nudge() -> None:
    """Ask the feed workers to compare what they run with what is followed. A lost nudge costs a second, no game."""
    try:
        async_to_sync(get_channel_layer().group_send)(FEED_GROUP, {"type": "feed.nudge"})
    except (OSError, RedisError) as error:
        log.warning("the channel layer is not reachable; the feed worker looks by itself: %s", error)


def keep_document(event_id: str, take: int, *, epoch: str, rev: int, at: int, state: dict[str, Any]) -> None:
    """Keep the last state of a game's document, to be loaded when nobody writes it any more.

    Nothing is kept of a take that the game is not at any more: it would end the one that has begun.
    """
    with transaction.atomic():
        if Game.objects.select_for_update().filter(event_id=event_id, take=take).first() is not None:
            Document.objects.update_or_create(
                name=f"game:{event_id}", defaults={"epoch": epoch, "rev": rev, "at": at, "state": state}
            )
