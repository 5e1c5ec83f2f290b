"""The tables of one game: the newest row per key of every source, in decoded form (docs/rows.md)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from broadcast.basketball.merge import Stamp, Table, Versions

Data = dict[str, Any]

SEQUENCED = frozenset({"shots", "details", "stats", "possessions", "lineups", "marker"})
"""ASSUMED beyond `marker`: the sources that share the stream's sequence."""

_VERSIONED = ("details", "shots")
_SCORE = "game"


class Tables:
    """Applies stamped rows and sets, and remembers what they touched until it is asked.

    `dirty` maps a source to the keys that have changed since `take_dirty`; `corrected` maps the sources that keep
    earlier versions to the keys of rows that say something else than before.
    """

    def __init__(self) -> None:
        self._tables: dict[str, Table[str, Data]] = {}
        self.stats: dict[str, Table[tuple[str, str, str], float]] = {}
        self.scores: Table[str, Data] = Table()
        self.versions: dict[str, Versions[str, Data]] = {source: Versions() for source in _VERSIONED}
        self.corrected: dict[str, set[str]] = {source: set() for source in _VERSIONED}
        self.dirty: dict[str, set[str]] = {}

    def table(self, source: str) -> Table[str, Data]:
        """Return the table of any source but `stats`."""
        table = self._tables.get(source)
        if table is None:
            table = self._tables[source] = Table()
        return table

    def put(self, source: str, key: str, data: Data | None, stamp: Stamp) -> bool:
        """Apply one row. Tell whether the tables changed, and so whether the row belongs in the journal."""
        if source == "stats":
            return data is not None and self._put_stats(key, data, stamp)
        newest = self.newest_score()
        changed = self.table(source).put(key, data, stamp)
        changed |= newest != self.newest_score()
        if source in self.versions:
            if data is not None:
                changed |= self.versions[source].put(key, data, stamp)
            self._note_correction(source, key)
        if changed:
            self._touch(source, key)
        return changed

    def replace(self, source: str, rows: Mapping[str, Data], stamp: Stamp) -> set[str]:
        """Apply one set, and return the keys whose row changed."""
        if source != "stats":
            newest = self.newest_score()
            changed = self.table(source).replace(rows, stamp)
            if newest != self.newest_score():
                changed.add("game")
            for key in changed:
                self._touch(source, key)
                self._note_correction(source, key)
            return changed
        cells = {
            (data["team"], data["player"], stat): value
            for data in rows.values()
            for stat, value in data["stats"].items()
        }
        changed = {f"{team}:{player}" for team, player, _ in self._scope("game").replace(cells, stamp)}
        for key in changed:
            self._touch("stats", key)
        return changed

    def restore(self, source: str, key: str, data: Data | None, stamp: Stamp) -> None:
        """Put back what a set said, from a journal. An empty key says that the stamp is the table's floor."""
        if not key:
            floored: Table[Any, Any] = self._scope("game") if source == "stats" else self.table(source)
            floored.floor = max(floored.floor, stamp)
            return
        if source == "stats":
            self._restore_line(key, data, stamp)
        else:
            self.table(source).restore(key, data, stamp)
            self._note_correction(source, key)
        self._touch(source, key)

    def _restore_line(self, key: str, data: Data | None, stamp: Stamp) -> None:
        """Put back the line of one player: what a set does not name is gone, what is newer than the set stays."""
        cells = self._scope("game")
        line = {} if data is None else {(data["team"], data["player"], stat): v for stat, v in data["stats"].items()}
        for cell in [cell for cell in cells.rows if f"{cell[0]}:{cell[1]}" == key and cell not in line]:
            if cells.stamp(cell) <= stamp:
                cells.restore(cell, None, stamp)
        for cell, value in line.items():
            if cells.stamp(cell) <= stamp:
                cells.restore(cell, value, stamp)

    def _put_stats(self, key: str, data: Data, stamp: Stamp) -> bool:
        table = self._scope(data.get("scope", "game"))
        team, player = data["team"], data["player"]
        changed = False
        for stat, value in data["stats"].items():
            changed |= table.put((team, player, stat), value, stamp)
        if changed:
            self._touch("stats", key)
        if "team_score" in data and "opposing_score" in data:
            score = {"team": team, "score": data["team_score"], "opposing": data["opposing_score"]}
            newest = self.newest_score()
            if self.scores.put(_SCORE, score, stamp) or newest != self.newest_score():
                self._touch("scores", _SCORE)
                changed = True
        return changed

    def _scope(self, scope: str) -> Table[tuple[str, str, str], float]:
        return self.stats.setdefault(scope, Table())

    def lines(self) -> dict[tuple[str, str], dict[str, float]]:
        """Return the stats of the game by (team, player)."""
        lines: dict[tuple[str, str], dict[str, float]] = {}
        for (team, player, stat), value in self._scope("game").items():
            lines.setdefault((team, player), {})[stat] = value
        return lines

    def newest_score(self) -> str:
        """Return which is newer: `totals`, or `scores`, what scoring stats rows have carried.

        A row that says the same again can still become the newer one, so this counts as a change of its own.
        """
        totals, scores = self.table("totals").stamp("game"), self.scores.stamp(_SCORE)
        return "scores" if (scores.run, scores.n) > (totals.run, totals.n) else "totals"

    def before(self, source: str, key: str, current: Data) -> Data | None:
        """Return what a shot or a play said before it was corrected."""
        return self.versions[source].before(key, current)

    def _note_correction(self, source: str, key: str) -> None:
        """Keep `corrected` right: the keys whose row says something else than it said before."""
        if source in self.versions:
            current = self.table(source).get(key)
            if current is not None and self.before(source, key, current) is not None:
                self.corrected[source].add(key)
            else:
                self.corrected[source].discard(key)

    def forget_answers(self, source: str) -> list[tuple[str, Stamp]]:
        """Drop the rows that REST has answered, where the stream has rows of its own. Return their keys and stamps.

        For a source whose REST answer is of one moment only, and so no set.
        """
        rows = self.table(source).rows
        answered = [(key, held[0]) for key, held in rows.items() if held[0].asked]
        if len(answered) == len(rows):
            return []
        for key, _ in answered:
            del rows[key]
            self._touch(source, key)
        return answered

    def _touch(self, source: str, key: str) -> None:
        self.dirty.setdefault(source, set()).add(key)

    def take_dirty(self) -> dict[str, set[str]]:
        """Return what has changed since the last call, and forget it."""
        dirty, self.dirty = self.dirty, {}
        return dirty
