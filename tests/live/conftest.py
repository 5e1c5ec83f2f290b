"""The Redis that the tests of the live documents share, and one that a test may stop."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, settings

from tests.redis_server import EXECUTABLE, RedisServer

# How long an example takes says more of the machine and what else it does than of the code.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


def need_redis() -> None:
    """Skip the test where there is no redis-server, but not where everything has to be there."""
    if EXECUTABLE is None:
        reason = "redis-server is not installed (Debian package: redis-server)"
        if os.environ.get("CI", "").lower() in {"1", "true", "yes"}:
            pytest.fail(reason)
        pytest.skip(reason)


@contextmanager
def own_redis(*, durable: bool = False) -> Iterator[RedisServer]:
    """Run a Redis for as long as this lasts."""
    need_redis()
    server = RedisServer(durable=durable)
    server.start()
    try:
        yield server
    finally:
        server.remove()


@pytest.fixture(scope="session")
def redis_server() -> Iterator[RedisServer]:
    """A Redis for the whole run; each store uses a prefix of its own in it."""
    with own_redis() as server:
        yield server


@pytest.fixture
def frail_redis() -> Iterator[RedisServer]:
    """A Redis of one test, which forgets everything when it is stopped."""
    with own_redis() as server:
        yield server


@pytest.fixture
def durable_redis() -> Iterator[RedisServer]:
    """A Redis of one test, which comes back with all that it had."""
    with own_redis(durable=True) as server:
        yield server
