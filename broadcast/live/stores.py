"""The one store and the one hub of this process."""

from functools import cache

from broadcast.live.hub import Hub
from broadcast.live.memory import MemoryStore
from broadcast.live.store import Store


@cache
def get_store() -> Store:
    """Return this process's store of live documents."""
    return MemoryStore()


@cache
def get_hub() -> Hub:
    """Return this process's hub, over its store."""
    return Hub(get_store())
