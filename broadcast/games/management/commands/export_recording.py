"""`manage.py export_recording`: write a followed game as a recording."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from broadcast.games.export import NothingRecorded, recording_of
from broadcast.recordings.format import RecordingError, write


class Command(BaseCommand):
    """Write a followed game as a recording."""

    help = "Write a followed game as a recording, which the stand-in plays (docs/recordings.md)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("event_id")
        parser.add_argument("--out", required=True, type=Path, help="the recording: .jsonl or .jsonl.gz")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file, or say why there is none."""
        try:
            recording = recording_of(options["event_id"])
            count = write(options["out"], recording.header, recording.records)
        except (NothingRecorded, RecordingError) as error:
            raise CommandError(str(error)) from error
        minutes = recording.records[-1].at / 60_000
        self.stdout.write(f"{options['out']}: {count} records, {minutes:.0f} min")
