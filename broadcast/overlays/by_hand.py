"""The actions that set values by hand. Each locks the row, counts its version, and leaves an audit entry."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction

from broadcast.audit.models import record
from broadcast.games.models import Game
from broadcast.overlays.documents import publish_manual
from broadcast.overlays.manual import Groups, Source, corrected, released, settled, with_values
from broadcast.overlays.models import Manual

UNDOABLE = 50


def set_by_hand(actor: Any, game: Game, group: str, values: dict[str, Any], source: Source = "MANUAL") -> Manual:
    """Set values of a group. Raises NotAllowed; then nothing has changed."""
    name, at = str(actor), now_ms()
    return change_by_hand(
        actor,
        game,
        lambda groups: with_values(groups, group, source, values, name, at),
        group=group,
        source=source,
        values=values,
    )


def correct_score(actor: Any, game: Game, differences: dict[str, int], feed: Mapping[str, Any]) -> Manual:
    """Move the score that is aired by differences, one a side. `feed` is what the feed says, as it is aired.

    Raises NotAllowed; then nothing has changed.
    """
    name, at = str(actor), now_ms()
    return change_by_hand(
        actor,
        game,
        lambda groups: corrected(groups, differences, feed, name, at),
        group="score",
        source="CORRECT",
        values=differences,
    )


def settle(game: Game, feed: Mapping[str, Any]) -> bool:
    """Drop the corrections that the feed, as it is aired, has caught up with; tell whether there were any.

    It is nobody's doing, so there is nothing to undo: an undo leads to what was set before.
    """
    with transaction.atomic():
        manual = _locked(game)
        groups = settled(manual.groups, feed)
        if groups == manual.groups:
            return False
        manual.groups = groups
        _save(manual)
        record("correction", "manual.release", manual.document_name, group="score")
    return True


def sample_clock(game: Game, clock: dict[str, Any], by: str) -> Manual:
    """Take a sample of a scoreboard reader's clock. 20 of these a second are neither audited nor to be undone.

    Raises NotAllowed.
    """
    with transaction.atomic():
        manual = _locked(game)
        manual.groups = with_values(manual.groups, "clock", "EXTERNAL", {"clock": clock}, by, now_ms())
        _save(manual)
    return manual


def release(actor: Any, game: Game, group: str) -> Manual:
    """Let a group follow the feed again."""
    return change_by_hand(actor, game, lambda groups: released(groups, group), "manual.release", group=group)


def undo(actor: Any, game: Game) -> Manual | None:
    """Take the last change of what is set by hand back; return None where there is none."""
    with transaction.atomic():
        manual = _locked(game)
        if not manual.before:
            return None
        manual.groups = manual.before.pop()
        _save(manual)
        record(actor, "manual.undo", manual.document_name, groups=manual.groups)
    return manual


def change_by_hand(
    actor: Any, game: Game, change: Callable[[Groups], Groups], action: str = "manual.set", **details: Any
) -> Manual:
    """Change the groups while nobody else does. What changes nothing leaves no entry, and nothing to undo.

    Raises what `change` raises; then nothing has changed.
    """
    with transaction.atomic():
        manual = _locked(game)
        groups = change(manual.groups)
        if groups == manual.groups:
            return manual
        manual.before = [*manual.before, manual.groups][-UNDOABLE:]
        manual.groups = groups
        _save(manual)
        record(actor, action, manual.document_name, **details)
    return manual


def now_ms() -> int:
    """Return the server's time in epoch ms."""
    return time.time_ns() // 1_000_000


def _locked(game: Game) -> Manual:
    Manual.objects.get_or_create(game=game)
    return Manual.objects.select_for_update().get(game=game)


def _save(manual: Manual) -> None:
    manual.version += 1
    manual.save()
    transaction.on_commit(lambda: publish_manual(manual))
