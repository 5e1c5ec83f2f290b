"""The scorer's table of a simulated game: enters what happens into the scorebook, and sometimes errs.

What the engine tells is the truth; an error changes what is entered at first and is put right some seconds
later. Each kind of error is made once a game, at the first chance after a moment drawn beforehand.
"""

from __future__ import annotations

from random import Random

import msgspec

from broadcast.recordings.format import Row
from broadcast.recordings.plays import Game, Play, Shot
from broadcast.recordings.scorebook import Scorebook
from broadcast.recordings.simulator.bench import Bench
from broadcast.recordings.simulator.shooting import zone
from broadcast.recordings.simulator.timeline import Timeline
from broadcast.recordings.wire import made_id

WAVED_OFF = "basket waved off"
ERRORS = ("three taken for two", "two taken for three", WAVED_OFF, "rebound of another")
_WORDS = {
    "FREE_THROW_MAKE": "makes a free throw",
    "FREE_THROW_MISS": "misses a free throw",
    "TWO_POINT_MAKE": "makes a two",
    "TWO_POINT_MISS": "misses a two",
    "THREE_POINT_MAKE": "makes a three",
    "THREE_POINT_MISS": "misses a three",
    "ASSIST": "assists",
    "TURNOVER": "turns the ball over",
    "LIVE_BALL_TURNOVER": "loses the ball",
    "STEAL": "steals the ball",
    "OFFENSIVE_REBOUND": "takes the offensive rebound",
    "DEFENSIVE_REBOUND": "takes the defensive rebound",
    "BLOCK": "blocks the shot",
    "PERSONAL_FOUL": "fouls",
    "OFFENSIVE_FOUL": "fouls on offense",
    "TECHNICAL_FOUL": "gets a technical foul",
    "TIMEOUT": "takes a timeout",
    "JUMP_BALL": "wins the jump ball",
    "VIOLATION": "violation",
    "SUBSTITUTION_IN": "comes in",
    "SUBSTITUTION_OUT": "goes out",
    "PERIOD_START": "starts",
    "PERIOD_END": "ends",
    "GAME_END": "The game ends",
}


class Scorer:
    """Enters plays. `ends` says at which end each team shoots in the current period (1 or -1)."""

    def __init__(self, rng: Random, game: Game, timeline: Timeline, t0: int) -> None:
        self.rng = rng
        self.game = game
        self.timeline = timeline
        self.book = Scorebook(game, t0)
        self.score = {game.home: 0, game.away: 0}
        self.ends = {game.home: 1, game.away: -1}
        # Each error has its moment within the middle of the game, by the count of plays entered.
        self._due = {error: rng.randrange(60, 220) for error in ERRORS}
        self._count = 0

    def enter(
        self,
        kind: str,
        bench: Bench | None = None,
        player: int | None = None,
        shot: Shot | None = None,
        *,
        last: bool = False,
        technical: bool = False,
        text: str | None = None,
    ) -> Play:
        """Enter a play that happens now; gives the truth of it."""
        line = self.timeline
        self._count += 1
        who = self.timeline.period if bench is None else bench.side.team.name
        if bench is not None and player is not None:
            who = bench.names[player]
        play = Play(
            id=made_id(self.game.event_id, "play", self._count),
            at=line.stamp(),
            period=line.period,
            classification=kind,
            text=text or (_WORDS[kind] if kind == "GAME_END" else f"{who} {_WORDS[kind]}"),
            clock_ms=line.clock_ms,
            shot_clock_ms=line.shot_ms,
            team=None if bench is None else bench.id,
            player=player,
            shot=shot,
            last=last,
            technical=technical,
        )
        if play.team is not None:
            self.score[play.team] += play.points
        self._write(play, bench)
        return play

    def basket_waved_off(self, bench: Bench, shooter: int, passer: int | None, shot: Shot) -> bool:
        """Enter a basket that a review takes back: there had been a turnover before the shot.

        Gives False, and enters nothing, where this error is not due. The turnover that it really was is
        known only after the review, for which the clocks stand.
        """
        if not self._is_due(WAVED_OFF):
            return False
        why = "traveled before the shot" if self.timeline.shot_ms is None else "no shot before the buzzer"
        kind = "THREE_POINT_MAKE" if shot.three else "TWO_POINT_MAKE"
        before = dict(self.score)
        entered = [self.enter(kind, bench, shooter, shot)]
        if passer is not None:
            entered.append(self.enter("ASSIST", bench, passer))
        self.score = before
        self._count += 1
        text = f"{bench.names[shooter]} turns the ball over: {why} (after review)"
        turnover = Play(
            id=made_id(self.game.event_id, "play", self._count),
            at=self.timeline.stamp(),
            period=self.timeline.period,
            classification="TURNOVER",
            text=text,
            clock_ms=self.timeline.clock_ms,
            shot_clock_ms=self.timeline.shot_ms,
            team=bench.id,
            player=shooter,
            corrected=True,
        )
        self.timeline.stand(self.rng.randrange(18_000, 40_000))
        for play in reversed(entered):
            self.book.correct(self.timeline.stamp(), play, None)
        self.book.insert(self.timeline.stamp(), turnover)
        return True

    def lineup(self, bench: Bench, at: int) -> None:
        """Enter who is on the floor."""
        self.book.lineup(bench.id, bench.floor, at, self.timeline.period, self.timeline.clock_ms)

    def marker(self, kind: str, at: int, data: Row) -> None:
        """Enter a marker."""
        self.book.marker(kind, at, data)

    def _write(self, play: Play, bench: Bench | None) -> None:
        wrong = None if bench is None else self._mistake(play, bench)
        if wrong is None:
            self.book.play(play)
            return
        self.book.play(wrong)
        right = msgspec.structs.replace(play, corrected=True)
        self.book.correct(play.at + self.rng.randrange(8_000, 45_000), wrong, right)

    def _mistake(self, play: Play, bench: Bench) -> Play | None:
        """What is entered instead of a play, where an error is due and fits."""
        kind, shot = play.classification, play.shot
        if shot is not None and kind == "THREE_POINT_MAKE" and self._is_due("three taken for two"):
            return _retaken(play, shot, three=False)
        if (
            shot is not None
            and kind == "TWO_POINT_MAKE"
            and _is_long(shot)
            and self._is_due("two taken for three")
        ):
            return _retaken(play, shot, three=True)
        if kind == "DEFENSIVE_REBOUND" and play.player is not None and self._is_due("rebound of another"):
            other = bench.draw(self.rng, "rebounding", but=play.player)
            text = f"{bench.names[other]} {_WORDS[kind]}"
            return msgspec.structs.replace(play, player=other, text=text)
        return None

    def _is_due(self, error: str) -> bool:
        if self._count < self._due.get(error, self._count + 1):
            return False
        del self._due[error]
        return True


def _is_long(shot: Shot) -> bool:
    return shot.x is not None and shot.y is not None and shot.x**2 + shot.y**2 > 4500**2


def _retaken(play: Play, shot: Shot, *, three: bool) -> Play:
    kind = "THREE_POINT_MAKE" if three else "TWO_POINT_MAKE"
    where = zone(shot.x, shot.y, three) if shot.x is not None and shot.y is not None else None
    return msgspec.structs.replace(
        play,
        classification=kind,
        text=play.text.replace("two" if three else "three", "three" if three else "two"),
        shot=msgspec.structs.replace(shot, three=three, zone=where),
    )
