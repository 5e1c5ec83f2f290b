"""Imports a game in the format `euroleague`: plays, points, box score and header in files of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from broadcast.recordings.headers import Player, Team
from broadcast.recordings.importers.assembly import assemble
from broadcast.recordings.importers.base import Imported, ImportFailed
from broadcast.recordings.importers.entries import RULES, Entry, Side, Source
from broadcast.recordings.importers.euroleague_source import (
    BoxPlayer,
    BoxTeam,
    Files,
    PlayRow,
    PointRow,
    day,
    moment,
    read_files,
)
from broadcast.recordings.plays import Shot

MM_IN_CM = 10
# A place farther from the hoop than a court is long is none.
_FARTHEST_CM = 2800
_REGULAR = 4
_LAST_PERIOD = 20
# The clock of an overtime that begins is higher than that of the end of the one before by more than this.
_NEW_PERIOD_MS = 60_000
_SHOTS = {
    "2FGM": (False, True), "2FGA": (False, False), "2FGAB": (False, False),
    "3FGM": (True, True), "3FGA": (True, False), "3FGAB": (True, False),
    "LAYUPMD": (False, True), "LAYUPATT": (False, False), "DUNK": (False, True),
}  # fmt: skip
_KINDS = {
    "FTM": "FREE_THROW_MAKE", "FTA": "FREE_THROW_MISS", "O": "OFFENSIVE_REBOUND", "D": "DEFENSIVE_REBOUND",
    "AS": "ASSIST", "ST": "STEAL", "TO": "TURNOVER", "FV": "BLOCK", "OF": "OFFENSIVE_FOUL",
    "CM": "PERSONAL_FOUL", "CMU": "PERSONAL_FOUL", "CMD": "PERSONAL_FOUL", "CMT": "TECHNICAL_FOUL",
    "C": "TECHNICAL_FOUL", "B": "TECHNICAL_FOUL", "IN": "SUBSTITUTION_IN", "OUT": "SUBSTITUTION_OUT",
    "TOUT": "TIMEOUT", "JB": "JUMP_BALL", "TPOFF": "JUMP_BALL",
    "BP": "PERIOD_START", "EP": "PERIOD_END", "EG": "GAME_END",
}  # fmt: skip
# Who was fouled, whose shot was blocked, breaks of the broadcaster's, challenges.
_NOT_PLAYS = frozenset({"RV", "AG", "TOUT_TV", "CCH", "CCHS"})
# Fouls of the bench and the coach: the team's.
_BENCH = frozenset({"C", "B"})
_ATTRIBUTES = {"LAYUPMD": ("LAYUP",), "LAYUPATT": ("LAYUP",), "DUNK": ("DUNK",)}
_BOX = {
    "PTS": "points", "FT": "free_throws_made", "FTA": "free_throws_attempted", "FG3": "field_goals_made3",
    "FGA3": "field_goals_attempted3", "OFFENSIVE_REB": "offensive_rebounds", "DEFENSIVE_REB": "defensive_rebounds",
    "AST": "assistances", "STL": "steals", "TO": "turnovers", "BLK": "blocks_favour", "FL": "fouls_commited",
    "FG2": "field_goals_made2", "FGA2": "field_goals_attempted2",
}  # fmt: skip
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")
_CODE = re.compile(r"[0-9A-Z]{1,10}")
_COUNTS = re.compile(r"\s*\([^)]*\)\s*$")


def import_game(paths: Sequence[Path], late: bool) -> Imported:
    """Import PlaybyPlay.json, Points.json, Boxscore.json and Header.json, in any order; Comparison.json may be there.

    The provider does not tell when a play was entered, so with `late` rows come at once too. Raises ImportFailed where
    the files are not a game in this format.
    """
    files = read_files(paths)
    try:
        return assemble(_Reader(files).source(), late)
    except ValueError as error:
        raise ImportFailed(files.paths["PlaybyPlay.json"], str(error)) from error


def number(code: str, what: str) -> int:
    """Return a code of letters and digits as a number: the rows of a recording know things by numbers.

    It is the code read to the base of 36, so that no two codes share one. Raises ValueError for other codes.
    """
    if not _CODE.fullmatch(code):
        raise ValueError(f"{what}: expected a code of letters and digits, got {code!r}")
    return int(code, 36)


class _Reader:
    """Turns the files into entries."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self.rules = RULES["FIBA"]
        self.notes: list[str] = []
        self.unknown: dict[str, list[PlayRow]] = {}
        self.placeless = 0
        header = files.header
        self.home = number(header.code_team_a, "the home team")
        self.away = number(header.code_team_b, "the away team")
        self.players: dict[int, Player] = {}
        self.team_of: dict[int, int] = {}
        self.boxed: dict[int, dict[str, int]] = {}
        for team, box in zip((self.home, self.away), files.box.teams, strict=True):
            for line in box.players:
                self.add_from_box(team, line)
        self.points = {row.num_anot: row for row in files.points.rows}

    def source(self) -> Source:
        """Return the game."""
        header = self.files.header
        rows = list(self.rows())
        for period, row in rows:
            self.find_stranger(period, row)
        ids: set[str] = set()
        entries = [entry for period, row in rows for entry in self.entries(period, row, ids)]
        for kind, unknown in self.unknown.items():
            self.notes.append(
                f"left out: {len(unknown)} of the unknown type {kind!r}, first play {unknown[0].numberofplay}"
            )
        if self.placeless:
            self.notes.append(f"shots without a place: {self.placeless}")
        known = sorted(entry.utc for entry in entries if entry.utc is not None)
        if not known:
            self.notes.append("no play has a time: the game is taken to have gone on without a stop")
        tipoff_at = known[0] if known else day(header.date, header.hour)
        teams = (header.team_a, header.team_b)
        home, away = (
            self.side(team, name, code, box)
            for team, name, code, box in zip(
                (self.home, self.away), teams, (header.code_team_a, header.code_team_b), self.files.box.teams,
                strict=True,
            )
        )  # fmt: skip
        return Source(
            provider="euroleague",
            game_id=":".join((header.competition, header.round, header.code_team_a, header.code_team_b, header.date)),
            rules=self.rules,
            gender="MEN",
            league=header.competition,
            home=home,
            away=away,
            venue=header.stadium,
            venue_id=header.stadium,
            tipoff_at=tipoff_at or 0,
            entries=entries,
            notes=self.notes,
            officials=[
                {"id": None, "name": name, "jersey": "", "role": f"OFFICIAL{place}"}
                for place, name in enumerate((header.referee1, header.referee2, header.referee3), start=1)
                if name
            ],
        )

    def add_from_box(self, team: int, line: BoxPlayer) -> None:
        """Note a player of the box score, and what it says of him."""
        player = number(line.id, f"the player {line.player!r} of the box score")
        if player in self.team_of:
            raise ValueError(f"the player {line.id} is in the box score twice")
        self.add_player(team, player, line.id, line.player, line.dorsal or "", starter=line.is_starter == 1)
        boxed = {stat: value for stat, name in _BOX.items() if (value := getattr(line, name)) is not None}
        for all_, two, three in (("FG", "FG2", "FG3"), ("FGA", "FGA2", "FGA3")):
            if two in boxed and three in boxed:
                boxed[all_] = boxed[two] + boxed[three]
        self.boxed[player] = boxed

    def add_player(self, team: int, player: int, code: str, name: str, jersey: str, *, starter: bool) -> None:
        """Note a player; his name is written "LAST, FIRST"."""
        last, _, first = (part.strip() for part in name.partition(","))
        self.team_of[player] = team
        self.players[player] = Player(
            id=player, first_name=first, last_name=last, jersey=jersey, position="", starter=starter,
            display_name=f"{first} {last}".strip() or code, reference_id=code,
        )  # fmt: skip

    def rows(self) -> Iterator[tuple[int, PlayRow]]:
        """Go through the rows with the ordinal of their period."""
        plays = self.files.plays
        for period, quarter in enumerate((plays.first, plays.second, plays.third, plays.fourth), start=1):
            for row in quarter:
                yield period, row
        period, begun, ended, clock = _REGULAR + 1, False, False, 0
        for row in plays.extra:
            now = self.clock_ms(row)
            later = row.playtype == "BP" or ended or (now is not None and now > clock + _NEW_PERIOD_MS)
            if begun and later and row.playtype not in ("EP", "EG"):
                period, begun, ended = period + 1, False, False
            ended = ended or row.playtype == "EP"
            begun = begun or row.playtype != "BP" or now is None
            clock = now if now is not None else clock if begun and row.playtype != "BP" else self.rules.overtime_ms
            if period > _LAST_PERIOD:
                raise ValueError(f"play {row.numberofplay}: expected {_LAST_PERIOD} periods at most")
            yield period, row

    def clock_ms(self, row: PlayRow) -> int | None:
        """Return the game clock of a row, ms left; None where it has none."""
        if not row.markertime:
            return None
        found = _CLOCK.fullmatch(row.markertime)
        if found is None or int(found[2]) > 59:
            raise ValueError(f"play {row.numberofplay}: expected a clock like 09:59, got {row.markertime!r}")
        return int(found[1]) * 60_000 + int(found[2]) * 1000

    def team(self, row: PlayRow) -> int | None:
        """Return the team of a row, where it is one of the two."""
        header = self.files.header
        return {header.code_team_a: self.home, header.code_team_b: self.away}.get(row.codeteam)

    def find_stranger(self, period: int, row: PlayRow) -> None:
        """Note a player who is in the plays and not in the box score."""
        team = self.team(row)
        if not row.player_id or team is None or row.playtype in _BENCH or row.playtype not in _SHOTS.keys() | _KINDS:
            return
        player = number(row.player_id, f"the player of play {row.numberofplay}")
        if player not in self.team_of:
            self.add_player(team, player, row.player_id, row.player or "", row.dorsal or "", starter=False)
            self.notes.append(f"{self.players[player].display_name} ({row.player_id}) is in the plays, not in the box")

    def side(self, team: int, name: str, code: str, box: BoxTeam) -> Side:
        """Return one side."""
        players = tuple(player for number, player in self.players.items() if self.team_of[number] == team)
        return Side(
            team=Team(id=team, name=name or code, players=players, reference_id=code),
            score=box.total.points,
            boxed={player.id: self.boxed[player.id] for player in players if player.id in self.boxed},
        )

    def entries(self, period: int, row: PlayRow, ids: set[str]) -> list[Entry]:
        """Return the entry of a row; none where it is no play."""
        kind = row.playtype
        if kind in _NOT_PLAYS:
            return []
        if kind not in _SHOTS and kind not in _KINDS:
            self.unknown.setdefault(kind, []).append(row)
            return []
        clock = self.clock_ms(row)
        length = self.rules.length(period)
        if clock is None:
            # Rows of a period's start and end; any other without a clock is taken for its start.
            clock = length
        elif clock > length:
            raise ValueError(f"play {row.numberofplay}: expected a clock of {length // 1000} s at most, got {clock} ms")
        player = None
        if row.player_id and kind not in _BENCH:
            player = number(row.player_id, f"the player of play {row.numberofplay}")
            player = player if player in self.team_of else None
        scores = kind in _SHOTS or kind in ("FTM", "FTA")
        if player is None and (scores or kind in ("IN", "OUT")):
            self.notes.append(f"left out: play {row.numberofplay}, {kind}: by nobody who is known")
            return []
        name = "" if player is None else f"{self.players[player].display_name} "
        base = f"{period}-{row.numberofplay}"
        entry_id = base
        while entry_id in ids:
            entry_id += "+"
        ids.add(entry_id)
        point = self.points.get(row.numberofplay) if scores else None
        entry = Entry(
            id=entry_id, period=period, clock_ms=clock, classification=_KINDS.get(kind, ""),
            text=(name + _COUNTS.sub("", row.playinfo)).strip() or kind,
            utc=moment(point.utc) if point is not None and point.utc else None,
            team=self.team_of[player] if player is not None else self.team(row), player=player,
            charged=kind == "CMT" and player is not None,
        )  # fmt: skip
        if kind in _SHOTS:
            three, made = _SHOTS[kind]
            entry.classification = f"{'THREE' if three else 'TWO'}_POINT_{'MAKE' if made else 'MISS'}"
            entry.shot = self.place(point, kind, entry)
        return [entry]

    def place(self, point: PointRow | None, kind: str, entry: Entry) -> Shot:
        """Return where a field goal was tried, in the hoop frame."""
        three, made = _SHOTS[kind]
        x = y = None
        if point is not None and point.coord_x is not None and point.coord_y is not None:
            nowhere = (point.coord_x, point.coord_y) == (-1, -1) and not point.zone
            if not nowhere and max(abs(point.coord_x), abs(point.coord_y)) <= _FARTHEST_CM:
                x, y = round(point.coord_x * MM_IN_CM), round(point.coord_y * MM_IN_CM)
        if x is None:
            self.placeless += 1
        # ASSUMED: both teams are folded to one basket; the home team is taken to shoot at +y first.
        end = 1 if (entry.team == self.home) != (entry.period > _REGULAR // 2) else -1
        return Shot(three=three, made=made, x=x, y=y, end=end, attributes=_ATTRIBUTES.get(kind, ()))
