"""The file of the format `espn` as it is: summary.json of one game, decoded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from broadcast.recordings.importers.base import ImportFailed, read_json

# "12:34", under a minute "34.5" or "0.2".
_CLOCK = re.compile(r"(?:(\d{0,2}):)?(\d{1,2}(?:\.\d{1,3})?)")
_FARTHEST = 100


class Ref(msgspec.Struct, frozen=True):
    """What another thing is known by; empty where it is not."""

    id: str = ""


class Participant(msgspec.Struct, frozen=True):
    """One who takes part in a play; which part depends on its type and place."""

    athlete: Ref


class Kind(msgspec.Struct, frozen=True):
    """The type of a play, in words."""

    text: str


class Number(msgspec.Struct, frozen=True):
    """A period's number, counted on through the overtimes."""

    number: int


class Clock(msgspec.Struct, frozen=True, rename="camel"):
    """What the game clock shows."""

    display_value: str


class Coordinate(msgspec.Struct, frozen=True):
    """Feet: x 0 to 50 across with 25 at the hoop, y out from the hoop, both teams folded to one basket."""

    x: float | None = None
    y: float | None = None

    @property
    def on_court(self) -> bool:
        """Whether it is a place; plays without one carry numbers like -214748340."""
        return self.x is not None and self.y is not None and abs(self.x) < _FARTHEST and abs(self.y) < _FARTHEST


class PlayRow(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """One play of summary.json."""

    id: str
    type: Kind
    period: Number
    clock: Clock
    text: str = ""
    wallclock: str | None = None
    team: Ref | None = None
    participants: list[Participant] = []
    scoring_play: bool = False
    shooting_play: bool = False
    score_value: int = 0
    points_attempted: int | None = None
    coordinate: Coordinate | None = None

    @property
    def clock_ms(self) -> int:
        """The game clock, ms left in the period."""
        found = _CLOCK.fullmatch(self.clock.display_value.strip())
        if found is None:
            raise ValueError(f"play {self.id}: expected a clock like 12:34 or 0.2, got {self.clock.display_value!r}")
        return int(found[1] or 0) * 60_000 + round(float(found[2]) * 1000)

    @property
    def utc(self) -> int | None:
        """When it was entered, epoch ms."""
        return None if self.wallclock is None else moment(self.wallclock, f"play {self.id}")


class Position(msgspec.Struct, frozen=True):
    """A player's position."""

    abbreviation: str = ""


class Athlete(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A player of the box score."""

    id: str
    display_name: str = ""
    jersey: str = ""
    position: Position = Position()


class BoxLine(msgspec.Struct, frozen=True, kw_only=True):
    """A player's line; `stats` are in the order of the table's `keys`, empty for one who did not play."""

    athlete: Athlete
    starter: bool = False
    stats: list[str] = []


class BoxTable(msgspec.Struct, frozen=True, kw_only=True):
    """The lines of one team."""

    keys: list[str] = []
    athletes: list[BoxLine] = []


class BoxSide(msgspec.Struct, frozen=True, kw_only=True):
    """One team of the box score."""

    team: Ref
    statistics: list[BoxTable] = []


class Box(msgspec.Struct, frozen=True, kw_only=True):
    """The box score."""

    players: list[BoxSide] = []


class TeamRow(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A team of the header."""

    id: str
    display_name: str = ""
    color: str | None = None


class Competitor(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """One side of the game; the score is the final one."""

    home_away: str
    team: TeamRow
    score: str | None = None


class Competition(msgspec.Struct, frozen=True, kw_only=True):
    """The game of the header."""

    competitors: list[Competitor]
    date: str | None = None


class League(msgspec.Struct, frozen=True):
    """The league."""

    slug: str = ""
    name: str = ""


class Season(msgspec.Struct, frozen=True):
    """The season, by the year in which it ends."""

    year: int = 0


class HeaderRow(msgspec.Struct, frozen=True, kw_only=True):
    """The header of summary.json."""

    id: str
    competitions: list[Competition]
    season: Season = Season()
    league: League = League()


class Span(msgspec.Struct, frozen=True):
    """Periods: how many, and how many seconds each."""

    periods: int | None = None
    clock: float | None = None


class Format(msgspec.Struct, frozen=True):
    """How the game is played."""

    regulation: Span = Span()
    overtime: Span = Span()


class Venue(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Where it is played."""

    id: str = ""
    full_name: str = ""


class Official(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """An official."""

    display_name: str = ""
    order: int = 0


class GameInfo(msgspec.Struct, frozen=True, kw_only=True):
    """What goes with the game."""

    venue: Venue = Venue()
    officials: list[Official] = []


class Summary(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """The whole file."""

    header: HeaderRow
    plays: list[PlayRow]
    boxscore: Box
    format: Format = Format()
    game_info: GameInfo = GameInfo()


def read_file(paths: Sequence[Path]) -> Summary:
    """Read the one file of a game; raises ImportFailed where it is not one, or not in this format."""
    if len(paths) != 1:
        names = ", ".join(str(path) for path in paths) or "no files"
        raise ImportFailed(names, f"expected one file, summary.json, got {len(paths)}")
    try:
        return msgspec.convert(read_json(paths[0]), Summary)
    except msgspec.ValidationError as error:
        raise ImportFailed(paths[0], f"not in the format espn: {error}") from error


def moment(text: str, where: str) -> int:
    """Read a time in UTC as epoch ms."""
    try:
        time = datetime.fromisoformat(text)
        return round((time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp() * 1000)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{where}: expected a time like 2026-01-23T22:31:53Z, got {text!r}") from error
