"""What a feed worker counts and measures, under the names that docs/operating.md lists.

Counters and histograms belong to the process, so they go on counting when a session is started again. What only a look
at the sessions can tell (states, ages, the journal) is read from them when somebody asks: `FeedCollector`.
"""

from __future__ import annotations

import platform
from collections import Counter as Tally
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

import django
from prometheus_client import REGISTRY, Counter, Histogram, Info
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from broadcast import __version__
from broadcast.eventapi.decode import DECODERS
from broadcast.feed.followed import now_ms

if TYPE_CHECKING:
    from broadcast.feed.session import Session

STATES = ("scheduled", "catching-up", "live", "polling", "stale", "lost", "ended")
SOURCES = tuple(DECODERS)
"""The sources that have a label of their own. What else a feed sends is `other`: it must not make up labels."""

FRAMES = Counter("courtside_feed_frames", "Frames of the live streams that could be read, keep-alives too.")
ROWS = Counter("courtside_feed_rows", "Rows received over the live streams, duplicates too, by source.", ["source"])
REJECTED = Counter(
    "courtside_feed_rejected",
    "What was left out, by source: rows and values that are absurd, frames that were not understood or count anew "
    "(frame), answers of REST that did not come (rest).",
    ["source"],
)
OPENED = Counter("courtside_feed_opened", "Live streams opened; all but the first of a game are reconnects.")
LOST = Counter("courtside_feed_lost", "Live streams lost, and attempts to open one that failed.")
SESSIONS_FAILED = Counter("courtside_feed_sessions_failed", "Sessions that failed and were started again.")
PATCH_SECONDS = Histogram(
    "courtside_feed_patch_seconds",
    "From the receipt of a frame to the publishing of what it changed. Once for each revision that is published live.",
    buckets=(0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)
BUILD = Info("courtside_build", "The version that runs.")
BUILD.info({"version": __version__, "django": django.__version__, "python": platform.python_version()})

_rows = {source: ROWS.labels(source) for source in (*SOURCES, "other")}
_rejected = {source: REJECTED.labels(source) for source in (*SOURCES, "frame", "rest", "other")}


def count_rows(source: str, number: int) -> None:
    """Count rows of one message of a stream."""
    _rows.get(source, _rows["other"]).inc(number)


def count_rejected(source: str) -> None:
    """Count something that was left out."""
    _rejected.get(source, _rejected["other"]).inc()


class PatchLatency:
    """Times how long what a session receives takes to be published. Times are epoch ms."""

    def __init__(self) -> None:
        self._received_at: int | None = None
        self._publishing: int | None = None

    def received(self, at: int) -> None:
        """Note a frame; only the oldest that has not been published counts."""
        if self._received_at is None:
            self._received_at = at

    def publishing(self) -> None:
        """Note that what has been received so far is being published. What comes meanwhile is not in it."""
        if self._publishing is None:
            self._publishing, self._received_at = self._received_at, None

    def published(self, *, live: bool) -> None:
        """Note that it is published. A backlog, and what changed nothing, is not `live` and is not timed."""
        if self._publishing is not None and live:
            PATCH_SECONDS.observe(max(now_ms() - self._publishing, 0) / 1000)
        self._publishing = None


class FeedCollector(Collector):
    """Reads the sessions of this process when the figures are asked for."""

    def __init__(self) -> None:
        self._watched: list[Mapping[str, Session]] = []

    @contextmanager
    def watching(self, sessions: Mapping[str, Session]) -> Iterator[None]:
        """Report these sessions, by event id, for as long as this lasts."""
        self._watched.append(sessions)
        try:
            yield
        finally:
            self._watched.remove(sessions)

    def describe(self) -> Iterable[Metric]:
        """Name nothing beforehand, so that registering asks no session."""
        return []

    def collect(self) -> Iterator[Metric]:
        """Return the figures of all sessions; none in a process that follows no games, such as a web process."""
        if not self._watched:
            return
        sessions = [session for watched in self._watched for session in watched.values()]
        now = now_ms()
        states = Tally(session.status.state for session in sessions)
        games = GaugeMetricFamily("courtside_games", "Games that this worker follows, by feed state.", labels=["state"])
        for state in STATES:
            games.add_metric([state], states[state])
        yield games
        age = GaugeMetricFamily(
            "courtside_feed_age_seconds",
            "Seconds since the feed of a game gave a sign of life, to about a second. Absent until the first.",
            labels=["event_id"],
        )
        for session in sessions:
            if (heard := session.status.last_message_at) is not None:
                age.add_metric([session.game.event_id], max(now - heard, 0) / 1000)
        yield age
        waiting = sum(session.keeper.lag for session in sessions)
        yield GaugeMetricFamily(
            "courtside_journal_waiting_changes", "Changes that are not in the journal yet.", value=waiting
        )
        since = min((at for session in sessions if (at := session.keeper.waiting_since) is not None), default=now)
        yield GaugeMetricFamily(
            "courtside_journal_waiting_seconds",
            "How long the oldest change has waited for the journal; 0 where none waits.",
            value=max(now - since, 0) / 1000,
        )


FEEDS = FeedCollector()
REGISTRY.register(FEEDS)
