"""Imports sensor locations in the format `sportvu`: ten players and the ball, 25 times a second.

There are no plays, so the recording has locations, clocks, lineups and markers, and neither score nor stats.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import msgspec

from broadcast.recordings.clocks import RUNNING_EVERY
from broadcast.recordings.format import Header, Record, Recording, Row
from broadcast.recordings.headers import Player, Session, Team, game_event, roster, schedule_game
from broadcast.recordings.importers.base import Imported, ImportFailed
from broadcast.recordings.importers.entries import RULES
from broadcast.recordings.importers.sportvu_source import Frame, Known, Spot, read_files
from broadcast.recordings.plays import Game
from broadcast.recordings.wire import clock_row, lineup_row, location_row, made_id, marker_row

FOOT_MM = 304.8
MIDDLE_FT = (47, 25)
# The recording begins this long before the first moment, so that the teams are there.
LEAD_MS = 1000
# Moments farther apart do not belong to one run; a shorter run is a scrap of another play, and left out.
LARGEST_GAP_MS = 1000
SHORTEST_RUN_MS = 5000
# A player does not get so far from one moment to the next.
_STEP_FT = 3.0
_FIVE = 5
_BALL = "ball"
_RULES = RULES["NBA"]


def import_game(paths: Sequence[Path], late: bool) -> Imported:
    """Import moments.csv and, where it is given, player_data.csv for names, in either order.

    Locations are never late, whatever `late` says. Raises ImportFailed where the files are not in this format.
    """
    path, frames, known = read_files(paths)
    try:
        return _Import(frames, known).run()
    except ValueError as error:
        raise ImportFailed(path, str(error)) from error


class _Import:
    """One import under way."""

    def __init__(self, frames: Sequence[Frame], known: dict[int, Known]) -> None:
        self.known = known
        self.notes: list[str] = []
        self.frames = _with_players_found(_usable(frames, self.notes), self.notes)
        teams = Counter(spot.team for frame in self.frames for spot in frame.spots)
        if len(teams) != 2:
            raise ValueError(f"expected players of two teams, got {len(teams)}: {', '.join(map(str, teams))}")
        self.team_of: dict[int, int] = {}
        for frame in self.frames:
            for spot in frame.spots:
                if self.team_of.setdefault(spot.player, spot.team) != spot.team:
                    raise ValueError(f"row {frame.row}: the player {spot.player} is of both teams")
        # ASSUMED: the home team's players come first.
        home, away = dict.fromkeys(self.team_of.values())
        first = self.frames[0].at
        ids = ("sportvu", home, away, first)
        self.game = Game(
            event_id=made_id(*ids),
            facility_id=made_id("sportvu", home, "arena"),
            court_id=made_id("sportvu", home, "court"),
            home=home,
            away=away,
            sessions={
                name: made_id(*ids, name) for name in dict.fromkeys(_RULES.period(f.quarter) for f in self.frames)
            },
            hoop_y=_RULES.hoop_y,
        )
        self.t0 = first - LEAD_MS
        self.records: list[Record] = []
        self.sessions: dict[str, Session] = {}

    def run(self) -> Imported:
        """Write the records, moment by moment."""
        game, last = self.game, self.frames[-1]
        self.emit(self.frames[0].at, "marker", marker_row("GAME", self.frames[0].at, _game_data("STARTED", game)))
        fives: dict[int, tuple[int, ...]] = {}
        clock_due = ended = 0
        for frame in self.frames:
            period = _RULES.period(frame.quarter)
            self.turn(period, frame.at, ended)
            ended = frame.at
            for team in (game.home, game.away):
                five = tuple(spot.player for spot in frame.spots if spot.team == team)
                if len(five) == _FIVE and set(five) != set(fives.get(team, ())):
                    fives[team] = five
                    row = lineup_row(team, five, frame.at, period, frame.clock_ms)
                    self.emit(frame.at, "lineups", row, f"{team}:{frame.at}")
            if frame.clock_ms is not None and frame.at >= clock_due:
                clock_due = frame.at + RUNNING_EVERY
                row = clock_row(frame.at, period, frame.clock_ms, frame.shot_clock_ms)
                self.emit(frame.at, "clock", row, "game")
            self.locate(frame, period)
        self.turn(None, last.at, ended)
        self.emit(last.at, "marker", marker_row("GAME", last.at, _game_data("GAME_END", game)))
        return Imported(Recording(self.header(), self.records), self.notes)

    def turn(self, period: str | None, at: int, ended_at: int) -> None:
        """Begin a period at `at`, where it is another, and end the one before at `ended_at`; None ends the last."""
        current = next(reversed(self.sessions), None)
        if period == current:
            return
        if current is not None:
            # A marker is known by its type and time: a period of one moment does not end when it starts.
            ended_at = max(ended_at, self.sessions[current].started_at + 1)
            ended = msgspec.structs.replace(self.sessions[current], ended_at=ended_at)
            self.sessions[current] = ended
            data = {"status": "ENDED", "sessionId": ended.id, "period": current}
            self.emit(max(at, ended_at), "marker", marker_row("SESSION", ended_at, data))
        if period is not None:
            if period in self.sessions:
                raise ValueError(f"the moments go back to {period}")
            session = Session(id=self.game.sessions[period], started_at=at, ended_at=None)
            self.sessions[period] = session
            data = {"status": "STARTED", "sessionId": session.id, "period": period}
            self.emit(at, "marker", marker_row("SESSION", at, data))

    def locate(self, frame: Frame, period: str) -> None:
        """Write where everybody is, and the ball."""
        clocks = (frame.clock_ms, frame.shot_clock_ms)
        session = self.game.sessions[period]
        for spot in frame.spots:
            place = (*_on_court(spot.x, spot.y), 0)
            row = location_row(str(spot.player), spot.team, spot.player, session, frame.at, place, clocks)
            self.emit(frame.at, "locations", row, str(spot.player))
        if frame.ball is not None:
            x, y, height = frame.ball
            place = (*_on_court(x, y), round(height * FOOT_MM))
            row = location_row(_BALL, None, None, session, frame.at, place, clocks)
            self.emit(frame.at, "locations", row, _BALL)

    def emit(self, at: int, source: str, row: Row, key: str | None = None) -> None:
        """Write one record; markers have a key of their own."""
        self.records.append(Record(at - self.t0, source, key or f"{row['type']}:{row['t']}", row))

    def header(self) -> Header:
        """The header of the recording."""
        home, away = self.team(self.game.home), self.team(self.game.away)
        return Header(
            t0=self.t0,
            rules=_RULES.name,
            game=schedule_game(
                self.game, home, away, venue="", tipoff_at=self.frames[0].at, gender="MEN", reference_id=str(self.t0)
            ),
            event=game_event(self.game, home, away, list(self.sessions.values()), halves=False),
            rosters=[roster(team, "MEN", _RULES.name) for team in (home, away)],
        )

    def team(self, team: int) -> Team:
        """Return a team with those of its players who are in the moments."""
        first = {spot.player for spot in self.frames[0].spots}
        name = next((known.abbreviation for known in self.known.values() if known.team == team), "")
        players = []
        for player, own in self.team_of.items():
            if own != team:
                continue
            known = self.known.get(player, Known(f"Player {player}", None, "", "", ""))
            first_name, _, last_name = known.name.partition(" ")
            players.append(
                Player(
                    id=player, first_name=first_name, last_name=last_name, jersey=known.jersey,
                    position=known.position, starter=player in first,
                )
            )  # fmt: skip
        return Team(id=team, name=name or f"Team {team}", players=tuple(players), reference_id=str(team))


def _usable(frames: Sequence[Frame], notes: list[str]) -> list[Frame]:
    """Return the moments in order, each once, without scraps that stand apart from the rest."""
    frames_by_time = {frame.at: frame for frame in reversed(frames)}
    if len(frames_by_time) < len(frames):
        notes.append(f"left out: {len(frames) - len(frames_by_time)} rows of moments that are there already")
    in_order = [frames_by_time[at] for at in sorted(frames_by_time)]
    runs = [[in_order[0]]]
    for before, frame in pairwise(in_order):
        if frame.at - before.at > LARGEST_GAP_MS:
            runs.append([])
        runs[-1].append(frame)
    longest = max(runs, key=len)
    usable: list[Frame] = []
    for run in runs:
        if run is longest or run[-1].at - run[0].at >= SHORTEST_RUN_MS:
            usable += run
        else:
            seconds = (run[-1].at - run[0].at) / 1000
            notes.append(
                f"left out: rows {run[0].row} to {run[-1].row}, a scrap of {seconds:.1f} s apart from the rest"
            )
    return usable


def _with_players_found(frames: Sequence[Frame], notes: list[str]) -> list[Frame]:
    """Return the moments with players back in their places whom the row has where the ball should be.

    Where a moment has no ball, the source puts the first player in its columns (at height 0) and nobody in the last
    player's. A missing player is told by the moment before: he cannot have gone far.
    """
    done: list[Frame] = []
    found: list[int] = []
    for frame in frames:
        before = {spot.player: spot for spot in done[-1].spots} if done else {}
        missing = [spot for player, spot in before.items() if player not in {spot.player for spot in frame.spots}]
        if missing and frame.ball is not None and frame.ball[2] == 0:
            x, y, _ = frame.ball
            nearest = min(missing, key=lambda spot: math.hypot(spot.x - x, spot.y - y))
            if math.hypot(nearest.x - x, nearest.y - y) <= _STEP_FT:
                spot = Spot(nearest.player, nearest.team, x, y)
                frame = msgspec.structs.replace(frame, ball=None, spots=(spot, *frame.spots))
                found.append(frame.row)
        done.append(frame)
    if found:
        notes.append(
            f"rows {found[0]} to {found[-1]}: {len(found)} moments have a player where the ball should be, and no ball"
        )
    short = [frame.row for frame in done if len(frame.spots) < 2 * _FIVE]
    if short:
        notes.append(f"rows {short[0]} to {short[-1]}: {len(short)} moments have fewer than ten players")
    return done


def _on_court(x: float, y: float) -> tuple[int, int]:
    """Return feet from the left corner as mm from the center, x across and y along (EVENT_API.md section 6)."""
    along, across = x - MIDDLE_FT[0], MIDDLE_FT[1] - y
    return round(across * FOOT_MM), round(along * FOOT_MM)


def _game_data(status: str, game: Game) -> Row:
    return {"status": status, "gameId": game.event_id}
