"""`manage.py unfollow`: stop following a game."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from broadcast.games import actions


class Command(BaseCommand):
    """Stop following a game."""

    help = "Stop following a game. What is known of it stays."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("event_id")

    def handle(self, *args: Any, **options: Any) -> None:
        """Unfollow the game, or say that it was not followed."""
        if not actions.unfollow(options["event_id"], by="command line"):
            raise CommandError(f"The game {options['event_id']} is not followed.")
        self.stdout.write("No longer followed.")
