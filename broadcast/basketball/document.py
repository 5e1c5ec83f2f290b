"""The game document: what viewers see, computed topic by topic from the tables (docs/game-document.schema.json).

`GameDocument` takes stamped rows and sets and answers which topics have changed. Nothing here does I/O or asks the
time. Unchanged entries keep their identity from one answer to the next, so that whoever compares two documents can
skip them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from broadcast.basketball import derived, views
from broadcast.basketball.clocks import GameClock
from broadcast.basketball.fives import Five
from broadcast.basketball.merge import Stamp
from broadcast.basketball.possessions import Possessions
from broadcast.basketball.rules import SIDES, RuleSet, presets
from broadcast.basketball.tables import Data, Tables
from broadcast.basketball.timeline import Timeline

Topics = dict[str, Any]

_TIMELINE_SOURCES = frozenset({"details", "lineups", "possessions", "roster"})
"""What the counts over the plays depend on. Shots are placed among them, and change no other count."""
_SOURCES = _TIMELINE_SOURCES | {"schedule", "marker", "totals", "event", "scores", "stats", "shots", "clock"}
_CLOCK_SILENCE_MS = 5_000
"""After this long without the `clock` source the clock of the totals is used."""


class GameDocument:
    """The tables of one game, and the document that follows from them.

    `rules` names a preset. `teams` gives by team id what producers have set by hand: any of `name`, `short_name`,
    `abbreviation`, `color`, `text_color`, `secondary`, `logo`; it beats what the feed says.
    """

    def __init__(
        self,
        event_id: str,
        rules: str,
        *,
        teams: Mapping[str, Mapping[str, str]] | None = None,
        rehearsal: bool = False,
    ) -> None:
        self.event_id = event_id
        self.rules_name = rules
        self.rules: RuleSet = presets()[rules]
        self.teams = teams or {}
        self.rehearsal = rehearsal
        self.tables = Tables()
        self.clock = GameClock(self.rules)
        self._timeline = Timeline(self.rules, {}, {}, "starters")
        self._topics: Topics = {}
        self._clock_seen_at: int | None = None
        self._possessions = Possessions({})
        self._at_shots: tuple[bool, list[tuple[int, str, str]], dict[str, Data]] = (False, [], {})
        """Whether there are plays, the assists, and where the game stood at each shot, as of the `shots` topic."""
        self._of_shots: dict[str, Data] = {side: {} for side in SIDES}
        self._parts: dict[str, Data] = {side: {} for side in SIDES}

    # What comes in

    def put(self, source: str, key: str, data: Data | None, stamp: Stamp, now: int) -> bool:
        """Apply one row received at `now` (epoch ms). Tell whether it changed the tables."""
        changed = self.tables.put(source, key, data, stamp)
        if data is not None and source != "stats" and self.tables.table(source).stamp(key) == stamp:
            self._tell_clock(source, data, now)
        return changed

    def replace(self, source: str, rows: Mapping[str, Data], stamp: Stamp, now: int) -> set[str]:
        """Apply one set received at `now`. Return the keys whose row changed."""
        changed = self.tables.replace(source, rows, stamp)
        for key in changed:
            if key in rows:
                self._tell_clock(source, rows[key], now)
        return changed

    def restore(self, source: str, key: str, data: Data | None, stamp: Stamp, now: int) -> None:
        """Put back one entry of the journal. An entry of a set carries its `asked`, one of the stream does not."""
        if not stamp.asked:
            self.put(source, key, data, stamp, now)
            return
        self.tables.restore(source, key, data, stamp)
        if data is not None:
            self._tell_clock(source, data, now)

    def _tell_clock(self, source: str, data: Data, now: int) -> None:
        if source == "clock":
            if "clock_ms" in data:
                self._clock_seen_at = now
            self._sample(data, now)
        elif source == "totals":
            if self._clock_seen_at is None or now - self._clock_seen_at > _CLOCK_SILENCE_MS:
                self._sample(data, now)
        elif source == "details":
            self.clock.play(data.get("period"), data.get("clock_ms"))
            if data["classification"] in ("PERIOD_START", "PERIOD_END") and "period" in data:
                self.clock.session(data["period"], ended=data["classification"] == "PERIOD_END")
        elif source == "marker" and data["type"] == "SESSION" and "period" in data:
            self.clock.session(data["period"], ended=data.get("status") == "ENDED")

    def _sample(self, data: Data, now: int) -> None:
        self.clock.sample(
            now,
            period=data.get("period"),
            ms=data.get("clock_ms"),
            resolution_ms=data.get("resolution_ms"),
            shot_ms=data.get("shot_clock_ms"),
            text=data.get("clock_text"),
        )

    # What is known

    @property
    def status(self) -> str:
        """Return scheduled, live or ended: the furthest that any source says."""
        totals = self.tables.table("totals").get("game") or {}
        schedule = self.tables.table("schedule").get("game") or {}
        markers = {data.get("status") for data in self.tables.table("marker").values() if data["type"] == "GAME"}
        said = {totals.get("status"), schedule.get("status")}
        if "ended" in said or "GAME_END" in markers:
            return "ended"
        if "live" in said or "STARTED" in markers or self._has_been_played():
            return "live"
        return "scheduled"

    def _has_been_played(self) -> bool:
        return any(data.get("clock_ms") is not None for data in self.tables.table("details").values())

    def sides(self) -> dict[str, str]:
        """Return the side, home or away, of each team id."""
        sides: dict[str, str] = {}
        for source in ("schedule", "totals"):
            data = self.tables.table(source).get("game") or {}
            for side in SIDES:
                team = data.get(side, {})
                if team_id := team.get("id") or team.get("team"):
                    sides.setdefault(team_id, side)
        return sides

    # Topics

    def topics(self) -> Topics:
        """Return the topics that have changed since the last call. A topic that has become empty is `{}`."""
        dirty = self.tables.take_dirty()
        sides = self.sides()
        touched = set(dirty)
        if not self._topics or sides != self._timeline.sides:
            touched = set(_SOURCES)
        folded = bool(touched & _TIMELINE_SOURCES)
        if folded or "shots" in touched:
            self._fold(dirty, sides)
        self.clock.status = self.status
        fresh: Topics = {"clock": self.clock.topic()}
        if touched & {"schedule", "roster", "marker", "totals", "event", "details"}:
            fresh["game"] = self._game(sides)
        if touched & {"schedule", "totals", "scores"}:
            fresh["score"] = views.score(self.tables, sides, self.rules)
        fold = self._timeline.fold
        if folded:
            fresh["plays"] = views.plays(self.tables, fold, self._held("plays"))
            fresh["latest"] = views.latest(fresh["plays"])
            fresh["lineups"] = views.lineups(fold, self._timeline.source)
            fresh["units"] = views.units(fold, self._possessions, self._held("units"))
            fresh["stints"] = views.kept(self._held("stints"), views.stints(fold))
            fresh["story"] = views.story(fold)
            fresh["period_stats"] = {period: dict(lines) for period, lines in fold.period_stats.items()}
        if folded or "stats" in touched:
            fresh["players"] = views.players(self.tables, sides, fold, self._held("players"))
        if "shots" in touched or self._at_shots != (bool(fold.plays), fold.assists, fold.shots):
            self._at_shots = (bool(fold.plays), list(fold.assists), dict(fold.shots))
            fresh["shots"] = views.shots(self.tables, sides, self.rules, fold, self._held("shots"))
        if folded or touched & {"stats", "totals", "clock", "shots"}:
            fresh["team_stats"] = self._team_stats(fresh)
        changed = {name: value for name, value in fresh.items() if self._topics.get(name) != value}
        self._topics |= changed
        return changed

    def whole(self) -> Topics:
        """Return all topics as of the last call of `topics`, those that are empty left out."""
        return {name: topic for name, topic in self._topics.items() if topic}

    def mismatches(self) -> dict[str, str]:
        """Return where the plays disagree with the feed's totals, in words, by what they disagree on."""
        return views.mismatches(self._held("score"), self._timeline.fold)

    def _held(self, topic: str) -> Data:
        held: Data = self._topics.get(topic, {})
        return held

    def _team_stats(self, fresh: Topics) -> Data:
        """Return the teams' numbers; those that come from players, shots and plays are those held where nothing of
        these has been worked out anew.
        """
        fold = self._timeline.fold
        if "players" in fresh:
            lines = views.team_lines(fresh["players"])
        else:
            lines = {side: self._held("team_stats").get(side, {}).get("line", {}) for side in SIDES}
        if "shots" in fresh:
            self._of_shots = derived.from_shots(fresh["shots"])
        if "players" in fresh or "shots" in fresh:
            players = fresh.get("players", self._held("players"))
            self._parts = derived.parts(lines, players, self._of_shots, fold, self._possessions)
        return views.team_stats(lines, self._parts, fold, self.rules, self.clock.period, self.clock.ms)

    def _game(self, sides: Mapping[str, str]) -> Data:
        schedule = self.tables.table("schedule").get("game") or {}
        event = self.tables.table("event").get("game") or {}
        game: Data = {
            "event_id": self.event_id,
            "status": self.status,
            "format": event.get("format") or ("HALF" if self.rules.periods == 2 else "QUARTER"),
            "rules": self.rules_name,
        }
        for name in ("tipoff_at", "venue"):
            if name in schedule:
                game[name] = schedule[name]
        if self.rehearsal:
            game["rehearsal"] = True
        return game | views.teams(self.tables, sides, self.teams)

    # The timeline

    def _fold(self, dirty: Mapping[str, set[str]], sides: Mapping[str, str]) -> None:
        """Bring the timeline up to date; it starts anew where another source tells the five, or other starters."""
        source, floor_source = self._floor_source()
        starters = self._starters(sides)
        timeline = self._timeline
        keys: Mapping[str, Any] = dirty
        if (timeline.source, timeline.sides, timeline.starters) != (source, sides, starters):
            timeline = self._timeline = Timeline(self.rules, sides, starters, source)
            keys = {name: self.tables.table(name).rows for name in ("details", "lineups", "possessions", "shots")}
        if self._possessions.sides != sides:
            self._possessions = Possessions(sides)
            self._possessions.update(self._rows("possessions", {"possessions": self.tables.table("possessions").rows}))
        else:
            self._possessions.update(self._rows("possessions", dirty))
        timeline.update(
            self._rows("details", keys),
            {} if floor_source is None else self._rows(floor_source, keys),
            self._rows("shots", keys),
        )

    def _rows(self, source: str, keys: Mapping[str, Iterable[str]]) -> dict[str, Data | None]:
        """Return the rows of a source that `keys` names, by source; `None` for one that is no more."""
        table = self.tables.table(source)
        return {key: table.get(key) for key in keys.get(source, ())}

    def _floor_source(self) -> tuple[str, str | None]:
        """Return who tells who is on the floor: its name in the document, and its table if that is not the plays."""
        if any(True for _ in self.tables.table("lineups").values()):
            return "lineups", "lineups"
        if any(data["classification"].startswith("SUBSTITUTION") for data in self.tables.table("details").values()):
            return "plays", None
        if any(len(data["players"]) == 5 for data in self.tables.table("possessions").values()):
            return "possessions", "possessions"
        return "starters", None

    def _starters(self, sides: Mapping[str, str]) -> dict[str, Five]:
        starters: dict[str, Five] = {}
        for team_id, roster in self.tables.table("roster").items():
            five = tuple(player for player, data in roster["players"].items() if data.get("starter"))
            if (side := sides.get(team_id)) and five:
                starters[side] = five
        return starters
