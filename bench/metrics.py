"""What counting and timing cost where the thing happens, and what it costs to read the figures.

`python bench/metrics.py [--json]`
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from timeit import repeat

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "broadcast.settings")

from broadcast.eventapi.metrics import count
from broadcast.feed import figures
from broadcast.feed.followed import now_ms
from broadcast.feed.metrics import FRAMES, PatchLatency, count_rejected, count_rows
from broadcast.live.metrics import FAN_OUT_SECONDS, Counters

NUMBER = 50_000


def measure() -> dict[str, float]:
    """Return how long each takes, in ns: the best of several runs."""
    latency, counters, now = PatchLatency(), Counters(), now_ms()

    def frame() -> None:
        FRAMES.inc()
        latency.received(now)

    def revision() -> None:
        latency.received(now)
        latency.publishing()
        latency.published(live=True)

    def handed_out() -> None:
        counters.patches += 1

    def best(work: Callable[[], object], number: int = NUMBER) -> float:
        return round(min(repeat(work, number=number, repeat=7)) / number * 1e9)

    return {
        "a frame": best(frame),
        "the rows of a message": best(lambda: count_rows("shots", 3)),
        "a rejection": best(lambda: count_rejected("frame")),
        "a REST request": best(count),
        "a revision published": best(revision),
        "a move of a group": best(lambda: FAN_OUT_SECONDS.observe(0.003)),
        "a patch to a viewer": best(handed_out),
        "all figures read": best(figures.text, 50),
    }


def main() -> None:
    """Print the figures as a table, or as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    taken = measure()
    if parser.parse_args().json:
        print(json.dumps(taken))
        return
    for name, nanoseconds in taken.items():
        print(f"{name:24}{nanoseconds:>12,.0f} ns")


if __name__ == "__main__":
    main()
