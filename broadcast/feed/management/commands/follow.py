"""`manage.py follow`: follow a game of the schedule."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from broadcast.eventapi.errors import ApiError
from broadcast.eventapi.http import EventApi
from broadcast.eventapi.rows import Row
from broadcast.feed.worker import configuration_error
from broadcast.games import actions
from broadcast.games.models import Rules


class Command(BaseCommand):
    """Follow a game."""

    help = "Follow a game, found in the schedule of the days around now."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("event_id")
        parser.add_argument("--rules", choices=Rules.values, help="the rule set (default: by the schedule's gender)")
        parser.add_argument("--days", type=int, default=3, help="how far from now to look (default: %(default)s)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Follow the game, or say why not."""
        if reason := configuration_error():
            raise CommandError(reason)
        event_id, days = options["event_id"], options["days"]
        try:
            games = asyncio.run(_schedule(days))
        except ApiError as error:
            raise CommandError(f"The schedule cannot be read: {error}") from error
        row = next((row for row in games if row.data and row.data["event_id"] == event_id), None)
        if row is None or row.data is None:
            raise CommandError(f"No game {event_id} in the schedule within {days} days of now.")
        rules = options["rules"] or (Rules.NCAA_W if row.data.get("gender") == "WOMEN" else Rules.NCAA_M)
        game = actions.follow(row.raw, by="command line", rules=rules)
        self.stdout.write(f"Following {game} ({rules}).")


async def _schedule(days: int) -> list[Row]:
    now = datetime.now(UTC)
    start, end = (int((now + timedelta(days=way * days)).timestamp() * 1000) for way in (-1, 1))
    async with EventApi(settings.EVENT_API_URL, settings.EVENT_USERNAME, settings.EVENT_SECRET) as api:
        return await api.schedule(start, end)
