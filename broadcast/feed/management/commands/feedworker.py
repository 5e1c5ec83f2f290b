"""`manage.py feedworker`: follow games in a process of its own."""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from broadcast.feed.worker import configuration_error, run_worker


class Command(BaseCommand):
    """Run the feed worker."""

    help = "Follow games until SIGINT or SIGTERM."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until told to stop; the last journal batch is written then."""
        if reason := configuration_error():
            raise CommandError(reason)
        asyncio.run(self._run())

    async def _run(self) -> None:
        task = asyncio.create_task(run_worker())
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, task.cancel)
        with suppress(asyncio.CancelledError):
            await task
