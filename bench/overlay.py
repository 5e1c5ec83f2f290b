"""What is on air costs, and how fast a take is seen.

`python bench/overlay.py [--takes N] [--speed N] [--json]`. The stand-in plays a simulated game, the program runs as one
process on SQLite, and a real Chromium shows an output's overlay at 1920x1080.

- `take`: from the request that takes a lower third, over the HTTP API, to the first frame in which a pixel has changed
  (Chromium's own time of the frame), with the cue standing by and without.
- `update`: what the page's main thread computes for each update of the score bug while the game is played so fast that
  some 20 come in a second, from one frame of the socket to the next.
- `bytes`: what the page loads, compressed, without fonts.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import httpx
from playwright.async_api import Browser, CDPSession

from bench.browser import followed, loaded_bytes, opened, per_update, traced
from bench.running import steal, summary
from broadcast.recordings.simulator import simulate
from tests import front_end
from tests.endtoend import page as pages
from tests.endtoend.processes import Program, program

RULES = "NBA"
SEED = 7
TAKE_GOAL_MS = 100
UPDATE_GOAL_MS = 2.0
BYTES_GOAL = 60_000
SETTLE = 1.2  # s; longer than anything moves after a take
CUE = {"graphic": "lower-name", "data": {"name": "Ada Example", "title": "Analyst"}}


class Frames:
    """The times of the frames in which something has changed, epoch s, by Chromium's screencast."""

    def __init__(self, inspector: CDPSession) -> None:
        self._inspector = inspector
        self.times: list[float] = []
        inspector.on("Page.screencastFrame", self._take)

    async def start(self) -> None:
        await self._inspector.send("Page.startScreencast", {"format": "jpeg", "quality": 20, "everyNthFrame": 1})

    def _take(self, event: dict[str, Any]) -> None:
        self.times.append(event["metadata"]["timestamp"])
        done = self._inspector.send("Page.screencastFrameAck", {"sessionId": event["sessionId"]})
        self._acknowledging = asyncio.ensure_future(done)


async def measure_takes(chromium: Browser, running: Program, address: str, times: int) -> dict[str, Any]:
    """Take a lower third again and again, standing by and not, and see when the picture changes."""
    found: dict[str, list[float]] = {"standing by": [], "not loaded ahead": []}
    context = await chromium.new_context(viewport={"width": 1920, "height": 1080})
    page, inspector = await opened(context, running.base + address)
    await page.wait_for_selector(".bug")
    frames = Frames(inspector)
    await frames.start()
    with running.login() as client:
        for number in range(times):
            for name in found:
                if name == "standing by":
                    await asyncio.to_thread(command, client, running, "standby", {"cue": CUE})
                await asyncio.sleep(SETTLE)
                sent = time.time()
                await asyncio.to_thread(command, client, running, "take", {"cue": CUE | {"id": f"{name} {number}"}})
                await asyncio.sleep(SETTLE)
                found[name].append((next(at for at in frames.times if at >= sent) - sent) * 1000)
                await asyncio.to_thread(command, client, running, "out", {})
                await asyncio.sleep(SETTLE)
    await context.close()
    return {name: summary(ms) for name, ms in found.items()}


def command(client: httpx.Client, running: Program, word: str, arguments: dict[str, Any]) -> None:
    """Send a command to the first output."""
    headers = {"X-CSRFToken": client.cookies["csrftoken"], "Referer": running.base}
    answer = client.post(f"{running.base}/api/outputs/1/{word}", json=arguments, headers=headers)
    assert answer.status_code == 200, answer.text


async def measure_updates(chromium: Browser, running: Program, address: str, event_id: str, seconds: float) -> Any:
    """Play the game before the overlay, and take the time of its updates."""
    context = await chromium.new_context(viewport={"width": 1920, "height": 1080})
    page, _ = await opened(context, running.base + address)
    await page.wait_for_selector(".bug")
    running.control(event_id, "play")
    with steal() as machine:
        computed, _ = per_update(await traced(chromium, page, seconds))
    await context.close()
    return {"updates_per_second": round(len(computed) / seconds, 1), "ms": summary(computed)} | machine


async def measure(running: Program, address: str, event_id: str, options: argparse.Namespace) -> dict[str, Any]:
    """Measure all of it."""
    async with pages.browser() as chromium:
        return {
            "bytes": await loaded_bytes(chromium, running.base + address),
            "take_ms": await measure_takes(chromium, running, address, options.takes),
            "update": await measure_updates(chromium, running, address, event_id, 30),
        }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--takes", type=int, default=20, help="of each kind (default 20)")
    parser.add_argument("--speed", type=float, default=60.0, help="of the game (default 60)")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    front_end.build()
    recording = simulate(SEED, RULES)
    event_id = str(recording.header.game["event_id"])
    with tempfile.TemporaryDirectory(prefix="courtside-bench-") as folder, program(Path(folder)) as running:
        followed(running, [recording], speed=options.speed, offset=0)
        address = running.manage("output", "MAIN", "--event", event_id).strip()
        found = asyncio.run(measure(running, address, event_id, options))
    if options.json:
        print(json.dumps(found))
        return
    for name, ms in found["take_ms"].items():
        print(f"take to the first changed pixel, {name}: {ms} ms (goal {TAKE_GOAL_MS})")
    update = found["update"]
    rate, ms = update["updates_per_second"], update["ms"]
    print(f"update of the bug, {rate}/s: {ms} ms of main thread (goal {UPDATE_GOAL_MS})")
    print(f"  stolen by the machine's host: {update['steal_percent']} %")
    print(f"bytes without fonts: {sum(n for kind, n in found['bytes'].items() if kind != 'Font')} (goal {BYTES_GOAL})")
    print(f"  {found['bytes']}")


if __name__ == "__main__":
    main()
