"""Which games run: follows and sessions are compared, and one failing game never stops another."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import AsyncIterator, Callable
from functools import partial
from typing import Any

import msgspec
import pytest
from channels.db import database_sync_to_async
from channels.layers import get_channel_layer

from broadcast.eventapi.http import EventApi
from broadcast.feed.followed import now_ms
from broadcast.feed.service import Service
from broadcast.feed.session import Session
from broadcast.feed.supervisor import Supervisor
from broadcast.feed.worker import FeedWorker
from broadcast.games import actions, journal
from broadcast.games.documents import load_kept
from broadcast.games.models import Team
from broadcast.live.memory import MemoryStore
from broadcast.live.store import StoreUnavailable
from broadcast.recordings.format import Recording
from broadcast.standin.server import StandIn
from tests.feed.conftest import FAST, PATIENCE, simulated

pytestmark = pytest.mark.django_db(transaction=True)


def other_game() -> Recording:
    """Return the simulated game under another event id."""
    recording = simulated()
    header = msgspec.structs.replace(recording.header, game={**recording.header.game, "event_id": "another-game"})
    return msgspec.structs.replace(recording, header=header)


async def follow(recording: Recording) -> str:
    """Follow a recording's game in the database."""
    schedule = {**recording.header.game, "status": "ACTIVE"}
    event_id: str = schedule["event_id"]
    await database_sync_to_async(actions.follow)(schedule, by="a test", rules="FIBA")
    return event_id


async def wait(condition: Callable[[], bool], seconds: float = PATIENCE) -> None:
    """Wait until a condition of the supervisor holds."""
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.02)


async def test_follows_start_and_end_sessions() -> None:
    """A follow starts a session, an unfollow ends it, and a game that the service does not know stops no other."""
    recording = simulated()
    async with (
        StandIn([recording], users={"u": "s"}, speed=60, offset=600_000) as standin,
        EventApi(standin.url, "u", "s", timeout=20, retries=0) as api,
    ):
        store = MemoryStore()
        supervisor = Supervisor(Service(api, standin.live_url + "?token={token}"), store, FAST)
        good, unknown = await follow(recording), await follow(other_game())
        running = asyncio.create_task(supervisor.run())
        try:
            await wait(lambda: len(supervisor.sessions) == 2)
            await wait(lambda: supervisor.sessions[good].status.state == "live")
            await wait(lambda: supervisor.sessions[unknown].status.state == "lost")
            await wait(lambda: "may be read" in (supervisor.sessions[unknown].status.reason or ""))
            await database_sync_to_async(actions.unfollow)(unknown, by="a test")
            await wait(lambda: unknown not in supervisor.sessions)
            assert await store.snapshot(f"game:{unknown}") is None
            assert await store.snapshot(f"game:{good}") is not None
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)


class AwayStore(MemoryStore):
    """A memory store that can be out of reach when a document is closed."""

    away = False

    async def close(self, name: str) -> None:
        if self.away:
            raise StoreUnavailable("out of reach")
        await super().close(name)


async def test_document_of_a_game_that_is_let_go_while_the_store_is_away_is_closed_later(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """An unfollow that meets no store is not forgotten: nobody is left with a document that nobody writes."""
    recording = simulated()
    async with EventApi("http://127.0.0.1:9", "u", "s", timeout=1, retries=0) as api:
        store = AwayStore()
        supervisor = Supervisor(Service(api, "ws://127.0.0.1:9/?token={token}"), store, FAST)
        event_id = await follow(recording)
        running = asyncio.create_task(supervisor.run())
        try:
            await wait(lambda: event_id in supervisor.sessions)
            await wait(lambda: supervisor.sessions[event_id].status.state == "lost")
            store.away = True
            await database_sync_to_async(actions.unfollow)(event_id, by="a test")
            await wait(lambda: "stays in the store" in caplog.text)
            assert await store.snapshot(f"game:{event_id}") is not None
            store.away = False
            supervisor.nudge()
            await wait(lambda: f"game:{event_id}" not in store._documents)
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)


async def test_document_of_a_game_that_has_ended_stays_while_outputs_may_be_behind(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The past of an ended game is there as long as a delayed output needs it: its last plays are aired, in their time.

    Then nothing is left of it but what the database keeps.
    """
    caplog.set_level("INFO")
    recording = simulated()
    async with (
        StandIn([recording], users={"u": "s"}, speed=math.inf) as standin,
        EventApi(standin.url, "u", "s", timeout=20) as api,
    ):
        store = MemoryStore(load_missing=load_kept)
        service = Service(api, standin.live_url + "?token={token}")
        supervisor = Supervisor(service, store, FAST, linger=2)
        name = f"game:{await follow(recording)}"
        running = asyncio.create_task(supervisor.run())
        try:
            await wait(lambda: "followed to its end" in caplog.text and not supervisor.sessions)
            history = await store.history(name)
            assert history is not None and len(history.changes) > 0
            await wait(lambda: name not in store._documents)
            kept = await store.history(name)
            assert kept is not None and len(kept.changes) == 0
            assert kept.head.state == history.head.state
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)


async def test_document_that_another_worker_has_ended_stays_as_long(caplog: pytest.LogCaptureFixture) -> None:
    """A worker that stood by closes it no sooner than the one that has followed the game to its end."""
    caplog.set_level("INFO")
    recording = simulated()
    async with (
        StandIn([recording], users={"u": "s"}, speed=60, offset=600_000) as standin,
        EventApi(standin.url, "u", "s", timeout=20) as api,
    ):
        store = MemoryStore(load_missing=load_kept)
        supervisor = Supervisor(Service(api, standin.live_url + "?token={token}"), store, FAST, takeover=60)
        event_id = await follow(recording)
        running = asyncio.create_task(supervisor.run())
        try:
            await wait(lambda: event_id in supervisor.sessions)
            first = supervisor.sessions[event_id]
            await wait(lambda: first.status.state == "live")
            other = await store.open(f"game:{event_id}")
            await wait(lambda: event_id not in supervisor.sessions)
            change = await other.publish({"feed": {"state": "ended"}})
            assert change is not None
            last = {"epoch": other.epoch, "rev": other.rev, "at": change.at, "state": dict(other.state)}
            await database_sync_to_async(actions.keep_document)(event_id, first.game.take, **last)
            supervisor.nudge()
            await wait(lambda: event_id not in supervisor._tasks)
            assert "followed to its end" in caplog.text
            supervisor.nudge()
            await wait(lambda: not supervisor._nudged.is_set())
            history = await store.history(f"game:{event_id}")
            assert history is not None and len(history.changes) > 0
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)


async def test_session_that_fails_is_started_again(caplog: pytest.LogCaptureFixture) -> None:
    """A session that fails for whatever reason is started again, and says so in the log."""
    recording = simulated()
    async with (
        StandIn([recording], users={"u": "s"}, speed=60, offset=600_000) as standin,
        EventApi(standin.url, "u", "s", timeout=20) as api,
    ):
        store = MemoryStore()
        supervisor = Supervisor(Service(api, standin.live_url + "?token={token}"), store, FAST)
        event_id = await follow(recording)
        running = asyncio.create_task(supervisor.run())
        try:
            await wait(lambda: event_id in supervisor.sessions)
            first = supervisor.sessions[event_id]
            await wait(lambda: first.status.state == "live")
            first.document.mismatches = lambda: 1 // 0  # type: ignore[method-assign, assignment, return-value]
            await wait(lambda: supervisor.sessions[event_id] is not first)
            await wait(lambda: supervisor.sessions[event_id].status.state == "live")
            assert "its session failed" in caplog.text
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)


class LookedAt(MemoryStore):
    """A memory store that counts how often it was asked when a writer was seen."""

    looks = 0

    async def writer_seen(self, name: str) -> int | None:
        self.looks += 1
        return await super().writer_seen(name)


async def test_game_of_another_worker_is_left_to_it_until_that_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A session whose document another worker has taken stands by, unmeasured, and goes on when the other is silent."""
    recording = simulated()
    async with (
        StandIn([recording], users={"u": "s"}, speed=60, offset=600_000) as standin,
        EventApi(standin.url, "u", "s", timeout=20) as api,
    ):
        now = [now_ms()]  # stands but for the steps below: how long a silence is must not be the machine's to say
        monkeypatch.setattr("broadcast.feed.supervisor.now_ms", lambda: now[0])
        store = LookedAt(now=lambda: now[0])
        supervisor = Supervisor(Service(api, standin.live_url + "?token={token}"), store, FAST, takeover=0.5)

        async def looked() -> None:
            looks = store.looks
            await wait(lambda: store.looks > looks)

        event_id = await follow(recording)
        running = asyncio.create_task(supervisor.run())
        try:
            await wait(lambda: event_id in supervisor.sessions)
            first = supervisor.sessions[event_id]
            await wait(lambda: first.status.state == "live")
            other = await store.open(f"game:{event_id}")
            await wait(lambda: event_id not in supervisor.sessions)
            for _ in range(3):
                await other.touch()
                now[0] += 400
                await looked()
                assert event_id not in supervisor.sessions
            now[0] += 200
            await wait(lambda: event_id in supervisor.sessions)
            await wait(lambda: supervisor.sessions[event_id].status.state == "live")
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)


async def test_change_of_what_is_known_of_a_game_reaches_its_session() -> None:
    """Other rules, or a color set by a producer, count for a game that is being followed."""
    recording = simulated()
    async with (
        StandIn([recording], users={"u": "s"}, speed=60, offset=600_000) as standin,
        EventApi(standin.url, "u", "s", timeout=20) as api,
    ):
        store = MemoryStore()
        supervisor = Supervisor(Service(api, standin.live_url + "?token={token}"), store, FAST)
        event_id = await follow(recording)
        running = asyncio.create_task(supervisor.run())
        try:
            await wait(lambda: event_id in supervisor.sessions)
            await wait(lambda: supervisor.sessions[event_id].status.state == "live")
            before = await store.snapshot(f"game:{event_id}")
            home = str(recording.header.game["home_team_id"])
            first = supervisor.sessions[event_id]  # the next look may come before the nudge
            await Team.objects.acreate(team_id=home, color="#123456")
            supervisor.nudge()
            await wait(lambda: supervisor.sessions[event_id] is not first)
            await wait(lambda: supervisor.sessions[event_id].status.state == "live")
            after = await store.snapshot(f"game:{event_id}")
            assert before is not None
            assert after is not None
            assert after.state["game"]["home"]["color"] == "#123456"
            assert after.epoch == before.epoch
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)


async def test_game_that_is_set_back_under_two_workers_is_followed_from_its_start() -> None:
    """Whichever worker is the first to see it, nothing of the older take comes into the journal of the new one."""
    recording = simulated()
    start = recording.header.t0 + 60_000
    async with (
        StandIn([recording], users={"u": "s"}, speed=60, offset=3_000_000) as standin,
        EventApi(standin.url, "u", "s", timeout=20) as api,
    ):
        store = MemoryStore()
        service = Service(api, standin.live_url + "?token={token}")
        workers = [Supervisor(service, store, FAST, takeover=2) for _ in range(2)]
        event_id = await follow(recording)
        running = [asyncio.create_task(worker.run()) for worker in workers]

        def live() -> list[Session]:
            return [
                session
                for worker in workers
                if (session := worker.sessions.get(event_id)) and session.status.state == "live"
            ]

        def followed_as(take: int) -> bool:
            return [session.game.take for session in live()] == [take]

        try:
            for take in (1, 2, 3):
                await wait(lambda: len(live()) == 1 and live()[0].keeper.lag > 0)
                clock = standin.channels[event_id].playback.clock
                clock.seek(60_000, time.time())
                clock.set_speed(0.001, time.time())
                standin.channels[event_id].playback.retime(time.time())
                standin.channels[event_id].poke()
                await database_sync_to_async(actions.begin_anew)(event_id, by="a test")
                for worker in workers[:: -1 if take == 2 else 1]:
                    worker.nudge()
                await wait(partial(followed_as, take))
                await live()[0].keeper.flush()
                kept = await database_sync_to_async(lambda: list(journal.read(event_id)))()
                snapshot = await store.snapshot(f"game:{event_id}")
                assert snapshot is not None
                assert snapshot.state.get("clock", {}).get("period", "Q1") == "Q1"
                told = [one.row["t"] for one in kept if one.source == "shots" and one.row]
                assert [at for at in told if at > start] == []
                clock.seek(3_000_000, time.time())
                clock.set_speed(60, time.time())
                standin.channels[event_id].playback.retime(time.time())
                standin.channels[event_id].poke()
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)


@pytest.fixture
async def layer() -> AsyncIterator[Any]:
    """Give the channel layer of this process with nobody in its groups."""
    shared = get_channel_layer()
    await shared.flush()
    yield shared
    await shared.flush()


async def test_nudge_is_heard_at_once(layer: Any) -> None:
    """A follow nudges the worker through the channel layer, so that it need not wait for its next look."""
    async with EventApi("http://127.0.0.1:9", "u", "s", timeout=1, retries=0) as api:
        supervisor = Supervisor(Service(api, "ws://127.0.0.1:9/?token={token}"), MemoryStore(), FAST)
        worker = FeedWorker(supervisor)
        running = asyncio.create_task(worker.handle())
        try:
            await wait(lambda: bool(layer.groups.get("feed")))
            heard = asyncio.Event()
            supervisor.nudge = heard.set  # type: ignore[method-assign]
            await layer.group_send("feed", {"type": "feed.nudge"})
            async with asyncio.timeout(30):
                await heard.wait()
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)


async def test_nudge_that_nobody_understands_ends_no_game(layer: Any, caplog: pytest.LogCaptureFixture) -> None:
    """A listener that fails says so, and the supervisor goes on."""
    async with EventApi("http://127.0.0.1:9", "u", "s", timeout=1, retries=0) as api:
        worker = FeedWorker(Supervisor(Service(api, "ws://127.0.0.1:9/?token={token}"), MemoryStore(), FAST))
        running = asyncio.create_task(worker.handle())
        try:
            await wait(lambda: bool(layer.groups.get("feed")))
            await layer.group_send("feed", {"without": "a type"})
            await wait(lambda: "nudges are not heard any more" in caplog.text)
            assert not running.done()
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
