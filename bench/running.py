"""What the measurements of the whole program share: its processes, what they cost, and how figures are summed up."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.endtoend.processes import Program, program
from tests.redis_server import RedisServer

_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


class Sent(NamedTuple):
    """A frame that the stand-in has sent: when (epoch ms), of which game, and what was in it."""

    at: float
    event_id: str
    frame: dict[str, Any]


def summary(values: Sequence[float]) -> dict[str, float]:
    """Return the median, the 99th percentile and the maximum, to a tenth; 0 where there are no values."""
    if not values:
        return {"p50": 0.0, "p99": 0.0, "max": 0.0}
    ordered = sorted(values)
    last = len(ordered) - 1
    return {name: round(ordered[round(last * share)], 1) for name, share in (("p50", 0.5), ("p99", 0.99), ("max", 1.0))}


def cpu_seconds(pid: int) -> float:
    """Return how long a process has computed, in s."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def resident_bytes(pid: int) -> int:
    """Return how much memory of a process is resident."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE


def read_send_log(path: Path) -> list[Sent]:
    """Return what the stand-in has written down (docs/standin.md). To be read when it has stopped."""
    with path.open(encoding="utf-8") as lines:
        entries = [json.loads(line) for line in lines]
    return [Sent(entry["at"], entry["event_id"], json.loads(entry["frame"])) for entry in entries]


@contextmanager
def steal() -> Iterator[dict[str, float]]:
    """Find out which share of the processors' time a virtual machine's host has given to others, in %.

    The time that a thread has computed contains it: where it is high, the slowest of many measurements is the host's.
    """

    def ticks() -> tuple[int, int]:
        fields = [int(one) for one in Path("/proc/stat").read_text().partition("\n")[0].split()[1:9]]
        return sum(fields), fields[7]

    found: dict[str, float] = {}
    whole, stolen = ticks()
    yield found
    after, stolen_after = ticks()
    found["steal_percent"] = round(100 * (stolen_after - stolen) / max(1, after - whole), 1)


@contextmanager
def separate_program(folder: Path) -> Iterator[Program]:
    """Give a program over a Redis of its own, whose processes are ended whatever happens."""
    redis = RedisServer()
    redis.start()
    try:
        with program(folder) as running:
            running.env["REDIS_URL"] = redis.url
            yield running
    finally:
        redis.remove()


def start_standin(running: Program, recordings: Sequence[Path], log: Path, offset: float) -> None:
    """Play recordings at the speed of life from `offset` seconds on, with a send log."""
    options = [f"--port={running.api_port}", f"--offset={offset}", f"--send-log={log}"]
    running.start("standin", "standin", *map(str, recordings), *options)
    running.wait_for(f"{running.api}/standin/")


def serve_separately(running: Program) -> None:
    """Start Daphne and the feed worker as processes of their own, and wait until Daphne answers."""
    running.start("feedworker", "feedworker")
    running.start("serve", "serve", f"--port={running.port}", "--no-worker")
    running.wait_for(f"{running.base}/accounts/login/")


def end(running: Program, name: str) -> None:
    """Ask one process to stop, and wait for it."""
    child = running.children.pop(name)
    child.terminate()
    child.wait(20)
