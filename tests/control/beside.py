"""What runs beside the feed worker, run by a test."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress


@asynccontextmanager
async def run_beside(work: Coroutine[None, None, None]) -> AsyncIterator[None]:
    """Run it until the block ends. What it fails with is raised."""
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
