"""Health checks: alive without anything else, ready when the database, the store and a worker are well."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from channels.db import database_sync_to_async
from django.db import connection
from django.test import AsyncClient, Client
from django.utils.timezone import now

from broadcast.backstage import health
from broadcast.feed import heartbeat
from broadcast.games.models import Worker
from broadcast.live.memory import MemoryStore
from broadcast.live.redis_store import RedisStore
from tests.live.conftest import own_redis
from tests.redis_server import RedisServer
from tests.servers import Uvicorn

DATABASE_SECONDS = health.DATABASE_SECONDS
"""As in use; where time is not what is asked, the tests give more."""


@pytest.fixture(autouse=True)
def own_store(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each test have a store of its own loop, and as much time for an answer as a busy machine takes."""
    store = MemoryStore()
    monkeypatch.setattr(health, "get_store", lambda: store)
    monkeypatch.setattr(health, "DATABASE_SECONDS", 30)
    monkeypatch.setattr(health, "STORE_SECONDS", 30)


async def ready() -> tuple[int, dict[str, Any]]:
    """Ask whether the program is ready, by a name that the settings do not allow, as a health check does."""
    answer = await AsyncClient().get("/readyz", headers={"host": "10.1.2.3:8000"})
    return answer.status_code, answer.json()


@database_sync_to_async
def worker_seen(seconds: float) -> None:
    """Let a worker have given its last sign of life so long ago."""
    at = now() - timedelta(seconds=seconds)
    Worker.objects.create(name=f"w{seconds}", started_at=at, seen_at=at, games=["a-game"])


async def test_alive_without_a_database_and_by_any_name() -> None:
    """The check needs no database (a test without its mark may touch none), no session and no known host name."""
    answer = await AsyncClient().get("/healthz", headers={"host": "10.1.2.3:8000"})
    assert answer.status_code == 200
    assert not answer.cookies


def test_alive_behind_a_synchronous_handler() -> None:
    """Where Django answers synchronously the pages are the same."""
    assert Client().get("/healthz", headers={"host": "10.1.2.3"}).status_code == 200
    assert Client().get("/nowhere", headers={"host": "10.1.2.3"}).status_code == 400


async def test_only_reading_is_allowed() -> None:
    """Nothing can be posted to a health check."""
    assert (await AsyncClient().post("/healthz")).status_code == 405


@pytest.mark.django_db(transaction=True)
async def test_ready_with_a_worker() -> None:
    """A worker that was seen in time makes the program ready; the age is told, the games are not."""
    began = time.monotonic()
    await worker_seen(4)
    await worker_seen(100)
    status, said = await ready()
    assert status == 200
    assert said["ready"] is True
    assert said["worker"]["alive"] == 1
    assert 4 <= said["worker"]["seen_seconds"] < 4.1 + time.monotonic() - began
    assert "a-game" not in str(said)


@pytest.mark.django_db(transaction=True)
async def test_not_ready_without_a_worker() -> None:
    """Without a worker nothing changes on any page: the program is not ready."""
    status, said = await ready()
    assert status == 503
    assert said["worker"] == {"ok": False, "reason": "none has been seen", "alive": 0}
    assert said["database"] == said["store"] == {"ok": True}


@pytest.mark.django_db(transaction=True)
async def test_not_ready_with_a_silent_worker(caplog: pytest.LogCaptureFixture) -> None:
    """A worker that was last seen more than 15 s ago is not counted on; the log says so once, not at each question."""
    await worker_seen(20)
    for _ in range(2):
        status, said = await ready()
    assert status == 503
    assert said["worker"]["reason"].startswith("silent for more than 15 s: last seen 2")
    await worker_seen(0)
    assert (await ready())[0] == 200
    lines = [record.getMessage() for record in caplog.records if "worker" in record.getMessage()]
    assert lines == ["not ready, the worker: silent for more than 15 s", "the worker is well again"]
    assert "Service Unavailable" not in caplog.text


@pytest.mark.django_db(transaction=True)
def test_not_ready_without_tables() -> None:
    """A database of another version is not good, and says so without a traceback."""
    with connection.schema_editor() as editor:
        editor.delete_model(Worker)
    try:
        answer = Client().get("/readyz")
    finally:
        with connection.schema_editor() as editor:
            editor.create_model(Worker)
    assert answer.status_code == 503
    assert answer.json()["database"] == {"ok": False, "reason": "it does not answer as it should; the log says why"}


@pytest.fixture
def redis() -> Iterator[RedisServer]:
    """Run a Redis that the test may stop."""
    with own_redis() as server:
        yield server


@pytest.mark.django_db(transaction=True)
async def test_redis_that_hangs_or_is_gone(redis: RedisServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Redis that does not answer makes the program not ready, within the check's own time, until it is back."""
    await worker_seen(0)
    store = RedisStore(redis.url)
    monkeypatch.setattr(health, "get_store", lambda: store)
    assert (await ready())[0] == 200
    monkeypatch.setattr(health, "STORE_SECONDS", 0.3)
    redis.pause()
    status, said = await ready()
    assert (status, said["store"]["reason"]) == (503, "no answer within 0.3 s")
    redis.resume()
    redis.stop()
    monkeypatch.setattr(health, "STORE_SECONDS", 30)
    assert (await ready())[1]["store"]["reason"] == "it cannot be reached; the log says why"
    redis.start()
    await worker_seen(1)  # the one before may be silent for long by now
    assert (await ready())[0] == 200
    await store.aclose()


@pytest.fixture
def silent_port() -> Iterator[int]:
    """Listen on a port where connections are taken and nothing is ever said, as by a server that is frozen."""
    with ExitStack() as stack:
        listener = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        yield listener.getsockname()[1]


def test_frozen_database_holds_nothing_up(silent_port: int, tmp_path: Path) -> None:
    """While PostgreSQL takes connections and says nothing, the process is alive, and not ready, both at once."""
    environment = {"DATABASE_URL": f"postgres://u:geheim-geheim@127.0.0.1:{silent_port}/x", "REDIS_URL": ""}
    with Uvicorn(tmp_path / "log", environment) as server, httpx.Client(base_url=server.url, timeout=30) as client:
        answered, alive = [], []
        for _ in range(2):
            asked = time.monotonic()
            answer = client.get("/readyz")
            answered.append(time.monotonic() - asked)
            assert answer.status_code == 503
            assert answer.json()["database"]["reason"] == "no answer within 2 s"
            asked = time.monotonic()
            assert client.get("/healthz").status_code == 200
            alive.append(time.monotonic() - asked)
    # The better of two: what is held up by the database is so each time, by other work on the machine not.
    assert min(answered) < DATABASE_SECONDS + 2
    assert min(alive) < 1
    log = (tmp_path / "log").read_text()
    assert log.count("not ready, the database: no answer within 2 s") == 1
    assert "Traceback" not in log
    assert "geheim-geheim" not in log


def test_database_that_is_away(tmp_path: Path) -> None:
    """Where nobody listens for PostgreSQL the answer is at once, says so in words, and names no host or user."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    environment = {"DATABASE_URL": f"postgres://somebody:geheim-geheim@127.0.0.1:{port}/x", "REDIS_URL": ""}
    with Uvicorn(tmp_path / "log", environment) as server:
        answer = httpx.get(f"{server.url}/readyz", timeout=10)
    assert answer.status_code == 503
    assert answer.json()["database"]["reason"] == "it does not answer as it should; the log says why"
    assert "somebody" not in answer.text
    assert "127.0.0.1" not in answer.text
    assert str(port) in (tmp_path / "log").read_text()


def test_limits_agree() -> None:
    """A worker may miss a beat without being taken for gone, and is not forgotten before that."""
    assert heartbeat.SILENT_SECONDS >= 2 * heartbeat.BEAT_SECONDS
    assert heartbeat.KEPT.total_seconds() > heartbeat.SILENT_SECONDS
