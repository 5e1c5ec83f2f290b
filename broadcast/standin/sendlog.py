"""The send log: each frame of the stream as it was sent, with the moment, for whoever measures what comes after."""

from __future__ import annotations

import json
import time
from typing import IO


class SendLog:
    """Writes JSON Lines `{"at", "event_id", "frame"}`: `at` epoch ms with its fraction, `frame` the text of the frame.

    The moment is the one just before the frame goes to its socket. The file is whole when the stand-in has stopped.
    """

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def __call__(self, event_id: str, frame: str) -> None:
        """Write down a frame."""
        at = time.time_ns() / 1_000_000
        self._file.write(json.dumps({"at": at, "event_id": event_id, "frame": frame}) + "\n")
