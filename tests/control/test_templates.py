"""Players by jersey and by lead, resolved against the aired game: a row each."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcast.control.templates import Unresolved, resolved
from tests.control.documents import game_on_air, roster

GAME = game_on_air()
TIED = roster()
TIED["h1"]["line"]["PTS"] = 10
TWO_FOURS = roster()
TWO_FOURS["h5"]["jersey"] = "4"
ONE_GONE = {**TWO_FOURS, "h3": TWO_FOURS["h3"] | {"active": False}}


@pytest.mark.parametrize(
    ("data", "players", "wanted"),
    [
        ({"player": "#23", "team": "home"}, None, {"player": "h0", "team": "home"}),
        ({"player": "#23", "team": "away"}, None, {"player": "a0", "team": "away"}),
        ({"player": "#0", "team": "home"}, None, {"player": "h1", "team": "home"}),
        ({"player": "#00", "team": "home"}, None, {"player": "h2", "team": "home"}),
        ({"player": "#4", "team": "home"}, ONE_GONE, {"player": "h5", "team": "home"}),
        ({"player": "leader PTS"}, None, {"player": "h0"}),
        ({"player": "leader pts", "team": "away"}, None, {"player": "a0", "team": "away"}),
        ({"player": "h3", "scope": "half1"}, None, {"player": "h3", "scope": "half1"}),
        ({"chosen": ["#23", "#0", "h4"], "team": "home"}, None, {"chosen": ["h0", "h1", "h4"], "team": "home"}),
        ({"line1": "#23"}, None, {"line1": "#23"}),
        ({}, {}, {}),
    ],
)
def test_a_template_means_players_of_this_game(
    data: dict[str, Any], players: dict[str, Any] | None, wanted: dict[str, Any]
) -> None:
    """Ids and everything else stand as they are."""
    assert resolved(data, GAME if players is None else GAME | {"players": players}) == wanted


@pytest.mark.parametrize(
    ("data", "players", "said"),
    [
        ({"player": "#99", "team": "home"}, None, "Nobody wears #99: Ravens."),
        ({"player": "#23"}, None, "More than one wears #23: #23 FOSS, #23 KOVALENKO."),
        ({"player": "#4", "team": "home"}, TWO_FOURS, "More than one wears #4: #4 CASTRO, #4 ERIKSEN."),
        (
            {"player": "leader PTS", "team": "home"},
            TIED,
            "#23 KOVALENKO, #0 ARDEN share the lead in PTS: cue one of them.",
        ),
        ({"player": "leader BLK"}, None, "Nobody leads in BLK yet."),
        ({"player": "#23"}, {}, "No players are known yet."),
        ({"chosen": ["#99"], "team": "away"}, None, "Nobody wears #99: Wolves."),
    ],
)
def test_a_template_that_means_nobody_says_so(data: dict[str, Any], players: dict[str, Any] | None, said: str) -> None:
    """Neither a guess nor an empty graphic goes on air."""
    with pytest.raises(Unresolved) as error:
        resolved(data, GAME if players is None else GAME | {"players": players})
    assert str(error.value) == said


@given(st.text(max_size=12), st.sampled_from([None, "home", "away", "elsewhere"]))
def test_whatever_is_typed_is_an_id_or_a_reason(typed: str, team: str | None) -> None:
    """What is taken for a number or a lead is a player of that team, or refused."""
    data = {"player": typed} | ({"team": team} if team else {})
    try:
        found = resolved(data, GAME)["player"]
    except Unresolved:
        return
    if typed.startswith("#"):
        assert found in GAME["players"]
        assert team not in ("home", "away") or GAME["players"][found]["team"] == team
    elif not typed.startswith("leader "):
        assert found == typed
