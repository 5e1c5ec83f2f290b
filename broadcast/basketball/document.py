"""The game document: what viewers see, computed topic by topic from the tables (docs/game-document.schema.json).

`GameDocument` takes stamped rows and sets and answers which topics have changed. Nothing here does I/O or asks the
time. Unchanged entries keep their identity from one answer to the next, so that whoever compares two documents can
skip them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from broadcast.basketball.clocks import GameClock
from broadcast.basketball.merge import Stamp
from broadcast.basketball.rules import RuleSet, presets
from broadcast.basketball.tables import Data, Tables
from broadcast.basketball.timeline import SIDES, Event, Five, Timeline

Topics = dict[str, Any]

_TEAM_SOURCES = frozenset({"schedule", "roster", "marker", "totals"})
_TIMELINE_SOURCES = frozenset({"details", "lineups", "possessions", "roster", "schedule"})
_CLOCK_SILENCE_MS = 5_000
"""After this long without the `clock` source the clock of the totals is used."""


class GameDocument:
    """The tables of one game, and the document that follows from them.

    `rules` names a preset. `teams` gives by team id what producers have set by hand: any of `name`, `short_name`,
    `abbreviation`, `color`, `text_color`, `logo`; it beats what the feed says.
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
        self._timeline: Timeline | None = None
        self._topics: Topics = {}
        self._clock_seen_at: int | None = None
        self._assists: list[tuple[int, str, str]] = []

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
        if "live" in said or "STARTED" in markers or self._timeline_has_run():
            return "live"
        return "scheduled"

    def _timeline_has_run(self) -> bool:
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
        fresh: Topics = {}
        sides = self.sides()
        if not self._topics or dirty.keys() & _TEAM_SOURCES or "details" in dirty:
            fresh["game"] = self._game(sides)
        self.clock.status = self.status
        fresh["clock"] = self.clock.topic()
        if dirty.keys() & {"totals", "scores", "schedule", "event"}:
            fresh["score"] = self._score(sides)
        folded = bool(dirty.keys() & _TIMELINE_SOURCES)
        if folded:
            self._fold(dirty, sides)
        if folded and self._timeline is not None:
            fresh |= self._told(self._timeline)
        if folded or "stats" in dirty:
            fresh["players"] = self._players(sides)
        if folded or "stats" in dirty or "totals" in dirty or "clock" in dirty:
            fresh["team_stats"] = self._team_stats(fresh.get("players") or self._topics.get("players", {}))
        if "shots" in dirty or self._timeline is not None and self._assists != self._timeline.assists:
            self._assists = list(self._timeline.assists) if self._timeline else []
            fresh["shots"] = self._shots(sides)
        changed = {name: value for name, value in fresh.items() if self._topics.get(name) != value}
        self._topics |= changed
        return changed

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
        colors = self._colors()
        ids = {side: team_id for team_id, side in sides.items()}
        for side in SIDES:
            team_id = ids.get(side, side)
            roster = self.tables.table("roster").get(team_id) or {}
            team = {"id": team_id, "name": schedule.get(side, {}).get("name") or roster.get("name") or side.title()}
            if "logo" in roster:
                team["logo"] = roster["logo"]
            game[side] = team | colors.get(side, {}) | dict(self.teams.get(team_id, {}))
        return game

    def _colors(self) -> dict[str, Data]:
        """Return the jersey colors of the newest marker that carries them."""
        markers = [data for data in self.tables.table("marker").values() if "colors" in data]
        newest = max(markers, key=lambda data: int(data.get("at", 0)), default=None)
        return newest["colors"] if newest else {}

    def _score(self, sides: Mapping[str, str]) -> Data:
        totals = self.tables.table("totals").get("game") or {}
        score: Data = {side: totals[side]["score"] for side in SIDES if "score" in totals.get(side, {})}
        scored = self.tables.score()
        stamp = self.tables.table("totals").stamp("game")
        if scored is not None:
            place, data = scored
            side = sides.get(data["team"])
            if side is not None and (place.run, place.n) > (stamp.run, stamp.n):
                score = {side: data["score"], "away" if side == "home" else "home": data["opposing"]}
        periods = {}
        for order, period in enumerate(totals.get("periods", ())):
            number = self.rules.number(period["period"])
            entry = {"order": number if number is not None else 100 + order}
            entry |= {side: period[side] for side in SIDES if side in period}
            if "session" in period:
                entry["session_id"] = period["session"]
            periods[period["period"]] = entry
        if periods:
            score["periods"] = periods
        return score

    def _fold(self, dirty: Mapping[str, set[str]], sides: Mapping[str, str]) -> None:
        """Bring the timeline up to date: fold what comes last, or all of it anew."""
        source, floor_source = self._floor_source()
        starters = self._starters(sides)
        timeline = self._timeline
        stale = (
            timeline is None
            or timeline.source != source
            or timeline.sides != sides
            or (not timeline.places and timeline.starters != starters)
        )
        if not stale and timeline is not None:
            events = self._events(dirty.get("details", ()), floor_source, dirty.get(floor_source, ()))
            touched = sum(len(dirty.get(name, ())) for name in ("details", floor_source))
            stale = len(events) < touched or any(not timeline.follows(event) for event in events[:1])
        if stale or timeline is None:
            timeline = self._timeline = Timeline(self.rules, sides, starters, source)
            details = self.tables.table("details").rows
            events = self._events(details, floor_source, self.tables.table(floor_source).rows)
        timeline.fold(events)
        if stale:
            timeline.plays = _kept(self._topics.get("plays", {}), timeline.plays)

    def _events(self, plays: Any, floor_source: str, changes: Any) -> list[Event]:
        details, floors = self.tables.table("details"), self.tables.table(floor_source)
        events = [Event(data["at"], True, key, data) for key in plays if (data := details.get(key)) is not None]
        if floor_source != "details":
            for key in changes:
                data = floors.get(key)
                if data is not None:
                    events.append(Event(data["at"] if "at" in data else data["start"], False, key, data))
        events.sort(key=lambda event: event.place)
        return events

    def _floor_source(self) -> tuple[str, str]:
        """Return which source tells who is on the floor: its name in the document, and its table."""
        if len(self.tables.table("lineups")):
            return "lineups", "lineups"
        details = self.tables.table("details")
        if any(data["classification"].startswith("SUBSTITUTION") for data in details.values()):
            return "plays", "details"
        if any(len(data["players"]) == 5 for data in self.tables.table("possessions").values()):
            return "possessions", "possessions"
        return "starters", "details"

    def _starters(self, sides: Mapping[str, str]) -> dict[str, Five]:
        starters: dict[str, Five] = {}
        for team_id, roster in self.tables.table("roster").items():
            five = tuple(player for player, data in roster["players"].items() if data.get("starter"))
            if (side := sides.get(team_id)) and five:
                starters[side] = five
        return starters

    def _told(self, timeline: Timeline) -> Topics:
        """Return the topics that the timeline alone tells."""
        lineups: Data = {}
        for side, five in timeline.floor.items():
            lineups[side] = {"players": list(five), "source": timeline.source}
            if side in timeline.since:
                lineups[side]["since"] = timeline.since[side]
        held = self._topics.get("units", {})
        units = {}
        for key, unit in timeline.units.items():
            entry = {name: unit[name] for name in ("team", "players", "points_for", "points_against")}
            entry["seconds"] = round(unit["ms"] / 1000)
            units[key] = held[key] if held.get(key) == entry else entry
        story: Data = {
            "lead_changes": timeline.lead_changes,
            "times_tied": timeline.times_tied,
            "biggest_lead": dict(timeline.biggest_lead),
        }
        if timeline.run:
            story["run"] = timeline.run
        return {
            "plays": self._plays(timeline),
            "lineups": lineups,
            "units": units,
            "story": story,
            "period_stats": {period: dict(lines) for period, lines in timeline.period_stats.items()},
        }

    def _plays(self, timeline: Timeline) -> Data:
        """Return the plays, corrected ones with what they said before."""
        plays = dict(timeline.plays)
        details, held = self.tables.table("details"), self._topics.get("plays", {})
        for key in self.tables.corrected["details"]:
            data = details.get(key)
            before = None if data is None else self.tables.before("details", key, data)
            if data is not None and before is not None and before.get("text") not in (None, data.get("text")):
                play = plays[key] | {"corrected": True, "was": before["text"]}
                plays[key] = held[key] if held.get(key) == play else play
        return plays

    def _players(self, sides: Mapping[str, str]) -> Data:
        timeline, held = self._timeline, self._topics.get("players", {})
        players: Data = {}
        for team_id, roster in self.tables.table("roster").items():
            if (side := sides.get(team_id)) is None:
                continue
            for player_id, data in roster["players"].items():
                known = {name: value for name, value in data.items() if name != "display_name"}
                players[player_id] = known | {"team": side, "line": {}}
                if "display_name" in data:
                    players[player_id]["name"] = data["display_name"]
        for (team_id, player_id), line in self.tables.lines().items():
            side = sides.get(team_id)
            if side is not None:
                player = players.setdefault(player_id, {"team": side, "line": {}})
                player["line"] = {stat: _whole(value) for stat, value in line.items()}
        if timeline is not None:
            for player_id in timeline.plus_minus.keys() & players.keys():
                players[player_id]["plus_minus"] = timeline.plus_minus[player_id]
                players[player_id]["seconds"] = round(timeline.played_ms.get(player_id, 0) / 1000)
            for five in timeline.floor.values():
                for player_id in five:
                    if player_id in players:
                        players[player_id]["on_floor"] = True
        return _kept(held, players)

    def _team_stats(self, players: Mapping[str, Data]) -> Data:
        """Return each team's line, the sum of its players', and its fouls and bonus counted from the plays."""
        stats: Data = {side: {"line": {}} for side in SIDES}
        for player in players.values():
            line = stats[player["team"]]["line"]
            for stat, value in player["line"].items():
                line[stat] = _whole(line.get(stat, 0) + value)
        period = self.clock.period
        if self._timeline is not None and period is not None and any(self._timeline.fouls.values()):
            for side in SIDES:
                stats[side]["fouls"] = self._timeline.team_fouls(side, period)[0]
                if (bonus := self._timeline.bonus(side, period)) is not None:
                    stats[side]["bonus"] = bonus
        return {side: value for side, value in stats.items() if value["line"] or "fouls" in value}

    def _shots(self, sides: Mapping[str, str]) -> Data:
        held = self._topics.get("shots", {})
        shots: Data = {}
        corrected = self.tables.corrected["shots"]
        for key, data in self.tables.table("shots").items():
            side = sides.get(data["team"])
            if side is None:
                continue
            shot = {name: value for name, value in data.items() if name not in ("session", "shot_clock_ms")}
            shot["team"] = side
            if data["made"] and self._timeline and (passer := self._timeline.assisted_by(data)):
                shot["assisted_by"] = passer
            before = self.tables.before("shots", key, data) if key in corrected else None
            if before is not None and (before["made"], before["three"]) != (data["made"], data["three"]):
                shot["corrected"] = True
            shots[key] = shot
        return _kept(held, shots)

    def mismatches(self) -> dict[str, str]:
        """Return where the plays disagree with the feed's totals, in words, by what they disagree on."""
        found: dict[str, str] = {}
        score, timeline = self._topics.get("score", {}), self._timeline
        if timeline is None or not timeline.plays:
            return found
        for side in SIDES:
            if side in score and score[side] != timeline.score[side]:
                found[f"score.{side}"] = f"{side} {score[side]} by the totals, {timeline.score[side]} by the plays"
        for side in SIDES:
            periods = [period for period in score.get("periods", {}).values() if side in period]
            if side in score and periods and sum(period[side] for period in periods) != score[side]:
                added = sum(period[side] for period in periods)
                found[f"periods.{side}"] = f"{side} {score[side]} by the totals, {added} by the periods"
        return found


def _kept(held: Mapping[str, Data], entries: Data) -> Data:
    """Return the entries, with the object that was held before for each that has not changed."""
    return {key: old if (old := held.get(key)) == entry else entry for key, entry in entries.items()}


def _whole(value: float) -> float:
    """Return the number as an integer where it is one."""
    return int(value) if float(value).is_integer() else value
