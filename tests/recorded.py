"""The recorded games beside the repository. They are not part of it; tests over them are skipped where they are not."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
GAMES = Path(os.environ.get("COURTSIDE_GAMES", ROOT.parent / "shared" / "games"))


def folder(name: str) -> Path:
    """Return the folder of a recorded game, or skip the test and say so."""
    path = GAMES / name
    if not path.is_dir():
        pytest.skip(f"SKIPPED: no recorded game at {path}; set COURTSIDE_GAMES to the folder that holds it")
    return path


def expected(name: str) -> dict[str, Any]:
    """Return the official box score of a recorded game."""
    box: dict[str, Any] = json.loads((folder(name) / "expected.json").read_text())
    return box
