"""What is counted over the plays and the changes of the five on the floor, taken one after the other in time.

Running score, plus-minus, time on the floor, units, lines by period, fouls, timeouts, story; `docs/numbers.md` has the
rule of each. Everything here is counted from the plays. The totals that viewers see come from the feed itself; where
the two disagree the document says so. `timeline` keeps the order.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from broadcast.basketball.rules import RuleSet

Data = dict[str, Any]
Five = tuple[str, ...]
Moment = tuple[str, int | None]
"""A period and the clock in it, ms."""
SIDES = ("home", "away")
OTHER = {"home": "away", "away": "home"}

FREE_THROWS = frozenset({"FREE_THROW_MAKE", "FREE_THROW_MISS"})
FOULS = frozenset({"PERSONAL_FOUL", "TECHNICAL_FOUL", "FOUL"})


class Fold:
    """The counts at one point of a game. `sides` maps team ids to `home` and `away`.

    With `from_plays` the substitutions among the plays say who is on the floor.
    """

    def __init__(
        self, rules: RuleSet, sides: Mapping[str, str], starters: Mapping[str, Five], *, from_plays: bool
    ) -> None:
        self.rules = rules
        self.sides = sides
        self.from_plays = from_plays
        self.score = {"home": 0, "away": 0}
        self.floor: dict[str, Five] = {side: five for side, five in starters.items() if five}
        self.since: dict[str, int] = {}
        self.plus_minus: dict[str, int] = {}
        self.played_ms: dict[str, int] = {}
        self.units: dict[str, Data] = {}
        self.period_stats: dict[str, dict[str, dict[str, float]]] = {}
        self.plays: dict[str, Data] = {}
        self.assists: list[tuple[int, str, str]] = []
        """At, side and passer, in order of time."""
        self.fouls: dict[str, list[Moment]] = {"home": [], "away": []}
        """The fouls that count as team fouls, by the side that made them."""
        self.timeouts: dict[str, list[Moment]] = {"home": [], "away": []}
        self.latest: Moment | None = None
        """The newest period and clock of a play."""
        self.lead_changes = 0
        self.times_tied = 0
        self.biggest_lead = {"home": 0, "away": 0}
        self.run: Data | None = None
        self._leader: str | None = None
        self._played = 0
        self._at_foul: dict[str, tuple[Moment, dict[str, Five]]] = {}

    def copy(self) -> Fold:
        """Return counts that go on from here without changing these."""
        other = Fold.__new__(Fold)
        other.__dict__.update(self.__dict__)
        for name in ("score", "floor", "since", "plus_minus", "played_ms", "plays", "biggest_lead", "_at_foul"):
            setattr(other, name, dict(getattr(self, name)))
        other.assists = list(self.assists)
        other.fouls = {side: list(moments) for side, moments in self.fouls.items()}
        other.timeouts = {side: list(moments) for side, moments in self.timeouts.items()}
        other.units = {key: dict(unit) for key, unit in self.units.items()}
        other.period_stats = {period: dict(lines) for period, lines in self.period_stats.items()}
        return other

    def change(self, data: Data) -> None:
        """Put other players on the floor: a lineups row, or a possession with both fives."""
        self._advance(data.get("period"), data.get("clock_ms", data.get("start_clock_ms")))
        side = self.sides.get(data["team"])
        if side is None:
            return
        at = data["at"] if "at" in data else data["start"]
        self._set_floor(side, tuple(data["players"]), at)
        if data.get("opponents"):
            self._set_floor(OTHER[side], tuple(data["opponents"]), at)

    def play(self, key: str, data: Data) -> None:
        """Count one play, a details row."""
        period, clock = data.get("period"), data.get("clock_ms")
        self._advance(period, clock)
        if period is not None:
            self.latest = (period, clock)
        side = self.sides.get(data.get("team", ""))
        kind: str = data["classification"]
        play: Data = {"order": data["at"], "at": data["at"], "kind": kind.lower()}
        for name in ("period", "clock_ms", "player"):
            if name in data:
                play[name] = data[name]
        if data.get("text"):
            play["text"] = data["text"]
        if data.get("corrected"):
            play["corrected"] = True
        if side is not None:
            play["team"] = side
            self._count(side, data)
            self._note(side, kind, data)
            if points := int(data["stats"].get("PTS", 0)):
                self._score_points(side, points, self._floor_for(side, kind, data))
                play |= {"points": points, "home": self.score["home"], "away": self.score["away"]}
        self.plays[key] = play

    def _advance(self, period: str | None, clock: int | None) -> None:
        """Count the game time since the last event for those on the floor."""
        if period is None or clock is None:
            return
        played = self.rules.played(period, clock)
        if played is None or played <= self._played:
            return
        elapsed, self._played = played - self._played, played
        for side, five in self.floor.items():
            for player in five:
                self.played_ms[player] = self.played_ms.get(player, 0) + elapsed
            if unit := self._unit(side, five):
                unit["ms"] += elapsed

    def _unit(self, side: str, five: Five) -> Data | None:
        if len(five) != 5:
            return None
        key = f"{side}:{'-'.join(sorted(five))}"
        unit = self.units.get(key)
        if unit is None:
            unit = {"team": side, "players": sorted(five), "ms": 0, "points_for": 0, "points_against": 0}
            self.units[key] = unit
        return unit

    def _set_floor(self, side: str, five: Five, at: int) -> None:
        if set(five) == set(self.floor.get(side, ())):
            return
        self.floor[side] = five
        self.since[side] = at
        for player in five:
            self.plus_minus.setdefault(player, 0)
            self.played_ms.setdefault(player, 0)

    def _count(self, side: str, data: Data) -> None:
        stats = data["stats"]
        period = data.get("period")
        if not stats or period is None:
            return
        lines = self.period_stats.setdefault(period, {})
        for who in (side, data.get("player")):
            if who is None:
                continue
            line = dict(lines.get(who, ()))
            for stat, value in stats.items():
                line[stat] = line.get(stat, 0) + value
            lines[who] = line

    def _note(self, side: str, kind: str, data: Data) -> None:
        """Remember what later plays and the rules refer to: fouls, timeouts, assists, substitutions."""
        player = data.get("player")
        moment: Moment = (data.get("period", ""), data.get("clock_ms"))
        if kind in FOULS:
            self._at_foul[OTHER[side]] = (moment, dict(self.floor))
        if data["stats"].get("FL") and (kind != "OFFENSIVE_FOUL" or self.rules.offensive_fouls_count):
            self.fouls[side].append(moment)
        elif kind == "TIMEOUT":
            self.timeouts[side].append(moment)
        elif kind == "ASSIST" and player:
            self.assists.append((data["at"], side, player))
        elif self.from_plays and player:
            five = self.floor.get(side, ())
            if kind == "SUBSTITUTION_OUT":
                self._set_floor(side, tuple(other for other in five if other != player), data["at"])
            elif kind == "SUBSTITUTION_IN" and player not in five:
                self._set_floor(side, (*five, player), data["at"])

    def _floor_for(self, side: str, kind: str, data: Data) -> Mapping[str, Five]:
        """Return those whose plus-minus the points count for, by the league's rule (`RuleSet.free_throw_lineup`)."""
        if kind in FREE_THROWS and self.rules.free_throw_lineup == "foul" and side in self._at_foul:
            moment, floor = self._at_foul[side]
            if moment == (data.get("period", ""), data.get("clock_ms")):
                return floor
        return self.floor

    def _score_points(self, side: str, points: int, floor: Mapping[str, Five]) -> None:
        self.score[side] += points
        for other, five in floor.items():
            sign = 1 if other == side else -1
            for player in five:
                self.plus_minus[player] = self.plus_minus.get(player, 0) + sign * points
            if unit := self._unit(other, five):
                unit["points_for" if other == side else "points_against"] += points
        margin = self.score["home"] - self.score["away"]
        leader = "home" if margin > 0 else "away" if margin < 0 else None
        if leader is None:
            self.times_tied += 1
        else:
            self.biggest_lead[leader] = max(self.biggest_lead[leader], abs(margin))
            if self._leader not in (None, leader):
                self.lead_changes += 1
            self._leader = leader
        before = self.run["points"] if self.run and self.run["team"] == side else 0
        self.run = {"team": side, "points": before + points}
