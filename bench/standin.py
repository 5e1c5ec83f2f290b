"""What the stand-in costs: games at the speed of life in one process on one core, each with a client that reads.

`python bench/standin.py [--games 50] [--seconds 60] [--locations] [--json]`. The games are simulated, each from a place
of its own in the game on. Lateness is from when a frame was due by the game's clock until a client has it; the clients
are a process of their own, on the other cores. `--locations` has every client ask for locations too.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import os
import subprocess
import sys
import time
from email.utils import formatdate
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "broadcast.settings")

import httpx
import websockets

from bench.running import cpu_seconds, resident_bytes, summary
from broadcast.recordings.format import Recording
from broadcast.recordings.simulator import simulate
from broadcast.standin.playback import Playback
from broadcast.standin.server import StandIn
from broadcast.standin.timeline import Timeline
from tests.standin.client import SECRET, TLS, USER, sign

RULES = "NBA"
FIRST_PLACE, LAST_PLACE = 300, 5_300  # s into a game; the games stand evenly between
SETTLE = 5.0  # s from the last client's connecting to the measurement
TRACKED = "bench"


def offset_of(number: int, games: int) -> float:
    """Return where a game begins to be played, in ms."""
    return 1000 * (FIRST_PLACE + (LAST_PLACE - FIRST_PLACE) * number / max(games - 1, 1))


async def serve(games: int, tracked: bool) -> None:
    """Play the games until the standard input ends; print where, and when they began (epoch s), as JSON."""
    standin = StandIn([], users={USER: SECRET}, on_added=gc.freeze)  # as the command does
    recordings = [simulate(seed, RULES) for seed in range(games)]
    begin = time.time()
    for number, recording in enumerate(recordings):
        offset = offset_of(number, games)
        seed = TRACKED if tracked else None
        standin.stage.admit(Playback(recording, start=begin, speed=1.0, offset=offset, tracked=seed))
    async with standin:
        print(json.dumps({"url": standin.url, "begin": begin}), flush=True)
        await asyncio.to_thread(sys.stdin.read)


class Client:
    """Reads the stream of one game and notes how late each frame is, in ms."""

    def __init__(self, recording: Recording, offset: float, begin: float) -> None:
        self.event_id = str(recording.header.game["event_id"])
        self.late: list[float] = []
        self.frames = 0
        self.bytes = 0
        self.measuring = False
        self._zero = begin * 1000 - offset
        self._t0 = recording.header.t0
        timeline = Timeline(recording)
        self._due = {number: timeline.ats[index] for index, number in enumerate(timeline.numbering()) if number}

    async def read(self, url: str, token: str, *, locations: bool, ready: asyncio.Event) -> None:
        """Read for as long as the socket is open."""
        sources = ["marker", "stats", "shots", "details", "possessions", "lineups", "clock", "broadcastsummary"]
        query = "&".join(f"source={source}" for source in sources + ["locations"] * locations)
        async with websockets.connect(f"{url}?token={token}&{query}", max_size=None, ping_interval=20) as socket:
            ready.set()
            async for text in socket:
                now = time.time() * 1000
                self.frames += 1
                self.bytes += len(text)
                if self.measuring:
                    self._note(json.loads(text), now)

    def _note(self, frame: dict[str, Any], now: float) -> None:
        if "seq" in frame:
            at = self._due[frame["seq"]]
        elif frame["source"] == "clock":
            at = frame["data"]["t"] - self._t0
        else:
            return
        self.late.append(now - self._zero - at)


async def measure(url: str, begin: float, games: int, seconds: float, pid: int, *, locations: bool) -> dict[str, Any]:
    """Let one client read each game; return what that cost the stand-in."""
    recordings = [simulate(seed, RULES) for seed in range(games)]
    clients = [Client(recording, offset_of(number, games), begin) for number, recording in enumerate(recordings)]
    # What the clients know of the games is not to hold them up, else that is what is measured.
    gc.freeze()
    tasks = []
    host = url.removeprefix("http://")
    async with httpx.AsyncClient(verify=TLS) as http:
        for client in clients:
            path = f"/v1/data/schedule/games/{client.event_id}/_subscribe"
            answer = await http.get(url + path, headers=sign("GET", path, host, formatdate(usegmt=True)))
            token, ready = answer.json()["token"], asyncio.Event()
            live = f"ws://{host}/v2/live"
            tasks.append(asyncio.create_task(client.read(live, token, locations=locations, ready=ready)))
            await ready.wait()
    await asyncio.sleep(SETTLE)
    for client in clients:
        client.measuring = True
    frames, size = (sum(getattr(client, name) for client in clients) for name in ("frames", "bytes"))
    used, start = cpu_seconds(pid), time.perf_counter()
    await asyncio.sleep(seconds)
    elapsed, used = time.perf_counter() - start, cpu_seconds(pid) - used
    sent = sum(client.frames for client in clients) - frames
    amount = sum(client.bytes for client in clients) - size
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    late = [value for client in clients for value in client.late]
    return {
        "games": games,
        "seconds": round(elapsed, 1),
        "cpu_share": round(used / elapsed, 3),
        "frames_per_second": round(sent / elapsed, 1),
        "kilobytes_per_second": round(amount / elapsed / 1000, 1),
        "late_ms": summary(late),
        "frames_timed": len(late),
        "resident_mb": round(resident_bytes(pid) / 1e6),
    }


def main() -> None:
    """Start the stand-in on a core of its own, measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--games", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--locations", action="store_true", help="let every client ask for locations too")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        asyncio.run(serve(options.games, options.locations))
        return
    command = [sys.executable, __file__, "--serve", f"--games={options.games}", *["--locations"] * options.locations]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdin is not None and child.stdout is not None
        first, *others = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(child.pid, {first})
        if others:
            os.sched_setaffinity(0, set(others))
        told = json.loads(child.stdout.readline())
        found = asyncio.run(
            measure(told["url"], told["begin"], options.games, options.seconds, child.pid, locations=options.locations)
        )
        child.stdin.close()
    if options.json:
        print(json.dumps(found))
        return
    for name, value in found.items():
        shown = "  ".join(f"{key} {one}" for key, one in value.items()) if isinstance(value, dict) else value
        print(f"{name:22} {shown}")


if __name__ == "__main__":
    main()
