"""The one store and the one hub of this process, and who is asked for documents that the store does not hold."""

from functools import cache
from pathlib import Path

from django.conf import settings

from broadcast.live.history import Snapshot
from broadcast.live.hub import Hub
from broadcast.live.memory import MemoryStore
from broadcast.live.redis_store import RedisStore
from broadcast.live.store import LoadMissing, Store

_loaders: dict[str, LoadMissing] = {}


def register_loader(prefix: str, load: LoadMissing) -> None:
    """Ask `load` for documents whose name begins with `prefix` when the store does not hold them."""
    _loaders[prefix] = load


async def load_missing(name: str) -> Snapshot | None:
    """Return a document from whoever keeps documents of its kind, or None."""
    load = _loaders.get(name.partition(":")[0] + ":")
    return await load(name) if load else None


@cache
def get_store() -> Store:
    """Return this process's store of live documents: in Redis where REDIS_URL is set, else in its memory."""
    if settings.REDIS_URL:
        return RedisStore(settings.REDIS_URL, load_missing=load_missing)
    return MemoryStore(load_missing=load_missing)


@cache
def get_hub() -> Hub:
    """Return this process's hub, over its store. It tells pages of an older build than the one served."""
    return Hub(get_store(), build=_build())


def _build() -> str | None:
    """Return the name of what is built for overlays (static/build.mjs), None where nothing is built."""
    file = Path(settings.BASE_DIR) / "static" / "dist" / "build"
    return file.read_text("ascii") if file.exists() else None
