"""What every store of live documents does. A new store is added to `STORES` and has to pass all of it."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from broadcast.live.history import MAX_DELAY, MIN_CHANGES, Snapshot
from broadcast.live.memory import MemoryStore
from broadcast.live.patch import DocumentError, apply
from broadcast.live.redis_store import RedisStore
from broadcast.live.store import Changed, Clock, Fenced, LoadMissing, Notice, Renewed, Store
from tests.live.documents import documents, edits
from tests.redis_server import RedisServer

DOC = "game:1"
SLOW_IS_FINE = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
START = 1_800_000_000_000

MakeStore = Callable[[LoadMissing | None, Clock], AbstractAsyncContextManager[Store]]
Factory = Callable[[pytest.FixtureRequest], MakeStore]


def memory(request: pytest.FixtureRequest) -> MakeStore:
    @asynccontextmanager
    async def make(load_missing: LoadMissing | None, now: Clock) -> AsyncIterator[Store]:
        yield MemoryStore(load_missing=load_missing, now=now)

    return make


def redis(request: pytest.FixtureRequest) -> MakeStore:
    server: RedisServer = request.getfixturevalue("redis_server")

    @asynccontextmanager
    async def make(load_missing: LoadMissing | None, now: Clock) -> AsyncIterator[Store]:
        store = RedisStore(
            server.url, load_missing=load_missing, now=now, prefix=f"{secrets.token_hex(8)}:", timeout=20
        )
        yield store
        await store.aclose()

    return make


STORES: list[Factory] = [memory, redis]


class SetClock:
    """A clock that stands until it is set."""

    def __init__(self) -> None:
        self.ms = START

    def __call__(self) -> int:
        return self.ms


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture(params=STORES, ids=lambda factory: factory.__name__)
def make_store(request: pytest.FixtureRequest) -> MakeStore:
    factory: Factory = request.param
    return factory(request)


@pytest.fixture
async def store(make_store: MakeStore, clock: SetClock) -> AsyncIterator[Store]:
    async with make_store(None, clock) as store:
        yield store


async def test_a_document_nobody_made_is_nowhere(store: Store) -> None:
    """A document that nobody has opened has no snapshot, history, changes or writer."""
    assert await store.snapshot(DOC) is None
    assert await store.history(DOC) is None
    assert await store.changes(DOC, 0) is None
    assert await store.state_at(DOC, START) is None
    assert await store.writer_seen(DOC) is None


async def test_publishing_makes_a_change(store: Store, clock: SetClock) -> None:
    """A writer's topics become one change of the next revision, and the snapshot is the state after it."""
    writer = await store.open(DOC, {"score": {"home": 0, "away": 0}})
    first = writer.rev
    clock.ms += 1000
    change = await writer.publish({"score": {"home": 2, "away": 0}, "clock": {"ms": 1}})
    assert change is not None
    assert (change.base, change.rev, change.at, change.live) == (first, first + 1, START + 1000, True)
    assert change.patch == {"score": {"home": 2}, "clock": {"ms": 1}}
    snapshot = await store.snapshot(DOC)
    assert snapshot == Snapshot(DOC, writer.epoch, first + 1, START + 1000, writer.state)
    assert writer.state == {"score": {"home": 2, "away": 0}, "clock": {"ms": 1}}
    assert await store.changes(DOC, first) == [change]
    assert await store.changes(DOC, first + 1) == []


async def test_publishing_nothing_new_changes_nothing(store: Store) -> None:
    """Publishing what is there already makes no revision."""
    writer = await store.open(DOC, {"score": {"home": 0}})
    assert await writer.publish({"score": {"home": 0}, "clock": None}) is None
    assert writer.rev == 1


async def test_none_removes_a_topic(store: Store) -> None:
    """A topic published as None goes away."""
    writer = await store.open(DOC, {"score": {"home": 0}, "clock": {"ms": 1}})
    change = await writer.publish({"clock": None})
    assert change is not None and change.patch == {"clock": None}
    assert writer.state == {"score": {"home": 0}}


async def test_a_value_that_cannot_stand_changes_nothing(store: Store) -> None:
    """A topic with a null in it is refused, and the good topics beside it are not half published."""
    writer = await store.open(DOC, {"score": {"home": 0}})
    with pytest.raises(DocumentError, match="null at /clock/ms"):
        await writer.publish({"score": {"home": 2}, "clock": {"ms": None}})
    with pytest.raises(DocumentError, match="null at /feed/seq"):
        await store.open("game:2", {"feed": {"seq": None}})
    assert (writer.rev, writer.state) == (1, {"score": {"home": 0}})
    assert await store.snapshot("game:2") is None


async def test_a_newer_writer_fences_the_older(store: Store) -> None:
    """A takeover continues epoch and revision, and the older writer can do nothing more."""
    older = await store.open(DOC, {"score": {"home": 0}})
    await older.publish({"score": {"home": 2}})
    newer = await store.open(DOC)
    assert (newer.epoch, newer.rev, newer.state) == (older.epoch, 2, {"score": {"home": 2}})
    with pytest.raises(Fenced):
        await older.publish({"score": {"home": 4}})
    with pytest.raises(Fenced):
        await older.touch()
    change = await newer.publish({"score": {"home": 3}})
    assert change is not None and (change.base, change.rev) == (2, 3)


async def test_a_takeover_with_a_state_is_caught_up(store: Store) -> None:
    """A writer that brings its own state makes the difference one change that is not live."""
    await store.open(DOC, {"score": {"home": 0}, "clock": {"ms": 1}})
    writer = await store.open(DOC, {"score": {"home": 5}})
    assert writer.state == {"score": {"home": 5}}
    changes = await store.changes(DOC, 1)
    assert changes is not None
    assert [(change.live, change.patch) for change in changes] == [(False, {"score": {"home": 5}, "clock": None})]


async def test_a_closed_document_is_forgotten(store: Store) -> None:
    """Closing fences the writer, and a document opened anew under the name has another epoch."""
    writer = await store.open(DOC, {"score": {"home": 0}})
    await store.close(DOC)
    assert await store.snapshot(DOC) is None
    with pytest.raises(Fenced):
        await writer.publish({"score": {"home": 2}})
    again = await store.open(DOC)
    assert again.epoch != writer.epoch
    await store.close("game:never")


async def test_a_missing_document_is_loaded(make_store: MakeStore, clock: SetClock) -> None:
    """What the store lacks comes from the loader, and a writer continues it, epoch and revision included."""
    kept = Snapshot(DOC, "e1", 70, START - 86_400_000, {"score": {"home": 90}})

    async def load(name: str) -> Snapshot | None:
        return kept if name == DOC else None

    async with make_store(load, clock) as store:
        assert await store.snapshot(DOC) == kept
        assert await store.changes(DOC, 70) == []
        assert await store.changes(DOC, 69) is None
        assert await store.state_at(DOC, START - 30_000) == kept
        assert await store.snapshot("game:2") is None
        writer = await store.open(DOC)
        assert (writer.epoch, writer.rev, writer.state) == ("e1", 70, kept.state)
        await writer.publish({"score": {"home": 91}})
        snapshot = await store.snapshot(DOC)
        assert snapshot is not None and snapshot.rev == 71


async def test_a_projection_takes_its_rows_revision(store: Store) -> None:
    """A mirrored row has its own revisions; what is old or known is ignored, whoever says it."""
    await store.project("output:1", 4, {"output": {"name": "A"}})
    snapshot = await store.snapshot("output:1")
    assert snapshot is not None and (snapshot.rev, snapshot.state) == (4, {"output": {"name": "A"}})
    assert await store.project("output:1", 4, {"output": {"name": "B"}}) is None
    assert await store.project("output:1", 3, {"output": {"name": "B"}}) is None
    change = await store.project("output:1", 7, {"output": {"name": "C"}})
    assert change is not None
    assert (change.base, change.rev, change.patch) == (4, 7, {"output": {"name": "C"}})
    assert await store.changes("output:1", 4) == [change]


async def test_state_at_a_moment(store: Store, clock: SetClock) -> None:
    """The state at a moment holds what was published at it or before, and nothing of what came later."""
    writer = await store.open(DOC, {"score": {"home": 0}})
    for points in (2, 4):
        clock.ms += 1000
        await writer.publish({"score": {"home": points}})
    clock.ms += 500

    async def score(at: int) -> Any:
        snapshot = await store.state_at(DOC, at)
        return snapshot and snapshot.state["score"]["home"]

    assert await score(START - 1) is None
    assert await score(START) == 0
    assert await score(START + 999) == 0
    assert await score(START + 1000) == 2
    assert await score(clock.ms) == 4


async def test_the_clock_going_back_does_not_reorder(store: Store, clock: SetClock) -> None:
    """When the wall clock is set back, later changes are still later."""
    writer = await store.open(DOC, {"score": {"home": 0}})
    await writer.publish({"score": {"home": 2}})
    clock.ms -= 5000
    change = await writer.publish({"score": {"home": 4}})
    assert change is not None and change.at == START


async def test_the_log_reaches_back_far_enough(store: Store, clock: SetClock) -> None:
    """Changes of the last MAX_DELAY are kept, and at least MIN_CHANGES; what is older goes."""
    writer = await store.open(DOC, {"feed": {"seq": 0}})
    for seq in range(1, 2001):
        clock.ms += 100
        await writer.publish({"feed": {"seq": seq}})
    history = await store.history(DOC)
    assert history is not None
    assert MAX_DELAY / 100 <= len(history.changes) < 1500
    assert await store.changes(DOC, history.trail.rev - 1) is None
    delayed = await store.state_at(DOC, clock.ms - MAX_DELAY)
    assert delayed is not None and delayed.state == {"feed": {"seq": 2000 - MAX_DELAY // 100}}
    for seq in range(2001, 2601):
        clock.ms += MAX_DELAY
        await writer.publish({"feed": {"seq": seq}})
    history = await store.history(DOC)
    assert history is not None
    assert MIN_CHANGES <= len(history.changes) < MIN_CHANGES + 100


async def test_a_history_is_the_callers_own(store: Store) -> None:
    """A history that was read does not grow when the document changes."""
    writer = await store.open(DOC, {"score": {"home": 0}})
    history = await store.history(DOC)
    await writer.publish({"score": {"home": 2}})
    assert history is not None
    assert (history.head.rev, len(history.changes)) == (1, 0)


async def test_subscribers_hear_what_happens(store: Store) -> None:
    """A subscriber hears of the creation and of each change of its document, until it has had enough."""
    heard: asyncio.Queue[Notice] = asyncio.Queue()
    unsubscribe = await store.subscribe(DOC, heard.put_nowait)
    writer = await store.open(DOC, {"score": {"home": 0}})
    other = await store.open("game:2", {"score": {"home": 0}})
    change = await writer.publish({"score": {"home": 2}})
    await other.publish({"score": {"home": 7}})
    assert change is not None
    assert [await heard.get() for _ in range(2)] == [Renewed(writer.epoch), Changed(writer.epoch, change)]
    unsubscribe()
    heard_after: asyncio.Queue[Notice] = asyncio.Queue()
    await store.subscribe(DOC, heard_after.put_nowait)
    change = await writer.publish({"score": {"home": 4}})
    assert change is not None
    assert await heard_after.get() == Changed(writer.epoch, change)
    assert heard.empty()


async def test_the_writer_is_seen(store: Store, clock: SetClock) -> None:
    """A writer is seen when it opens, publishes (changed or not) and touches."""
    writer = await store.open(DOC, {"score": {"home": 0}})
    assert await store.writer_seen(DOC) == START
    clock.ms += 1000
    await writer.publish({"score": {"home": 0}})
    assert await store.writer_seen(DOC) == START + 1000
    clock.ms += 1000
    await writer.touch()
    assert await store.writer_seen(DOC) == START + 2000


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(first=documents, several=st.lists(edits, min_size=1, max_size=12))
def test_any_snapshot_and_its_changes_give_the_last(
    make_store: MakeStore, first: dict[str, Any], several: list[dict[str, Any]]
) -> None:
    """The state at any revision, with the changes after it, is the last state; so at any moment."""

    async def main() -> None:
        clock = SetClock()
        async with make_store(None, clock) as store:
            writer = await store.open(DOC, first)
            revisions = [(writer.rev, clock.ms, writer.state)]
            for topics in several:
                clock.ms += 10
                if await writer.publish(topics):
                    revisions.append((writer.rev, clock.ms, writer.state))
            for rev, at, state in revisions:
                changes = await store.changes(DOC, rev)
                assert changes is not None
                reached = state
                for change in changes:
                    reached = apply(reached, change.patch)
                assert reached == writer.state
                then = await store.state_at(DOC, at)
                assert then is not None and (then.rev, then.state) == (rev, state)

    asyncio.run(main())
