"""How fast changes reach many viewers: the hub beside plain Channels, Node's ws and nchan.

`python bench/fanout.py [--rounds N] [--minutes M] [--quick] [--only NAME,..] [--loads NAME,..] [--json]`.

Composition is switched off, so that every change is a frame, and what is counted is revisions received. Each server is
a process of its own; the viewers are one more, the same for all. The servers take turns, load by load, and the table
shows medians over the rounds. docs/performance.md says how to read it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import monotonic
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.broadcasting.load import Load
from bench.broadcasting.measure import Figures, run
from bench.broadcasting.servers import (
    CHANNELS,
    CHANNELS_UVICORN,
    HUB,
    HUB_BY_SEND,
    HUB_ONE_BY_ONE,
    HUB_UVICORN,
    NCHAN,
    WS,
    WS_CORKED,
    Kind,
    Missing,
    Server,
)
from bench.broadcasting.wire import Refused
from tests.redis_server import EXECUTABLE, RedisServer

PLAIN = (*CHANNELS, CHANNELS_UVICORN)
FAST = (HUB, HUB_UVICORN, WS, NCHAN)
# Where patches come one at a time there is nothing to write together: these take part in bursts only.
TOGETHER = (HUB_ONE_BY_ONE, WS_CORKED)
ALL = (*FAST, *TOGETHER, HUB_BY_SEND, *PLAIN)

# name -> load, and who takes part: 20,000 deliveries a second are several times what plain Channels can do.
LOADS: dict[str, tuple[Load, tuple[Kind, ...]]] = {
    "burst-200": (Load(200, 320), ALL),
    "burst-2000": (Load(2000, 64), (*FAST, *TOGETHER)),
    "steady-500": (Load(500, 25, 10), (*FAST, HUB_BY_SEND, *PLAIN)),
    "steady-1000": (Load(1000, 50, 20), FAST),
}
PLAIN_BURST = 48  # patches; a whole burst would take plain Channels half a minute, at the same rate

Rounds = dict[str, dict[str, list[Figures]]]


def measure(
    loads: Collection[str], kinds: Collection[str], rounds: int, minutes: float, missing: dict[str, str]
) -> Rounds:
    """Return the figures of each load and server, one for each round. What is not installed goes into `missing`.

    No round is begun that would not end within `minutes`, if it took as long as those before it.
    """
    results: Rounds = {name: {} for name in loads}
    redis = RedisServer() if EXECUTABLE else None
    if redis is not None:
        redis.start()
    try:
        start = monotonic()
        for number in range(rounds):
            if number and (monotonic() - start) * (number + 1) / number > minutes * 60:
                break
            for name in loads:
                whole, takes_part = LOADS[name]
                for kind in takes_part:
                    load = whole
                    if kind.name not in kinds or kind.name in missing:
                        continue
                    if kind.redis and redis is None:
                        missing[kind.name] = "redis-server is not installed (Debian package: redis-server)"
                        continue
                    if kind in PLAIN and load.rate is None:
                        load = replace(load, patches=PLAIN_BURST)
                    progress(f"round {number + 1} of {rounds}, {load.title}, {kind.title}")
                    try:
                        server = Server(kind, redis)
                    except Missing as reason:
                        missing[kind.name] = str(reason)
                        continue
                    try:
                        figures = run(server, load, f"bench-{name}-{number}")
                    finally:
                        server.stop()
                    results[name].setdefault(kind.name, []).append(figures)
    finally:
        if redis is not None:
            redis.remove()
        progress("")
    return results


def progress(text: str) -> None:
    """Show what runs now, where somebody looks on."""
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)


def middle(figures: list[Figures], name: str) -> float:
    """Return the median of one figure over the rounds."""
    return float(median(getattr(each, name) for each in figures))


def ratios(ours: list[Figures], theirs: list[Figures], name: str) -> float:
    """Return the median over the rounds of ours by theirs, round by round, as they ran one after the other."""
    return float(median(getattr(a, name) / getattr(b, name) for a, b in zip(ours, theirs, strict=True)))


def goals(results: Rounds) -> list[dict[str, Any]]:
    """Return what the hub on Daphne is to reach, and what it reached."""
    found: list[dict[str, Any]] = []

    def check(what: str, wanted: float, got: float) -> None:
        found.append({"goal": what, "wanted": wanted, "got": round(got, 2), "met": got >= wanted})

    def best(load: str, kinds: Collection[Kind], name: str, *, least: bool = False) -> list[Figures] | None:
        there = [results[load][kind.name] for kind in kinds if kind.name in results.get(load, {})]
        return (min if least else max)(there, key=lambda each: middle(each, name), default=None)

    hub = {name: figures[HUB.name] for name, figures in results.items() if HUB.name in figures}
    if "burst-200" in hub and (plain := best("burst-200", CHANNELS, "deliveries")):
        check("times plain Channels, 200 in a burst", 12, ratios(hub["burst-200"], plain, "deliveries"))
    if "steady-500" in hub and (plain := best("steady-500", CHANNELS, "p99", least=True)):
        check("times lower p99 than plain Channels, 500 x 10/s", 10, 1 / ratios(hub["steady-500"], plain, "p99"))
    for kind, wanted in ((WS, 1.0), (NCHAN, 0.5)):
        if "burst-2000" in hub and (other := best("burst-2000", [kind], "deliveries")):
            check(f"times {kind.title}, 2,000 in a burst", wanted, ratios(hub["burst-2000"], other, "deliveries"))
    if hub:
        check("nothing lost by the hub", 0, -sum(each.lost for figures in hub.values() for each in figures))
    return found


def table(name: str, results: dict[str, list[Figures]], missing: dict[str, str]) -> list[str]:
    """Return the lines of one load."""
    load, takes_part = LOADS[name]
    hub = results.get(HUB.name)
    steady = load.rate is not None
    columns = ("p50 ms", "p99 ms", "(spread)", "max ms") if steady else ("a second", "(spread)")
    widths = (9, 9, 21, 9) if steady else (10, 21)
    head = "".join(f"{title:>{width}}" for title, width in zip(columns, widths, strict=True))
    rounds = max(map(len, results.values()), default=0)
    lines = [
        f"{load.title}, {load.patches} patches of 800 B, {rounds} rounds",
        f"{'':34}{head}{'hub is':>9}{'lost':>8}{'us CPU':>8}{'core %':>8}",
    ]
    for kind in takes_part:
        if kind.name in missing:
            lines.append(f"{kind.title:34}{missing[kind.name]}")
        if not (figures := results.get(kind.name)):
            continue
        main = "p99" if steady else "deliveries"
        low, high = (pick(getattr(each, main) for each in figures) for pick in (min, max))
        if steady:
            cells = [f"{middle(figures, 'p50'):.1f}", f"{middle(figures, 'p99'):.1f}", f"({low:.1f} to {high:.1f})"]
            cells.append(f"{middle(figures, 'most'):.1f}")
        else:
            cells = [f"{middle(figures, main):,.0f}", f"({low:,.0f} to {high:,.0f})"]
        row = "".join(f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=True))
        times = ""
        if hub and kind is not HUB:
            ratio = ratios(hub, figures, main)
            times = f"{1 / ratio if steady else ratio:.2f} x"
        composed = "" if all(each.frames > 0.999 for each in figures) else "  some composed"
        lines.append(
            f"{kind.title:34}{row}{times:>9}{sum(each.lost for each in figures):>8,}"
            f"{middle(figures, 'cpu'):>8.1f}{middle(figures, 'load') * 100:>8.0f}{composed}"
        )
    return lines


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--minutes", type=float, default=12, help="fewer rounds, if they would take longer")
    parser.add_argument("--quick", action="store_true", help="one round, for trying")
    parser.add_argument("--only", help=f"of the servers: {', '.join(kind.name for kind in ALL)}")
    parser.add_argument("--loads", help=f"of the loads: {', '.join(LOADS)}")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    names = [kind.name for kind in ALL]
    kinds, loads = (options.only or ",".join(names)).split(","), (options.loads or ",".join(LOADS)).split(",")
    if unknown := (set(kinds) - set(names)) | (set(loads) - set(LOADS)):
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    missing: dict[str, str] = {}
    try:
        results = measure(loads, kinds, 1 if options.quick else options.rounds, options.minutes, missing)
    except Refused as reason:
        parser.exit(1, f"A server refused a socket: {reason}\n")
    reached = goals(results)
    if options.json:
        rounds = {
            load: {kind: [each.as_json() for each in figures] for kind, figures in kinds_.items()}
            for load, kinds_ in results.items()
        }
        print(json.dumps({"rounds": rounds, "missing": missing, "goals": reached}))
        return
    for name in loads:
        print(*table(name, results[name], missing), "", sep="\n")
    for goal in reached:
        print(f"{'met' if goal['met'] else 'NOT met':8} {goal['got']:>8} (at least {goal['wanted']}) {goal['goal']}")


if __name__ == "__main__":
    main()
