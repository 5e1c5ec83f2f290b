"""What a hub counts and measures, under the names that docs/operating.md lists.

A hub's counters are plain attributes, which cost nothing where they are counted, and are read when somebody asks for
the figures: `HubCollector`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from prometheus_client import Counter, Histogram
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector


@dataclass(slots=True)
class Counters:
    """`sockets`, `viewers` and `behind` rise and fall; the others only rise. `bytes` are those of frames
    sent.

    A viewer is one document watched on one socket. It is behind while its socket's window is shut and it
    has missed something.
    """

    sockets: int = 0
    viewers: int = 0
    behind: int = 0
    bytes: int = 0
    patches: int = 0
    snapshots: int = 0
    encoded: int = 0
    closed_behind: int = 0
    bad_frames: int = 0


FAN_OUT_SECONDS = Histogram(
    "courtside_fan_out_seconds",
    "From the publishing of a change, or from when it falls due for a delayed output, to its being handed to the "
    "sockets of a group of viewers. Once for each patch and group. Spans two clocks where the worker is another "
    "machine.",
    buckets=(0.001, 0.002, 0.005, 0.01, 0.02, 0.04, 0.06, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)
STORE_UNAVAILABLE = Counter(
    "courtside_store_unavailable",
    "How often the store of live documents could not be reached: by commands, and by the reader of changes.",
    ["part"],
)
COMMAND_UNAVAILABLE = STORE_UNAVAILABLE.labels("command")
READER_UNAVAILABLE = STORE_UNAVAILABLE.labels("reader")

_GAUGES = {
    "sockets": ("courtside_sockets", "Sockets that are open."),
    "viewers": ("courtside_viewers", "Documents watched, counted once for each socket."),
    "behind": ("courtside_viewers_behind", "Viewers whose connection does not keep up and that missed something."),
}
_COUNTERS = {
    "bytes": ("courtside_sent_bytes", "Bytes of frames handed to sockets."),
    "patches": ("courtside_patches", "Patches handed to sockets."),
    "snapshots": ("courtside_snapshots", "Snapshots handed to sockets."),
    "encoded": ("courtside_frames_encoded", "Patches and snapshots encoded: once for all viewers of a group."),
    "closed_behind": ("courtside_closed_behind", "Sockets closed because they were too far behind."),
    "bad_frames": ("courtside_bad_frames", "Frames of viewers that were not understood."),
}


class HubCollector(Collector):
    """Reads the counters of the hub that `counters` returns when the figures are asked for."""

    def __init__(self, counters: Callable[[], Counters]) -> None:
        self._counters = counters

    def collect(self) -> Iterator[Metric]:
        """Return the figures of the hub."""
        counters = self._counters()
        for field, (name, text) in _GAUGES.items():
            yield GaugeMetricFamily(name, text, value=getattr(counters, field))
        for field, (name, text) in _COUNTERS.items():
            yield CounterMetricFamily(name, text, value=getattr(counters, field))
