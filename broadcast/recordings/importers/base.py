"""What importers have in common: their form, their result and their error."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from broadcast.recordings.format import Recording


class ImportFailed(ValueError):
    """A source that cannot be imported: names the file, what was expected and what was got."""

    def __init__(self, source: Path | str, reason: str) -> None:
        super().__init__(f"{source}: {reason}")


class Imported(msgspec.Struct, frozen=True):
    """A recording, and what a person should know of it: what was left out, where the sources disagree."""

    recording: Recording
    notes: list[str]


# (files in any order, whether rows arrive as late as the provider last edited them) -> Imported
Importer = Callable[[Sequence[Path], bool], Imported]
