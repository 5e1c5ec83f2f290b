"""`simulate_game`: make a recording of an invented game."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from broadcast.recordings.format import RULES, RecordingError, write
from broadcast.recordings.simulator import simulate


class Command(BaseCommand):
    """Plays a game from a seed and writes its recording; says in one line how it ended."""

    help = "Make a recording of an invented game; the same seed and rules give the same file"
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seed", required=True, type=int)
        parser.add_argument("--out", required=True, type=Path, help="the recording: .jsonl or .jsonl.gz")
        parser.add_argument("--rules", choices=RULES, default="NBA")

    def handle(self, *args: Any, **options: Any) -> None:
        recording = simulate(options["seed"], options["rules"])
        try:
            count = write(options["out"], recording.header, recording.records)
        except RecordingError as error:
            raise CommandError(str(error)) from error
        game = recording.header.game
        rows = (record.row for record in reversed(recording.records) if record.source == "totals")
        totals = next(row for row in rows if row is not None)
        self.stdout.write(
            f"{options['out']}: {game['away_team_name']} {totals['awayTeamScore']['value']} at "
            f"{game['home_team_name']} {totals['homeTeamScore']['value']} ({totals['period']}), "
            f"{count} records, {recording.records[-1].at / 60_000:.0f} min"
        )
