"""Connections to Redis. redis-py's belong to the event loop that made them, so each loop has its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from redis.asyncio import BlockingConnectionPool, ConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import RedisError

from broadcast.live.metrics import COMMAND_UNAVAILABLE
from broadcast.live.store import StoreUnavailable

TIMEOUT = 3.0  # s; no script here takes more than some ms, so Redis that takes longer is as good as away
CONNECTIONS = 8  # for each process


def client(url: str, timeout: float) -> Redis:
    """Return a client for the running loop, for commands that do not block.

    redis-py itself would retry for half a minute. One retry at once is enough for a connection that went stale:
    whoever asks hears at once that Redis is away. Everything that the store sends may be sent twice.
    """
    pool: BlockingConnectionPool = BlockingConnectionPool.from_url(
        url,
        max_connections=CONNECTIONS,
        timeout=timeout,
        socket_timeout=timeout,
        socket_connect_timeout=timeout,
        retry=Retry(NoBackoff(), 1, (RedisConnectionError,)),
    )
    return Redis.from_pool(pool)


def connection(url: str, timeout: float, block: float) -> Any:
    """Return a redis-py Connection that does not reconnect unseen, for commands that block for up to `block` s."""
    pool: Any = ConnectionPool.from_url(
        url, socket_timeout=block + timeout, socket_connect_timeout=timeout, retry=Retry(NoBackoff(), 0)
    )
    return pool.make_connection()


@contextmanager
def reaching() -> Iterator[None]:
    """Raise StoreUnavailable for whatever keeps Redis from answering."""
    try:
        yield
    except (RedisError, OSError) as error:
        COMMAND_UNAVAILABLE.inc()
        raise StoreUnavailable(f"Redis does not answer: {error}") from error
