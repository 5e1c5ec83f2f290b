"""What the document's `feed` topic says: how the link to the Event API is, and what was left out."""

from __future__ import annotations

from collections import deque
from typing import Any

from broadcast.feed import metrics

KEPT_REJECTIONS = 20
_LONGEST_REASON = 200
RATE_MS = 10_000
"""The rate is that of so long,"""
RATE_EVERY_MS = 5_000
"""and is told anew at most this often."""


class FeedStatus:
    """The state of one game's feed. Times are epoch ms."""

    def __init__(self) -> None:
        self.state = "catching-up"
        self.reason: str | None = None
        self.last_message_at: int | None = None
        self.seq: int | None = None
        self.barred: dict[str, str] = {}
        self.mismatches: dict[str, str] = {}
        self.rejected_count = 0
        self.rate: float | None = None
        """Messages a second over the last 10 s; absent until the stream has said anything."""
        self._messages: deque[tuple[int, int]] = deque()
        self._rated_at = 0
        self._rejected: deque[tuple[int, dict[str, Any]]] = deque(maxlen=KEPT_REJECTIONS)

    def heard(self, now: int) -> None:
        """Note a sign of life of the feed, to the second: who reads it counts the age."""
        if self.last_message_at is None or now - self.last_message_at >= 1_000:
            self.last_message_at = now

    def count_messages(self, now: int, number: int) -> None:
        """Note messages of the stream."""
        if number:
            self._messages.append((now, number))

    def measure_rate(self, now: int) -> None:
        """Work out `rate` anew where it is time. Call it now and then: silence makes a rate too."""
        if 0 <= now - self._rated_at < RATE_EVERY_MS or (self.rate is None and not self._messages):
            return
        self._rated_at = now
        # Messages from after `now` are of a wall clock that has been set back.
        self._messages = deque(entry for entry in self._messages if 0 <= now - entry[0] < RATE_MS)
        self.rate = round(sum(number for _, number in self._messages) * 1000 / RATE_MS, 1)

    def reject(self, now: int, source: str, reason: str) -> None:
        """Note something that was left out, and why."""
        self.rejected_count += 1
        metrics.count_rejected(source or "frame")
        entry = {"at": now, "source": source or "frame", "reason": reason[:_LONGEST_REASON]}
        self._rejected.append((self.rejected_count, entry))

    def topic(self) -> dict[str, Any]:
        """Return the `feed` topic."""
        topic: dict[str, Any] = {"state": self.state}
        for name in ("reason", "last_message_at", "seq"):
            if (value := getattr(self, name)) is not None:
                topic[name] = value
        if self.rate is not None and self.state != "ended":
            topic["rate"] = self.rate
        for name in ("barred", "mismatches"):
            if value := getattr(self, name):
                topic[name] = dict(value)
        if self.rejected_count:
            topic["rejected"] = {str(number): entry for number, entry in self._rejected}
            topic["rejected_count"] = self.rejected_count
        return topic
