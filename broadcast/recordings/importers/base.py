"""What importers have in common: their form, their result, their error, and reading JSON."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

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


def read_json(path: Path) -> Any:
    """Read a file of JSON; raises ImportFailed where it cannot be read or is none."""
    try:
        return msgspec.json.decode(path.read_bytes())
    except OSError as error:
        raise ImportFailed(path, f"cannot be read: {error.strerror or error}") from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ImportFailed(path, f"expected JSON: {error}") from error
