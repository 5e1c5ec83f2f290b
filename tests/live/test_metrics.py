"""What a hub measures: the fan-out once for each move of a group, however many watch."""

from __future__ import annotations

import asyncio

import pytest
from prometheus_client import REGISTRY, CollectorRegistry, generate_latest

from broadcast.live.hub import Hub
from broadcast.live.memory import MemoryStore
from broadcast.live.metrics import Counters, HubCollector
from broadcast.live.redis_store import RedisStore
from broadcast.live.store import StoreUnavailable
from tests.live.viewers import LocalViewer
from tests.redis_server import RedisServer


def fan_outs() -> tuple[float, float]:
    """Return how many fan-outs were observed, and their sum (s)."""
    count = REGISTRY.get_sample_value("courtside_fan_out_seconds_count")
    total = REGISTRY.get_sample_value("courtside_fan_out_seconds_sum")
    assert count is not None
    assert total is not None
    return count, total


async def test_fan_out_is_observed_once_for_a_group() -> None:
    """Two viewers of the same topics are one observation; topics that nobody watches are none."""
    store = MemoryStore(now=lambda: 1_000)
    hub = Hub(store, now=lambda: 1_250)  # a quarter of a second on the way, whatever the machine takes
    viewers = [LocalViewer(hub) for _ in range(2)]
    writer = await store.open("game:1", {"score": {"home": 0}})
    for viewer in viewers:
        await viewer.watch("game:1", frozenset({"score"}))
    await asyncio.sleep(0.05)  # the group is quiet for 40 ms after its first snapshot
    count, total = fan_outs()
    await writer.publish({"score": {"home": 2}})
    async with asyncio.timeout(30):
        while hub.counters.patches < 2:
            await asyncio.sleep(0.005)
    assert fan_outs()[0] == count + 1
    assert fan_outs()[1] - total == pytest.approx(0.25)
    await writer.publish({"clock": {"ms": 1}})
    await asyncio.sleep(0.1)  # nothing is to come
    assert fan_outs()[0] == count + 1
    await hub.shutdown()


def test_figures_of_a_hub() -> None:
    """What a hub counts is read when somebody asks; what only rises is a counter."""
    counters = Counters(sockets=2, viewers=5, behind=1, bytes=1000, patches=7)
    registry = CollectorRegistry()
    registry.register(HubCollector(lambda: counters))
    text = generate_latest(registry).decode()
    for said in (
        "# TYPE courtside_viewers gauge\ncourtside_viewers 5.0",
        "courtside_sockets 2.0",
        "courtside_viewers_behind 1.0",
        "# TYPE courtside_sent_bytes_total counter\ncourtside_sent_bytes_total 1000.0",
        "courtside_patches_total 7.0",
    ):
        assert said in text


async def test_store_that_cannot_be_reached_is_counted(frail_redis: RedisServer) -> None:
    """Each command that Redis does not answer counts."""
    store = RedisStore(frail_redis.url, timeout=20)
    before = REGISTRY.get_sample_value("courtside_store_unavailable_total", {"part": "command"})
    frail_redis.stop()
    with pytest.raises(StoreUnavailable):
        await store.writer_seen("game:1")
    after = REGISTRY.get_sample_value("courtside_store_unavailable_total", {"part": "command"})
    assert after == (before or 0) + 1
    await store.aclose()
