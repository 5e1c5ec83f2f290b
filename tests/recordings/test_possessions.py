"""Possessions from plays: what ends one, and what does not."""

from __future__ import annotations

import pytest

from broadcast.recordings.plays import Game, Play
from broadcast.recordings.possessions import joined, possessions

HOME, AWAY = 1, 2
GAME = Game(event_id="g", facility_id="f", court_id="c", home=HOME, away=AWAY, sessions={"Q1": "s"})


def plays(*told: str) -> list[Play]:
    """Plays told as `<H or A><what>[@clock in s]`, a second of the clock apart unless told."""
    kinds = {
        "2": "TWO_POINT_MAKE", "3": "THREE_POINT_MAKE", "miss": "TWO_POINT_MISS", "ast": "ASSIST",
        "to": "TURNOVER", "stl": "STEAL", "oreb": "OFFENSIVE_REBOUND", "dreb": "DEFENSIVE_REBOUND",
        "foul": "PERSONAL_FOUL", "ft": "FREE_THROW_MAKE", "ftlast": "FREE_THROW_MAKE",
        "ftmiss": "FREE_THROW_MISS", "tech": "FREE_THROW_MAKE",
        "jump": "JUMP_BALL", "start": "PERIOD_START", "end": "PERIOD_END", "blk": "BLOCK",
        "sub": "SUBSTITUTION_IN", "timeout": "TIMEOUT",
    }  # fmt: skip
    result: list[Play] = []
    clock = 720
    for number, word in enumerate(told):
        what, _, at_clock = word[1:].partition("@")
        clock = int(at_clock) if at_clock else clock - 1
        team = {"H": HOME, "A": AWAY}.get(word[0])
        result.append(
            Play(
                id=str(number), at=1000 * number, period="Q1", classification=kinds[what], text="",
                clock_ms=1000 * clock, team=team, player=None if team is None else 10 * team,
                last=what == "ftlast", technical=what == "tech",
            )
        )  # fmt: skip
    return result


def told(*words: str) -> str:
    """The teams of the possessions of these plays, and how many plays of theirs each holds."""
    sides = {HOME: "H", AWAY: "A"}
    return " ".join(f"{sides[one.team]}{len(one.plays)}" for one in possessions(GAME, plays(*words)))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (".start H2 A3 H2 .end", "H1 A1 H1 A0"),
        (".start Hjump Hmiss Adreb A2 .end", "H1 A2 H0"),
        (".start Hmiss Horeb H2 Hast Ato", "H4 A1"),
        (".start Hto Astl A2 .end", "H1 A2 H0"),
        (".start Afoul@700 Hft@700 Hftlast@700 Ato", "H2 A1"),
        (".start Afoul@700 Hft@700 Hftmiss@700 Adreb@699 A2 .end", "H2 A2 H0"),
        (".start H2@700 Hast@700 Afoul@700 Asub@700 Hftlast@700 A2 .end", "H3 A1 H0"),
        (".start H2@700 Afoul@700 Hftmiss@700 Horeb@699 H2@690 .end", "H4 A0"),
        (".start H2@700 Atimeout@700 Asub@700 Ato@690", "H1 A1"),
        (".start H2@700 Hfoul@700 Aft@700 Aftlast@700 H2 .end", "H1 A2 H1 A0"),
        (".start H2@700 Htech@650 A2@640 .end", "H1 A1 H0"),
        (".start Hmiss Ablk Horeb Hto", "H3"),
        (".start H2@0 .end@0", "H1"),
        (".start Hmiss Ato", "H1 A1"),
        (".start H2 Ajump Ato", "H1 A1"),
    ],
)
def test_what_ends_a_possession(words: str, expected: str) -> None:
    """Baskets, last free throws, defensive rebounds, turnovers and ends do; all else does not."""
    found = told(*words.split())
    # What is still open when the plays end has not been a possession yet.
    assert found == expected


def test_a_possession_tells_when() -> None:
    """It runs from what gave the ball to what took it, by both clocks."""
    first, second = possessions(GAME, plays(".start@720", "H2@700", "Ato@690"))
    assert (first.start, first.end, first.start_clock_ms, first.end_clock_ms) == (0, 1000, 720_000, 700_000)
    assert (second.start, second.end, second.start_clock_ms, second.end_clock_ms) == (
        1000,
        2000,
        700_000,
        690_000,
    )
    assert (first.key, second.key) == ("1:0", "2:1000")


def test_odd_orders_are_mended() -> None:
    """A possession without length is none, and what a team then has in a row is one possession."""
    odd = plays(".start@720", "Hmiss@710", "Adreb@708", "Hto@700", "Ato@690", ".end@680")
    found = possessions(GAME, odd)
    assert [(one.team, one.start, one.end) for one in found][:3] == [
        (HOME, 0, 2000),
        (AWAY, 2000, 2000),
        (HOME, 2000, 3000),
    ]
    mended = joined(found)
    assert [(one.team, one.start, one.end) for one in mended] == [
        (HOME, 0, 3000),
        (AWAY, 3000, 4000),
        (HOME, 4000, 5000),
    ]
    assert [len(one.plays) for one in mended] == [2, 1, 0]
    assert mended[0].end_clock_ms == 700_000
    assert joined(mended) == mended
