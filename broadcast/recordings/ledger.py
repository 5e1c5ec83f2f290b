"""The ledger: writes records one after another and keeps the running counts that some rows repeat.

Everything here is called in time order (by the scorebook); nothing is ever looked up in the future.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from broadcast.recordings import wire
from broadcast.recordings.format import Record, Row
from broadcast.recordings.plays import Game, Play


class Ledger:
    """The records so far, the score by period as of now, and each player's line as far as it has arrived."""

    def __init__(self, game: Game, t0: int) -> None:
        self.records: list[Record] = []
        self._game = game
        self._t0 = t0
        self._scores: dict[str, dict[int, int]] = {}
        self._lines: dict[tuple[int, int], Counter[str]] = {}
        self._status = "SCHEDULED"
        self._period = ""
        self._clock_ms: int | None = None

    def emit(self, now: int, source: str, key: str, row: Row | None) -> None:
        """Write one record."""
        self.records.append(Record(now - self._t0, source, key, row))

    def turn(self, now: int, status: str, period: str, clock_ms: int | None) -> None:
        """Change the status or the period of the game, and send the totals."""
        self._status, self._period, self._clock_ms = status, period, clock_ms
        if status != "SCHEDULED":
            self._scores.setdefault(period, {self._game.home: 0, self._game.away: 0})
        self._send_totals(now)

    def happen(self, now: int, play: Play) -> None:
        """Let a play change the score."""
        self._score(play, play.points)
        if play.points:
            self._clock_ms = play.clock_ms
            self._send_totals(now)

    def arrive(self, now: int, play: Play) -> None:
        """Send the rows of a play: its details, its shot, and what it changes in its player's line."""
        self._send_play(now, play)
        self._send_stats(now, play, play.classification, play.stats)

    def replace(self, now: int, before: Play, after: Play | None) -> None:
        """Correct a play that has arrived, or take it back: rows, lines, score."""
        self._score(before, -before.points)
        if after is not None:
            self._score(after, after.points)
        if before.points != (after.points if after is not None else 0):
            self._send_totals(now)
        if before.shot is not None and (after is None or self._shot_key(after) != self._shot_key(before)):
            self.emit(now, "shots", self._shot_key(before), None)
        if after is None:
            self.emit(now, "details", before.id, None)
        else:
            self._send_play(now, after)
        self._restate(now, before, after)

    def _restate(self, now: int, before: Play, after: Play | None) -> None:
        if after is not None and (after.team, after.player) == (before.team, before.player):
            change = Counter(after.stats)
            change.subtract(before.stats)
            classification = f"UPDATED_{before.classification}_TO_{_outcome(after.classification)}"
            self._send_stats(now, after, classification, {stat: by for stat, by in change.items() if by})
            return
        taken = {stat: -by for stat, by in before.stats.items()}
        self._send_stats(now, before, f"DELETED_{before.classification}", taken)
        if after is not None:
            self._send_stats(now, after, after.classification, after.stats)

    def _score(self, play: Play, points: int) -> None:
        if points and play.team is not None:
            period = self._scores.setdefault(play.period, {self._game.home: 0, self._game.away: 0})
            period[play.team] += points

    def _send_play(self, now: int, play: Play) -> None:
        self.emit(now, "details", play.id, wire.detail_row(self._game, play))
        if play.shot is not None:
            self.emit(now, "shots", self._shot_key(play), wire.shot_row(self._game, play))

    def _shot_key(self, play: Play) -> str:
        return wire.shot_key(self._game, play)

    def _send_stats(self, now: int, play: Play, classification: str, change: Mapping[str, int]) -> None:
        if play.team is None or play.player is None or not change:
            return
        line = self._lines.setdefault((play.team, play.player), Counter())
        line.update(change)
        totals = {stat: line[stat] for stat in change}
        if "PTS" in change:
            totals["TEAM_SCORE"] = self._points(play.team)
            totals["OPPOSING_TEAM_SCORE"] = self._points(self._game.other(play.team))
        row = wire.stats_row(self._game, play, play.player, classification, totals)
        self.emit(now, "stats", wire.stats_key(play.team, play.player), row)

    def _points(self, team: int) -> int:
        return sum(points[team] for points in self._scores.values())

    def _send_totals(self, now: int) -> None:
        row = wire.totals_row(self._game, self._status, self._period, self._clock_ms, self._scores)
        self.emit(now, "totals", "game", row)


def _outcome(classification: str) -> str:
    """What a shot became: `MAKE` where only that changed, as in UPDATED_TWO_POINT_MAKE_TO_MISS."""
    return "MISS" if classification.endswith("_MISS") else classification
