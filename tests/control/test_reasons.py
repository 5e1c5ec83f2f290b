"""Why a cue cannot be taken: a row each."""

from typing import Any

import pytest

from broadcast.control.reasons import reasons
from broadcast.overlays.catalog import graphics
from tests.control.documents import game_on_air, roster

GAME = game_on_air()
FOUR = roster()
FOUR["h0"].pop("on_floor")
ODD_PERIODS = GAME["score"] | {"periods": {"Q1": {"order": 1, "home": 5, "away": 11}}}


@pytest.mark.parametrize(
    ("zone", "cue", "aired", "said"),
    [
        ("bug", {"graphic": "score-bug-a"}, GAME, ""),
        ("bug", {"graphic": "score-bug-z"}, GAME, "There is no graphic score-bug-z."),
        ("bug", {}, GAME, "There is no graphic ?."),
        ("lower", {"graphic": "score-bug-a"}, GAME, "has no place in lower"),
        ("bug", {"graphic": "score-bug-a"}, None, "The output points at no game."),
        ("bug", {"graphic": "score-bug-a"}, {}, "Nothing of the game is known yet"),
        (
            "bug",
            {"graphic": "score-bug-b"},
            GAME | {"score": {}},
            "The score is not known yet: the feed has not been reached.",
        ),
        ("lower", {"graphic": "lower-player"}, GAME, "Player needs player."),
        ("lower", {"graphic": "lower-player", "data": {"player": ""}}, GAME, "Player needs player."),
        ("lower", {"graphic": "lower-player", "data": {"player": "h0"}}, GAME, ""),
        (
            "lower",
            {"graphic": "lower-player", "data": {"player": "x9"}},
            GAME,
            "Nobody on either roster has the id x9.",
        ),
        ("lower", {"graphic": "lower-name", "data": {"name": "Ada"}}, None, ""),
        ("slate", {"graphic": "slate", "data": {"line1": "Soon"}}, None, ""),
        ("full", {"graphic": "title"}, None, "The output points at no game."),
        ("left", {"graphic": "on-the-floor", "data": {"team": "home"}}, GAME, ""),
        (
            "left",
            {"graphic": "on-the-floor", "data": {"team": "home"}},
            GAME | {"players": FOUR},
            "Ravens: 4 of five are known.",
        ),
        ("left", {"graphic": "on-the-floor", "data": {"team": "home", "anyway": True}}, GAME | {"players": FOUR}, ""),
        ("left", {"graphic": "on-the-floor", "data": {"team": "away"}}, GAME | {"players": FOUR}, ""),
        (
            "left",
            {"graphic": "on-the-floor", "data": {"both": True}},
            GAME | {"players": FOUR},
            "Ravens: 4 of five are known.",
        ),
        ("left", {"graphic": "on-the-floor"}, GAME | {"players": FOUR}, ""),
        (
            "left",
            {"graphic": "on-the-floor", "data": {"team": "home"}},
            GAME | {"lineups": {"home": {"players": ["h0", "h1", "h2", "h3", "h4", "h5"]}}},
            "Ravens: 6 of five are known.",
        ),
        (
            "left",
            {"graphic": "on-the-floor", "data": {"team": "home"}},
            GAME | {"players": FOUR, "lineups": {"home": {"players": ["h0", "h1", "h2", "h3", "h5"]}}},
            "",
        ),
        ("full", {"graphic": "starting-five", "data": {"team": "home"}}, GAME, ""),
        ("full", {"graphic": "starting-five", "data": {"team": "home", "chosen": ["h0", "h1"]}}, GAME, "2 of five"),
        ("full", {"graphic": "starting-five", "data": {"team": "home", "chosen": ["h0", "x1"]}}, GAME, "has the id x1"),
        ("full", {"graphic": "starting-five", "data": {"team": "home", "chosen": [["h0"]]}}, GAME, "has the id ['h0']"),
        ("full", {"graphic": "starting-five", "data": {"team": "home", "chosen": 5}}, GAME, ""),
        ("lower", {"graphic": "line-score"}, GAME, ""),
        ("lower", {"graphic": "line-score"}, GAME | {"score": ODD_PERIODS}, "Ravens has 8, its periods have 5."),
        ("lower", {"graphic": "line-score", "data": {"anyway": True}}, GAME | {"score": ODD_PERIODS}, ""),
        ("lower", {"graphic": "line-score"}, GAME | {"score": {"home": 8, "away": 11}}, ""),
    ],
)
def test_a_cue_is_refused_for_a_reason(zone: str, cue: dict[str, Any], aired: dict[str, Any] | None, said: str) -> None:
    """In plain words; nothing where it can be taken."""
    told = " ".join(reasons(zone, cue, graphics(), aired))
    assert said in told and bool(said) == bool(told)
