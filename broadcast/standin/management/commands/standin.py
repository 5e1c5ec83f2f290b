"""`manage.py standin`: the Event API's stand-in in a process of its own (docs/standin.md)."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import gc
import signal
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from broadcast.recordings.format import RecordingError, load
from broadcast.standin.clock import parse_speed, parse_start
from broadcast.standin.faults import FaultError
from broadcast.standin.privileges import parse_bar
from broadcast.standin.sendlog import SendLog
from broadcast.standin.server import StandIn
from broadcast.standin.stage import OVER_MS
from broadcast.standin.world.world import World, this_hour


class Command(BaseCommand):
    help = "Play recordings as the Event API would: REST and Live Data V2, with faults on demand."
    requires_system_checks: list[str] = []  # noqa: RUF012 - Django's own way

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="*", metavar="FILE", help="recordings (.jsonl or .jsonl.gz)")
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8001, help="0 takes a free one")
        parser.add_argument("--speed", default="1", help="times as fast as life; max: all at once")
        parser.add_argument("--start", default="now", help="now, HH:MM (UTC) or an ISO date and time")
        parser.add_argument("--offset", type=float, default=0.0, help="seconds into the recordings to begin")
        parser.add_argument("--faults", default="", help="such as cut=20,duplicate=0.05 (docs/standin.md)")
        parser.add_argument(
            "--user",
            action="append",
            metavar="NAME:SECRET",
            help="who may ask; can be repeated. Default: EVENT_USERNAME and EVENT_SECRET",
        )
        parser.add_argument(
            "--bar",
            action="append",
            default=[],
            metavar="NAME:CLASS+CLASS",
            help="what a user has no right to, such as SHOTS+STATS (docs/standin.md)",
        )
        parser.add_argument("--world", type=int, metavar="SEED", help="a league with its schedule, past and to come")
        parser.add_argument("--clock", help="the moment a world is laid out around, as --start; default: this hour")
        parser.add_argument("--send-log", metavar="FILE", help="write down each frame of the stream and its moment")
        parser.add_argument("--exit-after", type=float, metavar="SECONDS", help="stop by itself")

    def handle(self, *args: Any, **options: Any) -> None:
        with contextlib.ExitStack() as stack:
            log = None
            if options["send_log"]:
                try:
                    log = SendLog(stack.enter_context(open(options["send_log"], "w", encoding="utf-8")))
                except OSError as error:
                    raise CommandError(f"--send-log: {error}") from error
            self._play(log, options)

    def _play(self, log: SendLog | None, options: dict[str, Any]) -> None:
        try:
            now = time.time()
            standin = StandIn(
                [load(file) for file in options["files"]],
                users=_users(options["user"]),
                speed=_option("--speed", parse_speed, options["speed"]),
                start=_option(
                    "--start",
                    lambda text: parse_start(text, now, timezone.get_default_timezone()),
                    options["start"],
                ),
                offset=options["offset"] * 1000,
                faults=options["faults"],
                host=options["host"],
                port=options["port"],
                on_send=log,
                # The rows of a game stay as they are. A full collection over those of fifty games takes half a second,
                # in which no frame goes out (docs/standin.md).
                on_added=gc.freeze,
                bars=_bars(options["bar"]),
                world=_world(options["world"], options["clock"], now),
            )
        except FaultError as error:
            raise CommandError(f"--faults: {error}") from error
        except (RecordingError, ValueError) as error:
            raise CommandError(str(error)) from error
        try:
            asyncio.run(self._serve(standin, options["exit_after"]))
        except OSError as error:
            reason = "it is in use" if error.errno == errno.EADDRINUSE else error.strerror
            place = f"{options['host']}:{options['port']}"
            raise CommandError(f"Cannot listen on {place}: {reason}.") from error

    async def _serve(self, standin: StandIn, seconds: float | None) -> None:
        stopped = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stopped.set)
        async with standin:
            for game in standin.games.values():
                held = game.header.game
                home, away = held.get("home_team_name"), held.get("away_team_name")
                self.stdout.write(f"{game.event_id}  {away} at {home}  {standin.url}")
            for fixture in standin.stage.catalog.fixtures.values():
                if fixture.tipoff_at - OVER_MS < time.time() * 1000 < fixture.tipoff_at + OVER_MS:
                    home, away = (fixture.row[f"{side}_team_name"] for side in ("home", "away"))
                    self.stdout.write(f"{fixture.event_id}  {away} at {home}  {standin.url}")
            if not standin.games and not standin.stage.catalog.fixtures:
                self.stdout.write(f"no games yet  {standin.url}")
            self.stdout.flush()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await stopped.wait()


def _users(pairs: list[str] | None) -> dict[str, str]:
    # The feed worker asks a stand-in for rehearsals in this name (broadcast/settings.py).
    users = {settings.REHEARSAL_USERNAME: settings.REHEARSAL_SECRET}
    if pairs is None and settings.EVENT_USERNAME and settings.EVENT_SECRET:
        users[settings.EVENT_USERNAME] = settings.EVENT_SECRET
    for pair in pairs or ():
        name, given, secret = pair.partition(":")
        if not (name and given and secret):
            raise CommandError(f"--user: expected NAME:SECRET, got {pair!r}")
        users[name] = secret
    return users


def _bars(pairs: list[str]) -> dict[str, frozenset[str]]:
    bars: dict[str, frozenset[str]] = {}
    for pair in pairs:
        try:
            name, barred = parse_bar(pair)
        except ValueError as error:
            raise CommandError(f"--bar: {error}") from error
        bars[name] = bars.get(name, frozenset()) | barred
    return bars


def _world(seed: int | None, clock: str | None, now: float) -> World | None:
    if seed is None:
        if clock is not None:
            raise CommandError("--clock: only a --world is laid out around a moment")
        return None
    if clock is None:
        return World(seed, this_hour(now))
    zone = timezone.get_default_timezone()
    return World(seed, round(_option("--clock", lambda text: parse_start(text, now, zone), clock) * 1000))


def _option(name: str, read: Any, text: str) -> float:
    try:
        value: float = read(text)
    except ValueError as error:
        raise CommandError(f"{name}: {error}") from error
    return value
