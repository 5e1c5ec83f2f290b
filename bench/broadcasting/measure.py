"""One load on one server: connect the viewers, warm up, publish, and wait for the last viewer's last revision."""

import gc
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from time import monotonic, monotonic_ns

from bench.broadcasting.load import FIRST_REV, Load
from bench.broadcasting.servers import Server
from bench.broadcasting.viewers import CHUNK, Viewers

AHEAD = 2 * CHUNK  # patches that may be under way to the slowest viewer; the hub's window holds some 70
WARM_UP = 3  # patches
PATIENCE = 5.0  # s without any progress; what has not come by then is lost

Publish = Callable[[int, int], None]  # how many, and when they were due


@dataclass(frozen=True, slots=True)
class Figures:
    """What a load came to. Latencies in ms from the moment a patch was due, None in a burst. `cpu` is of the server
    alone, in us for each revision received; `load` is its share of one core.
    """

    seconds: float
    deliveries: float  # revisions received by all viewers, a second
    frames: float  # for each revision; below 1 something was composed
    lost: int
    cpu: float
    load: float
    p50: float | None = None
    p99: float | None = None
    most: float | None = None

    def as_json(self) -> dict[str, float | None]:
        return {name: None if value is None else round(value, 3) for name, value in asdict(self).items()}


def microseconds() -> int:
    """Return the monotonic clock, which all processes share."""
    return monotonic_ns() // 1000


def run(server: Server, load: Load, doc: str) -> Figures:
    """Measure one load. Raises wire.Refused where the server closes a socket."""
    orders = server.kind.orders(server.port, doc)
    viewers = Viewers(server.port, load.viewers, server.kind.manners(doc))
    viewers.listen(orders.line, orders.drain)
    rev = FIRST_REV
    for _ in range(WARM_UP):
        rev += 1
        orders.publish(1, microseconds())
        until = monotonic() + PATIENCE
        while not viewers.everyone_has(rev) and monotonic() < until:
            viewers.turn(0.05)
    viewers.begin(rev, load.patches, timing=load.rate is not None)
    gc.collect()
    gc.disable()
    cpu = server.cpu()
    start = monotonic()
    if load.rate is None:
        end = _burst(orders.publish, viewers, rev, load.patches)
    else:
        end = _steady(orders.publish, viewers, rev, load.patches, load.rate)
    cpu = server.cpu() - cpu
    gc.enable()
    tally = viewers.tally
    viewers.close()
    orders.line.close()
    seconds = end - start
    received = max(tally.revisions, 1)
    figures = Figures(
        seconds=seconds,
        deliveries=tally.revisions / seconds,
        frames=tally.frames / received,
        lost=load.viewers * load.patches - tally.revisions,
        cpu=cpu / received * 1e6,
        load=cpu / seconds,
    )
    if not tally.latencies:
        return figures
    latencies = [latency / 1000 for latency in sorted(tally.latencies)]
    return replace(
        figures, p50=latencies[len(latencies) // 2], p99=latencies[int(len(latencies) * 0.99)], most=latencies[-1]
    )


def _burst(publish: Publish, viewers: Viewers, first: int, patches: int) -> float:
    """Publish as fast as the slowest viewer takes them; return when it had the last, or when the last came of all."""
    published = 0
    last = monotonic()
    while (reached := viewers.reached - first) < patches:
        while published < patches and published + CHUNK <= reached + AHEAD:
            publish(CHUNK, microseconds())
            published += CHUNK
        if viewers.turn(0.25):
            last = monotonic()
        elif monotonic() - last > PATIENCE:
            return last
    return monotonic()


def _steady(publish: Publish, viewers: Viewers, first: int, patches: int, rate: int) -> float:
    """Publish at a rate; a patch is due when the rate says, whatever kept it from going out then."""
    start = monotonic()
    published = 0
    last = start
    while True:
        now = monotonic()
        while published < patches and now >= start + published / rate:
            publish(1, int((start + published / rate) * 1e6))
            published += 1
        if published == patches and viewers.everyone_has(first + patches):
            return last
        due = start + published / rate - now if published < patches else 0.25
        if viewers.turn(due):
            last = monotonic()
        elif monotonic() - last > PATIENCE:
            return last
