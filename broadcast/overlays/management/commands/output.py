"""`manage.py output NAME`: create an output or point it at a game, and print its overlay's address."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from broadcast.games.models import Game
from broadcast.overlays.actions import change_output, create_output, issue_token, point_output
from broadcast.overlays.models import Output

ACTOR = "command line"


class Command(BaseCommand):
    help = "Create an output, or point it at a game, and print the address of its overlay."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="the output's name, such as MAIN")
        parser.add_argument("--event", help="the event id of the game to point it at")
        parser.add_argument("--delay", type=int, help="how far it runs behind the feed, in ms")

    def handle(self, *args: Any, **options: Any) -> None:
        event, delay = options["event"], options["delay"]
        game = Game.objects.filter(pk=event).first() if event else None
        if event and game is None:
            raise CommandError(f"There is no game {event}. Follow it first: manage.py follow {event}")
        settings = {} if delay is None else {"delay_ms": delay}
        output = Output.objects.filter(name=options["name"]).first()
        try:
            if output is None:
                output = create_output(ACTOR, options["name"], game, **settings)
            else:
                output = change_output(ACTOR, output, **settings) if settings else output
                output = point_output(ACTOR, output, game) if game else output
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        token = output.tokens.filter(revoked_at=None).first() or issue_token(ACTOR, output)
        self.stdout.write(token.path)
