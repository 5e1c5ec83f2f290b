"""The files of the format `sportvu` as they are: moments.csv, and player_data.csv where it is at hand."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from broadcast.recordings.importers.base import ImportFailed

PLAYERS = 10
# Feet: a court is 94 by 50, and nobody tracked is farther off than this.
_FARTHEST = 200
_LATEST = 2**52
_PLACES = tuple(
    tuple(f"player_{place}_{name}" for name in ("id", "team_id", "x", "y")) for place in range(1, PLAYERS + 1)
)
_COLUMNS = ("quarter", "moment_id", "quarter_clock", "shot_clock", "ball_x", "ball_y", "ball_radius")
_NEEDED = frozenset(_COLUMNS) | {column for columns in _PLACES for column in columns}


class Spot(msgspec.Struct, frozen=True):
    """Where a player is: feet, x from the left baseline, y from the sideline."""

    player: int
    team: int
    x: float
    y: float


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """One row of moments.csv: `row` counts from 0, `at` is epoch ms, the clocks are ms, `height` feet.

    The ball's place is None where the row has none.
    """

    row: int
    at: int
    quarter: int
    clock_ms: int | None
    shot_clock_ms: int | None
    ball: tuple[float, float, float] | None
    spots: tuple[Spot, ...]


class Known(msgspec.Struct, frozen=True):
    """What player_data.csv says of a player."""

    name: str
    team: int | None
    abbreviation: str
    position: str
    jersey: str


def read_files(paths: Sequence[Path]) -> tuple[Path, list[Frame], dict[int, Known]]:
    """Read moments.csv and, where it is given, player_data.csv, in either order.

    Raises ImportFailed with the file and the line where one is not in this format.
    """
    moments: tuple[Path, list[Frame]] | None = None
    known: dict[int, Known] = {}
    for path in paths:
        columns, rows = _read(path)
        if columns >= _NEEDED and moments is None:
            moments = path, [_frame(path, number, row) for number, row in enumerate(rows)]
        elif {"player_id", "player_name"} <= columns:
            known |= dict(_known(path, number, row) for number, row in enumerate(rows))
        elif columns >= _NEEDED:
            raise ImportFailed(path, f"expected one file of moments, got {moments[0] if moments else ''} too")
        else:
            missing = ", ".join(sorted(_NEEDED - columns)[:5])
            raise ImportFailed(
                path, f"expected the columns of moments.csv or player_data.csv, got none named {missing}"
            )
    if moments is None:
        raise ImportFailed(", ".join(str(path) for path in paths) or "no files", "expected moments.csv")
    if not moments[1]:
        raise ImportFailed(moments[0], "expected moments, got none")
    return *moments, known


def _read(path: Path) -> tuple[frozenset[str], Iterator[dict[str, str]]]:
    try:
        with path.open(newline="", encoding="utf-8-sig") as lines:
            rows = list(csv.reader(lines, strict=True))
    except OSError as error:
        raise ImportFailed(path, f"cannot be read: {error.strerror or error}") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise ImportFailed(path, f"expected lines of comma-separated values: {error}") from error
    columns = [column.strip() for column in rows[0]] if rows else []
    return frozenset(columns), (
        dict(zip(columns, [*row, *[""] * len(columns)], strict=False)) for row in rows[1:] if any(row)
    )


def _frame(path: Path, number: int, row: dict[str, str]) -> Frame:
    def value(column: str, farthest: float = _FARTHEST) -> float | None:
        text = row[column].strip()
        try:
            read = float(text) if text else math.nan
        except ValueError as error:
            raise ImportFailed(path, f"row {number}: expected a number in {column}, got {text!r}") from error
        if abs(read) > farthest:
            raise ImportFailed(path, f"row {number}: expected {column} up to {farthest:g}, got {text}")
        return None if math.isnan(read) else read

    def whole(column: str, largest: float = _LATEST) -> int | None:
        # Ids are written 203484.0 where a column has gaps.
        read = value(column, largest)
        if read is not None and not read.is_integer():
            raise ImportFailed(path, f"row {number}: expected a whole number in {column}, got {row[column]!r}")
        return None if read is None else int(read)

    def milliseconds(column: str) -> int | None:
        read = value(column, 3600)
        return None if read is None or read < 0 else round(read * 1000)

    at, quarter = whole("moment_id"), whole("quarter", 20)
    if at is None or at < 0 or quarter is None or quarter < 1:
        raise ImportFailed(path, f"row {number}: expected a quarter and a moment_id, got {row['quarter']!r} and {at}")
    spots = []
    for place in _PLACES:
        player, team, x, y = whole(place[0]), whole(place[1]), value(place[2]), value(place[3])
        if player is not None and team is not None and x is not None and y is not None:
            spots.append(Spot(player, team, x, y))
    x, y, height = value("ball_x"), value("ball_y"), value("ball_radius")
    return Frame(
        row=number,
        at=at,
        quarter=quarter,
        clock_ms=milliseconds("quarter_clock"),
        shot_clock_ms=milliseconds("shot_clock"),
        ball=None if x is None or y is None or height is None else (x, y, height),
        spots=tuple(spots),
    )


def _known(path: Path, number: int, row: dict[str, str]) -> tuple[int, Known]:
    try:
        player = int(row["player_id"].strip())
    except ValueError as error:
        raise ImportFailed(path, f"row {number}: expected an id in player_id, got {row['player_id']!r}") from error
    team = row.get("team_id", "").strip()
    return player, Known(
        name=row["player_name"].strip().title(),
        team=int(team) if team.isascii() and team.isdigit() else None,
        abbreviation=row.get("team", "").strip(),
        position=row.get("position", "").strip(),
        jersey=row.get("jersey_number", "").strip(),
    )
