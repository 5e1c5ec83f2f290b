"""Imports a game in the format `nba-live`: plays with x, y, UTC times and the times of their last edits.

The box score gives rosters, starters and names. Every statistic is counted from the plays; where the box
says otherwise, the import says so and keeps the plays' count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from broadcast.recordings.clocks import samples, stretches_from_plays
from broadcast.recordings.format import Header, Recording
from broadcast.recordings.headers import Player, Session, Team, game_event, roster, schedule_game
from broadcast.recordings.importers.base import Imported, ImportFailed
from broadcast.recordings.importers.nba_live_source import Action, Box, BoxTeam, read_files
from broadcast.recordings.plays import Game, Play, Shot
from broadcast.recordings.scorebook import Scorebook
from broadcast.recordings.wire import made_id

FOOT_MM = 304.8
# The recording begins this long before the first play, so that teams and totals are there at tip-off.
LEAD_MS = 10_000

_SIMPLE = {
    "steal": "STEAL",
    "block": "BLOCK",
    "timeout": "TIMEOUT",
    "jumpball": "JUMP_BALL",
    "violation": "VIOLATION",
}
_BY_SUBTYPE = {
    ("rebound", "offensive"): "OFFENSIVE_REBOUND",
    ("rebound", "defensive"): "DEFENSIVE_REBOUND",
    ("substitution", "in"): "SUBSTITUTION_IN",
    ("substitution", "out"): "SUBSTITUTION_OUT",
    ("period", "start"): "PERIOD_START",
    ("period", "end"): "PERIOD_END",
    ("game", "end"): "GAME_END",
    ("foul", "offensive"): "OFFENSIVE_FOUL",
    ("foul", "technical"): "TECHNICAL_FOUL",
}
_SHOTS = {"2pt": "TWO_POINT", "3pt": "THREE_POINT", "freethrow": "FREE_THROW"}
# The documented attributes that the provider's words mean.
_ATTRIBUTES = {
    "jump shot": "JUMPSHOT",
    "layup": "LAYUP",
    "dunk": "DUNK",
    "fadeaway": "FADEAWAY",
    "pullup": "OTD",
}
# Free throws after which the ball stays where it was.
_BALL_STAYS = ("technical", "flagrant", "clear path")
# What officials did that is no play of either team.
_NOT_PLAYS = frozenset({"stoppage", "memo", "instantreplay", "challenge", "ejection"})
_BOX_NAMES = {
    "PTS": "points", "FG": "fieldGoalsMade", "FGA": "fieldGoalsAttempted", "FG3": "threePointersMade",
    "FGA3": "threePointersAttempted", "FT": "freeThrowsMade", "FTA": "freeThrowsAttempted", "AST": "assists",
    "OFFENSIVE_REB": "reboundsOffensive", "DEFENSIVE_REB": "reboundsDefensive", "STL": "steals",
    "BLK": "blocks", "TO": "turnovers", "FL": "foulsPersonal",
}  # fmt: skip


def import_game(paths: Sequence[Path], late: bool) -> Imported:
    """Import playbyplay.json and boxscore.json (in either order).

    With `late`, the rows of plays, shots and stats arrive when the provider last edited the play; without,
    at once. Raises ImportFailed where the files are not a game in this format.
    """
    actions, box = read_files(paths)
    try:
        return _Import(actions, box, late).run()
    except ValueError as error:
        raise ImportFailed(", ".join(str(path) for path in paths), str(error)) from error


class _Import:
    """One import under way."""

    def __init__(self, actions: list[Action], box: Box, late: bool) -> None:
        self.actions = actions
        self.box = box
        self.late = late
        self.notes: list[str] = []
        self.teams = {team.team_id: team for team in (box.home_team, box.away_team)}
        self.players = {
            player.person_id: team.team_id for team in self.teams.values() for player in team.players
        }
        self.game = Game(
            event_id=made_id("nba-live", box.game_id),
            facility_id=made_id("nba-live", "arena", box.arena.arena_id),
            court_id=made_id("nba-live", "arena", box.arena.arena_id, "court"),
            home=box.home_team.team_id,
            away=box.away_team.team_id,
            sessions={
                self.period(action): made_id("nba-live", box.game_id, self.period(action))
                for action in actions
            },
        )
        self.book = Scorebook(self.game, actions[0].at - LEAD_MS)
        self.plays: list[Play] = []
        self.started: dict[str, int] = {}
        self.ended: dict[str, int] = {}
        self.last_at = 0

    def run(self) -> Imported:
        """Go through the actions in the provider's order."""
        floor = {
            team.team_id: [player.person_id for player in team.players if player.starter == "1"]
            for team in self.teams.values()
        }
        self.book.open_game(self.period(self.actions[0]), self.actions[0].clock_ms)
        changed: dict[int, Play] = {}
        for action in self.actions:
            play = self.play(action)
            if play is None:
                continue
            if play.classification not in ("SUBSTITUTION_IN", "SUBSTITUTION_OUT"):
                self.confirm(floor, changed)
                self.mark(floor, play)
            elif play.team is not None and play.player is not None:
                self.substitute(floor[play.team], play)
                changed[play.team] = play
        self.confirm(floor, changed)
        self.book.clock(samples(stretches_from_plays(self.plays)))
        self.compare_with_box()
        return Imported(Recording(self.header(), self.book.records()), self.notes)

    def period(self, action: Action) -> str:
        """The name of an action's period."""
        regular = self.box.regulation_periods
        if action.period > regular:
            return f"OT{action.period - regular}"
        return f"{'H' if regular == 2 else 'Q'}{action.period}"

    def play(self, action: Action) -> Play | None:
        """Add an action to the book as a play; None where it is none."""
        kind = self.classification(action)
        if kind is None:
            return None
        # The provider's order rules: where its times stand still or run back, time goes on by 1 ms.
        self.last_at = max(self.last_at + 1, action.at)
        player = action.person_id if action.person_id in self.players else None
        play = Play(
            id=made_id("nba-live", self.box.game_id, action.action_number),
            at=self.last_at,
            period=self.period(action),
            classification=kind,
            text=action.description,
            clock_ms=action.clock_ms,
            team=self.players[player] if player is not None else action.team_id or None,
            player=player,
            shot=self.shot(action),
            last=_last_of_trip(action),
            technical=action.action_type == "freethrow" and action.descriptor.startswith("technical"),
        )
        self.add(play, action)
        if action.assist_person_id in self.players and play.points:
            self.last_at += 1
            name = action.assist_player_name_initial
            assist = Play(
                id=made_id("nba-live", self.box.game_id, action.action_number, "assist"),
                at=self.last_at,
                period=play.period,
                classification="ASSIST",
                text=f"{name} ASSIST",
                clock_ms=play.clock_ms,
                team=self.players[action.assist_person_id],
                player=action.assist_person_id,
            )
            self.add(assist, action)
        return play

    def add(self, play: Play, action: Action) -> None:
        """Enter a play in the book, to arrive on time or when the action was last edited."""
        self.plays.append(play)
        self.book.play(play, max(play.at, action.edited_at) if self.late else play.at)

    def classification(self, action: Action) -> str | None:
        """The classification of an action; None for what is no play. Unknown kinds are noted."""
        kind = action.action_type
        if kind in _SHOTS:
            return f"{_SHOTS[kind]}_{'MAKE' if action.shot_result == 'Made' else 'MISS'}"
        if kind == "turnover":
            return "TURNOVER" if action.steal_person_id is None else "LIVE_BALL_TURNOVER"
        known = _BY_SUBTYPE.get((kind, action.sub_type)) or _SIMPLE.get(kind)
        if known is None and kind == "foul":
            return "PERSONAL_FOUL"
        if known is None and kind not in _NOT_PLAYS:
            note = (
                f"left out: action {action.action_number}, of the unknown kind {kind!r} {action.sub_type!r}"
            )
            self.notes.append(note)
        return known

    def shot(self, action: Action) -> Shot | None:
        """Where a field goal was tried, in the hoop frame."""
        if action.action_type not in ("2pt", "3pt"):
            return None
        left = action.side == "left"
        x = y = None
        if action.x is not None and action.y is not None:
            out = 0.94 * action.x - 5.25 if left else 88.75 - 0.94 * action.x
            right = 25 - 0.5 * action.y if left else 0.5 * action.y - 25
            x, y = round(right * FOOT_MM), round(out * FOOT_MM)
        else:
            self.notes.append(f"the shot of action {action.action_number} has no place")
        words = f"{action.sub_type} {action.descriptor}".lower()
        return Shot(
            three=action.action_type == "3pt",
            made=action.shot_result == "Made",
            x=x,
            y=y,
            end=-1 if left else 1,
            attributes=tuple(name for word, name in _ATTRIBUTES.items() if word in words),
        )

    def substitute(self, five: list[int], play: Play) -> None:
        """Carry out one half of a substitution."""
        coming, player = play.classification == "SUBSTITUTION_IN", play.player
        if player is None or coming == (player in five):
            self.notes.append(f"the substitution {play.text!r} at {play.at} does not fit those on the floor")
        elif coming:
            five.append(player)
        else:
            five.remove(player)

    def confirm(self, floor: dict[int, list[int]], changed: dict[int, Play]) -> None:
        """After a group of substitutions, say who is on the floor."""
        for team, play in changed.items():
            if len(floor[team]) == 5:
                self.book.lineup(team, floor[team], play.at, play.period, play.clock_ms)
            else:
                tricode = self.teams[team].team_tricode
                self.notes.append(
                    f"{len(floor[team])} of {tricode} on the floor after {play.text!r} at {play.at}"
                )
        changed.clear()

    def mark(self, floor: dict[int, list[int]], play: Play) -> None:
        """Send what goes with the start and end of periods and of the game."""
        if play.classification == "PERIOD_START":
            self.book.start_period(play, first=not self.started)
            self.started[play.period] = play.at
            for team, five in floor.items():
                self.book.lineup(team, five, play.at, play.period, play.clock_ms)
        elif play.classification == "PERIOD_END":
            self.ended[play.period] = play.at
            self.book.end_period(play)
        elif play.classification == "GAME_END":
            self.book.end_game(play)

    def compare_with_box(self) -> None:
        """Note where the official box score and the count of the plays differ."""
        lines: dict[int, Counter[str]] = {player: Counter() for player in self.players}
        score: Counter[int] = Counter()
        for play in self.plays:
            if play.player is not None:
                lines[play.player].update(play.stats)
            if play.team is not None:
                score[play.team] += play.points
        for team in self.teams.values():
            if score[team.team_id] != team.score:
                self.notes.append(
                    f"{team.team_name}: {score[team.team_id]} points in the plays, {team.score} in the box"
                )
            for player in team.players:
                for stat, name in _BOX_NAMES.items():
                    counted, boxed = lines[player.person_id][stat], player.statistics.get(name)
                    if boxed is not None and counted != boxed:
                        self.notes.append(f"{player.name}: {stat} {counted} in the plays, {boxed} in the box")

    def header(self) -> Header:
        """The header of the recording."""
        women = self.box.game_id.startswith("10")
        gender, rules = ("WOMEN", "WNBA") if women else ("MEN", "NBA")
        home, away = _team(self.box.home_team), _team(self.box.away_team)
        sessions = [
            Session(id=self.game.sessions[period], started_at=at, ended_at=self.ended.get(period))
            for period, at in self.started.items()
        ]
        return Header(
            t0=self.book.t0,
            rules=rules,
            game=schedule_game(
                self.game, home, away,
                venue=self.box.arena.arena_name,
                tipoff_at=round(self.box.game_time_utc.timestamp() * 1000),
                gender=gender,
                reference_id=self.box.game_id,
            ),
            event=game_event(self.game, home, away, sessions, halves=self.box.regulation_periods == 2),
            rosters=[roster(team, gender, rules) for team in (home, away)],
            officials={
                "officials": [
                    {"id": o.person_id, "name": o.name, "jersey": o.jersey_num, "role": o.assignment}
                    for o in self.box.officials
                ]
            },
        )  # fmt: skip


def _last_of_trip(action: Action) -> bool:
    if action.action_type != "freethrow" or action.descriptor.startswith(_BALL_STAYS):
        return False
    number, _, count = action.sub_type.partition(" of ")
    return number == count


def _team(team: BoxTeam) -> Team:
    return Team(
        id=team.team_id,
        name=f"{team.team_city} {team.team_name}".strip(),
        reference_id=str(team.team_id),
        players=tuple(
            Player(
                id=player.person_id,
                first_name=player.first_name,
                last_name=player.family_name,
                jersey=player.jersey_num,
                position=player.position,
                starter=player.starter == "1",
                active=player.status == "ACTIVE",
                display_name=player.name,
            )
            for player in team.players
        ),
    )
