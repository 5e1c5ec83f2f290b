"""The documents that other tests look at are themselves right."""

import pytest

from tests.basketball import adding_up
from tests.documents import midgame, validate, variants


@pytest.mark.parametrize("name", sorted(variants()))
def test_variant_agrees_with_the_schema(name: str) -> None:
    """Each variant is a game document."""
    validate(variants()[name])


def test_lines_add_up_to_the_score() -> None:
    """In the game in progress, players' points, the periods' and the score agree."""
    document = midgame()
    for side in ("home", "away"):
        players = (player for player in document["players"].values() if player["team"] == side)
        points = sum(player["line"].get("PTS", 0) for player in players)
        periods = sum(period[side] for period in document["score"]["periods"].values())
        assert points == periods == document["score"][side]
    assert len(document["shots"]) >= 60
    assert len(document["plays"]) >= 80


@pytest.mark.parametrize("name", ["midgame", "overtime", "ended"])
def test_derived_numbers_add_up(name: str) -> None:
    """Stints, periods, runs, areas and possessions agree with what they are derived from."""
    adding_up.check(variants()[name])
