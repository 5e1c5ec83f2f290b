"""What the board says of its games, and which of them a search leaves."""

from __future__ import annotations

import json
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest

from broadcast.dashboard.show.board import is_found, last_play, tile
from tests.documents import TIPOFF, ended, midgame

VECTORS: dict[str, Any] = json.loads((Path(__file__).parents[1] / "vectors" / "search.json").read_text("utf-8"))


@pytest.mark.parametrize("search", VECTORS["found"])
def test_search_finds_by_any_name_of_either_team(search: str) -> None:
    """All words searched for are found in either team's names, whatever their case and accents."""
    assert is_found(VECTORS["game"], search)
    assert not tile(midgame() | {"game": midgame()["game"] | VECTORS["game"]}, TIPOFF, UTC, search)["hidden"]


@pytest.mark.parametrize("search", VECTORS["not_found"])
def test_search_for_another_team_finds_nothing(search: str) -> None:
    """A word that neither team has finds nothing, and the tile is hidden."""
    assert not is_found(VECTORS["game"], search)
    assert tile(midgame() | {"game": midgame()["game"] | VECTORS["game"]}, TIPOFF, UTC, search)["hidden"]


def test_tile_says_the_newest_play() -> None:
    """A game under way says its newest play: when, whose, what."""
    document = midgame()
    newest = max(document["plays"].items(), key=lambda item: (item[1]["order"], item[0]))[1]
    last = last_play(document)
    assert last is not None
    assert last["text"] == newest["text"]
    assert last["when"] == "4:27 3RD"


def test_ended_game_says_no_play() -> None:
    """After the end, and before anything has happened, no play is said."""
    assert last_play(ended()) is None
    assert last_play({name: topic for name, topic in midgame().items() if name != "latest"}) is None
