"""What following games costs: rows per second through its parts, and a worker that follows 50 games at once.

`python bench/feed.py [--games N] [--seconds S] [--quick] [--json]`. Rows are those of simulated games. The games are
played at the speed of life by one stand-in, each from a place of its own in the game on, followed by one `feedworker`
process, and watched by one viewer each; Redis and SQLite are the bench's own.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import os
import sys
import tempfile
from pathlib import Path
from time import perf_counter, time_ns
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.document import arrivals, fold, steps
from bench.running import (
    Sent,
    cpu_seconds,
    end,
    read_send_log,
    resident_bytes,
    separate_program,
    serve_separately,
    start_standin,
    summary,
)
from bench.viewers import LightViewer, watching
from broadcast.eventapi.decode import decode_frame, decode_row
from broadcast.recordings.format import Recording, write
from broadcast.recordings.simulator import simulate
from broadcast.standin.timeline import Timeline
from tests.endtoend.processes import Program

if TYPE_CHECKING:
    from broadcast.feed.session import Session

RULES = "NBA"
FIRST_PLACE, LAST_PLACE = 300, 5_300  # s into a game; the games stand evenly between
SETTLE = 15.0  # s between the last catching up and the measurement
LIVE_WITHIN = 180.0  # s
PROCESSES = ("feedworker", "serve", "standin")


def use(running: Program) -> None:
    """Let Django in this process use the database and the Redis of the program."""
    import django

    os.environ.update(running.env, DJANGO_SETTINGS_MODULE="broadcast.settings")
    django.setup()
    logging.getLogger().setLevel(logging.WARNING)


def scheduled(recording: Recording) -> dict[str, Any]:
    """Return the schedule's word of a game while it is played; the recording's says that it has ended."""
    return {**recording.header.game, "status": "ACTIVE"}


def follow(recording: Recording) -> None:
    """Follow a game."""
    from broadcast.games import actions

    actions.follow(scheduled(recording), by="bench", rules=RULES)


def unfollow(recording: Recording) -> None:
    """Follow a game no more."""
    from broadcast.games import actions

    actions.unfollow(recording.header.game["event_id"], by="bench")


# Rows per second


def measure_rows(running: Program, folder: Path, seed: int) -> dict[str, Any]:
    """Return how many rows per second each way takes."""
    recording = simulate(seed, RULES)
    game = arrivals(recording)
    whole = min(fold(game, RULES) for _ in range(5)) / 1000
    one_by_one = sum(steps(game, RULES, lambda source: True, with_patch=True)) / 1000
    found = {
        "rows": len(game),
        "folded, the document once": round(len(game) / whole),
        "folded, the patch of each row": round(len(game) / one_by_one),
    }
    follow(recording)
    found |= asyncio.run(measure_intake(recording))
    unfollow(recording)
    other = simulate(seed + 1, RULES)  # the journal has the first one already
    path = folder / "other.jsonl.gz"
    write(path, other.header, other.records)
    running.start_standin(path, speed=0)  # all at once
    follow(other)
    found |= asyncio.run(measure_session(running, other))
    unfollow(other)
    end(running, "standin")
    return found


async def measure_intake(recording: Recording) -> dict[str, Any]:
    """Take a game in from the text of its frames, and journal it."""
    from broadcast.feed.followed import Followed
    from broadcast.feed.intake import Intake

    timeline = Timeline(recording)
    numbers = timeline.numbering()
    frames = [timeline.frame(i, numbers[i]) for i in range(len(timeline.records)) if timeline.is_streamed(i)]
    game = Followed(recording.header.game["event_id"], RULES, scheduled(recording))
    intake = Intake(game)
    start = perf_counter()
    for text in frames:
        intake.receive(decode_frame(text), time_ns() // 1_000_000)
    unjournaled = perf_counter() - start
    intake = Intake(game)
    start = perf_counter()
    keeping = asyncio.create_task(intake.keeper.run())
    for text in frames:
        intake.receive(decode_frame(text), time_ns() // 1_000_000)
        await asyncio.sleep(0)
    intake.keeper.close()
    await keeping
    return {
        "taken in from the text of frames": round(len(frames) / unjournaled),
        "taken in and journaled": round(len(frames) / (perf_counter() - start)),
    }


async def measure_session(running: Program, recording: Recording) -> dict[str, Any]:
    """Let a session follow the game from the stand-in, which sends it all at once."""
    from broadcast.eventapi.http import EventApi
    from broadcast.feed.followed import Followed
    from broadcast.feed.session import Session
    from broadcast.live.memory import MemoryStore

    timeline = Timeline(recording)
    last = max(timeline.numbering())
    game = Followed(recording.header.game["event_id"], RULES, scheduled(recording))
    live = running.env["LIVE_DATA_URL"]
    async with EventApi(running.api, running.env["EVENT_USERNAME"], running.env["EVENT_SECRET"]) as api:
        session = Session(game, api, MemoryStore(), live)
        following = asyncio.create_task(session.run())
        try:
            seconds = await taken(session, following, last)
        finally:
            following.cancel()
            await asyncio.gather(following, return_exceptions=True)
    return {"received by a session over its socket": round(last / seconds)}


async def taken(session: Session, following: asyncio.Task[None], last: int) -> float:
    """Return the seconds from the first frame to that with the number `last`."""
    start = None
    while (session.intake.ledger.last_seq or 0) < last:
        if following.done():
            following.result()
        if start is None and session.intake.ledger.last_seq:
            start = perf_counter()
        await asyncio.sleep(0.001)
    assert start is not None, "the game came in one go, before the first look"
    return perf_counter() - start


# Many games at once


class Watched:
    """What one viewer has seen of one game: when each play and each reading of the clock came, in epoch ms."""

    def __init__(self) -> None:
        self.live = asyncio.Event()
        self.came: dict[tuple[str, ...], float] = {}
        self._clock: dict[str, Any] = {}

    def note(self, at: float, frame: dict[str, Any]) -> None:
        """Take a frame."""
        topics = frame["state"] if frame["op"] == "snapshot" else frame["patch"]
        if topics.get("feed", {}).get("state") == "live":
            self.live.set()
        if frame["op"] == "snapshot":
            self._clock = dict(topics.get("clock") or {})
            return
        for key in topics.get("plays") or {}:
            self.came.setdefault(("play", key), at)
        if clock := topics.get("clock"):
            self._clock |= clock
            self.came.setdefault(reading(self._clock.get("period"), self._clock.get("ms")), at)


def reading(period: Any, ms: Any) -> tuple[str, ...]:
    """Return what a reading of the clock is known by."""
    return "clock", f"{period}", f"{ms}"


def named(sent: Sent) -> tuple[str, ...] | None:
    """Return what a frame that was sent is known by at the viewer; None where it is neither a play nor the clock."""
    source, data = sent.frame["source"], sent.frame["data"]
    if source == "details":
        return "play", str(data["eventId"])
    if source == "clock":
        row, _ = decode_row("clock", data)
        if row is not None and row.data is not None:
            return reading(row.data.get("period"), row.data.get("clock_ms"))
    return None


def delays(log: list[Sent], watched: dict[str, Watched], begin: float, until: float) -> tuple[list[float], int]:
    """Return how long each play and reading that was first sent in a time took to the viewer, and how many did not
    come: of two that fall within one patch the viewer gets the later."""
    first: dict[tuple[str, tuple[str, ...]], float] = {}
    for entry in log:
        if (name := named(entry)) is not None:
            first.setdefault((entry.event_id, name), entry.at)
    found, missed = [], 0
    for (event_id, name), at in first.items():
        if begin <= at < until:
            came = watched[event_id].came.get(name)
            if came is None:
                missed += 1
            else:
                found.append(came - at)
    return found, missed


async def watch_games(running: Program, recordings: list[Recording], seconds: float) -> dict[str, Any]:
    """Follow the games, wait until all are live, and measure for some time."""
    pids = {name: running.children[name].pid for name in PROCESSES}
    idle = resident_bytes(pids["feedworker"])
    watched = {recording.header.game["event_id"]: Watched() for recording in recordings}
    with running.login() as client:
        cookie = client.cookies["sessionid"]
    for recording in recordings:
        await asyncio.to_thread(follow, recording)
    url = f"ws://127.0.0.1:{running.port}/ws/live/"
    viewers = [LightViewer(url, f"game:{key}", cookie, running.base, one.note) for key, one in watched.items()]
    started = perf_counter()
    async with watching(viewers):
        async with asyncio.timeout(LIVE_WITHIN):
            await asyncio.gather(*(one.live.wait() for one in watched.values()))
        all_live = perf_counter() - started
        await asyncio.sleep(SETTLE)
        begin, used = time_ns() / 1_000_000, {name: cpu_seconds(pid) for name, pid in pids.items()}
        at_first = resident_bytes(pids["feedworker"])
        await asyncio.sleep(seconds)
        passed = (time_ns() / 1_000_000 - begin) / 1000
        cpu = {name: round((cpu_seconds(pid) - used[name]) / passed * 100, 1) for name, pid in pids.items()}
        at_last = resident_bytes(pids["feedworker"])
        until = time_ns() / 1_000_000
        await asyncio.sleep(2)  # for what is under way
    end(running, "standin")
    log = read_send_log(running.folder / "sent.jsonl")
    found, missed = delays(log, watched, begin, until)
    return {
        "games": len(recordings),
        "seconds": round(passed),
        "frames": sum(begin <= entry.at < until for entry in log),
        "all live after s": round(all_live, 1),
        "CPU %": cpu,
        "worker MB": {
            name: round(size / 1e6, 1) for name, size in (("idle", idle), ("at first", at_first), ("at last", at_last))
        },
        "MB per game": round((at_last - idle) / len(recordings) / 1e6, 2),
        "to the viewer's socket ms": {**summary(found), "samples": len(found), "not seen": missed},
        "cut off": sum(viewer.cut_off for viewer in viewers),
    }


def measure_games(running: Program, folder: Path, games: int, seconds: float) -> dict[str, Any]:
    """Let the program follow so many games."""
    recordings = [simulate(seed, RULES) for seed in range(1, games + 1)]
    paths = [folder / f"{number}.jsonl" for number in range(games)]
    for path, recording in zip(paths, recordings, strict=True):
        write(path, recording.header, recording.records)
    start_standin(running, paths, folder / "sent.jsonl", offset=FIRST_PLACE)
    for number, recording in enumerate(recordings):
        place = FIRST_PLACE + (LAST_PLACE - FIRST_PLACE) * number / games
        running.control(recording.header.game["event_id"], "seek", position=place)
    serve_separately(running)
    return asyncio.run(watch_games(running, recordings, seconds))


def show(results: dict[str, Any]) -> None:
    """Print the tables."""
    if rows := results.get("rows"):
        print(f"rows per second, of a game of {rows['rows']} rows")
        for title in list(rows)[1:]:
            print(f"  {title:42}{rows[title]:>10,}")
    if games := results.get("games"):
        print(f"{games['games']} games at 1x for {games['seconds']} s, {games['frames']} frames; ", end="")
        print(f"all live {games['all live after s']} s after the last was followed")
        print("  CPU, % of a core: " + ", ".join(f"{name} {value}" for name, value in games["CPU %"].items()))
        print("  worker, MB: " + ", ".join(f"{name} {value}" for name, value in games["worker MB"].items()), end="")
        print(f"; a game {games['MB per game']}")
        values = games["to the viewer's socket ms"]
        print(
            f"  stand-in to the viewer's socket, ms: p50 {values['p50']}, p99 {values['p99']}, max {values['max']}",
            end="",
        )
        print(f" ({values['samples']} plays and clocks, {values['not seen']} within a patch with a later one)")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--games", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=150.0)
    parser.add_argument("--seed", type=int, default=7, help="of the game whose rows are counted")
    parser.add_argument("--only", choices=("rows", "games"))
    parser.add_argument("--quick", action="store_true", help="10 games for 20 s")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    games, seconds = (10, 20.0) if options.quick else (options.games, options.seconds)
    results: dict[str, Any] = {}
    with tempfile.TemporaryDirectory(prefix="courtside-bench-") as name:
        folder = Path(name)
        with separate_program(folder) as running:
            use(running)
            if options.only != "games":
                results["rows"] = measure_rows(running, folder, options.seed)
            if options.only != "rows":
                results["games"] = measure_games(running, folder, games, seconds)
    if options.json:
        print(json.dumps(results))
    else:
        show(results)


if __name__ == "__main__":
    main()
