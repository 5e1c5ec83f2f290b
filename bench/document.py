"""How long the game document takes: a whole game at once, and each row of it as it comes.

`python bench/document.py [RECORDING] [--seed N] [--rules NAME] [--json]`; without a file a simulated game is played.
The goals are for one core of an ordinary machine that does nothing else.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from broadcast.basketball.document import GameDocument
from broadcast.basketball.merge import Stamp
from broadcast.basketball.tables import SEQUENCED
from broadcast.eventapi.decode import decode_row
from broadcast.live.patch import diff
from broadcast.recordings.format import Recording, load
from broadcast.recordings.simulator import simulate

Arrival = tuple[int, str, str, "dict[str, Any] | None", Stamp]

GOAL_FOLD_MS = 250
GOAL_PLAY_MS = 3


def arrivals(recording: Recording) -> list[Arrival]:
    """Return the rows of a recording decoded and stamped; `at` in ms from its start."""
    header = recording.header
    wire = [(0, "schedule", "game", header.game), (0, "event", "game", header.event)]
    wire += [(0, "roster", str(roster["id"]), roster) for roster in header.rosters]
    found: list[Arrival] = []
    for at, source, key, raw in [*wire, *((r.at, r.source, r.key, r.row) for r in recording.records)]:
        number = len(found) + 1
        data = None
        if raw is not None:
            row, _ = decode_row(source, raw)
            if row is None:
                continue
            data = row.data
        found.append((at, source, key, data, Stamp(0, number if source in SEQUENCED else 0, number)))
    return found


def fold(game: list[Arrival], rules: str) -> float:
    """Return the ms that a whole game takes when its topics are asked for once."""
    document = GameDocument("bench", rules)
    start = perf_counter()
    for at, source, key, data, stamp in game:
        document.put(source, key, data, stamp, at)
    document.topics()
    return (perf_counter() - start) * 1000


def steps(game: list[Arrival], rules: str, wanted: Callable[[str], bool], *, with_patch: bool) -> list[float]:
    """Return the ms that each row takes, its topics included, and the patch where asked for."""
    document = GameDocument("bench", rules)
    shown: dict[str, Any] = {}
    taken = []
    for at, source, key, data, stamp in game:
        start = perf_counter()
        document.put(source, key, data, stamp, at)
        after = {**shown, **document.topics()}
        if with_patch:
            diff(shown, after)
        spent = (perf_counter() - start) * 1000
        shown = after
        if wanted(source):
            taken.append(spent)
    return taken


def summary(taken: list[float]) -> dict[str, float]:
    """Return the median, the 99th percentile and the maximum."""
    ordered = sorted(taken)
    at = {"p50": len(ordered) // 2, "p99": int(len(ordered) * 0.99), "max": len(ordered) - 1}
    return {name: round(ordered[index], 3) for name, index in at.items()}


def measure(recording: Recording) -> dict[str, Any]:
    """Return all figures."""
    rules = recording.header.rules
    game = arrivals(recording)
    return {
        "rules": rules,
        "rows": len(game),
        "fold_ms": round(min(fold(game, rules) for _ in range(5)), 1),
        "play_ms": summary(steps(game, rules, lambda source: source == "details", with_patch=False)),
        "row_ms": summary(steps(game, rules, lambda source: True, with_patch=False)),
        "row_and_patch_ms": summary(steps(game, rules, lambda source: True, with_patch=True)),
        "goals": {"fold_ms": GOAL_FOLD_MS, "play_ms": GOAL_PLAY_MS},
    }


def main() -> None:
    """Print the figures as a table, or as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("recording", nargs="?", help="a recording; without one a game is simulated")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--rules", default="NBA")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    figures = measure(load(options.recording) if options.recording else simulate(options.seed, options.rules))
    if options.json:
        print(json.dumps(figures))
        return
    print(f"{figures['rows']} rows of a game by the rules of {figures['rules']}")
    print(f"{'':24}{'p50':>9}{'p99':>9}{'max':>9}  ms")
    print(f"{'whole game at once':24}{figures['fold_ms']:>9}{'':18}      goal {GOAL_FOLD_MS}")
    for title, name in (
        ("one more play", "play_ms"),
        ("any row", "row_ms"),
        ("any row, patch too", "row_and_patch_ms"),
    ):
        values = figures[name]
        goal = f"      goal {GOAL_PLAY_MS}" if name == "play_ms" else ""
        print(f"{title:24}{values['p50']:>9}{values['p99']:>9}{values['max']:>9}{goal}")


if __name__ == "__main__":
    main()
