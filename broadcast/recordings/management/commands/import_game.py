"""`import_game`: make a recording of a game from a provider's files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from broadcast.recordings.format import RecordingError, write
from broadcast.recordings.importers import IMPORTERS, ImportFailed


class Command(BaseCommand):
    """Reads files, writes a recording, says in one line what is in it; notes go to stderr."""

    help = "Make a recording of a game from a provider's files"
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("sources", nargs="+", type=Path, metavar="SRC", help="the files of one game, in any order")
        parser.add_argument("--format", required=True, choices=sorted(IMPORTERS), dest="source_format")
        parser.add_argument("--out", required=True, type=Path, help="the recording: .jsonl or .jsonl.gz")
        parser.add_argument(
            "--lateness",
            choices=("none", "edited"),
            default="none",
            help="edited: plays, shots and stats arrive when the provider last edited them",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        importer = IMPORTERS[options["source_format"]]
        try:
            imported = importer(options["sources"], options["lateness"] == "edited")
            recording = imported.recording
            count = write(options["out"], recording.header, recording.records)
        except (ImportFailed, RecordingError) as error:
            raise CommandError(str(error)) from error
        for note in imported.notes:
            self.stderr.write(f"note: {note}")
        game = recording.header.game
        self.stdout.write(
            f"{options['out']}: {game['away_team_name']} at {game['home_team_name']}, {count} records, "
            f"{recording.records[-1].at / 60_000:.0f} min, {len(imported.notes)} notes"
        )
