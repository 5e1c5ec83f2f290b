"""Baskets that are taken back, and some given again: corrections that lower the score, through every source. Pure.

The outcome is a list of records like any other, so that REST and the stream tell the same: totals, the play and its
assist, the shot, the lines of who scored and assisted, the possession. Only what comes after a correction differs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from broadcast.recordings.format import Record

Row = dict[str, Any]

_BASKETS = frozenset({"TWO_POINT_MAKE", "THREE_POINT_MAKE"})
# ms of the recording from the basket until it is taken back, and from there until it is given again.
_TAKEN_AFTER, _GIVEN_AFTER = (4_000, 20_000), (10_000, 60_000)
_GIVEN_SHARE = 0.5
# An assist is entered with its basket, a few ms behind it.
_ASSIST_WITHIN_MS = 100


@dataclass(frozen=True)
class TakenBack:
    """A basket, by the key of its play, that is taken back at a position, and given again at another or never."""

    key: str
    taken: int
    given: int | None


@dataclass(frozen=True)
class _Basket:
    """What belongs to a basket: its play and its assist, its shot, and what it added to whose line."""

    plays: tuple[Record, ...]
    shot: Record

    @property
    def row(self) -> Row:
        """The play."""
        return self.plays[0].row or {}

    @property
    def points(self) -> int:
        """What it is worth."""
        return int(self.row["stats"].get("PTS", 0))

    def added(self) -> dict[str, Counter[str]]:
        """What it added, by the key of the stats."""
        rows = [play.row or {} for play in self.plays]
        return {f"{row['teamId']}:{row['pid']}": Counter(row["stats"]) for row in rows}


def choose(records: Sequence[Record], rate: float, seed: str, after: float, before: float) -> list[TakenBack]:
    """Choose baskets to be taken back at a rate, all corrections after one position and before another (ms)."""
    chosen = []
    for key, basket in _baskets(records).items():
        rng = Random(f"{seed}:{key}")  # noqa: S311 - chance, not a secret
        if rng.random() >= rate:
            continue
        taken = basket.plays[-1].at + rng.randrange(*_TAKEN_AFTER)
        given = taken + rng.randrange(*_GIVEN_AFTER) if rng.random() < _GIVEN_SHARE else None
        if after < taken < before:
            chosen.append(TakenBack(key, taken, given))
    return chosen


def lowered(records: Sequence[Record], corrections: Iterable[TakenBack]) -> list[Record]:
    """Give the records with baskets taken back and given again."""
    baskets = _baskets(records)
    steps: list[tuple[int, bool, _Basket]] = []
    for correction in corrections:
        basket = baskets[correction.key]
        steps.append((correction.taken, True, basket))
        if correction.given is not None:
            steps.append((correction.given, False, basket))
    steps.sort(key=lambda step: step[0])
    last = records[-1].at if records else 0
    teller = _Teller()
    waiting = iter([step for step in steps if step[0] < last])
    step = next(waiting, None)
    for record in records:
        while step is not None and step[0] < record.at:
            teller.correct(*step)
            step = next(waiting, None)
        teller.tell(record)
    return teller.told


def _baskets(records: Sequence[Record]) -> dict[str, _Basket]:
    """Give the baskets that were entered once and never corrected, by the key of their play."""
    versions = Counter((record.source, record.key) for record in records if record.source in ("details", "shots"))
    shots = {
        (str(record.row.get("pid")), record.row.get("t")): record
        for record in records
        if record.source == "shots" and record.row is not None and versions["shots", record.key] == 1
    }
    plays = [record for record in records if record.source == "details"]
    baskets = {}
    for number, record in enumerate(plays):
        row = record.row
        if row is None or row.get("classification") not in _BASKETS or versions["details", record.key] != 1:
            continue
        shot = shots.get((str(row.get("pid")), row.get("timestamp")))
        following = plays[number + 1] if number + 1 < len(plays) else None
        assist = following.row if following is not None else None
        assisted = (
            assist is not None
            and assist.get("classification") == "ASSIST"
            and assist.get("teamId") == row.get("teamId")
            and 0 < assist["timestamp"] - row["timestamp"] <= _ASSIST_WITHIN_MS
        )
        if shot is None or (assisted and following is not None and versions["details", following.key] != 1):
            continue
        baskets[record.key] = _Basket((record, following) if assisted and following else (record,), shot)
    return baskets


class _Teller:
    """Tells records in order, less what is taken back at the time."""

    def __init__(self) -> None:
        self.told: list[Record] = []
        self._away: dict[str, _Basket] = {}
        self._lines: dict[str, dict[str, int]] = {}
        self._stats: dict[tuple[str, int], Row] = {}
        self._totals: Record | None = None
        self._possessions: dict[str, Row] = {}

    def tell(self, record: Record) -> None:
        """Tell a record as it is while the baskets that are away are away."""
        row = record.row
        if record.source == "totals" and row is not None:
            self._totals = record
            row = self._less_totals(row)
        elif record.source == "stats" and row is not None:
            self._lines.setdefault(record.key, {}).update(row["totalStats"])
            self._stats[record.key, row["t"]] = row
            row = self._less_stats(record.key, row)
        elif record.source == "possessions":
            if row is None:
                self._possessions.pop(record.key, None)
            else:
                self._possessions[record.key] = row
                row = self._less_possession(row)
        self.told.append(record if row is record.row else Record(record.at, record.source, record.key, row))

    def correct(self, at: int, taken: bool, basket: _Basket) -> None:
        """Take a basket back, or give it again."""
        if taken:
            self._away[basket.plays[0].key] = basket
        else:
            del self._away[basket.plays[0].key]
        if self._totals is not None:
            self._tell(at, "totals", self._totals.key, self._less_totals(self._totals.row or {}))
        for play in basket.plays if not taken else reversed(basket.plays):
            row = play.row or {}
            self._tell(at, "details", play.key, None if taken else {**row, "corrected": True})
            if play is basket.plays[0]:
                self._tell(at, "shots", basket.shot.key, None if taken else basket.shot.row)
            self._tell_line(at, taken, row)
        for key, possession in self._possessions.items():
            if any(_is_play(stat, basket.row) for stat in possession.get("stats") or ()):
                self._tell(at, "possessions", key, self._less_possession(possession))

    def _tell_line(self, at: int, taken: bool, play: Row) -> None:
        """Tell what a correction changes in the line of who made a play."""
        key = f"{play['teamId']}:{play['pid']}"
        entered = self._stats.get((key, play["timestamp"]))
        line = self._lines.get(key)
        if entered is None or line is None:
            return
        changed = {name: line[name] for name in entered["totalStats"] if name in line}
        if "TEAM_SCORE" in changed and self._totals is not None:
            changed |= self._scores(str(play["teamId"]))
        classification = ("DELETED_" if taken else "") + str(play["classification"])
        row = {**entered, "classification": classification, "totalStats": changed}
        self._tell(at, "stats", key, self._less_stats(key, row))

    def _scores(self, team: str) -> dict[str, int]:
        """Give the score of the moment as a team's stats rows carry it, with every basket in it."""
        totals = (self._totals.row if self._totals is not None else None) or {}
        sides = [totals["homeTeamScore"], totals["awayTeamScore"]]
        mine, others = sorted(sides, key=lambda side: side["teamId"] != team)
        return {"TEAM_SCORE": mine["value"], "OPPOSING_TEAM_SCORE": others["value"]}

    def _less_stats(self, key: str, row: Row) -> Row:
        stats = dict(row["totalStats"])
        for basket in self._away.values():
            for name, by in basket.added().get(key, {}).items():
                if name in stats:
                    stats[name] -= by
            for name, own in (("TEAM_SCORE", True), ("OPPOSING_TEAM_SCORE", False)):
                if name in stats and (str(basket.row["teamId"]) == str(row["tid"])) == own:
                    stats[name] -= basket.points
        return row if stats == row["totalStats"] else {**row, "totalStats": stats}

    def _less_totals(self, row: Row) -> Row:
        for basket in self._away.values():
            period = basket.row["period"]
            row = _less_score(row, basket)
            periods = [
                _less_score(one, basket) if one.get("period") == period else one
                for one in row.get("periodTotals") or ()
            ]
            row = {**row, "periodTotals": periods}
        return row

    def _less_possession(self, row: Row) -> Row:
        kept = [
            stat
            for stat in row.get("stats") or ()
            if not any(_is_play(stat, play.row or {}) for basket in self._away.values() for play in basket.plays)
        ]
        return row if len(kept) == len(row.get("stats") or ()) else {**row, "stats": kept}

    def _tell(self, at: int, source: str, key: str, row: Row | None) -> None:
        self.told.append(Record(at, source, key, row))


def _less_score(row: Row, basket: _Basket) -> Row:
    changed: dict[str, Mapping[str, Any]] = {}
    for side in ("homeTeamScore", "awayTeamScore"):
        if str(row[side]["teamId"]) == str(basket.row["teamId"]):
            changed[side] = {**row[side], "value": row[side]["value"] - basket.points}
    return {**row, **changed}


def _is_play(stat: Row, play: Row) -> bool:
    return stat.get("timestamp") == play["timestamp"] and str(stat.get("player_id")) == str(play.get("pid"))
