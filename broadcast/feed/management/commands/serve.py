"""`manage.py serve`: Daphne, and by default the feed worker in the same event loop."""

from __future__ import annotations

import asyncio
import logging
import socket
from argparse import BooleanOptionalAction
from typing import Any

from channels.routing import get_default_application
from daphne.server import Server, twisted_loop
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from twisted.internet import defer
from twisted.internet import reactor as installed_reactor

from broadcast.feed.worker import configuration_error, run_worker
from broadcast.live.stores import get_hub

log = logging.getLogger(__name__)
reactor: Any = installed_reactor  # its interface is typed for reactors that are not asyncio's


class Command(BaseCommand):
    """Serve the pages and the live documents."""

    help = "Serve pages and live documents; without Redis the feed worker runs in the same process."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
        parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: %(default)s)")
        parser.add_argument(
            "--worker",
            action=BooleanOptionalAction,
            default=not settings.REDIS_URL,
            help="run the feed worker in this process",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve until SIGINT or SIGTERM."""
        host, port, worker = options["host"], options["port"], options["worker"]
        if worker and (reason := configuration_error()):
            raise CommandError(reason)
        check_port(host, port)
        server = Server(
            get_default_application(),
            endpoints=[f"tcp:port={port}:interface={host}"],
            websocket_timeout=-1,  # Daphne would cut every socket after a day
            ping_interval=20,
            verbosity=0,
            ready_callable=lambda: reactor.callWhenRunning(start),
        )
        tasks: list[asyncio.Task[None]] = []

        def start() -> None:
            self.stdout.write(f"Serving on http://{host}:{port}/" + (" with the feed worker" if worker else ""))
            self.stdout.flush()
            if worker:
                task = twisted_loop.create_task(run_worker())
                task.add_done_callback(worker_ended)
                tasks.append(task)

        def worker_ended(task: asyncio.Task[None]) -> None:
            if not task.cancelled() and (error := task.exception()):
                log.critical("the feed worker has failed, stopping", exc_info=error)
                server.stop()

        async def stop() -> None:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await get_hub().shutdown(over=0.2)

        reactor.addSystemEventTrigger(
            "before", "shutdown", lambda: defer.Deferred.fromFuture(asyncio.ensure_future(stop(), loop=twisted_loop))
        )
        server.run()


def check_port(host: str, port: int) -> None:
    """Raise `CommandError` in one line if nothing can listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"Cannot listen on {host}:{port}: {error.strerror}. Choose another with --port."
            ) from error
