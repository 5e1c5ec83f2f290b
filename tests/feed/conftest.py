"""A session over a real stand-in: a short part of a simulated game, played fast, into a memory store."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from channels.db import database_sync_to_async

from broadcast.eventapi.http import EventApi
from broadcast.feed.followed import Followed, Timing
from broadcast.feed.session import Session
from broadcast.games import actions
from broadcast.live.memory import MemoryStore
from broadcast.recordings.format import Recording
from broadcast.recordings.simulator import simulate
from broadcast.standin.server import StandIn
from tests.schemas import validate_document

FAST = Timing(
    quiet=0.1,
    longest_backlog=1.0,
    tick=0.05,
    reconcile=1.0,
    poll=0.2,
    disagreement=0.5,
    reopening=0.3,
    link_silence=1.0,
    repair=0.3,
    retry=0.1,
    last_replay=60.0,
    last_sets=60.0,
)
"""Waits as short as they can be; only what is given up after so long is given time, for a machine that is busy."""
PATIENCE = 60.0
"""How long a test waits for what has to come, s."""


@cache
def simulated() -> Recording:
    """Return one simulated game; the same for all tests."""
    return simulate(4, "FIBA")


@dataclass
class FollowedGame:
    """A game that is being followed."""

    standin: StandIn
    session: Session
    store: MemoryStore
    task: asyncio.Task[None]
    event_id: str

    async def state(self) -> dict[str, Any]:
        """Return the document as it is now."""
        snapshot = await self.store.snapshot(f"game:{self.event_id}")
        return dict(snapshot.state) if snapshot else {}

    async def until(self, wanted: Callable[[dict[str, Any]], Any], seconds: float = PATIENCE) -> dict[str, Any]:
        """Wait until the document is as wanted, and return it."""
        changed = asyncio.Event()
        end = await self.store.subscribe(f"game:{self.event_id}", lambda notice: changed.set())
        state: dict[str, Any] = {}
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    while True:
                        if self.task.done():
                            self.task.result()
                        state = await self.state()
                        if state:
                            validate_document(state)
                        if state and wanted(state):
                            return state
                        await changed.wait()
                        changed.clear()
        finally:
            end()
        pytest.fail(f"the document did not become as wanted; its feed: {state.get('feed')}, score {state.get('score')}")


FollowGame = Callable[..., AbstractAsyncContextManager[FollowedGame]]


@pytest.fixture
def follow_game() -> FollowGame:
    """Give what follows a recording through a stand-in of its own."""

    @asynccontextmanager
    async def follow(
        recording: Recording | None = None,
        *,
        faults: str = "",
        speed: float = 60,
        offset: float = 600,
        store: MemoryStore | None = None,
        standin: StandIn | None = None,
        take: int = 0,
        timeout: float = 20,
        timing: Timing = FAST,
    ) -> AsyncIterator[FollowedGame]:
        played = recording or simulated()
        running = standin or StandIn([played], users={"u": "s"}, speed=speed, offset=offset * 1000, faults=faults)
        if standin is None:
            await running.start()
        schedule = {**played.header.game, "status": "ACTIVE"}
        event_id = schedule["event_id"]
        rules = played.header.rules
        await database_sync_to_async(actions.follow)(schedule, by="a test", rules=rules)
        held = store or MemoryStore()
        async with EventApi(running.url, "u", "s", timeout=timeout, retries=1, backoff=0.05) as api:
            followed = Followed(event_id, rules, schedule, take=take)
            session = Session(followed, api, held, running.live_url + "?token={token}", timing)
            task = asyncio.create_task(session.run())
            try:
                yield FollowedGame(running, session, held, task, event_id)
            finally:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
                if standin is None:
                    await running.stop()

    return follow
