"""`manage.py feedworker`: follow games in a process of its own."""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from broadcast.feed.starting import NO_REDIS, check_database
from broadcast.feed.worker import configuration_error, run_worker
from broadcast.live.stores import get_store


class Command(BaseCommand):
    """Run the feed worker."""

    help = "Follow games until SIGINT or SIGTERM."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until told to stop; the last journal batch is written then."""
        if reason := configuration_error():
            raise CommandError(reason)
        if not settings.REDIS_URL:
            raise CommandError(NO_REDIS)
        check_database()
        asyncio.run(self._run())

    async def _run(self) -> None:
        task = asyncio.create_task(run_worker())
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, task.cancel)
        self.stdout.write("Following games.")
        self.stdout.flush()
        try:
            with suppress(asyncio.CancelledError):
                await task
        finally:
            await get_store().aclose()
