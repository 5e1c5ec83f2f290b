"""What a session is told: which game it follows, and how long it waits for what."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Followed:
    """What the database says of a game that is followed. `schedule` is its schedule object in the wire's shape."""

    event_id: str
    rules: str
    schedule: Mapping[str, Any]
    rehearsal: bool = False
    take: int = 0
    """Another take is followed from the start of the game: what the journal holds is forgotten."""
    teams: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Timing:
    """How long a session waits, in seconds."""

    quiet: float = 0.5
    """A backlog has ended when the stream has been quiet for this long and REST has answered,"""
    longest_backlog: float = 5.0
    """or when this much time has passed."""
    publish: float = 0.02
    sign_of_life: float = 1.0
    """A writer with nothing to publish says that it is alive this often."""
    tick: float = 0.25
    reconcile: float = 30.0
    poll: float = 2.0
    answer: float = 120.0
    """A REST answer, with the client's own retries, that has not come whole by then is given up."""
    disagreement: float = 3.0
    """The plays may differ from the totals for this long before a full set is asked for; then twice as long, ..."""
    clock_silence: float = 3.0
    reopening: float = 3.0
    """A stream that is lost for less than this is no lost feed: it is being opened again."""
    link_silence: float = 10.0
    repair: float = 5.0
    """The stream is opened again for frames that were not understood, or that count anew, at most this often."""
    retry: float = 1.0
    last_replay: float = 30.0
    """The stream of a game that has ended is read once more from its start, for at most so long."""
    last_sets: float = 300.0
    """A game that has ended is kept without its last full sets if these cannot be had for this long."""


def now_ms() -> int:
    """Return the server's time in epoch ms."""
    return time.time_ns() // 1_000_000
