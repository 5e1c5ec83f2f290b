"""The actions that change which games are followed. Each writes its audit entry in the same transaction."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from broadcast.audit.models import record
from broadcast.games.models import Follow, Game


def follow(event_id: str, *, by: Any, schedule: dict[str, Any], rules: str) -> Game:
    """Follow a game. `schedule` is the decoded schedule row (docs/rows.md), with the wire row under `raw`
    where it is at hand; `rules` is a rule-set preset.

    Following a game that is followed refreshes what the schedule says of it.
    """
    tipoff = schedule.get("tipoff_at")
    status = schedule.get("status")
    values = {
        "home_id": schedule["home"]["id"],
        "home_name": schedule["home"]["name"],
        "away_id": schedule["away"]["id"],
        "away_name": schedule["away"]["name"],
        "tipoff_at": datetime.fromtimestamp(tipoff / 1000, UTC) if tipoff is not None else None,
        "venue": schedule.get("venue", ""),
        "status": status if status in ("scheduled", "live", "ended") else "scheduled",
        "rules": rules,
        "schedule": schedule.get("raw", schedule),
    }
    with transaction.atomic():
        game, _ = Game.objects.update_or_create(event_id=event_id, defaults=values)
        _, new = Follow.objects.get_or_create(game=game, defaults={"by": by if by.pk else None})
        if new:
            record(by, "game.followed", f"game:{event_id}", rules=rules)
    return game


def unfollow(event_id: str, *, by: Any) -> None:
    """Stop following a game. What is known of it stays."""
    with transaction.atomic():
        deleted, _ = Follow.objects.filter(game_id=event_id).delete()
        if deleted:
            record(by, "game.unfollowed", f"game:{event_id}")
