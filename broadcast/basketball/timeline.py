"""The fold over plays and lineups in order of time: running score, plus-minus, time on the floor, units, story.

Everything here is counted from the plays. The totals that viewers see come from the feed itself; where the two
disagree the document says so. Plays that come last in time are folded in at once; a late or a corrected one makes
the fold start again.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from typing import Any

from broadcast.basketball.rules import RuleSet

Data = dict[str, Any]
Five = tuple[str, ...]
SIDES = ("home", "away")
OTHER = {"home": "away", "away": "home"}

FREE_THROWS = frozenset({"FREE_THROW_MAKE", "FREE_THROW_MISS"})
FOULS = frozenset({"PERSONAL_FOUL", "TECHNICAL_FOUL", "FOUL"})


class Event:
    """A play or a change of the five on the floor, in its place in time.

    At the same moment a play comes first: its substitutions are part of what made the new five.
    """

    __slots__ = ("at", "data", "is_play", "key", "place")

    def __init__(self, at: int, is_play: bool, key: str, data: Data) -> None:
        self.at = at
        self.is_play = is_play
        self.key = key
        self.data = data
        self.place = (at, 0 if is_play else 1, key)


class Timeline:
    """Folds the events of one game. `sides` maps team ids to `home` and `away`."""

    def __init__(self, rules: RuleSet, sides: Mapping[str, str], starters: Mapping[str, Five], source: str) -> None:
        self.rules = rules
        self.sides = dict(sides)
        self.starters = dict(starters)
        self.source = source
        self.places: list[tuple[int, int, str]] = []
        self.score = {"home": 0, "away": 0}
        self.floor: dict[str, Five] = {side: five for side, five in starters.items() if five}
        self.since: dict[str, int] = {}
        self.plus_minus: dict[str, int] = {}
        self.played_ms: dict[str, int] = {}
        self.units: dict[str, Data] = {}
        self.period_stats: dict[str, dict[str, dict[str, float]]] = {}
        self.plays: dict[str, Data] = {}
        self.assists: list[tuple[int, str, str]] = []
        self.last_clock: dict[str, int] = {}
        self.fouls: dict[str, list[tuple[str, int | None]]] = {"home": [], "away": []}
        self.lead_changes = 0
        self.times_tied = 0
        self.biggest_lead = {"home": 0, "away": 0}
        self.run: Data | None = None
        self._leader: str | None = None
        self._played: int | None = None
        self._foul_floor: dict[str, tuple[str | None, int | None, dict[str, Five]]] = {}

    def follows(self, event: Event) -> bool:
        """Tell whether the event comes after all that has been folded."""
        return not self.places or event.place > self.places[-1]

    def fold(self, events: Iterable[Event]) -> None:
        """Fold events that are in order and come after all that has been folded."""
        for event in events:
            self.places.append(event.place)
            self._advance(event.data)
            if event.is_play:
                self._play(event)
            else:
                self._change(event.data)

    def _advance(self, data: Data) -> None:
        """Count the game time since the last event for those on the floor."""
        period, clock = data.get("period"), data.get("clock_ms")
        if period is None or clock is None:
            return
        self.last_clock[period] = min(clock, self.last_clock.get(period, clock))
        played = self.rules.played(period, clock)
        if played is None:
            return
        elapsed = played - (self._played or 0)
        self._played = max(played, self._played or 0)
        if elapsed <= 0:
            return
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

    def _change(self, data: Data) -> None:
        """Put other players on the floor: a lineups row, or a possession with both fives."""
        side = self.sides.get(data["team"])
        if side is None:
            return
        self._set_floor(side, tuple(data["players"]), data)
        if data.get("opponents"):
            self._set_floor(OTHER[side], tuple(data["opponents"]), data)

    def _set_floor(self, side: str, five: Five, data: Data) -> None:
        if set(five) == set(self.floor.get(side, ())):
            return
        self.floor[side] = five
        self.since[side] = data["at"] if "at" in data else data["start"]
        for player in five:
            self.plus_minus.setdefault(player, 0)
            self.played_ms.setdefault(player, 0)

    def _play(self, event: Event) -> None:
        data = event.data
        side = self.sides.get(data.get("team", ""))
        kind: str = data["classification"]
        play: Data = {"order": event.at, "at": event.at, "kind": kind.lower()}
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
            self._note(event, side, kind)
            if points := int(data["stats"].get("PTS", 0)):
                self._score_points(side, points, self._floor_for(side, kind, data))
                play |= {"points": points, "home": self.score["home"], "away": self.score["away"]}
        self.plays[event.key] = play

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

    def _note(self, event: Event, side: str, kind: str) -> None:
        """Remember what later plays refer to: fouls, assists, substitutions."""
        data = event.data
        player = data.get("player")
        if kind in FOULS:
            self._foul_floor[OTHER[side]] = (data.get("period"), data.get("clock_ms"), dict(self.floor))
        if data["stats"].get("FL") and (kind != "OFFENSIVE_FOUL" or self.rules.offensive_fouls_count):
            self.fouls[side].append((data.get("period", ""), data.get("clock_ms")))
        if kind == "ASSIST" and player:
            self.assists.append((event.at, side, player))
        if self.source == "plays" and player:
            five = self.floor.get(side, ())
            if kind == "SUBSTITUTION_OUT":
                self._set_floor(side, tuple(other for other in five if other != player), data)
            elif kind == "SUBSTITUTION_IN" and player not in five:
                self._set_floor(side, (*five, player), data)

    def _floor_for(self, side: str, kind: str, data: Data) -> dict[str, Five]:
        """Return those whose plus-minus the points count for, by the league's rule (`RuleSet.free_throw_lineup`)."""
        if kind in FREE_THROWS and self.rules.free_throw_lineup == "foul":
            period, clock, floor = self._foul_floor.get(side, (None, None, self.floor))
            if period == data.get("period") and clock == data.get("clock_ms"):
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
        if self.run and self.run["team"] == side:
            self.run = {"team": side, "points": self.run["points"] + points}
        else:
            self.run = {"team": side, "points": points}

    def assisted_by(self, shot: Data) -> str | None:
        """Return who assisted a made shot: ASSUMED the team's first assist within 2 s after it."""
        index = bisect_left(self.assists, (shot["at"], "", ""))
        while index < len(self.assists) and self.assists[index][0] <= shot["at"] + 2_000:
            _, side, player = self.assists[index]
            if side == self.sides.get(shot["team"]) and player != shot.get("player"):
                return player
            index += 1
        return None

    def team_fouls(self, side: str, period: str) -> tuple[int, int]:
        """Return the team fouls that count in `period`, and those of them in its late part (`LateBonus`)."""
        number = self.rules.number(period)
        late = self.rules.late_bonus
        count = late_count = 0
        for foul_period, foul_clock in self.fouls[side]:
            foul_number = self.rules.number(foul_period)
            carried = (
                self.rules.fouls_carry_into_overtime
                and number is not None
                and number > self.rules.periods
                and foul_number is not None
                and foul_number >= self.rules.periods
            )
            if foul_period == period or carried:
                count += 1
                if late and foul_clock is not None and foul_clock <= late.last_ms:
                    late_count += 1
        return count, late_count

    def bonus(self, side: str, period: str) -> str | None:
        """Return the bonus that `side` shoots in, for the other side's fouls. Lit from the foul that earns it."""
        number = self.rules.number(period)
        count, late_count = self.team_fouls(OTHER[side], period)
        overtime = number is not None and number > self.rules.periods
        if self.rules.double_bonus_from and count >= self.rules.double_bonus_from:
            return "BONUS+"
        if count >= (self.rules.overtime_bonus_from if overtime else self.rules.bonus_from):
            return "BONUS"
        if self.rules.late_bonus and late_count >= self.rules.late_bonus.from_foul:
            return "BONUS"
        return None
