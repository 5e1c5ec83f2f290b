"""Second chances and turnovers: whose ball it is by the plays, how it came by it, and the points it made of that.

The rules are those of docs/numbers.md. Only plays are looked at, since no feed says of a basket what led to it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from broadcast.basketball.rules import OTHER, Moment

_MAKES = frozenset({"TWO_POINT_MAKE", "THREE_POINT_MAKE"})
_TRIES = _MAKES | {"TWO_POINT_MISS", "THREE_POINT_MISS"}
_THROWS = frozenset({"FREE_THROW_MAKE", "FREE_THROW_MISS"})
_ENDS = frozenset({"PERIOD_START", "PERIOD_END", "GAME_END"})
_REBOUNDS = frozenset({"REBOUND", "OFFENSIVE_REBOUND", "DEFENSIVE_REBOUND"})


@dataclass
class Chances:
    """Follows the ball through the plays, as far as they tell."""

    second_chance: dict[str, int] = field(default_factory=lambda: {"home": 0, "away": 0})
    off_turnovers: dict[str, int] = field(default_factory=lambda: {"home": 0, "away": 0})
    rebounds_seen: bool = False
    turnovers_seen: bool = False
    ball: str | None = None
    """The side that had it last."""
    from_turnover: bool = False
    again: bool = False
    """It has been rebounded by the side that missed."""
    scored: Moment | None = None
    """When that side scored: but for free throws of that moment the ball is the other side's since."""
    missed_throw: Moment | None = None
    """When a free throw missed, until anything else is tried."""
    between_throws: Moment | None = None
    """When a team's rebound followed on a missed free throw: no chance where another free throw follows."""

    def copy(self) -> Chances:
        """Return a copy that goes on from here without changing this one."""
        return replace(self, second_chance=dict(self.second_chance), off_turnovers=dict(self.off_turnovers))

    def play(self, side: str | None, kind: str, moment: Moment, *, points: int, player: bool, technical: bool) -> None:
        """Take one play. `player` says that it has one; `technical` that it is a free throw for a technical foul."""
        if kind in _ENDS:
            self._give(None)
        elif side is None or technical:
            return
        elif kind.endswith("TURNOVER"):
            self.turnovers_seen = True
            self._give(OTHER[side])
            self.from_turnover = True
        elif kind in _REBOUNDS:
            self._rebound(side, kind, moment, player)
        elif kind == "JUMP_BALL":
            if self.ball != side or self.scored is not None:
                self._give(side)
        elif kind in _TRIES or kind in _THROWS:
            self._try(side, kind, moment, points)

    def _give(self, side: str | None) -> None:
        self.ball = side
        self.from_turnover = self.again = False
        self.scored = self.missed_throw = self.between_throws = None

    def _rebound(self, side: str, kind: str, moment: Moment, player: bool) -> None:
        self.rebounds_seen = True
        own = kind == "OFFENSIVE_REBOUND" or (kind == "REBOUND" and self.ball == side)
        if not own or self.ball != side:
            self._give(side)
        if own:
            self.between_throws = moment if self.missed_throw == moment and not player and not self.again else None
            self.again, self.scored, self.missed_throw = True, None, None

    def _try(self, side: str, kind: str, moment: Moment, points: int) -> None:
        throw = kind in _THROWS
        if self.ball != side or (self.scored is not None and not (throw and self.scored == moment)):
            self._give(side)
        if throw and self.between_throws == moment:
            self.again = False
        self.between_throws = None
        self.missed_throw = moment if kind == "FREE_THROW_MISS" else None
        if points:
            self.scored = moment
            if self.again:
                self.second_chance[side] += points
            if self.from_turnover:
                self.off_turnovers[side] += points
