"""What viewers that stop reading cost: the server's memory, and the time that the others wait.

`python bench/stalled.py [--server daphne|uvicorn] [--rounds N] [--quick] [--json]`. A hub behind a real server, in a
process of its own, has 8 documents flooded until 300 MB would have been sent to a viewer of them, with and without a
viewer that does not read; it is watched until that one is closed and forgotten. Then 50 viewers read, with and
without 200 that do not.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.running import summary
from bench.viewers import LightViewer, watching
from tests.live.flood_server import FloodServer, StalledViewer, flood_server

GOAL_BYTES = 2_000_000
GOAL_RATIO = 1.5
DOCUMENTS, SIZE = 8, 300_000
PAUSE = 0.05  # s; longer than changes are composed, so each would be sent
CHANGES = 126  # of each document: 302 MB together, within 30 s
CLOSED_WITHIN = 60.0  # s
READING, STALLED = 50, 200
READ_SIZE, READ_PAUSE = 3_000, 0.1


async def flood(server: FloodServer) -> dict[str, Any]:
    """Change the documents until 300 MB would have been sent."""
    return await server.flood(documents=DOCUMENTS, changes=CHANGES, size=SIZE, pause=PAUSE)


async def memory(server: FloodServer, rounds: int) -> dict[str, Any]:
    """Return what one viewer that does not read adds to the memory, and what is left when it has been closed."""
    await flood(server)
    grown: dict[bool, list[int]] = {False: [], True: []}
    for _ in range(rounds):
        for stalled in (False, True):
            before = await server.state()
            viewer = StalledViewer(server, DOCUMENTS) if stalled else None
            if viewer:
                await server.until(viewers=DOCUMENTS)
            after = await flood(server)
            grown[stalled].append(after["resident"] - before["resident"])
            if viewer:
                assert after["behind"] == DOCUMENTS, "the viewer was not behind"
                viewer.close()
                await server.until(sockets=0)
    return {
        "would_be_sent": DOCUMENTS * CHANGES * SIZE,
        "without": [round(value / 1000) for value in grown[False]],
        "with": [round(value / 1000) for value in grown[True]],
        "cost_kB": round((statistics.median(grown[True]) - statistics.median(grown[False])) / 1000),
    }


async def closing(server: FloodServer) -> dict[str, Any]:
    """Return when a viewer that never reads is closed by the hub, when its socket is gone, and what is left of it."""
    before = await server.state()
    viewer = StalledViewer(server, DOCUMENTS)
    start, closed_after, gone_after = time.monotonic(), None, None
    try:
        while gone_after is None and time.monotonic() - start < CLOSED_WITHIN:
            state = await server.flood(documents=DOCUMENTS, changes=2, size=SIZE, pause=0.5)
            passed = round(time.monotonic() - start)
            if closed_after is None and state["closed_behind"] > before["closed_behind"]:
                closed_after = passed
            if closed_after is not None and state["descriptors"] <= before["descriptors"]:
                gone_after = passed
    finally:
        viewer.close()
    kept = round((state["resident"] - before["resident"]) / 1000)
    return {"closed_after_s": closed_after, "gone_after_s": gone_after, "left_kB": kept, "sockets": state["sockets"]}


async def read_beside(server: FloodServer, stalled: int, seconds: float) -> dict[str, float]:
    """Return how long changes take to viewers that read, beside so many that do not."""
    taken: list[float] = []

    def note(at: float, frame: dict[str, Any]) -> None:
        if frame["op"] == "patch":
            taken.append(at - frame["patch"]["feed"]["at"])

    viewers = [LightViewer(server.url, "game:0", None, None, note) for _ in range(READING)]
    async with watching(viewers):
        not_reading = [await asyncio.to_thread(StalledViewer, server, DOCUMENTS) for _ in range(stalled)]
        try:
            await server.until(sockets=READING + stalled)
            if stalled:  # until no window of theirs is open
                await server.flood(documents=DOCUMENTS, changes=2, size=SIZE, pause=PAUSE)
            await server.flood(documents=1, changes=10, size=READ_SIZE, pause=READ_PAUSE)
            taken.clear()
            await server.flood(documents=1, changes=round(seconds / READ_PAUSE), size=READ_SIZE, pause=READ_PAUSE)
        finally:
            for viewer in not_reading:
                viewer.close()
    await server.until(sockets=0)
    assert sum(viewer.cut_off for viewer in viewers) == 0, "a viewer that read was cut off"
    return {**summary(taken), "frames": len(taken)}


async def measure(kind: str, rounds: int, seconds: float) -> dict[str, Any]:
    """Measure one server."""
    async with flood_server(kind) as server:
        found: dict[str, Any] = {"memory": await memory(server, rounds), "closing": await closing(server)}
    async with flood_server(kind) as server:
        await server.flood(documents=DOCUMENTS, changes=1, size=SIZE, pause=PAUSE)
        for _ in range(rounds):
            for stalled in (0, STALLED):
                found.setdefault(f"beside {stalled}", []).append(await read_beside(server, stalled, seconds))
    alone, beside = (
        statistics.median(values["p99"] for values in found[f"beside {stalled}"]) for stalled in (0, STALLED)
    )
    return found | {"ratio": round(beside / alone, 2)}


def show(kind: str, found: dict[str, Any]) -> None:
    """Print the table."""
    held, closed = found["memory"], found["closing"]
    print(f"{kind}: a viewer that stops reading while {held['would_be_sent'] / 1e6:.0f} MB would be sent")
    print(f"  costs {held['cost_kB']} kB   goal {GOAL_BYTES / 1000:.0f}")
    print(f"  grown without it {held['without']} kB, with it {held['with']} kB")
    print(f"  closed after {closed['closed_after_s']} s, its socket gone after {closed['gone_after_s']} s,", end=" ")
    print(f"{closed['left_kB']} kB left")
    print(f"  {'':40}{'p50':>8}{'p99':>8}{'max':>8}  ms")
    for stalled in (0, STALLED):
        for values in found[f"beside {stalled}"]:
            title = f"{READING} viewers beside {stalled} that do not read"
            print(f"  {title:40}{values['p50']:>8}{values['p99']:>8}{values['max']:>8}")
    print(f"  p99, beside over alone: {found['ratio']}   goal {GOAL_RATIO}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--server", choices=("daphne", "uvicorn"), help="default: both")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=10.0, help="of reading in each round")
    parser.add_argument("--quick", action="store_true", help="one short round")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    rounds, seconds = (1, 4.0) if options.quick else (options.rounds, options.seconds)
    results = {}
    for kind in [options.server] if options.server else ["daphne", "uvicorn"]:
        results[kind] = asyncio.run(measure(kind, rounds, seconds))
        if not options.json:
            show(kind, results[kind])
    if options.json:
        print(json.dumps(results))


if __name__ == "__main__":
    main()
