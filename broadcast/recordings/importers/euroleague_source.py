"""The files of the format `euroleague` as they are: play-by-play, points, box score and header of one game, decoded.

Texts come padded with spaces; they are stripped here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from broadcast.recordings.importers.base import ImportFailed, read_json

# Which key only this file of the five has.
_KNOWN_BY = {
    "PlaybyPlay.json": "FirstQuarter",
    "Points.json": "Rows",
    "Boxscore.json": "Stats",
    "Header.json": "Competition",
    "Comparison.json": "DefensiveReboundsA",
}
_NEEDED = ("PlaybyPlay.json", "Points.json", "Boxscore.json", "Header.json")
_T = TypeVar("_T")


class PlayRow(msgspec.Struct, frozen=True, kw_only=True, rename="upper"):
    """One row of PlaybyPlay.json; `markertime` is the game clock, "" in rows of a period's start and end."""

    numberofplay: int
    playtype: str
    codeteam: str = ""
    player_id: str = ""
    player: str | None = None
    dorsal: str | None = None
    markertime: str = ""
    playinfo: str = ""


class Plays(msgspec.Struct, frozen=True, kw_only=True):
    """PlaybyPlay.json: the rows of each quarter, and those of all overtimes in one list."""

    code_home: str = msgspec.field(name="CodeTeamA")
    code_away: str = msgspec.field(name="CodeTeamB")
    first: list[PlayRow] = msgspec.field(name="FirstQuarter")
    second: list[PlayRow] = msgspec.field(name="SecondQuarter", default_factory=list)
    third: list[PlayRow] = msgspec.field(name="ThirdQuarter", default_factory=list)
    fourth: list[PlayRow] = msgspec.field(name="ForthQuarter", default_factory=list)
    extra: list[PlayRow] = msgspec.field(name="ExtraTime", default_factory=list)


class PointRow(msgspec.Struct, frozen=True, kw_only=True, rename="upper"):
    """One shot of Points.json, by the number of its play: cm from the hoop, x across, y out; `utc` 20241003164643."""

    num_anot: int
    coord_x: float | None = None
    coord_y: float | None = None
    zone: str | None = None
    utc: str | None = None


class Points(msgspec.Struct, frozen=True, kw_only=True):
    """Points.json."""

    rows: list[PointRow] = msgspec.field(name="Rows")


class BoxPlayer(msgspec.Struct, frozen=True, kw_only=True, rename="pascal"):
    """One player of Boxscore.json."""

    id: str = msgspec.field(name="Player_ID")
    is_starter: float | None = None
    dorsal: str | None = None
    player: str = ""
    minutes: str | None = None
    points: int | None = None
    field_goals_made2: int | None = None
    field_goals_attempted2: int | None = None
    field_goals_made3: int | None = None
    field_goals_attempted3: int | None = None
    free_throws_made: int | None = None
    free_throws_attempted: int | None = None
    offensive_rebounds: int | None = None
    defensive_rebounds: int | None = None
    assistances: int | None = None
    steals: int | None = None
    turnovers: int | None = None
    blocks_favour: int | None = None
    fouls_commited: int | None = None


class BoxTotal(msgspec.Struct, frozen=True, kw_only=True):
    """The line of a whole team."""

    points: int | None = msgspec.field(name="Points", default=None)


class BoxTeam(msgspec.Struct, frozen=True, kw_only=True):
    """One team of Boxscore.json."""

    players: list[BoxPlayer] = msgspec.field(name="PlayersStats")
    total: BoxTotal = msgspec.field(name="totr", default_factory=BoxTotal)


class Box(msgspec.Struct, frozen=True, kw_only=True):
    """Boxscore.json: the home team first."""

    teams: list[BoxTeam] = msgspec.field(name="Stats")


class Header(msgspec.Struct, frozen=True, kw_only=True, rename="pascal"):
    """Header.json. `date` is 03/10/2024 (day first), `hour` 18:45 at the place; `team_a` is at home."""

    team_a: str
    team_b: str
    code_team_a: str
    code_team_b: str
    competition: str
    round: str = ""
    date: str = ""
    hour: str = ""
    stadium: str = ""
    referee1: str = ""
    referee2: str = ""
    referee3: str = ""


class Files(msgspec.Struct, frozen=True, kw_only=True):
    """The files of one game, and where they lie."""

    plays: Plays
    points: Points
    box: Box
    header: Header
    paths: dict[str, Path]


def read_files(paths: Sequence[Path]) -> Files:
    """Read the files of one game in any order; each is known by what is in it. Comparison.json is not needed.

    Raises ImportFailed where a file is missing, is none of them, or they are not of one game.
    """
    found: dict[str, tuple[Path, dict[str, Any]]] = {}
    for path in paths:
        content = read_json(path)
        name = next((n for n, key in _KNOWN_BY.items() if isinstance(content, dict) and key in content), None)
        if name is None:
            raise ImportFailed(path, f"expected one of {', '.join(_KNOWN_BY)}, got none of them")
        if name in found:
            raise ImportFailed(path, f"expected one {name}, got {found[name][0]} too")
        found[name] = path, content
    missing = [name for name in _NEEDED if name not in found]
    if missing:
        names = ", ".join(str(path) for path in paths) or "no files"
        raise ImportFailed(names, f"expected {', '.join(_NEEDED)} of one game, {', '.join(missing)} is missing")
    files = Files(
        plays=_convert(*found["PlaybyPlay.json"], Plays),
        points=_convert(*found["Points.json"], Points),
        box=_convert(*found["Boxscore.json"], Box),
        header=_convert(*found["Header.json"], Header),
        paths={name: path for name, (path, _) in found.items()},
    )
    codes = [(files.plays.code_home, files.plays.code_away), (files.header.code_team_a, files.header.code_team_b)]
    if codes[0] != codes[1]:
        raise ImportFailed(
            files.paths["PlaybyPlay.json"],
            f"expected one game, got plays of {' and '.join(codes[0])}, a header of {' and '.join(codes[1])}",
        )
    if len(files.box.teams) != 2:
        raise ImportFailed(files.paths["Boxscore.json"], f"expected two teams, got {len(files.box.teams)}")
    return files


def _convert(path: Path, content: dict[str, Any], kind: type[_T]) -> _T:
    try:
        return msgspec.convert(_stripped(content), kind)
    except msgspec.ValidationError as error:
        raise ImportFailed(path, f"not in the format euroleague: {error}") from error


def _stripped(value: Any) -> Any:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list):
        return [_stripped(inner) for inner in value]
    if isinstance(value, dict):
        return {key: _stripped(inner) for key, inner in value.items()}
    return value


def moment(text: str) -> int | None:
    """Read 20241003164643 (UTC) as epoch ms; None where it is no time."""
    try:
        return round(datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=UTC).timestamp() * 1000)
    except ValueError:
        return None


def day(date: str, hour: str) -> int | None:
    """Read 03/10/2024 and 18:45 as epoch ms, as if they were UTC; None where they are no time."""
    try:
        return round(datetime.strptime(f"{date} {hour}", "%d/%m/%Y %H:%M").replace(tzinfo=UTC).timestamp() * 1000)
    except ValueError:
        return None
