"""The whole path in simulated time: whatever is edited, watched, resumed, delayed or stalled, what a viewer
holds at
a revision is the server's state at that revision, and never one it may not know yet."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from redis.asyncio import Redis

from broadcast.live.hub import Hub
from broadcast.live.memory import MemoryStore
from broadcast.live.patch import apply, restrict
from broadcast.live.redis_store import RedisStore
from broadcast.live.store import Store
from tests.live.documents import documents, edits, topic_sets
from tests.live.simulated import now_ms, simulate
from tests.live.viewers import LocalViewer
from tests.redis_server import RedisServer

DOC = "game:1"
SLOW_IS_FINE = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
FOREVER = 1e6  # s of simulated time, which does not pass while Redis is asked
DELAYS = [0, 0, 500, 3000, 60_000]

who = st.integers(0, 2)
starts = st.lists(st.tuples(topic_sets, st.sampled_from(DELAYS)), min_size=3, max_size=3)
operations = st.lists(
    st.one_of(
        st.tuples(st.just("publish"), edits, st.booleans()),
        st.tuples(st.just("burst"), st.lists(edits, min_size=2, max_size=6)),
        st.tuples(st.just("burst"), st.lists(edits, min_size=2, max_size=6)),
        st.tuples(st.just("pass"), st.sampled_from([0, 1, 10, 39, 41, 500, 2000, 6000, 20_000])),
        st.one_of(
            st.tuples(st.just("watch"), who, topic_sets),
            st.tuples(st.just("unwatch"), who),
            st.just(("take over",)),
            st.just(("close",)),
            st.just(("lose",)),
        ),
        st.tuples(st.just("resume"), who),
        st.tuples(st.just("ack"), who, st.booleans()),
        st.tuples(st.just("delay"), who, st.sampled_from(DELAYS)),
    ),
    min_size=5,
    max_size=30,
)


Lose = Callable[[], Awaitable[None]]


@dataclass(frozen=True)
class Seen:
    """What a viewer held at some moment, the revision it was just sent, and the moment it may know of."""

    epoch: str
    rev: int
    state: dict[str, Any]
    topics: frozenset[str] | None
    shown: tuple[str, int] | None
    until: int


class World:
    """A store, its hub, three viewers, and a record of every state that the document ever had."""

    def __init__(self, store: Store, watched: Store | None = None, lose: Lose | None = None) -> None:
        self.store = store
        self.lose = lose
        self.hub = Hub(watched or store, now=now_ms)
        self.viewers = [LocalViewer(self.hub, on_frame=self.note) for _ in range(3)]
        self.topics: list[frozenset[str] | None] = [None] * 3
        self.watching: set[int] = set()
        self.seen: list[Seen] = []
        self.revisions: dict[str, dict[int, tuple[int, dict[str, Any]]]] = defaultdict(dict)

    async def record(self) -> None:
        if snapshot := await self.store.snapshot(DOC):
            self.revisions[snapshot.epoch].setdefault(snapshot.rev, (snapshot.at, snapshot.state))

    async def record_all(self) -> None:
        """Record a document that was written anew, with its past, under another epoch."""
        history = await self.store.history(DOC)
        assert history is not None
        trail, state = history.trail, history.trail.state
        self.revisions[trail.epoch][trail.rev] = trail.at, state
        for change in history.changes:
            state = apply(state, change.patch)
            self.revisions[trail.epoch][change.rev] = change.at, state

    def note(self, viewer: LocalViewer, frame: dict[str, Any]) -> None:
        """Take down what a viewer holds after a frame, and as of when it may know."""
        held = viewer.held[DOC]
        topics = self.topics[self.viewers.index(viewer)]
        shown = (frame["epoch"], frame["rev"]) if frame["op"] in ("snapshot", "patch") else None
        until = now_ms() - viewer.access.delay_ms(DOC)
        self.seen.append(Seen(held.epoch, held.rev, held.state, topics, shown, until))

    def check(self) -> None:
        """Compare all that viewers have held with the record."""
        for seen in self.seen:
            _, state = self.revisions[seen.epoch][seen.rev]
            assert seen.state == restrict(state, seen.topics)
            if seen.shown is not None:
                epoch, rev = seen.shown
                at, _ = self.revisions[epoch][rev]
                assert at <= seen.until, "shown before its time"

    async def watch(self, index: int, topics: frozenset[str] | None) -> None:
        self.topics[index] = topics
        self.watching.add(index)
        await self.viewers[index].watch(DOC, topics)

    async def run(
        self,
        first: dict[str, Any],
        starts: list[tuple[frozenset[str] | None, int]],
        operations: list[tuple[Any, ...]],
    ) -> None:
        writer = await self.store.open(DOC, first)
        await self.record()
        for index, (topics, delay) in enumerate(starts):
            self.viewers[index].access.delays[DOC] = delay
            await self.watch(index, topics)
        await asyncio.sleep(1)
        for operation in operations:
            match operation:
                case ("publish", topics, live):
                    await writer.publish(topics, live=live)
                    await self.record()
                case ("burst", several):
                    for topics in several:
                        await writer.publish(topics)
                        await self.record()
                        await asyncio.sleep(0.005)
                case ("pass", ms):
                    await asyncio.sleep(ms / 1000)
                case ("watch", index, topics):
                    await self.watch(index, topics)
                case ("resume", index):
                    self.viewers[index].reconnect()
                    if index in self.watching:
                        await self.viewers[index].watch(DOC, self.topics[index], resume=True)
                case ("unwatch", index):
                    self.watching.discard(index)
                    self.viewers[index].hub.unwatch(self.viewers[index].connection, DOC)
                case ("ack", index, acking):
                    self.viewers[index].acking = acking
                    if acking:
                        self.viewers[index].ack()
                case ("delay", index, delay):
                    self.viewers[index].access.delays[DOC] = delay
                    self.hub.recheck()
                case ("take over",):
                    writer = await self.store.open(DOC)
                case ("lose",) if self.lose is not None:
                    await self.lose()
                    await writer.touch()
                    await self.record_all()
                case ("close",):
                    await self.store.close(DOC)
                    writer = await self.store.open(DOC, {"feed": {"state": "live"}})
                    await self.record()
        await self.settle()

    async def settle(self) -> None:
        """Let all viewers keep up again, wait out every delay, and compare them with the store."""
        for index in self.watching:
            viewer = self.viewers[index]
            viewer.acking = True
            if viewer.closed is not None:
                viewer.reconnect()
                await viewer.watch(DOC, self.topics[index], resume=True)
            viewer.ack()
        await asyncio.sleep(max(DELAYS) / 1000 + 1)
        last = await self.store.snapshot(DOC)
        assert last is not None
        for index in self.watching:
            held = self.viewers[index].held[DOC]
            assert held.epoch == last.epoch
            assert held.state == restrict(last.state, self.topics[index])
        self.check()
        assert self.hub.counters.behind == 0
        assert self.hub.counters.viewers == len(self.watching)
        await self.hub.shutdown()


@settings(max_examples=100, suppress_health_check=SLOW_IS_FINE)
@given(documents, starts, operations)
def test_what_a_viewer_holds_is_what_the_server_had(
    first: dict[str, Any],
    starts: list[tuple[frozenset[str] | None, int]],
    operations: list[tuple[Any, ...]],
) -> None:
    """Whatever happens, viewers hold the server's state of their revision and topics."""

    async def main() -> None:
        await World(MemoryStore(now=now_ms)).run(first, starts, operations)

    simulate(main())


@settings(max_examples=20, suppress_health_check=SLOW_IS_FINE)
@given(documents, starts, operations)
def test_it_is_so_over_redis_too(
    frail_redis: RedisServer,
    first: dict[str, Any],
    starts: list[tuple[frozenset[str] | None, int]],
    operations: list[tuple[Any, ...]],
) -> None:
    """The same, where writer and hub have a Redis between them that loses all it has now and then."""

    async def main() -> None:
        writing, reading = (RedisStore(frail_redis.url, now=now_ms, timeout=FOREVER) for _ in range(2))

        async def lose() -> None:
            async with Redis.from_url(frail_redis.url) as redis:
                await redis.flushall()
                await redis.client_kill_filter(_type="normal", skipme=True)

        await lose()
        await World(writing, reading, lose).run(first, starts, operations)
        await reading.aclose()
        await writing.aclose()

    simulate(main(), frail_redis.settle)
