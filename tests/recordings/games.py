"""The recorded games of the other formats: their files, and their official lines by the ids of a recording."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from broadcast.recordings.importers import IMPORTERS, Imported
from broadcast.recordings.importers.euroleague import number
from tests import recorded

ESPN = "espn-401828387"
EUROLEAGUE = "euroleague-E2024-1"
SPORTVU = "sportvu-0021500001"
PERIODS = {ESPN: ("H1", "H2"), EUROLEAGUE: ("Q1", "Q2", "Q3", "Q4")}
RULES = {ESPN: "NCAA_M", EUROLEAGUE: "FIBA"}


def files(game: str) -> list[Path]:
    """Return the files of a game, as its importer takes them."""
    names = {
        ESPN: ("summary.json",),
        EUROLEAGUE: ("PlaybyPlay.json", "Points.json", "Boxscore.json", "Header.json", "Comparison.json"),
        SPORTVU: ("moments.csv", "player_data.csv"),
    }
    return [recorded.folder(game) / name for name in names[game]]


def provider(game: str) -> str:
    """Return the name of a game's format."""
    return game.partition("-")[0]


def imported(game: str, *, late: bool = False) -> Imported:
    """Import a game."""
    return IMPORTERS[provider(game)](files(game), late)


def player_id(game: str, player: dict[str, Any]) -> str:
    """Return the id that a player of the official box score has in a recording."""
    return str(number(player["id"], "a player")) if game == EUROLEAGUE else str(player["id"])


def seconds(player: dict[str, Any]) -> int | None:
    """Return the official seconds on the floor; None where only whole minutes are published, or none."""
    minutes, colon, rest = (player["minutes"] or "").partition(":")
    return int(minutes) * 60 + int(rest) if colon else None
