"""What the tests of the room share: the folder of real games, which lies beside the repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def games_folder() -> Path:
    """The folder of real games; skips, and says why, where it is absent."""
    folder = Path(os.environ.get("COURTSIDE_GAMES", REPOSITORY.parent / "shared" / "games"))
    if not folder.is_dir():
        pytest.skip(f"REAL GAMES NOT CHECKED: {folder} is absent (set COURTSIDE_GAMES to the folder)")
    return folder
