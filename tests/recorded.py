"""The recorded games beside the repository. They are no part of it; tests over them are skipped where they are not.

`COURTSIDE_GAMES` names their folder where it lies elsewhere.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
GAMES = Path(os.environ.get("COURTSIDE_GAMES", ROOT.parent / "shared" / "games"))
NBA = "nba-live-0022000001"
STATS = tuple("PTS FG FGA FG3 FGA3 FT FTA OFFENSIVE_REB DEFENSIVE_REB AST STL BLK TO FL".split())  # noqa: SIM905
"""The columns of an official box score, by the Event API's names."""


def folder(name: str) -> Path:
    """Return the folder of a recorded game, or skip the test and say so."""
    path = GAMES / name
    if not path.is_dir():
        pytest.skip(f"REAL GAMES NOT CHECKED: {path} is absent (set COURTSIDE_GAMES to the folder of games)")
    return path


def nba_files() -> list[Path]:
    """Return the files of the NBA game, as the importer takes them."""
    return [folder(NBA) / "playbyplay.json", folder(NBA) / "boxscore.json"]


def expected(name: str) -> dict[str, Any]:
    """Return the official box score of a recorded game."""
    box: dict[str, Any] = json.loads((folder(name) / "expected.json").read_text())
    return box
