"""What a session publishes, and when it only says that it is there."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from broadcast.eventapi.http import EventApi
from broadcast.feed.followed import Followed, Timing
from broadcast.feed.session import Session
from broadcast.live.memory import MemoryStore
from broadcast.live.redis_store import RedisStore
from broadcast.live.store import Store, StoreUnavailable
from tests.feed.conftest import simulated
from tests.live.conftest import frail_redis as frail_redis
from tests.redis_server import RedisServer

DOC = "game:1"


@pytest.fixture
async def api() -> AsyncIterator[EventApi]:
    """Give a client of an Event API that nobody asks."""
    async with EventApi("http://127.0.0.1:9", "u", "s") as client:
        yield client


def session(api: EventApi, store: Store, sign_of_life: float) -> Session:
    """Return a session that has not begun."""
    game = Followed("1", "FIBA", simulated().header.game)
    return Session(game, api, store, "ws://127.0.0.1:9/?token={token}", Timing(sign_of_life=sign_of_life))


async def test_nothing_is_published_where_nothing_has_changed(api: EventApi) -> None:
    """A session that has nothing to say leaves its document alone until a sign of life is due, and gives only that."""
    now = [1000]
    store = MemoryStore(now=lambda: now[0])
    writer = await store.open(DOC)
    quiet, talkative = session(api, store, sign_of_life=3600), session(api, store, sign_of_life=0)
    for one, seen in ((quiet, 2000), (talkative, 3000)):
        now[0] = 2000
        await one._publish(writer)
        rev = writer.rev
        now[0] = 3000
        await one._publish(writer)
        assert await store.writer_seen(DOC) == seen
        assert writer.rev == rev


async def test_feed_that_changes_and_changes_back_is_published_as_it_is(
    api: EventApi, frail_redis: RedisServer
) -> None:
    """What could not be published of the feed while the store was away is not what viewers are left with."""
    store = RedisStore(frail_redis.url, timeout=20)
    publishing = session(api, store, sign_of_life=0)
    writer = await store.open(DOC)
    publishing.status.state = "live"
    await publishing._publish(writer)
    frail_redis.stop()
    publishing.status.state = "stale"
    with pytest.raises(StoreUnavailable):
        await publishing._publish(writer)
    publishing.status.state = "live"
    frail_redis.start()
    await publishing._publish(writer)
    snapshot = await store.snapshot(DOC)
    assert snapshot is not None
    assert snapshot.state["feed"]["state"] == "live"
    await store.aclose()


async def test_session_that_finds_no_store_reads_no_journal(api: EventApi, frail_redis: RedisServer) -> None:
    """While the store is away a session is started each second: that costs no database (there is none in this test)."""
    store = RedisStore(frail_redis.url, timeout=20)
    frail_redis.stop()
    with pytest.raises(StoreUnavailable):
        await session(api, store, sign_of_life=1).run()
    await store.aclose()
