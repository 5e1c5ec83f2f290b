"""The scorebook: plays in, records out. It keeps what was known apart from what had happened.

A play happens at its event time: then the score and the possessions change. It *arrives* when its rows are
sent, possibly later, and the box score (live stats rows) counts in the order of arrival. A correction changes
all of them at the moment it is made. Importers and the simulator use it; it does no I/O.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Callable, Iterable
from functools import partial

from broadcast.recordings import wire
from broadcast.recordings.clocks import Sample
from broadcast.recordings.format import Record, Row
from broadcast.recordings.ledger import Ledger
from broadcast.recordings.plays import Game, Play
from broadcast.recordings.possessions import Possession, joined, possession_row, possessions


class Scorebook:
    """Collects the plays, lineups, markers and clock of one game in any order, then gives its records.

    `join` mends possessions that plays in an odd order lead to (`possessions.joined`).
    """

    def __init__(self, game: Game, t0: int, *, join: bool = False) -> None:
        self.game = game
        self.t0 = t0
        self._join = join
        self._ledger = Ledger(game, t0)
        # (when, order of adding, what to do): things of one millisecond are done in the order of adding.
        self._steps: list[tuple[int, int, Callable[[int], None]]] = []
        self._lineups: dict[int, list[tuple[int, tuple[int, ...]]]] = {game.home: [], game.away: []}
        self._plays: dict[str, Play] = {}
        self._known: list[Possession] = []
        self._next = 0
        self._sent: dict[str, Possession] = {}

    def play(self, play: Play, arrival: int | None = None) -> None:
        """Add a play; its rows arrive at `arrival` (epoch ms, default: at once)."""
        self._plays[play.id] = play
        self._at(play.at, partial(self._ledger.happen, play=play))
        self._at(play.at if arrival is None else arrival, partial(self._ledger.arrive, play=play))

    def correct(self, at: int, before: Play, after: Play | None) -> None:
        """Replace a play that has arrived by another of the same id, or take it back (None), at `at`."""
        self._at(at, partial(self._correct, before=before, after=after))

    def insert(self, at: int, play: Play) -> None:
        """Add at `at` a play that happened earlier and was not known until then."""
        self._at(at, partial(self._insert, play=play))

    def lineup(self, team: int, players: Iterable[int], at: int, period: str, clock_ms: int | None) -> None:
        """Say which five of a team are on the floor from `at` on."""
        five = tuple(players)
        insort(self._lineups[team], (at, five))
        self._emit(at, "lineups", f"{team}:{at}", wire.lineup_row(team, five, at, period, clock_ms))

    def marker(self, kind: str, at: int, data: Row) -> None:
        """Add a marker."""
        self._emit(at, "marker", f"{kind}:{at}", wire.marker_row(kind, at, data))

    def open_game(self, period: str, clock_ms: int) -> None:
        """Send what is known before the game: nothing to nothing, and that the lineups are confirmed."""
        self._total(self.t0, "SCHEDULED", period, clock_ms)
        self.marker("LINEUP", self.t0 + 1000, {"status": "CONFIRMED"})

    def start_period(self, play: Play, first: bool) -> None:
        """Send what goes with the start of a period, and with the first one that of the game."""
        if first:
            self.marker("GAME", play.at, {"status": "STARTED", "gameId": self.game.event_id})
        self._mark_session("STARTED", play)
        self._total(play.at, "ACTIVE", play.period, play.clock_ms)

    def end_period(self, play: Play) -> None:
        """Send what goes with the end of a period."""
        self._mark_session("ENDED", play)
        self._total(play.at, "ACTIVE", play.period, play.clock_ms)

    def end_game(self, play: Play) -> None:
        """Send what goes with the end of the game."""
        self.marker("GAME", play.at, {"status": "GAME_END", "gameId": self.game.event_id})
        self._total(play.at, "ENDED", play.period, play.clock_ms)

    def clock(self, samples: Iterable[Sample]) -> None:
        """Add what the clocks showed."""
        for sample in samples:
            row = wire.clock_row(sample.at, sample.period, sample.clock_ms, sample.shot_clock_ms)
            self._emit(sample.at, "clock", "game", row)

    def on_floor(self, team: int, at: int) -> tuple[int, ...]:
        """Who of a team was on the floor at a moment; before the first lineup, the first one."""
        lineups = self._lineups[team]
        index = bisect_right(lineups, at, key=lambda entry: entry[0])
        return lineups[max(index - 1, 0)][1] if lineups else ()

    def records(self) -> list[Record]:
        """Give the records in time order. Call it once, when everything is in."""
        self._work_out()
        for at, _, step in sorted(self._steps, key=lambda entry: entry[:2]):
            self._end_possessions(before=at)
            step(at)
        self._end_possessions(before=None)
        return self._ledger.records

    def _total(self, at: int, status: str, period: str, clock_ms: int | None) -> None:
        self._at(at, partial(self._ledger.turn, status=status, period=period, clock_ms=clock_ms))

    def _mark_session(self, status: str, play: Play) -> None:
        session = self.game.sessions[play.period]
        data = {"status": status, "sessionId": session, "period": play.period}
        self.marker("SESSION", play.at, data)

    def _at(self, at: int, step: Callable[[int], None]) -> None:
        self._steps.append((at, len(self._steps), step))

    def _emit(self, at: int, source: str, key: str, row: Row) -> None:
        self._at(at, partial(self._ledger.emit, source=source, key=key, row=row))

    def _correct(self, now: int, before: Play, after: Play | None) -> None:
        del self._plays[before.id]
        if after is not None:
            self._plays[after.id] = after
        self._ledger.replace(now, before, after)
        self._restate_possessions(now)

    def _insert(self, now: int, play: Play) -> None:
        self._plays[play.id] = play
        self._ledger.happen(now, play)
        self._ledger.arrive(now, play)
        self._restate_possessions(now)

    def _work_out(self) -> None:
        plays = sorted(self._plays.values(), key=lambda play: play.at)
        found = possessions(self.game, plays)
        self._known = sorted(joined(found) if self._join else found, key=lambda possession: possession.end)
        self._next = 0

    def _end_possessions(self, before: int | None) -> None:
        """Send the possessions that have ended by now and not been sent as they are."""
        while self._next < len(self._known):
            possession = self._known[self._next]
            if before is not None and possession.end >= before:
                return
            self._send(possession.end, possession)
            self._next += 1

    def _restate_possessions(self, now: int) -> None:
        """Take back and send again what a correction has changed among the possessions already sent."""
        self._work_out()
        kept = {possession.key for possession in self._known if possession.end <= now}
        for key in [key for key in self._sent if key not in kept]:
            del self._sent[key]
            self._ledger.emit(now, "possessions", key, None)
        while self._next < len(self._known) and self._known[self._next].end <= now:
            self._send(now, self._known[self._next])
            self._next += 1

    def _send(self, now: int, possession: Possession) -> None:
        if self._sent.get(possession.key) == possession:
            return
        self._sent[possession.key] = possession
        opponents = self.game.other(possession.team)
        row = possession_row(
            possession,
            self.on_floor(possession.team, possession.end),
            self.on_floor(opponents, possession.end),
        )
        self._ledger.emit(now, "possessions", possession.key, row)
