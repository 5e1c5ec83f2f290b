"""`manage.py feedworker`: follow games in a process of its own."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
from contextlib import AsyncExitStack, suppress
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from broadcast.feed.monitor import monitor
from broadcast.feed.starting import NO_REDIS, check_database
from broadcast.feed.stopping import STOP_SECONDS, end_within
from broadcast.feed.worker import configuration_error, run_worker
from broadcast.live.stores import get_store


class Command(BaseCommand):
    """Run the feed worker."""

    help = "Follow games until SIGINT or SIGTERM."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("--metrics-port", type=int, help="serve /healthz and /metrics on this port")
        parser.add_argument(
            "--metrics-host", default="127.0.0.1", help="address for --metrics-port (default: %(default)s)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until told to stop; the last journal batch is written then."""
        if reason := configuration_error():
            raise CommandError(reason)
        if not settings.REDIS_URL:
            raise CommandError(NO_REDIS)
        check_database()
        asyncio.run(self._run(options["metrics_host"], options["metrics_port"]))

    async def _run(self, host: str, port: int | None) -> None:
        async with AsyncExitStack() as stack:
            try:
                listening = await stack.enter_async_context(monitor(host, port))
            except (OSError, OverflowError) as error:
                number = getattr(error, "errno", None)
                reason = os.strerror(number) if number else error
                line = f"Cannot listen on {host}:{port}: {reason}. Choose another with --metrics-port."
                raise CommandError(line) from error
            if listening is not None:
                self.stdout.write(f"Health and metrics on http://{host}:{listening}/")
                self.stdout.flush()
            await self._follow()

    async def _follow(self) -> None:
        task = asyncio.create_task(run_worker())
        loop = asyncio.get_running_loop()

        def stop() -> None:
            end_within(STOP_SECONDS)
            task.cancel()

        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stop)
        gc.collect()
        gc.freeze()  # what has been imported stays, and need not be looked through again and again
        self.stdout.write("Following games.")
        self.stdout.flush()
        try:
            with suppress(asyncio.CancelledError):
                await task
        finally:
            await get_store().aclose()
