"""What is counted over the plays and the changes of the five on the floor, taken one after the other in time.

Running score, plus-minus, time on the floor, stints, units, lines by period, fouls, timeouts, story, chances, and where
the game stood at each shot; `docs/numbers.md` has the rule of each. Everything here is counted from the plays. The
totals that viewers see come from the feed itself; where the two disagree the document says so. `timeline` keeps the
order.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from broadcast.basketball.chances import Chances
from broadcast.basketball.fives import Five, unit_key
from broadcast.basketball.rules import OTHER, Moment, RuleSet
from broadcast.basketball.stints import Stints
from broadcast.basketball.story import Story

Data = dict[str, Any]

SHOT_MS = 2_000
"""ASSUMED: a shot is entered within this of the play that tells of it."""

FREE_THROWS = frozenset({"FREE_THROW_MAKE", "FREE_THROW_MISS"})
FIELD_GOALS = frozenset({"TWO_POINT_MAKE", "TWO_POINT_MISS", "THREE_POINT_MAKE", "THREE_POINT_MISS"})
FOULS = frozenset({"PERSONAL_FOUL", "TECHNICAL_FOUL", "FOUL"})

_COPIED = (
    *("floor", "since", "plus_minus", "played_ms", "plays", "shots", "_at_foul", "_tries", "_names"),
    *("stints", "story", "chances"),
)
_LISTS_BY_SIDE = ("fouls", "timeouts")
_BY_KEY = ("units", "period_stats", "period_ms", "period_plus_minus")


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
        self.story = Story()
        self.chances = Chances()
        self.stints = Stints()
        self.floor: dict[str, Five] = {side: five for side, five in starters.items() if five}
        self.since: dict[str, int] = {}
        self.plus_minus: dict[str, int] = {}
        self.played_ms: dict[str, int] = {}
        self.period_plus_minus: dict[str, dict[str, int]] = {}
        """By period, then by player; `period_ms` likewise."""
        self.period_ms: dict[str, dict[str, int]] = {}
        self.units: dict[str, Data] = {}
        self.period_stats: dict[str, dict[str, dict[str, float]]] = {}
        self.plays: dict[str, Data] = {}
        self.shots: dict[str, Data] = {}
        """By the key of a shot, where the game stood just before it: `home`, `away` and `units`."""
        self.assists: list[tuple[int, str, str]] = []
        """At, side and passer, in order of time."""
        self.fouls: dict[str, list[Moment]] = {"home": [], "away": []}
        """The fouls that count as team fouls, by the side that made them."""
        self.timeouts: dict[str, list[Moment]] = {"home": [], "away": []}
        self.latest: Moment | None = None
        """The newest period and clock of a play."""
        self._played = 0
        self._names: dict[int, str] = {}
        self._at_foul: dict[str, tuple[Moment, dict[str, Five], bool]] = {}
        self._tries: dict[str, tuple[int, Data]] = {}
        for five in self.floor.values():
            for player in five:
                self.stints.enter(player, 0)

    def copy(self) -> Fold:
        """Return counts that go on from here without changing these."""
        other = Fold.__new__(Fold)
        other.__dict__.update(self.__dict__)
        for name in _COPIED:
            setattr(other, name, getattr(self, name).copy())
        for name in _LISTS_BY_SIDE:
            setattr(other, name, {side: list(moments) for side, moments in getattr(self, name).items()})
        for name in _BY_KEY:
            setattr(other, name, {key: dict(entry) for key, entry in getattr(self, name).items()})
        other.assists = list(self.assists)
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
        played = None if period is None or clock is None else self.rules.played(period, clock)
        if played is not None:
            play["played_ms"] = played
        if data.get("text"):
            play["text"] = data["text"]
        if data.get("corrected"):
            play["corrected"] = True
        points = 0 if side is None else int(data["stats"].get("PTS", 0))
        if side is not None:
            play["team"] = side
            if kind in FIELD_GOALS and "player" in data:
                self._tries[data["player"]] = (data["at"], self._stand())
            self._count(side, data)
            self._note(side, kind, data)
        self._follow_ball(side, kind, data, points)
        if side is not None and points:
            self._score_points(side, points, self._floor_for(side, kind, data), data.get("player"), period)
            self.story.points(side, points, played)
            play |= {"points": points, **self.story.score}
        self.plays[key] = play

    def shot(self, key: str, data: Data) -> None:
        """Note where the game stood before a shot: as the play said that tells of it, else as it stands now."""
        tried = self._tries.get(data.get("player", ""))
        if tried is not None and data["at"] - tried[0] <= SHOT_MS:
            del self._tries[data["player"]]
            self.shots[key] = tried[1]
        else:
            self.shots[key] = self._stand()

    def _stand(self) -> Data:
        units = {side: key for side, five in sorted(self.floor.items()) if (key := unit_key(side, five))}
        return {**self.story.score, "units": units} if units else dict(self.story.score)

    def _advance(self, period: str | None, clock: int | None) -> None:
        """Count the game time since the last event for those on the floor."""
        number = None if period is None else self.rules.number(period)
        if period is None or number is None:
            return
        self._names.setdefault(number, period)
        played = None if clock is None else self.rules.played(period, clock)
        if played is None or played <= self._played:
            return
        elapsed = played - self._played
        for side, five in self.floor.items():
            for player in five:
                self.played_ms[player] = self.played_ms.get(player, 0) + elapsed
            if unit := self._unit(side, five):
                unit["ms"] += elapsed
        while played > self._played:
            # Time that went by unseen belongs to the periods it was played in.
            start = max(self._played, self.rules.start(number))
            times = self.period_ms.setdefault(self._name(number), {})
            for five in self.floor.values():
                for player in five:
                    times[player] = times.get(player, 0) + played - start
            if start == self._played:
                break
            played, number = start, number - 1
        self._played += elapsed

    def _name(self, number: int) -> str:
        return self._names.get(number) or self.rules.period_name(number)

    def _unit(self, side: str, five: Five) -> Data | None:
        key = unit_key(side, five)
        if key is None:
            return None
        unit = self.units.get(key)
        if unit is None:
            unit = {"team": side, "players": sorted(five), "ms": 0, "points_for": 0, "points_against": 0}
            self.units[key] = unit
        return unit

    def _set_floor(self, side: str, five: Five, at: int) -> None:
        before = self.floor.get(side, ())
        if set(five) == set(before):
            return
        self.floor[side] = five
        self.since[side] = at
        for player in before:
            if player not in five:
                self.stints.leave(player, self._played)
        for player in five:
            self.plus_minus.setdefault(player, 0)
            self.played_ms.setdefault(player, 0)
            self.stints.enter(player, self._played)

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
        moment = _moment(data)
        if kind in FOULS:
            self._at_foul[OTHER[side]] = (moment, dict(self.floor), kind == "TECHNICAL_FOUL")
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

    def _follow_ball(self, side: str | None, kind: str, data: Data, points: int) -> None:
        foul = self._foul_of(side, kind, data)
        technical = foul is not None and foul[1]
        self.chances.play(side, kind, _moment(data), points=points, player="player" in data, technical=technical)

    def _foul_of(self, side: str | None, kind: str, data: Data) -> tuple[dict[str, Five], bool] | None:
        """Return who was on the floor at the foul that a free throw is for, and whether it was a technical one."""
        if kind in FREE_THROWS and side in self._at_foul:
            moment, floor, technical = self._at_foul[side]
            if moment == _moment(data):
                return floor, technical
        return None

    def _floor_for(self, side: str, kind: str, data: Data) -> Mapping[str, Five]:
        """Return those whose plus-minus the points count for, by the league's rule (`RuleSet.free_throw_lineup`)."""
        foul = self._foul_of(side, kind, data) if self.rules.free_throw_lineup == "foul" else None
        return self.floor if foul is None else foul[0]

    def _score_points(
        self, side: str, points: int, floor: Mapping[str, Five], scorer: str | None, period: str | None
    ) -> None:
        number = None if period is None else self.rules.number(period)
        in_period = {} if number is None else self.period_plus_minus.setdefault(self._name(number), {})
        for other, five in floor.items():
            difference = points if other == side else -points
            for player in five:
                self.plus_minus[player] = self.plus_minus.get(player, 0) + difference
                in_period[player] = in_period.get(player, 0) + difference
                self.stints.count(player, difference, self._played)
            if unit := self._unit(other, five):
                unit["points_for" if other == side else "points_against"] += points
        if scorer is not None:
            self.stints.score(scorer, points)


def _moment(data: Data) -> Moment:
    return (data.get("period", ""), data.get("clock_ms"))
