"""How long a play takes from the Event API to the screen: the stand-in's send, to the painted page.

`python bench/latency.py [--plays N] [--rate PER_SECOND] [--viewers N] [--only embedded|separate] [--json]`. The
stand-in plays a game that has a play every tenth of a second; a real Chromium shows its page, alone and beside 199
more viewers; the program runs as one process (`serve --worker`) and as three (`serve --no-worker`, `feedworker`,
Redis), on SQLite.
"""

from __future__ import annotations

import argparse
import asyncio
import bisect
import json
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from playwright.async_api import CDPSession, Page

from bench.dense import RULES, DenseGame
from bench.running import cpu_seconds, end, read_send_log, separate_program, serve_separately, start_standin, summary
from broadcast.recordings.format import write
from tests import front_end
from tests.endtoend import page as pages
from tests.endtoend.processes import ROOT, Program, program

GOAL_MS = 100
"""What p99 is to stay under with one viewer."""
CLOCK_WITHIN_MS = 2
WARM_UP = 30
"""Plays at the beginning that do not count: the page's code is compiled while it runs them."""
STEPS = ("to publish", "to browser", "to DOM", "to paint")
WATCH_PAGE = Path(__file__).parent / "watch_page.js"


class Seen(NamedTuple):
    """What a browser has noted: `frames` (moment, text), `points` (home score, in the DOM, painted).

    `clock_error` is in ms; `used` is what the page's main thread computed meanwhile, in s, by kind of work, and
    `servers` what each process of the program did.
    """

    frames: list[tuple[float, str]]
    points: list[tuple[int, float, float]]
    clock_error: float
    used: dict[str, float]
    servers: dict[str, float]


@asynccontextmanager
async def crowd(running: Program, doc: str, cookie: str, count: int) -> AsyncIterator[dict[str, Any]]:
    """Let `count` more viewers watch, from a process of their own; what they noted is in the dict afterwards."""
    noted: dict[str, Any] = {}
    if not count:
        yield noted
        return
    url = f"ws://127.0.0.1:{running.port}/ws/live/"
    command = [sys.executable, "bench/viewers.py", url, doc, cookie, running.base, str(count)]
    process = await asyncio.create_subprocess_exec(
        *command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, limit=1 << 28
    )
    try:
        assert process.stdout is not None
        async with asyncio.timeout(60):
            assert await process.stdout.readline() == b"ready\n", "the viewers have not come in"
        yield noted
        out, _ = await process.communicate(b"")
        noted |= json.loads(out)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def watch(running: Program, game: DenseGame, others: int) -> tuple[Seen, dict[str, Any]]:
    """Play the dense part before a page and `others`; return what the page and they have noted."""
    event_id = game.header.game["event_id"]
    problems: list[str] = []
    with running.login() as client:
        cookie = client.cookies["sessionid"]
        async with pages.browser() as chromium:
            context = await chromium.new_context(viewport={"width": 1440, "height": 900})
            await context.add_cookies([{"name": "sessionid", "value": cookie, "url": running.base}])
            page = await context.new_page()
            await page.add_init_script(path=WATCH_PAGE)
            page.on("pageerror", lambda error: problems.append(str(error)))
            await page.goto(f"{running.base}/games/{event_id}/")
            await points(page, game.score_before)
            inspector = await context.new_cdp_session(page)
            await inspector.send("Performance.enable", {"timeDomain": "threadTicks"})
            async with crowd(running, f"game:{event_id}", cookie, others) as noted:
                before, servers_before = await used(inspector), computed(running)
                running.control(event_id, "seek", position=game.begins_ms / 1000 - 1)
                running.control(event_id, "play")
                await points(page, game.scores[-1])
                after, servers_after = await used(inspector), computed(running)
            seen = await page.evaluate("() => [noted.frames, noted.points]")
            error = await page.evaluate("() => clockError()")
    assert not problems, problems
    frames, shown = seen
    meanwhile = {name: after[name] - before[name] for name in after}
    servers = {name: servers_after[name] - servers_before[name] for name in servers_after}
    return Seen(frames, [tuple(entry) for entry in shown if len(entry) == 3], float(error), meanwhile, servers), noted


def computed(running: Program) -> dict[str, float]:
    """Return how long each process of the program has computed so far, in s."""
    return {name: cpu_seconds(child.pid) for name, child in running.children.items()}


async def used(inspector: CDPSession) -> dict[str, float]:
    """Return how long the page's main thread has computed so far, in s: in all, and by kind of work."""
    metrics = (await inspector.send("Performance.getMetrics"))["metrics"]
    values = {metric["name"]: metric["value"] for metric in metrics}
    return {name: values[f"{name}Duration"] for name in ("Task", "Script", "RecalcStyle", "Layout")}


async def points(page: Page, least: int) -> None:
    """Wait until the page shows so many points of the home team."""
    script = "least => Number(document.querySelector('score-board .team.home .points')?.textContent) >= least"
    await page.wait_for_function(script, arg=least, polling=500, timeout=240_000)


def run(folder: Path, game: DenseGame, *, separate: bool, viewers: int) -> dict[str, Any]:
    """Measure one way to run the program with so many viewers."""
    recording, log = folder / "game.jsonl.gz", folder / "sent.jsonl"
    write(recording, game.recording.header, game.recording.records)
    event_id = game.header.game["event_id"]
    with (separate_program if separate else program)(folder) as running:
        start_standin(running, [recording], log, offset=game.begins_ms / 1000 - 1)
        running.control(event_id, "pause")
        running.manage("follow", event_id, f"--rules={RULES}")
        if separate:
            serve_separately(running)
        else:
            running.serve()
        seen, noted = asyncio.run(watch(running, game, viewers - 1))
        end(running, "standin")
    sent: dict[int, float] = {}
    for at, _, frame in read_send_log(log):
        if (score := home_score(frame, str(game.header.game["home_team_id"]))) is not None:
            sent.setdefault(score, at)
    return figures(game.scores[WARM_UP:], sent, seen, noted)


def home_score(frame: dict[str, Any], home: str) -> int | None:
    """Return the score that a frame carries: the totals do, and the stats of a play that scored."""
    data = frame["data"]
    if frame["source"] == "broadcastsummary":
        return int(data["gameTotals"]["homeTeamScore"]["value"])
    if frame["source"] == "stats" and data["tid"] == home:
        score: int | None = data["totalStats"].get("TEAM_SCORE")
        return score
    return None


def figures(scores: list[int], sent: dict[int, float], seen: Seen, noted: dict[str, Any]) -> dict[str, Any]:
    """Sum up: each play is on the screen with the first picture that shows its score, or a later one."""
    assert abs(seen.clock_error) < CLOCK_WITHIN_MS, f"the browser's clock is off by {seen.clock_error} ms"
    frames = published(seen.frames)
    revised, shown = [score for score, _, _ in frames], [score for score, _, _ in seen.points]
    whole, parts = [], []
    for score in scores:
        _, at, received = frames[bisect.bisect_left(revised, score)]
        _, changed, painted = seen.points[bisect.bisect_left(shown, score)]
        whole.append(painted - sent[score])
        parts.append((at - sent[score], received - at, changed - received, painted - changed))
    found = {
        "plays": len(whole),
        "pictures": sum(score >= scores[0] for score in shown),
        "painted_ms": summary(whole),
        "steps_ms": {name: summary(step) for name, step in zip(STEPS, zip(*parts, strict=True), strict=True)},
        "patch_bytes": summary([len(text) for _, text in seen.frames if '"op":"patch"' in text[:40]]),
        "page_ms_per_patch": {name: round(spent * 1000 / len(frames), 2) for name, spent in seen.used.items()},
        "servers_ms_per_play": {
            name: round(spent * 1000 / (len(whole) + WARM_UP), 2) for name, spent in seen.servers.items()
        },
        "clock_error_ms": round(seen.clock_error, 2),
    }
    if noted:
        came = {int(score): times for score, times in noted["came"].items()}
        others = [at - sent[score] for score in scores for at in came.get(score, ())]
        found |= {"other_viewers_ms": summary(others), "cut_off": noted["cut_off"]}
    return found


def published(frames: list[tuple[float, str]]) -> list[tuple[int, float, float]]:
    """Return (home score, published, received) of each patch that changed the home score."""
    found = []
    for received, text in frames:
        frame = json.loads(text)
        score = (frame.get("patch") or {}).get("score") or {}
        if "home" in score:
            found.append((score["home"], float(frame["at"]), received))
    return found


def show(results: dict[str, Any]) -> None:
    """Print the table."""
    print(f"{'':24}{'p50':>8}{'p99':>8}{'max':>8}   {'steps (p50 / p99): ' + ', '.join(STEPS)}")
    for name, found in results.items():
        values = found["painted_ms"]
        steps = "   ".join(f"{step['p50']:.0f} / {step['p99']:.0f}" for step in found["steps_ms"].values())
        goal = f"   goal {GOAL_MS}" if name.endswith(" 1") else ""
        print(f"{name:24}{values['p50']:>8}{values['p99']:>8}{values['max']:>8}   {steps}{goal}")
        spent = ", ".join(f"{name} {ms}" for name, ms in found["page_ms_per_patch"].items())
        print(f"  the page's main thread, ms of CPU per patch: {spent}")
        spent = ", ".join(f"{server} {ms}" for server, ms in found["servers_ms_per_play"].items())
        print(f"  the processes, ms of CPU per play: {spent}")
        if "other_viewers_ms" in found:
            values = found["other_viewers_ms"]
            print(f"{'  their sockets':24}{values['p50']:>8}{values['p99']:>8}{values['max']:>8}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plays", type=int, default=600, help="of each setting")
    parser.add_argument("--rate", type=float, default=10.0, help="plays per second")
    parser.add_argument("--viewers", type=int, default=200, help="beside one viewer alone")
    parser.add_argument("--only", choices=("embedded", "separate"))
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    front_end.build()
    game = DenseGame(options.plays + WARM_UP, 1000 / options.rate)
    results = {}
    for way in [options.only] if options.only else ["embedded", "separate"]:
        for viewers in sorted({1, options.viewers}):
            with tempfile.TemporaryDirectory(prefix="courtside-bench-") as folder:
                results[f"{way} {viewers}"] = run(Path(folder), game, separate=way == "separate", viewers=viewers)
    if options.json:
        print(json.dumps(results))
    else:
        show(results)


if __name__ == "__main__":
    main()
