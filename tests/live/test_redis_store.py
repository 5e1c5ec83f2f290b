"""What happens to live documents when Redis goes away, comes back empty, or hangs, and who may write then."""

import asyncio
from collections.abc import AsyncIterator, Callable
from functools import partial
from typing import Any

import pytest
from redis.asyncio import Redis

from broadcast.live.history import MIN_CHANGES, TRIM_EVERY
from broadcast.live.hub import Hub
from broadcast.live.redis_store import PREFIX, RedisStore
from broadcast.live.store import Changed, Fenced, Notice, Renewed, Store, StoreUnavailable, Writer
from tests.live.viewers import LocalViewer
from tests.redis_server import RedisServer

DOC = "game:1"
FIRST = {"score": {"home": 0}, "clock": {"ms": 600_000}}


class Processes:
    """Stores of their own over one Redis, as so many processes have, and hubs over such stores."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._stores: list[RedisStore] = []
        self._hubs: list[Hub] = []

    def store(self, timeout: float = 20.0) -> RedisStore:
        self._stores.append(RedisStore(self._url, timeout=timeout))
        return self._stores[-1]

    def hub(self) -> Hub:
        self._hubs.append(Hub(self.store()))
        return self._hubs[-1]

    async def end(self) -> None:
        for hub in self._hubs:
            await hub.shutdown()
        for store in self._stores:
            await store.aclose()


@pytest.fixture
async def frail(frail_redis: RedisServer) -> AsyncIterator[Processes]:
    """Processes over a Redis that forgets."""
    processes = Processes(frail_redis.url)
    yield processes
    await processes.end()


@pytest.fixture
async def durable(durable_redis: RedisServer) -> AsyncIterator[Processes]:
    """Processes over a Redis that remembers."""
    processes = Processes(durable_redis.url)
    yield processes
    await processes.end()


class Watcher:
    """A viewer whose frames can be waited for."""

    def __init__(self, hub: Hub, delay: int = 0) -> None:
        self._heard = asyncio.Event()
        self.viewer = LocalViewer(hub, on_frame=lambda *_: self._heard.set())
        self.viewer.access.delays[DOC] = delay

    async def watch(self) -> "Watcher":
        assert await self.viewer.watch(DOC) is None
        return self

    async def holds(self, state: dict[str, Any]) -> None:
        """Return when the viewer holds a state."""
        async with asyncio.timeout(60):
            while DOC not in self.viewer.held or self.viewer.held[DOC].state != state:
                self._heard.clear()
                await self._heard.wait()


async def written(write: Callable[[], Any]) -> Any:
    """Write until the store is back, as a session does."""
    async with asyncio.timeout(60):
        while True:
            try:
                return await write()
            except StoreUnavailable:
                await asyncio.sleep(0.02)


async def subscribed(store: Store) -> asyncio.Queue[Notice]:
    heard: asyncio.Queue[Notice] = asyncio.Queue()
    await store.subscribe(DOC, heard.put_nowait)
    return heard


async def soon(heard: asyncio.Queue[Notice]) -> Notice:
    async with asyncio.timeout(60):
        return await heard.get()


async def same_everywhere(processes: Processes, writer: Writer) -> None:
    snapshot = await processes.store().snapshot(DOC)
    assert snapshot is not None
    assert (snapshot.epoch, snapshot.rev, snapshot.state) == (writer.epoch, writer.rev, writer.state)


async def test_two_web_processes_show_what_a_third_writes(frail: Processes) -> None:
    """Viewers of two hubs get what the writer's process publishes, before and after a takeover by a fourth."""
    watchers = [await Watcher(frail.hub()).watch() for _ in range(2)]
    writer = await frail.store().open(DOC, FIRST)
    for home in range(30):
        await writer.publish({"score": {"home": home}})
    second = await frail.store().open(DOC)
    with pytest.raises(Fenced):
        await writer.publish({"score": {"home": -1}})
    assert (second.epoch, second.rev) == (writer.epoch, writer.rev)
    await second.publish({"score": {"home": 30}})
    for watcher in watchers:
        await watcher.holds({**FIRST, "score": {"home": 30}})
        assert len(watcher.viewer.frames("snapshot")) == 1


async def test_a_redis_that_comes_back_empty(frail: Processes, frail_redis: RedisServer) -> None:
    """The writer keeps what it could not write, and writes all of it anew under another epoch for every viewer."""
    watchers = [await Watcher(frail.hub()).watch() for _ in range(2)]
    writer = await frail.store().open(DOC, FIRST)
    await writer.publish({"score": {"home": 2}})
    for watcher in watchers:
        await watcher.holds({**FIRST, "score": {"home": 2}})
    epoch = writer.epoch
    frail_redis.stop()
    with pytest.raises(StoreUnavailable):
        await writer.publish({"score": {"home": 4}})
    with pytest.raises(StoreUnavailable):
        await writer.publish({"clock": {"ms": 1}})
    assert (writer.rev, writer.state) == (2, {"score": {"home": 4}, "clock": {"ms": 1}})
    for watcher in watchers:
        assert watcher.viewer.held[DOC].state["score"] == {"home": 2}
    frail_redis.start()
    await written(writer.touch)
    assert writer.epoch != epoch
    for watcher in watchers:
        await watcher.holds({"score": {"home": 4}, "clock": {"ms": 1}})
    change = await writer.publish({"score": {"home": 6}})
    assert change is not None and change.live
    for watcher in watchers:
        await watcher.holds({"score": {"home": 6}, "clock": {"ms": 1}})
    await same_everywhere(frail, writer)


async def test_a_redis_that_comes_back_as_it_was(durable: Processes, durable_redis: RedisServer) -> None:
    """The epoch goes on, no viewer needs a snapshot, and what was held up is not live."""
    watcher = await Watcher(durable.hub()).watch()
    writer = await durable.store().open(DOC, FIRST)
    epoch = writer.epoch
    durable_redis.stop()
    with pytest.raises(StoreUnavailable):
        await writer.publish({"score": {"home": 2}})
    durable_redis.start()
    change = await written(lambda: writer.publish({"clock": {"ms": 1}}))
    assert writer.epoch == epoch
    assert change is not None and not change.live
    await watcher.holds({"score": {"home": 2}, "clock": {"ms": 1}})
    assert len(watcher.viewer.frames("snapshot")) == 1
    await same_everywhere(durable, writer)


async def test_nothing_is_missed_over_many_restarts(durable: Processes, durable_redis: RedisServer) -> None:
    """A writer that writes on while Redis is stopped and started brings every viewer to its last state."""
    watchers = [await Watcher(durable.hub()).watch() for _ in range(2)]
    writer = await durable.store().open(DOC, {"feed": {"seq": 0}})

    enough = asyncio.Event()

    async def write_on() -> int:
        seq = 0
        while not enough.is_set():
            seq += 1
            await written(partial(writer.publish, {"feed": {"seq": seq}}))
        return seq

    writing = asyncio.create_task(write_on())
    for _ in range(3):
        before = writer.rev
        durable_redis.stop()
        await asyncio.to_thread(durable_redis.start)
        while writer.rev < before + 20:
            await written(writer.touch)
    enough.set()
    seq = await writing
    for watcher in watchers:
        await watcher.holds({"feed": {"seq": seq}})
        assert len(watcher.viewer.frames("snapshot")) == 1
    await same_everywhere(durable, writer)


async def test_an_answer_that_was_lost(frail: Processes, frail_redis: RedisServer) -> None:
    """A change of which it is not known whether Redis took it is there once, whatever is written next."""
    hasty = frail.store(timeout=0.5)
    writer = await written(lambda: hasty.open(DOC, FIRST))
    heard = await subscribed(frail.store())
    frail_redis.pause()
    with pytest.raises(StoreUnavailable):
        await writer.publish({"score": {"home": 2}})
    frail_redis.resume()
    await written(lambda: writer.publish({"score": {"home": 4}}))
    notices = [await soon(heard) for _ in range(2)]
    patches = [notice.change.patch for notice in notices if isinstance(notice, Changed)]
    assert patches == [{"score": {"home": 2}}, {"score": {"home": 4}}]
    assert (writer.rev, heard.empty()) == (3, True)
    await same_everywhere(frail, writer)


async def test_a_publish_that_is_cancelled(frail: Processes, frail_redis: RedisServer) -> None:
    """A writer whose publishing was cancelled half way can write on."""
    writer = await frail.store().open(DOC, FIRST)
    frail_redis.pause()
    publishing = asyncio.create_task(writer.publish({"score": {"home": 2}}))
    await asyncio.sleep(0)
    publishing.cancel()
    await asyncio.gather(publishing, return_exceptions=True)
    frail_redis.resume()
    await writer.publish({"score": {"home": 4}})
    await same_everywhere(frail, writer)
    assert writer.state["score"] == {"home": 4}


async def test_a_loss_that_cuts_no_connection(frail: Processes, frail_redis: RedisServer) -> None:
    """A Redis that was flushed gets the document anew, and readers hear of it."""
    watcher = await Watcher(frail.hub()).watch()
    writer = await frail.store().open(DOC, FIRST)
    for home in range(1, 10):
        await writer.publish({"score": {"home": home}})
    await watcher.holds({**FIRST, "score": {"home": 9}})
    await flush(frail_redis)
    await writer.publish({"score": {"home": 10}})
    await watcher.holds({**FIRST, "score": {"home": 10}})
    assert await frail.store().changes(DOC, 1) is not None, "the history was written anew too"
    await same_everywhere(frail, writer)


async def test_a_loss_without_a_writer(frail: Processes, frail_redis: RedisServer) -> None:
    """Who opens a document that was lost is heard by those who subscribed before the loss."""
    old = await frail.store().open(DOC, FIRST)
    heard = await subscribed(frail.store())
    for home in range(1, 10):
        await old.publish({"score": {"home": home}})
    await flush(frail_redis)
    new = await frail.store().open(DOC, {"score": {"home": 9}})
    while (notice := await soon(heard)) != Renewed(new.epoch):
        assert isinstance(notice, Changed)
    with pytest.raises(Fenced):
        await old.touch()


async def test_the_newest_writer_wins_after_a_loss(frail: Processes, frail_redis: RedisServer) -> None:
    """A writer that had been fenced and writes first after a loss is fenced again by the one that came after it."""
    watcher = await Watcher(frail.hub()).watch()
    older = await frail.store().open(DOC, FIRST)
    newer = await frail.store().open(DOC)
    await newer.publish({"score": {"home": 2}})
    await flush(frail_redis)
    await older.publish({"score": {"home": 99}})
    await newer.publish({"clock": {"ms": 1}})
    with pytest.raises(Fenced):
        await older.publish({"score": {"home": 100}})
    await watcher.holds({"score": {"home": 2}, "clock": {"ms": 1}})
    await same_everywhere(frail, newer)


async def test_a_closed_document_stays_closed(frail: Processes) -> None:
    """The writer of a document that was closed elsewhere does not bring it back."""
    writer = await frail.store().open(DOC, FIRST)
    await frail.store().close(DOC)
    with pytest.raises(Fenced):
        await writer.touch()
    assert await frail.store().snapshot(DOC) is None


async def test_a_delayed_viewer_over_a_loss(frail: Processes, frail_redis: RedisServer) -> None:
    """The document comes back with its past, so a delayed viewer is neither blank nor ahead of its time."""
    times = {"now": 1_800_000_000_000}
    store = frail.store()
    store.now = lambda: times["now"]
    writer = await store.open(DOC, {"score": {"home": 0}})
    for home in range(1, 61):
        times["now"] += 1000
        await writer.publish({"score": {"home": home}})
    await flush(frail_redis)
    await writer.touch()
    for delay in (0, 1000, 30_000, 60_000):
        snapshot = await store.state_at(DOC, times["now"] - delay)
        assert snapshot is not None and snapshot.state == {"score": {"home": 60 - delay // 1000}}


async def test_every_call_says_that_redis_is_away(frail: Processes, frail_redis: RedisServer) -> None:
    """While Redis is away every call raises StoreUnavailable, and all work again when it is back."""
    store = frail.store()
    frail_redis.stop()

    calls: list[Callable[[], Any]] = [
        lambda: store.snapshot(DOC),
        lambda: store.history(DOC),
        lambda: store.changes(DOC, 1),
        lambda: store.state_at(DOC, 1),
        lambda: store.writer_seen(DOC),
        lambda: store.subscribe(DOC, lambda _: None),
        lambda: store.close(DOC),
        lambda: store.open(DOC, FIRST),
        lambda: store.project("output:1", 1, FIRST),
    ]
    for call in calls:
        with pytest.raises(StoreUnavailable, match="Redis does not answer"):
            await call()
    frail_redis.start()
    for call in calls:
        await call()


async def test_what_is_kept_in_redis_is_bounded(frail: Processes, frail_redis: RedisServer) -> None:
    """A log does not grow for ever, also that of a projection."""
    store = frail.store()
    clock = {"now": 1_800_000_000_000}
    store.now = lambda: clock["now"]
    writer = await store.open(DOC, {"feed": {"seq": 0}})
    for seq in range(1, MIN_CHANGES + TRIM_EVERY + 20):
        clock["now"] += 60_000
        await writer.publish({"feed": {"seq": seq}})
        await store.project("output:1", seq, {"output": {"version": seq}})
    async with Redis.from_url(frail_redis.url) as redis:
        for name in (DOC, "output:1"):
            assert MIN_CHANGES <= await redis.xlen(f"{PREFIX}{name}:log") <= MIN_CHANGES + TRIM_EVERY + 1
    await same_everywhere(frail, writer)


async def test_projections_meet(frail: Processes) -> None:
    """Of rows projected from several processes at once the newest stays, and every reader agrees."""
    watcher = Watcher(frail.hub())
    stores = [frail.store() for _ in range(4)]
    heard = await subscribed(stores[0])
    await asyncio.gather(
        *(stores[version % 4].project(DOC, version, {"output": {"version": version}}) for version in range(1, 41))
    )
    await watcher.watch()
    await watcher.holds({"output": {"version": 40}})
    created, rev = await soon(heard), 0
    assert isinstance(created, Renewed)
    while rev < 40:
        notice = await soon(heard)
        assert isinstance(notice, Changed) and notice.change.rev > rev
        rev = notice.change.rev


async def test_a_late_projection(durable: Processes, durable_redis: RedisServer) -> None:
    """A row that changed while Redis was away reaches viewers when it is back; the newest revision only."""
    watcher = Watcher(durable.hub())
    store = durable.store()
    await store.project(DOC, 1, {"output": {"event_id": "1"}})
    await watcher.watch()
    durable_redis.stop()
    for version in (3, 2):
        with pytest.raises(StoreUnavailable):
            await store.project(DOC, version, {"output": {"event_id": str(version)}})
    durable_redis.start()
    await watcher.holds({"output": {"event_id": "3"}})
    assert [frame["live"] for frame in watcher.viewer.frames("patch")] == [False]


async def test_one_store_in_several_event_loops(redis_server: RedisServer) -> None:
    """A store can be used from code that is not async, where each call has an event loop of its own."""
    store = RedisStore(redis_server.url, prefix="loops:")

    async def once(home: int) -> None:
        await store.project("output:1", home + 1, {"output": {"home": home}})
        await store.aclose()

    for home in range(3):
        await asyncio.to_thread(asyncio.run, once(home))
    snapshot = await store.snapshot("output:1")
    assert snapshot is not None and snapshot.rev == 3
    await store.aclose()


async def flush(server: RedisServer) -> None:
    async with Redis.from_url(server.url) as redis:
        await redis.flushall()
