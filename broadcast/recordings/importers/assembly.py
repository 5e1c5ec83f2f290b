"""Makes the recording of a game from what its provider's files came to (`entries.Source`).

Every statistic is counted from the plays. The box score gives names, rosters and starters; where it says otherwise,
that is noted and the plays' count is kept.
"""

from __future__ import annotations

from collections import Counter

import msgspec

from broadcast.recordings.clocks import samples, stretches_from_plays
from broadcast.recordings.format import Header, Recording
from broadcast.recordings.headers import Session, Team, game_event, roster, schedule_game
from broadcast.recordings.importers.base import Imported
from broadcast.recordings.importers.entries import Entry, Side, Source
from broadcast.recordings.importers.floor import FIVE, Floor
from broadcast.recordings.importers.ordering import ordered
from broadcast.recordings.importers.times import LONGEST_GAME_MS, Moment, event_times
from broadcast.recordings.plays import Game, Play
from broadcast.recordings.scorebook import Scorebook
from broadcast.recordings.wire import made_id

# The recording begins this long before the first play, so that teams and totals are there at tip-off.
LEAD_MS = 10_000


def assemble(source: Source, late: bool) -> Imported:
    """Make the recording. With `late`, details, shots and stats rows arrive when the provider entered the play.

    Raises ValueError where the files do not make a game: teams that are one, players of both, fewer than five.
    """
    _check(source)
    return _Assembly(source, late).run()


def _check(source: Source) -> None:
    if source.home.team.id == source.away.team.id:
        raise ValueError(f"expected two teams, got {source.home.team.name} twice")
    seen: set[int] = set()
    for side in source.sides:
        players = [player.id for player in side.team.players]
        if len(players) < FIVE:
            raise ValueError(f"expected five players or more of {side.team.name}, got {len(players)}")
        if len(set(players)) < len(players) or seen & set(players):
            raise ValueError(f"a player of {side.team.name} is there twice")
        seen |= set(players)
    if not source.entries:
        raise ValueError("expected plays, got none")


class _Assembly:
    """One recording under way."""

    def __init__(self, source: Source, late: bool) -> None:
        self.source = source
        self.late = late
        self.rules = source.rules
        self.notes = source.notes
        self.names = {
            player.id: player.display_name or f"{player.first_name} {player.last_name}".strip()
            for side in source.sides
            for player in side.team.players
        }
        entries = ordered(_without_doubles(source.entries, self.notes), self.rules, self.notes)
        if not entries:
            raise ValueError("expected plays, got none")
        floor = Floor(
            {side.team.id: _likeliest_first(side.team) for side in source.sides},
            lambda player: self.names[player],
            self.rules.period,
        )
        starters = {
            side.team.id: [player.id for player in side.team.players if player.starter] for side in source.sides
        }
        self.entries = floor.settle(entries, starters)
        self.starters = floor.starters
        self.notes += floor.notes
        if floor.inferred:
            self.notes.append(
                f"substitutions between periods are not among the plays; fives inferred from who acts: {floor.inferred}"
            )
        numbers = dict.fromkeys(entry.period for entry in self.entries)
        venue = (source.provider, "venue", source.venue_id)
        self.game = Game(
            event_id=made_id(source.provider, source.game_id),
            facility_id=made_id(*venue),
            court_id=made_id(*venue, "court"),
            home=source.home.team.id,
            away=source.away.team.id,
            sessions={
                self.rules.period(number): made_id(source.provider, source.game_id, self.rules.period(number))
                for number in numbers
            },
            hoop_y=self.rules.hoop_y,
        )
        moments = [
            Moment(entry.period, self.rules.length(entry.period) - entry.clock_ms, entry.utc) for entry in self.entries
        ]
        self.times = event_times(moments, source.tipoff_at)
        self.book = Scorebook(self.game, self.times[0] - LEAD_MS, join=True)
        self.plays: list[Play] = []
        self.sessions: dict[str, Session] = {}

    def run(self) -> Imported:
        """Write the book."""
        floor = {team: list(five) for team, five in self.starters.items()}
        first = self.entries[0]
        self.book.open_game(self.rules.period(first.period), first.clock_ms)
        if self.source.colors is not None:
            self.book.marker("COLORS", self.book.t0 + 1000, dict(self.source.colors))
        changed: dict[int, Play] = {}
        for entry, at in zip(self.entries, self.times, strict=True):
            play = self.play(entry, at)
            if entry.substitution and play.team is not None and play.player is not None:
                if entry.classification == "SUBSTITUTION_IN":
                    floor[play.team].append(play.player)
                else:
                    floor[play.team].remove(play.player)
                changed[play.team] = play
                continue
            self.confirm(floor, changed)
            self.mark(floor, play)
        self.book.clock(samples(stretches_from_plays(self.plays)))
        self.compare_with_box()
        return Imported(Recording(self.header(), self.book.records()), self.notes)

    def play(self, entry: Entry, at: int) -> Play:
        """Enter an entry in the book as a play."""
        play = Play(
            id=made_id(self.source.provider, self.source.game_id, entry.id),
            at=at,
            period=self.rules.period(entry.period),
            classification=entry.classification,
            text=entry.text,
            clock_ms=entry.clock_ms,
            team=entry.team,
            player=entry.player,
            shot=entry.shot,
            last=entry.last,
            technical=entry.technical,
            charged=entry.charged and entry.player is not None,
        )
        self.plays.append(play)
        entered = entry.utc if self.late and entry.utc is not None else at
        self.book.play(play, entered if at < entered < at + LONGEST_GAME_MS else at)
        return play

    def confirm(self, floor: dict[int, list[int]], changed: dict[int, Play]) -> None:
        """After a group of substitutions, say who is on the floor."""
        for team, play in changed.items():
            self.book.lineup(team, floor[team], play.at, play.period, play.clock_ms)
        changed.clear()

    def mark(self, floor: dict[int, list[int]], play: Play) -> None:
        """Send what goes with the start and end of periods and of the game."""
        session = self.game.sessions[play.period]
        if play.classification == "PERIOD_START":
            self.book.start_period(play, first=not self.sessions)
            self.sessions[play.period] = Session(id=session, started_at=play.at, ended_at=None)
            for team, five in floor.items():
                self.book.lineup(team, five, play.at, play.period, play.clock_ms)
        elif play.classification == "PERIOD_END":
            self.sessions[play.period] = msgspec.structs.replace(self.sessions[play.period], ended_at=play.at)
            self.book.end_period(play)
        elif play.classification == "GAME_END":
            self.book.end_game(play)

    def compare_with_box(self) -> None:
        """Note where the official box score and the count of the plays differ."""
        lines: dict[int, Counter[str]] = {player: Counter() for player in self.names}
        score: Counter[int] = Counter()
        for play in self.plays:
            if play.player is not None:
                lines[play.player].update(play.stats)
            if play.team is not None:
                score[play.team] += play.points
        for side in self.source.sides:
            counted = score[side.team.id]
            if side.score is not None and counted != side.score:
                self.notes.append(f"{side.team.name}: {counted} points in the plays, {side.score} in the box")
            for player, boxed in side.boxed.items():
                for stat, value in boxed.items():
                    if lines[player][stat] != value:
                        self.notes.append(
                            f"{self.names[player]}: {stat} {lines[player][stat]} in the plays, {value} in the box"
                        )

    def header(self) -> Header:
        """The header of the recording."""
        source = self.source
        home, away = (self.with_starters(side) for side in source.sides)
        return Header(
            t0=self.book.t0,
            rules=self.rules.name,
            game=schedule_game(
                self.game, home, away,
                venue=source.venue, tipoff_at=source.tipoff_at, gender=source.gender, reference_id=source.game_id,
            ),
            event=game_event(self.game, home, away, list(self.sessions.values()), halves=self.rules.periods == 2),
            rosters=[roster(team, source.gender, source.league) for team in (home, away)],
            officials={"officials": source.officials},
        )  # fmt: skip

    def with_starters(self, side: Side) -> Team:
        """Return the team with the starters that the plays allow."""
        five = self.starters[side.team.id]
        players = [msgspec.structs.replace(player, starter=player.id in five) for player in side.team.players]
        return msgspec.structs.replace(side.team, players=tuple(players))


def _likeliest_first(team: Team) -> list[int]:
    return [player.id for player in sorted(team.players, key=lambda player: not player.starter)]


def _without_doubles(entries: list[Entry], notes: list[str]) -> list[Entry]:
    kept: dict[str, Entry] = {}
    for entry in entries:
        if entry.id in kept:
            notes.append(f"left out: play {entry.id} {entry.text!r}, which is there twice")
        else:
            kept[entry.id] = entry
    return list(kept.values())
