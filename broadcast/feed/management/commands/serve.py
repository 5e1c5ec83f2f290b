"""`manage.py serve`: Daphne, and by default the feed worker in the same event loop."""

from __future__ import annotations

import asyncio
import logging
import signal
from argparse import BooleanOptionalAction
from contextlib import suppress
from typing import Any

from channels.routing import get_default_application
from daphne.endpoints import build_endpoint_description_strings
from daphne.server import Server, twisted_loop
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from twisted.internet import reactor as installed_reactor

from broadcast.feed.bodies import AT_ONCE, take_bodies
from broadcast.feed.starting import NO_REDIS, check_database, check_port
from broadcast.feed.stopping import STOP_SECONDS, end_within
from broadcast.feed.worker import configuration_error, run_worker
from broadcast.live.stores import get_hub, get_store

log = logging.getLogger(__name__)

FAREWELL_SECONDS = 2.0
APPLICATIONS_SECONDS = 10.0
"""How long Daphne lets requests that are under way end, once it is told to stop."""
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
        if not worker and not settings.REDIS_URL:
            raise CommandError(NO_REDIS)
        if not (settings.SECRET_KEY_IS_SET or settings.DEBUG):
            raise CommandError("SECRET_KEY is not set: put a long random text into the environment or into .env.")
        check_database()
        check_port(host, port)
        server = Serving(
            get_default_application(),
            endpoints=build_endpoint_description_strings(host=host, port=port),
            signal_handlers=False,  # Twisted's would cut the viewers off before they are told to come back
            websocket_timeout=-1,  # Daphne would cut every socket after a day
            ping_interval=20,
            request_buffer_size=AT_ONCE,
            verbosity=0,
            ready_callable=lambda: reactor.callWhenRunning(start),
        )
        tasks: list[asyncio.Task[None]] = []
        stopping: list[asyncio.Task[None]] = []

        def start() -> None:
            take_bodies(server.http_factory)
            for number in (signal.SIGINT, signal.SIGTERM):
                twisted_loop.add_signal_handler(number, stop)
            self.stdout.write(f"Serving on http://{host}:{port}/" + (" with the feed worker" if worker else ""))
            self.stdout.flush()
            if worker:
                task = twisted_loop.create_task(run_worker())
                task.add_done_callback(worker_ended)
                tasks.append(task)

        def worker_ended(task: asyncio.Task[None]) -> None:
            if not task.cancelled() and (error := task.exception()):
                log.critical("the feed worker has failed, stopping", exc_info=error)
                stop()

        def stop() -> None:
            if stopping:
                server.stop()  # told twice: at once
            else:
                end_within(STOP_SECONDS + FAREWELL_SECONDS + APPLICATIONS_SECONDS)
                stopping.append(twisted_loop.create_task(wind_down(tasks)))
                stopping[0].add_done_callback(lambda _: server.stop())

        server.run()
        if not server.listening_addresses:
            raise CommandError(f"Cannot listen on {host}:{port}. Choose another with --port.")
        if any(not task.cancelled() and task.exception() for task in tasks if task.done()):
            raise CommandError("The feed worker has failed; the log says why.")


class Serving(Server):  # type: ignore[misc] # Daphne has no types
    """Daphne's server, which ends what is under way also where some connection has nothing under way.

    Daphne raises `KeyError` on a connection that is kept open after its answer, and ends no other; unheard, unless
    Twisted's log is.
    """

    def kill_all_applications(self) -> Any:
        """Cancel what is under way on all connections, and wait for it."""
        idle = asyncio.Future[None](loop=twisted_loop)
        idle.set_result(None)
        for details in self.connections.values():
            details.setdefault("application_instance", idle)
        return super().kill_all_applications()


async def wind_down(tasks: list[asyncio.Task[None]]) -> None:
    """End the worker, whose last batch is written then, and tell the viewers to come back."""
    for task in tasks:
        task.cancel()
    if tasks:
        _, late = await asyncio.wait(tasks, timeout=STOP_SECONDS)
        if late:
            log.error("the feed worker has not ended within %.0f s, it is left behind", STOP_SECONDS)
    hub = get_hub()
    await hub.shutdown(over=0.2)
    with suppress(TimeoutError):
        async with asyncio.timeout(FAREWELL_SECONDS):
            while hub.counters.sockets:
                await asyncio.sleep(0.02)
    await get_store().aclose()
