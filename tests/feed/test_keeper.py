"""The journal behind a session: a database that is away, a row that no column holds, and the last batch."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest
from channels.db import database_sync_to_async
from django.db import InterfaceError, OperationalError

from broadcast.feed.keeper import Keeper
from broadcast.games import actions, journal
from broadcast.games.journal import Change, Position
from broadcast.games.models import Game
from tests.feed.conftest import simulated

pytestmark = pytest.mark.django_db(transaction=True)


def change(n: int, seq: int = 1) -> Change:
    """Return a change of the journal."""
    return Change(n, 0, seq, n, 0, "shots", f"k{n}", {"made": True})


@pytest.fixture
async def keeper() -> Keeper:
    """Return the keeper of a game that is followed."""
    game = await database_sync_to_async(actions.follow)(simulated().header.game, by="a test", rules="FIBA")
    return Keeper(game.event_id, lambda: Position(0, 1, 1, 0))


async def written(keeper: Keeper) -> list[str]:
    """Return the keys of the journal, in order."""
    entries = await database_sync_to_async(lambda: list(journal.read(keeper.event_id)))()
    return [entry.key for entry in entries]


async def test_changes_wait_while_the_database_is_away(keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that cannot be reached holds the journal up and loses nothing of it, also a connection that broke."""
    append, tries = journal.append, asyncio.Event()
    loop, away = asyncio.get_running_loop(), [True]

    def unreachable(event_id: str, changes: Sequence[Change], place: Position, take: int) -> None:
        if away[0]:
            loop.call_soon_threadsafe(tries.set)
            raise InterfaceError("connection already closed")
        append(event_id, changes, place, take)

    monkeypatch.setattr(journal, "append", unreachable)
    running = asyncio.create_task(keeper.run())
    keeper.add(change(1))
    await tries.wait()
    keeper.add(change(2))
    away[0] = False
    keeper.close()
    await running
    assert await written(keeper) == ["k1", "k2"]


async def test_batch_whose_answer_was_lost_is_written_once(keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection that breaks after the database has committed leaves no change in the journal twice."""
    append, failed = journal.append, asyncio.Event()
    loop = asyncio.get_running_loop()

    def cut_off(event_id: str, changes: Sequence[Change], place: Position, take: int) -> None:
        append(event_id, changes, place, take)
        if not failed.is_set():
            loop.call_soon_threadsafe(failed.set)
            raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(journal, "append", cut_off)
    running = asyncio.create_task(keeper.run())
    keeper.add(change(1))
    keeper.add(change(2))
    await failed.wait()
    keeper.add(change(3))
    keeper.close()
    await running
    assert await written(keeper) == ["k1", "k2", "k3"]
    assert keeper.lag == 0


async def test_what_comes_while_a_batch_is_written_is_written_at_the_end(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Told to end while a batch is on its way, the keeper writes what has come since, too."""
    append, loop = journal.append, asyncio.get_running_loop()

    def add_meanwhile(event_id: str, changes: Sequence[Change], place: Position, take: int) -> None:
        if changes[0].n == 1:
            loop.call_soon_threadsafe(keeper.add, change(2))
            loop.call_soon_threadsafe(keeper.close)
        append(event_id, changes, place, take)

    monkeypatch.setattr(journal, "append", add_meanwhile)
    keeper.add(change(1))
    await keeper.run()
    assert await written(keeper) == ["k1", "k2"]


async def test_row_that_no_column_holds_is_left_out(keeper: Keeper, caplog: pytest.LogCaptureFixture) -> None:
    """A number beyond 64 bits is named in the log and left out; the rest of its batch is written."""
    for one in (change(1), change(2, seq=1 << 70), change(3)):
        keeper.add(one)
    await keeper.flush()
    assert await written(keeper) == ["k1", "k3"]
    assert "k2 is not kept" in caplog.text
    assert keeper.lag == 0


async def test_status_is_written_when_it_changes(keeper: Keeper) -> None:
    """The status of the game is written with the journal."""
    keeper.note_status("live")
    await keeper.flush()
    assert (await Game.objects.aget()).status == "live"


async def test_status_that_changes_while_it_is_written_is_written_too(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A status that comes while the one before is on its way is not forgotten."""
    set_status, loop, both = actions.set_status, asyncio.get_running_loop(), asyncio.Event()

    def change_meanwhile(event_id: str, status: str) -> None:
        if status == "live":
            asyncio.run_coroutine_threadsafe(note("ended"), loop).result(30)
        set_status(event_id, status)
        if status == "ended":
            loop.call_soon_threadsafe(both.set)

    async def note(status: str) -> None:
        keeper.note_status(status)

    monkeypatch.setattr(actions, "set_status", change_meanwhile)
    running = asyncio.create_task(keeper.run())
    keeper.note_status("live")
    async with asyncio.timeout(30):
        await both.wait()
    keeper.close()
    await running
    assert (await Game.objects.aget()).status == "ended"


async def test_change_of_an_older_take_is_forgotten(keeper: Keeper, caplog: pytest.LogCaptureFixture) -> None:
    """What was received before the game was set back, and is written after, does not come into the new journal."""
    caplog.set_level("INFO")
    keeper.add(change(1))
    await keeper.flush()
    keeper.add(change(2))
    await database_sync_to_async(journal.begin)(keeper.event_id, 1)
    await keeper.flush()
    assert await written(keeper) == []
    assert "1 changes are forgotten" in caplog.text
    assert keeper.lag == 0
