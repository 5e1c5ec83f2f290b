"""The journal of a game: every change of its tables, in the order it happened, and where the feed stood."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django.db import DataError, transaction

from broadcast.games.models import FeedPosition, JournalEntry


class Change(NamedTuple):
    """One change of one table. `key` is empty where `row` is nothing and the stamp is the table's new floor."""

    at: int
    run: int
    seq: int
    n: int
    asked: int
    source: str
    key: str
    row: dict[str, Any] | None


class Position(NamedTuple):
    """Where the feed of a game stands: what to resume from, and the game's own counts."""

    run: int
    last_seq: int | None
    n: int
    asked: int


class Overtaken(Exception):
    """The journal is of another take of the game by now: what was received of this one is of no use any more."""


def append(event_id: str, changes: Sequence[Change], position: Position, take: int = 0) -> None:
    """Write changes and the position they lead to, in one transaction. Raises `Overtaken`; then nothing is written."""
    with transaction.atomic():
        JournalEntry.objects.bulk_create([JournalEntry(game_id=event_id, **change._asdict()) for change in changes])
        _move(event_id, position, take)


def append_each(
    event_id: str, changes: Sequence[Change], position: Position, take: int = 0
) -> list[tuple[Change, str]]:
    """Write like `append`, but pass over changes that no column holds. Return these, and why."""
    refused: list[tuple[Change, str]] = []
    with transaction.atomic():
        for change in changes:
            try:
                with transaction.atomic():
                    JournalEntry.objects.create(game_id=event_id, **change._asdict())
            except (DataError, OverflowError, ValueError) as error:
                refused.append((change, str(error)))
        _move(event_id, position, take)
    return refused


def _move(event_id: str, position: Position, take: int) -> None:
    """Move the position last: the lock on its row is what `begin` waits for, or what has waited for `begin`."""
    held = FeedPosition.objects.filter(game_id=event_id)
    if held.filter(take=take).update(**position._asdict()):
        return
    if held.exists():
        raise Overtaken(f"the journal of {event_id} is not of take {take}")
    FeedPosition.objects.create(game_id=event_id, take=take, **position._asdict())


def read(event_id: str) -> Iterator[Change]:
    """Read the journal of a game from its start."""
    entries = JournalEntry.objects.filter(game_id=event_id).order_by("pk")
    for entry in entries.values_list(*Change._fields).iterator(chunk_size=2_000):
        yield Change(*entry)


def ends_with(event_id: str, change: Change) -> bool:
    """Tell whether a change is the last in the journal of a game."""
    last = JournalEntry.objects.filter(game_id=event_id).order_by("-pk").values_list(*Change._fields).first()
    return last is not None and Change(*last) == change


def position(event_id: str) -> Position:
    """Return where the feed of a game stands; the start where it has never been followed."""
    held = FeedPosition.objects.filter(game_id=event_id).first()
    if held is None:
        return Position(0, None, 0, 0)
    return Position(held.run, held.last_seq, held.n, held.asked)


def is_of(event_id: str, take: int) -> bool:
    """Tell whether the journal of a game is of a take, as that of a game never followed is of the first."""
    held = FeedPosition.objects.filter(game_id=event_id).values_list("take", flat=True).first()
    return (held or 0) == take


def begin(event_id: str, take: int) -> bool:
    """Make the journal that of a take. Tell whether it was of another, which is forgotten then."""
    with transaction.atomic():
        held = FeedPosition.objects.select_for_update().filter(game_id=event_id).first()
        if (held.take if held is not None else 0) == take:
            return False
        JournalEntry.objects.filter(game_id=event_id).delete()
        FeedPosition.objects.filter(game_id=event_id).delete()
        FeedPosition.objects.create(game_id=event_id, take=take)
        return True
