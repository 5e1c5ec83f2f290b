"""The whole path in simulated time: whatever is edited, watched, resumed, delayed or stalled, what a viewer
holds at
a revision is the server's state at that revision, and never one it may not know yet."""

import asyncio
from collections import defaultdict
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from broadcast.live.hub import Hub
from broadcast.live.memory import MemoryStore
from broadcast.live.patch import restrict
from tests.live.documents import documents, edits, topic_sets
from tests.live.simulated import now_ms, simulate
from tests.live.viewers import LocalViewer

DOC = "game:1"
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
        ),
        st.tuples(st.just("resume"), who),
        st.tuples(st.just("ack"), who, st.booleans()),
        st.tuples(st.just("delay"), who, st.sampled_from(DELAYS)),
    ),
    min_size=5,
    max_size=30,
)


class World:
    """A store, its hub, three viewers, and a record of every state that the document ever had."""

    def __init__(self) -> None:
        self.store = MemoryStore(now=now_ms)
        self.hub = Hub(self.store, now=now_ms)
        self.viewers = [LocalViewer(self.hub, on_frame=self.check) for _ in range(3)]
        self.topics: list[frozenset[str] | None] = [None] * 3
        self.watching: set[int] = set()
        self.revisions: dict[str, dict[int, tuple[int, dict[str, Any]]]] = defaultdict(dict)

    async def record(self) -> None:
        if snapshot := await self.store.snapshot(DOC):
            self.revisions[snapshot.epoch].setdefault(snapshot.rev, (snapshot.at, snapshot.state))

    def check(self, viewer: LocalViewer, frame: dict[str, Any]) -> None:
        """Compare what a viewer holds, after each frame, with the record."""
        held = viewer.held[DOC]
        at, state = self.revisions[held.epoch][held.rev]
        assert held.state == restrict(state, self.topics[self.viewers.index(viewer)])
        if frame["op"] in ("snapshot", "patch"):
            at, _ = self.revisions[frame["epoch"]][frame["rev"]]
            assert at <= now_ms() - viewer.access.delay_ms(DOC), "shown before its time"

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
                    self.hub.recheck(DOC)
                case ("take over",):
                    writer = await self.store.open(DOC)
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
        assert self.hub.counters.behind == 0
        assert self.hub.counters.viewers == len(self.watching)
        await self.hub.shutdown()


@settings(max_examples=100, deadline=None)
@given(documents, starts, operations)
def test_what_a_viewer_holds_is_what_the_server_had(
    first: dict[str, Any],
    starts: list[tuple[frozenset[str] | None, int]],
    operations: list[tuple[Any, ...]],
) -> None:
    """Whatever happens, viewers hold the server's state of their revision and topics."""

    async def main() -> None:
        await World().run(first, starts, operations)

    simulate(main())
