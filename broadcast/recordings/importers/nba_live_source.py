"""The files of the format `nba-live` as they are: playbyplay.json and boxscore.json of one game, decoded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from broadcast.recordings.importers.base import ImportFailed, read_json

_CLOCK = re.compile(r"PT(\d+)M(\d+(?:\.\d+)?)S")


class Action(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """One action of playbyplay.json. `x` and `y` are percent of the court's length and width."""

    order_number: int
    action_number: int
    period: int
    clock: str
    time_actual: datetime
    edited: datetime
    action_type: str
    sub_type: str = ""
    descriptor: str = ""
    person_id: int = 0
    team_id: int | None = None
    x: float | None = None
    y: float | None = None
    side: str | None = None
    shot_result: str = ""
    assist_person_id: int | None = None
    steal_person_id: int | None = None
    assist_player_name_initial: str = ""
    score_home: str = "0"
    score_away: str = "0"
    description: str = ""

    @property
    def at(self) -> int:
        """When it happened, epoch ms."""
        return round(self.time_actual.timestamp() * 1000)

    @property
    def edited_at(self) -> int:
        """When it was last edited, epoch ms."""
        return round(self.edited.timestamp() * 1000)

    @property
    def clock_ms(self) -> int:
        """The game clock, ms left in the period."""
        found = _CLOCK.fullmatch(self.clock)
        if found is None:
            raise ValueError(f"expected a clock like PT11M22.00S, got {self.clock!r}")
        return int(found[1]) * 60_000 + round(float(found[2]) * 1000)


class BoxPlayer(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """One player of boxscore.json. `statistics` is read only to report where it differs from the plays."""

    person_id: int
    name: str
    name_i: str = ""
    first_name: str = ""
    family_name: str = ""
    jersey_num: str = ""
    position: str = ""
    starter: str = "0"
    status: str = "ACTIVE"
    statistics: dict[str, Any] = {}


class BoxTeam(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """One team of boxscore.json."""

    team_id: int
    team_name: str
    team_city: str = ""
    team_tricode: str = ""
    score: int
    players: list[BoxPlayer]


class BoxOfficial(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """One official of boxscore.json."""

    person_id: int
    name: str
    jersey_num: str = ""
    assignment: str = ""


class Arena(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Where the game was played."""

    arena_id: int = 0
    arena_name: str = ""


class Box(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """The game of boxscore.json."""

    game_id: str
    game_time_utc: datetime = msgspec.field(name="gameTimeUTC")
    home_team: BoxTeam
    away_team: BoxTeam
    regulation_periods: int = 4
    arena: Arena = Arena()
    officials: list[BoxOfficial] = []


class _Plays(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    game_id: str
    actions: list[Action]


def read_files(paths: Sequence[Path]) -> tuple[list[Action], Box]:
    """Read playbyplay.json and boxscore.json, in either order; the actions come in the provider's order.

    Raises ImportFailed where a file is missing, is not one of the two, or the two are not of one game.
    """
    plays: _Plays | None = None
    box: Box | None = None
    for path in paths:
        game = _read_game(path)
        try:
            if "actions" in game:
                plays = msgspec.convert(game, _Plays)
            elif "homeTeam" in game:
                box = msgspec.convert(game, Box)
            else:
                raise ImportFailed(path, "expected game.actions or game.homeTeam, got neither")
        except msgspec.ValidationError as error:
            raise ImportFailed(path, f"not in the format nba-live: {error}") from error
    names = ", ".join(str(path) for path in paths) or "no files"
    if plays is None or box is None:
        missing = "playbyplay.json (game.actions)" if plays is None else "boxscore.json (game.homeTeam)"
        raise ImportFailed(names, f"expected playbyplay.json and boxscore.json of one game, {missing} is missing")
    if plays.game_id != box.game_id:
        raise ImportFailed(names, f"expected one game, got plays of {plays.game_id} and a box of {box.game_id}")
    if not plays.actions:
        raise ImportFailed(names, "expected actions, got none")
    return sorted(plays.actions, key=lambda action: action.order_number), box


def _read_game(path: Path) -> dict[str, Any]:
    content = read_json(path)
    game = content.get("game") if isinstance(content, dict) else None
    if not isinstance(game, dict):
        raise ImportFailed(path, "expected an object with 'game'")
    return game
