"""Counts a game from its records alone, in ways that share nothing with the code that wrote them.

Only wire rows are read. The final state of a source is the newest row per key, rows taken back left out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from broadcast.recordings.format import Record

Row = dict[str, Any]


def final_rows(records: Iterable[Record], source: str) -> list[Row]:
    """The newest row of each key, in the order in which the keys first came."""
    newest: dict[str, Row | None] = {}
    for record in records:
        if record.source == source:
            newest[record.key] = record.row
    return [row for row in newest.values() if row is not None]


def final_details(records: Iterable[Record]) -> list[Row]:
    """The plays as they stand in the end, in the order of their event times."""
    return sorted(final_rows(records, "details"), key=lambda row: row["timestamp"])


def lines_of_details(details: Iterable[Row]) -> dict[str, Counter[str]]:
    """Each player's line, summed from the plays' increments."""
    lines: dict[str, Counter[str]] = defaultdict(Counter)
    for row in details:
        if "pid" in row:
            lines[row["pid"]].update(row["stats"])
    return lines


def lines_of_stats(records: Iterable[Record]) -> dict[str, Counter[str]]:
    """Each player's line, from the last total that the live stats rows sent of each stat."""
    lines: dict[str, Counter[str]] = defaultdict(Counter)
    for record in records:
        if record.source == "stats" and record.row is not None:
            lines[record.row["pid"]].update(())
            for stat, value in record.row["totalStats"].items():
                if not stat.endswith("TEAM_SCORE"):
                    lines[record.row["pid"]][stat] = value
    return lines


def clock_ms(text: str) -> int:
    """Read `mm:ss.t`."""
    minutes, seconds = text.split(":")
    return int(minutes) * 60_000 + round(float(seconds) * 1000)


class Floor:
    """Who is on the floor at an event time, from the lineups rows."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._rows: dict[str, list[Row]] = defaultdict(list)
        for row in final_rows(records, "lineups"):
            self._rows[str(row["team_id"])].append(row)
        for rows in self._rows.values():
            rows.sort(key=lambda row: row["timestamp"])

    def teams(self) -> list[str]:
        """The teams' ids."""
        return list(self._rows)

    def has(self, team: str, at: int) -> bool:
        """Whether a lineup of a team is known at an event time."""
        return bool(self._rows[team]) and self._rows[team][0]["timestamp"] <= at

    def five(self, team: str, at: int) -> frozenset[str]:
        """The five of a team as of an event time."""
        index = bisect_right(self._rows[team], at, key=lambda row: row["timestamp"])
        return frozenset(str(player) for player in self._rows[team][index - 1]["player_ids"])

    def seconds(self, period_ends: dict[str, int]) -> Counter[str]:
        """Seconds on the floor by the game clock; `period_ends` is the clock at each period's end, in ms."""
        seconds: Counter[str] = Counter()
        for rows in self._rows.values():
            for row, after in zip(rows, [*rows[1:], None], strict=True):
                same = after is not None and after["period"] == row["period"]
                end = clock_ms(after["game_clock"]) if same and after else period_ends[row["period"]]
                for player in row["player_ids"]:
                    seconds[str(player)] += clock_ms(row["game_clock"]) - end
        return Counter({player: value // 1000 for player, value in seconds.items()})


def plus_minus(details: list[Row], floor: Floor) -> Counter[str]:
    """Plus-minus by the NBA's rule: free throws count for those on the floor when the foul was called."""
    result: Counter[str] = Counter()
    called = 0
    for row in details:
        if row["classification"].endswith("_FOUL"):
            called = row["timestamp"]
        points = row["stats"].get("PTS", 0)
        at = called if row["classification"].startswith("FREE_THROW") else row["timestamp"]
        for team in floor.teams():
            for player in floor.five(team, at):
                result[player] += points if team == row["teamId"] else -points
    return result
