"""A real game of the NBA without its substitutions between periods: who was on the floor is found out all the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import recorded
from tests.endtoend.reference import final_document
from tests.recordings import as_espn, espn_game
from tests.recordings.consistency import check_recording

pytestmark = pytest.mark.games


def test_inferred_fives_give_the_official_plus_minus(tmp_path: Path) -> None:
    """In the format `espn` the game ends with every official line, plus-minus and the seconds within 3 s."""
    imported = espn_game.import_it(tmp_path, as_espn.summary())
    check_recording(imported.recording)
    assert imported.notes[1:] == [
        "substitutions between periods are not among the plays; fives inferred from who acts: 3"
    ]
    document = final_document(imported.recording)
    box = recorded.expected(recorded.NBA)
    assert (document["score"]["home"], document["score"]["away"]) == (box["home"]["score"], box["away"]["score"])
    assert len(box["players"]) == 34
    for official in box["players"]:
        player = document["players"][official["id"]]
        assert {stat: player["line"].get(stat, 0) for stat in recorded.STATS} == {
            stat: official[stat] for stat in recorded.STATS
        }
        assert player.get("plus_minus", 0) == official["plus_minus"]
        assert abs(player.get("seconds", 0) - official["seconds"]) <= 3
