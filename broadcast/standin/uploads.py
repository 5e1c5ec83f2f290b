"""A game that comes over the control API: a recording in the body of a request, or the seed to simulate one from."""

from __future__ import annotations

import gzip
import tempfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import web

from broadcast.recordings.format import GZIP_MAGIC, RULES, Recording, RecordingError, load
from broadcast.recordings.simulator import simulate
from broadcast.standin.errors import ApiError

_CHUNK = 1 << 20


@dataclass(frozen=True)
class SizeLimits:
    """How many bytes a recording may have, as it is sent and unpacked."""

    sent: int = 64 << 20
    unpacked: int = 256 << 20


async def receive(request: web.Request, folder: Path, limits: SizeLimits) -> Path:
    """Write the body of a request to a file as it comes; raises ApiError 413 where it is too large."""
    path = folder / "sent"
    size = 0
    with path.open("wb") as file:
        async for chunk in request.content.iter_chunked(_CHUNK):
            size += len(chunk)
            if size > limits.sent:
                raise ApiError(413, f"expected at most {limits.sent} bytes, got more")
            file.write(chunk)
    return path


def read_recording(path: Path, limits: SizeLimits) -> Recording:
    """Read a recording that was sent, plain or gzip.

    Raises ApiError 413 where it unpacks to too much and 400, with the line, where it is no recording. Takes its time:
    to be called in a thread.
    """
    with path.open("rb") as file:
        packed = file.read(2) == GZIP_MAGIC
    if packed:
        path = _unpacked(path, limits)
    elif path.stat().st_size > limits.unpacked:
        raise ApiError(413, f"expected at most {limits.unpacked} bytes, got more")
    try:
        return load(path)
    except RecordingError as error:
        where = f"line {error.line}: " if error.line else ""
        raise ApiError(400, f"{where}{error.reason}") from error


def _unpacked(path: Path, limits: SizeLimits) -> Path:
    target = path.with_name("unpacked")
    size = 0
    try:
        with gzip.open(path) as packed, target.open("wb") as file:
            while chunk := packed.read(_CHUNK):
                size += len(chunk)
                if size > limits.unpacked:
                    raise ApiError(413, f"expected at most {limits.unpacked} bytes unpacked, got more")
                file.write(chunk)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise ApiError(400, f"broken gzip data: {error}") from error
    return target


def scratch() -> tempfile.TemporaryDirectory[str]:
    """Give a folder for what is being received, gone when it is left."""
    return tempfile.TemporaryDirectory(prefix="standin-")


def simulated(body: dict[str, Any]) -> Recording:
    """Simulate the game of a body `{"seed", "rules"}`; raises ApiError 400. To be called in a thread."""
    seed, rules = body.get("seed"), body.get("rules", "NBA")
    if isinstance(seed, bool) or not isinstance(seed, int):
        raise ApiError(400, f"expected seed to be a whole number, got {seed!r}")
    if rules not in RULES:
        raise ApiError(400, f"expected rules to be one of {', '.join(RULES)}, got {rules!r}")
    return simulate(seed, rules)
