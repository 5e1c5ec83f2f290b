"""How long changes take through Redis: from `publish` to the subscriber, one document and many.

`python bench/live_store.py [--patches N] [--documents N] [--rate PER_SECOND] [--seconds S] [--json]`. It starts a
redis-server of its own. The writer and the reader have a store each, as two processes have, but share one core.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from broadcast.live.redis_store import RedisStore
from broadcast.live.store import Changed, Notice
from tests.redis_server import RedisServer

PATCH_BYTES = 800
PLAYS = 500
READ_AT = 360  # changes in the log when the history is read: MAX_DELAY of a lively game


def milliseconds(seconds: Sequence[float]) -> dict[str, float]:
    """Return the median and the 99th percentile in ms."""
    percentiles = statistics.quantiles(seconds, n=100, method="inclusive")
    return {"p50": round(percentiles[49] * 1000, 2), "p99": round(percentiles[98] * 1000, 2)}


def document() -> dict[str, Any]:
    """Return a document of the size that a game's has at its end."""
    plays = {str(n): {"order": n, "at": n, "kind": "shot", "text": "x" * 200} for n in range(PLAYS)}
    return {"plays": plays, "feed": {"seq": 0}}


class Heard:
    """When which change of which document was heard."""

    def __init__(self) -> None:
        self.at: dict[tuple[str, int], float] = {}
        self._some = asyncio.Event()

    def hear(self, name: str, notice: Notice) -> None:
        if isinstance(notice, Changed):
            self.at[name, notice.change.rev] = perf_counter()
            self._some.set()

    async def all(self, count: int) -> None:
        async with asyncio.timeout(30):
            while len(self.at) < count:
                self._some.clear()
                await self._some.wait()


async def one_by_one(url: str, patches: int) -> dict[str, Any]:
    """Publish to one document, each patch when the one before has been heard."""
    writing, reading, heard = RedisStore(url), RedisStore(url), Heard()
    writer = await writing.open("game:bench", document())
    await reading.subscribe("game:bench", lambda notice: heard.hear("game:bench", notice))
    published: list[float] = []
    arrived: list[float] = []
    reads: list[float] = []
    for seq in range(1, patches + 1):
        if seq == READ_AT:
            for _ in range(50):
                start = perf_counter()
                await reading.history("game:bench")
                reads.append(perf_counter() - start)
        start = perf_counter()
        await writer.publish({"feed": {"seq": seq, "text": "x" * PATCH_BYTES}})
        published.append(perf_counter() - start)
        await heard.all(seq)
        arrived.append(heard.at["game:bench", writer.rev] - start)
    await reading.aclose()
    await writing.aclose()
    return {
        "publish": milliseconds(published),
        "to subscriber": milliseconds(arrived),
        "read history": milliseconds(reads),
    }


async def many(url: str, documents: int, rate: float, seconds: float) -> dict[str, Any]:
    """Publish to many documents at once, all heard by one reader."""
    writing, reading, heard = RedisStore(url), RedisStore(url), Heard()
    sent: dict[tuple[str, int], float] = {}

    async def write(name: str, offset: float) -> None:
        writer = await writing.open(name, {"feed": {"seq": 0}})
        await reading.subscribe(name, lambda notice: heard.hear(name, notice))
        begin = asyncio.get_running_loop().time() + 1 + offset
        for seq in range(1, round(rate * seconds) + 1):
            await asyncio.sleep(max(0.0, begin + seq / rate - asyncio.get_running_loop().time()))
            sent[name, writer.rev + 1] = perf_counter()
            await writer.publish({"feed": {"seq": seq, "text": "x" * PATCH_BYTES}})

    start, used = perf_counter(), process_time()
    await asyncio.gather(*(write(f"game:{n}", n / documents / rate) for n in range(documents)))
    await heard.all(len(sent))
    share = (process_time() - used) / (perf_counter() - start)
    await reading.aclose()
    await writing.aclose()
    delays = [heard.at[key] - at for key, at in sent.items()]
    return {"to subscriber": milliseconds(delays), "changes": len(sent), "CPU %, both stores": round(share * 100)}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--patches", type=int, default=2000, help=f"at least {READ_AT}")
    parser.add_argument("--documents", type=int, default=50)
    parser.add_argument("--rate", type=float, default=2.0)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    server = RedisServer()
    server.start()
    try:
        result = {
            "one document": asyncio.run(one_by_one(server.url, options.patches)),
            f"{options.documents} documents": asyncio.run(
                many(server.url, options.documents, options.rate, options.seconds)
            ),
        }
    finally:
        server.remove()
    if options.json:
        print(json.dumps(result))
        return
    for part, figures in result.items():
        for what, figure in figures.items():
            text = f"p50 {figure['p50']} ms, p99 {figure['p99']} ms" if isinstance(figure, dict) else figure
            print(f"{part:14} {what:20} {text}")


if __name__ == "__main__":
    main()
