"""A game as an output shows it now: the feed less the output's delay, with what is set by hand laid over it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from broadcast.basketball.aired import aired_view
from broadcast.live.stores import get_store

Document = dict[str, Any]


@dataclass(frozen=True)
class Aired:
    """One look at a game. `view` is what is aired, `feed` what the feed alone would air; both are empty where nothing
    is known. `now` is the server's time, epoch ms; the feed is read by `moment`. A running clock of the feed is shown
    `trim_ms` further on.
    """

    view: Document
    feed: Document
    groups: Document
    now: int
    delay_ms: int
    trim_ms: int = 0

    @property
    def moment(self) -> int:
        """The time by which clocks are read."""
        return self.now - self.delay_ms


async def aired_of(event_id: str, delay_ms: int = 0, now: int | None = None, trim_ms: int = 0) -> Aired:
    """Return a game as an output with this delay and trim shows it. Raises `StoreUnavailable`."""
    store = get_store()
    now = time.time_ns() // 1_000_000 if now is None else now
    name = f"game:{event_id}"
    snapshot = await (store.state_at(name, now - delay_ms) if delay_ms else store.snapshot(name))
    manual = await store.snapshot(f"manual:{event_id}")
    feed = snapshot.state if snapshot else {}
    state = manual.state if manual else {}
    view = aired_view(feed, state, delay_ms) if feed else {}
    return Aired(view, feed, state.get("groups", {}), now, delay_ms, trim_ms)
