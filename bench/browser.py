"""What the pages cost a browser: a whole game at 60 times its speed on the game page, and a board of sixty games.

`python bench/browser.py [--only game|load|board] [--speed N] [--choices ?tab=NAME] [--games N] [--seconds S] [--json]`.
The stand-in plays simulated games; the program runs as one process on SQLite; a real Chromium shows the pages.

- `game`: the time of the page's main thread per update: all that it does from one frame of the socket to the next
  (script, style, layout, paint, and the clock that ticks meanwhile), from Chromium's own trace: in time that the
  thread has computed, which other work on the machine does not lengthen (what the host of a virtual machine takes
  away does), and in time that has passed. And what the heap holds after a collection, from the fifth minute of the
  game to its end, and beside it in a page that is opened at the end.
- `load`: first contentful paint and bytes over the wire of the game page, after the whole game, with an empty cache.
- `board`: the share of the main thread that a board of many games takes, and its longest tasks.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import sys
import tempfile
import time
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from playwright.async_api import Browser, BrowserContext, CDPSession, Page

from bench.running import steal, summary
from broadcast.recordings.format import Recording, write
from broadcast.recordings.simulator import simulate
from tests import front_end
from tests.endtoend import page as pages
from tests.endtoend.processes import Program, program

RULES = "NBA"
SEEDS = (7, 8)
UPDATE_GOALS = {"p50": 8.0, "p99": 25.0}
HEAP_GOAL = 1.10
PAINT_GOAL_MS = 500
BYTES_GOAL = 120_000
CATEGORIES = ["toplevel", "blink.user_timing", "__metadata"]
MARK = "frame"
NOTE_FRAMES = f"""
window.WebSocket = class extends WebSocket {{
  constructor(...rest) {{
    super(...rest);
    this.addEventListener("message", ({{ data }}) => data.startsWith('{{"op":"patch"') && performance.mark("{MARK}"));
  }}
}};"""
PAINTED = """() => new Promise(resolve => new PerformanceObserver(list => {
    const found = list.getEntriesByName('first-contentful-paint');
    if (found.length) resolve(found[0].startTime);
}).observe({type: 'paint', buffered: true}))"""


async def opened(context: BrowserContext, url: str) -> tuple[Page, CDPSession]:
    """Open a page that marks each frame with a change, and an inspector of it."""
    page = await context.new_page()
    await page.add_init_script(NOTE_FRAMES)
    inspector = await context.new_cdp_session(page)
    await page.goto(url)
    return page, inspector


async def logged_in(chromium: Browser, running: Program) -> BrowserContext:
    """Return a window of its own, logged in, of a desk's size."""
    with running.login() as client:
        cookie = client.cookies["sessionid"]
    context = await chromium.new_context(viewport={"width": 1920, "height": 1080})
    await context.add_cookies([{"name": "sessionid", "value": cookie, "url": running.base}])
    return context


class Task(NamedTuple):
    """A task of the page's main thread, in ms: when it began, how long it took, how much of that it computed."""

    start: float
    passed: float
    computed: float


def tasks(trace: dict[str, Any]) -> tuple[list[Task], list[float]]:
    """Return the tasks of the page's main thread, and when frames with a change came (ms)."""
    events = trace["traceEvents"]
    marks = [event for event in events if event.get("name") == MARK and event.get("cat") == "blink.user_timing"]
    assert marks, "no frame with a change has come"
    thread = (marks[0]["pid"], marks[0]["tid"])
    own = [event for event in events if (event["pid"], event["tid"]) == thread and event["ph"] == "X"]
    found = sorted(
        Task(event["ts"] / 1000, event["dur"] / 1000, event.get("tdur", event["dur"]) / 1000)  # some are not metered
        for event in own
        if event["name"].endswith("RunTask")
    )
    return list(outermost(found)), sorted(event["ts"] / 1000 for event in marks)


def outermost(found: list[Task]) -> Iterator[Task]:
    """Leave out the tasks that run within another."""
    until = 0.0
    for task in found:
        if task.start >= until:
            yield task
            until = task.start + task.passed


def per_update(trace: dict[str, Any]) -> tuple[list[float], list[float]]:
    """Return what the main thread did from each frame with a change to the next: ms computed, and ms passed."""
    found, marks = tasks(trace)
    starts = [task.start for task in found]
    # The frame is marked within the task that takes it in: that one belongs to it.
    begins = [max(0, bisect_right(starts, mark) - 1) for mark in marks]
    spans = [found[begin:end] for begin, end in pairwise(begins) if end > begin]
    return [sum(task.computed for task in span) for span in spans], [
        sum(task.passed for task in span) for span in spans
    ]


class Held(NamedTuple):
    """What a page's scripts hold after a collection, MB: all of it, and without what the engine has compiled."""

    whole: float
    own: float


async def heap(page: Page, inspector: CDPSession) -> Held:
    """Return what the page's scripts hold after a collection. The marks of the measurement are let go before."""
    await page.evaluate("performance.clearMarks()")
    for _ in range(2):  # what is finalized by the first is freed by the second
        await inspector.send("HeapProfiler.collectGarbage")
    whole: int = (await inspector.send("Runtime.getHeapUsage"))["usedSize"]
    return Held(round(whole / 1e6, 2), round(sum(await sizes(inspector)) / 1e6, 2))


async def sizes(inspector: CDPSession) -> list[int]:
    """Return the sizes of what the scripts hold: objects, arrays, strings, closures; not code, not the page's nodes."""
    parts: list[str] = []

    def take(event: dict[str, Any]) -> None:
        parts.append(event["chunk"])

    inspector.on("HeapProfiler.addHeapSnapshotChunk", take)
    await inspector.send("HeapProfiler.takeHeapSnapshot", {"reportProgress": False})
    inspector.remove_listener("HeapProfiler.addHeapSnapshotChunk", take)
    found = json.loads("".join(parts))
    fields, kinds = found["snapshot"]["meta"]["node_fields"], found["snapshot"]["meta"]["node_types"][0]
    nodes = found["nodes"]
    kind, size = fields.index("type"), fields.index("self_size")
    each = range(0, len(nodes), len(fields))
    return [nodes[at + size] for at in each if kinds[nodes[at + kind]] not in ("code", "native", "synthetic")]


async def traced(chromium: Browser, page: Page, seconds: float) -> dict[str, Any]:
    """Trace a page for so long."""
    await chromium.start_tracing(page=page, categories=CATEGORIES)
    await asyncio.sleep(seconds)
    found: dict[str, Any] = json.loads(await chromium.stop_tracing())
    return found


async def measure_updates(running: Program, recording: Recording, options: argparse.Namespace) -> dict[str, Any]:
    """Play a whole game before the page, and take the time of its updates."""
    event_id = str(recording.header.game["event_id"])
    async with pages.browser() as chromium:
        context = await logged_in(chromium, running)
        page, _ = await opened(context, f"{running.base}/games/{event_id}/{options.choices}")
        running.control(event_id, "play")
        with steal() as machine:
            trace = await traced(chromium, page, recording.records[-1].at / 1000 / options.speed + 3)
        computed, passed = per_update(trace)
    return {"updates": len(computed), "update_ms": summary(computed), "passed_ms": summary(passed)} | machine


async def measure_heap(running: Program, recording: Recording, options: argparse.Namespace) -> dict[str, Any]:
    """Play a whole game before the page, and see what its heap holds every quarter of an hour of the game."""
    event_id = str(recording.header.game["event_id"])
    length = recording.records[-1].at / 1000
    held: dict[str, Held] = {}
    async with pages.browser() as chromium:
        context = await logged_in(chromium, running)
        page, inspector = await opened(context, f"{running.base}/games/{event_id}/{options.choices}")
        running.control(event_id, "play")
        for minute in range(5, int(length / 60), 15):
            await reached(running, event_id, minute * 60)
            held[str(minute)] = await heap(page, inspector)
        await reached(running, event_id, length - 1)
        await asyncio.sleep(2)
        held["end"] = await heap(page, inspector)
        late, fresh = await opened(context, f"{running.base}/games/{event_id}/{options.choices}")
        await asyncio.sleep(3)
        held["opened at the end"] = await heap(late, fresh)
        document = await context.request.get(f"{running.base}/api/games/{event_id}/document")
        return {
            "heap_mb": {at: one._asdict() for at, one in held.items()},
            "document_mb": round(len(await document.body()) / 1e6, 2),
        }


async def reached(running: Program, event_id: str, position: float) -> None:
    """Wait until the stand-in has played so many seconds of the game."""
    while running.control(event_id, "play")["position"] < position:
        await asyncio.sleep(0.05)


async def loaded(page: Page, inspector: CDPSession, url: str) -> dict[str, int]:
    """Load a page, and return the bytes over the wire by kind."""
    await inspector.send("Network.enable")
    kinds: dict[str, str] = {}
    size: dict[str, int] = {}
    inspector.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))
    inspector.on(
        "Network.loadingFinished",
        lambda event: size.update({event["requestId"]: int(event["encodedDataLength"])}),
    )
    await page.goto(url, wait_until="networkidle")
    by_kind: dict[str, int] = {}
    for request, count in size.items():
        by_kind[kinds[request]] = by_kind.get(kinds[request], 0) + count
    return by_kind


async def loaded_bytes(chromium: Browser, url: str) -> dict[str, int]:
    """Return the bytes over the wire of a page, by kind, with an empty cache."""
    context = await chromium.new_context(viewport={"width": 1920, "height": 1080})
    page = await context.new_page()
    by_kind = await loaded(page, await context.new_cdp_session(page), url)
    await context.close()
    return by_kind


async def measure_load(running: Program, event_id: str, times: int = 7) -> dict[str, Any]:
    """Load the page of the whole game with an empty cache, a few times."""
    painted, sizes = [], []
    async with pages.browser() as chromium:
        for _ in range(times):
            context = await logged_in(chromium, running)
            page = await context.new_page()
            inspector = await context.new_cdp_session(page)
            sizes.append(await loaded(page, inspector, f"{running.base}/games/{event_id}/"))
            painted.append(await page.evaluate(PAINTED))
            await context.close()
    without_fonts = [sum(count for kind, count in one.items() if kind != "Font") for one in sizes]
    return {
        "first_contentful_paint_ms": round(statistics.median(painted)),
        "slowest_ms": round(max(painted)),
        "bytes_without_fonts": max(without_fonts),
        "bytes": sizes[-1],
    }


async def measure_board(running: Program, games: int, seconds: float) -> dict[str, Any]:
    """Watch a board of many games under way."""
    async with pages.browser() as chromium:
        context = await logged_in(chromium, running)
        page, _ = await opened(context, f"{running.base}/")
        await page.wait_for_function("count => document.querySelectorAll('game-tile').length === count", arg=games)
        await asyncio.sleep(5)
        trace = await traced(chromium, page, seconds)
        work, marks = tasks(trace)
        return {
            "games": games,
            "patches_per_second": round(len(marks) / seconds, 1),
            "busy_percent": round(sum(task.computed for task in work) / seconds / 10, 1),
            "task_ms": summary([task.computed for task in work]),
            "over_50_ms": sum(task.passed > 50 for task in work),
        }


def play_game(options: argparse.Namespace) -> dict[str, Any]:
    """Measure the game page, once for its time and once for its heap, and how it loads when the game is over."""
    recordings = [simulate(seed, RULES) for seed in SEEDS]
    with tempfile.TemporaryDirectory(prefix="courtside-bench-") as folder, program(Path(folder)) as running:
        followed(running, recordings, speed=options.speed, offset=0)
        first, second = recordings
        found = {}
        if options.only == "load":
            running.control(str(first.header.game["event_id"]), "seek", position=first.records[-1].at / 1000 - 5)
            asyncio.run(reached(running, str(first.header.game["event_id"]), first.records[-1].at / 1000 - 1))
            time.sleep(5)
        else:
            updates = asyncio.run(measure_updates(running, first, options))
            found["game"] = updates | asyncio.run(measure_heap(running, second, options))
        found["load"] = asyncio.run(measure_load(running, str(first.header.game["event_id"])))
        return found


def followed(running: Program, recordings: list[Recording], *, speed: float, offset: float) -> None:
    """Serve the program, following the recordings. Played from their beginning they wait to be played."""
    files = [running.folder / f"game-{number}.jsonl.gz" for number in range(len(recordings))]
    for file, recording in zip(files, recordings, strict=True):
        write(file, recording.header, recording.records)
    running.start_standin(*files, speed=speed, offset=offset)
    for recording in recordings:
        event_id = str(recording.header.game["event_id"])
        if not offset:
            running.control(event_id, "pause")
        running.manage("follow", event_id, f"--rules={RULES}")
    running.serve()


def play_board(options: argparse.Namespace) -> dict[str, Any]:
    """Measure the board."""
    recordings = [simulate(seed, RULES) for seed in range(1, options.games + 1)]
    with tempfile.TemporaryDirectory(prefix="courtside-bench-") as folder, program(Path(folder)) as running:
        followed(running, recordings, speed=1, offset=3600)
        return asyncio.run(measure_board(running, options.games, options.seconds))


def show(found: dict[str, Any]) -> None:
    """Print the tables."""
    if game := found.get("game"):
        ms, held = game["update_ms"], game["heap_mb"]
        goals = ", ".join(f"{name} {ms[name]} (goal {goal})" for name, goal in UPDATE_GOALS.items())
        print(f"game page, {game['updates']} updates, ms of main thread each: {goals}, max {ms['max']}")
        print(f"  in time that passed: {game['passed_ms']}; stolen by the machine's host: {game['steal_percent']} %")
        for name in Held._fields:
            by_minute = {minute: mb[name] for minute, mb in held.items()}
            first, last, late = next(iter(by_minute.values())), by_minute["end"], by_minute["opened at the end"]
            print(f"heap after collection ({name}), MB: {', '.join(f'{at}: {mb}' for at, mb in by_minute.items())}")
            print(
                f"  {last / first:.2f} from minute 5 to the end (goal {HEAP_GOAL}), {last / late:.2f} of the late one"
            )
        print(f"  the document: {game['document_mb']} MB of text")
    if load := found.get("load"):
        print(f"the whole game, first contentful paint: {load['first_contentful_paint_ms']} ms (goal {PAINT_GOAL_MS})")
        print(f"  {load['bytes_without_fonts']} bytes without fonts (goal {BYTES_GOAL}); {load['bytes']}")
    if board := found.get("board"):
        print(f"board of {board['games']} games, {board['patches_per_second']} patches/s")
        print(
            f"  main thread {board['busy_percent']} %, tasks in ms {board['task_ms']}, over 50: {board['over_50_ms']}"
        )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--only", choices=("game", "load", "board"))
    parser.add_argument("--speed", type=float, default=60.0, help="of the game (default 60)")
    parser.add_argument("--choices", default="", help="of the page's address, such as ?tab=flow")
    parser.add_argument("--games", type=int, default=60, help="on the board")
    parser.add_argument("--seconds", type=float, default=30.0, help="to watch the board")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    front_end.build()
    found: dict[str, Any] = {}
    if options.only != "board":
        found |= play_game(options)
    if options.only in (None, "board"):
        found["board"] = play_board(options)
    if options.json:
        print(json.dumps(found))
    else:
        show(found)


if __name__ == "__main__":
    main()
