"""Possessions worked out from plays: whose ball it was, from when to when.

A possession ends on a made field goal (after its free throw, where there is one), the last free throw made,
a defensive rebound, a turnover, a jump ball won by the other team, or the end of the period.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from broadcast.recordings.format import Row
from broadcast.recordings.plays import FREE_THROWS, STAT_NAMES, TURNOVERS, Game, Play
from broadcast.recordings.wire import game_clock, shot_clock

# Plays that show which team has the ball: their own.
_OFFENSE = FREE_THROWS | TURNOVERS | {
    "TWO_POINT_MAKE", "TWO_POINT_MISS", "THREE_POINT_MAKE", "THREE_POINT_MISS",
    "OFFENSIVE_REBOUND", "OFFENSIVE_FOUL",
}  # fmt: skip
_FIELD_GOALS_MADE = frozenset({"TWO_POINT_MAKE", "THREE_POINT_MAKE"})

# What may be noted between a basket and the free throw that it earned.
_AFTER_BASKET = frozenset(
    {
        "ASSIST",
        "PERSONAL_FOUL",
        "TECHNICAL_FOUL",
        "SUBSTITUTION_IN",
        "SUBSTITUTION_OUT",
        "TIMEOUT",
        "VIOLATION",
    }
)


class Possession(msgspec.Struct, frozen=True, kw_only=True):
    """One possession of `team`; times epoch ms, clocks ms left, `plays` the team's own that count."""

    team: int
    start: int
    end: int
    start_clock_ms: int | None
    end_clock_ms: int | None
    period: str
    plays: tuple[Play, ...]

    @property
    def key(self) -> str:
        """The key of its possessions row."""
        return f"{self.team}:{self.start}"


class _Ball:
    """Follows the ball through the plays of a game."""

    def __init__(self, game: Game) -> None:
        self.game = game
        self.done: list[Possession] = []
        self.team: int | None = None
        self.start: Play | None = None
        self.plays: list[Play] = []
        # The made field goal that ends the possession unless a free throw follows from it.
        self.basket: Play | None = None

    def gain(self, team: int | None, play: Play) -> None:
        """Give the ball to a team (None: nobody's yet) as of a play."""
        self.team, self.start, self.plays, self.basket = team, play, [], None

    def lose(self, play: Play) -> None:
        """End the possession as of a play; one without length and plays never was."""
        if self.team is None or self.start is None:
            return
        if self.plays or self.start.clock_ms != play.clock_ms:
            self.done.append(
                Possession(
                    team=self.team,
                    start=self.start.at,
                    end=play.at,
                    start_clock_ms=self.start.clock_ms,
                    end_clock_ms=play.clock_ms,
                    period=play.period,
                    plays=tuple(self.plays),
                )
            )

    def hand_over(self, play: Play) -> None:
        """End the possession as of a play and begin the other team's."""
        if self.team is not None:
            self.lose(play)
            self.gain(self.game.other(self.team), play)

    def take(self, team: int, play: Play) -> None:
        """Let a team have the ball as of a play; where nobody had it, since the period started."""
        if self.team is None and self.start is not None:
            self.team = team
        elif self.team is None:
            self.gain(team, play)
        elif self.team != team:
            self.hand_over(play)

    def count(self, play: Play) -> None:
        """Note a play of the team that has the ball."""
        if play.player is not None and play.team == self.team and play.classification in STAT_NAMES:
            self.plays.append(play)


def possessions(game: Game, plays: Sequence[Play]) -> list[Possession]:
    """Work out the possessions of plays in time order."""
    ball = _Ball(game)
    last: Play | None = None
    for play in plays:
        _follow(ball, play, last)
        last = play
    return ball.done


def _follow(ball: _Ball, play: Play, last: Play | None) -> None:
    kind, team = play.classification, play.team
    if ball.basket is not None and kind not in _AFTER_BASKET:
        if kind in FREE_THROWS and team == ball.team and play.clock_ms == ball.basket.clock_ms:
            ball.basket = None
        else:
            ball.hand_over(ball.basket)
    if kind == "PERIOD_START":
        ball.gain(None, play)
    elif kind in ("PERIOD_END", "GAME_END"):
        ball.lose(play)
        ball.gain(None, play)
    elif team is None or play.technical:
        return
    elif kind in ("JUMP_BALL", "DEFENSIVE_REBOUND"):
        ball.take(team, play)
        ball.count(play)
    elif kind in ("STEAL", "ASSIST"):
        ball.count(play)
    elif kind in _OFFENSE:
        # Where the other team had the ball, it changed hands unrecorded after the play before this one.
        ball.take(team, last or play)
        ball.count(play)
        if kind in TURNOVERS or (play.last and kind == "FREE_THROW_MAKE"):
            ball.hand_over(play)
        elif kind in _FIELD_GOALS_MADE:
            ball.basket = play


def joined(found: Sequence[Possession]) -> list[Possession]:
    """Leave out possessions without length, and make one of two that a team then has in a row in a period.

    Plays in an odd order lead to both: a rebound, and the next play is the other team's.
    """
    done: list[Possession] = []
    for possession in found:
        before = done[-1] if done else None
        if possession.start == possession.end:
            continue
        if before is not None and (before.team, before.period) == (possession.team, possession.period):
            done[-1] = msgspec.structs.replace(
                before,
                end=possession.end,
                end_clock_ms=possession.end_clock_ms,
                plays=(*before.plays, *possession.plays),
            )
        else:
            done.append(possession)
    return done


def possession_row(possession: Possession, players: Sequence[int], opponents: Sequence[int]) -> Row:
    """The possessions row, with the fives that were on the floor when the possession ended."""
    return {
        "team_id": possession.team,
        "_locations": None,
        "start_timestamp": possession.start,
        "end_timestamp": possession.end,
        "start_game_clock": game_clock(possession.start_clock_ms),
        "end_game_clock": game_clock(possession.end_clock_ms),
        "period": possession.period,
        "player_ids": list(players),
        "opposing_player_ids": list(opponents),
        "stats": [_stat(play) for play in possession.plays],
    }


def _stat(play: Play) -> Row:
    base, actual = STAT_NAMES[play.classification]
    return {
        "timestamp": play.at,
        "game_clock": game_clock(play.clock_ms),
        "shot_clock": shot_clock(play.shot_clock_ms),
        "possession_type": actual,
        "details": list(dict.fromkeys((actual, base))),
        "player_id": play.player,
    }
