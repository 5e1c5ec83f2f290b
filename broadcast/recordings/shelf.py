"""A folder of recordings: what is there, what is taken in, and what is given out. Names and sizes are not trusted."""

from __future__ import annotations

import gzip
import os
import re
import secrets
import unicodedata
import zlib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from django.utils.http import content_disposition_header

from broadcast.recordings.format import GZIP_MAGIC, RecordingError, read

MOST_SENT = 64 << 20
MOST_UNPACKED = 256 << 20
_CHUNK = 1 << 20
"""Also the longest line. What a line is decoded to can take a hundred times its memory; rows have a few KB."""
_LONGEST_NAME = 120
_ENDINGS = (".jsonl", ".jsonl.gz")


class TooLarge(RecordingError):
    """A recording that is larger than is taken in, as it is or unpacked."""


class About(NamedTuple):
    """What there is to say of a recording. `seconds` from its start to its last record, `size` in bytes of its file."""

    name: str
    home: str
    away: str
    rules: str
    tipoff_at: int | None
    seconds: float
    records: int
    size: int


class Shelf:
    """The recordings of a folder, which is made when the first one comes."""

    def __init__(self, folder: Path, *, most_sent: int = MOST_SENT, most_unpacked: int = MOST_UNPACKED) -> None:
        self.folder = folder
        self._most_sent = most_sent
        self._most_unpacked = most_unpacked

    def all(self) -> tuple[list[About], list[RecordingError]]:
        """Return the recordings by name, and what is wrong with the files that are none."""
        found, broken = [], []
        for path in sorted(self.folder.glob("*")) if self.folder.is_dir() else []:
            if not path.name.startswith(".") and path.name.endswith(_ENDINGS):
                try:
                    path.name.encode()
                    found.append(self.about(path.name))
                except UnicodeEncodeError:
                    shown = path.with_name(os.fsencode(path.name).decode(errors="replace"))
                    broken.append(RecordingError(shown, 0, "give it a name in UTF-8"))
                except RecordingError as error:
                    broken.append(error)
                except OSError as error:  # taken away while we looked
                    broken.append(RecordingError(path, 0, f"cannot be read: {error.strerror}"))
        return found, broken

    def path(self, name: str) -> Path:
        """Return the file of a recording. Raises `FileNotFoundError` for a name that is not on the shelf."""
        path = self.folder / name
        if Path(name).name != name or name.startswith(".") or not name.endswith(_ENDINGS) or not path.is_file():
            raise FileNotFoundError(f"There is no recording {name}.")
        return path

    def about(self, name: str) -> About:
        """Return what there is to say of a recording. Raises `FileNotFoundError`, `RecordingError`, `TooLarge`."""
        path = self.path(name)
        stat = path.stat()
        return _about(path, stat.st_mtime_ns, stat.st_size, self._most_unpacked)

    def keep(self, suggested: str, chunks: Iterable[bytes]) -> About:
        """Take in a recording under a name like the suggested one. Raises `RecordingError`; then nothing is kept."""
        self.folder.mkdir(parents=True, exist_ok=True)
        part = self.folder / f".{secrets.token_hex(8)}.part"
        try:
            with part.open("xb") as file:
                size = 0
                for chunk in chunks:
                    size += len(chunk)
                    if size > self._most_sent:
                        raise TooLarge(Path(suggested), 0, f"larger than {_megabytes(self._most_sent)}")
                    file.write(chunk)
            with part.open("rb") as file:
                ending = ".jsonl.gz" if file.read(2) == GZIP_MAGIC else ".jsonl"
            try:
                about = _about(part, part.stat().st_mtime_ns, size, self._most_unpacked)
            except RecordingError as error:
                raise type(error)(Path(suggested), error.line, error.reason) from error
            return about._replace(name=self._place(part, suggested, ending))
        except OSError as error:
            raise RecordingError(Path(suggested), 0, f"cannot be kept: {error.strerror or error}") from error
        finally:
            part.unlink(missing_ok=True)

    def _place(self, part: Path, suggested: str, ending: str) -> str:
        """Give a file its name, and another where that is taken."""
        stem = safe_stem(suggested)
        number = 1
        while True:
            name = f"{stem}{'' if number == 1 else f'-{number}'}{ending}"
            try:
                os.link(part, self.folder / name)
            except FileExistsError:
                number += 1
            else:
                return name

    def remove(self, name: str) -> None:
        """Delete a recording. Raises `FileNotFoundError`."""
        self.path(name).unlink()


def safe_stem(suggested: str) -> str:
    """Return what is left of a name for a file, without folders, ending and what a file system may not like."""
    stem = re.split(r"[/\\]", suggested)[-1].removesuffix(".gz").removesuffix(".jsonl")
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9_-]+", "-", plain).strip("-")[:80] or "recording"


def as_download(name: str) -> dict[str, str]:
    """Return the headers with which a browser saves a recording under a name."""
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return {"content-type": "application/octet-stream", "content-disposition": disposition or "attachment"}


@lru_cache(maxsize=512)
def _about(path: Path, changed: int, size: int, most_unpacked: int) -> About:
    """Read a whole recording, record by record. Raises `RecordingError`."""
    _check_unpacked(path, most_unpacked)
    header, records = read(path)
    count, last = 0, 0
    for record in records:
        count, last = count + 1, record.at
    if not count:
        raise RecordingError(path, 1, "expected records after the header, got none")
    game = header.game
    tipoff = game.get("tipoff_at")
    return About(
        name=path.name,
        home=str(game.get("home_team_name") or game["home_team_id"])[:_LONGEST_NAME],
        away=str(game.get("away_team_name") or game["away_team_id"])[:_LONGEST_NAME],
        rules=header.rules,
        tipoff_at=tipoff if isinstance(tipoff, int) else None,
        seconds=last / 1000,
        records=count,
        size=size,
    )


def _check_unpacked(path: Path, most: int) -> None:
    """Count what a file unpacks to, and measure its lines, before one is read: a line can be as long as the file."""
    size = line = number = 0
    with path.open("rb") as raw:
        packed = raw.read(2) == GZIP_MAGIC
        raw.seek(0)
        try:
            with gzip.GzipFile(fileobj=raw) if packed else raw as file:
                while chunk := file.read(_CHUNK):
                    size += len(chunk)
                    if size > most:
                        raise TooLarge(path, 0, f"larger than {_megabytes(most)} unpacked")
                    end = chunk.find(b"\n")
                    if line + (len(chunk) if end < 0 else end) > _CHUNK:
                        raise TooLarge(path, number + 1, f"longer than {_megabytes(_CHUNK)}")
                    line = line + len(chunk) if end < 0 else len(chunk) - chunk.rfind(b"\n") - 1
                    number += chunk.count(b"\n")
        except (gzip.BadGzipFile, EOFError, zlib.error) as error:
            raise RecordingError(path, 0, f"broken gzip data: {error}") from error


def _megabytes(size: int) -> str:
    return f"{size / (1 << 20):g} MB"
