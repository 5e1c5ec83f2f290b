"""The signs of life of a worker: written while it runs, removed when it stops, and nothing that a game waits for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest
from channels.db import database_sync_to_async
from django.db import OperationalError
from django.utils.timezone import now

from broadcast.eventapi.http import EventApi
from broadcast.feed import heartbeat
from broadcast.feed.heartbeat import Heartbeat, Seen, alive
from broadcast.feed.service import Service
from broadcast.feed.supervisor import Supervisor
from broadcast.games.models import Worker
from broadcast.live.memory import MemoryStore

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the row of a worker that stops all the time to be removed that a busy machine needs."""
    monkeypatch.setattr(heartbeat, "REMOVE_SECONDS", 30.0)


async def workers() -> list[Worker]:
    """Return the rows."""
    return [row async for row in Worker.objects.all()]


async def until(condition: Callable[[list[Worker]], bool]) -> list[Worker]:
    """Wait until the rows are as wanted, and return them."""
    async with asyncio.timeout(30):
        while not condition(rows := await workers()):
            await asyncio.sleep(0.01)
    return rows


async def end(task: asyncio.Task[None]) -> None:
    """Tell a task to stop, and wait for it."""
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_row_is_kept_up_and_removed() -> None:
    """The row tells since when the worker runs, when it was seen, and its games; an orderly stop removes it."""
    games = ["g2", "g1"]
    beating = asyncio.create_task(Heartbeat(lambda: games, beat=0.02).run())
    (first,) = await until(lambda rows: len(rows) == 1)
    assert first.games == ["g1", "g2"]
    games.append("g3")
    (later,) = await until(lambda rows: rows[0].seen_at > first.seen_at and len(rows[0].games) == 3)
    assert later.started_at == first.started_at
    seen = await database_sync_to_async(heartbeat.seen)()
    assert seen.alive == 1
    assert seen.seconds is not None
    assert seen.seconds < 5
    await end(beating)
    assert await workers() == []


async def test_several_workers_have_rows_of_their_own() -> None:
    """Two workers, be it in one process, do not write over each other, and one that stops leaves the other's row."""
    both = [asyncio.create_task(Heartbeat(list, beat=0.02).run()) for _ in range(2)]
    await until(lambda rows: len(rows) == 2)
    await end(both[0])
    assert len(await workers()) == 1
    await end(both[1])


async def test_rows_of_workers_that_were_killed_are_cleaned_away() -> None:
    """The row of a worker that was killed stays for some minutes, to say when it was seen, and is removed then."""
    for name, minutes in (("long gone", 11), ("gone", 9)):
        at = now() - timedelta(minutes=minutes)
        await Worker.objects.acreate(name=name, started_at=at, seen_at=at)
    beating = asyncio.create_task(Heartbeat(list).run())
    rows = await until(lambda rows: "long gone" not in {row.name for row in rows})
    assert {row.name for row in rows} >= {"gone"}
    assert (await database_sync_to_async(heartbeat.seen)()).alive == 1
    await end(beating)


async def test_nothing_was_seen() -> None:
    """Without rows nobody is alive, and there is no age."""
    assert await database_sync_to_async(heartbeat.seen)() == Seen(0, None)


async def test_database_that_is_away_is_said_once(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the database is away the worker goes on, says so once, and is seen again when it is back."""
    write, tries = heartbeat.write, 0

    def failing(name: str, games: list[str]) -> None:
        nonlocal tries
        tries += 1
        if tries <= 3:
            raise OperationalError("the database is away")
        write(name, games)

    monkeypatch.setattr(heartbeat, "write", failing)
    caplog.set_level("INFO")
    beating = asyncio.create_task(Heartbeat(list, beat=0.01).run())
    await until(lambda rows: len(rows) == 1)
    await end(beating)
    said = [record.getMessage() for record in caplog.records if record.name == heartbeat.__name__]
    assert said == [
        "this worker cannot say in the database that it is alive: the database is away",
        "this worker says in the database again that it is alive",
    ]


async def test_worker_is_alive_while_it_works() -> None:
    """What a worker does is done between its first and its last sign of life."""
    async with EventApi("http://127.0.0.1:9", "u", "s") as api:
        supervisor = Supervisor(Service(api, "ws://127.0.0.1:9/?token={token}"), MemoryStore())
        async with alive(supervisor):
            await until(lambda rows: len(rows) == 1)
        assert await workers() == []
