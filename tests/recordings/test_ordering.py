"""Entries put in order: what belongs together, the clock at free throws, the ends of periods."""

from __future__ import annotations

import pytest

from broadcast.recordings.importers.entries import RULES, Entry
from broadcast.recordings.importers.ordering import ordered
from broadcast.recordings.plays import Shot

KINDS = {
    "foul": "PERSONAL_FOUL", "tech": "TECHNICAL_FOUL", "ft": "FREE_THROW_MAKE", "miss": "FREE_THROW_MISS",
    "to": "TURNOVER", "stl": "STEAL", "ast": "ASSIST", "2": "TWO_POINT_MAKE", "in": "SUBSTITUTION_IN",
    "reb": "DEFENSIVE_REBOUND", "end": "PERIOD_END", "over": "GAME_END", "start": "PERIOD_START",
}  # fmt: skip


def entries(*words: str) -> list[Entry]:
    """Return entries told as `<player>:<what>@<clock in s>[/period]`; the player's tens are his team."""
    made = []
    for number, word in enumerate(words):
        who, _, rest = word.partition(":")
        what, _, when = rest.partition("@")
        clock, _, period = when.partition("/")
        player = int(who) or None
        kind = KINDS[what]
        made.append(
            Entry(
                id=str(number), period=int(period or 1), clock_ms=int(clock) * 1000, classification=kind, text=word,
                team=player and player // 10, player=player, utc=1_000_000 + number,
                shot=Shot(three=False, made=True, x=0, y=0, end=1) if what == "2" else None,
            )
        )  # fmt: skip
    return made


def told(*words: str, rules: str = "NBA") -> list[Entry]:
    """Return entries in order, without those that begin and end periods."""
    boundaries = ("PERIOD_START", "PERIOD_END", "GAME_END")
    found = ordered(entries(*words), RULES[rules], [])
    return [entry for entry in found if entry.classification not in boundaries]


def test_assists_go_with_their_baskets() -> None:
    """An assist goes right after the last basket of a teammate, with its clock; one without a basket stays."""
    found = told("11:2@500", "21:foul@500", "12:ast@497", "13:ast@400", "14:2@300", "14:ast@299")
    assert [entry.text for entry in found] == [
        "11:2@500", "12:ast@497", "21:foul@500", "13:ast@400", "14:2@300", "14:ast@299",
    ]  # fmt: skip
    assert found[1].clock_ms == 500_000


def test_a_stolen_turnover_is_a_live_ball_one() -> None:
    """A steal right after a turnover, or right before, makes it one; a teammate's, or a later one, does not."""
    kinds = [entry.classification for entry in told("11:to@500", "21:stl@498", "22:stl@400", "12:to@400")]
    assert kinds == ["LIVE_BALL_TURNOVER", "STEAL", "STEAL", "LIVE_BALL_TURNOVER"]
    kinds = [entry.classification for entry in told("11:to@500", "12:stl@500", "13:to@400", "21:stl@380")]
    assert kinds == ["TURNOVER", "STEAL", "TURNOVER", "STEAL"]


def test_the_clock_stands_at_free_throws() -> None:
    """Free throws, and what is entered before them, have the clock of the foul, or of the scorer's basket before it."""
    clocks = [entry.clock_ms // 1000 for entry in told("21:foul@500", "12:in@499", "11:ft@499", "11:miss@498")]
    assert clocks == [500] * 4
    assert [entry.clock_ms // 1000 for entry in told("11:2@500", "21:foul@499", "11:ft@498")] == [500] * 3
    assert [entry.clock_ms // 1000 for entry in told("11:2@500", "11:foul@499", "21:ft@498")] == [500, 499, 499]
    assert [entry.clock_ms // 1000 for entry in told("21:foul@500", "11:reb@499", "11:ft@498")] == [500, 499, 498]
    assert [entry.clock_ms // 1000 for entry in told("21:foul@500", "11:ft@490")] == [500, 490]


def test_the_last_of_a_trip_ends_it() -> None:
    """The last free throw of a player at one clock is the last of his trip."""
    assert [entry.last for entry in told("21:foul@500", "11:ft@500", "11:ft@499", "21:foul@300", "12:ft@300")] == [
        False, False, True, False, True,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rules", "words", "technical"),
    [
        ("FIBA", "21:tech@500 11:ft@500", [True]),
        ("NCAA_M", "21:tech@500 11:ft@500 11:ft@500", [True, True]),
        ("FIBA", "21:tech@500 21:foul@500 11:ft@500 12:ft@500 12:ft@500", [True, False, False]),
        ("NCAA_M", "21:tech@500 21:foul@500 11:ft@500 11:ft@500 12:ft@500", [True, True, False]),
        ("FIBA", "21:tech@500 11:foul@500 21:ft@500", [False]),
        ("FIBA", "21:tech@500 11:tech@500 11:ft@500 21:ft@500", [True, True]),
        ("FIBA", "21:foul@500 11:ft@500", [False]),
    ],
)
def test_free_throws_for_technical_fouls(rules: str, words: str, technical: list[bool]) -> None:
    """They are the other team's at that clock: all of them, or as many as the rules give where others were called."""
    found = [entry for entry in told(*words.split(), rules=rules) if entry.classification.startswith("FREE")]
    assert [entry.technical for entry in found] == technical
    assert not any(entry.last for entry in found if entry.technical)


def test_what_the_provider_marks_is_believed() -> None:
    """Where the provider marks a free throw as technical, no other is taken for one."""
    given = entries("21:tech@500", "21:foul@500", "11:ft@500", "12:ft@500")
    given[3].technical = True
    found = [entry for entry in ordered(given, RULES["NBA"], []) if entry.classification.startswith("FREE")]
    assert [entry.technical for entry in found] == [False, True]


def test_periods_begin_and_end() -> None:
    """Each period begins at its full clock and ends at nought, with the provider's own entries where there are some."""
    notes: list[str] = []
    found = ordered(entries("0:end@3", "11:2@300", "12:2@200/2", "0:over@0/2"), RULES["NBA"], notes)
    assert [(entry.classification, entry.period, entry.clock_ms) for entry in found] == [
        ("PERIOD_START", 1, 720_000), ("TWO_POINT_MAKE", 1, 300_000), ("PERIOD_END", 1, 0),
        ("PERIOD_START", 2, 720_000), ("TWO_POINT_MAKE", 2, 200_000), ("PERIOD_END", 2, 0), ("GAME_END", 2, 0),
    ]  # fmt: skip
    assert (found[2].text, found[-1].text, notes) == ("0:end@3", "0:over@0/2", [])


def test_a_game_that_stops_is_ended() -> None:
    """Without an end the last period ends with its last play, and it is told."""
    notes: list[str] = []
    found = ordered(entries("11:2@300"), RULES["NBA"], notes)
    assert [(entry.classification, entry.clock_ms) for entry in found][-2:] == [
        ("PERIOD_END", 300_000), ("GAME_END", 300_000),
    ]  # fmt: skip
    assert notes == ["the plays stop in Q1 without its end: the game is ended there"]
